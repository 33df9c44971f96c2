"""The chooser's pages in Chromium without JavaScript: every combination, and what is on the screen at its end.

What has to be there comes from the reference, which is another way to the same answer than the engine's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from decision import locales, project
from decision.matrix.model import MARK, DecisionTable
from decision.texts import words
from tests import reference

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LOCALES = ("en", "sv", "nl")
WALKS = [(name, locale) for name in ("lunch", "odd", "single") for locale in (*LOCALES, "he")]
WALKS += [("usecases", "en"), ("hosting", "nl")]
# as many pages in other words
LONG_WALKS = [("usecases", "sv"), ("usecases", "nl"), ("hosting", "en"), ("hosting", "sv")]
KINDS = ("choose/usecases/", "choose/usecases/share/larger/no/", "choose/usecases/all_answers/", "choose/odd/x/q/")


@pytest.fixture(scope="module")
def tables(chooser_site: Path) -> dict[str, DecisionTable]:
    loaded = project.load(chooser_site.parent)
    return {name: table for name, (_, table) in loaded.tables.items()}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


class Reader(NamedTuple):
    """The table as somebody reads it in a language."""

    table: DecisionTable
    locale: str

    def text(self, text: Mapping[str, str]) -> str:
        return " ".join(MARK.sub("", words(text, self.locale, "en").text).split())

    def names(self, ids: Sequence[str]) -> list[str]:
        return [self.text(part.label) for name in ids if (part := self.table.linked(name))]

    def say(self, key: str, **places: str) -> str:
        return locales.words(self.locale)[key].format(**places)

    def listed(self, ids: Sequence[str]) -> str:
        *first, last = self.names(ids)
        return f"{', '.join(first)} {self.say('table-or')} {last}" if first else last

    def outcome(self, decision: Mapping[str, Any]) -> str:
        outcome, recommend = decision["outcome"], decision["recommend"]
        if outcome in self.table.legend:
            word = self.text(self.table.legend[outcome].word)
            return self.say("decide-verdict", recommend=self.listed(recommend), verdict=word)
        return self.say(f"decide-{outcome}", recommend=self.listed(recommend) if recommend else "")

    def judged(self, decision: Mapping[str, Any]) -> list[str]:
        if decision["outcome"] == "unanswered":
            return []
        found = []
        for name, integration in self.table.integrations.items():
            verdict = self.table.legend[decision["verdicts"][name]["effective"]]
            found.append(f"{self.text(integration.label)} {verdict.symbol.strip()} {self.text(verdict.word)}")
        return found


@lru_cache(maxsize=16)
def combinations(table: DecisionTable) -> list[reference.Answers]:
    return reference.everything(table)


def next_question(table: DecisionTable, answers: reference.Answers) -> str | None:
    """The question that comes next by brute force, None where everything is answered."""
    following = [other for other in combinations(table) if answers.items() <= other.items()]
    if answers in following:
        return None
    return next(question for question in table.questions if question not in answers and question in following[0])


# What the eye gets of elements, each on one line, and where links lead: one call for a whole page.
READ = """() => Object.fromEntries(%s.map((selector) => [selector, [...document.querySelectorAll(selector)].map(
  (element) => [element.innerText.split(/\\s+/u).join(" ").trim(), element.href || ""])]))"""
QUESTION = ("h1", ".chooser__options a", ".chooser__back a")
OUTCOME = (
    "h1",
    "#integrations h3",
    "#why ul > li",
    "#other-solutions li",
    "#answers dt",
    "#answers dd:first-of-type",
    "#answers dd a",
    ".chooser__back a",
    ".chooser__restart a",
)


class Screen(NamedTuple):
    """What is on the screen, by selector: texts, and where links lead."""

    found: Mapping[str, list[list[str]]]

    def texts(self, selector: str) -> list[str]:
        return [text for text, _ in self.found[selector]]

    def links(self, selector: str) -> list[str]:
        return [address for _, address in self.found[selector]]


def read(page: Page, selectors: Sequence[str]) -> Screen:
    return Screen(page.evaluate(READ % json.dumps(selectors)))


def walk(page: Page, reader: Reader, answers: dict[str, str], before: Sequence[str]) -> Iterator[dict[str, str]]:
    """Go on from the page that is shown, by every option; yields the answers at each outcome."""
    address, question = page.url, next_question(reader.table, answers)
    on_the_way = (*before, address)
    if question is None:
        compare(read(page, OUTCOME), reader, answers, before)
        yield answers
        return
    asked, screen = reader.table.questions[question], read(page, QUESTION)
    assert screen.texts("h1") == [reader.text(asked.label)]
    assert screen.texts(".chooser__options a") == [reader.text(option.label) for option in asked.options.values()]
    assert screen.links(".chooser__back a") == list(before[-1:])
    for option, target in zip(asked.options, screen.links(".chooser__options a"), strict=True):
        page.goto(target, wait_until="commit")
        page.wait_for_load_state("domcontentloaded")
        yield from walk(page, reader, {**answers, question: option}, on_the_way)


def compare(screen: Screen, reader: Reader, answers: dict[str, str], before: Sequence[str]) -> None:
    """What an outcome's page shows, beside what the reference says."""
    table, decision = reader.table, reference.full(reader.table, answers)
    assert screen.texts("h1") == [reader.outcome(decision)]
    assert screen.texts("#integrations h3") == reader.judged(decision)
    assert screen.texts("#why ul > li") == [reader.text(table.usecases[name].label) for name in decision["matched"]]
    solutions = reader.names(decision["alternatives"])
    solutions += [reader.say("decide-unusable", alternative=name) for name in reader.names(decision["unusable"])]
    shown = screen.texts("#other-solutions li")
    assert len(shown) == len(solutions)
    assert all(text.startswith(solution) for text, solution in zip(shown, solutions, strict=True))
    given = [(question, table.questions[question]) for question in answers]
    assert screen.texts("#answers dt") == [reader.text(question.label) for _, question in given]
    chosen = [reader.text(question.options[answers[name]].label) for name, question in given]
    assert screen.texts("#answers dd:first-of-type") == chosen
    assert screen.links("#answers dd a") == list(before), "each answer can be changed on the page where it was given"
    assert screen.links(".chooser__back a") == list(before[-1:])
    assert screen.links(".chooser__restart a") == list(before[:1])


