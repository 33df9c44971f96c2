"""Text behind the id of a heading.

An id stands at the end of its heading; elsewhere the renderer of the original documentation shows it to the reader.

Bad:

    ## Install {#install} the app

Good:

    ## Install the app {#install}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, parser, prose
from decision.guides.guide import Guide
from decision.guides.heading_ids import Fault
from decision.problem import Edit, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each heading with text behind `{#id}`."""
    for found in heading_ids.read(guide.syntax):
        if found.fault is Fault.BEHIND:
            page = guide.syntax
            place = prose.place(page, found.block, found.start, found.end)
            end = page.position(found.block, len(found.block.content))
            blanks = len(found.block.content[: found.start]) - len(found.block.content[: found.start].rstrip(" \t"))
            old = found.block.content[found.start - blanks : found.end]
            last = parser.restore(found.block.content[-1])
            is_sure = found.block.content.count("{") == 1 and end[0] == place.line and parser.restore(old) == old
            start = place.line, place.column - blanks
            yield warning(
                "text-behind-id",
                f"text stands behind {quoted(found.id)}",
                "move the id to the end of the heading",
                place,
                fix=(
                    Edit(start, place.end or start, "", old),
                    Edit((end[0], end[1] - 1), end, f"{last} {found.id}", last),
                )
                if is_sure
                else (),
            )
