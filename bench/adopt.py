"""What `decision adopt` costs: a folder of pages with a table on each, read, understood and written as data.

Each page is a guide of a made tree with the decision table of this project as a person would have written it, with its
legend and remarks (`--pages-from DIR`: the pages of a folder as they are). The command is measured, files included.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from bench.checks import copy, fill
from bench.side_by_side import ROOT, Run, Target, alternate, arguments, figure, report
from decision import project, render

COMMAND = (sys.executable, "-m", "decision")
TABLE = "usecases"


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="how many pages (default: 1,000)")
    parser.add_argument("--pages-from", type=Path, help="a folder of pages to repeat; else pages are made")
    parser.add_argument("--rounds", type=int, default=3, help="samples (default: 3)")
    chosen = parser.parse_args()
    turns = count()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        if chosen.pages_from:
            copy(chosen.pages_from, pages, chosen.pages)
        else:
            fill(pages, chosen.pages, None)
            put_tables(pages)
        run = Run(lambda: adopt(pages, Path(folder, f"made-{next(turns)}")))
        samples = alternate({"adopt": run}, chosen.rounds)["adopt"]
    figures = [figure(f"{chosen.pages:,} pages", "s", samples, target=Target("at most", 20))]
    report("Adopting", figures, chosen)


def put_tables(pages: Path) -> None:
    """A table below each page."""
    loaded = project.load(ROOT)
    _, table = loaded.tables[TABLE]
    text = render.table_markdown(table, TABLE, loaded.default, loaded.default)
    for path in pages.rglob("*.md"):
        path.write_text(f"{path.read_text('utf-8')}\n## What to take {{#what-to-take}}\n\n{text}", "utf-8")


def adopt(pages: Path, made: Path) -> None:
    """Run the command; doubts are no failure here."""
    done = subprocess.run(
        [*COMMAND, "adopt", str(pages), "--to", f"{made}/"], capture_output=True, check=False, cwd=pages
    )
    if done.returncode not in (0, 1) or not done.stdout.startswith(b"wrote "):
        raise AssertionError(done.stderr.decode())


if __name__ == "__main__":
    main()
