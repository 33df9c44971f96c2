"""What can be proven of a decision table: gaps, overlaps, conflicts, rows and cells that can never count.

Exact up to `MOST_COMBINATIONS` combinations and `MOST_ROWS` use cases. In general these questions are coNP-hard
(a gap is a falsifying assignment of a formula in disjunctive normal form), so beyond that nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from decision.matrix.engine import Engine, Reason, engine
from decision.matrix.model import DecisionTable, Status

MOST_COMBINATIONS = 1_000_000
MOST_ROWS = 100_000
# Pairs grow with the square of the rows; beyond this many only their number is told.
MOST_PAIRS = 1_000
MOST_REGIONS = 1_000

# Per question in table order: the options meant; empty where the question is not asked, or any option is meant.
Region = Mapping[str, tuple[str, ...]]
Box = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Pairs:
    """Pairs of use cases: the first ones, and how many there are in all."""

    first: tuple[tuple[str, str], ...]
    count: int


@dataclass(frozen=True)
class Coverage:
    """Which answers no use case covers: `regions` of combinations (the first ones), and how many combinations in all.

    `unreachable`: use cases that no answers reach.
    """

    combinations: int
    regions: tuple[Region, ...]
    gaps: int
    unreachable: tuple[str, ...]


def count_combinations(table: DecisionTable, most: int = MOST_COMBINATIONS) -> int:
    """How many combinations of answers to asked questions the table has; counts no further than `most` + 1."""
    return sum(1 for _ in islice(engine(table).combinations(), most + 1)) if _may_exceed(table, most) else _count(table)


def is_decidable(table: DecisionTable) -> bool:
    """Whether the table is small enough for exact answers."""
    return len(table.usecases) <= MOST_ROWS and count_combinations(table) <= MOST_COMBINATIONS


def coverage(table: DecisionTable) -> Coverage:
    """Gaps and unreachable use cases."""
    worker = engine(table)
    reached = 0
    gaps: list[tuple[tuple[str | None, ...], int]] = []
    last = len(worker.questions)
    values: list[str | None] = []

    def walk(bits: int) -> None:
        nonlocal reached
        index = len(values)
        if not bits:
            gaps.append((tuple(values), _completions(worker, values)))
            return
        if index == last:
            reached |= bits
            return
        accepting = worker.accepting[index]
        for option in worker.options[index] if worker.is_asked(index, values) else (None,):
            values.append(option)
            walk(bits & accepting[option])
            values.pop()

    walk(worker.all_rows)
    return Coverage(
        combinations=count_combinations(table),
        regions=tuple(islice(_regions(worker, [values for values, _ in gaps[: 10 * MOST_REGIONS]]), MOST_REGIONS)),
        gaps=sum(count for _, count in gaps),
        unreachable=worker.names(worker.all_rows & ~reached),
    )


def overlaps(table: DecisionTable, most: int = MOST_PAIRS) -> Pairs:
    """Pairs of use cases that apply at the same time for some answers."""
    return _pairs(engine(table), conflicting=False, most=most)


@lru_cache(maxsize=16)
def conflicts(table: DecisionTable, most: int = MOST_PAIRS) -> Pairs:
    """Pairs of use cases that apply at the same time and disagree on an integration."""
    return _pairs(engine(table), conflicting=True, most=most)


def in_conflict(table: DecisionTable, one: str, other: str) -> bool:
    """Whether two use cases apply at the same time for some answers, and disagree."""
    worker = engine(table)
    return _disagree(table, one, other) and _meet(worker, worker.rows.index(one), worker.rows.index(other))


def never_the_answer(table: DecisionTable) -> tuple[tuple[str, str], ...]:
    """Cells (use case, integration) whose verdict is never the effective one where the use case applies.

    Cells of use cases that no answers reach are not listed: the use case is the finding.
    """
    worker = engine(table)
    integrations = worker.integrations
    candidates = {name: worker.all_rows & ~worker.saying[name][0] for name in integrations}
    reached = 0
    everywhere = [name for name in integrations if candidates[name]]
    for values, bits in _reachable(worker):
        reached |= bits
        for name in everywhere:
            waiting = candidates[name] & bits
            if not waiting or worker.unmet(name, values):
                continue
            saying = worker.saying[name]
            rank = next(rank for rank, rows in enumerate(saying) if bits & rows)
            if rank and rank <= worker.caps[name]:
                candidates[name] &= ~(waiting & saying[rank])
    found = [(row, name) for name in integrations for row in worker.names(candidates[name] & reached)]
    order = {row: index for index, row in enumerate(worker.rows)}
    return tuple(sorted(found, key=lambda cell: order[cell[0]]))


def why_never(table: DecisionTable, usecase: str, integration: str) -> tuple[Reason, ...]:
    """What keeps a cell that is never the answer from being it.

    `most-restrictive` names the stricter use cases, `cap`, `removed` and `requirement` what holds besides, or instead.
    """
    worker = engine(table)
    mine = 1 << worker.rows.index(usecase)
    rank = worker.rank[table.usecases[usecase].verdict(integration)]
    stricter, unmet = 0, None
    for values, bits in _reachable(worker, mine):
        stricter |= sum(bits & saying for saying in worker.saying[integration][:rank])
        unmet = unmet or worker.unmet(integration, values)
    reasons = [Reason("most-restrictive", usecases=worker.names(stricter))] if stricter else []
    if worker.status[integration] is Status.REMOVED:
        reasons.append(Reason("removed"))
    elif worker.caps[integration] < rank:
        reasons.append(Reason("cap", verdict=worker.verdicts[worker.caps[integration]]))
    if unmet is not None:
        at, options = unmet
        accepted = tuple(option for option in worker.options[at] if option in options)
        reasons.append(Reason("requirement", question=worker.questions[at], options=accepted))
    return tuple(reasons)


# --- combinations ----------------------------------------------------------------------------------------------------


def _may_exceed(table: DecisionTable, most: int) -> bool:
    product = 1
    for question in table.questions.values():
        product *= len(question.options)
    return product > most and any(question.ask_when for question in table.questions.values())


def _count(table: DecisionTable) -> int:
    if any(question.ask_when for question in table.questions.values()):
        return sum(1 for _ in engine(table).combinations())
    product = 1
    for question in table.questions.values():
        product *= len(question.options)
    return product


def _reachable(worker: Engine, among: int | None = None) -> Iterator[tuple[tuple[str | None, ...], int]]:
    """Every combination that some use case (one of `among`) covers, with the use cases that apply."""
    among = worker.all_rows if among is None else among
    last = len(worker.questions)

    def walk(values: tuple[str | None, ...], bits: int) -> Iterator[tuple[tuple[str | None, ...], int]]:
        index = len(values)
        if index == last:
            yield values, bits
            return
        accepting = worker.accepting[index]
        for option in worker.options[index] if worker.is_asked(index, values) else (None,):
            remaining = bits & accepting[option]
            if remaining & among:
                yield from walk((*values, option), remaining)

    yield from walk((), worker.all_rows)


def _completions(worker: Engine, values: list[str | None]) -> int:
    """How many combinations begin with these values."""
    index = len(values)
    if index == len(worker.questions):
        return 1
    if not any(worker.ask_when[index:]):
        count = 1
        for options in worker.options[index:]:
            count *= len(options)
        return count
    asked: tuple[str | None, ...] = worker.options[index] if worker.is_asked(index, values) else (None,)
    return sum(_completions(worker, [*values, option]) for option in asked)


def _regions(worker: Engine, gaps: list[tuple[str | None, ...]]) -> Iterator[Region]:
    """Gaps put together: those that differ in one question only become one."""
    width = len(worker.questions)
    boxes: set[Box] = {
        tuple(() if v is None else (v,) for v in values) + ((),) * (width - len(values)) for values in gaps
    }
    for index in reversed(range(width)):
        grouped: dict[Box, set[str]] = {}
        for box in boxes:
            grouped.setdefault((*box[:index], (), *box[index + 1 :]), set()).update(box[index] or ("",))
        boxes = set()
        for rest, options in grouped.items():
            if "" in options:  # not asked, or all of them
                boxes.add(rest)
                options.discard("")
            if options:
                named = tuple(option for option in worker.options[index] if option in options)
                boxes.add((*rest[:index], named, *rest[index + 1 :]))
    positions = [{option: at for at, option in enumerate(options)} for options in worker.options]
    ordered = sorted(boxes, key=lambda box: [[positions[i][o] for o in options] for i, options in enumerate(box)])
    for box in ordered:
        yield {question: options for question, options in zip(worker.questions, box, strict=True) if options}


# --- pairs -----------------------------------------------------------------------------------------------------------


def _pairs(worker: Engine, *, conflicting: bool, most: int) -> Pairs:
    """Pairs of use cases whose rules are compatible (and that disagree, if `conflicting`)."""
    conditional = any(worker.ask_when)
    compatible: list[dict[frozenset[str] | None, int]] = [{} for _ in worker.questions]
    first: list[tuple[str, str]] = []
    count = 0
    for index, (row, usecase) in enumerate(worker.table.usecases.items()):
        bits = worker.all_rows >> (index + 1) << (index + 1)
        for at, question in enumerate(worker.questions):
            named = usecase.when.get(question)
            if named is not None:
                key = frozenset(named)
                known = compatible[at].get(key)
                if known is None:
                    known = 0
                    for option in key:
                        known |= worker.accepting[at][option]
                    compatible[at][key] = known
                bits &= known
        if conflicting and bits:
            same = bits
            for name in worker.integrations:
                same &= worker.saying[name][worker.rank[usecase.verdict(name)]]
            bits &= ~same
        if not bits:
            continue
        if conditional:
            others = [other for other in worker.names(bits) if _meet(worker, index, worker.rows.index(other))]
            count += len(others)
            first.extend((row, other) for other in others[: max(0, most - len(first))])
        else:
            count += bits.bit_count()
            if len(first) < most:
                first.extend((row, other) for other in worker.names(bits)[: most - len(first)])
    return Pairs(tuple(first), count)


def _meet(worker: Engine, one: int, other: int) -> bool:
    """Whether some combination of answers to asked questions reaches both use cases."""
    both = (1 << one) | (1 << other)

    def walk(values: list[str | None]) -> bool:
        index = len(values)
        if index == len(worker.questions):
            return True
        options: tuple[str | None, ...] = worker.options[index] if worker.is_asked(index, values) else (None,)
        return any(worker.accepting[index][option] & both == both and walk([*values, option]) for option in options)

    return walk([])


def _disagree(table: DecisionTable, one: str, other: str) -> bool:
    first, second = table.usecases[one], table.usecases[other]
    return any(first.verdict(name) != second.verdict(name) for name in table.integrations)
