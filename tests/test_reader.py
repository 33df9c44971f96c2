"""What a page offers besides its text: a description, its contents, neighbours, a link to edit it, paper."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from decision.guides.summary import summary
from tests.conftest import EDITED, Run
from tests.test_site import LOCALES, PAGES, Tags, tags, target, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_CLICKS = 3
GUIDE = "guides/choose/index.html"


def published(site: Path) -> list[Path]:
    """Every page of every language."""
    return sorted(path for locale in LOCALES for path in (site / locale).rglob("index.html"))


# --- a description


def descriptions(page: Path) -> list[str]:
    return [a["content"] for a in tags(page, "meta") if a.get("name") == "description"]


def test_every_page_has_a_description_of_its_own(plain_site: Path) -> None:
    assert [page for page in published(plain_site) if [len(text) > 10 for text in descriptions(page)] != [True]] == []
    assert descriptions(plain_site / "en" / "index.html") == ["Read how to choose, or about the van."]
    assert descriptions(plain_site / "sv/guides/choose/index.html") != descriptions(plain_site / "sv/index.html")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>Title</h1>\n<p>One <a href='x'>two</a> &amp; three.</p><p>More.</p>", "One two & three."),
        ('<p class="fallback-notice">Not this.</p><p><img src="x"></p><p>That.</p>', "That."),
        ('<p>A <img src="x" alt="box &amp; lid">.</p>', "A box & lid."),
        ("<table><td>no paragraph</td></table>", ""),
        (f"<p>{'A sentence that is long enough to stand alone. ' * 5}</p>", None),
        (f"<p>{'word ' * 60}</p>", f"{'word ' * 30}word…"),
        (f"<p>{'漢' * 200}</p>", f"{'漢' * 159}…"),
        (f"<p>{'漢' * 100}。{'字' * 100}</p>", f"{'漢' * 100}。"),
    ],
)
def test_the_beginning_of_a_page_describes_it(html: str, said: str | None) -> None:
    made = summary(html)
    assert made == (said if said is not None else " ".join(["A sentence that is long enough to stand alone."] * 3))
    assert len(made) <= 160


# --- previous and next


def neighbours(page: Path) -> dict[str, tuple[Path, str]]:
    links = (a for a in tags(page, "a") if "md-footer__link" in a.get("class", ""))
    return {a["class"].rpartition("--")[2]: (target(page, a["href"]), a["aria-label"]) for a in links}


def test_pages_lead_to_the_one_before_and_the_one_behind(plain_site: Path) -> None:
    for locale, before, behind in (
        ("en", "Previous", "Next"),
        ("sv", "Föregående", "Nästa"),
        ("nl", "Vorige", "Volgende"),
    ):
        pages = [plain_site / locale / name for name in PAGES]
        for page, previous, following in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
            found = neighbours(page)
            assert {side: where for side, (where, _) in found.items()} == {
                side: where for side, where in (("prev", previous), ("next", following)) if where
            }
            assert all(label.startswith(f"{word}: ") for (_, label), word in zip(
                (found[side] for side in ("prev", "next") if side in found),
                [word for word, there in ((before, previous), (behind, following)) if there], strict=True))  # fmt: skip


def test_the_name_of_a_neighbour_is_its_title_and_no_markup(plain_site: Path, english: Path, mkdocs: Run) -> None:
    assert neighbours(plain_site / "sv" / GUIDE)["next"][1] == "Nästa: The van"
    home = english / "docs/en/index.md"
    home.write_text('---\ntitle: Salt & "pepper" <b>\n---\n# Home {#home}\n', "utf-8")
    assert mkdocs(english, "build").returncode == 0
    page = english / "site/en/guides/index.html"
    assert neighbours(page)["prev"][1] == 'Previous: Salt & "pepper" <b>'
    assert f'aria-label="Previous: {escape("Salt & ")}' in text(page)


# --- the link to edit a page


def edits(page: Path) -> list[tuple[str, str]]:
    return [(a["href"], a["title"]) for a in tags(page, "a") if a.get("rel") == "edit"]


def test_each_page_leads_to_its_own_file_in_the_words_of_its_language(addressed_site: Path) -> None:
    words = {"en": "Edit this page", "sv": "Redigera sidan", "nl": "Wijzig deze pagina"}
    written = {"en": PAGES, "sv": [name for name in PAGES if "english" not in name], "nl": ["index.html"]}
    for locale in LOCALES:
        for name in PAGES:
            folder = locale if name in written[locale] else "en"
            source = {"index.html": "index.md", "guides/index.html": "guides/index.md"}.get(
                name, f"{Path(name).parent}.md"
            )
            assert edits(addressed_site / locale / name) == [(f"{EDITED}docs/{folder}/{source}", words[locale])]


def test_what_has_no_file_cannot_be_edited(addressed_site: Path, plain_site: Path) -> None:
    generated = [*(addressed_site / "en/contribute").rglob("*.html"), *addressed_site.rglob("404.html")]
    assert len(generated) > 20
    assert [page for page in generated if edits(page)] == []
    assert [page for page in plain_site.rglob("*.html") if edits(page)] == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org/r/edit/main/docs/", "https://example.org/r/edit/main/docs/en/index.md"),
        ("javascript:alert(1)", None),
    ],
)
def test_the_address_may_end_as_people_write_it(english: Path, mkdocs: Run, given: str, expected: str | None) -> None:
    done = mkdocs(english, "build", EDIT_URL=given)
    assert done.returncode == 0
    assert [href for href, _ in edits(english / "site/en/index.html")] == ([expected] if expected else [])
    assert done.stderr.count("EDIT_URL is") == (1 if given and not expected else 0)


# --- three clicks


def links_of(page: Path, language: Path) -> Iterator[tuple[Path, str]]:
    """The pages of the same language that a page links to, each with the anchor."""
    for attributes in tags(page, "a"):
        parts = urlsplit(attributes.get("href", ""))
        if not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
            found = target(page, attributes["href"]) if parts.path else page
            if found.suffix == ".html" and found.is_relative_to(language):
                yield found, parts.fragment


def clicks_from(home: Path) -> dict[tuple[Path, str], int]:
    """How many clicks each page, and each anchor of a page that something leads to, is away from a home page."""
    reached = {(home, ""): 0}
    waiting = deque([home])
    seen = {home: 0}
    while waiting:
        page = waiting.popleft()
        for found, anchor in links_of(page, home.parent):
            reached.setdefault((found, anchor), seen[page] + 1)
            if found not in seen:
                seen[found] = seen[page] + 1
                reached.setdefault((found, ""), seen[found])
                waiting.append(found)
    return reached


def sections(page: Path) -> set[str]:
    found = Tags(text(page)).found
    return {a["id"] for tag, a in found if re.fullmatch(r"h[1-6]", tag) and a.get("id")}


def test_every_page_and_section_is_at_most_three_clicks_from_home(plain_site: Path) -> None:
    for locale in LOCALES:
        home = plain_site / locale / "index.html"
        reached = clicks_from(home)
        for page in (plain_site / locale).rglob("index.html"):
            assert reached[page, ""] <= MOST_CLICKS, page
            far = [name for name in sections(page) if reached.get((page, name), reached[page, ""]) > MOST_CLICKS]
            assert far == []


# --- on this page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 800, 959, 960, 1280, 1920])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_of_a_page_lead_to_its_sections(
    browser: Browser, plain_url: str, width: int, scripts: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=scripts)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{plain_url}en/guides/choose/")
    summary = page.locator(".page-contents summary")
    assert summary.is_visible() == (width < 960)
    if summary.is_visible():
        summary.focus()
        page.keyboard.press("Enter")
    entry = page.locator(".page-contents a, .md-sidebar--secondary a").locator("visible=true").get_by_text("Bicycle")
    entry.click()
    page.wait_for_url(f"{plain_url}en/guides/choose/#bicycle")
    top = page.locator("#bicycle").evaluate("e => e.getBoundingClientRect().top")
    assert 0 < top < 700
    context.close()


def test_the_list_below_the_title_is_in_the_language_of_the_page_and_in_no_search(plain_site: Path) -> None:
    for locale, word in (("en", "On this page"), ("sv", "På den här sidan"), ("nl", "Op deze pagina")):
        assert re.search(
            rf'<div class="page-contents">\s*<details>\s*<summary>{word}</summary>', text(plain_site / locale / GUIDE)
        )
        assert "page-contents" not in text(plain_site / locale / "search" / "search_index.json")
    listed = text(plain_site / "nl" / GUIDE).partition('class="page-contents"')[2].partition("</details>")[0]
    assert re.findall(r'<a href="(#[^"]*)">(.*?)</a>', listed) == [
        ("#table", '<span lang="en">The table</span>'),
        ("#bicycle", '<span lang="en">Bicycle</span>'),
    ]
    assert "page-contents" not in text(plain_site / "en" / "index.html"), "a page of one section needs no list"


# --- paper


def style(page: Page, selector: str, name: str, pseudo: str = "") -> str:
    return str(page.locator(selector).first.evaluate(f"(e) => getComputedStyle(e, '{pseudo}')['{name}']"))


@pytest.fixture(params=["light", "dark"])
def paper(request: pytest.FixtureRequest, browser: Browser, plain_url: str) -> Iterator[Page]:
    """A page as it is printed by somebody who has chosen light or dark, without JavaScript."""
    context = browser.new_context(
        color_scheme=request.param, java_script_enabled=False, viewport={"width": 674, "height": 900}
    )
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{plain_url}en/guides/choose/")
    yield page
    context.close()


@pytest.mark.browser
def test_paper_shows_the_page_and_nothing_else(paper: Page) -> None:
    visible = paper.locator("header, footer, nav, .md-search, .md-sidebar, .headerlink, .md-clipboard, .md-skip")
    assert [entry.evaluate("e => e.className") for entry in visible.locator("visible=true").all()] == []
    assert paper.locator("h1, table, pre").locator("visible=true").count() >= 3


@pytest.mark.browser
def test_paper_is_black_on_white(paper: Page) -> None:
    assert style(paper, "body", "backgroundColor") == "rgb(255, 255, 255)"
    for selector in ("article p", "article td", "article p a", "article h2"):
        assert style(paper, selector, "color") == "rgb(0, 0, 0)", selector


@pytest.mark.browser
def test_nothing_is_cut_off_on_paper(paper: Page) -> None:
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "es => es.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
    assert paper.locator("article pre, article code, .decision-table__scroll, article table").evaluate_all(wide) == []


@pytest.mark.browser
def test_addresses_elsewhere_are_printed_and_what_is_folded_is_open(paper: Page) -> None:
    paper.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("beforeend",
        '<p><a id="out" href="https://example.org/x">out</a> <a id="in" href="#table">in</a></p>' +
        '<details class="note"><summary>Folded</summary><p id="folded">What is in it</p></details>')"""
    )
    assert style(paper, "#out", "content", "::after") == '" (https://example.org/x)"'
    assert style(paper, "#in", "content", "::after") == "none"
    assert paper.locator("#folded").bounding_box() is not None
    assert paper.locator("#folded").evaluate("e => e.getBoundingClientRect().height > 5 && e.checkVisibility()")
