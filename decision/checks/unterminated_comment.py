"""A comment that is not closed.

All that follows on the page is hidden from its readers.

Bad:

    <!-- To be written --
    ## Install the app {#install}

Good:

    <!-- To be written -->

    ## Install the app {#install}

What else is wrong below it is found when it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import prose
from decision.guides.guide import Guide
from decision.problem import Place, Problem, error
from decision.project import Project

_HINT = "close it with '-->'"
_BEGIN = re.compile("<!--")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each comment without an end."""
    page = guide.syntax
    unclosed = prose.unclosed_comment(page)
    if unclosed:
        line, column = unclosed
        message = "the comment is not closed, and hides the rest of the page"
        yield error("unterminated-comment", message, _HINT, Place(guide.path, line, column, (line, column + 4)))
    for block, match in prose.matches(page, _BEGIN, "<!--"):
        place = prose.place(page, block, *match.span())
        yield error("unterminated-comment", "the comment is not closed, so readers see it", _HINT, place)
