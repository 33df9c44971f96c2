"""What the columns of a table are: use cases, verdicts, other solutions, notes; or why it is no decision table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from decision.exchange.adopting.hearing import Heard, hear
from decision.exchange.adopting.vocabulary import Head, Kind, heads
from decision.handwritten import symbols
from decision.handwritten.cells import Cell, Row, read_row
from decision.handwritten.grids import GridRow
from decision.handwritten.labels import key
from decision.handwritten.plain import Source
from decision.handwritten.reading import Table
from decision.matrix.symbols import DASHES

SHARE = 0.6
MOST_WORD = 30
MOST_COLUMNS = 200


class Why(NamedTuple):
    """Why a table is left alone, and what to do where it should not be."""

    message: str
    hint: str


@dataclass(frozen=True, eq=False)
class Layout:
    """A table with the roles of its columns.

    `others` are keys of words that are verdicts here and nowhere else; `single`: whether one glyph is all there is.
    """

    table: Table
    head: tuple[Cell, ...]
    rows: tuple[Row, ...]
    label: int
    verdicts: tuple[int, ...]
    alternatives: int | None = None
    notes: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    others: frozenset[str] = frozenset()
    is_transposed: bool = False
    is_guessed: bool = False
    is_by_links: bool = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.head)


def lay_out(
    table: Table,
    locale: str,
    transposed: bool | None = None,
    insists: bool = False,
    explained: Collection[str] = (),
) -> Layout | Why:
    """The roles of a table's columns; why it is no decision table where it is none.

    `transposed`: whether integrations are rows, None to find out; `insists`: somebody says that it is one;
    `explained`: what a list beside the table explains of what its cells say.
    """
    head, rows = _head(table, locale)
    if not head or not rows:
        return Why("it has no head or no rows", "a decision table has both")
    rows = _completed(rows, len(head), locale)
    others = _other_words(rows, locale) | {f"={name}" for name in explained}
    straight = _columns(table, head, rows, locale, others, insists)
    turns, is_guessed = _turns(head, rows, locale) if transposed is None else (transposed, False)
    if not turns:
        return straight
    turned = _turned(head, rows)
    if turned is None:
        return straight if transposed is None else Why("its rows are not of one length", "mend it, and try again")
    found = _columns(table, *turned, locale, others, insists)
    if transposed is None and (isinstance(found, Why) or len(found.rows) < 2):
        return straight
    if isinstance(found, Why):
        return found
    return replace(found, is_transposed=True, is_guessed=is_guessed)


def like(other: Layout, table: Table, locale: str, explained: Collection[str] = ()) -> Layout | None:
    """The same table in another language: the roles are those of the first one. None where it is another table."""
    head, rows = _head(table, locale)
    if not head or not rows:
        return None
    rows = _completed(rows, len(head), locale)
    if other.is_transposed:
        turned = _turned(head, rows)
        if turned is None:
            return None
        head, rows = turned
    if len(head) != other.width:
        return None
    others = _other_words(rows, locale) | {f"={name}" for name in explained}
    groups = _groups(rows, other.label, other.verdicts, locale, others)
    return replace(other, table=table, head=head, rows=rows, groups=groups, others=others)


# --- heads


def _head(table: Table, locale: str) -> tuple[tuple[Cell, ...], tuple[Row, ...]]:
    """The head, of one row or several, and the rows below it."""
    rows = list(table.rows)
    head = table.head
    if head is None:
        if not rows or any(hear(cell, locale) for cell in rows[0].cells):
            return (), ()
        head, rows = rows[0], rows[1:]
    width = max([head.size, *(row.size for row in rows[:1])]) if table.kind == "html" else table.width
    cells = list(head.cells[:width])
    while len(rows) > 2 and _is_second_head(cells, rows, locale):
        cells = [_under(above, below) for above, below in zip(cells, rows[0].cells, strict=False)]
        rows = rows[1:]
    return tuple(cells), tuple(rows)


def _completed(rows: tuple[Row, ...], width: int, locale: str) -> tuple[Row, ...]:
    """The rows, with empty cells for those that are left out at their end, as readers see them.

    That is done where empty cells mean something: where others are written, or most rows leave theirs out. Else a row
    that is too short is a damaged one.
    """
    short = [row for row in rows if 1 < row.size < width and any(hear(cell, locale) for cell in row.cells[1:])]
    telling = {n for row in rows for n, cell in enumerate(row.cells) if n and hear(cell, locale)}
    whole = [
        [bool(cell.plain.source.text.strip()) for n, cell in enumerate(row.cells) if n in telling]
        for row in rows
        if row.size >= width
    ]
    if not short or not (any(any(cells) and not all(cells) for cells in whole) or len(short) * 2 > len(rows)):
        return rows
    return tuple(_filled(row, width) if row in short else row for row in rows)


def _filled(row: Row, width: int) -> Row:
    end = row.cells[-1].span
    blank = Source("", lambda _: (end.end_line, end.end_column))
    missing = read_row(GridRow((blank,) * (width - row.size), row.line, width), ()).cells
    return row._replace(cells=(*row.cells, *missing))


def _is_second_head(cells: Sequence[Cell], rows: Sequence[Row], locale: str) -> bool:
    """Whether a row below a merged or empty head is one, too: words where the other rows have verdicts."""
    texts = [cell.label for cell in cells]
    row = rows[0]
    if len(row.cells) != len(cells) or (len(set(texts[1:])) == len(texts[1:]) and "" not in texts[1:]):
        return False
    if any(hear(cell, locale) for cell in row.cells) or sum(bool(cell.label) for cell in row.cells[1:]) < 2:
        return False
    return len({cell.label for cell in row.cells}) > 1 and any(
        hear(cell, locale) for other in rows[1:4] for cell in other.cells
    )


def _under(above: Cell, below: Cell) -> Cell:
    """A head of two rows as one cell: where they say the same, or one says nothing, it is the other."""
    if not below.label or below.plain.source is above.plain.source or below.label == above.label:
        return above
    if not above.label:
        return below
    source = below.plain.source
    joined = Source(f"{above.label}: {below.label}", lambda _: source.where(0))
    return read_row(GridRow((joined,), source.where(0)[0], 1), ()).cells[0]


def _turned(head: Sequence[Cell], rows: Sequence[Row]) -> tuple[tuple[Cell, ...], tuple[Row, ...]] | None:
    """Rows as columns; None where they are not of one length."""
    grid = [tuple(head), *(row.cells for row in rows)]
    if len({len(cells) for cells in grid}) > 1:
        return None
    columns = list(zip(*grid, strict=True))
    return columns[0], tuple(Row(cells, cells[0].span.line, len(cells)) for cells in columns[1:])


def _turns(head: Sequence[Cell], rows: Sequence[Row], locale: str) -> tuple[bool, bool]:
    """Whether integrations are rows, and whether that is a guess: the corner says it, or the labels' lengths do."""
    corner = heads(locale).get(key(head[0].label))
    if corner is Head.THINGS:
        return True, False
    above = [cell.label for cell in head[1:] if cell.label]
    beside = [row.cells[0].label for row in rows if row.cells and row.cells[0].label]
    if head[0].label or len(above) < 2 or not beside:
        return False, False
    return _length(above) >= 20 and _length(above) >= 2 * _length(beside), True


