"""What changed between two versions of a text, as far as it matters to those who translated the first one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from decision.problem import quoted
from decision.translations import naming
from decision.translations.aligning import counted
from decision.translations.inline import Mark
from decision.translations.sections import Piece, Section

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WORDS = {
    "link": "links",
    "image": "images",
    "code": "code",
    "uicontrol": "labels",
    "dnl": "labels",
    "badge": "labels",
    "tag": "structure",
    "snippet": "structure",
    "marker": "structure",
}


def weighty(old: Section, new: Section) -> Iterator[str]:
    """The changes that are more than a slip of the pen: of numbers, code, labels, links and structure; in words."""
    numbers = [_numbers(section) for section in (old, new)]
    if numbers[0] != numbers[1]:
        yield f"the numbers changed: {_changed(*numbers)}"
    marks = [Counter(mark.kind + "\n" + mark.key for mark in _marks(section)) for section in (old, new)]
    gone, come = marks[0] - marks[1], marks[1] - marks[0]
    for what in dict.fromkeys(_WORDS[key.partition("\n")[0]] for key in [*gone, *come]):
        verb = "changed"
        sides = [
            Counter({key.partition("\n")[2]: n for key, n in side.items() if _WORDS[key.partition("\n")[0]] == what})
            for side in (gone, come)
        ]
        yield f"the {what} {verb}: {_changed(*sides)}"
    if _structure(old.root) != _structure(new.root) or old.level != new.level:
        yield "the structure changed"


def _numbers(section: Section) -> Counter[str]:
    return Counter(number for text in section.root.texts() for number in _NUMBER.findall(text.words))


def _marks(section: Section) -> Iterator[Mark]:
    return (mark for mark in section.root.marks() if counted(mark))


def _structure(piece: Piece) -> tuple[object, ...]:
    return (piece.kind, piece.key, tuple(_structure(inner) for inner in piece.pieces))


def _changed(old: Counter[str], new: Counter[str]) -> str:
    gone, come = (list((one - other).elements()) for one, other in ((old, new), (new, old)))
    said = [
        f"{name} {naming.listed([quoted(key) for key in keys])}"
        for name, keys in (("without", gone), ("with", come))
        if keys
    ]
    return ", ".join(said)
