"""A table resolved: what each combination of answers comes to, as numbers.

Whoever has this needs no engine. It is made for the form on a page: its script finds what answers have in common, and
decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from decision.matrix import analysis
from decision.matrix.engine import Decision, engine
from decision.matrix.model import DecisionTable, Rule

# Beyond this, data and the time to look through it would be a burden for every reader of the page.
MOST_COMBINATIONS = 10_000

# Questions, each with the options of which one must be the answer.
Conditions = tuple[tuple[int, tuple[int, ...]], ...]
NEVER: Conditions = ((0, ()),)


@dataclass(frozen=True)
class Resolved:
    """`questions`: those that some combination asks. All numbers are places in these and in their options.

    `asked`: when each question is asked. `rows`: when each use case applies. `results`: a decision for each pair of
    outcome and recommendation that there is. `found`: the result of each combination, in table order.
    """

    questions: tuple[str, ...]
    asked: tuple[Conditions, ...]
    rows: tuple[Conditions, ...]
    results: tuple[Decision, ...]
    found: tuple[int, ...]


def is_small(table: DecisionTable) -> bool:
    """Whether a table can be resolved for a page."""
    return analysis.count_combinations(table, MOST_COMBINATIONS) <= MOST_COMBINATIONS


@lru_cache(maxsize=64)
def resolved(table: DecisionTable) -> Resolved:
    """The table resolved; for tables that are small."""
    worker = engine(table)
    results: dict[tuple[str, tuple[str, ...]], tuple[int, Decision]] = {}
    found, asked = [], set[str]()
    for values in worker.combinations():
        decision = worker.resolve_anew(values)
        number, _ = results.setdefault((decision.outcome, decision.recommend), (len(results), decision))
        found.append(number)
        asked.update(decision.answers)
    numbers = {name: number for number, name in enumerate(name for name in table.questions if name in asked)}
    return Resolved(
        questions=tuple(numbers),
        asked=tuple(_conditions(table, table.questions[name].ask_when, numbers) for name in numbers),
        rows=tuple(_conditions(table, usecase.when, numbers) for usecase in table.usecases.values()),
        results=tuple(decision for _, decision in results.values()),
        found=tuple(found),
    )


def _conditions(table: DecisionTable, rule: Rule, numbers: Mapping[str, int]) -> Conditions:
    """A rule in numbers; one that names a question which is never asked never holds."""
    if not numbers.keys() >= rule.keys():
        return NEVER
    return tuple((numbers[name], _places(table.questions[name].options, options)) for name, options in rule.items())


def _places(options: Iterable[str], accepted: Iterable[str]) -> tuple[int, ...]:
    wanted = frozenset(accepted)
    return tuple(place for place, option in enumerate(options) if option in wanted)
