"""A cell whose verdict can never be the answer.

Wherever the use case applies, another one is stricter, a requirement is not met, or the lifecycle policy caps it.
The table would promise what no reader gets; the page shows a remark that says so.

Bad:

    usecases:
      share: {when: {task: share}, verdicts: {folder-sharing: acceptable}, …}
      share-few: {when: {task: share, volume: smaller}, verdicts: {folder-sharing: avoid}, …}
      share-many: {when: {task: share, volume: larger}, verdicts: {folder-sharing: avoid}, …}

Good: the verdict is changed, or, where the published table has to stay as it is, excused:

    folder-sharing:
      verdict: acceptable
      allow:
        never-the-answer: The vendor's table says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.checks.contradicted_best_verdict import contradiction
from decision.matrix import analysis
from decision.matrix.model import DecisionTable, Status
from decision.problem import Problem, Route, warning
from decision.project import Project

MOST_REPORTED = 100


def check(project: Project) -> Iterator[Problem]:
    """A problem for each cell whose verdict is never the effective one."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        cells = [cell for cell in analysis.never_the_answer(table) if _is_mine(table, *cell)]
        for usecase, integration in cells[:MOST_REPORTED]:
            route: Route = ("usecases", usecase, "verdicts", integration)
            verdict = table.usecases[usecase].verdict(integration)
            causes = analysis.why_never(table, usecase, integration)
            why = " or ".join(_cause(reason.id, reason.usecases) for reason in causes)
            message = f"'{verdict}' is never the answer for '{integration}': {why}"
            hint = "change the verdict, or excuse it with 'allow'"
            yield warning("never-the-answer", message, hint, source.at(*route), route)
        if len(cells) > MOST_REPORTED:
            message = f"{len(cells):,} verdicts are never the answer"
            hint = f"the first {MOST_REPORTED} are listed"
            yield warning("never-the-answer", message, hint, source.key("usecases"), ("usecases",))


def _is_mine(table: DecisionTable, usecase: str, integration: str) -> bool:
    """Whether no other check says it better: that the whole use case changes nothing, or contradicts a requirement.

    Nor that the integration is deprecated, where its status is the only cause.
    """
    row = table.usecases[usecase]
    if usecase in analysis.ineffective(table):
        return False
    if row.verdict(integration) != table.best():
        return True
    if contradiction(table, row, integration):
        return False
    is_old = table.integrations[integration].status is Status.DEPRECATED
    return not is_old or [reason.id for reason in analysis.why_never(table, usecase, integration)] != ["cap"]


def _cause(reason: str, usecases: tuple[str, ...]) -> str:
    if reason == "most-restrictive":
        return "stricter use cases apply too (" + ", ".join(usecases[:4]) + (", …" if len(usecases) > 4 else "") + ")"
    return {"cap": "its status caps it", "removed": "it is removed", "requirement": "what it requires is not met"}[
        reason
    ]
