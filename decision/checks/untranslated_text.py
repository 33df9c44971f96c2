"""A sentence of eight words or more that a translation left in the language of the original.

It is asked of sections that claim to be current. Code, labels and names are left out.

Bad:

    The list displays all organizations that you have access to.

Good:

    Listan visar alla organisationer som du har åtkomst till.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Problem
from decision.translations.claims import Claims


def check(guide: Guide, claims: Claims) -> Iterator[Problem]:
    """A problem for each text with such a sentence."""
    yield from (problem for problem in claims.problems(guide) if problem.code == "untranslated-text")
