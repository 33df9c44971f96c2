"""A cell whose verdict can never be the answer.

Wherever the use case applies, another one is stricter, a requirement is not met, or the lifecycle policy caps it.
The table would promise what no reader gets; the page shows a remark that says so.

Bad:

    usecases:
      share: {when: {task: share}, verdicts: {folder-sharing: preferred}, …}

where `folder-sharing` is deprecated and capped at `acceptable`.

Good: the verdict is changed, or, where the published table has to stay as it is, excused:

    folder-sharing:
      verdict: preferred
      allow:
        never-the-answer: The vendor's table says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each cell whose verdict is never the effective one."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        for usecase, integration in analysis.never_the_answer(table):
            route = ("usecases", usecase, "verdicts", integration)
            verdict = table.usecases[usecase].verdict(integration)
            why = " or ".join(
                _cause(reason.id, reason.usecases) for reason in analysis.why_never(table, usecase, integration)
            )
            message = f"'{verdict}' is never the answer for '{integration}': {why}"
            yield warning(
                "never-the-answer", message, "change the verdict, or excuse it with 'allow'", source.at(*route), route
            )


def _cause(reason: str, usecases: tuple[str, ...]) -> str:
    if reason == "most-restrictive":
        return "stricter use cases apply too (" + ", ".join(usecases[:4]) + (", …" if len(usecases) > 4 else "") + ")"
    return {"cap": "its status caps it", "removed": "it is removed", "requirement": "what it requires is not met"}[
        reason
    ]
