"""Legends: what symbols are said to mean, in a list, a table or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from decision.handwritten import symbols
from decision.handwritten.blocks import Block
from decision.handwritten.cells import Row, Symbol, symbol_at
from decision.handwritten.grids import Grid
from decision.handwritten.plain import Plain, Span

_AROUND = re.compile(r"\A[\s:：=＝→)）|,;.·•/–—-]+")
_END_OF_SENTENCE = re.compile(r"\n|[.!?](?=\s|\Z)|[。(（)）]")
# between two entries of a sentence: a sign, a conjunction, both, or a gap
_ENDS_ENTRY = re.compile(
    r"(?:[\n,;|·•/／・&。；，、]\s*(?:(?:and|or|och|eller|en|of|und|oder|et|y|e)\s+)?"
    r"|\s(?:and|or|och|eller|en|of|und|oder|et|y|e)\s+|\s{2,})\Z",
    re.IGNORECASE,
)
_LONE_ENTRY = re.compile(r"[-–—?+×√●○•x](?=\s*[:：=＝])", re.IGNORECASE)
# a cross is a sign of its own where others are explained, too
_LONE_IN_SENTENCE = re.compile(
    r"(?<![^\s,;|·•/／・。；，、:：(（])(?:[-–—－×√x](?=\s*[:：=＝])|×(?=\s*[^\W\d]))", re.IGNORECASE
)
_INTRODUCTION = re.compile(r"[^.!?。]{0,80}[:：]\s*\Z")
_LEGEND_WORD = re.compile(
    r"\b(?:legend|key\s*:|symbols?|legende|symbolen?|symboler|legenda|förklaring|teckenförklaring|zeichen|légende|leyenda|图例|圖例|凡例|범례)(?!\w)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?P<symbol>[^\w\s,;:，；：]{1,3})(?P<word>\w[^\s]{0,20})")
_EXPLICIT = re.compile(r"\s*(?:[:：=＝→]|[-–—]+>?(?=\s))")
MOST_MEANING = 160
MOST_SENTENCE = 1_000


class LegendEntry(NamedTuple):
    """What a symbol is said to mean; `span` is that of the meaning, `blanks` is where an entry ends in blanks."""

    symbol: Symbol
    meaning: str
    span: Span
    blanks: Span | None = None


@dataclass(frozen=True, eq=False)
class Legend:
    """An explanation of symbols: `form` is `list`, `table` or `sentence`."""

    form: str
    line: int
    last: int
    entries: tuple[LegendEntry, ...]

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols as written there."""
        return tuple(entry.symbol.text for entry in self.entries)


def in_table(grid: Grid, head: Row | None, rows: Sequence[Row]) -> Legend | None:
    """A table of two or three columns whose first one holds nothing but different symbols."""
    if not 2 <= grid.width <= 3 or len(rows) < 2 or any(row.size < 2 for row in rows):
        return None
    if head is not None and head.cells[0].symbol:
        return None
    entries = tuple(entry for row in rows if (entry := _row_entry(row)))
    known = {symbols.bare(entry.symbol.text) for entry in entries}
    if len(known) < len(rows) or not any(symbols.has_strong(symbol) for symbol in known):
        return None
    return Legend("table", grid.line, grid.last, entries)


def _row_entry(row: Row) -> LegendEntry | None:
    """A row with a symbol alone in its first cell, and what it means in one of the others."""
    symbol = row.cells[0].symbol
    meaning = next((cell for cell in row.cells[1:] if cell.label and not cell.symbol), None)
    if symbol is None or meaning is None or row.cells[0].note:
        return None
    return LegendEntry(symbol, meaning.label, meaning.span)


def in_lists(blocks: Sequence[Block]) -> Iterator[Legend]:
    """Lists whose items explain a symbol each."""
    index = 0
    while index < len(blocks):
        end = index + 1
        while blocks[index].list and end < len(blocks) and blocks[end].list == blocks[index].list:
            end += 1
        if blocks[index].list and end - index >= 2 and any(item.may_hold_symbol for item in blocks[index:end]):
            legend = _in_list(blocks[index:end], blocks[index - 1] if index else None)
            if legend:
                yield legend
        index = end


def _in_list(items: Sequence[Block], before: Block | None) -> Legend | None:
    found = [entry for item in items if (entry := _item_entry(item))]
    if len(found) < 2 or len(found) * 3 < len(items) * 2:
        return None
    entries = [entry for entry, _ in found]
    if all(not symbols.has_strong(entry.symbol.text) for entry in entries):
        return None
    is_explicit = all(explicit for _, explicit in found)
    is_introduced = bool(before and _LEGEND_WORD.search(before.plain.stripped[-120:]))
    if not is_explicit and not is_introduced:
        return None
    # a list of things to do or to leave says the same symbol again and again
    if len({(entry.symbol.text, entry.meaning) for entry in entries}) < len(entries) or len(
        {symbols.bare(entry.symbol.text) for entry in entries}
    ) * 2 <= len(entries):
        return None
    return Legend("list", items[0].line, items[-1].last, tuple(entries))


