"""A comment that looks like a marker, and is none: the reader would see nothing in its place.

Bad:

    <!-- decison-table: usecases -->

Good:

    <!-- decision-table: usecases -->
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.markers import MARKERS
from decision.problem import Problem, error
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each comment whose name is nearly that of a marker, and for markers inside a line of text."""
    for guide in project.guides:
        for marker, found in guide.markers:
            if marker.meant:
                message = f"'{marker.name}' is not a marker, so nothing is shown here"
                yield error("unknown-marker", message, f"did you mean '{marker.meant}'?", guide.place(found))
            elif marker.is_known and found.text.lstrip(" >\t").rstrip() != marker.comment:
                message = f"the marker '{marker.name}' stands in a line with other text, so nothing is shown here"
                yield error(
                    "unknown-marker",
                    message,
                    f"put it on a line of its own; markers: {', '.join(MARKERS)}",
                    guide.place(found),
                )
