"""`SHA256SUMS`: what a site consists of, so that anybody can see that it came whole, and that two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from decision import files
from decision.kept import hashed

NAME = "SHA256SUMS"
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def of(folder: Path) -> dict[str, str]:
    """The hash of each file below a folder but this one, by their paths, in the order of the bytes of these."""
    names = sorted((name for name in files.below(folder) if name != NAME), key=lambda name: name.encode())
    return {name: hashed((folder / name).read_bytes()) for name in names}


def text(hashes: Mapping[str, str]) -> str:
    """A line for each, as `sha256sum` writes it: where something in the name is escaped, it begins with a backslash."""
    return "".join(_line(name, digest) for name, digest in hashes.items())


def _line(name: str, digest: str) -> str:
    escaped = name.translate(_ESCAPES)
    return f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n"
