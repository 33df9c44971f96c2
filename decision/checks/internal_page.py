"""A page that is never published (`internal: y`) is linked or listed.

Readers would meet a link that leads nowhere.

Bad, where `drafts/plan.md` says `internal: y`:

    See the [plan](drafts/plan.md).

Bad:

    nav:
      - drafts/plan.md

Good: the link or the entry is removed, or the page is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.linkage import Site
from decision.problem import Problem, error


def check(site: Site) -> Iterator[Problem]:
    """A problem for each link from a published page to one that is not, and for each entry of the navigation."""
    has_internal = any(facts.is_internal for facts in site.pages.values())
    for facts in site.pages.values() if has_internal else ():
        for reference in facts.references:
            page = site.find(facts.locale, site.target_of(facts, reference)[0])
            if page is not None and page.is_internal and not facts.is_internal and page is not facts:
                message = f"'{page.page}' is internal, so readers cannot follow this link"
                yield error("internal-page", message, "remove the link, or publish the page", facts.place(reference))
    for page_name, place in site.project.navigation:
        page = site.find(site.project.default, page_name)
        if page is not None and page.is_internal:
            message = f"'{page_name}' is internal, and the navigation lists it"
            yield error("internal-page", message, "remove the entry, or publish the page", place)
