"""The decision tables of a page, as drafts; tables that are none are left alone, and said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from decision import locales
from decision.exchange.adopting import drafts, layout, legends, marks, mending, named
from decision.exchange.adopting.drafts import Column, Doubts, Draft, Named
from decision.exchange.adopting.hearing import hear
from decision.exchange.adopting.layout import Layout, Why
from decision.exchange.adopting.marks import Remark
from decision.guides.guide import Guide
from decision.handwritten import reading
from decision.handwritten.blocks import Block
from decision.handwritten.cells import Cell, Row, read_row
from decision.handwritten.grids import GridRow
from decision.handwritten.legends import Legend
from decision.handwritten.plain import Span
from decision.handwritten.reading import Table, Tables
from decision.matrix.model import Status
from decision.problem import Problem, printable, quoted, warning

_STATUS = {
    Status.DEPRECATED: "table-status-deprecated",
    Status.EXPERIMENTAL: "table-status-experimental",
    Status.REMOVED: "table-status-removed",
}


# a line of dashes with a pipe, or HTML: most pages of a tree need not be parsed
_MAY_HOLD_TABLE = re.compile(
    r"(?m)^[ \t>*+0-9.)-]*\|?[ \t]*:?-+:?[ \t]*\||^[ \t>*+0-9.)-]*\|[ \t]*:?-+:?[ \t]*$|<table", re.IGNORECASE
)


class Options(NamedTuple):
    """What somebody knows better: the numbers of the tables that are meant, from 1; whether integrations are rows."""

    tables: tuple[int, ...] = ()
    transposed: bool | None = None


AS_FOUND = Options()


class Page(NamedTuple):
    """A page with all that its tables need to be read."""

    guide: Guide
    locale: str
    found: Tables
    texts: tuple[Block, ...]
    remarks: tuple[Remark, ...]
    insists: bool = False


def open_page(guide: Guide, locale: str, options: Options = AS_FOUND) -> Page:
    """A page, looked through once."""
    if not _MAY_HOLD_TABLE.search(guide.syntax.text):
        return Page(guide, locale, reading.EMPTY, (), ())
    found, texts = reading.read_all(guide)
    if not found.tables:
        return Page(guide, locale, found, (), ())
    return Page(guide, locale, found, texts, marks.remarks(guide, found, texts), options.transposed is not None)


def read(page: Page, options: Options = AS_FOUND) -> tuple[list[Draft], list[Problem]]:
    """The decision tables of a page, and what is said of its other tables."""
    found: list[Draft] = []
    left: list[Problem] = []
    for number, table in enumerate(page.found.tables, 1):
        if options.tables and number not in options.tables:
            continue
        explained = [entry.name for entry in legends.explained(page.texts, table)]
        laid = layout.lay_out(table, page.locale, options.transposed, bool(options.tables), explained)
        if isinstance(laid, Why):
            place = Doubts(page.guide).place(_corner(table))
            message = f"table {number} is left alone: {laid.message}"
            left.append(warning("no-decision-table", message, laid.hint, place))
            continue
        made = draft(page, laid)
        if made.rows:
            found.append(made)
        else:
            message = f"table {number} is left alone: none of its rows can be read"
            hint = "give each row as many cells as the head has"
            left += [*made.problems, warning("no-decision-table", message, hint, made.place)]
    return found, left


def _corner(table: Table) -> Span:
    row = table.head or table.rows[0]
    return row.cells[0].span


def draft(page: Page, laid: Layout) -> Draft:
    """A table of a page with its legend and remarks."""
    doubts = Doubts(page.guide)
    table = laid.table
    starts = [other.line for other in page.found.tables]
    known = marks.near(page.remarks, table.line, table.last, starts)
    known = {**known, **marks.asked_for(_all_cells(laid), known, page.texts, table.last, starts)}
    _table_doubts(page, laid, doubts)
    columns = tuple(_column(cell, page, known, doubts) for n, cell in enumerate(laid.head) if n in laid.verdicts)
    rows = tuple(_rows(page, laid, known, doubts))
    legend, entries = legends.of(page.found, page.texts, laid, page.locale, doubts)
    used = {name for row in rows for name in row.marks} | {name for column in columns for name in column.marks}
    _remark_doubts(page, table, {name: one for name, one in known.items() if name in used}, legend, doubts)
    title = _title(page, table)
    return Draft(
        page.guide, page.locale, laid, title, columns, rows, entries, legend, known,
        doubts.place(_corner(table)), doubts.losses, tuple(doubts.found),
    )  # fmt: skip


def _remark_doubts(page: Page, table: Table, used: Mapping[str, Remark], legend: Legend | None, doubts: Doubts) -> None:
    """What of the remarks and the legend is not taken: second ones of a name, and where links lead."""
    starts = [other.line for other in page.found.tables]
    for one in marks.namesakes(page.remarks, table.last, starts):
        if one.name in used:
            message = f"another remark is called {quoted(one.name)}, too: it is left out"
            place = doubts.place(Span(one.line, one.column, one.line, one.column))
            doubts.add(warning("doubtful-remark", message, "give each remark a number of its own", place), True)
    pieces = [("remark", one.line) for one in used.values()]
    pieces += [("legend", entry.symbol.span.line) for entry in legend.entries] if legend else []
    told: set[Block] = set()
    for noun, line in pieces:
        block = next((one for one in page.texts if one.line <= line <= one.last), None)
        if block is not None and block not in told and mending.links(block.plain, doubts.references):
            told.add(block)
            hint = "say in words where it leads, or name it among the other solutions"
            place = doubts.place(block.plain.span())
            doubts.add(
                warning("doubtful-link", f"a link stands in a {noun}: only its text is taken", hint, place), True
            )


def _all_cells(laid: Layout) -> list[Cell]:
    return [*laid.head, *(cell for row in laid.rows for cell in row.cells)]


def _table_doubts(page: Page, laid: Layout, doubts: Doubts) -> None:
    """What is doubtful of the table as a whole."""
    if laid.table.is_broken:
        message = "the line of dashes has another number of cells than the head: readers see no table"
        doubts.add(
            warning("doubtful-row", message, "it is adopted as if it had as many", doubts.place(_corner(laid.table)))
        )
    if laid.is_transposed and not page.insists:
        why = (
            "because the heads of the columns are longer"
            if laid.is_guessed
            else f"because of {quoted(laid.head[0].label)}"
        )
        message = f"integrations are taken from the rows, {why}"
        doubts.add(warning("doubtful-column", message, "if they are the columns, say '--integrations columns'",
                           doubts.place(laid.head[0].span)))  # fmt: skip
    if laid.alternatives is not None and laid.is_by_links:
        cell = laid.head[laid.alternatives]
        message = f"the column {quoted(cell.label)} holds links: they are taken for other solutions"
        hint = "if they only lead to more to read, take 'alternatives' out of the rows"
        doubts.add(warning("doubtful-column", message, hint, doubts.place(cell.span)))
    _link_doubts(laid, doubts)
    for index in laid.unread:
        cell = laid.head[index]
        message = f"the column {quoted(cell.label)} holds neither verdicts nor other solutions: it is left out"
        doubts.add(
            warning("doubtful-column", message, "put what it says into labels or remarks", doubts.place(cell.span)),
            True,
        )


def _link_doubts(laid: Layout, doubts: Doubts) -> None:
    """Use cases and verdicts have no link of their own."""
    rows = [row for n, row in enumerate(laid.rows) if n not in laid.groups]
    labels = [row.cells[laid.label] for row in rows if laid.label < len(row.cells)]
    verdicts = [row.cells[n] for row in rows for n in laid.verdicts if n < len(row.cells)]
    notes = [row.cells[n] for row in rows for n in laid.notes if n < len(row.cells)]
    for noun, cells in (("use case", labels), ("verdict", verdicts), ("note", notes)):
        linked = [cell for cell in cells if mending.links(cell.plain, doubts.references)]
        if linked:
            count = f"links stand on {len(linked)} {noun}s" if len(linked) > 1 else f"a link stands on a {noun}"
            hint = f"a {noun} has no link: name it in a remark, or among the other solutions"
            place = doubts.place(linked[0].span)
            doubts.add(warning("doubtful-link", f"{count}: left out", hint, place), True)


# --- columns


def _column(cell: Cell, page: Page, known: Mapping[str, Remark], doubts: Doubts) -> Column:
    """A head as an integration; a status in it is taken out of the label."""
    cell = _mended(cell, doubts)
    said = marks.marked(cell, known)
    place = doubts.place(cell.span)
    plain = _unmarked(said.text)
    target = cell.plain.links[0].target if cell.plain.links else None
    entries = legends.head_legend(cell)
    text = said.text.partition(entries[0].symbol.text)[0].rstrip(" (（[:：,;–—-") if entries else ""
    label, status, rest = _status(text or said.text, page.locale)
    if not plain:
        doubts.add(warning("doubtful-column", "a column of verdicts has no head", "name the integration", place))
    instead: tuple[Named, ...] = ()
    if status is not Status.ACTIVE and rest:
        instead = tuple(
            Named(link.text, link.target, place) for line in cell.lines for link in line if link.target is not None
        )
        instead = tuple(one for one in instead if one.label not in label) or tuple(
            Named(name, None, place) for name in _replacements(rest, status, page.locale)
        )
        own = [
            entry.target for line in cell.lines for entry in line if entry.target is not None and entry.text in label
        ]
        target = own[0] if own else None
    return Column(Named(label, target, place), status, instead, said.names)


def _status(label: str, locale: str) -> tuple[str, Status, str]:
    """A head without the status that it says, the status, and what is said behind it."""
    for status, word in _STATUS.items():
        words = {locales.words(name)[word] for name in dict.fromkeys((locale, "en"))}
        known = "|".join(re.escape(one) for one in sorted(words))
        match = re.fullmatch(
            rf"(?P<label>.+?)\s*(?:[(（]|\s)(?:{known})(?:[:：]\s*(?P<rest>.+?))?[)）]?", label, re.IGNORECASE
        )
        if match:
            return match["label"].strip(), status, (match["rest"] or "").strip()
    return label, Status.ACTIVE, ""


def _replacements(said: str, status: Status, locale: str) -> list[str]:
    """The names in what a head says behind a status: those in the sentence of this project's own tables, or all."""
    for name in dict.fromkeys((locale, "en")):
        words = locales.words(name)
        before, _, after = (
            words["table-replaced"].format(status=words[_STATUS[status]], replacements="\0").partition("\0")
        )
        before = re.split(r"[:：]\s*", before)[-1].strip()
        found = re.fullmatch(rf"{re.escape(before)}\s*(.+?)\s*{re.escape(after.strip())}", said)
        if found:
            return [part for part in re.split(rf",\s*|\s+{re.escape(words['table-or'])}\s+", found[1]) if part]
    return [said]


