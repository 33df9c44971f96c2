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
from decision.matrix.model import DecisionTable
from decision.problem import Problem, Route, choices, error


def check(site: Site) -> Iterator[Problem]:
    """A problem for each section whose page or anchor the default language does not have."""
    default = site.project.default
    pages = {facts.page: facts for facts in site.pages.values() if facts.locale == default}
    for source, table in site.project.tables.values():
        for route, section in sections(table):
            page, _, anchor = section.partition("#")
            if not page:
                message = f"the section '{section}' names no page"
                yield error("unknown-section", message, "write it as 'page.md#id'", source.at(*route), route)
            elif page not in pages:
                message = f"there is no page '{page}' in docs/{default}"
                yield error("unknown-section", message, choices(page, pages), source.at(*route), route)
            elif anchor and not pages[page].is_open and not pages[page].has_anchor(anchor):
                message = f"no heading in '{page}' has the id '{anchor}'"
                hint = choices(anchor, sorted(pages[page].anchors))
                yield error("unknown-section", message, hint, source.at(*route), route)


def sections(table: DecisionTable) -> Iterator[tuple[Route, str]]:
    """The sections that a table names, and where it names them."""
    for kind in ("integrations", "replacements", "alternatives", "usecases"):
        for name, part in getattr(table, kind).items():
            if part.section is not None:
                yield (kind, name, "section"), part.section
    for name, question in table.questions.items():
        for id_, option in question.options.items():
            if option.section is not None:
                yield ("questions", name, "options", id_, "section"), option.section
