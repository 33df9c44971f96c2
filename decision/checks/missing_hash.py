"""The id of a heading without its `#`.

The renderer of the original documentation shows it to the reader, and links to it lead nowhere.

Bad:

    ## Install the app {install-the-app}

Good:

    ## Install the app {#install-the-app}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, prose
from decision.guides.guide import Guide
from decision.guides.heading_ids import Fault
from decision.problem import Edit, Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each word in braces at the end of a heading that was meant to be its id."""
    for found in heading_ids.read(guide.syntax):
        if found.fault is Fault.HASHLESS:
            place = prose.place(guide.syntax, found.block, found.start, found.end)
            hint = f"write '{{#{found.id}}}'"
            start, end = (place.line, place.column - 1), (place.line, place.column)
            fix = (Edit(start, end, "{#", "{"),)
            yield warning("missing-hash", f"'{{{found.id}}}' behind the heading is no id", hint, place, fix=fix)
        elif found.fault is Fault.DOUBTFUL:
            place = prose.place(guide.syntax, found.block, found.start, found.end)
            hint = f"write '{{#{found.id}}}', or '`{{{found.id}}}`' for readers to see it"
            yield warning("missing-hash", f"'{{{found.id}}}' behind the heading is taken for its id", hint, place)
