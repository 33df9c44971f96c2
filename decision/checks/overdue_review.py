"""Something that nobody has reviewed since a date, which `decision check --reviewed-since DATE` gives.

A date in the data says when a person last looked whether it still holds. The date to compare with comes from the
command line and never from the clock, so that the same commit gives the same answer on every day.

Bad, with `--reviewed-since 2026-01-01`:

    usecases:
      open: {reviewed: 2024-05-31, …}

Good:

    usecases:
      open: {reviewed: 2026-03-15, …}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decision.problem import Problem, Route, warning
from decision.project import Project


def is_date(text: str) -> bool:
    """Whether a text is a day, as 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(project: Project, since: str) -> Iterator[Problem]:
    """A problem for each date before `since`, and for each use case without any."""
    for source, table in project.tables.values():
        hint = f"look whether it still holds, and write 'reviewed: …' with a day since {since}"
        inherited = table.defaults.reviewed or table.reviewed
        routes: list[tuple[str | None, Route]] = [
            (table.reviewed, ("reviewed",)),
            (table.defaults.reviewed, ("defaults", "reviewed")),
            *((part.reviewed, ("integrations", name, "reviewed")) for name, part in table.integrations.items()),
        ]
        for name, usecase in table.usecases.items():
            routes.append((usecase.reviewed, ("usecases", name, "reviewed")))
            if usecase.reviewed is None and inherited is None:
                route: Route = ("usecases", name)
                yield warning("overdue-review", f"'{name}' was never reviewed", hint, source.key(*route), route)
        for reviewed, route in routes:
            if reviewed is not None and reviewed < since:
                yield warning("overdue-review", f"last reviewed on {reviewed}", hint, source.at(*route), route)
