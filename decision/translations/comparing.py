"""What a section of a translation lacks, has too much or has otherwise, piece by piece; `causes` says why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import Generic, TypeVar

from decision.translations.aligning import align, content, counted, distance, key_of, likeness
from decision.translations.inline import Mark
from decision.translations.sections import Paragraph, Piece
from decision.translations.typography import count_words

FEW_WORDS = 3
# how a text's length varies for each of its characters, and how probable it is that so many texts become so many
# https://aclanthology.org/J93-1004
VARIANCE = 6.8
PRIORS = {(1, 1): 0.1, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 4.6, (1, 2): 4.6}
MOST_UNLIKELY = 25.0
# for each link or label that only one of two texts has
PER_MARK = 3.0
# so much likelier must it be that a text is missing than that two became one
SURELY = 1.0
SHORTER = 0.72

Thing = TypeVar("Thing", Piece, Mark, Paragraph)


@dataclass(frozen=True)
class Lost(Generic[Thing]):
    """Something that the original has: what, in which piece of it, and where it should stand in the translation.

    `into` is the piece of the translation that it should stand in, `paragraph` the text of the original that it is in.
    """

    thing: Thing
    around: Piece
    line: int
    column: int
    into: Piece
    paragraph: Paragraph | None = None


@dataclass(frozen=True)
class Added(Generic[Thing]):
    """Something that only the translation has, and the piece that it stands in."""

    thing: Thing
    around: Piece


@dataclass(frozen=True)
class Changed:
    """Two pieces at the same place, which differ in themselves."""

    original: Piece
    thing: Piece


@dataclass(frozen=True)
class Cut:
    """A list that a translation cuts in two, or makes of two: the list, what stands between, where it goes on."""

    thing: Piece
    between: tuple[Piece | Paragraph, ...]
    rest: Piece
    is_cut: bool


Raw = Lost[Piece] | Lost[Mark] | Lost[Paragraph] | Added[Piece] | Added[Mark] | Added[Paragraph] | Changed | Cut


def compare(original: Piece, translation: Piece, ratio: float = 1.0) -> Iterator[Raw]:
    """Every difference of two pieces, each by itself. `ratio`: how long a text of the translation is beside its own."""
    if original.kind == "table":
        yield from _tables(original, translation, ratio)
        return
    original, translation, cuts = _joined(original, translation)
    yield from cuts
    if original.kind == "list":
        pairs = _items(original, translation)
    else:
        mine, its = ([part for part in piece.pieces if part.kind != "end"] for piece in (original, translation))
        pairs = align(mine, its, _score)
    yield from _pairs(pairs, original, translation, ratio)
    yield from _marks(original, translation)
    if original.kind not in ("list", "row", "table"):
        yield from _texts(original, translation, pairs, ratio)


def _pairs(
    pairs: Sequence[tuple[Piece | None, Piece | None]], original: Piece, translation: Piece, ratio: float
) -> Iterator[Raw]:
    """What pieces beside each other lack, have too much or have otherwise."""
    for index, (one, other) in enumerate(pairs):
        if one is not None and other is not None:
            if one.key != other.key:
                yield Changed(one, other)
            if one.kind not in ("code", "diagram"):
                yield from compare(one, other, ratio)
        else:
            yield from _alone(pairs, index, original, translation)


def _alone(
    pairs: Sequence[tuple[Piece | None, Piece | None]], index: int, original: Piece, translation: Piece
) -> Iterator[Raw]:
    """A piece that has none beside it: one that the translation lacks, or one that only it has."""
    one, other = pairs[index]
    if one is not None:
        line, column = _standing(pairs, index, original, translation)
        yield Lost(one, original, line, column, translation)
    elif other is not None:
        yield Added(other, translation)


def _score(one: Piece, other: Piece) -> float:
    if one.kind != other.kind or (one.kind == "box" and one.key[:3] != other.key[:3]):
        return 0
    if one.kind in ("marker", "code", "diagram") and one.key != other.key:
        return 0 if one.kind == "marker" else 0.5
    return 1 + likeness(one, other) + (0.5 if one.key == other.key else 0)


def _items(original: Piece, translation: Piece) -> list[tuple[Piece | None, Piece | None]]:
    """The items of two lists; what has no order may stand in another one."""
    mine, its = original.pieces, translation.pieces
    if original.key == "bullet" and len(mine) == len(its) > 1:
        by_content: dict[frozenset[object], list[Piece]] = {}
        for item in its:
            by_content.setdefault(_content(item), []).append(item)
        if Counter(map(_content, mine)) == Counter(map(_content, its)):
            return [(item, by_content[_content(item)].pop(0)) for item in mine]
    if len(mine) == len(its):
        return list(zip(mine, its, strict=True))
    return align(mine, its, lambda one, other: 1 + 2 * likeness(one, other))


def _content(piece: Piece) -> frozenset[object]:
    return frozenset(content(piece).items())


def _standing(
    pairs: Sequence[tuple[Piece | None, Piece | None]], index: int, original: Piece, translation: Piece
) -> tuple[int, int]:
    """Where in the translation the first of a pair should stand: before what follows it, else behind everything."""
    before = next((pair for pair in reversed(pairs[:index]) if None not in pair), (None, None))
    after = next((pair for pair in pairs[index:] if None not in pair), (None, None))
    texts, others = (_between(*ends) for ends in zip((original, translation), before, after, strict=True))
    lost = pairs[index][0]
    above = [text for text in texts if lost is not None and text.line < lost.line]
    at = len(above) if len(texts) == len(others) else round(len(above) * len(others) / max(len(texts), 1))
    if at < len(others):
        return others[at].line, 1
    if after[1] is not None:
        return after[1].line, after[1].column
    return _end(translation), 1


def _end(translation: Piece) -> int:
    """The line where something stands that follows all of a piece: of a section, behind a blank line."""
    return translation.end + {"section": 2, "list": 1, "table": 1}.get(translation.kind, 0)


def _between(piece: Piece, before: Piece | None, after: Piece | None) -> list[Paragraph]:
    """The texts of a piece between two pieces in it, or from its beginning and to its end."""
    begin = next((n + 1 for n, part in enumerate(piece.content) if part is before), 0)
    end = next((n for n, part in enumerate(piece.content) if part is after), len(piece.content))
    return [part for part in piece.content[begin:end] if isinstance(part, Paragraph)]


# --- lists that are cut in two


def _joined(original: Piece, translation: Piece) -> tuple[Piece, Piece, list[Cut]]:
    """The pieces with lists made one that the other has as one, and what was joined."""
    cuts: list[Cut] = []
    for _ in range(20):
        mine, its = (Counter(p.key for p in piece.pieces if p.kind == "list") for piece in (original, translation))
        if mine == its:
            break
        if any(its[key] > mine[key] for key in its):
            found = _best_join(translation, original, mine, its)
            if found is None:
                break
            translation, first, between, rest = found
            cuts.append(Cut(first, between, rest, True))
        else:
            found = _best_join(original, translation, its, mine)
            if found is None:
                break
            original, first, between, rest = found
            cuts.append(Cut(_near(translation, first), between, rest, False))
    return original, translation, cuts


_Join = tuple[Piece, Piece, tuple[Piece | Paragraph, ...], Piece]


def _best_join(whole: Piece, other: Piece, few: Counter[str], many: Counter[str]) -> _Join | None:
    """The joining of two lists of a piece that brings it nearest to another one; None where none does."""
    lists = [part for part in whole.pieces if part.kind == "list"]
    found: list[tuple[float, int, _Join]] = []
    for number, (first, rest) in enumerate(pairwise(lists)):
        if first.key != rest.key or many[first.key] <= few[first.key]:
            continue
        at, end = (next(n for n, part in enumerate(whole.content) if part is which) for which in (first, rest))
        between = tuple(whole.content[at + 1 : end])
        last = first.pieces[-1] if first.pieces else None
        if last is None:
            continue
        longer = replace(last, content=[*last.content, *between], end=rest.line)
        joined = replace(first, content=[*first.content[:-1], longer, *rest.content], end=rest.end)
        if not any(part.key == joined.key and len(part.pieces) == len(joined.pieces) for part in other.pieces):
            continue
        made = replace(whole, content=[*whole.content[:at], joined, *whole.content[end + 1 :]])
        found.append((distance(other, made), number, (made, first, between, rest)))
    if not found:
        return None
    best = min(found, key=lambda entry: entry[:2])
    return best[2] if best[0] < distance(other, whole) else None


def _near(translation: Piece, original: Piece) -> Piece:
    """The list of a translation that is most like one of the original."""
    lists = [part for part in translation.pieces if part.kind == "list"]
    return max(lists, key=lambda part: likeness(part, original), default=translation)


# --- tables


def _tables(original: Piece, translation: Piece, ratio: float) -> Iterator[Raw]:
    """Rows and cells; a column that only one of the tables has is one difference."""
    mine, its = (len(table.pieces[0].pieces) if table.pieces else 0 for table in (original, translation))
    if mine != its:
        yield Changed(original, translation)
        skip = _column(original, translation, mine, its)
        original, translation = (
            _without(table, skip if length > min(mine, its) and abs(mine - its) == 1 else None)
            for table, length in ((original, mine), (translation, its))
        )
        if abs(mine - its) > 1:
            return
    rows = align(original.pieces[:1], translation.pieces[:1], lambda one, other: 1)
    bodies = [replace(table, key="bullet", content=table.content[1:]) for table in (original, translation)]
    rows += _items(bodies[0], bodies[1])
    for index, (one, other) in enumerate(rows):
        if one is not None and other is not None:
            for cell, twin in zip(one.pieces, other.pieces, strict=False):
                yield from compare(cell, twin, ratio)
        else:
            yield from _alone(rows, index, original, translation)


def _column(original: Piece, translation: Piece, mine: int, its: int) -> int:
    """The column that has no counterpart, as far as one can tell."""
    longer, shorter = (original, translation) if mine > its else (translation, original)
    return min(range(max(mine, its)), key=lambda number: distance(_without(longer, number), shorter))


def _without(table: Piece, column: int | None) -> Piece:
    if column is None:
        return table
    rows: list[Piece | Paragraph] = [
        replace(row, content=[cell for number, cell in enumerate(row.content) if number != column])
        for row in table.pieces
    ]
    return replace(table, content=rows)


# --- what stands in texts


def _marks(original: Piece, translation: Piece) -> Iterator[Raw]:
    """The links, images, code and labels of the texts of a piece; in what order they stand is a matter of language."""
    mine = [(mark, text) for text in original.paragraphs for mark in text.marks if counted(mark)]
    its = [(mark, text) for text in translation.paragraphs for mark in text.marks if counted(mark)]
    missing = Counter(key_of(mark) for mark, _ in mine)
    missing.subtract(key_of(mark) for mark, _ in its)
    surplus = Counter({key: -count for key, count in missing.items() if count < 0})
    if not surplus and not any(missing.values()):
        return
    blocks = _matching(original, translation, mine, its)
    for number in _alone_first(len(mine), [range(block.a, block.a + block.size) for block in blocks]):
        mark, text = mine[number]
        if missing[key_of(mark)] > 0:
            missing[key_of(mark)] -= 1
            yield Lost(mark, original, _beside(original, translation, text, number, its, blocks), 1, translation, text)
    for number in _alone_first(len(its), [range(block.b, block.b + block.size) for block in blocks]):
        mark = its[number][0]
        if surplus[key_of(mark)] > 0:
            surplus[key_of(mark)] -= 1
            yield Added(mark, translation)


_Marks = Sequence[tuple[Mark, Paragraph]]


def _matching(original: Piece, translation: Piece, mine: _Marks, its: _Marks) -> list[Match]:
    """Where marks stand in the same order; where there are as many texts, in the same ones."""
    is_parallel = len(original.paragraphs) == len(translation.paragraphs)

    def keys(piece: Piece, marks: _Marks) -> list[tuple[tuple[str, str], int]]:
        numbers = {id(text): number if is_parallel else 0 for number, text in enumerate(piece.paragraphs)}
        return [(key_of(mark), numbers[id(text)]) for mark, text in marks]

    return SequenceMatcher(None, keys(original, mine), keys(translation, its), False).get_matching_blocks()


def _alone_first(count: int, matched: Sequence[range]) -> list[int]:
    """The numbers of marks, those first that match nothing, from the last to the first."""
    known = {number for block in matched for number in block}
    return sorted(range(count), key=lambda number: (number in known, -number))


def _beside(
    original: Piece, translation: Piece, text: Paragraph, number: int, its: _Marks, blocks: Sequence[Match]
) -> int:
    """The line where a mark should stand: in the counterpart of its text, beside the mark that is next to it."""
    texts, others = original.paragraphs, translation.paragraphs
    if not others:
        return translation.line
    at = next(index for index, known in enumerate(texts) if known is text)
    twin = others[at if len(texts) == len(others) else min(at * len(others) // len(texts), len(others) - 1)]
    nearest = min(
        ((abs(block.a + n - number), its[block.b + n][0].line) for block in blocks for n in range(block.size)),
        default=(0, twin.line),
    )
    return nearest[1] if twin.line <= nearest[1] <= twin.end else twin.line


def _texts(
    original: Piece, translation: Piece, pairs: Sequence[tuple[Piece | None, Piece | None]], ratio: float
) -> Iterator[Raw]:
    """The texts between the pieces: what is missing or too much, where there is none or another number of them."""
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    runs = _runs(original, [one for one, _ in both]), _runs(translation, [other for _, other in both])
    if [bool(run) for run in runs[0]] != [bool(run) for run in runs[1]] and _is_moved(*runs):
        return
    for number, (run, twin) in enumerate(zip(*runs, strict=True)):
        if run and not any(text.words for text in twin):
            place = _behind(translation, [other for _, other in both], number)
            yield from (Lost(text, original, *place, translation, text) for text in run if _is_text(text))
        elif twin and not any(text.words for text in run):
            yield from (Added(text, translation) for text in twin if _is_text(text))
        elif len(run) != len(twin):
            place = _behind(translation, [other for _, other in both], number)
            yield from _lonely(original, translation, run, twin, ratio, place)


def _is_text(text: Paragraph) -> bool:
    return count_words(text.own) >= FEW_WORDS


def _behind(translation: Piece, pieces: Sequence[Piece], number: int) -> tuple[int, int]:
    """Where a text should stand that belongs before one of the pieces, or behind the last."""
    if number < len(pieces):
        return pieces[number].line, pieces[number].column
    return (_end(translation), 1) if translation.kind == "section" else (translation.line, translation.column)


def _runs(piece: Piece, dividers: Sequence[Piece]) -> list[list[Paragraph]]:
    """The texts before, between and behind some of the pieces."""
    ids = {id(divider) for divider in dividers}
    runs: list[list[Paragraph]] = [[]]
    for part in piece.content:
        if isinstance(part, Paragraph):
            runs[-1].append(part)
        elif id(part) in ids:
            runs.append([])
    return runs


def _is_moved(mine: Sequence[Sequence[Paragraph]], its: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether texts only stand on another side of a piece: as many, and about as much."""
    counts = sum(map(len, mine)), sum(map(len, its))
    lengths = [sum(len(text.words) for run in runs for text in run) for runs in (mine, its)]
    return counts[0] == counts[1] and min(lengths) >= SHORTER * max(lengths)


