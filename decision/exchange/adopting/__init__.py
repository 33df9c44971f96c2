"""Tables that people wrote by hand on pages, as decision tables of this project.

`adopt(guides, …)` reads a page, or the same page in several languages, and gives the YAML of each table on it. Nothing
that cannot be read with certainty is dropped in silence: each doubt is a problem with its place, and what nobody can
know from the page is listed under `proposed` in the file, where `unconfirmed-proposal` names it until it is confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from decision.exchange.adopting import aligning, composing, layout, legends, reading, replacing, scales, writing
from decision.exchange.adopting.composing import Section
from decision.exchange.adopting.drafts import Draft
from decision.exchange.adopting.naming import Ids
from decision.exchange.adopting.reading import AS_FOUND, Options, Page
from decision.guides.guide import Guide
from decision.problem import Problem, in_order, quoted, warning

__all__ = ["Adopted", "Adoption", "Options", "adopt"]

ABOVE = (
    "Adopted from {page}. What is listed under 'proposed' was not on the page: correct it, then take it off the list."
)


@dataclass(frozen=True, eq=False)
class Adopted:
    """A table: its id, its file's text, and how much it holds; `losses` counts what on the page is not in it."""

    id: str
    text: str
    drafts: tuple[Draft, ...]
    counts: str
    losses: int


@dataclass(frozen=True, eq=False)
class Adoption:
    """The tables of a page, and everything that is doubtful of them."""

    tables: tuple[Adopted, ...]
    problems: tuple[Problem, ...]
    pages: tuple[Page, ...]

    def replaced(self, number: int, stays: Collection[str] = ()) -> str:
        """The page of the language of that number with markers in place of its tables, but those that stay."""
        guide = self.pages[number].guide
        tables = [table for table in self.tables if table.id not in stays]
        mine = [(draft, table.id) for table in tables for draft in table.drafts if draft.guide is guide]
        return replacing.replaced(self.pages[number].found, guide.syntax.text, mine)


def adopt(
    guides: Sequence[Guide],
    default: str,
    section: Section = lambda target: None,
    options: Options = AS_FOUND,
    name: str = "",
    taken: Collection[str] = (),
) -> Adoption:
    """The decision tables of a page; `guides` are the page in its languages, the one that counts first.

    `default` is the language of the site, `section` finds the guide that a link leads to, `name` is the id of the
    table where the page has one only, `taken` are ids that are others' already.
    """
    pages = [reading.open_page(guide, guide.locale, options) for guide in guides]
    drafts, problems = reading.read(pages[0], options)
    ids = Ids("table", taken)
    made = []
    for draft in drafts:
        problems += draft.problems
        scale = scales.scale(draft)
        problems += scale.problems
        others = []
        for page in pages[1:]:
            other = _counterpart(draft, pages[0], page)
            if other is None:
                message = f"no table in {quoted(page.guide.path)} is the one of {draft.place}"
                problems.append(
                    warning("doubtful-translation", message, "its texts in that language are missing", draft.place)
                )
                continue
            aligned = aligning.align(draft, scale, other, scales.scale(other))
            problems += [*other.problems, *aligned.scale.problems, *aligned.problems]
            others.append(aligned)
        composed = composing.compose(draft, scale, others, default, section)
        problems += composed.problems
        english = [one.draft.title for one in others if one.draft.locale == "en"]
        own = (
            name
            if name and len(drafts) == 1
            else ids.give(*([name] if name else [*english, draft.title, reading.stem(draft.guide)]))
        )
        text = writing.text(composed.data, composed.comments, ABOVE.format(page=draft.guide.path))
        counts = _counts(composed.data)
        losses = draft.losses + sum(one.draft.losses for one in others)
        made.append(Adopted(own, text, (draft, *(one.draft for one in others)), counts, losses))
    return Adoption(tuple(made), in_order(problems), tuple(pages))


def _counterpart(draft: Draft, first: Page, page: Page) -> Draft | None:
    """The same table on the page of another language: the one of its number, else the first of its form."""
    number = first.found.tables.index(draft.layout.table)
    count = len(draft.layout.table.rows)
    order = [*page.found.tables[number : number + 1], *page.found.tables]
    possible = [table for table in order if abs(len(table.rows) - count) <= max(2, count // 3)]
    for table in possible:
        explained = [entry.name for entry in legends.explained(page.texts, table)]
        laid = layout.like(draft.layout, table, page.locale, explained)
        if laid is not None:
            found = reading.draft(page, laid)
            heard = sum(cell.heard is not None for row in found.rows for cell in row.cells)
            if found.rows and heard * 2 >= sum(cell.heard is not None for row in draft.rows for cell in row.cells):
                return found
    return _only_one(draft, first, page)


def _only_one(draft: Draft, first: Page, page: Page) -> Draft | None:
    """The only table of verdicts of another page where the first page has no other one: an older state of it."""
    theirs, _ = reading.read(page)
    is_alone = len(theirs) == 1 and len(reading.read(first)[0]) == 1
    return theirs[0] if is_alone and len(theirs[0].columns) == len(draft.columns) else None


def _counts(data: composing.Data) -> str:
    """How much a table holds, in words."""
    nouns = {"usecases": "use case", "integrations": "integration", "legend": "verdict"}
    nouns |= {"alternatives": "other solution", "remarks": "remark"}
    return ", ".join(_count(len(data.get(name, ())), noun) for name, noun in nouns.items())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
