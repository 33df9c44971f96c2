"""A link to a heading or id that the page does not have.

Bad:

    See [what to use instead](#folder-shraing).

Good:

    See [what to use instead](#folder-sharing).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.linkage import Lost, Site
from decision.problem import Problem, choices, warning


def check(site: Site) -> Iterator[Problem]:
    """A problem for each link whose page is there, but not the anchor."""
    for facts, reference, loss in site.losses:
        if loss.lost is Lost.ANCHOR:
            page, _ = site.target_of(facts, reference)
            where = "this page" if page == facts.page else f"'{page}'"
            elsewhere = site.pages_with(facts.locale, loss.name)
            hint = f"'{elsewhere[0]}' has it" if elsewhere else choices(loss.name, loss.possible, most=6)
            yield warning("broken-anchor", f"{where} has no id '{loss.name}'", hint, facts.place(reference))
