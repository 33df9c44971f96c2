"""A table as it was read from a page, before it is a decision table: everything with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from decision.exchange.adopting.hearing import Heard
from decision.exchange.adopting.layout import Layout
from decision.exchange.adopting.marks import Remark
from decision.guides.guide import Guide
from decision.handwritten.legends import Legend
from decision.handwritten.plain import Span
from decision.matrix.model import Status
from decision.problem import Place, Problem

BLANK = "blank"
UNREAD = "unread"


@dataclass(frozen=True)
class Named:
    """A thing with its label as shown and where a link on it leads."""

    label: str
    target: str | None
    place: Place


@dataclass(frozen=True)
class Column:
    """An integration: its status where the head says one, and what is to be taken instead."""

    named: Named
    status: Status = Status.ACTIVE
    instead: tuple[Named, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of verdicts: what it says, None where nothing can be read; `text` is all that stands there."""

    heard: Heard | None
    text: str
    place: Place


@dataclass(frozen=True)
class Row:
    """A use case: its label with marks as `[^name]`, its verdicts, other solutions, the names of its remarks.

    `notes` is what else is said of it.
    """

    label: str
    cells: tuple[Cell, ...]
    alternatives: tuple[Named, ...]
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    place: Place
    group: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a legend: how its verdict is drawn, or its word, and what it means."""

    heard: Heard
    meaning: str
    place: Place


@dataclass(frozen=True, eq=False)
class Draft:
    """A table of a page. `legend` is as on the page; `losses` counts what stands there and is not taken."""

    guide: Guide
    locale: str
    layout: Layout
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    legend: Legend | None
    remarks: Mapping[str, Remark]
    place: Place
    losses: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(eq=False)
class Doubts:
    """Collects what is doubtful on a page."""

    guide: Guide
    found: list[Problem] = field(default_factory=list)
    losses: int = 0

    @property
    def references(self) -> Mapping[str, str]:
        """The addresses that links on the page name, by their names in capitals."""
        known = self.guide.syntax.environment.get("references", {})
        return {name: str(entry.get("href", "")) for name, entry in known.items()}

    def place(self, span: Span) -> Place:
        """Where something stands."""
        return Place(self.guide.path, span.line, span.column, (span.end_line, span.end_column))

    def add(self, problem: Problem, is_lost: bool = False) -> None:
        """A doubt; `is_lost`: what stands there is not in the table that is made."""
        self.found.append(problem)
        self.losses += is_lost
