"""The checks: one module each, written out here. Its docstring is its documentation."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from decision.checks import (
    deprecated_best_verdict,
    failing_case,
    gap,
    never_the_answer,
    stale_conflict,
    undecided_analysis,
    undeclared_conflict,
    unknown_address,
    unknown_marker,
    unknown_section,
    unknown_table,
    unneeded_excuse,
    unreachable_usecase,
)
from decision.problem import Problem, Route, in_order
from decision.project import Project

CHECKS: tuple[ModuleType, ...] = (
    gap,
    undeclared_conflict,
    stale_conflict,
    unreachable_usecase,
    never_the_answer,
    deprecated_best_verdict,
    undecided_analysis,
    failing_case,
    unknown_table,
    unknown_marker,
    unknown_address,
    unknown_section,
)


def code_of(check: ModuleType) -> str:
    """The code of a check: its module's name with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def run(project: Project) -> tuple[Problem, ...]:
    """Every problem of a project, those of reading first found, in the order of path and line.

    What an `allow` excuses is left out; an excuse that excuses nothing is a problem itself.
    """
    allowed = {
        (source.path, route): None
        for source, _ in project.tables.values()
        for route in unneeded_excuse.excuses(source.data)
    }
    used: set[tuple[str, Route]] = set()
    left = [*project.problems, *project.guide_problems]
    for check in CHECKS:
        for problem in check.check(project):
            excuse = next((key for key in _where(problem) if key in allowed), None)
            if excuse is None:
                left.append(problem)
            else:
                used.add(excuse)
    left += unneeded_excuse.check(project, used, {code_of(check) for check in CHECKS})
    return in_order(left)


def _where(problem: Problem) -> Iterator[tuple[str, Route]]:
    """Where an excuse for a problem may stand: at its value, anything around it, and for a cell its integration."""
    route = problem.route
    for length in range(len(route), -1, -1):
        yield problem.path, (*route[:length], "allow", problem.code)
    if len(route) >= 4 and route[0] == "usecases" and route[2] == "verdicts":
        yield problem.path, ("integrations", route[3], "allow", problem.code)
