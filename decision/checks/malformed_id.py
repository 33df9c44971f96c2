"""The id of a heading is not a name: it holds a blank or a `#`, begins with a digit, is empty or has no end.

Links to it do not work, or not everywhere.

Bad:

    ## Install the app {#install the app}

Good:

    ## Install the app {#install-the-app}

An id begins with a letter; letters, digits, `-`, `_` and `.` may follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, prose
from decision.guides.guide import Guide
from decision.guides.heading_ids import Fault
from decision.problem import Edit, Problem, quoted, warning
from decision.project import Project

_FAULTS = (Fault.UNCLOSED, Fault.EMPTY, Fault.BLANK, Fault.HASH, Fault.DIGIT)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each heading whose braces hold no good id."""
    for found in heading_ids.read(guide.syntax):
        if found.fault in _FAULTS:
            place = prose.place(guide.syntax, found.block, found.start, found.end)
            yield warning(
                "malformed-id",
                f"the id {quoted(found.id)} is not a name: {found.fault}",
                "begin with a letter, and use letters, digits, '-', '_' and '.'",
                place,
                fix=(Edit((place.line, place.column), place.end, found.meant, found.id),)
                if found.meant and place.end and found.fault is not Fault.DIGIT
                else (),
            )
