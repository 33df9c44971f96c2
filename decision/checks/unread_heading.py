"""What looks like a heading and is none: the reader sees it as it is written.

A blank belongs between the signs and the text, and there are six levels.

Bad:

    ##Install the app {#install}

Good:

    ## Install the app {#install}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, prose
from decision.guides.guide import Guide
from decision.problem import Edit, Problem, quoted, warning
from decision.project import Project

MOST_LEVELS = 6


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such line of a paragraph."""
    for block, match in heading_ids.unread(guide.syntax):
        place = prose.place(guide.syntax, block, *match.span())
        signs = match["signs"]
        if len(signs) > MOST_LEVELS:
            hint = f"there are {MOST_LEVELS} levels: write fewer of the '#'"
            yield warning("unread-heading", f"{quoted(match[0])} is no heading", hint, place)
            continue
        at = place.line, place.column + len(signs)
        yield warning(
            "unread-heading",
            f"{quoted(match[0])} is no heading",
            "put a blank behind the '#'",
            place,
            fix=(Edit(at, at, " ", ""),),
        )
