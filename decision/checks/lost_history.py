"""A history that no page can show: its table does not exist, or another file holds the history of that table.

Bad, where `data/` holds no such table:

    kind: history
    table: usecase
    entries: []

Good:

    kind: history
    table: usecases
    entries: []

The id of a table is the name of its file in `data/`, without `.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import model
from decision.problem import Problem, error, quoted
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each history of no table, and for each after the first one of a table."""
    first: dict[str, str] = {}
    for source, history in project.histories.values():
        lack = project.lack(history.table, model.KIND)
        place, route = source.at("table"), ("table",)
        if lack is not None:
            yield error("lost-history", lack.message, lack.hint, place, route)
        elif first.setdefault(history.table, source.path) != source.path:
            message = f"the history of {quoted(history.table)} is in '{first[history.table]}' already"
            yield error("lost-history", message, "bring the two together in one file", place, route)