@pytest.mark.parametrize(
    ("name", "locale"), [*WALKS, *(pytest.param(*walk, marks=pytest.mark.campaign) for walk in LONG_WALKS)]
)
def test_every_combination_by_the_pages(
    page: Page, chooser_url: str, tables: Mapping[str, DecisionTable], name: str, locale: str
) -> None:
    page.goto(f"{chooser_url}{locale}/choose/{name}/")
    reached = list(walk(page, Reader(tables[name], locale), {}, ()))
    assert reached == combinations(tables[name])


def test_the_keyboard_suffices(page: Page, chooser_url: str) -> None:
    """From the table in a guide to an outcome, back to change an answer, and by "not sure" to another outcome."""
    page.goto(f"{chooser_url}en/integration-best-practices/#usecases")
    follow(page, "Find the answer step by step")
    for answer in ("Save new assets to the DAM", "A larger number", "Yes, they have access"):
        follow(page, answer)
    assert seen(page, "h1") == ["Recommended: AEM desktop app (preferred)"]
    follow(page, "Change How many assets?")
    assert seen(page, "h1") == ["How many assets?"]
    reach(page, "Not sure?")
    page.keyboard.press("Enter")
    follow(page, "A smaller number · No, they have no access")
    assert page.url == f"{chooser_url}en/choose/usecases/save/smaller/no/"
    page.go_back()
    assert page.url == f"{chooser_url}en/choose/usecases/save/"
    follow(page, "Start again")
    follow(page, "Every combination of answers")
    follow(page, "Migration Guide (other solution)")
    assert page.url == f"{chooser_url}en/choose/usecases/migrate/"


def seen(page: Page, selector: str) -> list[str]:
    return read(page, (selector,)).texts(selector)


FOCUSED = """() => { const here = document.activeElement; const inner = (style) => style.outlineStyle !== "none";
  return [here.textContent.split(/\\s+/u).join(" ").trim(),
    inner(getComputedStyle(here)) || inner(getComputedStyle(here, "::after"))]; }"""


def follow(page: Page, text: str) -> None:
    """Follow a link with the keyboard."""
    reach(page, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page: Page, text: str) -> None:
    """Go to what is called so with the Tab key, and see that the eye can tell."""
    for _ in range(120):
        page.keyboard.press("Tab")
        name, is_visible = page.evaluate(FOCUSED)
        if name == text:
            assert is_visible, f"one cannot see that '{text}' has the focus"
            return
    raise AssertionError(f"the Tab key does not reach '{text}'")


def test_changing_the_language_keeps_the_answers(page: Page, chooser_url: str) -> None:
    for below in ("choose/usecases/save/larger/", "choose/usecases/save/larger/no/", "choose/usecases/all_answers/"):
        page.goto(f"{chooser_url}en/{below}")
        page.locator(".md-select button").hover()
        page.locator(".md-select__link", has_text="Nederlands").click()
        assert page.url == f"{chooser_url}nl/{below}"


@pytest.mark.parametrize(("width", "size"), [(320, 100), (640, 200)])
def test_nothing_is_wider_than_the_screen_also_in_large_letters(
    browser: Browser, chooser_url: str, width: int, size: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    for locale in ("en", "sv", "nl", "he"):
        for below in KINDS:
            page.goto(f"{chooser_url}{locale}/{below}")
            page.evaluate(f"document.documentElement.style.fontSize = '{1.25 * size}%'")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (locale, below)
    context.close()


SMALL = """() => [...document.querySelectorAll(
  ".chooser__options > li, .chooser__back a, .chooser__restart a, .chooser__answers dd a, .chooser__unsure summary, "
  + ".chooser__unsure a, .chooser__every a")]
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def test_a_finger_hits_what_stands_alone(page: Page, chooser_url: str) -> None:
    for below in (*KINDS, "choose/usecases/share/larger/"):
        page.goto(f"{chooser_url}en/{below}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(SMALL) == []


def test_on_paper_stands_what_paper_can_use(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/choose/usecases/share/larger/no/")
    page.emulate_media(media="print")
    assert page.locator(".chooser__answers dt").first.is_visible()
    assert page.locator("#origin").is_visible()
    for control in (".chooser__back", ".chooser__restart", ".chooser__answers dd a"):
        assert not page.locator(control).first.is_visible(), control
    page.emulate_media(media="screen")
