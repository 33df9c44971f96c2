"""What can be proven of a decision table: gaps, overlaps, conflicts, rows and cells that can never count.

Exact up to `MOST_COMBINATIONS` combinations and `MOST_ROWS` use cases. In general these questions are coNP-hard
(a gap is a falsifying assignment of a formula in disjunctive normal form), so beyond that nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import prod
from typing import NamedTuple

from decision.matrix.engine import Engine, Reason, engine
from decision.matrix.model import DecisionTable, Status, UseCase

MOST_COMBINATIONS = 1_000_000
MOST_ROWS = 100_000
# Pairs grow with the square of the rows; beyond this many only their number is told.
MOST_PAIRS = 1_000
MOST_REGIONS = 1_000
# Several become one region; of more than these the first ones are put together.
MOST_GAPS = 10_000

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
    """How many combinations of answers to asked questions the table has.

    Where it depends on answers what is asked, `most` + 1 says that there are more than `most`.
    """
    found = _count(engine(table), [], most)
    return min(found, most + 1) if any(question.ask_when for question in table.questions.values()) else found


def _count(worker: Engine, values: list[str | None], most: int) -> int:
    """How many combinations begin with some values; more than `most` where there are more.

    Only an answer on which it depends what is asked later is tried option by option, so that questions which are asked
    or left out together cost nothing.
    """
    product = 1
    for index in range(len(values), len(worker.questions)):
        options = worker.options[index]
        if not worker.is_asked(index, values):
            values = [*values, None]
        elif any(at == index for conditions in worker.ask_when[index + 1 :] for at, _ in conditions):
            total = 0
            for option in options:
                if product * total <= most:
                    total += _count(worker, [*values, option], most // product - total)
            return product * total
        else:
            product *= len(options)
            values = [*values, options[0]]
    return product


def is_decidable(table: DecisionTable) -> bool:
    """Whether the table is small enough for exact answers."""
    return len(table.usecases) <= MOST_ROWS and count_combinations(table) <= MOST_COMBINATIONS


@lru_cache(maxsize=16)
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
        regions=tuple(islice(_regions(worker, [values for values, _ in gaps[:MOST_GAPS]]), MOST_REGIONS)),
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


@lru_cache(maxsize=16)
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


@lru_cache(maxsize=16)
def ineffective(table: DecisionTable) -> tuple[str, ...]:
    """Use cases without which every outcome, recommendation, effective verdict and alternative would be the same.

    Use cases that no answers reach are not listed, nor is the only one of a table.
    """
    worker = engine(table)
    idle = worker.all_rows
    reached = 0
    for values, bits in _reachable(worker):
        reached |= bits
        waiting = idle & bits
        if not waiting:
            continue
        if bits.bit_count() == 1:  # without it there would be no answer
            idle &= ~bits
            continue
        for name in worker.integrations:
            idle &= ~_decisive(worker, name, values, bits)
        for row in worker.names(idle & bits & worker.with_alternatives):
            mine = 1 << worker.rows.index(row)
            others = {
                a
                for other in worker.names(bits & worker.with_alternatives & ~mine)
                for a in worker.alternatives_of[other]
            }
            if not others.issuperset(worker.alternatives_of[row]):
                idle &= ~mine
    return worker.names(idle & reached)


def _decisive(worker: Engine, name: str, values: Sequence[str | None], bits: int) -> int:
    """The one use case, as a bit, without which an integration's effective verdict would be another; else 0."""
    if worker.unmet(name, values):
        return 0
    ranks = [(rank, bits & saying) for rank, saying in enumerate(worker.saying[name]) if bits & saying]
    rank, strictest = ranks[0]
    if strictest.bit_count() > 1 or rank >= worker.caps[name]:
        return 0
    return strictest


class Improvement(NamedTuple):
    """A verdict that gets better as answers get more demanding.

    `question`: the ordered one; `less`, `more`: its options; `others`: the answers to the other questions;
    `before`, `after`: the effective verdicts on `integration`.
    """

    question: str
    integration: str
    less: str
    more: str
    others: Mapping[str, str]
    before: str
    after: str


