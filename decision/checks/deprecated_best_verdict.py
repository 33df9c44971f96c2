"""A deprecated integration has the best verdict.

Readers would be sent to something that is going away.

Bad:

    integrations:
      folder-sharing: {status: deprecated, …}
    usecases:
      share: {verdicts: {folder-sharing: preferred}, …}

Good: another verdict, or, where the published table has to stay as it is, an excuse with its reason under `allow`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.model import Status
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each cell that gives a deprecated integration the best verdict."""
    for source, table in project.tables.values():
        old = [name for name, integration in table.integrations.items() if integration.status is Status.DEPRECATED]
        best = table.best()
        for row, usecase in table.usecases.items():
            for name in old:
                if usecase.verdict(name) == best:
                    route = ("usecases", row, "verdicts", name)
                    message = f"'{name}' is deprecated and has the best verdict, '{best}'"
                    hint = "change the verdict, or excuse it with 'allow'"
                    yield warning("deprecated-best-verdict", message, hint, source.at(*route), route)