def _length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)


# --- columns


def _columns(
    table: Table, head: tuple[Cell, ...], rows: tuple[Row, ...], locale: str, others: frozenset[str], insists: bool
) -> Layout | Why:
    said = {n: heads(locale).get(key(cell.label)) for n, cell in enumerate(head)}
    alternatives = next((n for n in range(1, len(head)) if said[n] is Head.ALTERNATIVES), None)
    notes = tuple(n for n in range(1, len(head)) if said[n] is Head.NOTES)
    possible = [n for n in range(min(len(head), MOST_COLUMNS)) if n != alternatives and n not in notes]
    verdicts = [n for n in possible if _is_verdict_column(rows, n, locale, others)]
    # what no column says a verdict of tells nothing of columns
    telling = [row for row in rows if any(n < len(row.cells) and hear(row.cells[n], locale, others) for n in verdicts)]
    verdicts = [n for n in possible if _is_verdict_column(telling, n, locale, others)]
    odd = set(verdicts)
    verdicts = _of_one_kind(telling, verdicts, locale, others)
    odd -= set(verdicts)
    why = _no_decision_table(head, rows, verdicts, said, locale, others, insists)
    if why:
        return why
    label = _label_column(head, rows, verdicts, {alternatives, *notes})
    if label is None:
        return Why("no column says what its rows are about", "add a column with the use cases")
    verdicts = [n for n in verdicts if n != label]
    # in a table of marks, a column without any is a column all the same
    blank = [n for n in possible if n not in verdicts and head[n].label and said[n] is None]
    blank = [n for n in blank if _says_nothing(rows, n, locale, others)]
    # what stands between columns of verdicts is one, too, where a part of it can be read
    verdicts += [
        n
        for n in possible
        if verdicts[0] < n < verdicts[-1]
        and n not in (*verdicts, *blank, *odd, label)
        and head[n].label
        and _is_heard_at_times(telling, n, locale, others)
    ]
    verdicts += [
        n for n in blank if n > verdicts[0] and all(m in verdicts or m in blank for m in range(verdicts[0], n))
    ]
    verdicts.sort()
    rest = [n for n in range(len(head)) if n not in (label, alternatives, *notes, *verdicts)]
    is_by_links = alternatives is None
    if alternatives is None:
        alternatives = next((n for n in rest if n > verdicts[-1] and _holds_links(rows, n)), None)
    unread = tuple(n for n in rest if n != alternatives and not _is_blank(rows, n))
    groups = _groups(rows, label, verdicts, locale, others)
    return Layout(
        table, head, rows, label, tuple(verdicts), alternatives, notes, unread, groups, others, is_by_links=is_by_links
    )


