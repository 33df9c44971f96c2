"""A section of a translation that claims to be current, and does not have what its original has.

Something got lost on the way: a table, a step, a note, a link, a label, or code that was translated.
What a section claims stands in the front matter, under `source`; `decision translations accept` writes it.
A change of the original alone is never reported here: it makes the section outdated.
Code that is meant to be another one is excused like anything else.

Bad:

    1. Open **[!UICONTROL Settings]**.
    1. Select the organization.

Good: the translation has as many steps, with the same label:

    1. Öppna **[!UICONTROL Settings]**.
    1. Välj organisationen.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Problem
from decision.translations.claims import Claims


def check(guide: Guide, claims: Claims) -> Iterator[Problem]:
    """A problem for each cause of a difference."""
    yield from (problem for problem in claims.problems(guide) if problem.code == "translation-differs")
