"""Which of two sequences belong together, by what they hold: the order stays, what has no counterpart stays alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from decision.translations.inline import Mark
from decision.translations.sections import Piece
from decision.translations.targets import without_language

T = TypeVar("T")
# closing tags go with their opening ones
_FIXED = frozenset(("link", "image", "code", "uicontrol", "dnl", "badge", "snippet", "marker"))


def align(one: Sequence[T], other: Sequence[T], score: Callable[[T, T], float]) -> list[tuple[T | None, T | None]]:
    """The pairs of two sequences with the highest sum of scores, in order; a score of 0 or less is no pair."""
    rows, columns = len(one), len(other)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scores = [[score(a, b) for b in other] for a in one]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + scores[i][j] if scores[i][j] > 0 else -1.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[T | None, T | None]] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and scores[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((one[i], other[j]))
            i, j = i + 1, j + 1
        elif j == columns or (i < rows and best[i][j] == best[i + 1][j]):
            pairs.append((one[i], None))
            i += 1
        else:
            pairs.append((None, other[j]))
            j += 1
    return pairs


def key_of(mark: Mark) -> tuple[str, str]:
    """What has to be the same in a translation: where a link leads apart from the language, the code, the label."""
    return mark.kind, without_language(mark.key) if mark.kind in ("link", "image") else mark.key


def counted(mark: Mark) -> bool:
    """Whether a mark is asked for in a translation."""
    return mark.kind in _FIXED or not mark.key.startswith("/")


def content(piece: Piece) -> Counter[tuple[str, str]]:
    """What stands in a piece at any depth, itself not counted."""
    found = Counter(key_of(mark) for mark in piece.marks() if counted(mark))
    stack = piece.pieces
    while stack:
        inner = stack.pop()
        found[inner.kind, inner.key] += 1
        stack += inner.pieces
    return found


def size(piece: Piece) -> int:
    """How many characters of text stand in a piece."""
    return sum(len(text.words) for text in piece.texts())


def likeness(one: Piece, other: Piece) -> float:
    """How much two pieces of a kind have in common: 0 for nothing, 1 for the same content and about as much text."""
    lengths = _length(one) + 10, _length(other) + 10
    return (
        0.4 * _shared(_own(one), _own(other))
        + 0.3 * _shared(content(one), content(other))
        + 0.3 * min(lengths) / max(lengths)
    )


def _shared(mine: Counter[tuple[str, str]], its: Counter[tuple[str, str]]) -> float:
    whole = sum((mine | its).values())
    return sum((mine & its).values()) / whole if whole else 1.0


def _own(piece: Piece) -> Counter[tuple[str, str]]:
    """What stands in the texts of a piece that are in no piece in it."""
    return Counter(key_of(mark) for text in piece.paragraphs for mark in text.marks if counted(mark))


def _length(piece: Piece) -> int:
    """How much text a piece has, its own where it has some."""
    return sum(len(text.words) for text in piece.paragraphs) or size(piece)


def distance(one: Piece, other: Piece, ratio: float = 1.0) -> float:
    """How much two pieces differ: what only one of them holds, and a line's worth of text counts as much.

    `ratio`: how long a text of the other is beside one of the first.
    """
    mine, its = content(one), content(other)
    return sum(((mine - its) + (its - mine)).values()) + abs(ratio * size(one) - size(other)) / 150


class Signature(NamedTuple):
    """What stands in a piece, and where its links and images lead, as texts that can be compared."""

    pieces: str
    addresses: str


def signature(piece: Piece) -> Signature:
    """Two pieces with the same signature have nothing that `compare` would tell of."""
    pieces: list[str] = []
    addresses: list[str] = []
    _sign(piece, pieces, addresses)
    return Signature("\n".join(pieces), "\n".join(addresses))


def _sign(piece: Piece, pieces: list[str], addresses: list[str]) -> None:
    marks: list[str] = []
    targets: list[str] = []
    pieces.append(f"[{piece.kind} {piece.key}")
    run = 0
    for part in piece.content:
        if isinstance(part, Piece):
            pieces.append(str(run))
            run = 0
            _sign(part, pieces, addresses)
            continue
        run += any(sign.isalnum() for sign in part.own)
        for mark in part.marks:
            if mark.kind in ("link", "image"):
                targets.append(f"{mark.kind} {without_language(mark.key)}")
                marks.append(mark.kind)
            elif counted(mark):
                marks.append(f"{mark.kind} {mark.key}")
    pieces.append(f"{run} {sorted(marks)}]" if marks else f"{run}]")
    addresses.append(" ".join(sorted(targets)))
