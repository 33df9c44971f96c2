"""What a reader can make of a page: the states in which it is looked at, and what is done to get there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.kinds import Kind, Pages
from audit.looking import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

# From this width on, Material's navigation stands beside the text; below it is a drawer.
WITHOUT_DRAWER = 1220
FORM, TABLE, PICTURE = 'class="chooser-form"', 'class="decision-table"', 'class="picture'
TERMS = 'class="glossary__definition"'


def leave(page: Page) -> None:
    """The page as it comes."""


def open_details(page: Page) -> None:
    """All that can be unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def answer_form(page: Page) -> None:
    """The first option of each question of the first form, and everything unfolded."""
    form = page.locator(".chooser-form").first
    for question in form.locator("fieldset:not([hidden])").all():
        if question.is_visible():
            question.get_by_role("radio").first.check()
    open_details(page)


def open_search(page: Page) -> None:
    """The search field with what it found."""
    type_in_search(page, max(page.locator("h1").first.inner_text().split(), key=len))
    page.locator(".md-search-result__item").first.wait_for()


def search_in_vain(page: Page) -> None:
    """The search field where it found nothing."""
    type_in_search(page, "zzzzzz")
    page.locator(".search-nothing").first.wait_for()


def type_in_search(page: Page, word: str) -> None:
    """Go to the field as a reader does, and type."""
    button = page.locator("label.md-header__button[for=__search]")
    if button.is_visible():
        button.click()
    field = page.locator(".md-search__input")
    field.focus()
    field.press_sequentially(word)


def open_languages(page: Page) -> None:
    """The menu of languages."""
    page.locator(".md-select button").hover()


def open_drawer(page: Page) -> None:
    """The navigation on a narrow screen."""
    page.locator("label.md-header__button[for=__drawer]").click()


def begin_with_keyboard(page: Page) -> None:
    """What the first step with the Tab key shows."""
    page.keyboard.press("Tab")


@dataclass(frozen=True)
class State:
    """A page of a kind that has certain things on it, and what a reader did there."""

    kind: Kind
    act: Callable[[Page], None] = leave
    has: Sequence[str] = ()
    is_narrow: bool = False
    with_scripts: bool = True

    def address(self, site: Path, pages: Pages) -> str | None:
        """The largest page to look at; None where no page of the site is such."""
        fitting = (
            address
            for address in pages.get(self.kind, ())
            if all(sign in file(site, address).read_text("utf-8") for sign in self.has)
        )
        return next(fitting, None)


def sight(site: Path, pages: Pages, name: str, look: Look) -> tuple[str, State, Look] | None:
    """Where a state is seen, and how; None where the site has no such page, or the screen is too wide for it."""
    state = STATES[name]
    address = state.address(site, pages)
    if address is None or (state.is_narrow and look.width >= WITHOUT_DRAWER):
        return None
    return address, state, replace(look, with_scripts=state.with_scripts)


def file(site: Path, address: str) -> Path:
    """The file behind an address."""
    return site / address / "index.html" if not address.endswith(".html") else site / address


STATES = {
    "root": State(Kind.ROOT),
    "not found": State(Kind.NOT_FOUND, begin_with_keyboard),
    "home, drawer": State(Kind.HOME, open_drawer, is_narrow=True),
    "home, search": State(Kind.HOME, open_search),
    "home, nothing found": State(Kind.HOME, search_in_vain),
    "guide, languages": State(Kind.GUIDE, open_languages, (TABLE,)),
    "guide, answered": State(Kind.GUIDE, answer_form, (FORM, TABLE)),
    "guide, pictures": State(Kind.GUIDE, open_details, (PICTURE,)),
    "guide, terms": State(Kind.GUIDE, leave, (TERMS,)),
    "guide, no scripts": State(Kind.GUIDE, open_details, (FORM,), with_scripts=False),
    "fallback": State(Kind.FALLBACK),
    "question": State(Kind.QUESTION, open_details),
    "outcome": State(Kind.OUTCOME, open_details),
    "combinations": State(Kind.COMBINATIONS),
    "headings": State(Kind.HEADINGS),
    "contribute": State(Kind.CONTRIBUTE),
}
