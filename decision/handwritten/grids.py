"""The tables of a page as grids of pieces of text, whether they are written with pipes or in HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from html import unescape
from itertools import islice, pairwise
from typing import NamedTuple

from decision.guides.guide import Guide
from decision.handwritten.plain import Source

MOST_SPANNED = 100
MOST_CELLS = 1_000

_DASHES = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_LIST_MARK = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=\|)")
_PREFIX = re.compile(r"[ \t>]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}|]*\}[ \t]*\Z")
_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|th|td|caption)\b(?P<rest>[^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile("<table", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*([0-9]{1,4})", re.IGNORECASE)


class GridRow(NamedTuple):
    """A row: a piece of text per column, and how many cells it was written with."""

    cells: tuple[Source, ...]
    line: int
    size: int


class Grid(NamedTuple):
    """A table. `head` is None where it has none; `dashes` counts the cells of the line below it (0: as many).

    Where they are not as many, readers see the source, and the table is broken. `caption` is that of an HTML table.
    """

    kind: str
    line: int
    last: int
    head: GridRow | None
    rows: tuple[GridRow, ...]
    dashes: int = 0
    caption: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether it is no table for its readers."""
        return bool(self.dashes)

    @property
    def width(self) -> int:
        """How many columns the head has, or the widest row where there is none."""
        return self.head.size if self.head else max((row.size for row in self.rows), default=0)


def grids(guide: Guide) -> tuple[Grid, ...]:
    """All tables of a page, in its order."""
    return tuple(sorted((*pipe_grids(guide), *_html_grids(guide)), key=lambda grid: grid.line))


# --- tables written with pipes


def pipe_grids(guide: Guide) -> Iterator[Grid]:
    """The tables that are written with pipes."""
    if "|" not in guide.syntax.text:
        return
    lines = guide.syntax.lines
    for token in guide.syntax.tokens:
        if not token.map:
            continue
        first, end = token.map
        if token.type == "table_open":
            yield _pipe_grid(lines, first, end)
        elif token.type == "inline" and "|" in token.content and "\n" in token.content:
            # markdown-it reads no table where the line of dashes has another number of cells than the head
            dashes = next((n for n in range(first + 1, end) if "|" in lines[n] and _DASHES.match(lines[n])), 0)
            size = _pipe_row(lines[dashes], dashes + 1).size
            if dashes and "|" in lines[dashes - 1] and size != _pipe_row(lines[dashes - 1], dashes).size:
                yield _pipe_grid(lines, dashes - 1, end)._replace(dashes=size)


def _pipe_grid(lines: tuple[str, ...], first: int, end: int) -> Grid:
    head = _pipe_row(lines[first], first + 1)
    rows = tuple(
        _pipe_row(lines[n], n + 1)
        for n in range(first + 2, end)
        if lines[n].strip(" \t>") and not _ATTRIBUTES.match(lines[n])
    )
    return Grid("pipe", first + 1, end, head, rows)


def _pipe_row(line: str, number: int) -> GridRow:
    """A line as cells, split as GitHub's rules say: a pipe behind a backslash is none."""
    prefix = _PREFIX.match(line)
    start = prefix.end() if prefix else 0
    mark = _LIST_MARK.match(line, start)
    start, end = mark.end() if mark else start, len(line.rstrip(" \t"))
    bounds = [start - 1, *islice(_pipes(line, start, end), MOST_CELLS), end]
    if len(bounds) > 2 and bounds[1] == start:
        bounds.pop(0)
    if len(bounds) > 2 and bounds[-2] == end - 1:
        bounds.pop()
    cells = []
    for left, right in pairwise(bounds):
        content = line[left + 1 : right]
        column = left + 2 + len(content) - len(content.lstrip(" \t"))
        cells.append(Source(content.strip(" \t"), _on_line(number, column)))
    return GridRow(tuple(cells), number, len(cells))


def _pipes(line: str, start: int, end: int) -> Iterator[int]:
    at = line.find("|", start, end)
    while at >= 0:
        if line[at - 1 : at] != "\\":
            yield at
        at = line.find("|", at + 1, end)


