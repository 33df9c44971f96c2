"""The chooser as pages: one for each question that can be asked, one for each outcome, one with every combination."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from decision.matrix import paths
from decision.project import Project
from decision.render import environment
from decision.render.chooser.views import Chooser, EveryView, OutcomeView, QuestionView
from decision.render.phrases import Phrases, plain

# From a section (`page.md#anchor`) or a page to an address relative to the page that links; None leads nowhere.
Link = Callable[[str], str | None]
View = QuestionView | OutcomeView | EveryView

TEMPLATES = {QuestionView: "chooser-question", OutcomeView: "chooser-outcome", EveryView: "chooser-every"}
_SECTION = re.compile(r'<section[^>]* id="([^"]+)">\s*<h2>(.*?)</h2>')


@dataclass(frozen=True)
class Page:
    """A page: its path below the folder of the language, what it shows, and whether it is there to be found."""

    path: str
    view: View
    say: Phrases
    is_found: bool

    @property
    def title(self) -> str:
        """The title, as text."""
        return self.view.title

    @property
    def description(self) -> str:
        """What it says to those who find it, as text; nothing for what is not to be found."""
        return "" if isinstance(self.view, QuestionView) else self.view.description

    @property
    def hide(self) -> tuple[str, ...]:
        """What of the theme only takes room from it."""
        return ("toc",) if isinstance(self.view, EveryView) else ()

    def html(self, link: Link) -> str:
        """The content."""
        template = environment().get_template(f"{TEMPLATES[type(self.view)]}.html.j2")
        named = {"say": self.say, "locale": self.say.locale, "plain": plain, "link": _href(link)}
        return template.render(view=self.view, frame=self.view.frame, **named)


def pages(project: Project, locale: str) -> Iterator[Page]:
    """Every page of every chooser in a language."""
    found = to_be_found(project, locale)
    for chooser in _choosers(project, locale):
        for state in chooser.states:
            view = chooser.outcome(state) if state.is_outcome else chooser.question(state)
            yield Page(state.page, view, chooser.say, state.page in found)
        every = paths.all_page(chooser.table_id)
        yield Page(every, chooser.every(), chooser.say, every in found)


@lru_cache(maxsize=32)
def to_be_found(project: Project, locale: str) -> frozenset[str]:
    """The paths of the pages that search and search engines may find in a language: no questions.

    Nor what has a text of the default language in its title, for want of one in this language.
    """
    choosers = _choosers(project, locale)
    found = {state.page for chooser in choosers for state in chooser.states if chooser.is_found(state)}
    return frozenset(found | {paths.all_page(chooser.table_id) for chooser in choosers if chooser.is_every_found()})


@lru_cache(maxsize=32)
def _choosers(project: Project, locale: str) -> tuple[Chooser, ...]:
    return tuple(
        Chooser(table_id, table, locale, project.default)
        for table_id, (_, table) in project.tables.items()
        if paths.has_pages(table_id, table)
    )


def without_pages(project: Project) -> Iterator[str]:
    """A message for each table that has no pages, for those who build the site."""
    for table_id, (source, table) in project.tables.items():
        if not paths.has_pages(table_id, table):
            yield f"{source.path}: its chooser has no pages: more than {paths.MOST_PAGES} combinations, or ids too long"


def contents(html: str) -> list[dict[str, Any]]:
    """The headings of a page as Markdown would list them: the page itself, and its sections."""
    sections = [{"level": 2, "id": id_, "name": name, "children": []} for id_, name in _SECTION.findall(html)]
    return [{"level": 1, "id": "chooser", "name": "", "children": sections}]


def _href(link: Link) -> Link:
    """The same, where an address outside the site leads to itself."""
    return lambda target: target if "://" in target else link(target)
