"""A legend written by hand that explains the symbols otherwise than the data.

The words are compared in the language of the page; those for a verdict in the data are its word and its meaning.

Bad:

    - ✔✔: acceptable solution
    - ✔: the solution to prefer
    - ✘: shouldn't be used for the use case

Good:

    - ✔✔: preferred solution
    - ✔: acceptable solution
    - ✘: shouldn't be used for the use case
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten import Page
from decision.handwritten.labels import key
from decision.handwritten.legends import Legend, LegendEntry
from decision.handwritten.names import Names
from decision.problem import Problem, error, printable, warning
from decision.project import Project
from decision.texts import DEFAULT, words


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each entry with other words, and for a legend that leaves out a verdict which its table uses."""
    page = handwritten.page(guide, project)
    for legend, explained in page.legends:
        if explained:
            yield from (problem for entry in legend.entries if (problem := _entry(page, entry, explained)))
            yield from _left_out(page, legend)


def _entry(page: Page, entry: LegendEntry, explained: Sequence[Names]) -> Problem | None:
    """What is wrong with the words of an entry; one of the tables that it explains has to agree."""
    found = [_disagreement(page, entry, names) for names in explained]
    return None if any(problem is None for problem in found) else found[0]


def _disagreement(page: Page, entry: LegendEntry, names: Names) -> Problem | None:
    verdict = names.verdict(entry.symbol.text)
    said = names.words.get(key(entry.meaning))
    if verdict is None or said == verdict:
        return None
    known = names.table.legend[verdict]
    place = page.place(entry.span)
    if said is not None:
        other = names.table.legend[said].symbol
        message = f"'{entry.symbol.text}' is said to mean '{printable(entry.meaning)}', which is '{other}'"
        hint = f"in the data '{entry.symbol.text}' is: {words(known.meaning, names.locale, names.default).text}"
        return error("legend-differs", message, hint, place)
    if names.locale not in known.meaning and DEFAULT not in known.meaning and names.locale != names.default:
        # the data does not say it in this language
        return None
    message = f"'{known.symbol}' is explained as '{printable(entry.meaning)}'"
    hint = f"the data says: {words(known.meaning, names.locale, names.default).text}"
    return warning("legend-differs", message, hint, place)


def _left_out(page: Page, legend: Legend) -> Iterator[Problem]:
    """The symbols that a table shows and its legend does not."""
    for repetition in page.repetitions:
        match = repetition.match
        if repetition.legend is not legend or match is None:
            continue
        names = match.names
        shown = {names.verdict(symbol.text) for symbol in repetition.table.symbols}
        explained = {names.verdict(entry.symbol.text) for entry in legend.entries}
        explained |= {names.words.get(key(entry.meaning)) for entry in legend.entries}
        missing = [verdict for verdict in names.table.legend if verdict in shown - explained]
        if missing:
            listed = " and ".join(f"'{names.table.legend[verdict].symbol}'" for verdict in missing)
            meant = names.table.legend[missing[0]]
            hint = f"add '{meant.symbol}: {words(meant.meaning, names.locale, names.default).text}'"
            message = f"the legend does not explain {listed}, which the table uses"
            yield error("legend-differs", message, hint, page.place(legend.entries[0].span))
