"""What a build made, kept for the next one: pieces under the hash of what they hold, notes under that of their cause.

A piece is as good as new or it is not there: its content is hashed whenever it is read. A note says its own hash in its
first line, and the pieces that it names in its second. So whatever is damaged, half-written or of somebody else is made
anew, and nothing waits for the disk. Where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from decision import files

FOLDER = Path(".cache", "site")
# of the notes of one sort: builds for several addresses, and one that was undone, do not push each other out
MOST_NOTES = 3
_HASH = re.compile(rb"\b[0-9a-f]{64}\b")


def hashed(content: bytes) -> str:
    """The hash by which a content is known."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(value: object) -> str:
    """The hash of plain values: texts, numbers, lists, dictionaries; in the order that they have."""
    return hashed(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())


@dataclass(frozen=True)
class Kept:
    """A folder with what earlier builds made."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a piece; the hash under which it is found. Raises OSError where the disk does not take it."""
        name = hashed(content)
        path = self._piece(name)
        if not _holds(path, content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)  # what is half-written has another hash
        return name

    def get(self, name: str) -> bytes | None:
        """A piece; None where it is not there as it was. A damaged one is removed, so that it is kept anew."""
        path = self._piece(name)
        try:
            content = path.read_bytes()
            if hashed(content) == name:
                return content
            path.unlink()
        except (OSError, ValueError):
            pass
        return None

    def note(self, sort: str, key: str) -> Any:
        """What was noted of something that was made from `key`; None where nothing was, or it is damaged."""
        path = self._note(sort, key)
        try:
            first, _, content = path.read_bytes().partition(b"\n")
            if hashed(content).encode() != first:
                return None
            os.utime(path)  # what is used stays
            return json.loads(content.partition(b"\n")[2])
        except (OSError, ValueError):
            return None

    def write_note(self, sort: str, key: str, said: object) -> None:
        """Note plain values; see `note`. Raises OSError where the disk does not take it."""
        text = json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()
        content = b" ".join(sorted(set(_HASH.findall(text)))) + b"\n" + text
        path = self._note(sort, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        files.keep(path, hashed(content).encode() + b"\n" + content)

    def put_tree(self, folder: Path, hashes: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, str]]:
        """Keep a folder; the path of each of its files with the hash of its piece.

        `hashes` are those that are known already: such a file is not read again where a piece of its size is there.
        """
        return [(name, self._put_file(folder / name, hashes.get(name))) for name in sorted(files.below(folder))]

    def restore(self, tree: Iterable[tuple[str, str]], folder: Path, old: Path | None = None) -> bool:
        """Make a kept folder anew where there is none; whether all of it was there. `old`: see `give`."""
        return all(self.give(piece, folder / name, old / name if old else None) for name, piece in tree)

    def give(self, piece: str, path: Path, old: Path | None = None) -> bool:
        """Make a new file of a piece, in a tree that is not in its place yet; whether the piece was there.

        Where the file of the tree that it replaces holds the same, the new one is that under a second name: quicker
        than writing, and the date stays. Nobody may write into it then. Raises OSError where it cannot be written.
        """
        if old is not None and _links(old, path, piece):
            return True
        content = self.get(piece)
        if content is not None:
            files.make(path, content)
        return content is not None

    def in_use(self) -> int | None:
        """Say that a build uses the folder, until the descriptor is given to `tidy`; None where that cannot be said."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        except OSError:
            return None
        return descriptor

    def tidy(self, descriptor: int) -> None:
        """Remove what is no longer wanted, unless another build uses the folder."""
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            wanted = {name for note in self._recent() for name in _named(note)}
            for piece in self.folder.glob("pieces/*/*"):
                if piece.name not in wanted:
                    piece.unlink(missing_ok=True)
        os.close(descriptor)

    def _recent(self) -> Iterator[Path]:
        """The notes that stay; the others are removed."""
        sorts: dict[str, list[tuple[int, Path]]] = {}
        for path in self.folder.glob("notes/*"):
            sorts.setdefault(path.name.partition(" ")[0], []).append((path.stat().st_mtime_ns, path))
        for notes in sorts.values():
            newest = [path for _, path in sorted(notes, reverse=True)]
            for path in newest[MOST_NOTES:]:
                path.unlink(missing_ok=True)
            yield from newest[:MOST_NOTES]

    def _put_file(self, path: Path, name: str | None) -> str:
        if name is not None:
            with suppress(OSError):
                if self._piece(name).stat().st_size == path.stat().st_size:
                    return name
        return self.put(path.read_bytes())

    def _piece(self, name: str) -> Path:
        return self.folder / "pieces" / name[:2] / name

    def _note(self, sort: str, key: str) -> Path:
        return self.folder / "notes" / f"{sort} {key}"


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def is_kept(tree: Iterable[tuple[str, str]], folder: Path) -> bool:
    """Whether a folder holds what a kept one held, as new files, and nothing else but what is hidden at its top."""
    pieces = dict(tree)
    found = {name for name in files.below(folder) if name in pieces or not name.startswith(".")}
    return found == pieces.keys() and all(_is_as_new(folder / name, piece) for name, piece in pieces.items())


def _links(old: Path, path: Path, piece: str) -> bool:
    """Give a file a second name, where it holds a piece; it is looked at under that name, which nobody else changes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(old, path)
    except OSError:  # there is none, or it lies on another disk
        return False
    if not _is_as_new(path, piece):
        path.unlink()
        return False
    return True


def _is_as_new(path: Path, piece: str) -> bool:
    """Whether a file holds a piece, and is one with the permissions of new files."""
    try:
        status = path.lstat()
        is_new = stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o666 & ~files.umask()
        return is_new and hashed(path.read_bytes()) == piece
    except OSError:
        return False


def _named(note: Path) -> list[str]:
    """The pieces that a note names, without reading all of it."""
    with note.open("rb") as file:
        file.readline()
        return file.readline().decode("ascii", "replace").split()
