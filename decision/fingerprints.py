"""What a build is made from, as hashes: files with their content, and values of which nobody knows the type."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from decision.kept import fingerprint, hashed

_COMPILED = ("__pycache__",)
_NAME = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")
# when a file was changed, how large it is, which one it is
State = tuple[int, int, int]


@dataclass(frozen=True)
class Inputs:
    """Files that are read: by their paths, what they hold as a hash, and the state in which that was found."""

    folders: tuple[Path, ...]
    hashes: Mapping[Path, str] = field(default_factory=dict)
    states: Mapping[Path, State] = field(default_factory=dict)

    def below(self, folder: Path) -> list[tuple[str, str]]:
        """The files below a folder, by their paths in it, each with its hash."""
        above = f"{folder}{os.sep}"
        named = ((str(path), found) for path, found in self.hashes.items())
        return [(path[len(above) :], found) for path, found in named if path.startswith(above)]

    def are_unchanged(self) -> bool:
        """Whether all files are still those that were read, and no other came."""
        return states(self.folders) == self.states


# what was read last, by the number of the process
_latest: dict[int, Inputs] = {}


def read(folders: Iterable[Path]) -> Inputs:
    """The files that are, or lie below, some paths; what cannot be read counts by the reason.

    In a fork, what its parent read a moment ago is not read again where it is as it was.
    """
    named, own = tuple(folders), os.getpid()
    found = states(named)
    known = next((inputs for process, inputs in _latest.items() if process != own), Inputs(()))
    same = {path for path, state in found.items() if known.states.get(path) == state}
    inputs = Inputs(named, {path: known.hashes[path] if path in same else _hash(path) for path in found}, found)
    _latest.clear()
    _latest[own] = inputs
    return inputs


def states(paths: Iterable[Path]) -> dict[Path, State]:
    """The files that are, or lie below, some paths, each with what shows that it has changed."""
    return {path: _state(path) for path in _files(paths)}


def plain(value: Any, known: Callable[[Any], Any] = lambda value: None) -> Any:
    """A value as plain ones that say the same; `known` tells what to take of objects of other types.

    An object of which nothing is known is its type.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value if type(value) in (str, int, float, bool, type(None)) else [_name(type(value)), str(value)]
    if isinstance(value, Mapping):
        return {"": [[plain(key, known), plain(inner, known)] for key, inner in value.items()]}
    if isinstance(value, (list, tuple)):
        return [plain(inner, known) for inner in value]
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(fingerprint(plain(inner, known)) for inner in value)}
    if isinstance(value, (Path, bytes)):
        return {"is": repr(value)}
    taken = known(value)
    if taken is not None:
        return [_name(type(value)), plain(taken, known)]
    return {"is": _name(value) if callable(value) else _name(type(value))}


def installed() -> list[str]:
    """The interpreter and the packages it can import, with their versions."""
    folders = [Path(folder) for folder in dict.fromkeys(sys.path) if Path(folder or ".").is_dir()]
    names = sorted({path.name for folder in folders for path in folder.glob("*-info")})
    return [sys.version, sys.platform, *names]


def theme(folder: Path) -> list[tuple[str, State]]:
    """The files of a theme that is installed, but for its icons, by their states: somebody may have mended it."""
    return [(str(path)[len(str(folder)) :], _state(path)) for path in _files((folder,), (*_COMPILED, ".icons"))]


def environment(code: Iterable[Path]) -> dict[str, str]:
    """The variables of the environment whose names stand in some files, with their values."""
    names = {name.decode() for path in code for name in _NAME.findall(_content(path))}
    return {name: value for name, value in sorted(os.environ.items()) if name in names}


def _name(value: Any) -> str:
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"


def _files(paths: Iterable[Path], left_out: Iterable[str] = _COMPILED) -> Iterator[Path]:
    """The files below some paths, also where a link leads, in order."""
    seen: set[Path] = set()
    for start in paths:
        if not start.is_dir():
            yield start
            continue
        for folder, folders, names in os.walk(start, followlinks=True):
            yield Path(folder)  # a link to a folder that is known already, or an empty one, may mean something
            resolved = Path(folder).resolve()
            folders[:] = sorted(set(folders) - set(left_out)) if resolved not in seen else []
            seen.add(resolved)
            yield from (Path(folder, name) for name in sorted(names))


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError as reason:
        return (0, 0, -(reason.errno or 1))
    if stat.S_ISDIR(found.st_mode):  # it changes with whatever an editor or Python keeps in it for a moment
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _hash(path: Path) -> str:
    try:
        return hashed(path.read_bytes()) if stat.S_ISREG(path.stat().st_mode) else "no file"
    except OSError as reason:
        return f"unreadable: {reason.errno}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""
