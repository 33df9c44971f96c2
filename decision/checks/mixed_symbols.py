"""Look-alikes of one symbol in a table, and no legend that tells them apart.

A reader wonders whether ✔ and ✓ mean the same.

Bad:

    | Feature | Windows | macOS |
    |---|---|---|
    | Preview | ✔ | ✔ |
    | Search | ✓ | ✘ |

Good:

    | Feature | Windows | macOS |
    |---|---|---|
    | Preview | ✔ | ✔ |
    | Search | ✔ | ✘ |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten import Page, Repetition, symbols
from decision.handwritten.cells import Symbol
from decision.problem import Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each kind of symbol that a table writes in several ways."""
    page = handwritten.page(guide, project)
    for repetition in page.repetitions:
        if repetition.match is None and handwritten.close_legend(repetition, page.found) is None:
            yield from _mixed(page, repetition)


def _mixed(page: Page, repetition: Repetition) -> Iterator[Problem]:
    by_shape: dict[str, list[Symbol]] = {}
    for symbol in repetition.table.symbols:
        if symbols.is_mark(symbol.text):
            by_shape.setdefault(symbols.shape(symbol.text), []).append(symbol)
    for alike in by_shape.values():
        counts = Counter(_form(symbol) for symbol in alike)
        if len(counts) < 2:
            continue
        most, _ = counts.most_common(1)[0]
        others = [symbol for symbol in alike if _form(symbol) != most]
        explained = set(repetition.legend.symbols) if repetition.legend else set()
        if any(symbol.text in explained for symbol in others):
            continue
        edits = [handwritten.replacing(symbol, most) for symbol in others]
        fix = tuple(edit for (edit,) in edits) if all(edits) else ()
        shown = " and ".join(f"'{form}'" for form in counts)
        hint = f"write '{most}' for all of them, or explain the difference in a legend"
        message = f"{shown} stand in one table, and eyes confuse them"
        yield warning("mixed-symbols", message, hint, page.place(others[0].span), fix=fix)


def _form(symbol: Symbol) -> str:
    """The symbol without what nobody sees."""
    return symbols.without_invisible(symbol.text)
