"""The chooser on a page in Chromium: every answer and "not sure" to every question, and what is on the screen then.

What has to be there comes from the reference, which is another way to the same answer than the engine's.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from decision import project
from decision.matrix.engine import canonical, decide
from decision.matrix.model import DecisionTable
from tests import reference
from tests.test_chooser_browser import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route

pytestmark = pytest.mark.browser

LOCALES = ("en", "sv", "nl")
SMALL = ("usecases", "lunch", "hosting", "odd", "single", "many")
RUNS = [(name, locale) for name in SMALL for locale in LOCALES]
RUNS += [(name, "he") for name in ("lunch", "odd", "single")]
MOST_BYTES = 4_000
MOST_REASONS = 4
MOST_LISTED = 8


@pytest.fixture(scope="module")
def tables(chooser_site: Path) -> dict[str, DecisionTable]:
    loaded = project.load(chooser_site.parent)
    return {name: table for name, (_, table) in loaded.tables.items()}


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who was never here, and to whom the console says nothing."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert said == []


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    return reader.new_page()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that goes from one address to another, and what is said meanwhile."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", dismiss)
    yield context.new_page(), said
    context.close()


@pytest.fixture
def visiting(tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """The same page for several tests, which costs half; the chooser knows nothing but its address."""
    page, said = tab
    said.clear()
    yield page
    assert said == []


# --- every answer to every question

# Gives the answers in each of the states, one state after the other, and reads what is there then. The browser takes
# no more than 200 addresses in ten seconds, so here they go elsewhere.
RUN = """(states) => {
  let address = "";
  history.pushState = (state, title, url) => { address = url.search; };
  const form = document.querySelector(".chooser-form");
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const words = (element) => element.textContent.split(/\\s+/u).join(" ").trim();
  const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  return states.map((answers) => {
    for (const input of form.querySelectorAll("input")) {
      input.checked = (answers[input.name] ?? "") === input.value;
    }
    form.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
    return {
      address,
      asked: seen(".chooser-form fieldset").map((one) => one.name),
      state: seen(".chooser-form__states > p").map(words),
      outcomes: seen(".chooser-form__outcomes > li:not(.chooser-form__reason)").map(words),
      reasons: seen(".chooser-form__reason a").map((one) => one.getAttribute("href") && one.href),
      said: words(form.querySelector("[role=status]")),
      rows: [...document.querySelectorAll(".decision-table tbody tr")].map((row) => (
        [...row.querySelectorAll(".chooser-form__mark")].filter(isSeen).map(words).join())),
      top: document.querySelector("#after").getBoundingClientRect().top,
    };
  });
}"""


@lru_cache(maxsize=8)
def states(table: DecisionTable) -> tuple[reference.Answers, ...]:
    """Every answer, and none, to each question that is ever asked."""
    asked = [name for name in table.questions if name not in reference.never_asked(table, {})]
    chosen = product(*((None, *table.questions[name].options) for name in asked))
    return tuple({n: o for n, o in zip(asked, options, strict=True) if o is not None} for options in chosen)


@lru_cache(maxsize=2_000)
def completions(table: DecisionTable, given: str) -> tuple[reference.Answers, ...]:
    """Every combination that may still come of the answers, which are given as JSON."""
    answers = json.loads(given)
    return tuple(
        other
        for other in reference.everything(table)
        if all(other.get(question, option) == option for question, option in answers.items())
    )


@lru_cache(maxsize=32)
def outcomes(reader: Reader) -> tuple[str, ...]:
    """Every outcome in words, in the order in which the table's combinations have them."""
    found = [reader.outcome(reference.full(reader.table, answers)) for answers in completions(reader.table, "{}")]
    return tuple(dict.fromkeys(found))


