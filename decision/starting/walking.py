"""The files of a tree, in order, and what of it cannot be taken: nothing is followed out of the tree."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# made by tools, and no part of what people wrote
_MADE = frozenset(("node_modules", "__pycache__", "venv"))


class Entry(NamedTuple):
    """A file by its path below the folder that was walked, and why it cannot be taken; empty where it can."""

    path: str
    file: Path
    fault: str = ""


def walk(folder: Path, tree: Path) -> Iterator[Entry]:
    """Every file below a folder that does not hide; links may lead to any file of the tree."""
    inside = tree.resolve()
    refused: list[OSError] = []
    for name, folders, files in os.walk(folder, onerror=refused.append):
        here = Path(name)
        links = [path for path in folders if (here / path).is_symlink()]
        folders[:] = sorted(path for path in folders if not _is_hidden(path) and path not in links)
        for path in sorted((*links, *files)):
            if not _is_hidden(path):
                file = here / path
                yield Entry(_shown(file, folder), file, fault(file, inside))
    for reason in refused:
        file = Path(os.fsdecode(reason.filename or folder))
        yield Entry(_shown(file, folder), file, f"the folder cannot be read: {said(reason)}")


def fault(file: Path, inside: Path) -> str:
    """Why a file of a tree cannot be taken; `inside` is the folder out of which no link may lead."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in file.name):
        return "its name has signs that no address may have"
    try:
        target = file.resolve(strict=True)
        if not target.is_relative_to(inside):
            return "it is a link that leads out of the tree"
        mode = target.stat().st_mode
    except (OSError, RuntimeError):  # a circle of links is a RuntimeError before Python 3.13
        return "it is a link that leads nowhere" if file.is_symlink() else "it cannot be read"
    if stat.S_ISDIR(mode):
        return "it is a link to a folder"
    return "" if stat.S_ISREG(mode) else "it is no file"


def said(reason: OSError) -> str:
    """What the system says, as a part of a sentence."""
    return (reason.strerror or "unknown reason").lower()


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in _MADE


def _shown(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()
