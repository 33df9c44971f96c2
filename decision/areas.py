"""What a user asks to check: a project, parts of it, or any folder of Markdown pages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from decision import checks, files, fixes, project
from decision.problem import Problem, in_order
from decision.project import UNCHANGED, Overlay, Project

MOST_ROUNDS = 10


class AreaError(Exception):
    """A path that cannot be checked; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Options:
    """Which problems are wanted: codes or their beginnings, all where `select` is empty; see `checks.run`."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    reviewed_since: str | None
    most_bytes: int

    def wants(self, problem: Problem) -> bool:
        """Whether a problem is asked for."""
        return (not self.select or problem.code.startswith(self.select)) and not problem.code.startswith(self.ignore)


@dataclass(frozen=True)
class Area:
    """A project's folder, or a folder of pages (`is_project` false); `only` limits it to files and folders."""

    root: Path
    is_project: bool
    only: tuple[Path, ...] = ()

    def problems(self, options: Options, instead: Overlay = UNCHANGED) -> tuple[Problem, ...]:
        """The problems asked for, with paths as seen from the current folder."""
        found = checks.run(self._load(options, instead), options.reviewed_since)
        wanted = [problem for problem in found if options.wants(problem) and self._covers(problem)]
        return in_order(from_here(self.root, problem) for problem in wanted)

    def repaired(self, options: Options) -> dict[Path, tuple[bytes, bytes]]:
        """What `--fix` makes of the files that it changes: before and after."""
        changed: dict[Path, tuple[bytes, bytes]] = {}
        for _ in range(MOST_ROUNDS):
            instead = {path: after for path, (_, after) in changed.items()}
            by_path: dict[Path, list[Problem]] = {}
            for problem in checks.run(self._load(options, instead), options.reviewed_since):
                if problem.fix and options.wants(problem) and self._covers(problem):
                    by_path.setdefault(self.root / problem.path, []).append(problem)
            progress = False
            for path, problems in by_path.items():
                before, now = changed.get(path) or (path.read_bytes(),) * 2
                after = fixes.apply(now, problems)
                if after != now:
                    changed[path] = (before, after)
                    progress = True
            if not progress:
                break
        return {path: change for path, change in changed.items() if change[0] != change[1]}

    def repair(self, options: Options) -> int:
        """Write what `--fix` repairs, each file whole or not at all; how many files there were."""
        changes = self.repaired(options)
        for path, (before, after) in changes.items():
            files.write(path, after, expected=before)
        return len(changes)

    def diff(self, options: Options) -> str:
        """What `--fix` would change, as a unified diff."""
        changes = sorted(self.repaired(options).items())
        return "".join(fixes.diff(relative(path), before, after) for path, (before, after) in changes)

    def _load(self, options: Options, instead: Overlay) -> Project:
        if self.is_project:
            return project.load(self.root, options.most_bytes, instead)
        return project.load_pages(self.root, options.most_bytes, instead)

    def _covers(self, problem: Problem) -> bool:
        path = self.root / problem.path
        return not self.only or any(path == only or path.is_relative_to(only) for only in self.only)


def find_areas(paths: Iterable[Path], root: Path | None) -> list[Area]:
    """The areas that paths name; the project of the current folder (or at `root`) where there are none.

    Raises AreaError for a path that is not there, or where no project is.
    """
    named = [path.resolve() for path in paths]
    if not named:
        found = root or project.find_root(Path.cwd())
        if found is None or not (found / "mkdocs.yml").is_file():
            where = f"in '{root}'" if root else "here or above"
            raise AreaError(f"there is no mkdocs.yml {where}", "name a folder to check, or the project's with --root")
        return [Area(found.resolve(), is_project=True)]
    areas: dict[tuple[Path, bool], tuple[Path, ...]] = {}
    for path in named:
        if not path.exists():
            raise AreaError(f"there is no file or folder '{path}'", "look at the name")
        home = _home(path)
        whole = path == home[0]
        areas[home] = () if whole or areas.get(home) == () else (*areas.get(home, ()), path)
    return [Area(folder, is_project, only) for (folder, is_project), only in areas.items()]


def _home(path: Path) -> tuple[Path, bool]:
    """The folder that a path is checked with, and whether it is a project: its data, its guides or all of it."""
    found = project.find_root(path if path.is_dir() else path.parent)
    if found is not None and (path == found or any(path.is_relative_to(found / part) for part in ("data", "docs"))):
        return found, True
    return (path if path.is_dir() else path.parent), False


def from_here(root: Path, problem: Problem) -> Problem:
    """A problem of a project's file with its path as seen from the current folder."""
    return replace(problem, place=replace(problem.place, path=relative(root / problem.path)))


def relative(path: Path) -> str:
    """A path as seen from the current folder, where it is not far away."""
    relative = Path(os.path.relpath(path)).as_posix()
    return path.as_posix() if relative.startswith("../../../") else relative


@lru_cache(maxsize=4)
def _lines(path: str) -> list[str]:
    try:
        content = Path(path).read_bytes()
    except OSError:
        return []
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_line(path: str, number: int) -> str | None:
    """A line of a file, from 1, without its end; None where there is none."""
    lines = _lines(path)
    return lines[number - 1] if 1 <= number <= len(lines) else None