# --- rows


def _rows(page: Page, laid: Layout, known: Mapping[str, Remark], doubts: Doubts) -> Iterator[drafts.Row]:
    group = ""
    for index, row in enumerate(laid.rows):
        if index in laid.groups:
            cell = row.cells[laid.label] if laid.label < len(row.cells) else row.cells[0]
            group = cell.label
            message = f"{quoted(group)} is taken for a heading of the rows below it"
            doubts.add(warning("doubtful-row", message, "rows that are called alike get it in front of their names",
                               doubts.place(cell.span)))  # fmt: skip
            continue
        made = _row(page, laid, row, known, doubts)
        if made is not None:
            yield replace(made, group=group)


def _row(page: Page, laid: Layout, row: Row, known: Mapping[str, Remark], doubts: Doubts) -> drafts.Row | None:
    """A row as a use case; None where it cannot be one."""
    heard = {n: hear(row.cells[n], page.locale, laid.others) for n in laid.verdicts if n < len(row.cells)}
    label = _mended(row.cells[laid.label], doubts) if laid.label < len(row.cells) else None
    place = doubts.place((label or row.cells[0]).span)
    if label is None or not label.label:
        if any(cell.plain.source.text.strip() for cell in row.cells):
            doubts.add(
                warning(
                    "doubtful-row", "a row does not say what it is about: it is left out", "name the use case", place
                ),
                True,
            )
        return None
    is_short = max(laid.verdicts) >= len(row.cells)
    if row.size != laid.width and not laid.is_transposed:
        count = f"the row has {row.size} cells, the head {laid.width}"
        is_filled = row.size < len(row.cells)
        if is_short or not all(one or (is_filled and not row.cells[n].label) for n, one in heard.items()):
            doubts.add(
                warning("doubtful-row", f"{count}: it is left out", "mend the row, and adopt again", place), True
            )
            return None
        doubts.add(warning("doubtful-row", count, "look whether its verdicts stand in the right columns", place))
    filled = [row.cells[n].plain.source.text.strip() for n in laid.verdicts]
    if any(filled) and not any(heard.values()):
        message = f"no cell of {quoted(label.label)} is a verdict: the row is left out"
        doubts.add(warning("doubtful-row", message, "add it by hand if it is a use case", place), True)
        return None
    return _use_case(page, laid, row, label, known, doubts)


