"""A use case that no answers reach.

Bad:

    questions:
      volume: {ask_when: {task: [share, save]}, …}
    usecases:
      open-many: {when: {task: open, volume: larger}, …}

The volume is not asked when the task is `open`, so the use case never applies.

Good:

    usecases:
      open: {when: {task: open}, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each use case that no combination of answers to asked questions reaches."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        for name in analysis.coverage(table).unreachable:
            route = ("usecases", name)
            message = f"no answers reach '{name}': its 'when' names a question that is not asked then"
            yield warning("unreachable-usecase", message, "change its 'when', or remove it", source.key(*route), route)