def improvements(table: DecisionTable) -> Iterator[Improvement]:
    """Where an integration's effective verdict gets better from one option of an ordered question to the next."""
    worker = engine(table)
    for at, (question, entry) in enumerate(table.questions.items()):
        if not entry.ordered:
            continue
        options = worker.options[at]
        for values, bits in _reachable(worker):
            value = values[at]
            if value is None or value == options[-1]:
                continue
            position = options.index(value)
            harder = (*values[:at], options[position + 1], *values[at + 1 :])
            if not all(worker.is_asked(i, harder) == (v is not None) for i, v in enumerate(harder)):
                continue
            matched = worker.matching(harder)
            if not matched:
                continue
            pairs = zip(worker.integrations, worker.ranks(values, bits), worker.ranks(harder, matched), strict=True)
            for name, before, after in pairs:
                if after > before:
                    others = {
                        q: v for q, v in zip(worker.questions, values, strict=True) if v is not None and q != question
                    }
                    yield Improvement(
                        question,
                        name,
                        options[position],
                        options[position + 1],
                        others,
                        worker.verdicts[before],
                        worker.verdicts[after],
                    )


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
        return prod(map(len, worker.options[index:]))
    asked: tuple[str | None, ...] = worker.options[index] if worker.is_asked(index, values) else (None,)
    return sum(_completions(worker, [*values, option]) for option in asked)


def _regions(worker: Engine, gaps: list[tuple[str | None, ...]]) -> Iterator[Region]:
    """Gaps put together: those that differ in one question only become one."""
    width = len(worker.questions)
    boxes: set[Box] = {
        tuple(() if v is None else (v,) for v in values) + ((),) * (width - len(values)) for values in gaps
    }
    for index in reversed(range(width)):
        # earlier questions have one answer each yet, so in a group this one is asked everywhere or nowhere
        grouped: dict[Box, set[str]] = {}
        for box in boxes:
            grouped.setdefault((*box[:index], (), *box[index + 1 :]), set()).update(box[index])
        boxes = {
            (*rest[:index], tuple(option for option in worker.options[index] if option in options), *rest[index + 1 :])
            for rest, options in grouped.items()
        }
    positions = [{option: at for at, option in enumerate(options)} for options in worker.options]
    ordered = sorted(boxes, key=lambda box: [[positions[i][o] for o in options] for i, options in enumerate(box)])
    for box in ordered:
        yield {question: options for question, options in zip(worker.questions, box, strict=True) if options}


# --- pairs -----------------------------------------------------------------------------------------------------------


def _pairs(worker: Engine, *, conflicting: bool, most: int) -> Pairs:
    """Pairs of use cases that some answers reach together (and that disagree, if `conflicting`)."""
    partners = _Partners(worker)
    first: list[tuple[str, str]] = []
    count = 0
    for index, (row, usecase) in enumerate(worker.table.usecases.items()):
        bits = partners.of(usecase) >> (index + 1) << (index + 1)
        if conflicting and bits:
            same = bits
            for name in worker.integrations:
                same &= worker.saying[name][worker.rank[usecase.verdict(name)]]
            bits &= ~same
        if bits:
            count += bits.bit_count()
            if len(first) < most:
                first.extend((row, other) for other in worker.names(bits)[: most - len(first)])
    return Pairs(tuple(first), count)


class _Partners:
    """Finds the use cases that share answers with one.

    Only what is asked makes the questions depend on each other, so options that every `ask_when` treats alike are
    taken together: without any `ask_when` that is one step per question.
    """

    def __init__(self, worker: Engine) -> None:
        self.worker = worker
        self.alike = tuple(tuple(self._alike(at)) for at in range(len(worker.questions)))
        self.known: dict[tuple[int, frozenset[str]], int] = {}

    def of(self, usecase: UseCase) -> int:
        """The use cases, as bits, that some combination reaches together with this one."""
        accepted = [usecase.when.get(question) for question in self.worker.questions]
        return self._reach((), self.worker.all_rows, [None if a is None else frozenset(a) for a in accepted])

    def _alike(self, at: int) -> list[frozenset[str]]:
        conditions = [options for asked in self.worker.ask_when for where, options in asked if where == at]
        groups: dict[tuple[bool, ...], list[str]] = {}
        for option in self.worker.options[at]:
            groups.setdefault(tuple(option in options for options in conditions), []).append(option)
        return [frozenset(group) for group in groups.values()]

    def _reach(self, values: tuple[str | None, ...], bits: int, accepted: list[frozenset[str] | None]) -> int:
        at = len(values)
        if not bits or at == len(self.alike):
            return bits
        mine = accepted[at]
        if not self.worker.is_asked(at, values):
            return self._reach((*values, None), bits & self.worker.accepting[at][None], accepted) if mine is None else 0
        found = 0
        for group in self.alike[at]:
            options = group if mine is None else mine & group
            if options:
                left = bits & self._accepting(at, options)
                found |= self._reach((*values, next(iter(group))), left, accepted)
        return found

    def _accepting(self, at: int, options: frozenset[str]) -> int:
        """The use cases that accept one of these options."""
        bits = self.known.get((at, options))
        if bits is None:
            bits = 0
            for option in options:
                bits |= self.worker.accepting[at][option]
            self.known[at, options] = bits
        return bits


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
