"""A site is published in one step: made in a new folder beside its place, and swapped in when it is whole.

What readers get is the old tree or the new one, never a part, also when the process is killed at any moment:

- where the system can exchange two names (Linux: `renameat2`, macOS: `renamex_np`), the two trees change places;
- elsewhere, the place becomes a symbolic link that is replaced in one step. Only where a folder stands there already,
  there is a moment without a site: it is set aside first, and brought back by the next build if this one ends there.

What an ended process has left behind is removed by the next build. A tree that is being made is locked by its process.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from decision.files import umask

_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2
_FILLING = ".being-filled"
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


@dataclass(frozen=True)
class Stage:
    """A tree in the making: the folder in which it is made, and the place that it is for."""

    target: Path
    folder: Path
    _lock: int = -1

    def published(self, path: Path) -> Path:
        """Where a path of the tree lies in the place that it is for."""
        return self.target / path.relative_to(self.folder)

    def publish(self) -> None:
        """Put the tree in its place, and remove the one that was there.

        Hidden entries of the old tree (`.git`, `.nojekyll`) are taken over, as MkDocs keeps them. Raises OSError where
        the system refuses, for instance because the place is a mount point; the old tree is in its place then.
        """
        _take_over_hidden(self.target, self.folder)
        self.folder.chmod(self.target.stat().st_mode & 0o7777 if self.target.exists() else 0o777 & ~umask())
        old = _put(self.folder, self.target)
        os.close(self._lock)
        if old is not None:
            _remove(old)

    def fill(self, last: str) -> None:
        """Put the tree in its place where nothing stands yet, or into the empty folder that does.

        Somebody may be in that folder, so it stays the same one: the tree is moved in, and each entry of it up, the one
        called `last` at the end. Where the process ends between two of them, `finish` moves the others.
        """
        if not self.target.exists():
            self.publish()
            return
        self.folder.rename(self.target / _FILLING)
        finish(self.target, last)
        os.close(self._lock)

    def discard(self) -> None:
        """Remove the tree: it will not be published."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._lock)


def begin(target: Path) -> Stage:
    """A new, empty tree for a place, locked until it is published or discarded.

    What earlier processes left unfinished is removed first. Raises OSError where no folder can be made beside the
    place.
    """
    place = _place(target)
    place.parent.mkdir(parents=True, exist_ok=True)
    _bring_back(place)
    _clean(place)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(place, "building"), dir=place.parent))
        lock = _locked(folder)
        if lock is not None:
            return Stage(place, folder, lock)


def finish(target: Path, last: str) -> bool:
    """Move up what a process that ended has left to be moved; whether there was something."""
    waiting = target / _FILLING
    if not waiting.is_dir():
        return False
    for entry in sorted(waiting.iterdir(), key=lambda entry: (entry.name == last, entry.name)):
        entry.rename(target / entry.name)
    waiting.rmdir()
    return True


def _place(target: Path) -> Path:
    """Where a link leads, so that it keeps being a link; a link that an earlier build made is a place itself."""
    absolute = target.absolute()
    if absolute.is_symlink() and not absolute.readlink().name.startswith(_prefix(absolute, "building")):
        return absolute.resolve()
    return absolute.parent.resolve() / absolute.name


def _prefix(place: Path, state: str) -> str:
    return f".{place.name}.{state}-"


def _locked(folder: Path) -> int | None:
    """A lock on a folder as a file descriptor; None where another process has it, or it is gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _clean(place: Path) -> None:
    """Remove what no process is working on: trees that were never finished, and old ones that were replaced."""
    published = place.readlink().name if place.is_symlink() else None
    for entry in [*_left(place, "building"), *_left(place, "previous")]:
        if entry.is_symlink():
            entry.unlink(missing_ok=True)
        elif entry.name != published and (lock := _locked(entry)) is not None:
            shutil.rmtree(entry, ignore_errors=True)
            os.close(lock)


def _left(place: Path, state: str) -> list[Path]:
    """The entries beside the place that are of a build, oldest first."""
    entries = [entry for entry in place.parent.iterdir() if entry.name.startswith(_prefix(place, state))]
    return sorted(entries, key=lambda entry: (entry.lstat().st_mtime_ns, entry.name))


def _bring_back(place: Path) -> None:
    """Undo the first of two steps, where a process ended between them."""
    set_aside = _left(place, "previous")
    if set_aside and not os.path.lexists(place):
        set_aside[-1].rename(place)


def _put(folder: Path, place: Path) -> Path | None:
    """Swap a finished tree in; where the one that it replaces is now."""
    if not place.is_symlink():
        if not place.exists():
            folder.rename(place)
            return None
        if _exchange(folder, place):
            return folder
        aside = Path(tempfile.mkdtemp(prefix=_prefix(place, "previous"), dir=place.parent))
        place.rename(aside)  # an empty folder may be replaced
        _link(folder, place)
        return aside
    old = place.parent / place.readlink()
    _link(folder, place)
    return old


def _link(folder: Path, place: Path) -> None:
    """Make the place a link to the folder, in one step whatever it was."""
    link = folder.with_name(f"{folder.name}.link")
    link.symlink_to(folder.name)
    link.replace(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two names change places; whether the system can. Raises OSError where it can, but not for these."""
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = library.renamex_np(first, second, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_CURRENT_FOLDER, first, _AT_CURRENT_FOLDER, second, _EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() in _UNSUPPORTED:
        return False
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return True


def _remove(tree: Path) -> None:
    """Remove a tree, what lies in it side by side: the system takes long for thousands of files."""
    with ThreadPoolExecutor() as pool, suppress(OSError):
        for entry in tree.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                pool.submit(shutil.rmtree, entry, ignore_errors=True)
    shutil.rmtree(tree, ignore_errors=True)


def _take_over_hidden(old: Path, new: Path) -> None:
    """Copy what stands hidden at the top of the old tree, and not in the new one."""
    for entry in old.glob(".*") if old.is_dir() else ():
        if not os.path.lexists(new / entry.name):
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, new / entry.name, symlinks=True)
            else:
                shutil.copy2(entry, new / entry.name, follow_symlinks=False)
