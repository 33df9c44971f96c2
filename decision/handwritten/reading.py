"""What people wrote by hand on a page: tables of verdicts, the legends that explain their symbols, numbered remarks.

Nothing here knows a decision table; a page of any tree can be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from decision.guides.guide import Guide
from decision.handwritten import legends, remarks, symbols
from decision.handwritten.blocks import Block, blocks, may_hold_symbols
from decision.handwritten.cells import Mark, Row, Symbol, read_row
from decision.handwritten.grids import Grid, grids
from decision.handwritten.legends import Legend
from decision.handwritten.remarks import Remark


@dataclass(frozen=True, eq=False)
class Table:
    """A table with verdicts."""

    grid: Grid
    head: Row | None
    rows: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """`pipe` or `html`."""
        return self.grid.kind

    @property
    def line(self) -> int:
        """Its first line."""
        return self.grid.line

    @property
    def last(self) -> int:
        """Its last line."""
        return self.grid.last

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.grid.width

    @property
    def is_broken(self) -> bool:
        """Whether readers see its source instead of a table."""
        return self.grid.is_broken

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The numbers of remarks in all cells."""
        rows = (*((self.head,) if self.head else ()), *self.rows)
        return tuple(mark for row in rows for cell in row.cells for mark in cell.marks)

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols of all cells but those of the head, row by row."""
        return tuple(cell.symbol for row in self.rows for cell in row.cells if cell.symbol)


@dataclass(frozen=True, eq=False)
class Tables:
    """All that is found on a page. `other_marks` are numbers in parentheses that stand elsewhere."""

    tables: tuple[Table, ...] = ()
    legends: tuple[Legend, ...] = ()
    remarks: tuple[Remark, ...] = ()
    other_marks: frozenset[int] = frozenset()
    headings: tuple[int, ...] = ()

    def section(self, line: int) -> int:
        """The number of the section that a line stands in."""
        return bisect_right(self.headings, line)

    def legend_of(self, table: Table) -> Legend | None:
        """The legend that explains a table: one that shares a symbol with it, behind it before in front of it."""
        used = {symbols.kind(symbol.text) for symbol in table.symbols}
        fitting = [legend for legend in self.legends if used & {symbols.kind(text) for text in legend.symbols}]
        here = self.section(table.line)

        def rank(legend: Legend) -> tuple[bool, bool, int]:
            is_behind = legend.line >= table.line
            distance = legend.line - table.last if is_behind else table.line - legend.last
            others = sum(min(table.last, legend.line) <= t.line < max(table.line, legend.last) for t in self.tables)
            return self.section(legend.line) != here, others > is_behind, distance

        return min(fitting, key=rank, default=None)


EMPTY = Tables()


def read(guide: Guide, known: Collection[str] = ()) -> Tables:
    """The tables with verdicts on a page, with legends and remarks.

    `known` are the symbols of legends in the data; a table is found by them too.
    """
    text = guide.syntax.text
    unusual = frozenset(symbol for symbol in known if not symbols.has_strong(symbol) and symbol in text)
    return _read(guide, unusual) if may_hold_tables(text, bool(unusual)) else EMPTY


def may_hold_tables(text: str, has_unusual: bool) -> bool:
    """Whether a page may have a table with verdicts; `has_unusual`: a symbol of theirs may be any sign or letter."""
    return may_hold_symbols(text) or (has_unusual and "|" in text)


def read_all(guide: Guide) -> tuple[Tables, tuple[Block, ...]]:
    """The same with every table of the page that is no legend, whether verdicts stand in it or not; and its blocks."""
    texts = tuple(blocks(guide))
    return _read(guide, frozenset(), texts), texts


def _read(guide: Guide, known: frozenset[str], texts: tuple[Block, ...] | None = None) -> Tables:
    wants_all = texts is not None
    found: list[Table] = []
    explained: list[Legend] = []
    for grid in grids(guide):
        rows = [read_row(row, known) for row in grid.rows]
        head = read_row(grid.head, known) if grid.head else None
        legend = legends.in_table(grid, head, rows)
        if legend:
            explained.append(legend)
        elif wants_all:
            found.append(Table(grid, head, tuple(rows)))
        elif any(cell.symbol and _is_sure(cell.symbol, known) for row in rows for cell in row.cells):
            found.append(_table(grid, head, rows))
    texts = tuple(blocks(guide)) if texts is None else texts
    explained += [*legends.in_lists(texts), *legends.in_sentences(texts)]
    noted = remarks.read(guide, texts)
    inside = {line for table in found for line in range(table.line, table.last + 1)}
    other = frozenset(remarks.other_numbers(guide.syntax.lines, inside, noted)) if noted else frozenset()
    headings = tuple(t.map[0] + 1 for t in guide.syntax.tokens if t.type == "heading_open" and t.map)
    return Tables(tuple(found), tuple(sorted(explained, key=lambda legend: legend.line)), noted, other, headings)


def _is_sure(symbol: Symbol, known: Collection[str]) -> bool:
    """Whether a table may be found by this symbol: a dash alone makes none."""
    return symbols.has_strong(symbol.text) or symbol.text in known


def _table(grid: Grid, head: Row | None, rows: list[Row]) -> Table:
    """A table of verdicts; in HTML a first row without symbols is its head, whatever its cells are called."""
    if head is None and len(rows) > 1 and not any(cell.symbol for cell in rows[0].cells):
        head, rows = rows[0], rows[1:]
        grid = grid._replace(head=grid.rows[0], rows=grid.rows[1:])
    return Table(grid, head, tuple(rows))