def _item_entry(item: Block) -> tuple[LegendEntry, bool] | None:
    """The entry of a legend in an item of a list, and whether a colon or the like stands between."""
    shown = item.plain
    text = shown.text
    start = len(text) - len(text.lstrip(" (（\n"))
    run = symbols.RUN.match(text, start) or _LONE_ENTRY.match(text, start)
    if run:
        piece = run.end(), len(text)
        explicit = bool(_EXPLICIT.match(text[run.end() :].lstrip(" )）")))
    else:
        run = next((r for r in symbols.RUN.finditer(text) if not text[r.end() :].strip(" )）.\n")), None)
        if not run:
            return None
        piece = start, run.start()
        explicit = bool(re.search(r"[:：=＝→(（–—-]\s*\Z", text[: run.start()]))
    meaning, span = _meaning(shown, *piece)
    if not meaning or len(meaning) > MOST_MEANING or symbols.RUN.search(meaning):
        return None
    return LegendEntry(symbol_at(shown, *run.span()), meaning, span, item.blanks), explicit


def _meaning(shown: Plain, start: int, end: int) -> tuple[str, Span]:
    """A piece of a text without the signs around it, and where it stands."""
    piece = shown.text[start:end]
    inner = _AROUND.sub("", piece.rstrip(" \n.。:：=＝→(（|,;·•–—-"))
    if inner.count(")") > inner.count("(") or inner.count("）") > inner.count("（"):
        inner = inner.rstrip(" )）")
    at = start + piece.find(inner) if inner else start
    return " ".join(inner.split()), shown.span(at, at + len(inner))


def in_sentences(blocks: Sequence[Block]) -> Iterator[Legend]:
    """Sentences that explain several symbols."""
    for block in blocks:
        entries = (_sentence_entries(block) or _spaced_entries(block)) if block.may_hold_symbol else ()
        if entries:
            yield Legend("sentence", block.line, block.last, entries)


def _sentence_entries(block: Block) -> tuple[LegendEntry, ...]:
    text = block.plain.text
    runs = _signs(text) if len(text) <= MOST_SENTENCE else []
    if len(runs) < 2 or len({symbols.bare(run[0]) for run in runs}) < len(runs):
        return ()
    # what stands behind each symbol, up to the next one, and what stands before each
    edges = [*(run.start() for run in runs), len(text)]
    behind = [(run.end(), _end_of_meaning(text, run.end(), edge)) for run, edge in zip(runs, edges[1:], strict=True)]
    behind[:-1] = [(start, _without_conjunction(text, start, end)) for start, end in behind[:-1]]
    before = [(at, run.start()) for at, run in zip([0, *(run.end() for run in runs)], runs, strict=False)]
    is_explicit = all(_EXPLICIT.match(text, start) for start, _ in behind)
    is_listed = _is_introduction(text[: runs[0].start()]) and all(
        _ENDS_ENTRY.search(text[start:end]) for start, end in before[1:]
    )
    if is_explicit or is_listed:
        pieces = behind
    elif not _meaning(block.plain, runs[-1].end(), len(text))[0] and all(
        re.search(r"[:：=＝]\s*\Z", text[start:end]) for start, end in before
    ):
        pieces = before
    else:
        return ()
    meanings = [_meaning(block.plain, start, end) for start, end in pieces]
    if not all(0 < len(meaning) <= MOST_MEANING for meaning, _ in meanings):
        return ()
    return tuple(
        LegendEntry(symbol_at(block.plain, *run.span()), meaning, span)
        for run, (meaning, span) in zip(runs, meanings, strict=True)
    )


def _signs(text: str) -> list[re.Match[str]]:
    """The symbols of a sentence; those that are signs elsewhere only beside others."""
    runs = list(symbols.RUN.finditer(text))
    found = sorted([*runs, *_LONE_IN_SENTENCE.finditer(text)], key=lambda run: run.start()) if runs else []
    return [run for n, run in enumerate(found) if not n or run.start() >= found[n - 1].end()]


def _spaced_entries(block: Block) -> tuple[LegendEntry, ...]:
    """Symbols behind an introduction, each with a single word at it and blanks between: `Legend: ◎best ○good ×bad`."""
    text = block.plain.text
    introduction = re.match(r"[^:：\n]{0,40}[:：]\s*", text) if len(text) <= MOST_SENTENCE else None
    if introduction is None or not _LEGEND_WORD.search(introduction[0]):
        return ()
    found = list(_SPACED.finditer(text, introduction.end()))
    if len(found) < 2 or " ".join(text[introduction.end() :].split()) != " ".join(match[0] for match in found):
        return ()
    return tuple(
        LegendEntry(symbol_at(block.plain, *match.span("symbol")), match["word"], block.plain.span(*match.span("word")))
        for match in found
    )


def _without_conjunction(text: str, start: int, end: int) -> int:
    conjunction = _ENDS_ENTRY.search(text[start:end])
    return start + conjunction.start() if conjunction else end


def _end_of_meaning(text: str, start: int, edge: int) -> int:
    """A meaning goes to the end of its sentence or line."""
    start += len(text[start:edge]) - len(text[start:edge].lstrip("\n "))
    depth = 0
    for sign in _END_OF_SENTENCE.finditer(text, start, edge):
        depth += sign[0] in "(（"
        if sign[0] not in "(（)）" or not depth:
            return sign.start()
        depth -= sign[0] in ")）"
    return edge


def _is_introduction(before: str) -> bool:
    text = before.strip(" *_(（>\n")
    return not text or bool(_INTRODUCTION.match(text)) or bool(_LEGEND_WORD.search(text) and len(text) < 40)
