"""A decision table as templates show it: texts chosen for a language, symbols, numbers, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from decision.matrix import analysis
from decision.matrix.engine import Reason
from decision.matrix.model import MARK, DecisionTable, Linked, Status
from decision.render.speech import Speech
from decision.texts import Words, words

Link = Callable[[str], str | None]


@dataclass(frozen=True)
class Mark:
    """The mark of a remark: its number, the id of the place where it stands."""

    number: int
    id: str


@dataclass(frozen=True)
class Piece:
    """A piece of a label: text, or a mark."""

    text: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Label:
    """A label in the language it was found in, with its marks in place."""

    pieces: tuple[Piece, ...]
    locale: str


@dataclass(frozen=True)
class Target:
    """A thing that may be linked: its label, and where its section is."""

    label: Words
    href: str | None


@dataclass(frozen=True)
class Column:
    """An integration: its label, and what its status means for readers (None: active)."""

    target: Target
    status: str | None
    replacements: tuple[Target, ...]


@dataclass(frozen=True)
class Symbol:
    """A cell or an entry of the legend."""

    symbol: str
    word: Words
    meaning: Words
    mark: Mark | None = None


@dataclass(frozen=True)
class Row:
    """A use case."""

    label: Label
    cells: tuple[Symbol, ...]
    alternatives: tuple[Target, ...]


@dataclass(frozen=True)
class Note:
    """A remark with its number, its own id, and the marks that lead to it."""

    number: int
    id: str
    text: Words
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class TableView:
    """All that a template needs. `id` prefixes every id, so that a page may show several tables."""

    id: str
    locale: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Symbol, ...]
    remarks: tuple[Note, ...]


def table_view(table: DecisionTable, name: str, locale: str, default: str, link: Link) -> TableView:
    """The table in a language.

    `name` prefixes ids; `link` turns a section (`page.md#anchor`) into a link target. Texts that the language lacks
    are those of the default language, and say so.
    """
    return _Maker(table, name, locale, default, link).view()


class _Maker:
    """Numbers marks and remarks while it goes through the table."""

    def __init__(self, table: DecisionTable, name: str, locale: str, default: str, link: Link) -> None:
        self.table, self.name, self.locale, self.default, self.link = table, name, locale, default, link
        self.marks: dict[int, list[Mark]] = {}
        self.generated: dict[str, int] = {}

    def view(self) -> TableView:
        table = self.table
        never = set(analysis.never_the_answer(table)) if analysis.is_decidable(table) else set()
        columns = tuple(self._column(name) for name in table.integrations)
        rows = tuple(self._row(name, never) for name in table.usecases)
        legend = tuple(self._symbol(name) for name in reversed(list(table.legend)))
        return TableView(self.name, self.locale, self._words(table.title), columns, rows, legend, self._remarks())

    def _words(self, text: Mapping[str, str]) -> Words:
        return words(text, self.locale, self.default)

    def _target(self, part: Linked) -> Target:
        return Target(self._words(part.label), self.link(part.section) if part.section else None)

    def _column(self, name: str) -> Column:
        integration = self.table.integrations[name]
        replacing = [self.table.linked(other) for other in integration.replaced_by]
        replacements = tuple(self._target(part) for part in replacing if part)
        status = None if integration.status is Status.ACTIVE else f"table-status-{integration.status}"
        return Column(self._target(integration), status, replacements)

    def _row(self, name: str, never: set[tuple[str, str]]) -> Row:
        usecase = self.table.usecases[name]
        label = self._label(self._words(usecase.label), usecase.remarks)
        cells = tuple(
            self._symbol(usecase.verdict(column), self._never_mark(name, column) if (name, column) in never else None)
            for column in self.table.integrations
        )
        return Row(label, cells, tuple(self._target(self.table.alternatives[a]) for a in usecase.alternatives))

    def _symbol(self, verdict: str, mark: Mark | None = None) -> Symbol:
        entry = self.table.legend[verdict]
        return Symbol(entry.symbol.strip(), self._words(entry.word), self._words(entry.meaning), mark)

    def _label(self, text: Words, remarks: Iterable[str]) -> Label:
        """The label's pieces; a remark that no mark in the label stands for is marked at its end."""
        pieces: list[Piece] = []
        at = 0
        marked = set()
        for found in MARK.finditer(text.text):
            pieces += [Piece(text.text[at : found.start()]), Piece(mark=self._mark(self.table.remark_number(found[1])))]
            marked.add(found[1])
            at = found.end()
        pieces.append(Piece(text.text[at:]))
        unmarked = [remark for remark in remarks if remark not in marked]
        pieces += [Piece(mark=self._mark(self.table.remark_number(remark))) for remark in unmarked]
        return Label(tuple(piece for piece in pieces if piece.text or piece.mark), text.locale)

    def _mark(self, number: int) -> Mark:
        known = self.marks.setdefault(number, [])
        mark = Mark(number, f"{self.name}-mark-{number}" + (f"-{len(known) + 1}" if known else ""))
        known.append(mark)
        return mark

    def _never_mark(self, usecase: str, integration: str) -> Mark:
        """The mark of a remark that says why a cell is never the answer; equal texts share one."""
        text = never_text(self.table, usecase, integration, self.locale, self.default)
        number = self.generated.setdefault(text, len(self.table.remarks) + len(self.generated) + 1)
        return self._mark(number)

    def _remarks(self) -> tuple[Note, ...]:
        notes = [(number, self._words(remark.text)) for number, remark in enumerate(self.table.remarks.values(), 1)]
        notes += [(number, Words(text, self.locale)) for text, number in self.generated.items()]
        return tuple(Note(n, f"{self.name}-remark-{n}", text, tuple(self.marks.get(n, ()))) for n, text in notes)


def never_text(table: DecisionTable, usecase: str, integration: str, locale: str, default: str) -> str:
    """Why a cell is never the answer, in a sentence."""
    speech = Speech(table, locale, default)
    column = table.integrations[integration]

    def cause(reason: Reason) -> str:
        return speech.say(
            f"table-never-{reason.id}",
            usecases=speech.usecases(reason.usecases, "or"),
            integration=speech.text(column.label),
            status=speech.words.get(f"table-status-{column.status}", ""),
            verdict=speech.verdict(reason.verdict),
            question=speech.question(reason.question),
            options=speech.options(reason.question, reason.options),
        )

    causes = [cause(reason) for reason in analysis.why_never(table, usecase, integration)]
    return speech.say("table-never", causes=speech.listed(causes, "and"))
