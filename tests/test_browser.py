"""The site as readers meet it: with and without JavaScript, on a narrow screen, on no other host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

LOCALES = ("en", "sv", "nl")
LEFT = "net::ERR_ABORTED"  # the reader went on before all was there
ADDRESSES = ("", "guides/", "guides/choose/", "guides/english/")


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who was never here, with a browser that speaks none of the languages."""
    context = browser.new_context(locale="fr-FR")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def choose_in_menu(page: Page, name: str) -> None:
    page.locator(".md-select button").hover()
    page.locator(".md-select__link", has_text=name).click()


def test_the_root_offers_the_languages_and_remembers_the_choice(reader: BrowserContext, plain_url: str) -> None:
    page = reader.new_page()
    page.goto(plain_url)
    assert page.locator("#languages a").all_inner_texts() == ["English", "Svenska", "Nederlands"]
    page.get_by_role("link", name="Svenska").click()
    assert page.url == f"{plain_url}sv/"
    page.goto(plain_url)
    page.wait_for_url(f"{plain_url}sv/")
    page.goto(f"{plain_url}#languages")
    page.get_by_role("link", name="Nederlands").click()
    page.goto(plain_url)
    page.wait_for_url(f"{plain_url}nl/")


def test_changing_the_language_keeps_page_and_section_and_is_remembered(reader: BrowserContext, plain_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{plain_url}en/guides/choose/#table")
    choose_in_menu(page, "Svenska")
    page.wait_for_url(f"{plain_url}sv/guides/choose/#table")
    page.locator("a[href='#bicycle']").last.click()
    choose_in_menu(page, "Nederlands")
    page.wait_for_url(f"{plain_url}nl/guides/choose/#bicycle")
    page.goto(plain_url)
    page.wait_for_url(f"{plain_url}nl/")


@pytest.mark.parametrize(
    ("browser_speaks", "goes_to"),
    [("sv-SE", "sv/"), ("nl", "nl/"), ("nl-BE", "nl/"), ("en-GB", "en/"), ("fr-FR", "")],
)
def test_the_root_goes_by_the_languages_of_the_browser(
    browser_speaks: str, goes_to: str, browser: Browser, plain_url: str
) -> None:
    context = browser.new_context(locale=browser_speaks)
    page = context.new_page()
    page.goto("about:blank")
    page.goto(plain_url)
    page.wait_for_url(plain_url + goes_to)
    page.go_back()
    assert page.url == "about:blank", "going back leads out, not in a circle"
    context.close()


def test_all_languages_can_be_seen_from_every_page(reader: BrowserContext, plain_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{plain_url}sv/guides/choose/#table")
    choose_in_menu(page, "Svenska")
    choose_in_menu(page, "Alla språk")
    page.wait_for_url(f"{plain_url}#languages")
    assert page.locator("#languages a").all_inner_texts() == ["English", "Svenska", "Nederlands"]
    page.wait_for_timeout(200)
    assert page.url == f"{plain_url}#languages"


def test_a_choice_is_never_forced_on_a_page_below_the_root(reader: BrowserContext, plain_url: str) -> None:
    page = reader.new_page()
    page.goto(plain_url)
    page.get_by_role("link", name="Svenska").click()
    page.goto(f"{plain_url}en/guides/", wait_until="load")
    page.wait_for_timeout(200)
    assert page.url == f"{plain_url}en/guides/"


def test_all_this_works_without_javascript(browser: Browser, plain_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(plain_url)
    page.get_by_role("link", name="Svenska").click()
    assert page.url == f"{plain_url}sv/"
    page.goto(f"{plain_url}sv/guides/choose/")
    choose_in_menu(page, "English")
    assert page.url == f"{plain_url}en/guides/choose/"
    choose_in_menu(page, "All languages")
    assert page.url == f"{plain_url}#languages"
    context.close()


def test_a_section_offers_itself_in_other_languages_where_no_script_can(browser: Browser, plain_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{plain_url}sv/guides/choose/")
    offers = page.locator(".section-languages")
    assert offers.count() > 1
    assert not any(offer.is_visible() for offer in offers.all())
    page.goto(f"{plain_url}sv/guides/choose/#table")
    (shown,) = [offer for offer in offers.all() if offer.is_visible()]
    assert shown.inner_text() == "Avsnittet på: English Nederlands"
    shown.get_by_role("link", name="English").click()
    assert page.url == f"{plain_url}en/guides/choose/#table"
    context.close()


def test_a_page_that_does_not_exist_leads_back(reader: BrowserContext, addressed_url: str) -> None:
    page = reader.new_page()
    answer = page.goto(f"{addressed_url}sv/no/such/page/")
    assert answer and answer.status == 404
    assert page.locator("h1").inner_text() == "Sidan finns inte"
    assert page.title() == "Sidan finns inte - Paket"
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator("h2").all_inner_texts() == ["Page not found", "Pagina niet gevonden"]
    page.get_by_role("link", name="Till startsidan").click()
    assert page.url == f"{addressed_url}sv/"
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{addressed_url}nl/404.html", wait_until="networkidle")
    assert missing == []
    assert page.locator("h1").inner_text() == "Pagina niet gevonden"
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    page.locator("article").get_by_role("link", name="Naar de startpagina").click()
    assert page.url == f"{addressed_url}nl/"


def test_nothing_comes_from_another_host_and_nothing_goes_wrong(reader: BrowserContext, plain_url: str) -> None:
    page = reader.new_page()
    requested: set[str] = set()
    wrong: list[str] = []
    page.on("request", lambda request: requested.add(urlsplit(request.url).netloc))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("requestfailed", lambda request: wrong.append(request.url) if request.failure != LEFT else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for address in ("", *(f"{locale}/{below}" for locale in LOCALES for below in ADDRESSES)):
        page.goto(plain_url + address, wait_until="load")
    page.get_by_role("combobox").press_sequentially("bud")
    page.wait_for_load_state("networkidle")
    assert requested == {urlsplit(plain_url).netloc}
    assert wrong == []


def test_no_page_is_wider_than_a_narrow_screen(browser: Browser, plain_url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for address in ("", "404.html", *(f"{locale}/{below}" for locale in LOCALES for below in ADDRESSES)):
        page.goto(plain_url + address, wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    context.close()


def test_on_a_narrow_screen_every_cell_of_the_table_says_what_it_answers(browser: Browser, plain_url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{plain_url}sv/guides/choose/")
    table = page.locator(".decision-table").first
    cell = table.locator("tbody td").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Cykel"'
    box = table.bounding_box()
    assert box and box["width"] <= 320
    context.close()


def test_no_single_key_is_a_command(reader: BrowserContext, plain_url: str) -> None:
    """WCAG 2.1.4: Material's f, s and / would open its search, p, n, comma and point lead to other pages."""
    page = reader.new_page()
    page.goto(f"{plain_url}en/guides/choose/", wait_until="load")
    assert page.locator("link[rel=prev], link[rel=next]").count() == 2
    page.locator("main a").first.focus()
    focused = page.evaluate("document.activeElement.outerHTML")
    for key in "fs/pn,.":
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    assert page.url == f"{plain_url}en/guides/choose/"
    assert page.evaluate("document.activeElement.outerHTML") == focused
    assert not page.locator("#__search").is_checked()
    field = page.locator("input[name=query]")
    field.click()
    page.keyboard.type("fs/pn,.")
    assert field.input_value() == "fs/pn,."
    assert page.url == f"{plain_url}en/guides/choose/"


def test_the_appearance_follows_the_system_and_is_kept_across_languages(browser: Browser, plain_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    page.goto(f"{plain_url}en/")
    assert page.evaluate(scheme) == "slate"
    page.locator("label[title='Switch to the light appearance']").click()
    assert page.evaluate(scheme) == "default"
    choose_in_menu(page, "Svenska")
    page.wait_for_url(f"{plain_url}sv/")
    assert page.evaluate(scheme) == "default"
    context.close()
