"""A table whose graph nobody could read: more than 40 questions and outcomes, or too large to look for one.

Bad: `<!-- decision-graph: usecases -->` for a table in which every answer changes the outcome in another way.

Good: the table alone, by `<!-- decision-table: usecases -->`, or two tables with a graph each.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.matrix.graph import MOST_BOXES, graph
from decision.pictures import mermaid
from decision.problem import Problem, error, quoted
from decision.project import Project

MARKER = "decision-graph"


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each marker of a graph that is not drawn."""
    for marker, found in guide.markers:
        if marker.name != MARKER or marker.argument not in project.tables:
            continue
        made = graph(project.tables[marker.argument][1])
        place, table = guide.place(found), quoted(marker.argument)
        hint = f"show the table alone: '<!-- decision-table: {marker.argument} -->'"
        if made is None:
            yield error("unreadable-graph", f"{table} is too large for a graph", hint, place)
        elif made.boxes > MOST_BOXES:
            message = f"the graph of {table} has {made.boxes} questions and outcomes, more than {MOST_BOXES}"
            yield error("unreadable-graph", message, hint, place)
        elif missing := mermaid.missing():
            message = f"the graph cannot be drawn, because {quoted(missing)} is not installed"
            yield error("unreadable-graph", message, mermaid.HOW_TO_INSTALL, place)
