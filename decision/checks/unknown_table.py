"""A marker that names a table which does not exist.

Bad:

    <!-- decision-table: usecase -->

Good:

    <!-- decision-table: usecases -->

The id of a table is the name of its file in `data/`, without `.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Problem, choices, error
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each marker whose argument is not the id of a table."""
    for marker, found in guide.markers:
        if marker.is_known and marker.argument not in project.files:
            message = (
                f"no table is called '{marker.argument}'" if marker.argument else f"'{marker.name}' names no table"
            )
            yield error("unknown-table", message, choices(marker.argument, project.files), guide.place(found))
