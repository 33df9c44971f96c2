"""A cell of a table as its reader sees it: text, symbol, links, the numbers of remarks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from decision.handwritten import plain, symbols
from decision.handwritten.grids import GridRow
from decision.handwritten.plain import Plain, Source, Span

CJK = "一二三四五六七八九"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARK = re.compile(
    # a run of blanks is looked at from its beginning only, or long ones take long
    rf"(?:(?<!\s)\s+)?(?:[(（]\s*([0-9]{{1,2}}|[{CJK}])\s*[)）]|[(（]?([{RAISED}]{{1,2}})[)）]?|\[\^([0-9]{{1,2}})\])"
)
DIGITS = str.maketrans({**{c: str(n) for n, c in enumerate(RAISED)}, **{c: str(n) for n, c in enumerate(CJK, 1)}})


class Symbol(NamedTuple):
    """A symbol as shown; `is_plain`: nothing but it stands in its place, so that another may be written there."""

    text: str
    written: str
    span: Span
    is_plain: bool


class Mark(NamedTuple):
    """The number of a remark, where it is referred to."""

    number: int
    span: Span


class Entry(NamedTuple):
    """A piece of a line of a cell: a link, or what stands between links."""

    text: str
    target: str | None


@dataclass(frozen=True)
class Cell:
    """A cell: what a reader sees of it, its symbol where it has one, the numbers of remarks in it.

    `label` is the text without marks, its lines joined; `note` is what is said besides the symbol.
    """

    plain: Plain
    symbol: Symbol | None
    note: str
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The text as shown, line breaks as newlines."""
        return self.plain.stripped

    @property
    def span(self) -> Span:
        """Where it stands; of an empty cell, where its text would begin."""
        return self.plain.source.span(0, len(self.plain.source.text))

    @cached_property
    def label(self) -> str:
        """The text on one line without the marks of remarks."""
        return " ".join(MARK.sub("", self.plain.text).split())

    @cached_property
    def text_without_marks(self) -> str:
        """The text without the marks of remarks, line breaks kept."""
        return MARK.sub("", self.plain.text)

    @cached_property
    def lines(self) -> tuple[tuple[Entry, ...], ...]:
        """The lines of the text, each as its links and what stands between them; empty ones left out."""
        return tuple(line for line in _lines(self.plain) if line)


class Row(NamedTuple):
    """A row; `size` is the number of its cells as written."""

    cells: tuple[Cell, ...]
    line: int
    size: int


def read_row(row: GridRow, known: Collection[str]) -> Row:
    """A row of a grid, read; `known` are symbols besides the usual ones."""
    return Row(tuple(_cell(source, known) for source in row.cells), row.line, row.size)


def _cell(source: Source, known: Collection[str]) -> Cell:
    shown = plain.read(source)
    marks = tuple(
        Mark(number(match), shown.span(match.end() - len(match[0].lstrip()), match.end()))
        for match in MARK.finditer(shown.text)
    )
    symbol, note = _symbol(shown, known)
    return Cell(shown, symbol, note, marks)


def number(match: re.Match[str]) -> int:
    """The number in a mark, however it is written."""
    return int(next(group for group in match.groups() if group).translate(DIGITS))


def _symbol(shown: Plain, known: Collection[str]) -> tuple[Symbol | None, str]:
    """The symbol of a cell, and what else is said in it; None where the cell says something else."""
    rest = MARK.sub(lambda match: " " * len(match[0]), shown.text)
    text = rest.strip()
    start = len(rest) - len(rest.lstrip())
    if not text:
        return None, ""
    if text in known or symbols.is_alone(text):
        return symbol_at(shown, start, start + len(text)), ""
    first = symbols.RUN.match(rest, start)
    if first:
        behind = rest[first.end() :]
        if not symbols.RUN.search(behind):
            return symbol_at(shown, start, first.end()), _note(behind)
        return None, text
    last = next((run for run in symbols.RUN.finditer(rest) if not rest[run.end() :].strip()), None)
    if last and rest[last.start() - 1].isspace() and len(text) <= 40 and text.count(" ") <= 3:
        return symbol_at(shown, *last.span()), _note(rest[: last.start()])
    return None, text


def _note(text: str) -> str:
    """What is said besides a symbol, without the signs around it; a bracket stays where it has its other one."""
    note = " ".join(text.split()).strip(" -–—:")
    if note.startswith("(") and note.endswith(")") and "(" not in note[1:]:
        return note[1:-1].strip()
    if note.endswith(")") and note.count(")") > note.count("("):
        note = note[:-1]
    return note[1:] if note.startswith("(") and note.count("(") > note.count(")") else note


def symbol_at(shown: Plain, start: int, end: int) -> Symbol:
    """A part of a shown text as a symbol."""
    written = shown.as_written(start, end)
    text = shown.text[start:end]
    # what an entity stands for is decided by its page; markup in between stays
    is_plain = written == text or unescape(written) == text
    return Symbol(text, written, shown.span(start, end), is_plain)


def _lines(shown: Plain) -> Iterator[tuple[Entry, ...]]:
    at = 0
    for line in shown.text.split("\n"):
        end = at + len(line)
        entries: list[Entry] = []
        here = at
        for link in shown.links:
            if at <= link.start and link.end <= end and link.start >= here:
                entries += [
                    _entry(shown.text[here : link.start], None),
                    _entry(shown.text[link.start : link.end], link.target),
                ]
                here = link.end
        entries.append(_entry(shown.text[here:end], None))
        yield tuple(entry for entry in entries if entry.text)
        at = end + 1


def _entry(text: str, target: str | None) -> Entry:
    return Entry(" ".join(text.split()), target)
