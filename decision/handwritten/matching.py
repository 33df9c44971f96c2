"""A table on a page and the decision table that it repeats, if there is one.

Columns and rows are found by what their labels say in the page's language or the default one, aliases included; where
a label is nobody's, by likeness and by its neighbours. A table about something else must not be matched, so rows and
columns both have to be known, and where labels are only alike the verdicts have to agree as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from decision.handwritten.cells import Cell
from decision.handwritten.labels import key, short_key
from decision.handwritten.legends import Legend
from decision.handwritten.names import Names
from decision.handwritten.ordering import in_one_order
from decision.handwritten.reading import Table
from decision.matrix.model import DecisionTable, Linked

# rows compared by likeness: each with each, so not too many
MOST_ALIKE = 60
ALIKE = 0.4
SAME_COLUMN = 0.7
SURE = 0.9


class By(StrEnum):
    """How a label was found: as it is in the data, by likeness, or as the only one left between its neighbours."""

    LABEL = "label"
    LIKENESS = "likeness"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True)
class Found:
    """A row or column of the page, and the id in the data that it stands for."""

    index: int
    id: str
    by: By


@dataclass(frozen=True, eq=False)
class Match:
    """What a table repeats. `sure` goes from 0 to 1; `alternatives` is the index of the column with other solutions.

    `extra` are rows with verdicts that the data does not have, `repeated` those that stand there twice, `meant` the
    use case that belongs in place of a repeated one, `missing` use cases without a row.
    """

    names: Names
    columns: tuple[Found, ...]
    rows: tuple[Found, ...]
    label_column: int
    alternatives: int | None
    extra: tuple[int, ...]
    repeated: tuple[Found, ...]
    meant: Mapping[int, str]
    missing: tuple[str, ...]
    sure: float

    @property
    def table(self) -> DecisionTable:
        """The decision table."""
        return self.names.table


def match(table: Table, legend: Legend | None, tables: Iterable[Names]) -> Match | None:
    """The decision table that a table on a page repeats; None where it is about something else, or two come close."""
    found = [found for names in tables if (found := _Matcher(table, legend, names).match())]
    found.sort(key=lambda one: (one.sure, sum(row.by is By.LABEL for row in one.rows)), reverse=True)
    if len(found) > 1 and (found[0].sure, len(found[0].rows)) == (found[1].sure, len(found[1].rows)):
        return None
    return found[0] if found else None


class _Matcher:
    """One table, one decision table."""

    def __init__(self, table: Table, legend: Legend | None, names: Names) -> None:
        self.table, self.legend, self.names = table, legend, names

    def match(self) -> Match | None:
        width = self.table.width
        label_column = self._label_column()
        labels = [row.cells[label_column].label if len(row.cells) > label_column else "" for row in self.table.rows]
        by_label = {
            n: self.names.usecases[key(text)] for n, text in enumerate(labels) if key(text) in self.names.usecases
        }
        exact, repeated = _first_ones(by_label)
        verdict_rows = [n for n, row in enumerate(self.table.rows) if any(cell.symbol for cell in row.cells)]
        if not verdict_rows:
            return None
        columns = [found for found in self._columns(width) if found.index != label_column]
        if not columns and not exact and not self._has_same_size(len(verdict_rows)):
            return None
        rows = self._rows(labels, exact, verdict_rows)
        alternatives = self._alternatives(width, {label_column, *(column.index for column in columns)})
        columns = self._left_over(columns, {label_column, alternatives}, rows)
        sure = self._sure(rows, columns, len(verdict_rows))
        if not sure:
            return None
        known = {row.index for row in rows} | {row.index for row in repeated}
        meant = {one.index: one.id for one in self._between(rows, [row.index for row in repeated])}
        taken = {row.id for row in rows} | set(meant.values())
        missing = [name for name in self.names.table.usecases if name not in taken]
        return Match(
            self.names,
            tuple(columns),
            tuple(sorted(rows, key=lambda row: row.index)),
            label_column,
            alternatives,
            tuple(n for n in verdict_rows if n not in known),
            repeated,
            meant,
            tuple(missing),
            sure,
        )

    def _has_same_size(self, count: int) -> bool:
        """Whether a table without a known label has nearly as many rows and as many columns as the data."""
        data = self.names.table
        whole = len(data.usecases)
        return 0.9 * whole <= count <= whole / 0.9 and len(self._verdict_columns()) == len(data.integrations)

    # --- columns

    def _label_column(self) -> int:
        """The column with most labels of use cases, the first one where none has any."""
        counts: dict[int, int] = {}
        for row in self.table.rows:
            for index, cell in enumerate(row.cells):
                if cell.label and key(cell.label) in self.names.usecases:
                    counts[index] = counts.get(index, 0) + 1
        return max(counts, key=lambda index: (counts[index], -index), default=0)

    def _columns(self, width: int) -> list[Found]:
        """The columns whose head is an integration's label, or like the label of one only."""
        head = self.table.head.cells if self.table.head else ()
        found: dict[str, Found] = {}
        for index, cell in enumerate(head[:width]):
            name = self._integration(cell)
            if name and name not in found:
                found[name] = Found(index, name, By.LABEL)
        taken = {column.index for column in found.values()}
        for index in self._verdict_columns():
            if index not in taken and index < len(head) and (label := head[index].label):
                alike = [
                    name
                    for name, part in self.names.table.integrations.items()
                    if name not in found and self._is_like(label, part)
                ]
                if len(alike) == 1:
                    found[alike[0]] = Found(index, alike[0], By.LIKENESS)
        return sorted(found.values(), key=lambda column: column.index)

    def _integration(self, cell: Cell) -> str | None:
        """The integration that a head names: in all its text, without parentheses, in its first line or its link."""
        texts = [cell.label, *(" ".join(entry.text for entry in line) for line in cell.lines[:1])]
        texts += [entry.text for line in cell.lines[:1] for entry in line if entry.target is not None][:1]
        keys = [key(text) for text in texts] + [short_key(text) for text in texts]
        return next((self.names.integrations[one] for one in keys if one in self.names.integrations), None)

    def _is_like(self, label: str, part: Linked) -> bool:
        mine = short_key(label)
        held = any(len(known) >= 5 and known in mine for known in (key(text) for text in self.names.texts(part)))
        return held or self.names.likeness(label, part) >= SAME_COLUMN

    def _verdict_columns(self) -> list[int]:
        """The columns in which symbols stand."""
        return sorted(
            {n for row in self.table.rows for n, cell in enumerate(row.cells[: self.table.width]) if cell.symbol}
        )

    def _left_over(self, columns: list[Found], not_these: set[int | None], rows: list[Found]) -> list[Found]:
        """With the column that is left when every other is known; or all, in their order, when the verdicts agree."""
        taken = {column.index for column in columns}
        left = [index for index in self._verdict_columns() if index not in taken and index not in not_these]
        names = [name for name in self.names.table.integrations if name not in {column.id for column in columns}]
        if not left or len(left) != len(names) or (columns and len(left) > 1):
            return columns
        added = [Found(index, name, By.NEIGHBOURS) for index, name in zip(left, names, strict=True)]
        return (
            sorted([*columns, *added], key=lambda column: column.index)
            if self._agreement(rows, added) >= 0.75
            else columns
        )

    def _alternatives(self, width: int, not_these: set[int]) -> int | None:
        """The column of other solutions: by its head, else by what stands in it."""
        head = self.table.head.cells if self.table.head else ()
        for index, cell in enumerate(head[:width]):
            if index not in not_these and key(cell.label) in self.names.alternatives_heads:
                return index
        for index in range(width):
            cells = [row.cells[index] for row in self.table.rows if index < len(row.cells) and row.cells[index].text]
            named = [cell for cell in cells if _names_one(cell, self.names.alternatives)]
            if index not in not_these and len(named) * 2 >= max(len(cells), 2):
                return index
        return None

    # --- rows

    def _rows(self, labels: Sequence[str], exact: Mapping[int, str], verdict_rows: Sequence[int]) -> list[Found]:
        """The rows by label; the others by likeness in the same order, or by their neighbours."""
        found = [Found(n, name, By.LABEL) for n, name in exact.items()]
        taken = set(exact.values())
        names = [name for name in self.names.table.usecases if name not in taken]
        rows = [n for n in verdict_rows if n not in exact and key(labels[n]) not in self.names.usecases]
        if not rows or len(rows) > MOST_ALIKE or len(names) > MOST_ALIKE:
            return found
        found += [Found(rows[i], names[j], By.LIKENESS) for i, j in self._aligned([labels[n] for n in rows], names)]
        return [*found, *self._between(found, rows)]

    def _aligned(self, labels: Sequence[str], names: Sequence[str]) -> list[tuple[int, int]]:
        """Pairs of labels and use cases, in one order, whose likeness is greatest in all."""
        parts = self.names.table.usecases
        alike = [[self.names.likeness(label, parts[name]) for name in names] for label in labels]
        return in_one_order([[value if value >= ALIKE else 0.0 for value in row] for row in alike], ALIKE)

    def _between(self, found: Sequence[Found], rows: Sequence[int]) -> Iterator[Found]:
        """A row that stands where the one use case between its neighbours' belongs."""
        order = list(self.names.table.usecases)
        by_row = {row.index: order.index(row.id) for row in found}
        taken = set(by_row.values())
        last = len(self.table.rows)
        for n in rows:
            if n in by_row:
                continue
            above = by_row.get(n - 1, -1 if n == 0 else None)
            below = by_row.get(n + 1, len(order) if n == last - 1 else None)
            if above is None or below is None or below - above != 2 or above + 1 in taken:
                continue
            if self._says_the_same(n, order[above + 1]):
                yield Found(n, order[above + 1], By.NEIGHBOURS)

    def _says_the_same(self, row: int, usecase: str) -> bool:
        """Whether the verdicts of a row are those of a use case, in the order of the columns."""
        cells = [cell for cell in self.table.rows[row].cells if cell.symbol]
        shown = {self.names.verdict(cell.symbol.text) for cell in cells if cell.symbol}
        verdicts = {self.names.table.usecases[usecase].verdict(name) for name in self.names.table.integrations}
        alternatives = self.names.table.usecases[usecase].alternatives
        texts = " ".join(cell.text for cell in self.table.rows[row].cells)
        known = [self.names.label(part) for part in map(self.names.table.linked, alternatives) if part]
        return shown <= verdicts and all(key(label) in key(texts) for label in known)

    # --- how sure

    def _agreement(self, rows: Iterable[Found], columns: Sequence[Found]) -> float:
        """The share of cells whose verdict is the data's."""
        same = count = 0
        for row in rows:
            usecase = self.names.table.usecases[row.id]
            for column in columns:
                cells = self.table.rows[row.index].cells
                symbol = cells[column.index].symbol if column.index < len(cells) else None
                if symbol:
                    count += 1
                    same += self.names.verdict(symbol.text) == usecase.verdict(column.id)
        return same / count if count >= 4 else 0.0

    def _sure(self, rows: Sequence[Found], columns: Sequence[Found], count: int) -> float:
        """How sure it is that the table repeats the data, 0 where it is not said to."""
        exact = sum(row.by is By.LABEL for row in rows)
        heads = sum(column.by is By.LABEL for column in columns)
        likely = sum(column.by is not By.NEIGHBOURS for column in columns)
        if not columns or not rows:
            return 0.0
        agreement = self._agreement(rows, columns)
        if self._is_other_legend() and agreement < 0.6:
            return 0.0
        share = exact / count
        if heads and exact >= min(2, count) and share >= 0.5 and (exact > 1 or heads == len(self._verdict_columns())):
            return SURE + (1 - SURE) * share * heads / len(columns)
        if likely and exact >= 2 and share >= 0.5 and agreement >= 0.6:
            return 0.8
        if exact >= 3 and share >= 0.8 and agreement >= 0.75:
            return 0.7
        whole = len(self.names.table.usecases)
        if likely and len(rows) >= 3 and len(rows) >= 0.8 * max(count, whole) and agreement >= 0.8:
            return 0.6
        if len(rows) >= 5 and len(rows) >= 0.9 * max(count, whole) and agreement >= 0.9:
            return 0.5
        return 0.0

    def _is_other_legend(self) -> bool:
        """Whether the legend beside the table says nothing that the data's legend says."""
        if not self.legend:
            return False
        return not any(key(entry.meaning) in self.names.words for entry in self.legend.entries)


def _first_ones(by_label: Mapping[int, str]) -> tuple[dict[int, str], tuple[Found, ...]]:
    """The first row of each use case, and the rows that repeat one."""
    first: dict[str, int] = {}
    repeated = []
    for index, name in by_label.items():
        if first.setdefault(name, index) != index:
            repeated.append(Found(index, name, By.LABEL))
    return {index: name for name, index in first.items()}, tuple(repeated)


def _names_one(cell: Cell, known: Mapping[str, str]) -> bool:
    """Whether a cell names one of the known things in a line or a link of its own."""
    for line in cell.lines:
        if key(" ".join(entry.text for entry in line)) in known or any(key(entry.text) in known for entry in line):
            return True
    return False
