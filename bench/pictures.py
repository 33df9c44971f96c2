"""Pictures of this project: what each weighs on its page, and what drawing one costs, anew and from what was kept.

A picture weighs what it adds to a page, compressed with gzip -9: drawing, alternative text and long description.
Drawing is timed with the same few pictures each round, as CPU time: Mermaid in its engine, and reading and cleaning
what was kept; none is taken from memory.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from bench.side_by_side import ROOT, Figure, Target, arguments, figure, ratio, report
from decision import project
from decision.guides.guide import Guide
from decision.guides.syntax import PICTURE
from decision.pictures import cache, drawing
from decision.pictures.drawing import MOST_BYTES
from decision.project import Project
from decision.render import pictures

MOST = Target("at most", MOST_BYTES)
TIMED = 3


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="samples of each (default: 5)")
    chosen = parser.parse_args()
    loaded = project.load(ROOT)
    sources = list(dict.fromkeys(text for guide in guides(loaded) for text in fences(guide)))[:TIMED]
    figures = [one for guide in guides(loaded) for one in weights(guide, loaded)]
    report("Pictures", [*figures, *times(sources, chosen.rounds)], chosen)


def guides(loaded: Project) -> Iterator[Guide]:
    """The pages."""
    yield from (guide for guide, _ in loaded.read_guides() if guide is not None)


def fences(guide: Guide) -> Iterator[str]:
    """The sources of the pictures on a page."""
    yield from (fence.text.removesuffix("\n") for fence in guide.syntax.fences if fence.language == PICTURE)


def weights(guide: Guide, loaded: Project) -> Iterator[Figure]:
    """What the pictures of a page weigh."""
    html = [f'<pre class="{PICTURE}"><code>{_escaped(source)}</code></pre>' for source in fences(guide)]
    html += [marker.comment for marker, _ in guide.markers if marker.name == pictures.MARKER]
    for number, one in enumerate(html, 1):
        made = pictures.page(one, loaded, guide.locale)
        title = re.search(r'aria-label="([^"]*)"', made)
        name = f"{guide.locale}/{guide.page} {number}: {title[1][:60] if title else 'not drawn'}"
        yield figure(name, "bytes", [len(gzip.compress(made.encode(), 9, mtime=0))], target=MOST)


def times(sources: list[str], rounds: int) -> Iterator[Figure]:
    """How long a picture takes, on average of those timed."""
    anew: list[float] = []
    kept: list[float] = []
    for source in sources:
        drawing.draw(source, None)  # starts the engine
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="bench-pictures-") as folder:
            for samples in (anew, kept):
                drawing.draw.cache_clear()
                before = process_time()
                for source in sources:
                    drawing.draw(source, Path(folder) / cache.FOLDER)
                samples.append((process_time() - before) / max(1, len(sources)))
    if sources:
        yield figure("drawn anew", "ms", anew, 1_000)
        yield figure("kept", "ms", kept, 1_000)
        yield replace(ratio("drawn anew : kept", anew, kept), target=Target("at least", 10))


def _escaped(source: str) -> str:
    return source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    main()
