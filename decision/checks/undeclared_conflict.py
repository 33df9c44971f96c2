"""Two use cases apply to the same answers, disagree, and nobody says that this is meant.

The strictest verdict counts, so a disagreement is no mistake in itself, but it has to be looked at once and explained.

Bad:

    usecases:
      share-smaller: {when: {volume: smaller}, verdicts: {desktop-app: preferred}, …}
      share-no-access: {when: {dam-access: no}, verdicts: {desktop-app: avoid}, …}

Good:

    conflicts:
      - usecases: [share-smaller, share-no-access]
        reason: Without access the desktop app cannot be used, however few the assets.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.matrix.model import DecisionTable
from decision.problem import Problem, error
from decision.project import Project

MOST_REPORTED = 20


def check(project: Project) -> Iterator[Problem]:
    """A problem for each undeclared conflict, at the later of the two use cases."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        declared = {frozenset(conflict.usecases) for conflict in table.conflicts}
        pairs = analysis.conflicts(table, analysis.MOST_PAIRS + len(declared))
        undeclared = [pair for pair in pairs.first if frozenset(pair) not in declared]
        for one, other in undeclared[:MOST_REPORTED]:
            route = ("usecases", other)
            message = (
                f"'{other}' and '{one}' apply to the same answers and disagree on {_disagreement(table, one, other)}"
            )
            hint = f"change a verdict, or explain it under 'conflicts': usecases: [{one}, {other}], reason: …"
            yield error("undeclared-conflict", message, hint, source.key(*route), route)
        left = pairs.count - (len(pairs.first) - len(undeclared)) - MOST_REPORTED
        if left > 0:
            message = f"{left:,} more pairs of use cases disagree"
            yield error(
                "undeclared-conflict",
                message,
                f"the first {MOST_REPORTED} are listed",
                source.key("usecases"),
                ("usecases",),
            )


def _disagreement(table: DecisionTable, one: str, other: str) -> str:
    first, second = table.usecases[one], table.usecases[other]
    differing = [name for name in table.integrations if first.verdict(name) != second.verdict(name)]
    return ", ".join(f"'{name}' ({second.verdict(name)}, {first.verdict(name)})" for name in differing[:4])
