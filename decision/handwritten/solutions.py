"""The other solutions that a cell names: one in each line or link, or several with commas or the like between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decision import locales
from decision.handwritten.cells import Cell, Entry
from decision.handwritten.labels import key
from decision.handwritten.names import Names

SAME_NAME = 0.85

_SEPARATOR = re.compile(r"\s*[,;|·•、，；]\s*|\s+/\s+")
_NOTHING = frozenset({"", "none", "na", "inga", "ingen", "inget", "geen", "keine", "aucune", "aucun"})
MOST_PARTS = 12


@dataclass(frozen=True)
class Named:
    """What a cell names: ids in their order, texts that nobody knows, pairs that run together."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]
    glued: tuple[tuple[str, str], ...]


def read(cell: Cell, names: Names) -> Named:
    """What a cell names, by label."""
    ids: list[str] = []
    unknown: list[str] = []
    glued: list[tuple[str, str]] = []
    for line in cell.lines:
        found, others, pairs = _line(line, names)
        ids += found
        unknown += others
        glued += pairs
    return Named(tuple(dict.fromkeys(ids)), tuple(unknown), tuple(glued))


def _line(line: tuple[Entry, ...], names: Names) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    text = " ".join(entry.text for entry in line)
    whole = _known(text, names)
    if whole:
        return [whole], [], []
    if key(text) in _NOTHING:
        return [], [], []
    parts = _parts(text, names)
    known = _known_parts(parts, names)
    if len(parts) > 1 and all(name for _, name in known):
        return [name for _, name in known if name], [], []
    joined = _joined(key(text), names.alternatives)
    if len(joined) > 1:
        labels = [names.label(part) for part in map(names.table.linked, joined) if part]
        return joined, [], list(pairwise(labels))
    linked = [(entry.text, _known(entry.text, names)) for entry in line if entry.target is not None]
    if any(name for _, name in linked):
        known = linked
    return [name for _, name in known if name], [label for label, name in known if not name], []


def _known_parts(parts: Sequence[str], names: Names) -> list[tuple[str, str | None]]:
    """The parts with what they name; a label may hold a comma or the like itself, so neighbours are tried together."""
    found: list[tuple[str, str | None]] = []
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        end = next((n for n in ends if key("".join(parts[at:n])) in names.alternatives), at + 1)
        found.append((" ".join(parts[at:end]), _known("".join(parts[at:end]), names)))
        at = end
    return found


def _known(text: str, names: Names) -> str | None:
    """The thing with that label, or nearly that label."""
    found = names.alternatives.get(key(text))
    if found or not text:
        return found
    near = [name for name, part in names.table.alternatives.items() if names.likeness(text, part) >= SAME_NAME]
    return near[0] if len(near) == 1 else None


def _parts(text: str, names: Names) -> list[str]:
    """A text at its commas and conjunctions."""
    words = {locales.words(name)[word] for name in (names.locale, names.default) for word in ("table-and", "table-or")}
    between = "|".join(re.escape(word) for word in sorted(words))
    split = re.split(rf"{_SEPARATOR.pattern}|\s+(?:{between}|&|\+)\s+", text)
    return [part.strip(" .") for part in split[:MOST_PARTS] if part and part.strip(" .")]


def _joined(text: str, known: Mapping[str, str]) -> list[str]:
    """The things whose labels, one after the other, make up the whole text; none where they do not."""
    labels = [label for label in known if label in text]
    ends: dict[int, list[str]] = {0: []}
    for start in range(len(text)):
        if start in ends:
            for label in labels:
                if text.startswith(label, start):
                    ends.setdefault(start + len(label), [*ends[start], known[label]])
    return ends.get(len(text), [])
