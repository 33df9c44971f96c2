"""The chooser on a page: what its form shows, and the resolved table for the script that shows and hides it.

Every word stands in the page; the script gets numbers, and writes nothing that came from an address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from decision.guides import markers
from decision.matrix import paths
from decision.matrix.model import DecisionTable
from decision.matrix.resolved import Resolved, is_small, resolved
from decision.render.explanation import outcome
from decision.render.phrases import NOTHING, Phrase, Phrases

# From a section (`page.md#anchor`), a page or an asset to an address relative to the page; None leads nowhere.
Link = Callable[[str], str | None]

SCRIPT = "assets/chooser.js"
# With more outcomes a list of those still possible is no help, and would take too much room.
MOST_LISTED = 8
# Material's script marks the word behind this name in an address on the page.
TAKEN = "h"


@dataclass(frozen=True)
class Around:
    """Where a chooser stands: its number among those of its table, and whether it is the only chooser of the page.

    `tables`: the ids that the page's tables of the same data have. `brings_table`: the table has to be shown with it,
    because nothing else on the site is there to lead to.
    """

    number: int
    is_alone: bool
    tables: tuple[str, ...]
    brings_table: bool


@dataclass(frozen=True)
class Choice:
    """An option: its id, its label, hints below it."""

    id: str
    label: Phrase
    hints: tuple[Phrase, ...]


@dataclass(frozen=True)
class Asked:
    """A question with its options."""

    id: str
    label: Phrase
    hint: Phrase
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class FormView:
    """All that the template needs. `id` begins every id; `first` and `table` are addresses, or nothing."""

    id: str
    table_id: str
    title: Phrase
    first: str | None
    table: str
    questions: tuple[Asked, ...]
    outcomes: tuple[Phrase, ...]
    is_listed: bool
    data: dict[str, Any]
    script: str | None


def around(table_id: str, table: DecisionTable, number: int, on_page: Mapping[tuple[str, str], int]) -> Around:
    """What a page with these markers, by name and argument, is to the chooser of that number of a table."""
    shown = on_page.get((markers.TABLE, table_id), 0)
    needs_table = not shown and not paths.has_pages(table_id, table)
    ids = [table_id, *(f"{table_id}-{other}" for other in range(2, shown + 1))] if shown or needs_table else []
    choosers = sum(count for (name, _), count in on_page.items() if name == markers.CHOOSER)
    return Around(number, choosers == 1, tuple(ids), needs_table and number == 1)


def form_view(table_id: str, table: DecisionTable, say: Phrases, around: Around, link: Link) -> FormView:
    """The form of a table in a language; without questions where the table is too large."""
    made = resolved(table) if is_small(table) else None
    return FormView(
        id=f"{table_id}-chooser" + (f"-{around.number}" if around.number > 1 else ""),
        table_id=table_id,
        title=say.text(table.title),
        first=link(paths.first_page(table_id)) if paths.has_pages(table_id, table) else None,
        table=around.tables[0] if around.tables else "",
        questions=tuple(_asked(say, name) for name in made.questions) if made else (),
        outcomes=tuple(outcome(say, decision) for decision in made.results) if made else (),
        is_listed=made is not None and len(made.results) <= MOST_LISTED,
        data=_data(table_id, made, around) if made else {},
        script=link(SCRIPT) if made else None,
    )


def _asked(say: Phrases, name: str) -> Asked:
    question = say.table.questions[name]
    return Asked(
        name,
        say.text(question.label),
        say.text(question.hint) if question.hint else NOTHING,
        tuple(Choice(id_, say.text(option.label), say.hints(name, id_)) for id_, option in question.options.items()),
    )


def _data(table_id: str, made: Resolved, around: Around) -> dict[str, Any]:
    """What the script reads: numbers, the ids of the tables in which it marks rows, what answers' names begin with."""
    is_alone = around.is_alone and TAKEN not in made.questions
    return {
        "prefix": "" if is_alone else f"{table_id}.",
        "tables": around.tables,
        "asked": made.asked,
        "rows": made.rows if around.tables else (),
        "found": made.found,
    }
