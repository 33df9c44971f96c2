"""A row of a table with another number of cells than the head.

What is too many is not shown at all; where cells are missing, the others may stand in the wrong column. Where the
line of dashes does not fit the head, readers see the source instead of a table.

Bad:

    | Use case | AEM desktop app | Folder sharing |
    |---|---|---|
    | Quickly open an asset on desktop | ✔✔ ✘ |

Good:

    | Use case | AEM desktop app | Folder sharing |
    |---|---|---|
    | Quickly open an asset on desktop | ✔✔ | ✘ |

So do they where the line of dashes is missing, or a blank line stands between two rows.
A row of one emphasised cell, which heads the rows below it, is fine.
Twenty rows of a table are named; behind the last of them stands how many more do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten.grids import Grid, GridRow, pipe_grids
from decision.handwritten.plain import Source
from decision.problem import Place, Problem, warning
from decision.project import Project

# rows of one table that are named; where more are wrong, it is their table that has to be looked at
MOST = 20
_ROW = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_EMPHASIS = ("*", "_", "<b", "<strong", "<em", "<i")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such row, and one for a head that does not fit; in HTML tables of verdicts only."""
    found = list(pipe_grids(guide))
    for grid in found:
        if grid.head and grid.dashes:
            message = (
                f"the head has {grid.head.size} cells, the line of dashes below it {grid.dashes}: this is no table"
            )
            hint = "give each column its '---'"
            yield warning("ragged-table", message, hint, Place(guide.path, grid.line))
        else:
            yield from _rows(guide, grid)
    yield from _shown_as_source(guide, {grid.line for grid in found})
    for repetition in handwritten.page(guide, project).repetitions:
        if repetition.table.kind == "html":
            yield from _rows(guide, repetition.table.grid)


def _shown_as_source(guide: Guide, known: set[int]) -> Iterator[Problem]:
    """Rows of a table whose line of dashes is lost or no such line, or that a blank line parts from their table."""
    page = guide.syntax
    for before, token in pairwise(page.tokens):
        if before.type != "paragraph_open" or not token.map or "|" not in token.content or token.map[0] + 1 in known:
            continue
        first, end = token.map
        above = next((line for line in reversed(page.lines[:first]) if line.strip(" \t>")), "")
        rows = [_ROW.fullmatch(line) for line in page.lines[first:end]]
        if all(rows) and (len(rows) > 1 or _ROW.fullmatch(above)):
            message = "the rows are no table, and are shown as they are written"
            hint = "a table begins with its head and a line of dashes, '|---|---|', and holds no blank line"
            yield warning("ragged-table", message, hint, Place(guide.path, first + 1))


def _rows(guide: Guide, grid: Grid) -> Iterator[Problem]:
    wrong = [row for row in grid.rows if grid.head and row.size != grid.width and not _heads_others(row)]
    for number, row in enumerate(wrong[:MOST], start=1):
        yield _problem(guide, grid, row, len(wrong) - MOST if number == MOST else 0)


def _heads_others(row: GridRow) -> bool:
    """Whether a row is one emphasised cell."""
    return row.size == 1 and row.cells[0].text.startswith(_EMPHASIS)


def _problem(guide: Guide, grid: Grid, row: GridRow, more: int) -> Problem:
    message = f"the row has {_cells(row.size)}, the head {grid.width}"
    if more:
        message += f"; of the rows below, {more:,} do not fit either"
    if grid.kind == "html":
        hint = "give it a cell for each column, or join some with 'colspan'"
    elif row.size > grid.width:
        hint = "the last ones are not shown; write a '|' that is no border as '\\|'"
    else:
        hint = "add the missing '|', or a blank line where the table ends"
    wrong = row.cells[grid.width] if row.size > grid.width else row.cells[0]
    return warning("ragged-table", message, hint, _place(guide, wrong))


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"


def _place(guide: Guide, source: Source) -> Place:
    span = source.span(0, len(source.text))
    return Place(guide.path, span.line, span.column, (span.end_line, span.end_column))
