"""The legend of a table: that of its symbols, or a list that explains its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from decision.exchange.adopting import hearing, layout
from decision.exchange.adopting.drafts import Doubts, Entry
from decision.exchange.adopting.hearing import Heard
from decision.exchange.adopting.layout import Layout
from decision.exchange.adopting.vocabulary import Kind, any_of, verdicts
from decision.handwritten.blocks import Block
from decision.handwritten.cells import Cell
from decision.handwritten.labels import key
from decision.handwritten.legends import MOST_MEANING, Legend, LegendEntry, in_sentences
from decision.handwritten.reading import Table, Tables

_WORD_ENTRY = re.compile(r"\s*(?P<word>[^:：=\n–—]{1,40}?)\s*(?:[:：=]|\s[-–—]\s)\s*(?P<meaning>[^\n]+)")


def of(
    found: Tables, texts: Sequence[Block], laid: Layout, locale: str, doubts: Doubts
) -> tuple[Legend | None, tuple[Entry, ...]]:
    """The legend as on the page (None where its entries are words, or there is none), and its entries."""
    heard = [one for row in laid.rows for n in laid.verdicts if n < len(row.cells)
             if (one := hearing.hear(row.cells[n], locale, laid.others))]  # fmt: skip
    legend = found.legend_of(laid.table) if any(one.symbol and not one.is_icon for one in heard) else None
    if legend is not None and _is_far(legend, laid.table, found):
        legend = None
    if legend is not None:
        blocks = {block.line: block for block in texts}
        entries = tuple(_entry(entry, blocks.get(entry.symbol.span.line), locale, doubts) for entry in legend.entries)
        return legend, entries
    in_head = [_entry(entry, None, locale, doubts) for cell in laid.head for entry in head_legend(cell)]
    if in_head and legend is None:
        return None, tuple(in_head)
    listed = explained(texts, laid.table)
    if listed and any(
        f"={entry.name}" in laid.others or any(one.symbol == entry.name for one in heard) for entry in listed
    ):
        return _as_legend(listed), tuple(_entries(listed, heard, locale, doubts))
    words = {key(one.word): one for one in heard if one.word and (one.is_icon or not one.symbol)}
    return None, tuple(_words(texts, words, laid.table, doubts)) if words else ()


def head_legend(cell: Cell) -> tuple[LegendEntry, ...]:
    """What the head of a column explains of its symbols, as `Status (✔ = done, ✘ = not done)` does."""
    span = cell.span
    block = Block(cell.plain.source, span.line, span.end_line, 0, None)
    return next((legend.entries for legend in in_sentences([block])), ())


def _entry(entry: LegendEntry, block: Block | None, locale: str, doubts: Doubts) -> Entry:
    accessible = hearing.in_two_ways(block.source.text) if block is not None else None
    _, word, meaning = accessible or ("", "", entry.meaning)
    kind = kind_of_meaning(meaning, locale) or hearing.glyph_kind(entry.symbol.text)
    heard = Heard(entry.symbol.text, word, kind, "", entry.symbol.span)
    return Entry(heard, meaning, doubts.place(entry.symbol.span))


_SENTENCE_ENTRY = re.compile(r"(?:(?<=\s)|\A)(?P<word>[^\s,;:=]{1,4})\s*[:=]\s*(?=(?P<meaning>[^,;·|\n.]{1,80}))")


class Explained(NamedTuple):
    """An item of a list that may explain a verdict: its symbol or word, a second name ('' for none), the meaning."""

    name: str
    word: str
    meaning: str
    block: Block


def explained(texts: Sequence[Block], table: Table) -> tuple[Explained, ...]:
    """The list beside a table that explains what most cells of some column say; () where there is none.

    The nearest one counts, those behind the table first.
    """
    said = {text for row in table.rows for cell in row.cells[1:] for text in _said(cell)}
    runs: list[list[Explained]] = [[]]
    before = 0
    for block in texts:
        if not block.list:
            runs.append([entry for entry in _in_sentence(block) if entry.name in said])
        entry = _explained(block) if block.list else None
        if entry is None or entry.name not in said or block.list != before:
            runs.append([])
        before = block.list
        if entry is not None and entry.name in said:
            runs[-1].append(entry)
    possible = [run for run in runs if len({entry.name for entry in run}) == len(run) > 1]
    possible.sort(key=lambda run: (run[0].block.line < table.last, abs(run[0].block.line - table.last)))
    return next((tuple(run) for run in possible if _covers({entry.name for entry in run}, table)), ())


def _in_sentence(block: Block) -> Iterator[Explained]:
    """What a sentence explains: `Y = yes, N = no`."""
    if "=" in block.source.text or ":" in block.source.text:
        for match in _SENTENCE_ENTRY.finditer(block.plain.text):
            yield Explained(match["word"], "", " ".join(match["meaning"].split()), block)


def _said(cell: Cell) -> tuple[str, str]:
    """How a cell may be named in a list: by its symbol, by its whole text."""
    return (hearing.in_two_ways(cell.plain.source.text) or (cell.label,))[0], cell.label


def _explained(block: Block) -> Explained | None:
    accessible = hearing.in_two_ways(block.source.text)
    if accessible:
        return Explained(*accessible, block)
    match = _WORD_ENTRY.match(block.plain.stripped)
    return Explained(match["word"].strip(), "", " ".join(match["meaning"].split()), block) if match else None


def _covers(names: Collection[str], table: Table) -> bool:
    """Whether most cells of some column are said to be one of the names."""
    for index in range(1, table.width):
        cells = [row.cells[index] for row in table.rows if index < len(row.cells) and row.cells[index].label]
        if len(cells) > 1 and sum(any(one in names for one in _said(cell)) for cell in cells) >= layout.SHARE * len(
            cells
        ):
            return True
    return False


def _is_far(legend: Legend, table: Table, found: Tables) -> bool:
    """Whether another table stands between, in another section: then it explains that one."""
    if found.section(legend.line) == found.section(table.line):
        return False
    first, last = min(table.last, legend.line), max(table.line, legend.last)
    between = [other for other in found.tables if first < other.line < last and other is not table]
    return legend.form == "table" and bool(between)


def _entries(listed: Sequence[Explained], heard: Sequence[Heard], locale: str, doubts: Doubts) -> Iterator[Entry]:
    drawn = {one.symbol for one in heard}
    for entry in listed:
        span = entry.block.plain.span()
        found = hearing.explained(entry.name, locale, span)
        if entry.name in drawn:
            found = found._replace(symbol=entry.name, word=entry.word)
        if found.kind is Kind.OTHER:
            found = found._replace(kind=kind_of_meaning(entry.meaning, locale) or Kind.OTHER)
        yield Entry(found, entry.meaning, doubts.place(span))


def _as_legend(listed: Sequence[Explained]) -> Legend:
    """The list as a legend of the page; its entries are told elsewhere."""
    return Legend("list", listed[0].block.line, listed[-1].block.last, ())


def kind_of_meaning(meaning: str, locale: str) -> Kind | None:
    """What the explanation of a symbol says; None where it does not tell."""
    known = verdicts(locale)
    words = meaning.split()
    for end in range(len(words), 0, -1):
        kind = known.get(key(" ".join(words[:end])))
        if kind and (end > 1 or end == len(words) or len(key(words[0])) > 3):
            return kind
    return Kind.NO if re.match(rf"(?:{any_of('negations')})(?!\w)", meaning, re.IGNORECASE) else None


def _words(texts: Sequence[Block], words: dict[str, Heard], table: Table, doubts: Doubts) -> Iterator[Entry]:
    """Items of a list, or lines, that begin with a verdict's word; the nearest of each."""
    seen: set[str] = set()
    for block in sorted(texts, key=lambda block: (block.line < table.last, abs(block.line - table.last))):
        for line in block.plain.text.split("\n"):
            match = _WORD_ENTRY.match(line)
            name = key(match["word"]) if match else ""
            if (
                match
                and name in words
                and name not in seen
                and len(match["meaning"]) <= MOST_MEANING
                and abs(block.line - table.last) < 60
            ):
                seen.add(name)
                yield Entry(
                    words[name]._replace(note=""), " ".join(match["meaning"].split()), doubts.place(block.plain.span())
                )
