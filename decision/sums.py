"""`SHA256SUMS`: what a site consists of, so that anybody can see that it came whole, and that two are the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def of(folder: Path) -> str:
    """A line for each file below a folder but this one, in the order of the bytes of their paths.

    As `sha256sum` writes it: a line begins with a backslash where something in the name is escaped with one.
    """
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    names = sorted((path.as_posix() for path in files if path != Path(NAME)), key=lambda name: name.encode())
    return "".join(_line(folder, name) for name in names)


def _line(folder: Path, name: str) -> str:
    with (folder / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    escaped = name.translate(_ESCAPES)
    return f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n"
