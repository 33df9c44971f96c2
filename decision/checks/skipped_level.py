"""A heading that is more than one level below the one before it.

Who listens to the page, or moves from heading to heading, misses a step.

Bad:

    ## Install the app {#install}

    #### Windows {#windows}

Good:

    ## Install the app {#install}

    ### Windows {#windows}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from decision.guides.guide import Guide
from decision.problem import Place, Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each heading that skips a level on the way down."""
    for above, heading in pairwise(guide.headings):
        if heading.level > above.level + 1:
            line = guide.syntax.lines[heading.line - 1]
            start = len(line) - len(line.lstrip(" \t>")) + 1
            yield warning(
                "skipped-level",
                f"a heading of level {heading.level} follows one of level {above.level}",
                f"make it level {above.level + 1}: {'#' * (above.level + 1)}",
                Place(guide.path, heading.line, start, (heading.line, len(line.rstrip()) + 1)),
            )
