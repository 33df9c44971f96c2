"""Builds in processes of their own: how long each took, and how much memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

from bench.side_by_side import ROOT

BUILD = ("-m", "mkdocs", "build")
TIMES = ("wall", "cpu")


class Spent(NamedTuple):
    """What one build took: seconds, and the memory in MiB of its largest process."""

    wall: float
    cpu: float
    memory: float


def forget(project: Path) -> None:
    """Have the next build of a project make everything: it takes nothing over from an earlier one."""
    shutil.rmtree(project / ".cache" / "site", ignore_errors=True)


def run(
    project: Path,
    arguments: Sequence[str],
    look: Callable[[int], object] | None = None,
    program: str | Path = sys.executable,
) -> Spent:
    """Run this Python, or another program, with arguments, in a process of its own; raises where it fails.

    `look` is called five times a second with the number of the process, which leads a group of its own.
    """
    command = (str(program), *arguments)
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