def _is_verdict_column(rows: Sequence[Row], index: int, locale: str, others: Collection[str]) -> bool:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and not _is_one(row)]
    filled = [cell for cell in cells if cell.plain.source.text.strip()]
    heard = [one for cell in filled if (one := hear(cell, locale, others))]
    return bool(heard) and len(heard) >= SHARE * len(filled) and any(_is_telling(one) for one in heard)


def _is_heard_at_times(rows: Sequence[Row], index: int, locale: str, others: Collection[str]) -> bool:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and not _is_one(row)]
    heard = [one for cell in cells if (one := hear(cell, locale, others))]
    filled = sum(bool(cell.plain.source.text.strip()) for cell in cells)
    return any(_is_telling(one) for one in heard) and len(heard) * 4 >= filled


def _of_one_kind(rows: Sequence[Row], columns: list[int], locale: str, others: Collection[str]) -> list[int]:
    """The columns without those that speak only in words of their own where most have symbols: a status, a licence."""
    said = {
        n: [one for row in rows if n < len(row.cells) and (one := hear(row.cells[n], locale, others))] for n in columns
    }
    drawn = [n for n in columns if all(one.symbol or one.kind is Kind.NOT_APPLICABLE for one in said[n])]
    plain = {Kind.YES, Kind.NO, Kind.PARTLY, Kind.NOT_APPLICABLE, Kind.UNKNOWN}
    odd = [
        n for n in columns if not any(one.symbol for one in said[n]) and any(one.kind not in plain for one in said[n])
    ]
    return [n for n in columns if n not in odd] if len(drawn) > 1 and len(drawn) > len(odd) else columns


def _is_telling(heard: Heard) -> bool:
    """Whether this alone would make a column one of verdicts: dashes and numbers in parentheses do not."""
    return bool(heard.word) or heard.is_icon or heard.kind is not Kind.NOT_APPLICABLE


def _is_one(row: Row) -> bool:
    """Whether one cell reaches over all columns."""
    return len(row.cells) > 1 and all(cell.plain.source is row.cells[0].plain.source for cell in row.cells)


def _is_blank(rows: Sequence[Row], index: int) -> bool:
    return not any(row.cells[index].plain.source.text.strip() for row in rows if index < len(row.cells))


def _says_nothing(rows: Sequence[Row], index: int, locale: str, others: Collection[str]) -> bool:
    """Whether nothing but dashes stands in a column, or verdicts that would make no column by themselves."""
    cells = [row.cells[index] for row in rows if index < len(row.cells) and not _is_one(row)]
    return all(not cell.plain.source.text.strip() or hear(cell, locale, others) for cell in cells)


def _no_decision_table(
    head: Sequence[Cell],
    rows: Sequence[Row],
    verdicts: Sequence[int],
    said: dict[int, Head | None],
    locale: str,
    others: Collection[str],
    insists: bool,
) -> Why | None:
    """Why a table with these columns of verdicts is none that decides."""
    force = "name it with --table if it is one all the same"
    if not verdicts:
        some = any(hear(cell, locale, others) for row in rows for cell in row.cells[1:] if not _is_one(row))
        message = "too few cells of each of its columns are verdicts" if some else "no column holds verdicts"
        return Why(message, "a verdict is a symbol or a word such as 'Yes', alone or in front")
    count = sum(any(hear(row.cells[n], locale, others) for n in verdicts if n < len(row.cells)) for row in rows)
    if insists:
        return None
    if count < 2:
        return Why("fewer than two of its rows hold verdicts", force)
    attributes = [n for n in verdicts if said[n] is Head.ATTRIBUTES]
    if attributes and (
        len(attributes) == len(verdicts)
        or any(said[n] is Head.ATTRIBUTES for n in range(1, len(head)) if n not in verdicts)
    ):
        return Why(f"it tells of attributes such as '{head[attributes[0]].label}'", force)
    rest = [
        n
        for n in range(1, len(head))
        if n not in verdicts and said[n] not in (Head.ALTERNATIVES, Head.NOTES) and not _is_blank(rows, n)
    ]
    if len(verdicts) == 1:
        heard = [
            one for row in rows for n in verdicts if n < len(row.cells) and (one := hear(row.cells[n], locale, others))
        ]
        if not all(one.symbol for one in heard) or len({one.identity for one in heard}) < 2 or len(rest) > 1:
            return Why("only one of its columns holds verdicts", force)
    elif len(rest) > len(verdicts) + 1:
        return Why("most of its columns hold no verdicts", force)
    return None