def expected(reader: Reader, name: str, given: reference.Answers, base: str) -> dict[str, Any]:
    """What must be on the screen."""
    table, decision = reader.table, reference.decide(reader.table, given)
    assert (decision["outcome"], tuple(decision["recommend"])) == (
        decide(table, given).outcome,
        decide(table, given).recommend,
    )
    left = completions(table, json.dumps(given))
    still = {reader.outcome(reference.full(table, answers)) for answers in left}
    possible = [outcome for outcome in outcomes(reader) if outcome in still]
    is_open = decision["outcome"] == "undecided"
    key = "open" if is_open else "anyway" if len(left) > 1 else "certain"
    state = reader.say(f"form-{key}") + (f" {len(possible)}" if is_open else "")
    pages = [f"{base}choose/{name}/{'/'.join(answers.values())}/" for answers in left]
    return {
        "address": f"?{canonical(decision['answers'])}".rstrip("?"),
        "asked": [question for question in table.questions if any(question in answers for answers in left)],
        "state": [state],
        "outcomes": [] if is_open and len(outcomes(reader)) > MOST_LISTED else possible,
        "reasons": [] if is_open or len(pages) > MOST_REASONS else pages,
        "said": state if is_open else f"{state} {reader.outcome(decision)}",
        "rows": [f"◆{reader.say('form-applies')}" * (row in decision["matched"]) for row in table.usecases],
    }


@pytest.mark.parametrize(("name", "locale"), RUNS)
def test_every_answer_to_every_question(
    visiting: Page, chooser_url: str, tables: Mapping[str, DecisionTable], name: str, locale: str
) -> None:
    base, told = f"{chooser_url}{locale}/", Reader(tables[name], locale)
    visiting.goto(f"{base}forms/{name}/")
    screens = visiting.evaluate(RUN, list(states(told.table)))
    assert len(screens) == len(states(told.table))
    for given, screen in zip(states(told.table), screens, strict=True):
        screen.pop("top")
        assert screen == expected(told, name, given, base), given


# --- as somebody uses it


def choose(page: Page, option: str) -> None:
    page.get_by_role("radio", name=option, exact=True).check()


def shown(page: Page) -> list[str]:
    """The state and the outcomes that the eye sees."""
    return [" ".join(text.split()) for text in page.locator(SHOWN).filter(visible=True).all_inner_texts()]


SHOWN = ".chooser-form__states > p, .chooser-form__outcomes > li:not(.chooser-form__reason)"
BRAND_PORTAL = "No integration fits, but another solution does: Brand Portal or Asset Share"


