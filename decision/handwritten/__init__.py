"""Tables, legends and remarks that people wrote by hand, and the decision tables that they repeat.

`page(guide, project)` is what the checks ask: everything of that kind on a page, each table with its legend and the
data that it repeats. `reading.read(guide)` gives the same without knowing any data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from decision.guides.guide import Guide
from decision.handwritten import matching, reading, symbols
from decision.handwritten.cells import Symbol
from decision.handwritten.labels import key
from decision.handwritten.legends import Legend
from decision.handwritten.matching import Match
from decision.handwritten.names import Names
from decision.handwritten.plain import Span
from decision.handwritten.reading import Table, Tables
from decision.problem import Edit, Place
from decision.project import Project


@dataclass(frozen=True, eq=False)
class Repetition:
    """A table on a page with its legend, and what it repeats (None: nothing that the data knows)."""

    table: Table
    legend: Legend | None
    match: Match | None


@dataclass(frozen=True, eq=False)
class Page:
    """What is written by hand on a page."""

    guide: Guide
    project: Project
    found: Tables

    @cached_property
    def repetitions(self) -> tuple[Repetition, ...]:
        """The tables; not those that readers see as source."""
        return tuple(self._repetition(table) for table in self.found.tables if not table.is_broken)

    @cached_property
    def legends(self) -> tuple[tuple[Legend, tuple[Names, ...]], ...]:
        """The legends, each with the decision tables whose verdicts it explains."""
        return tuple((legend, tuple(self._explained(legend))) for legend in self.found.legends)

    def place(self, span: Span) -> Place:
        """Where something stands."""
        return Place(self.guide.path, span.line, span.column, (span.end_line, span.end_column))

    def _repetition(self, table: Table) -> Repetition:
        legend = self.found.legend_of(table)
        return Repetition(table, legend, matching.match(table, legend, _names(self.project, self.guide.locale)))

    def _explained(self, legend: Legend) -> list[Names]:
        """Those of the tables that it belongs to; else those whose words it uses."""
        mine = [one for one in self.repetitions if one.legend is legend]
        matched = {one.match.names.id: one.match.names for one in mine if one.match}
        if mine:
            return list(matched.values())
        shown = {marker.argument for marker, _ in self.guide.markers}
        return [names for names in _names(self.project, self.guide.locale) if _is_of(legend, names, names.id in shown)]


def _is_of(legend: Legend, names: Names, is_shown: bool) -> bool:
    """Whether a legend without a table of its own explains a decision table's verdicts."""
    agreeing = sum(
        names.words.get(key(entry.meaning)) == names.verdict(entry.symbol.text) is not None for entry in legend.entries
    )
    known = sum(names.verdict(entry.symbol.text) is not None for entry in legend.entries)
    return known == len(legend.entries) and (agreeing * 2 >= len(legend.entries) or (is_shown and agreeing > 0))


@lru_cache(maxsize=2)
def page(guide: Guide, project: Project) -> Page:
    """What is written by hand on a page; kept for the checks that ask next."""
    known = {verdict.symbol.strip() for _, table in project.tables.values() for verdict in table.legend.values()}
    return Page(guide, project, reading.read(guide, known))


@lru_cache(maxsize=4)
def _names(project: Project, locale: str) -> tuple[Names, ...]:
    return tuple(Names(name, table, locale, project.default) for name, (_, table) in project.tables.items())


def replacing(symbol: Symbol, text: str) -> tuple[Edit, ...]:
    """The edit that writes another symbol in place of one; none where markup stands in between."""
    if not symbol.is_plain:
        return ()
    span = symbol.span
    return (Edit((span.line, span.column), (span.end_line, span.end_column), text, symbol.written),)


def close_legend(repetition: Repetition, found: Tables) -> Legend | None:
    """The legend of a table that no data is known for, where there is no doubt that it explains it."""
    table, legend = repetition.table, repetition.legend
    if legend is None:
        return None
    used = {symbol.text for symbol in table.symbols}
    explained = [text for text in used if symbols.nearest(symbols.tidied(text), legend.symbols)]
    if len(explained) * 2 < len(used):
        return None
    is_only = len(found.legends) == 1
    return legend if is_only or found.section(legend.line) == found.section(table.line) else None