def _label_column(
    head: Sequence[Cell], rows: Sequence[Row], verdicts: Sequence[int], taken: Collection[int | None]
) -> int | None:
    """The first of the columns whose texts differ most, in front of the verdicts if there is any."""
    free = [n for n in range(len(head)) if n not in verdicts and n not in taken]
    texts = {n: [row.cells[n].label for row in rows if n < len(row.cells) and not _is_one(row)] for n in free}
    different = {n: len({text for text in texts[n] if text}) for n in free}
    front = [n for n in free if n < verdicts[0] and different[n]] or [n for n in free if different[n]]
    if not front:
        return None
    most = max(different[n] for n in front)
    return next(n for n in front if different[n] >= 0.9 * most)


def _holds_links(rows: Sequence[Row], index: int) -> bool:
    """Whether a column holds nothing but links, and not a different one in each row: those lead to more to read."""
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].label]
    linked = [cell for cell in cells if cell.plain.links]
    labels = Counter(entry.text for cell in cells for line in cell.lines for entry in line)
    is_short = all(
        len(line) == 1 or not any(e.target is None and len(e.text) > 6 for e in line)
        for cell in linked
        for line in cell.lines
    )
    return bool(cells) and len(linked) * 2 > len(cells) and is_short and len(cells) < len(rows) and len(labels) > 1


def _other_words(rows: Sequence[Row], locale: str) -> frozenset[str]:
    """Short texts that stand again and again among verdicts that are known: words for verdicts of this table's own.

    One that stands in a single column has to stand beside verdicts, in a column with some of them.
    """
    counts: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    spread: dict[str, set[int]] = {}
    known: Counter[int] = Counter()
    for row in rows:
        if _is_one(row):
            continue
        heard = {n for n, cell in enumerate(row.cells) if hear(cell, locale)}
        known.update(heard)
        for n, cell in enumerate(row.cells):
            if n not in heard and _may_be_word(cell):
                counts[key(cell.label)] += 1
                beside[key(cell.label)] += bool(heard)
                spread.setdefault(key(cell.label), set()).add(n)
    total = sum(known.values())
    return frozenset(
        text
        for text, count in counts.items()
        if text
        and 3 <= count <= total
        and (len(spread[text]) > 1 or (beside[text] >= 3 and known[next(iter(spread[text]))] > 1))
    )


def _may_be_word(cell: Cell) -> bool:
    label = cell.label
    return 0 < len(label) <= MOST_WORD and len(label.split()) <= 4 and not any(c.isdigit() for c in label)


def _groups(
    rows: Sequence[Row], label: int, verdicts: Sequence[int], locale: str, others: Collection[str]
) -> tuple[int, ...]:
    """Rows that are headings of those below: one cell over all columns, or a bold label and nothing else."""
    filled = [
        [bool(cell.plain.source.text.strip()) for n, cell in enumerate(row.cells) if n in verdicts] for row in rows
    ]
    is_full = all(all(cells) or not any(cells) for cells in filled)
    bold = [n for n, row in enumerate(rows) if label < len(row.cells) and _is_bold(row.cells[label])]
    dashed = [n for n in bold if _is_dashed(rows[n], verdicts)] if len(bold) * 2 < len(rows) else []
    found = []
    for n, row in enumerate(rows):
        texts = [row.cells[i].plain.source.text.strip() for i in verdicts if i < len(row.cells)]
        source = row.cells[label].plain.source.text.strip() if label < len(row.cells) else ""
        is_bold = is_full or n in bold or row.size < max(verdicts)
        if _is_one(row) or n in dashed or (source and is_bold and not any(texts)):
            found.append(n)
    return tuple(found)


def _is_bold(cell: Cell) -> bool:
    return cell.plain.source.text.strip().startswith(("**", "__", "<b>", "<strong>"))


def _is_dashed(row: Row, verdicts: Sequence[int]) -> bool:
    """Whether nothing but lines of dashes stand where the verdicts are."""
    texts = [row.cells[n].plain.source.text.strip() for n in verdicts if n < len(row.cells)]
    return bool(texts) and all(len(text) > 1 and set(text) <= {*DASHES, "_"} for text in texts)


def is_lone_x(heard: Sequence[Heard]) -> bool:
    """Whether an x is the only symbol of a table, where it marks what is so."""
    glyphs = {symbols.bare(one.symbol).lower() for one in heard if one.symbol and one.kind is not Kind.NOT_APPLICABLE}
    return bool(glyphs) and glyphs <= {"x", "х", "×", "✕", "✖", "☒"} and not any(one.word for one in heard)
