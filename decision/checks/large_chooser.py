"""A chooser on a page whose table has more than 10,000 combinations of answers: it is only a link to the table.

The page would have to bring along what comes of each combination, and the browser to look through all of it.

Bad: `<!-- decision-chooser: usecases -->` for a table of fourteen questions that are always asked.

Good: the table alone, by `<!-- decision-table: usecases -->`; questions with `ask_when`; two tables of seven questions.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.guides.markers import CHOOSER
from decision.matrix.resolved import MOST_COMBINATIONS, is_small
from decision.problem import Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each marker of a chooser that asks nothing."""
    for marker, found in guide.markers:
        if marker.name != CHOOSER or marker.argument not in project.tables:
            continue
        if not is_small(project.tables[marker.argument][1]):
            message = f"{quoted(marker.argument)} has more than {MOST_COMBINATIONS:,} combinations, too many for a form"
            hint = f"show the table instead: '<!-- decision-table: {marker.argument} -->'"
            yield warning("large-chooser", message, hint, guide.place(found))
