"""A `section` in the data that leads nowhere: the page, or the heading with that id, does not exist.

Bad:

    alternatives:
      brand-portal: {section: integration.md#brand-portl, …}

Good:

    alternatives:
      brand-portal: {section: integration.md#brand-portal, …}

Only the default language is asked; a translation that lacks the page or heading falls back.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.linkage import Site
from decision.problem import Problem, Route, choices, error


def check(site: Site) -> Iterator[Problem]:
    """A problem for each section whose page or anchor the default language does not have."""
    default = site.project.default
    pages = {facts.page: facts for facts in site.pages.values() if facts.locale == default}
    for source, table in site.project.tables.values():
        for kind in ("integrations", "replacements", "alternatives"):
            for name, part in getattr(table, kind).items():
                if part.section is None:
                    continue
                route: Route = (kind, name, "section")
                page, _, anchor = part.section.partition("#")
                if not page:
                    message = f"the section '{part.section}' names no page"
                    yield error("unknown-section", message, "write it as 'page.md#id'", source.at(*route), route)
                elif page not in pages:
                    message = f"there is no page '{page}' in docs/{default}"
                    yield error("unknown-section", message, choices(page, pages), source.at(*route), route)
                elif anchor and not pages[page].is_open and not pages[page].has_anchor(anchor):
                    message = f"no heading in '{page}' has the id '{anchor}'"
                    yield error(
                        "unknown-section",
                        message,
                        choices(anchor, sorted(pages[page].anchors)),
                        source.at(*route),
                        route,
                    )