def _use_case(
    page: Page, laid: Layout, row: Row, label: Cell, known: Mapping[str, Remark], doubts: Doubts
) -> drafts.Row:
    said = marks.marked(label, known)
    names = list(said.names)
    for mark in said.lost:
        _lost_mark(mark, label, doubts)
    cells = []
    for n in laid.verdicts:
        cell = row.cells[n]
        found, lost = marks.in_cell(cell, known)
        names += [mark.name for mark in found]
        for mark in lost:
            _lost_mark(mark, cell, doubts)
        heard = hear(cell, page.locale, laid.others)
        text = _unmarked(marks.marked(cell, known).text) if heard is None else cell.label
        cells.append(drafts.Cell(heard, text, doubts.place(heard.span if heard else cell.span)))
    alternatives: tuple[Named, ...] = ()
    notes = []
    if laid.alternatives is not None and laid.alternatives < len(row.cells):
        cell = _mended(row.cells[laid.alternatives], doubts)
        names += [mark.name for mark in marks.in_cell(cell, known)[0]]
        alternatives = tuple(named.solutions(cell, page.locale, doubts, _by_lines(laid)))
    for n in laid.notes:
        text = row.cells[n].label if n < len(row.cells) else ""
        if text and not (hear(row.cells[n], page.locale) and len(text) < 4):
            notes.append(text)
            names += [mark.name for mark in marks.in_cell(row.cells[n], known)[0]]
    return drafts.Row(
        said.text, tuple(cells), alternatives, tuple(dict.fromkeys(names)), tuple(notes), doubts.place(label.span)
    )


