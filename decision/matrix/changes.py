"""What would change a decision: the nearest other answers that lead to something better."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from decision.matrix import analysis
from decision.matrix.engine import Answers, Decision, engine
from decision.matrix.model import DecisionTable

# In a larger table every combination would have to be looked at for one answer.
MOST_COMBINATIONS = 10_000
# What follows the verdicts of the legend, best first.
CLASSES = ("alternative", "deprecated", "none", "unanswered")


class Change(NamedTuple):
    """Answers that lead to something better.

    `changed`: questions that are answered otherwise, with the other option; `added`: questions that are asked only
    then, with an option. `decision` is that for all answers.
    """

    changed: Answers
    added: Answers
    decision: Decision


def rank(table: DecisionTable, outcome: str) -> int:
    """How good an outcome is: 0 for the worst. Usable verdicts by the legend come before the classes without one."""
    return [*reversed(CLASSES), *table.legend].index(outcome)


def nearest(table: DecisionTable, decision: Decision) -> tuple[Change, ...]:
    """Other answers with a strictly better outcome, the nearest first.

    Near is what changes few answers, and then what adds few. One is left out where another is nearer and as good, or as
    near and better. Empty for a decision with open questions, and for tables beyond `MOST_COMBINATIONS`.
    """
    if not engine(table).is_whole(decision.answers):
        return ()
    if analysis.count_combinations(table, MOST_COMBINATIONS) > MOST_COMBINATIONS:
        return ()
    best = rank(table, decision.outcome)
    kept: list[Change] = []
    for _, group in groupby(sorted(_others(table, decision.answers), key=_distance), key=_distance):
        changes = list(group)
        reached = max(rank(table, change.decision.outcome) for change in changes)
        if reached > best:
            best = reached
            kept += [change for change in changes if rank(table, change.decision.outcome) == reached]
    return tuple(kept)


def _distance(change: Change) -> tuple[int, int]:
    return len(change.changed), len(change.added)


def _others(table: DecisionTable, answers: Answers) -> Iterator[Change]:
    """Every other combination, in table order."""
    worker = engine(table)
    for values in worker.combinations():
        decision = worker.resolve(values)
        changed = {q: o for q, o in decision.answers.items() if answers.get(q, o) != o}
        if changed:
            added = {q: o for q, o in decision.answers.items() if q not in answers}
            yield Change(changed, added, decision)
