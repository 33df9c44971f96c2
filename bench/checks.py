"""What `decision check` costs: this project in CPU after start-up, many pages a second, the start, the memory.

Pages are those of a folder, repeated under other names until there are enough; a folder of real pages says more than
a made one (`--pages-from`). The time of pages is that of a process that checks them, less one that checks a few.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import tree
from bench.side_by_side import ROOT, Figure, Run, Target, alternate, arguments, figure, report

COMMAND = (sys.executable, "-m", "decision")
FEW = 10


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="how many pages (default: 1,000)")
    parser.add_argument("--pages-from", type=Path, help="a folder of pages to repeat; else pages are made")
    parser.add_argument("--rounds", type=int, default=5, help="samples of each (default: 5)")
    chosen = parser.parse_args()
    figures = [this_project(chosen.rounds), start(chosen.rounds)]
    with tempfile.TemporaryDirectory() as folder:
        many, few, more = (Path(folder, name) for name in ("many", "few", "more"))
        for place, count in ((few, FEW), (many, chosen.pages), (more, 4 * chosen.pages)):
            fill(place, count, chosen.pages_from)
        figures += pages(many, few, chosen.pages, chosen.rounds)
        figures.append(memory(many, more))
    report("Checking", figures, chosen)


def this_project(rounds: int) -> Figure:
    """CPU seconds of reading and checking this project, each time in a process of its own that has started."""
    code = (
        "from pathlib import Path; from time import process_time; from decision import checks, project, cli\n"
        "before = process_time(); checks.run(project.load(Path.cwd())); print(process_time() - before)"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True) for _ in range(rounds)
    ]
    samples = [float(process.stdout) for process in done]
    return figure("this project, CPU after start-up", "s", samples, target=Target("at most", 1.0))


def start(rounds: int) -> Figure:
    """Wall time of the command that does next to nothing."""
    samples = alternate({"start": Run(lambda: run("--help"))}, rounds)["start"]
    return figure("start of the command", "s", samples, target=Target("at most", 0.3))


def pages(many: Path, few: Path, count: int, rounds: int) -> list[Figure]:
    """Pages a second, with the start of the command taken off."""
    samples = alternate(
        {"many": Run(lambda: run("check", str(many))), "few": Run(lambda: run("check", str(few)))}, rounds
    )
    speeds = [(count - FEW) / (a - b) for a, b in zip(samples["many"], samples["few"], strict=True)]
    return [
        figure(f"{count:,} pages", "s", samples["many"]),
        figure("pages", "1/s", speeds, target=Target("at least", 200)),
    ]


def memory(many: Path, more: Path) -> Figure:
    """Peak memory of checking four times as many pages, beside that of checking them once."""
    peaks = [peak(place) for place in (many, more)]
    return Figure("memory with 4 times the pages", "x", peaks[1] / peaks[0], peaks[0], peaks[1], Target("at most", 1.5))


def run(*arguments_: str) -> None:
    """Run the command; problems are no failure here."""
    done = subprocess.run([*COMMAND, *arguments_], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError(done.stderr.decode())


def peak(place: Path) -> float:
    """Peak memory of a process that checks a folder, in MiB."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *COMMAND, "check", str(place)], capture_output=True, check=True)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return int(done.stdout) / unit


def fill(place: Path, count: int, source: Path | None) -> None:
    """A folder of `count` pages."""
    if source is None:
        with tempfile.TemporaryDirectory() as made:
            tree.write(Path(made), min(count, 50), languages=("en",))
            copy(Path(made, "docs", "en"), place, count)
    else:
        copy(source, place, count)


def copy(source: Path, place: Path, count: int) -> None:
    """The pages of a folder again and again, each time in a folder of its own, so that their links stay right."""
    found = sorted(source.rglob("*.md"))
    left, turn = count, 0
    while left > 0:
        for path in found[:left]:
            target = place / f"part-{turn}" / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        left, turn = left - len(found), turn + 1


if __name__ == "__main__":
    main()