def _by_lines(laid: Layout) -> bool:
    """Whether some cell names several solutions, each on a line of its own; then a comma parts none."""
    index = laid.alternatives
    return index is not None and any(index < len(row.cells) and len(row.cells[index].lines) > 1 for row in laid.rows)


def _lost_mark(mark: marks.Mark, cell: Cell, doubts: Doubts) -> None:
    message = f"no remark on the page is called {quoted(mark.name)}"
    place = doubts.place(cell.plain.span(mark.start, mark.end))
    doubts.add(warning("doubtful-remark", message, "add the remark, or remove the mark", place))


def _unmarked(text: str) -> str:
    return re.sub(r"\s*\[\^([^\]\s]+)\]", "", text).strip()


def _mended(cell: Cell, doubts: Doubts) -> Cell:
    """A cell whose links are as they were meant."""
    source, broken = mending.mended(cell.plain.source, doubts.references)
    for one in broken:
        message = f"the link {quoted(one.written)} is broken: {one.said}"
        hint = f"it is taken for a link on '{printable(one.text)}'"
        doubts.add(warning("doubtful-link", message, hint, doubts.place(one.span)))
    if source is cell.plain.source:
        return cell
    return read_row(GridRow((source,), source.where(0)[0], 1), ()).cells[0]


# --- title


def _title(page: Page, table: Table) -> str:
    """The caption, the heading above, or the title of the page."""
    above = [heading.text for heading in page.guide.headings if heading.line < table.line and heading.text.strip()]
    front = page.guide.syntax.front.data.get("title")
    return table.grid.caption or (above[-1] if above else "") or (str(front) if front else "") or stem(page.guide)


def stem(guide: Guide) -> str:
    """The name of a page's file."""
    name = guide.page.rpartition("/")[2]
    return name.partition(".")[0] or name
