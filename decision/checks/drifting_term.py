"""A translation has no word for a term that its original uses: three times or more in a section, or once in a label.

A reader who knows the term looks for it in vain.
It is asked of sections of pages and of texts of decision tables that claim to be current, and only where there is
nothing like one of the words that a glossary lists for the term, in whatever form. Where a translation says it in other
words on purpose, list these in the glossary, under `use`.

Bad, where the original says "folder" three times, for which the Dutch word is "map":

    Open de directory, en sleep de bestanden erin.

Good:

    Open de map, en sleep de bestanden erin.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Place, Problem, Route, warning
from decision.project import Project
from decision.terms import drift
from decision.terms.drift import Lost, Uses

_MOST_INSTEAD = 4


def check(guide: Guide, uses: Uses) -> Iterator[Problem]:
    """A problem for each such term of a section, at its heading."""
    for lost in uses.lost(guide):
        line = next(heading.line for heading in guide.headings if heading.anchor == lost.anchor)
        yield _problem(lost, "this section", Place(guide.path, line))


def check_data(project: Project) -> Iterator[Problem]:
    """A problem for each such term of a text of a decision table."""
    for lost in drift.lost_in_data(project):
        source = next(source for source, _ in project.tables.values() if source.path == lost.place.path)
        yield _problem(lost, "this text", source.at(*lost.route), lost.route)


def _problem(lost: Lost, where: str, place: Place, route: Route = ()) -> Problem:
    often = "once" if lost.uses == 1 else f"{lost.uses} times"
    message = f"the original says '{lost.original.name}' {often}, {where} has no word for it"
    instead = " or ".join(f"'{word}'" for word in lost.own.instead[:_MOST_INSTEAD])
    hint = f"write {instead}; see {lost.place.path}:{lost.place.line} and {lost.own.place.path}:{lost.own.place.line}"
    return warning("drifting-term", message, hint, place, route)
