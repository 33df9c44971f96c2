"""A table as rules of which exactly one holds for each combination of answers: for engines that know no conflicts.

A rule accepts one option of a question, or does not look at it: either it is not asked, or every answer to it leads to
the same. Equal parts of the table are worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from decision.matrix.engine import Engine, engine
from decision.matrix.model import DecisionTable

# How many use cases the remembered parts of a table may list in all.
MOST_REMEMBERED = 10_000_000


class Result(NamedTuple):
    """What answers come to: outcome, recommendation and order as in a decision.

    `verdicts`: the effective one for each integration, None where no use case applies. `matched`: the use cases that
    apply, as bits of the engine.
    """

    outcome: str
    recommend: tuple[str, ...]
    order: tuple[str, ...]
    verdicts: tuple[str | None, ...]
    matched: int


class Rule(NamedTuple):
    """The option that each question must be answered with, None for any answer or none, and what that comes to."""

    options: tuple[str | None, ...]
    result: Result


class _Step(NamedTuple):
    """A question by its number, and the node to which each of its options leads."""

    position: int
    targets: tuple[int, ...]


def rules(table: DecisionTable) -> Iterator[Rule]:
    """The rules in the order of the table's questions and options."""
    worker = engine(table)
    builder = _Builder(worker)
    root = builder.node((), worker.all_rows)
    yield from _walk(worker, list(builder.numbers), root, ())


def _walk(worker: Engine, nodes: list[_Step | Result], number: int, options: tuple[str | None, ...]) -> Iterator[Rule]:
    """The rules below a node, which is reached with these options of the questions before it."""
    node = nodes[number]
    if isinstance(node, Result):
        yield Rule(_filled(options, len(worker.questions)), node)
        return
    before = _filled(options, node.position)
    for option, target in zip(worker.options[node.position], node.targets, strict=True):
        yield from _walk(worker, nodes, target, (*before, option))


def _filled(options: tuple[str | None, ...], length: int) -> tuple[str | None, ...]:
    return (*options, *[None] * (length - len(options)))


class _Builder:
    """Goes through the questions once for each set of use cases, and of answers that still count."""

    def __init__(self, worker: Engine) -> None:
        self.worker = worker
        self.numbers: dict[_Step | Result, int] = {}
        self.known: dict[tuple[object, ...], int] = {}
        self.most_known = MOST_REMEMBERED // max(100, len(worker.rows))
        self.counting = tuple(_counting(worker, index) for index in range(len(worker.questions)))

    def node(self, values: tuple[str | None, ...], bits: int) -> int:
        """The number of the node that these answers to the first questions lead to.

        It calls itself once for each question, and nothing in between: Python allows a thousand calls.
        """
        worker, index = self.worker, len(values)
        if index == len(worker.questions):
            return self._number(_result(worker, values, bits))
        state = (index, bits, *(values[at] for at in self.counting[index]))
        known = self.known.get(state)
        if known is None:
            targets = []
            for option in worker.options[index] if worker.is_asked(index, values) else (None,):
                targets.append(self.node((*values, option), bits & worker.accepting[index][option]))
            known = targets[0] if len(set(targets)) == 1 else self._number(_Step(index, tuple(targets)))
            if len(self.known) < self.most_known:
                self.known[state] = known
        return known

    def _number(self, node: _Step | Result) -> int:
        return self.numbers.setdefault(node, len(self.numbers))


def _counting(worker: Engine, index: int) -> tuple[int, ...]:
    """The questions before one whose answers decide more than which use cases apply."""
    conditions = [*worker.ask_when[index:], *worker.requires.values()]
    return tuple(sorted({at for rule in conditions for at, _ in rule if at < index}))


def _result(worker: Engine, values: tuple[str | None, ...], bits: int) -> Result:
    decision = worker.resolve_anew(values)
    verdicts = tuple(assessment.effective for assessment in decision.verdicts.values())
    return Result(decision.outcome, decision.recommend, decision.order, verdicts, bits)
