"""Builds that do only what changed: a whole one, and those after nothing, a page, or a verdict of the table changed.

Beside them the same pages of one language with MkDocs and Material alone, as `bench.site` makes them. Every build is a
process of its own, and they take turns; ratios are of one turn. CPU is that of children, too.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from bench import tree
from bench.side_by_side import Figure, Target, arguments, figure, ratio, report
from bench.site import BARE, BUILD, THREE, TIMES, Spent, forget, make, run

PLAIN, COLD, UNCHANGED, PAGE, MATRIX = "Material alone, one language", "cold", "unchanged", "one page", "the matrix"
# the limits of ratios to a cold build, at up to 300 pages per language and above
FEW = {UNCHANGED: 0.30, PAGE: 0.50, MATRIX: 0.60}
MANY = {UNCHANGED: 0.10, PAGE: 0.18, MATRIX: 0.35}
MEMORY = Target("at most", 1024)


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=94, help="pages per language (default: 94)")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each (default: 3)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-builds-") as folder:
        projects = make(Path(folder), chosen.pages, 20, ())
        spent: dict[str, list[Spent]] = {}
        for number in range(chosen.rounds):
            for name, seconds in one_round(projects[BARE], projects[THREE], Random(number)):
                spent.setdefault(name, []).append(seconds)
        weights = {name: size(projects[name] / "site") for name in (BARE, THREE)}
    measured = [*figures(spent, FEW if chosen.pages <= 300 else MANY), *weighed(spent, weights)]
    title = f"Builds of {chosen.pages:,} pages per language, {chosen.rounds} of each"
    report(title, measured, chosen)


def one_round(plain: Path, project: Path, source: Random) -> Iterator[tuple[str, Spent]]:
    """One build of each kind, in this order: each after the one before it."""
    yield PLAIN, run(plain, BUILD)
    forget(project)
    yield COLD, run(project, BUILD)
    yield UNCHANGED, run(project, BUILD)
    page = source.choice(sorted((project / "docs" / tree.LANGUAGES[0]).rglob("*.md")))
    page.write_text(f"{page.read_text('utf-8')}\nA sentence more.\n", "utf-8")
    yield PAGE, run(project, BUILD)
    table = project / "data" / f"{tree.TABLE}.yaml"
    table.write_text(changed(table.read_text("utf-8")), "utf-8")
    yield MATRIX, run(project, BUILD)


def changed(text: str) -> str:
    """A table with another word in a text of its own."""
    found = re.search(r"(?<=\nusecases:\n)(?s:.*?)\n +en: \S+", text)
    if not found:
        raise ValueError("the table has no use case with a text")
    return f"{text[: found.end()]}s{text[found.end() :]}"


def figures(spent: Mapping[str, Sequence[Spent]], limits: Mapping[str, float]) -> Iterator[Figure]:
    """Seconds of each, and what each costs of a cold build."""
    for what in TIMES:
        seconds = {name: [getattr(one, what) for one in builds] for name, builds in spent.items()}
        yield from (figure(f"{name}: {what}", "s", found) for name, found in seconds.items())
        each = [3 * one for one in seconds[PLAIN]]
        yield ratio(f"cold to Material alone, per language: {what}", seconds[COLD], each, Target("at most", 1.6))
        for name, limit in limits.items():
            yield ratio(f"{name} to cold: {what}", seconds[name], seconds[COLD], Target("at most", limit))


def weighed(spent: Mapping[str, Sequence[Spent]], weights: Mapping[str, int]) -> Iterator[Figure]:
    """Memory of a whole build's largest process, and the site on disk beside Material's, three times one language."""
    for name in (PLAIN, COLD):
        yield figure(
            f"{name}: memory", "MiB", [one.memory for one in spent[name]], target=MEMORY if name is COLD else None
        )
    yield figure("site on disk", "MiB", [weights[THREE] / 2**20])
    yield ratio(
        "site on disk to three of Material alone", [weights[THREE]], [3 * weights[BARE]], Target("at most", 0.5)
    )


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