def _on_line(line: int, column: int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: (line, column + offset)


# --- tables written in HTML


def _html_grids(guide: Guide) -> Iterator[Grid]:
    if not _HTML_TABLE.search(guide.syntax.text):
        return
    text = _without_code(guide)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def where(offset: int) -> tuple[int, int]:
        index = bisect_right(starts, offset) - 1
        return index + 1, offset - starts[index] + 1

    stack: list[_HtmlTable] = []
    for match in _HTML.finditer(text):
        name = (match["name"] or "").lower()
        if name == "table" and not match["end"]:
            stack.append(_HtmlTable(text, where, match.start()))
        elif name == "table" and stack:
            table = stack.pop()
            table.close(match.start())
            grid = table.grid(match.start())
            if grid.rows:
                yield grid
        elif name and stack:
            stack[-1].take(name, bool(match["end"]), match)


def _without_code(guide: Guide) -> str:
    """The page with blanks in place of its code blocks and front matter, nothing else moved."""
    lines = list(guide.syntax.lines)
    hidden = [(0, guide.syntax.front.lines)]
    hidden += [(t.map[0], t.map[1]) for t in guide.syntax.tokens if t.map and t.type in ("fence", "code_block")]
    for first, end in hidden:
        for number in range(first, min(end, len(lines))):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)


class _HtmlTable:
    """Collects the rows of a table; cells of a table inside it are taken by that one."""

    def __init__(self, text: str, where: Callable[[int], tuple[int, int]], start: int) -> None:
        self.text, self.where, self.start = text, where, start
        self.rows: list[tuple[list[Source], int]] = []
        self.heads: list[bool] = []
        self.open: tuple[int, int, int] | None = None
        self.in_head = False
        self.caption, self.caption_at = "", 0
        # column -> how many rows further down a cell reaches, and the cell
        self.reaching: dict[int, tuple[int, Source]] = {}

    def take(self, name: str, ends: bool, match: re.Match[str]) -> None:
        """The next tag."""
        if name in ("th", "td", "tr", "thead", "tbody", "tfoot"):
            self.close(match.start())
        if name == "caption":
            self._caption(match, ends)
        if name == "thead":
            self.in_head = not ends
        elif name == "tr" and not ends:
            self._row(match.start())
        elif name in ("th", "td") and not ends:
            if not self.rows:
                self._row(match.start())
            spans = {key.lower(): min(int(count) or 1, MOST_SPANNED) for key, count in _SPAN.findall(match["rest"])}
            self.open = (match.end(), spans.get("colspan", 1), spans.get("rowspan", 1))
            if name == "td" and not self.in_head:
                self.heads[-1] = False

    def _caption(self, match: re.Match[str], ends: bool) -> None:
        if not ends:
            self.caption_at = match.end()
        elif self.caption_at:
            self.caption = " ".join(unescape(_TAG.sub("", self.text[self.caption_at : match.start()])).split())

    def _row(self, start: int) -> None:
        self.rows.append(([], self.where(start)[0]))
        self.heads.append(True)
        self._fill()

    def _fill(self) -> None:
        """What reaches down from rows above into the next columns."""
        row = self.rows[-1][0]
        while len(row) in self.reaching:
            column = len(row)
            left, source = self.reaching.pop(column)
            row.append(source)
            if left > 1:
                self.reaching[column] = (left - 1, source)

    def close(self, end: int) -> None:
        """The open cell ends here."""
        if self.open is None:
            return
        start, columns, rows = self.open
        self.open = None
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        source = Source(self.text[start:end], lambda offset: self.where(start + offset))
        row = self.rows[-1][0]
        for _ in range(columns):
            if rows > 1:
                self.reaching[len(row)] = (rows - 1, source)
            row.append(source)
        self._fill()

    def grid(self, end: int) -> Grid:
        """What was collected."""
        rows = [GridRow(tuple(cells), line, len(cells)) for cells, line in self.rows if cells]
        is_head = [head for head, (cells, _) in zip(self.heads, self.rows, strict=True) if cells]
        head = rows.pop(0) if rows and is_head[0] else None
        first, last = self.where(self.start)[0], self.where(end)[0]
        return Grid("html", first, last, head, tuple(rows), caption=self.caption)
