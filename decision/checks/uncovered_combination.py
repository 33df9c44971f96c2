"""Answers that no case in the data covers, in a table that promises cases for all (`complete_cases: true`).

A case covers every combination that agrees with its answers.

Bad:

    complete_cases: true
    cases:
      - {answers: {task: open, dam-access: yes}, outcome: preferred}

Good:

    complete_cases: true
    cases:
      - {answers: {task: open, dam-access: yes}, outcome: preferred}
      - {answers: {task: open, dam-access: no}, outcome: none}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.matrix.engine import canonical, engine
from decision.problem import Problem, warning
from decision.project import Project

MOST_REPORTED = 20


def check(project: Project) -> Iterator[Problem]:
    """A problem for each combination without a case, and one for the rest when there are many."""
    for source, table in project.tables.values():
        if not table.complete_cases or not analysis.is_decidable(table):
            continue
        worker = engine(table)
        missing = 0
        route = ("complete_cases",)
        for values in worker.combinations():
            answers = {q: v for q, v in zip(worker.questions, values, strict=True) if v is not None}
            if any(case.answers.items() <= answers.items() for case in table.cases):
                continue
            missing += 1
            if missing <= MOST_REPORTED:
                message = f"no case covers {canonical(answers)}"
                hint = f"add one under 'cases'; the table gives '{worker.resolve(values).outcome}'"
                yield warning("uncovered-combination", message, hint, source.key(*route), route)
        if missing > MOST_REPORTED:
            message = f"{missing:,} combinations are covered by no case"
            yield warning(
                "uncovered-combination", message, f"the first {MOST_REPORTED} are listed", source.key(*route), route
            )