def test_an_outcome_stands_there_as_soon_as_it_is_certain(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/")
    assert shown(page)[0] == "Not decided yet. Outcomes still possible: 5"
    choose(page, "Share assets from the DAM with creative users")
    assert shown(page)[0] == "Not decided yet. Outcomes still possible: 2"
    choose(page, "No, they have no access")
    assert shown(page) == ["Certain already, whatever else you answer:", BRAND_PORTAL]
    links = page.locator(".chooser-form__reason a").filter(visible=True)
    assert links.all_inner_texts() == [
        "All reasons if you answer: A smaller number",
        "All reasons if you answer: A larger number",
    ]
    links.nth(1).click()
    assert page.url == f"{chooser_url}en/choose/usecases/share/larger/no/"
    assert page.locator("h1").inner_text() == BRAND_PORTAL
    page.go_back()
    assert page.get_by_role("radio", name="No, they have no access").is_checked()
    page.get_by_role("link", name="Brand Portal").first.click()
    assert page.url == f"{chooser_url}en/integration-best-practices/#brand-portal"


def test_answers_to_questions_that_are_not_asked_come_back(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/")
    choose(page, "Save new assets to the DAM")
    choose(page, "A larger number")
    choose(page, "Bring a whole archive into the DAM")
    assert page.url.endswith("?task=migrate")
    assert page.locator("fieldset").filter(visible=True).count() == 1
    choose(page, "Save new assets to the DAM")
    assert page.url.endswith("?task=save&volume=larger")
    page.get_by_role("radio", name="Not sure").first.check()
    assert page.url.endswith("?volume=larger")
    page.get_by_role("button", name="Start again").click()
    page.wait_for_url(f"{chooser_url}en/forms/usecases/")
    assert page.get_by_role("radio", name="Not sure").and_(page.locator(":checked")).count() == 3
    page.goto(f"{chooser_url}en/forms/usecases/?task=migrate&volume=larger")
    assert page.url.endswith("?task=migrate")
    choose(page, "Save new assets to the DAM")
    assert page.url.endswith("?task=save&volume=larger")


def test_the_way_back_leads_through_the_answers(page: Page, chooser_url: str) -> None:
    address = f"{chooser_url}en/forms/usecases/"
    page.goto(address)
    for option in ("Save new assets to the DAM", "A larger number", "Open an asset on the desktop"):
        choose(page, option)
    for query, state in (
        ("?task=save&volume=larger", "Not decided yet. Outcomes still possible: 2"),
        ("?task=save", "Not decided yet. Outcomes still possible: 3"),
        ("", "Not decided yet. Outcomes still possible: 5"),
    ):
        page.go_back()
        assert page.url == address + query
        assert shown(page)[0] == state
    page.go_forward()
    page.go_forward()
    assert page.url.endswith("?task=save&volume=larger")
    page.go_forward()
    choose(page, "Save new assets to the DAM")
    assert page.url.endswith("?task=save&volume=larger"), "what was not asked meanwhile is kept"


def test_the_focus_is_never_lost_in_what_is_hidden(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/?task=migrate")
    choose(page, "Save new assets to the DAM")
    choose(page, "A larger number")
    page.go_back()
    focused = "document.activeElement.value"
    assert page.evaluate(focused) == "larger"
    page.go_back()
    assert page.evaluate(focused) == "migrate"


def test_anchors_and_answers_leave_each_other_alone(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/#after")
    choose(page, "Save new assets to the DAM")
    assert page.url.endswith("?task=save#after")
    page.locator(".chooser-form__rows a").click()
    assert page.url.endswith("?task=save#usecases")
    page.locator(".decision-mark").first.click()
    assert page.url.endswith("?task=save#usecases-remark-1")
    assert page.get_by_role("radio", name="Save new assets to the DAM").is_checked()
    page.go_back()
    page.go_back()
    assert page.url.endswith("?task=save#after")
    page.go_back()
    assert page.url.endswith("/#after")
    assert shown(page)[0] == "Not decided yet. Outcomes still possible: 5"


def test_a_link_to_a_section_of_the_same_page_keeps_the_answers(page: Page, chooser_url: str) -> None:
    """Whatever the table and the form lead to on their own page, they lead to by the anchor alone."""
    page.goto(f"{chooser_url}en/forms/usecases/")
    own = page.locator(".decision-table a[href^='./'], .chooser-form a[href^='./']")
    assert own.count() == 0


def test_changing_the_language_keeps_the_answers(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/#page")
    choose(page, "Share assets from the DAM with creative users")
    choose(page, "No, they have no access")
    for name, locale, option in (
        ("Svenska", "sv", "Nej, de saknar åtkomst"),
        ("Nederlands", "nl", "Nee, ze hebben geen toegang"),
    ):
        page.locator(".md-select button").hover()
        page.locator(".md-select__link", has_text=name).click()
        page.wait_for_url(f"{chooser_url}{locale}/forms/usecases/?dam-access=no&task=share#page")
        assert page.get_by_role("radio", name=option).is_checked()
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.url.endswith("en/forms/usecases/?task=share#page")
    assert page.locator(".md-select__link", has_text="Svenska").get_attribute("href") or ""
    link = page.locator(".md-select__link", has_text="Svenska").evaluate("link => link.href")
    assert link == f"{chooser_url}sv/forms/usecases/?task=share#page"


# --- the address


HTML = "document.querySelector('article').innerHTML"
CHECKED = "[...document.querySelectorAll('.chooser-form :checked')].map((input) => input.value)"


@lru_cache(maxsize=8)
def clean(browser: Browser, address: str) -> list[Any]:
    """What is on a page whose address nobody tampered with."""
    page = browser.new_page()
    page.goto(address)
    assert page.url == address
    found = [page.evaluate(HTML), page.evaluate(CHECKED)]
    page.close()
    return found


@pytest.mark.parametrize(
    ("query", "canonically"),
    [
        ("?volume=larger&task=save", "?task=save&volume=larger"),
        ("?task=save&task=share", "?task=save"),
        ("?task=%73ave&", "?task=save"),
        ("?task=save&colour=red&volume=huge&__proto__=x&constructor=y", "?task=save"),
        ("?task=__proto__&volume=constructor&dam-access=hasOwnProperty", ""),
        ("?task=Save&TASK=save", ""),
        ("?usecases.task=save", ""),
        ("?task", ""),
        ("?task=", ""),
        ("?=save&&&", ""),
        ("?task=%E0%A4%A&volume=%", ""),
        ("?task=<img src=x onerror=alert(1)>&volume=larger", "?volume=larger"),
        ("?task=%3Cscript%3Ealert(1)%3C/script%3E", ""),
        ("?task=save\"'><svg onload=alert(1)>", ""),
        ("?task=-1&volume=0", ""),
        (f"?task={'save' * 5_000}", ""),
        (f"?{'&'.join(f'q{number}=save' for number in range(2_000))}&task=save", "?task=save"),
    ],
)
def test_nothing_of_a_hostile_address_reaches_the_page(
    browser: Browser, visiting: Page, chooser_url: str, query: str, canonically: str
) -> None:
    visiting.goto(f"{chooser_url}en/forms/usecases/{query}")
    assert visiting.url == (address := f"{chooser_url}en/forms/usecases/{canonically}")
    assert [visiting.evaluate(HTML), visiting.evaluate(CHECKED)] == clean(browser, address)


def test_the_word_of_a_search_stays_until_something_is_answered(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/?h=migrate")
    choose(page, "Save new assets to the DAM")
    assert page.url.endswith("usecases/?task=save")


def test_two_choosers_on_a_page_name_their_tables(page: Page, chooser_url: str) -> None:
    address = f"{chooser_url}en/forms/two/"
    page.goto(f"{address}?hurry=yes&lunch.hurry=no&usecases.task=save&lunch.task=save&usecases.hurry=no")
    assert page.url == f"{address}?lunch.hurry=no&usecases.task=save"
    choose(page, "A few")
    choose(page, "A larger number")
    assert page.url == f"{address}?lunch.guests=few&lunch.hurry=no&usecases.task=save&usecases.volume=larger"
    page.locator("#lunch-chooser").get_by_role("button", name="Start again").click()
    page.wait_for_url(f"{address}?usecases.task=save&usecases.volume=larger")
    page.go_back()
    assert page.get_by_role("radio", name="A few", exact=True).is_checked()
    page.go_back()
    assert not page.get_by_role("radio", name="A larger number").is_checked()


def test_the_same_chooser_twice_has_the_same_answers(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/twice/")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    first, second = page.locator("#lunch-chooser"), page.locator("#lunch-chooser-2")
    first.get_by_role("radio", name="Yes").check()
    assert second.get_by_role("radio", name="Yes").is_checked()
    assert page.url.endswith("?lunch.hurry=yes")
    second.get_by_role("radio", name="No", exact=True).check()
    assert first.get_by_role("radio", name="No", exact=True).is_checked()
    assert page.url.endswith("?lunch.hurry=no")
    second.get_by_role("button", name="Start again").click()
    page.wait_for_url(f"{chooser_url}en/forms/twice/")
    first.get_by_role("radio", name="A few").check()
    marks = page.locator(".decision-table .chooser-form__mark")
    assert marks.count() == 0
    second.get_by_role("radio", name="No", exact=True).check()
    assert marks.count() == 2, "one in each of the tables"


# --- without JavaScript, and where there is no form


def test_without_javascript_the_place_leads_to_the_first_question(browser: Browser, chooser_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{chooser_url}sv/forms/usecases/")
    assert not page.locator(".chooser-form__form").is_visible()
    page.locator(".chooser-form").get_by_role("link").click()
    assert page.url == f"{chooser_url}sv/choose/usecases/"
    for name in ("large", "brings"):
        page.goto(f"{chooser_url}nl/forms/{name}/")
        page.locator(".chooser-form").get_by_role("link").click()
        assert page.url == f"{chooser_url}nl/forms/{name}/#large"
        assert page.locator("#large").is_visible()
    context.close()


def test_a_table_without_pages_has_a_form(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/large/")
    choose(page, "Way 300")
    assert page.url.endswith("?way=o300")
    assert shown(page) == ["With your answers:", "Recommended: It (yes)"]
    assert page.locator(".chooser-form__reason").count() == 0


def test_only_pages_with_a_chooser_load_its_script(chooser_site: Path) -> None:
    site = chooser_site / "en"
    pages = {path.parent.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("index.html")}
    loading = {name for name, html in pages.items() if "assets/chooser.js" in html}
    assert loading == {name for name, html in pages.items() if '<form class="chooser-form__form"' in html}
    assert loading >= {f"forms/{name}" for name in ("usecases", "two", "alone", "large")}
    assert not loading & {"forms/none", "terms", "choose/usecases"}


CHOOSER = re.compile(r'<div class="chooser-form".*?(?=<div class="decision-table")', re.DOTALL)


@pytest.mark.parametrize("locale", LOCALES)
def test_script_and_data_are_small(chooser_site: Path, locale: str) -> None:
    """Script and data in fewer than 4 kB compressed, even together with all that the form shows."""
    script = (chooser_site / locale / "assets" / "chooser.js").read_bytes()
    html = CHOOSER.search((chooser_site / locale / "forms" / "usecases" / "index.html").read_text("utf-8"))
    assert html
    assert len(gzip.compress(script)) + len(gzip.compress(html[0].encode())) < MOST_BYTES


# --- for every eye and hand


@pytest.mark.parametrize("width", [320, 1_280])
@pytest.mark.parametrize("name", ["usecases", "lunch", "many"])
def test_an_answer_moves_nothing(
    browser: Browser, chooser_url: str, tables: Mapping[str, DecisionTable], name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{chooser_url}en/forms/{name}/")
    assert len({round(screen["top"]) for screen in page.evaluate(RUN, list(states(tables[name])))}) == 1
    context.close()


SHIFTED = """() => new Promise((done) => {
  const isOurs = ({ node }) => node?.parentElement?.closest("article");
  const nodes = (list) => list.getEntries().flatMap(({ sources }) => sources).filter(isOurs);
  new PerformanceObserver((list) => done(nodes(list).map(({ node }) => node.textContent.trim())))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 300);
})"""


def test_nothing_shifts_while_the_page_loads(page: Page, chooser_url: str) -> None:
    """Also where the script comes late."""

    def later(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/assets/chooser.js", later)
    for address in ("en/forms/usecases/", "en/forms/usecases/?task=save&volume=larger", "he/forms/odd/"):
        page.goto(chooser_url + address)
        assert page.evaluate(SHIFTED) == [], address


OUTSIDE = """() => [...document.querySelectorAll(".chooser-form, .chooser-form *")]
  .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden"))
  .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
  .filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([name]) => name)"""


@pytest.mark.parametrize("size", [20, 40])
def test_nothing_is_wider_than_a_narrow_screen_also_in_large_letters(
    browser: Browser, chooser_url: str, size: int
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    for locale in (*LOCALES, "he"):
        for name in ("usecases", "odd"):
            page.goto(f"{chooser_url}{locale}/forms/{name}/")
            page.add_style_tag(content=f"html {{ font-size: {size}px }}")
            assert page.evaluate(OUTSIDE) == [], (locale, name)
    context.close()


SMALL_TARGETS = """() => [...document.querySelectorAll(
  ".chooser-form label, .chooser-form button, .chooser-form__reason a, .chooser-form__pages a, .chooser-form__rows a")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def test_a_finger_hits_what_it_wants(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/?dam-access=no&task=share")
    assert page.evaluate(SMALL_TARGETS) == []


def test_on_paper_stands_what_was_answered(page: Page, chooser_url: str) -> None:
    page.goto(f"{chooser_url}en/forms/usecases/")
    page.emulate_media(media="print")
    assert not page.locator(".chooser-form").is_visible()
    page.goto(f"{chooser_url}en/forms/usecases/?dam-access=no&task=share")
    visible = page.locator(".chooser-form label, .chooser-form li, .chooser-form button, .chooser-form__pages")
    assert [" ".join(text.split()) for text in visible.filter(visible=True).all_inner_texts()] == [
        "Share assets from the DAM with creative users",
        "No, they have no access",
        BRAND_PORTAL,
    ]


# --- a whole run with the keyboard only, and one from the accessibility tree only; each prints what it does

FOCUSED = """() => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (here.labels?.[0] ?? here).textContent.split(/\\s+/u).join(" ").trim(),
    group: here.closest("fieldset")?.querySelector("legend").textContent.trim() ?? "",
    is_in_form: Boolean(here.closest(".chooser-form")),
    is_visible: getComputedStyle(here).outlineStyle !== "none" && (here === top || here.contains(top)),
    checked: Boolean(here.checked),
  };
}"""


def press(page: Page, key: str) -> dict[str, Any]:
    """Press a key; what has the focus then, which the eye must be able to tell."""
    page.keyboard.press(key)
    page.wait_for_timeout(20)
    focused: dict[str, Any] = page.evaluate(FOCUSED)
    checked = ", checked" if focused["checked"] else ""
    print(f"{key:10} → {focused['group']}{': ' if focused['group'] else ''}{focused['name']}{checked}")
    assert focused["is_visible"] or not focused["is_in_form"], focused
    return focused


def status(page: Page) -> str:
    said = page.locator(".chooser-form [role=status]").inner_text()
    print(f"{'said':10} → {said}")
    return said


def test_the_keyboard_suffices(page: Page, chooser_url: str) -> None:
    """Every answer by arrows, every question by Tab, the reasons by Enter, and back again."""
    page.goto(f"{chooser_url}en/forms/usecases/")
    focused = press(page, "Tab")
    while not focused["group"]:
        focused = press(page, "Tab")
    assert (focused["group"], focused["name"]) == ("What do you want to do?", "Not sure")
    assert press(page, "ArrowDown")["name"] == "Share assets from the DAM with creative users"
    assert status(page) == "Not decided yet. Outcomes still possible: 2"
    assert press(page, "ArrowDown")["name"] == "Save new assets to the DAM"
    assert press(page, "Tab")["group"] == "How many assets?"
    assert press(page, "Tab")["group"] == "Do the users have access to the DAM?"
    press(page, "ArrowUp")
    assert press(page, "ArrowUp")["name"] == "Yes, they have access"
    assert status(page) == "Certain already, whatever else you answer: Recommended: AEM desktop app (preferred)"
    assert press(page, "Shift+Tab")["group"] == "How many assets?"
    assert press(page, "ArrowUp")["name"] == "A larger number"
    assert status(page) == "With your answers: Recommended: AEM desktop app (preferred)"
    assert page.url.endswith("?dam-access=yes&task=save&volume=larger")
    focused = press(page, "Enter")
    assert focused["name"] == "A larger number", "Enter in a radio button sends nothing away"
    page.evaluate("document.querySelector('.chooser-form form').requestSubmit()")
    assert page.url.endswith("/?dam-access=yes&task=save&volume=larger"), "nor does whatever else a browser does"
    while focused["name"] != "All reasons":
        focused = press(page, "Tab")
        assert focused["is_in_form"]
    page.keyboard.press("Enter")
    page.wait_for_url(f"{chooser_url}en/choose/usecases/save/larger/yes/")
    print(f"{'Enter':10} → page: {page.title()}")
    page.go_back()
    assert page.url == f"{chooser_url}en/forms/usecases/?dam-access=yes&task=save&volume=larger"
    print(f"{'back':10} → page: {page.title()}")
    assert page.get_by_role("radio", name="A larger number").is_checked()
    page.get_by_role("radio", name="A larger number").focus()
    while press(page, "Tab")["name"] != "Start again":
        pass
    assert press(page, "Space")["name"] == "Start again"
    assert status(page) == "Not decided yet. Outcomes still possible: 5"


class Tree:
    """What assistive technology gets of a page, and all that it may do: activate what has a role and a name."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def nodes(self, role: str = "", name: str = "") -> list[dict[str, Any]]:
        """The nodes that are not ignored, in the order of the page: all, or those in the one of this role and name."""
        found = self.session.send("Accessibility.getFullAXTree")["nodes"]
        known = {node["nodeId"]: node for node in found}

        def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
            if not node["ignored"]:
                yield node
            for child in node.get("childIds", ()):
                yield from walk(known[child])

        return list(walk(next(node for node in found if is_called(node, role, name)) if role else found[0]))

    def read(self, role: str, name: str) -> list[str]:
        """What is read of it: roles, names, descriptions and states; a text that is a name is read once."""
        lines: list[str] = []
        for node in self.nodes(role, name):
            line = read_aloud(node)
            text = re.escape(line.removeprefix("text ").strip("“”"))
            is_name = line.startswith("text ") and lines and re.search(rf"(?<!\w){text}(?!\w)", lines[-1])
            if line and not is_name:
                lines.append(line)
        return lines

    def activate(self, role: str, name: str) -> None:
        """What a screen reader does when its user presses Enter on something."""
        print(f"activate   → {role} “{name}”")
        self.session.send("DOM.getDocument")
        node = next(node for node in self.nodes() if is_called(node, role, name))
        made = self.session.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})
        click = {"functionDeclaration": "function () { this.click(); }", "objectId": made["object"]["objectId"]}
        self.session.send("Runtime.callFunctionOn", click)


def is_called(node: dict[str, Any], role: str, name: str) -> bool:
    return not node["ignored"] and (node["role"]["value"], node.get("name", {}).get("value")) == (role, name)


FORM = ("form", "Which integration to use")
SILENT = {"StaticText", "InlineTextBox", "LabelText", "generic", "paragraph", "Legend", "list", "none", "ListMarker"}


def read_aloud(node: dict[str, Any]) -> str:
    """A node as a screen reader would say it; text that a named node around it says is left out."""
    role, name = node["role"]["value"], node.get("name", {}).get("value", "").strip()
    if role in SILENT - {"StaticText"} or not name:
        return ""
    described = node.get("description", {}).get("value", "")
    states = [p["name"] for p in node.get("properties", ()) if p["name"] == "checked" and p["value"]["value"] == "true"]
    kind = "text" if role == "StaticText" else role
    return f"{kind} “{name}”" + "".join(f", {state}" for state in states) + (f" – {described}" if described else "")


def test_the_accessibility_tree_suffices(page: Page, chooser_url: str) -> None:
    """A run that knows of the page only what a screen reader gets, and does only what one can do."""
    page.goto(f"{chooser_url}en/forms/usecases/")
    tree = Tree(page)
    start = tree.read(*FORM)
    print("\n".join(["What is read of the form at first:", *start]))
    assert "group “Do the users have access to the DAM?” – They have access if they can reach AEM in the network and " \
        "have an AEM login." in start  # fmt: skip
    assert start.count("radio “Not sure”, checked") == 3
    assert "text “Not decided yet. Outcomes still possible:”" in start
    for name in ("Share assets from the DAM with creative users", "No, they have no access"):
        tree.activate("radio", name)
        print(f"status     → {said_by(tree)}")
    assert said_by(tree) == f"Certain already, whatever else you answer: {BRAND_PORTAL}"
    answered = tree.read(*FORM)
    print("\n".join(["What is read of the form then:", *answered]))
    assert "radio “Share assets from the DAM with creative users”, checked" in answered
    assert "link “Brand Portal”" in answered and "link “Migration Guide”" not in answered, "what is hidden is not read"
    rows = [node["name"]["value"] for node in tree.nodes() if node["role"]["value"] == "rowheader"]
    print("\n".join(["What is read of the rows of the table:", *rows]))
    assert [row for row in rows if "applies" in row] == [
        "applies Share DAM assets with users who don't have access to DAM"
    ]
    tree.activate("radio", "Bring a whole archive into the DAM")
    assert "group “How many assets?”" not in tree.read(*FORM), "what is not asked is not read"
    tree.activate("radio", "Share assets from the DAM with creative users")
    tree.activate("link", "All reasons if you answer: A smaller number")
    page.wait_for_url(f"{chooser_url}en/choose/usecases/share/smaller/no/")
    heading = next(node for node in tree.nodes() if node["role"]["value"] == "heading")
    print(f"page       → heading “{heading['name']['value']}”")
    assert heading["name"]["value"] == BRAND_PORTAL


def said_by(tree: Tree) -> str:
    """What stands in the place of which a screen reader tells each change."""
    nodes = tree.nodes(*FORM)
    place = next(node for node in nodes if node["role"]["value"] == "status")
    assert {p["name"]: p["value"]["value"] for p in place["properties"]}["live"] == "polite"
    text: str = next(n["name"]["value"] for n in nodes if n["nodeId"] in place["childIds"])
    return text
