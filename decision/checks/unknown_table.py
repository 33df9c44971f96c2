"""A marker that names a table which does not exist, or something else than a table.

Bad:

    <!-- decision-table: usecase -->

Good:

    <!-- decision-table: usecases -->

The id of a table is the name of its file in `data/`, without `.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.guides.markers import MARKERS
from decision.matrix import model
from decision.problem import Problem, error
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each marker whose argument is not the id of a table."""
    for marker, found in guide.markers:
        lack = project.lack_of(marker) if MARKERS.get(marker.name) == model.KIND else None
        if lack is not None:
            yield error("unknown-table", lack.message, lack.hint, guide.place(found))
