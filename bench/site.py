"""What the hooks add to building a site: the same pages of one language with them and without, and three languages.

`bare` is the project's mkdocs.yml with the hooks taken out and `docs_dir` set to the folder of the one language; theme,
extensions, search and validation stay. With hooks, the build also reads the project, runs every check, renders the
decision tables and writes the root page. Every build is a process of its own, from the first import to its exit, and
they take turns. CPU is user and system time, that of children included. Reading and checking the project, as the
hooks do before a build, is measured once more in a process that does nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

from bench import projects, tree
from bench.side_by_side import ROOT, Figure, Target, arguments, figure, ratio, report

ADDED = Target("at most", 10)
BARE, ONE, THREE = "one language, bare", "one language, hooks", "three languages, hooks"
CHECK = "one language, only read and checked"
BUILD = ("-m", "mkdocs", "build")
READ = ("-c", "from decision import checks, project; import pathlib; checks.run(project.load(pathlib.Path.cwd()))")


TIMES = ("wall", "cpu")


class Spent(NamedTuple):
    """What one build took: seconds, and the memory in MiB of its largest process."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=100, help="pages per language (default: 100)")
    parser.add_argument("--pairs", type=int, default=7, help="builds of each (default: 7)")
    parser.add_argument("--rows", type=int, default=20, help="use cases of the decision table (default: 20)")
    parser.add_argument("--without", nargs="+", default=(), metavar="HOOK", help="leave out hooks/HOOK.py, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        made = make(Path(folder), chosen.pages, chosen.rows, chosen.without)
        commands: dict[str, tuple[Path, Sequence[str]]] = {name: (project, BUILD) for name, project in made.items()}
        commands[CHECK] = made[ONE], READ
        spent: dict[str, list[Spent]] = {name: [] for name in commands}
        for turn in range(chosen.pairs + 1):
            for name, (project, command) in commands.items():
                forget(project)
                seconds = run(project, command)
                if turn:  # the first round compiles the hooks and warms the disk
                    spent[name].append(seconds)
    title = f"Building {chosen.pages:,} pages per language, a decision table of {chosen.rows:,} use cases"
    notes = [f"Left out of the hooks: {', '.join(chosen.without)}"] if chosen.without else []
    report(title, figures(spent), chosen, notes=notes)


def make(folder: Path, pages: int, rows: int, without: Sequence[str]) -> dict[str, Path]:
    """Three projects with the same English pages."""
    made = {BARE: folder / "bare", ONE: folder / "one", THREE: folder / "three"}
    for name, project in made.items():
        tree.write(project, pages, rows=rows, languages=tree.LANGUAGES if name is THREE else tree.LANGUAGES[:1])
        if name is BARE:
            projects.without_hooks(project)
        else:
            projects.without(project, without)
    return made


def forget(project: Path) -> None:
    """Have the next build of a project make everything: it takes nothing over from an earlier one."""
    shutil.rmtree(project / ".cache" / "site", ignore_errors=True)


def run(project: Path, arguments: Sequence[str], look: Callable[[int], object] | None = None) -> Spent:
    """Run this Python with arguments, in a process of its own; raises where it fails.

    `look` is called five times a second with the number of the process, which leads a group of its own.
    """
    command = (sys.executable, *arguments)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as said:
        before = perf_counter()
        process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=said, stderr=said, start_new_session=look is not None
        )
        while look and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            look(process.pid)
            sleep(0.2)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} in {project}:\n{said.read().decode()}")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def memory_of_all(project: Path, arguments: Sequence[str]) -> float:
    """The most that a run and its children had at once, in MiB; what they share counts once. Linux only."""
    seen = [0]
    run(project, arguments, lambda leader: seen.append(sum(map(_shares, _group(leader)))))
    return max(seen) / 1024


def _group(leader: int) -> list[Path]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            behind = (process / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            if int(behind[2]) == leader:
                found.append(process)
    return found


def _shares(process: Path) -> int:
    """The memory of a process in KiB, of what it shares its part."""
    with suppress(OSError):
        text = (process / "smaps_rollup").read_text("ascii")
        return int(text.partition("\nPss:")[2].split()[0])
    return 0


def figures(spent: Mapping[str, list[Spent]]) -> list[Figure]:
    """Seconds of each, what the hooks add, and what two more languages cost."""
    result = []
    for name, seconds in spent.items():
        result += [figure(f"{name}: {what}", "s", [getattr(one, what) for one in seconds]) for what in TIMES]
    for what in TIMES:
        bare, one, three = ([getattr(seconds, what) for seconds in spent[name]] for name in (BARE, ONE, THREE))
        added = [100 * (with_hooks / without - 1) for with_hooks, without in zip(one, bare, strict=True)]
        result.append(figure(f"hooks add: {what}", "%", added, target=ADDED))
        result.append(ratio(f"three languages to one: {what}", three, one))
    return result


if __name__ == "__main__":
    main()
