"""The best verdict for answers that the integration cannot work with.

Bad:

    integrations:
      desktop-app: {requires: {dam-access: yes}, …}
    usecases:
      share-no-access: {when: {dam-access: no}, verdicts: {desktop-app: preferred}, …}

Good:

    usecases:
      share-no-access: {when: {dam-access: no}, verdicts: {desktop-app: avoid}, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.model import DecisionTable, UseCase
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each cell with the best verdict whose use case excludes what the integration requires."""
    for source, table in project.tables.values():
        for row, usecase in table.usecases.items():
            for name in table.integrations:
                question = contradiction(table, usecase, name)
                if question is not None and usecase.verdict(name) == table.best():
                    route = ("usecases", row, "verdicts", name)
                    needed = " or ".join(table.integrations[name].requires[question])
                    message = f"'{name}' has the best verdict, and requires {question}={needed}, which '{row}' excludes"
                    hint = "change the verdict, the requirement, or the 'when' of the use case"
                    yield warning("contradicted-best-verdict", message, hint, source.at(*route), route)


def contradiction(table: DecisionTable, usecase: UseCase, integration: str) -> str | None:
    """The question whose required options a use case excludes, None where there is none."""
    requires = table.integrations[integration].requires
    for question, options in requires.items():
        if question in usecase.when and not set(options) & set(usecase.when[question]):
            return question
    return None
