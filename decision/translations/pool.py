"""What two sections differ in, while causes are looked for: each difference is told of once, then it is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from decision.problem import Edit
from decision.translations.aligning import key_of
from decision.translations.comparing import Added, Changed, Cut, Lost, Raw, Thing
from decision.translations.inline import Mark
from decision.translations.sections import Paragraph, Piece

T = TypeVar("T")


@dataclass(frozen=True)
class Finding:
    """A difference: what is wrong, where in the translation (line, column, end), and the line in the original.

    `original` is 0 for what the original does not have. `advice` says what to do where that is more than to look at the
    original; `fix` repairs what is mechanical.
    """

    message: str
    line: int
    column: int
    original: int
    end: tuple[int, int] | None = None
    advice: str = ""
    fix: tuple[Edit, ...] = ()


@dataclass
class Side(Generic[Thing]):
    """The pieces, texts or marks that are lost, and those that are added."""

    lost: list[Lost[Thing]]
    added: list[Added[Thing]]

    def take(self, *told: Lost[Thing] | Added[Thing]) -> None:
        """Leave out what has been told."""
        ids = {id(each) for each in told}
        self.lost = [each for each in self.lost if id(each) not in ids]
        self.added = [each for each in self.added if id(each) not in ids]


class Pool:
    """The differences of which no cause is known yet; `lines` are those of the translation's file."""

    def __init__(self, differences: Iterable[Raw], lines: Sequence[str]) -> None:
        self.pieces: Side[Piece] = Side([], [])
        self.texts: Side[Paragraph] = Side([], [])
        self.marks: Side[Mark] = Side([], [])
        self.changed: list[Changed] = []
        self.cut: list[Cut] = []
        self.lines = lines
        for each in differences:
            self._sort(each)

    def _sort(self, each: Raw) -> None:
        if isinstance(each, Changed):
            self.changed.append(each)
        elif isinstance(each, Cut):
            self.cut.append(each)
        else:
            sides: dict[type, Any] = {Piece: self.pieces, Paragraph: self.texts, Mark: self.marks}
            side = sides[type(each.thing)]
            (side.lost if isinstance(each, Lost) else side.added).append(each)


def same_marks(lost: Iterable[Lost[Mark]], added: Iterable[Added[Mark]]) -> list[tuple[Lost[Mark], Added[Mark]]]:
    """The marks that are lost in one place and there in another, in pairs."""
    pairs = []
    left = list(added)
    for each in lost:
        twin = next((other for other in left if key_of(other.thing) == key_of(each.thing)), None)
        if twin is not None:
            left = [other for other in left if other is not twin]
            pairs.append((each, twin))
    return pairs


def flat(pairs: Iterable[tuple[Lost[Mark], Added[Mark]]]) -> list[Lost[Mark] | Added[Mark]]:
    """Both of each pair."""
    return [each for pair in pairs for each in pair]


def grouped(entries: Iterable[tuple[object, T]]) -> list[list[T]]:
    """Entries with the same object, in order."""
    groups: dict[int, list[T]] = {}
    for key, each in entries:
        groups.setdefault(id(key), []).append(each)
    return list(groups.values())


def together(pieces: Iterable[Piece | Paragraph]) -> Piece:
    """Some pieces or texts as one."""
    return Piece("group", "", 0, 0, content=list(pieces))


def column(thing: Piece | Paragraph) -> int:
    """Where a piece or text begins in its line."""
    return thing.column if isinstance(thing, Piece) else 1
