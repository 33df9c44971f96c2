"""What a table on a page says otherwise than the decision table that it repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from decision.handwritten import solutions
from decision.handwritten.cells import Cell, Mark, Row
from decision.handwritten.labels import key
from decision.handwritten.matching import Found, Match
from decision.handwritten.names import Names
from decision.handwritten.plain import Span
from decision.handwritten.reading import Table
from decision.handwritten.remarks import Remark

MOST_COLUMNS = 30
MOST_EXCHANGED = 12
MOST_LIKELY = 2_000
# with fewer rows than that a table is an excerpt, and so are several tables with different rows
SHARE_OF_ONE = 0.5
SHARE_OF_SEVERAL = 0.75


@dataclass(frozen=True)
class OtherVerdict:
    """A cell with another verdict than the data's; `shown` is the verdict on the page, None where it has none."""

    cell: Cell
    usecase: str
    integration: str
    shown: str | None


@dataclass(frozen=True)
class OtherSolutions:
    """A cell that names other solutions than the data."""

    cell: Cell
    usecase: str
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True)
class RunTogether:
    """A line in which two names stand without anything between them."""

    cell: Cell
    names: tuple[str, str]


@dataclass(frozen=True)
class OtherRemarks:
    """A row whose remarks are not the data's, by number; `marks` are those that are too many."""

    cell: Cell
    usecase: str
    missing: tuple[int, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class OtherLabel:
    """A row or column with a name that the data does not know."""

    cell: Cell
    id: str
    is_row: bool


@dataclass(frozen=True)
class OtherLabels:
    """A table most of whose rows have names that the data does not know."""

    span: Span
    count: int


@dataclass(frozen=True)
class Exchanged:
    """Two rows or columns whose labels stand at each other's verdicts."""

    cells: tuple[Cell, Cell]
    ids: tuple[str, str]


@dataclass(frozen=True)
class ExtraRow:
    """A row that the data does not have, or that `repeats` one above it; `meant` is the one that belongs there."""

    cell: Cell
    repeats: str | None
    meant: str | None = None


@dataclass(frozen=True)
class MissingRows:
    """Use cases that have no row; `span` is where they would stand."""

    span: Span
    usecases: tuple[str, ...]


Difference = (
    OtherVerdict
    | OtherSolutions
    | RunTogether
    | OtherRemarks
    | OtherLabel
    | OtherLabels
    | Exchanged
    | ExtraRow
    | MissingRows
)


def differences(table: Table, match: Match, remarks: Sequence[Remark]) -> Iterator[Difference]:
    """The differences within a table, row by row; rows that are not as long as the head are left out."""
    yield from _labels(table, match)
    columns = dict(_exchanged_columns(table, match))
    if table.head:
        for (one, other), ids in _pairs(match.columns, columns):
            yield Exchanged((table.head.cells[one.index], table.head.cells[other.index]), ids)
    whole = [row for row in match.rows if table.rows[row.index].size == table.width]
    found = {row.index: list(_in_row(table.rows[row.index], match, row, columns, remarks)) for row in whole}
    rows = dict(_exchanged_rows(table, match, [row for row in whole if found[row.index]], columns, remarks))
    for (one, other), ids in _pairs(match.rows, rows):
        yield Exchanged((_label_cell(table, match, one.index), _label_cell(table, match, other.index)), ids)
    for row in whole:
        if row.id not in rows:
            yield from found[row.index]
    for index in match.extra:
        if table.rows[index].size == table.width:
            yield ExtraRow(_label_cell(table, match, index), None)
    for repeated in match.repeated:
        yield ExtraRow(_label_cell(table, match, repeated.index), repeated.id, match.meant.get(repeated.index))


def _in_row(
    row: Row, match: Match, found: Found, columns: Mapping[str, str], remarks: Sequence[Remark]
) -> Iterator[Difference]:
    """The differences of a row from the use case that it stands for."""
    for column in match.columns:
        other = _verdict(row.cells[column.index], match.names, found.id, columns.get(column.id, column.id))
        if other:
            yield other
    if match.alternatives is not None:
        yield from _solutions(row.cells[match.alternatives], match.names, found.id)
    remark = other_remarks(row, match, found, remarks)
    if remark:
        yield remark


def _label_cell(table: Table, match: Match, index: int) -> Cell:
    return table.rows[index].cells[match.label_column]


# --- labels that stand at each other's verdicts


def _pairs(
    found: Sequence[Found], exchanged: Mapping[str, str]
) -> Iterator[tuple[tuple[Found, Found], tuple[str, str]]]:
    """The rows or columns that are exchanged, each pair once, in the order of the page."""
    by_id = {one.id: one for one in found}
    for one in found:
        other = by_id[exchanged.get(one.id, one.id)]
        if one.index < other.index:
            yield (one, other), (one.id, other.id)


def _exchanged_columns(table: Table, match: Match) -> Iterator[tuple[str, str]]:
    """Integrations whose columns agree with each other's verdicts, and not with their own."""
    for one, other in combinations(match.columns[:MOST_COLUMNS], 2):
        straight = [_agrees(table, match, a, a.id) for a in (one, other)]
        crossed = [_agrees(table, match, a, b.id) for a, b in ((one, other), (other, one))]
        if len(match.rows) >= 3 and max(straight) <= 0.5 and min(crossed) >= 0.8:
            yield from ((one.id, other.id), (other.id, one.id))


def _agrees(table: Table, match: Match, column: Found, integration: str) -> float:
    """The share of a column's verdicts that are those on an integration."""
    rows = [row for row in match.rows if table.rows[row.index].size == table.width]
    cells = [(table.rows[row.index].cells[column.index], row.id) for row in rows]
    return sum(_verdict(cell, match.names, row, integration) is None for cell, row in cells) / max(len(cells), 1)


def _exchanged_rows(
    table: Table, match: Match, rows: Sequence[Found], columns: Mapping[str, str], remarks: Sequence[Remark]
) -> Iterator[tuple[str, str]]:
    """Use cases whose rows say all of each other."""
    if len(rows) > MOST_EXCHANGED:
        return
    for one, other in combinations(rows, 2):
        crossed = [
            Found(one.index, other.id, one.by),
            Found(other.index, one.id, other.by),
        ]
        if not any(
            difference
            for found in crossed
            for difference in _in_row(table.rows[found.index], match, found, columns, remarks)
            # the number of a remark goes with the label
            if not isinstance(difference, OtherRemarks)
        ):
            yield from ((one.id, other.id), (other.id, one.id))


# --- labels


def _labels(table: Table, match: Match) -> Iterator[Difference]:
    """Rows and columns that are not called as in the data; many of them are one thing to say."""
    others = [row for row in match.rows if not _is_known(table, match, row)]
    if len(others) * 2 > len(match.rows):
        cell = table.rows[others[0].index].cells[match.label_column]
        yield OtherLabels(cell.span, len(others))
    else:
        yield from (OtherLabel(table.rows[row.index].cells[match.label_column], row.id, True) for row in others)
    if table.head:
        for column in match.columns:
            if column.by == "neighbours":
                yield OtherLabel(table.head.cells[column.index], column.id, False)


def _is_known(table: Table, match: Match, row: Found) -> bool:
    return key(table.rows[row.index].cells[match.label_column].label) in match.names.usecases


# --- verdicts


def _verdict(cell: Cell, names: Names, usecase: str, integration: str) -> OtherVerdict | None:
    verdict = names.table.usecases[usecase].verdict(integration)
    if cell.symbol is None:
        said = names.words.get(key(cell.label))
        return None if said == verdict else OtherVerdict(cell, usecase, integration, said)
    shown = names.verdict(cell.symbol.text)
    # a symbol that means nothing is a mistake of its own
    return OtherVerdict(cell, usecase, integration, shown) if shown is not None and shown != verdict else None


# --- other solutions


def _solutions(cell: Cell, names: Names, usecase: str) -> Iterator[Difference]:
    expected = names.table.usecases[usecase].alternatives
    named = solutions.read(cell, names)
    missing = tuple(name for name in expected if name not in named.ids)
    extra = tuple(name for name in named.ids if name not in expected)
    if missing or extra or named.unknown:
        yield OtherSolutions(cell, usecase, missing, named.unknown, extra)
    elif named.glued:
        yield RunTogether(cell, named.glued[0])


# --- remarks


def other_remarks(row: Row, match: Match, found: Found, remarks: Sequence[Remark]) -> OtherRemarks | None:
    """A row whose numbers lead to other remarks than the data's."""
    table = match.table
    meant = _meant(match, remarks)
    cell = row.cells[match.label_column]
    expected = {table.remark_number(remark) for remark in table.usecases[found.id].remarks}
    marks = [mark for one in row.cells for mark in one.marks if one is cell or mark.number <= len(table.remarks)]
    numbers = {meant.get(mark.number, mark.number) for mark in marks}
    if numbers == expected:
        return None
    numbered = {data: page for page, data in meant.items()}
    missing = tuple(sorted(numbered.get(number, number) for number in expected - numbers))
    extra = tuple(mark for mark in marks if meant.get(mark.number, mark.number) not in expected)
    return OtherRemarks(cell, found.id, missing, extra)


def numbers_of(usecase: str, match: Match, remarks: Sequence[Remark]) -> set[int]:
    """The numbers that the remarks of a use case have on the page."""
    numbered = {data: page for page, data in _meant(match, remarks).items()}
    known = [match.table.remark_number(remark) for remark in match.table.usecases[usecase].remarks]
    return {numbered.get(number, number) for number in known}


def _meant(match: Match, remarks: Sequence[Remark]) -> dict[int, int]:
    """Number of a remark on the page -> number in the data, where its text says so; a page may count otherwise."""
    texts: dict[str, int] = {}
    for number, remark in enumerate(match.table.remarks.values(), 1):
        for text in remark.text.values():
            texts[key(text)] = number
    found = {remark.number: texts[key(remark.text)] for remark in remarks if key(remark.text) in texts}
    return found if len(set(found.values())) == len(found) else {}


# --- rows that are not there


def missing_rows(tables: Sequence[tuple[Table, Match]]) -> Iterator[MissingRows]:
    """Use cases without a row in any of the tables, which repeat the same data; none of an excerpt is missing."""
    whole = _whole(tables)
    names = whole[0][1].names
    rows = {row.id: (table, row) for table, match in whole for row in match.rows}
    missing = set.intersection(*(set(match.missing) for _, match in whole))
    order = list(names.table.usecases)
    if len(rows) < len(order) * (SHARE_OF_ONE if len(whole) == 1 else SHARE_OF_SEVERAL):
        return
    group: list[str] = []
    before: str | None = None
    for name in (*order, None):
        if name in missing:
            group.append(name)
        elif name is None or name in rows:
            if group:
                yield MissingRows(_place_of_missing(whole, rows, before), tuple(group))
            group, before = [], name


def _whole(tables: Sequence[tuple[Table, Match]]) -> list[tuple[Table, Match]]:
    """The table with most rows, and those that go on where it ends, as parts of one table do."""
    found: list[tuple[Table, Match]] = []
    seen: set[str] = set()
    for table, match in sorted(tables, key=lambda one: len(one[1].rows), reverse=True):
        mine = {row.id for row in match.rows}
        if not mine & seen:
            found.append((table, match))
            seen |= mine
    return found


def _place_of_missing(
    tables: Sequence[tuple[Table, Match]], rows: Mapping[str, tuple[Table, Found]], before: str | None
) -> Span:
    """The row behind which they belong; the head of the table where they would be first."""
    table, match = tables[0]
    if before is not None:
        table, found = rows[before]
        match = next(match for other, match in tables if other is table)
        return table.rows[found.index].cells[match.label_column].span
    if table.head:
        return table.head.cells[0].span
    return Span(table.line, 1, table.line, 1)


def nearest_usecase(label: str, names: Names) -> str | None:
    """The use case whose label a row was probably meant to have."""
    usecases = islice(names.table.usecases.items(), MOST_LIKELY)
    alike = {part_id: names.likeness(label, part) for part_id, part in usecases}
    best = max(alike, key=lambda name: alike[name], default=None)
    return best if best and alike[best] >= 0.5 else None