def _lonely(
    original: Piece,
    translation: Piece,
    run: Sequence[Paragraph],
    twin: Sequence[Paragraph],
    ratio: float,
    behind: tuple[int, int],
) -> Iterator[Lost[Paragraph] | Added[Paragraph]]:
    """A text that is missing among others, or too many: they fit better without it. `behind`: where the others end."""
    cost, alone = lonely(run, twin, ratio)
    if not alone or lonely(run, twin, ratio, may_lack=False)[0] - cost < SURELY:
        return
    for index, at, is_lost in alone:
        if is_lost and _is_text(run[index]):
            line, column = (twin[at].line, 1) if at < len(twin) else behind
            yield Lost(run[index], original, line, column, translation, run[index])
        elif not is_lost and _is_text(twin[at]):
            yield Added(twin[at], translation)


def lonely(
    one: Sequence[Paragraph], other: Sequence[Paragraph], ratio: float, may_lack: bool = True
) -> tuple[float, list[tuple[int, int, bool]]]:
    """Which texts have no counterpart: the numbers at which one side goes on, and whether it is the first that does.

    In the way of Gale and Church: a text becomes one or none, or two become one, each with a probability; lengths vary
    by chance, links and labels hardly. Gives back also how unlikely the best of it is. https://aclanthology.org/J93-1004
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            for (a, b), prior in PRIORS.items():
                if i < a or j < b or (i - a, j - b) not in best or (not may_lack and 0 in (a, b)):
                    continue
                cost = best[i - a, j - b][0] + prior + _unlikely(one[i - a : i], other[j - b : j], ratio)
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (i - a, j - b))
    at = (len(one), len(other))
    if at not in best:
        return math.inf, []
    cost = best[at][0]
    alone: list[tuple[int, int, bool]] = []
    while at != (0, 0):
        above = best[at][1]
        if at[0] == above[0] or at[1] == above[1]:
            alone.append((*above, at[1] == above[1]))
        at = above
    return cost, alone[::-1]


def _unlikely(one: Sequence[Paragraph], other: Sequence[Paragraph], ratio: float) -> float:
    """How unlikely it is that some texts became others; for one without a counterpart, `PRIORS` say it."""
    if not one or not other:
        return 0.0
    expected, length = ratio * sum(len(text.words) for text in one), sum(len(text.words) for text in other)
    steps = abs(length - expected) / math.sqrt(VARIANCE * max(1.0, (expected + length) / 2))
    marks = [Counter(key_of(mark) for text in texts for mark in text.marks if counted(mark)) for texts in (one, other)]
    apart = sum(((marks[0] - marks[1]) + (marks[1] - marks[0])).values())
    return min(MOST_UNLIKELY, -math.log(max(math.erfc(steps / math.sqrt(2)), 1e-12))) + PER_MARK * apart
