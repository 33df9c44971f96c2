"""What Mermaid drew once, kept by content: a picture that did not change is not drawn again.

An entry is the SVG behind its checksum. One that is damaged, or a folder that cannot be written, costs time only; and
as what is kept is cleaned like what was just drawn, no entry can bring anything onto a page.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from decision import files
from decision.pictures import mermaid

FOLDER = Path(".cache", "pictures")

log = logging.getLogger(__name__)


def drawn(source: str, folder: Path | None, name: str = "", anew: bool = False) -> str:
    """The SVG of a source, from the folder if it is there and not asked for `anew`; `name` is for the log.

    Raises what `mermaid.draw` raises.
    """
    entry = folder / f"{key(source)}.svg" if folder else None
    kept = _read(entry) if entry and not anew else None
    if kept is not None:
        return kept
    made = mermaid.draw(source)
    log.info("Picture drawn: %s", name)
    if entry:
        _write(entry, made)
    return made


def key(source: str) -> str:
    """What a drawing depends on, as a file's name."""
    return sha256(f"{mermaid.identity()}\0{source}".encode()).hexdigest()


def _read(entry: Path) -> str | None:
    try:
        checksum, _, content = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content.decode(errors="replace") if checksum == _checksum(content) else None


def _write(entry: Path, made: str) -> None:
    content = made.encode()
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        before = entry.read_bytes() if entry.exists() else None
        files.write(entry, _checksum(content) + b"\n" + content, before)
    except (OSError, files.ChangedUnderneathError) as reason:
        log.debug("not kept: %s", reason)


def _checksum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
