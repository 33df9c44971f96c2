"""A case in the data whose outcome is not what the table gives.

Bad:

    cases:
      - answers: {task: open, dam-access: no}
        outcome: preferred

Good:

    cases:
      - answers: {task: open, dam-access: no}
        outcome: none
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.engine import canonical, decide
from decision.problem import Problem, Route, error
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each case with another outcome or recommendation."""
    for source, table in project.tables.values():
        for index, case in enumerate(table.cases):
            decision = decide(table, case.answers)
            asked = canonical(case.answers) or "no answers"
            route: Route = ("cases", index, "outcome")
            if decision.outcome != case.outcome:
                message = f"the outcome for {asked} is '{decision.outcome}', not '{case.outcome}'"
                yield error("failing-case", message, "change the case, or the verdicts", source.at(*route), route)
            elif case.recommend is not None and decision.recommend != case.recommend:
                got = ", ".join(decision.recommend) or "nothing"
                route = ("cases", index, "recommend")
                yield error(
                    "failing-case",
                    f"for {asked} the table recommends {got}",
                    "change the case, or the verdicts",
                    source.at(*route),
                    route,
                )
