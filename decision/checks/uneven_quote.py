"""The `>` of a note do not stand in one column.

The renderer of the original documentation may end the note there.

Bad:

    1. Sign in.

       >[!NOTE]
       >
      >Ask for an account.

Good:

    1. Sign in.

       >[!NOTE]
       >
       >Ask for an account.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import quotes
from decision.guides.guide import Guide
from decision.problem import Edit, Place, Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each note with such lines, at the first of them; the repair moves all."""
    lines = guide.syntax.lines
    for quote in quotes.tagged(guide.syntax):
        column = quotes.mark(lines[quote.line - 1])
        uneven = [
            (number, at)
            for number in (*range(quote.line + 1, quote.end), *quotes.cut_off(quote, lines))
            if (at := quotes.mark(lines[number - 1])) and at != column and not lines[number - 1][: at - 1].strip(" ")
        ]
        if column and uneven:
            number, at = uneven[0]
            yield warning(
                "uneven-quote",
                f"the '>' stands in column {at}, that of the first line of the note in column {column}",
                "put all of them in one column",
                Place(guide.path, number, at, (number, at + 1)),
                fix=tuple(Edit((number, 1), (number, at), " " * (column - 1), " " * (at - 1)) for number, at in uneven),
            )
