"""A symbol in a table written by hand that is not the legend's.

Readers look it up in the legend and do not find it. Translations put blanks into symbols, editors replace them by
look-alikes (✔ ✓ ☑ ✅, ✘ ✗ ❌ ×). A table that repeats a decision table is held to the legend in the data, any other one
to the legend on its page.

Bad:

    | Use case | AEM desktop app | Folder sharing |
    |---|---|---|
    | Quickly open an asset on desktop | ✔ ✔ | ✗ |

Good:

    | Use case | AEM desktop app | Folder sharing |
    |---|---|---|
    | Quickly open an asset on desktop | ✔✔ | ✘ |

Where the legend on the page has the wrong symbol and the cells follow it, the legend is named, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten import Page, Repetition, symbols
from decision.handwritten.cells import Cell, Symbol
from decision.handwritten.labels import key
from decision.handwritten.legends import Legend, LegendEntry
from decision.handwritten.matching import SURE, Match
from decision.handwritten.names import Names
from decision.handwritten.symbols import How
from decision.problem import Edit, Problem, error, printable, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each entry of a legend and each cell with such a symbol."""
    page = handwritten.page(guide, project)
    excused: dict[Legend, set[str]] = {}
    for legend, explained in page.legends:
        mine = [one for one in page.repetitions if one.legend is legend]
        for entry in legend.entries:
            problem = (
                _known_entry(page, entry, mine, explained) if explained else _unknown_entry(page, entry, legend, mine)
            )
            if problem:
                excused.setdefault(legend, set()).add(entry.symbol.text)
                yield problem
    for repetition in page.repetitions:
        left = excused.get(repetition.legend, set()) if repetition.legend else set()
        if repetition.match:
            yield from _matched_cells(page, repetition, repetition.match, left)
        else:
            yield from _other_cells(page, repetition, left)


# --- legends


def _known_entry(
    page: Page, entry: LegendEntry, mine: Sequence[Repetition], explained: Sequence[Names]
) -> Problem | None:
    """An entry whose symbol is not that of the data."""
    text = _visible(entry.symbol.text)
    if any(text in names.symbols for names in explained):
        return None
    names = explained[0]
    near = symbols.nearest(text, names.symbols)
    if near:
        fix = _everywhere(entry.symbol, near.symbol, mine)
        hint = f"did you mean '{near.symbol}'?"
        return error("wrong-symbol", _said(entry.symbol, near.how), hint, page.place(entry.symbol.span), fix=fix)
    verdict = names.words.get(key(entry.meaning))
    symbol = names.table.legend[verdict].symbol if verdict else ""
    hint = f"for '{printable(entry.meaning)}' it has '{symbol}'" if verdict else _possible(names.symbols)
    message = f"the legend of '{names.id}' has no '{printable(entry.symbol.text)}'"
    return error("wrong-symbol", message, hint, page.place(entry.symbol.span))


def _unknown_entry(page: Page, entry: LegendEntry, legend: Legend, mine: Sequence[Repetition]) -> Problem | None:
    """An entry with a blank in a symbol that is one glyph several times, which nobody writes that way."""
    text = _visible(entry.symbol.text)
    right = symbols.tidied(text)
    glyphs = symbols.bare(text)
    if right == text or len(set(glyphs)) > 1 or right in legend.symbols:
        return None
    if not any(symbols.bare(other) == glyphs[0] for other in legend.symbols):
        return None
    fix = _everywhere(entry.symbol, right, mine)
    message = f"a blank stands in the symbol '{printable(entry.symbol.text)}'"
    return warning("wrong-symbol", message, f"did you mean '{right}'?", page.place(entry.symbol.span), fix=fix)


def _everywhere(symbol: Symbol, right: str, mine: Sequence[Repetition]) -> tuple[Edit, ...]:
    """The legend and the cells that follow it change together, or not at all."""
    alike = [symbol, *(one for other in mine for one in other.table.symbols if one.text == symbol.text)]
    edits = [handwritten.replacing(one, right) for one in alike]
    return tuple(edit for (edit,) in edits) if all(edits) else ()


# --- cells


def _matched_cells(page: Page, repetition: Repetition, match: Match, left: set[str]) -> Iterator[Problem]:
    """Cells whose symbol is not the data's; where it stands for another verdict, `table-differs` says so."""
    table, names = repetition.table, match.names
    report = error if match.sure >= SURE else warning
    for row in match.rows:
        if table.rows[row.index].size != table.width:
            continue
        for column in match.columns:
            symbol = table.rows[row.index].cells[column.index].symbol
            if symbol is None or symbol.text in left or (text := _visible(symbol.text)) in names.symbols:
                continue
            right = names.table.legend[names.table.usecases[row.id].verdict(column.id)].symbol.strip()
            near = symbols.nearest(text, names.symbols)
            if near is None:
                message = f"the legend of '{names.id}' has no '{printable(symbol.text)}'"
                hint = f"its verdict here is '{right}'"
                yield report("wrong-symbol", message, hint, page.place(symbol.span))
            elif near.symbol == right:
                fix = handwritten.replacing(symbol, right)
                hint = f"did you mean '{right}'?"
                yield report("wrong-symbol", _said(symbol, near.how), hint, page.place(symbol.span), fix=fix)


def _other_cells(page: Page, repetition: Repetition, left: set[str]) -> Iterator[Problem]:
    """Cells whose symbol is a damaged form of one in the legend on the page."""
    legend = handwritten.close_legend(repetition, page.found)
    if legend is None:
        return
    entries = [symbols.tidied(_visible(text)) for text in legend.symbols]
    for cell in _verdict_cells(repetition):
        symbol = cell.symbol
        if symbol is None or symbol.text in left:
            continue
        near = symbols.nearest(_visible(symbol.text), entries)
        if near and near.how in (How.BLANKS, How.SHAPE, How.KIND):
            fix = handwritten.replacing(symbol, near.symbol) if near.how is not How.KIND else ()
            hint = f"did you mean '{near.symbol}'?"
            yield warning("wrong-symbol", _said(symbol, near.how), hint, page.place(symbol.span), fix=fix)


def _verdict_cells(repetition: Repetition) -> Iterator[Cell]:
    for row in repetition.table.rows:
        yield from row.cells


# --- words


def _visible(text: str) -> str:
    """Without the characters that `zero-width-character` reports."""
    return "".join(character for character in text if character not in "\u200b\u2060\ufeff")


def _said(symbol: Symbol, how: How) -> str:
    text = printable(symbol.text)
    if how is How.BLANKS:
        return f"a blank stands in the symbol '{text}'"
    if how is How.FORM:
        return f"'{text}' is drawn as a picture, unlike the symbol of the legend"
    return f"'{text}' is not a symbol of the legend"


def _possible(known: Sequence[str] | dict[str, str]) -> str:
    return f"possible: {', '.join(known)}"
