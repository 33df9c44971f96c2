"""A line without `>` directly below a note.

It belongs to the note all the same, which is rarely meant.

Bad:

    >[!NOTE]
    >
    >Sign in first.
    Then select a folder.

Good:

    >[!NOTE]
    >
    >Sign in first.

    Then select a folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import quotes
from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for the first of such lines, wherever they begin."""
    lines = guide.syntax.lines
    for quote in quotes.tagged(guide.syntax):
        for number in range(quote.line + 1, quote.end):
            line = lines[number - 1]
            if line.strip() and not quotes.mark(line) and quotes.mark(lines[number - 2]):
                start = len(line) - len(line.lstrip()) + 1
                yield warning(
                    "lazy-line",
                    f"{quoted(line.strip())} has no '>', and belongs to the note above",
                    "begin the line with '>', or put a blank line before it",
                    Place(guide.path, number, start, (number, len(line.rstrip()) + 1)),
                )
