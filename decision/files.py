"""The one place that writes files: whole or not at all, and not when they changed underneath; and that lists them."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


class ChangedUnderneathError(Exception):
    """The file is no longer what it was when it was read; nothing was written."""


def write(path: Path, content: bytes, expected: bytes | None) -> None:
    """Put `content` in place of a file's whole content, in one step.

    `expected` is what the file held when it was read, None where there was none: if it holds something else by now,
    ChangedUnderneathError is raised. Raises OSError where the folder or the disk does not take the file. Whatever is
    raised, and whenever the process ends, the file holds its old content or the new one, never a part.
    """
    write_pieces(path, (content,), expected)


def write_pieces(path: Path, pieces: Iterable[bytes], expected: bytes | None) -> None:
    """As `write`, for content that is made while it is written; what making it raises leaves the file as it was."""
    target = path.resolve()  # a link keeps being a link
    handle, temporary = _temporary(target)
    with os.fdopen(handle, "wb") as file:
        try:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
            current = target.read_bytes() if target.exists() else None
            if current != expected:
                raise ChangedUnderneathError(str(path))
            temporary.chmod(target.stat().st_mode & 0o7777 if current is not None else 0o666 & ~umask())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _temporary(target: Path) -> tuple[int, Path]:
    """An empty file beside the target, open and locked; what a killed process left there is taken for it."""
    own = target.with_name(f".{target.name}.new")
    handle = -1
    try:
        handle = os.open(own, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        status = os.fstat(handle)
        # another process may have put it in its place, or removed it, in between
        if status.st_nlink == 1 and os.path.samestat(status, own.lstat()):
            os.ftruncate(handle, 0)
            return handle, own
    except OSError:
        pass  # somebody is writing there now
    if handle >= 0:
        os.close(handle)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    return handle, Path(name)


def keep(path: Path, content: bytes) -> None:
    """As `write`, for what is hashed when it is read, and may be lost: it is not asked whether the disk has it.

    Raises OSError where the folder does not take it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:20]}.", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def make(path: Path, content: bytes) -> None:
    """A file with its folders, for a tree that is not in its place yet. Raises OSError where it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def copy(source: Path, target: Path) -> None:
    """Make a new file with the content of another one, for a tree that is not in its place yet.

    Raises OSError where one cannot be read, the other not be written, or is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as given, target.open("xb") as made:
        shutil.copyfileobj(given, made)


def below(folder: Path) -> Iterator[str]:
    """The files below a folder, by their paths in it as they stand in addresses, in no order.

    A link to a file is one, a link to a folder is not followed; what cannot be listed is left out.
    """
    # of thousands of files, objects for their paths would take most of the time
    start = len(os.path.join(folder, ""))  # noqa: PTH118
    for place, _, names in os.walk(folder):
        for path in [os.path.join(place, name) for name in names]:  # noqa: PTH118
            if os.path.isfile(path):  # noqa: PTH113
                yield path[start:].replace(os.sep, "/")


def umask() -> int:
    """The permissions that new files do not get; there is no way to ask without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
