"""`mkdocs serve`: from saving a page to the served page being new, and to all pages being new.

A tree is served, its pages are saved one after another, each when everything before it is built, and each is asked for
until it is new: on the way are MkDocs' own look at the files twice a second, and its pause of a tenth of a second. What
a save costs before the processes that show it have read their languages is not counted.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import tree
from bench.side_by_side import ROOT, Target, arguments, figure, report

PATIENCE = 900.0
SHOWN, BUILT = "Shown already", "All is built"
# the limits in seconds, at up to 300 pages per language and above
FEW, MANY = 0.8, 1.0


class Saved(NamedTuple):
    """Seconds from a save until the page is new, and until all is built."""

    shown: float
    built: float


class Server:
    """A running `mkdocs serve`, and what it has said."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{probe.getsockname()[1]}"
        self.said = project.with_name(f"{project.name}.log")
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
        with self.said.open("w") as log:
            command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.host]
            self.process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)

    def log(self) -> str:
        """All that it said."""
        return self.said.read_text("utf-8", "replace")

    def wait_for(self, text: str, count: int = 1) -> None:
        """Until it has said something so many times."""
        end = time.monotonic() + PATIENCE
        while self.log().count(text) < count:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(self.log()[-2000:])
            time.sleep(0.05)

    def page(self, address: str) -> str:
        """A page as it is served."""
        with urllib.request.urlopen(f"http://{self.host}/{address}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())


@contextmanager
def served(project: Path) -> Iterator[Server]:
    """The project, served."""
    server = Server(project)
    try:
        server.wait_for("Serving on")
        yield server
    finally:
        server.process.terminate()
        server.process.wait(60)


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=94, help="pages per language (default: 94)")
    parser.add_argument("--saves", type=int, default=10, help="how many pages are saved (default: 10)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-serve-") as folder:
        project = Path(folder, "project")
        tree.write(project, chosen.pages)
        with served(project) as server:
            found = list(saves(server, project, chosen.saves))
    limit = Target("at most", FEW if chosen.pages <= 300 else MANY)
    figures = [
        figure("saved to shown", "s", [one.shown for one in found], target=limit),
        figure("saved to all built", "s", [one.built for one in found]),
    ]
    report(f"Saving a page of {chosen.pages:,} per language, {chosen.saves} times", figures, chosen)


def saves(server: Server, project: Path, count: int) -> Iterator[Saved]:
    """Save pages of all languages until so many were shown at once."""
    source, done, number = Random(1), 0, 0
    pages = sorted((project / "docs").glob("??/**/*.md"))
    while done < count:
        number += 1
        before, built = server.log().count(SHOWN), server.log().count(BUILT)
        began = time.monotonic()
        save(server, project, source.choice(pages), f"Sentence {number} of the measurement.")
        shown = time.monotonic() - began
        if server.log().count(SHOWN) > before:
            server.wait_for(BUILT, built + 1)
            done += 1
            yield Saved(shown, time.monotonic() - began)
        time.sleep(1.0)


def save(server: Server, project: Path, page: Path, sentence: str) -> None:
    """Save a page, and ask for it until it is new."""
    path = page.relative_to(project / "docs").as_posix()
    address = path.removesuffix("index.md") if path.endswith("/index.md") else f"{path.removesuffix('.md')}/"
    page.write_text(f"{page.read_text('utf-8')}\n{sentence}\n", "utf-8")
    while sentence not in server.page(address):
        time.sleep(0.01)


if __name__ == "__main__":
    main()
