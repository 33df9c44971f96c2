"""A declared conflict that does not exist (any more).

Bad:

    conflicts:
      - usecases: [open, migrate-huge]
        reason: They disagree.

where no answers reach both use cases, or they agree on every integration.

Good: the entry is removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, Route, error
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each declared conflict that the analysis does not find, or that is declared twice."""
    for source, table in project.tables.values():
        seen: set[frozenset[str]] = set()
        for index, conflict in enumerate(table.conflicts):
            route: Route = ("conflicts", index)
            one, other = conflict.usecases
            if frozenset(conflict.usecases) in seen:
                message = f"the conflict of '{one}' and '{other}' is declared twice"
                yield error("stale-conflict", message, "remove one of the two entries", source.at(*route), route)
            elif one == other or not analysis.in_conflict(table, one, other):
                message = f"'{one}' and '{other}' are not in conflict: no answers reach both, or they agree"
                yield error("stale-conflict", message, "remove the entry", source.at(*route), route)
            seen.add(frozenset(conflict.usecases))
