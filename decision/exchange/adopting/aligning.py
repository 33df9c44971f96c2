"""The same table on pages in several languages: which row, column, verdict and remark is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.exchange.adopting.drafts import Draft, Named, Row
from decision.exchange.adopting.scales import Scale, Verdict
from decision.handwritten import symbols
from decision.handwritten.labels import key, similarity
from decision.handwritten.ordering import in_one_order
from decision.problem import Problem, quoted, warning

SAME = 0.6
MOST_ALIGNED = 2_000


@dataclass(frozen=True, eq=False)
class Aligned:
    """A draft in another language: its rows by those of the first one, its verdicts by those of the first one."""

    draft: Draft
    scale: Scale
    rows: Mapping[int, Row]
    verdicts: Mapping[int, Verdict]
    problems: tuple[Problem, ...]


def align(first: Draft, scale: Scale, other: Draft, others: Scale) -> Aligned:
    """Another language's draft beside the first one's."""
    same = _verdicts(scale, others)
    pairs = _rows(first, scale, other, others, same)
    rows = {i: other.rows[j] for i, j in pairs}
    problems = [*_missing(first, other, pairs), *_differences(first, scale, other, others, same, pairs)]
    words = {scale.verdicts.index(mine): theirs for theirs, mine in same.items()}
    return Aligned(other, others, rows, words, tuple(problems))


def _verdicts(scale: Scale, others: Scale) -> dict[Verdict, Verdict]:
    """The first scale's verdict for each of the other one: by symbol, else by what both say."""
    found: dict[Verdict, Verdict] = {}
    drawn = {verdict.symbol: verdict for verdict in scale.verdicts if "symbol" not in verdict.proposed}
    for verdict in others.verdicts:
        near = symbols.nearest(verdict.symbol, drawn) if "symbol" not in verdict.proposed else None
        if near:
            found[verdict] = drawn[near.symbol]
            continue
        same = [one for one in scale.verdicts if one.kind is verdict.kind and one not in found.values()]
        if len(same) == 1:
            found[verdict] = same[0]
    return found


def _rows(
    first: Draft, scale: Scale, other: Draft, others: Scale, same: Mapping[Verdict, Verdict]
) -> list[tuple[int, int]]:
    """Pairs of rows in one order: as they stand where that fits, else those that are most alike in all."""
    ours, theirs = len(first.rows), len(other.rows)

    def alike(i: int, j: int) -> float:
        return _likeness(first.rows[i], scale, other.rows[j], others, same)

    if ours == theirs and (not ours or sum(alike(i, i) for i in range(ours)) / ours >= SAME):
        return [(i, i) for i in range(ours)]
    if ours * theirs > MOST_ALIGNED**2:
        return [(i, i) for i in range(min(ours, theirs))]
    return in_one_order([[alike(i, j) for j in range(theirs)] for i in range(ours)], SAME / 2)


def _likeness(row: Row, scale: Scale, other: Row, others: Scale, same: Mapping[Verdict, Verdict]) -> float:
    """How much two rows have in common whatever their language: verdicts, targets, marks, names that stay."""
    cells = [
        scale.of(mine) is same.get(others.of(theirs)) for mine, theirs in zip(row.cells, other.cells, strict=False)
    ]
    verdicts = sum(cells) / len(cells) if cells else 0.0
    mine = {_end(one.target) for one in row.alternatives if one.target} | {f"^{name}" for name in row.marks}
    theirs = {_end(one.target) for one in other.alternatives if one.target} | {f"^{name}" for name in other.marks}
    known = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.5
    return 0.6 * verdicts + 0.3 * known + 0.1 * similarity(row.label, other.label)


def _end(target: str) -> str:
    """The end of an address, which the languages of a site have in common."""
    return target.rstrip("/").rpartition("/")[2].partition("?")[0]


def _missing(first: Draft, other: Draft, pairs: Sequence[tuple[int, int]]) -> list[Problem]:
    mine = {i for i, _ in pairs}
    theirs = {j for _, j in pairs}
    found = []
    for i, row in enumerate(first.rows):
        if i not in mine:
            message = f"the row {quoted(row.label)} has no counterpart in {quoted(other.guide.path)}"
            found.append(
                warning(
                    "doubtful-translation",
                    message,
                    f"add its text in '{other.locale}', and look at those of its neighbours",
                    row.place,
                )
            )
    for j, row in enumerate(other.rows):
        if j not in theirs:
            message = f"the row {quoted(row.label)} has no counterpart in {quoted(first.guide.path)}"
            found.append(warning("doubtful-translation", message, "it is left out", row.place))
    return found


def _differences(
    first: Draft,
    scale: Scale,
    other: Draft,
    others: Scale,
    same: Mapping[Verdict, Verdict],
    pairs: Sequence[tuple[int, int]],
) -> list[Problem]:
    """What the same row says otherwise; the first language counts."""
    found = []
    for i, j in pairs:
        mine, theirs = first.rows[i], other.rows[j]
        for cell, their in zip(mine.cells, theirs.cells, strict=False):
            if same.get(others.of(their)) is not scale.of(cell):
                said = their.text or "nothing"
                place = f"{cell.place.path}:{cell.place.line}"
                message = f"the verdict is {quoted(said)}, on {place} it is {quoted(cell.text or 'nothing')}"
                found.append(warning("doubtful-translation", message, "the first page counts", their.place))
        there = f"on {mine.place.path}:{mine.place.line}"
        if len(mine.alternatives) != len(theirs.alternatives):
            message = f"{len(theirs.alternatives)} other solutions stand here, {there} {len(mine.alternatives)}"
            found.append(warning("doubtful-translation", message, "the first page counts", theirs.place))
        if set(mine.marks) != set(theirs.marks):
            message = f"the remarks here are {_listed(theirs.marks)}, {there} {_listed(mine.marks)}"
            found.append(warning("doubtful-translation", message, "the first page counts", theirs.place))
    return found


def _listed(marks: Sequence[str]) -> str:
    return ", ".join(f"({mark})" for mark in marks) or "none"


def counterpart(named: Named, index: int, mine: Row, theirs: Row) -> Named | None:
    """What another language calls a solution: the one at the same place, or with the same end of its address."""
    if len(mine.alternatives) == len(theirs.alternatives):
        return theirs.alternatives[index]
    ends = [
        one for one in theirs.alternatives if named.target and one.target and _end(one.target) == _end(named.target)
    ]
    alike = [one for one in theirs.alternatives if key(one.label) == key(named.label)]
    return next(iter(ends or alike), None)
