"""A use case that changes nothing: without it every answer would be the same.

It may be there for readers of the table, but somebody who changes its verdict would expect another answer and get none.

Bad:

    usecases:
      share: {when: {task: share}, verdicts: {desktop-app: preferred}, …}
      share-few: {when: {task: share, volume: smaller}, verdicts: {desktop-app: preferred}, …}

Good: the use case is removed, its verdicts say something of its own, or it is excused with its reason under `allow`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each use case without which no outcome, recommendation, verdict or alternative would change."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        for name in analysis.ineffective(table):
            route = ("usecases", name)
            message = f"'{name}' changes no answer: other use cases say the same, or are stricter, wherever it applies"
            hint = "change its verdicts, remove it, or excuse it with 'allow'"
            yield warning("ineffective-usecase", message, hint, source.key(*route), route)
