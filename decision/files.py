"""The one place that writes files: whole or not at all, and not when they changed underneath."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class ChangedUnderneathError(Exception):
    """The file is no longer what it was when it was read; nothing was written."""


def write(path: Path, content: bytes, expected: bytes | None) -> None:
    """Put `content` in place of a file's whole content, in one step.

    `expected` is what the file held when it was read, None where there was none: if it holds something else by now,
    ChangedUnderneathError is raised. Raises OSError where the folder or the disk does not take the file. Whatever is
    raised, and whenever the process ends, the file holds its old content or the new one, never a part.
    """
    target = path.resolve()  # a link keeps being a link
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        current = target.read_bytes() if target.exists() else None
        if current != expected:
            raise ChangedUnderneathError(str(path))
        temporary.chmod(target.stat().st_mode & 0o7777 if current is not None else 0o666 & ~umask())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def umask() -> int:
    """The permissions that new files do not get; there is no way to ask without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
