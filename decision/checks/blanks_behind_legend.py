"""Blanks at the end of an entry of a legend.

Two of them are a line break that nobody sees, and they come back as a difference in every comparison.

Bad: the line ends with blanks, here shown as ␠.

    - ✔✔: preferred solution␠␠
    - ✘: not for this use case

Good:

    - ✔✔: preferred solution
    - ✘: not for this use case
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import handwritten
from decision.guides.guide import Guide
from decision.problem import Edit, Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each entry of a legend in a list that ends in blanks."""
    page = handwritten.page(guide, project)
    for legend in page.found.legends:
        for entry in legend.entries:
            if entry.blanks:
                span = entry.blanks
                written = guide.syntax.lines[span.line - 1][span.column - 1 :]
                fix = Edit((span.line, span.column), (span.line, span.end_column), "", written)
                message = f"blanks stand behind the entry '{entry.symbol.text}' of the legend"
                yield warning("blanks-behind-legend", message, "remove them", page.place(span), fix=(fix,))
