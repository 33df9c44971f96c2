"""Search in one's own language: what is found, what a reader is told, and what of Material all this leans on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search import ASK
from decision.render import search
from tests.conftest import ADDRESS, ROOT, once, run_mkdocs, served
from tests.tables_on_disk import HERE, LUNCH
from tests.test_site import menu, tags, target, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

CASES = HERE / "search"
QUERIES: dict[str, dict[str, str | None]] = yaml.safe_load((CASES / "queries.yaml").read_text("utf-8"))
MATERIAL = Path(str(files("material"))) / "templates"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in five languages, of which German is added as the table in CONTRIBUTING.md says."""
    return once(tmp_path_factory, "library", make_library)


def make_library(root: Path) -> None:
    for folder in ("hooks", "decision", "docs/assets"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(CASES / "docs", root / "docs", dirs_exist_ok=True)
    shutil.copy(CASES / "mkdocs.yml", root)
    shutil.copy(ROOT / "mkdocs.yml", root / "project.yml")
    shutil.copy(CASES / "de.yaml", root / "decision" / "locales")
    (root / "data").mkdir()
    (root / "data" / "lunch.yaml").write_text(f"{LUNCH.read_text('utf-8')}conflicts: []\n", "utf-8")
    result = run_mkdocs(root, "build", SITE_URL=ADDRESS)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="session")
def library_url(library: Path) -> Iterator[str]:
    yield from served(library)


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()


# --- what of Material is leaned on: hooks/search.py, hooks/search_field.py, docs/assets/search/


def one(pattern: str) -> str:
    (path,) = MATERIAL.glob(pattern)
    return path.read_text("utf-8")


BUNDLE, WORKER = "assets/javascripts/bundle.*.min.js", "assets/javascripts/workers/search.*.min.js"
LEANED_ON = {
    "a page names its worker in __config, which our worker replaces": (
        "base.html",
        r'"search": "assets/javascripts/workers/search\.\w+\.min\.js" \| url',
    ),
    "the bundle is loaded by a plain script tag, before which our script stands": (
        "base.html",
        r"<script src=\"\{\{ 'assets/javascripts/bundle\.\w+\.min\.js' \| url \}\}\"></script>",
    ),
    "the search dialog is found by this": (
        "partials/search.html",
        r'<div class="md-search" data-md-component="search" role="dialog">',
    ),
    "the form is called 'search', and the field in it 'query'": (
        "partials/search.html",
        r'<form class="md-search__form" name="search">\s*<input type="text" class="md-search__input" name="query"',
    ),
    "first the words on what was found, last the list, with room between for what helps": (
        "partials/search.html",
        r'<div class="md-search-result" data-md-component="search-result">\s*<div class="md-search-result__meta">'
        r'[^<]*</div>\s*<ol class="md-search-result__list" role="presentation"></ol>\s*</div>',
    ),
    "the bundle asks for an index only where there is a form called 'search'": (
        BUNDLE,
        r'document\.forms\.namedItem\("search"\)\?\w+\(\):\w+',
    ),
    "the bundle makes its worker with the global constructor, once, and talks to it by messages": (
        BUNDLE,
        r"=new Worker\(\w+\)",
    ),
    "messages: 0 sets up": (BUNDLE, r"type:0,data:\{config:\w+,docs:\w+,options:"),
    "messages: 1 is ready": (WORKER, r"case 0:[^;]*,\{type:1\}"),
    "messages: 2 asks": (BUNDLE, r"\{type:2,data:"),
    "messages: 3 answers": (WORKER, r"case 2:[^;]*;try\{return\{type:3,data:"),
    "the worker puts its lunr where scripts can reach it": (WORKER, r"self\.lunr="),
    "the worker takes any fields from the configuration": (WORKER, r"Object\.entries\(\w+\.fields\)"),
    "the worker takes the stemmer that lunr has when the index is built": (
        WORKER,
        r"\.pipeline\.add\(\w+\.trimmer,\w+\.stopWordFilter,\w+\.stemmer\)",
    ),
    "the worker asks the index with what was typed": (WORKER, r"this\.index\.search\("),
    "the worker reads what was typed with lunr's parser, to name words that were not found": (
        WORKER,
        r"new lunr\.QueryParser\(",
    ),
    "the worker copies what can be counted of a section": (WORKER, r"=Object\.assign\(\{\},|=\w+\(\{\},\w+\)"),
    "a stemmer adds itself to lunr under the name of its language": (
        "assets/javascripts/lunr/min/lunr.sv.min.js",
        r"\.sv=function",
    ),
}


@pytest.mark.parametrize("what", LEANED_ON)
def test_material_still_has_what_the_search_leans_on(what: str) -> None:
    file, pattern = LEANED_ON[what]
    assert re.search(pattern, one(file)), f"Material changed {file}: {what}. See 'Search' in CONTRIBUTING.md"


# --- the index


def sections(*texts: str) -> list[dict[str, str]]:
    return [
        {"location": f"page/{f'#s{number}' if number else ''}", "title": f"Title {number}", "text": text}
        for number, text in enumerate(texts)
    ]


def unpacked(index: dict[str, Any]) -> list[set[str]]:
    """The words of each section, read from the packed form as its description says, not as the worker does."""
    found: list[set[str]] = [set() for _, own in index["pages"] for _ in own]
    word = ""
    for rest, where in zip(index["words"].split(" "), index["steps"].split(" "), strict=True):
        word = word[: int(rest[0], 36)] + rest[1:]
        numbers = re.findall(r"[N-z]*[!-M]", where)
        distances = [sum((ord(digit) - 33) % 45 * 45**place for place, digit in enumerate(n[::-1])) for n in numbers]
        for number in accumulate(distances):
            found[number].add(word)
    return found


def test_every_word_of_a_section_is_shown_or_listed() -> None:
    long = " ".join(f"word{number} word{number % 7}x 𐐀𐐁{number}" for number in range(300))
    given = sections("", long, "<p>Café &amp; <code>R&amp;D</code>, 6.5 and 2.x.</p>", *["same"] * 30, "same last")
    index = search.index(given)
    shown = [search.words(f"{title} {unescape(beginning)}") for _, own in index["pages"] for _, title, beginning in own]
    for section, visible, hidden in zip(given, shown, unpacked(index), strict=True):
        assert visible | hidden == search.words(f"{section['title']} {search.plain(section['text'])}")
        assert not visible & hidden


def test_sections_of_one_address_are_one() -> None:
    """Material would mark the words of one in the others, and break their tags."""
    given = [*sections("", "first", "other"), {"location": "page/#s1", "title": "<p>Again</p>", "text": "second"}]
    index = search.index(given)
    assert [(anchor, title) for _, own in index["pages"] for anchor, title, _ in own] == [
        ("", "Title 0"),
        ("s1", "Title 1"),
        ("s2", "Title 2"),
    ]
    assert unpacked(index) == [set(), {"again", "second"}, set()]


def test_a_word_of_most_sections_is_only_where_it_is_shown() -> None:
    given = sections(*[f"{'shown ' * 20}everywhere own{number}" for number in range(40)])
    hidden = unpacked(search.index(given))
    assert all(words == {f"own{number}"} for number, words in enumerate(hidden))


@pytest.mark.parametrize("number", [0, 1, 44, 45, 46, 2024, 2025, 2026, 91_125, 1_000_000])
def test_any_distance_can_be_said(number: int) -> None:
    assert search.steps([number]) == search.steps([number]).encode().decode("ascii")
    digits = [ord(digit) - 33 for digit in search.steps([number])]
    assert [digit >= 45 for digit in digits] == [True] * (len(digits) - 1) + [False]
    assert sum(digit % 45 * 45**place for place, digit in enumerate(digits[::-1])) == number


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("6.5, 2.x; end.", {"6.5", "2.x", "end"}),
        ("a foto's [local_sites] anna@example.org", {"foto", "local", "sites", "anna", "example.org"}),
        ("R&amp;D “quoted” – and…", {"quoted", "and"}),
        ("共有フォルダー、ファイル", {"共有フォルダー", "ファイル"}),
        ("العربية עברית हिन्दी", {"العربية", "עברית", "हिन्दी"}),
    ],
)
def test_words_are_what_stands_between_punctuation(written: str, words: set[str]) -> None:
    assert search.words(written) == words
    assert search.plain("soft\u00adhyphen\u200b") == "softhyphen"


LETTERS = st.sampled_from("ab.9&;<>-é ə\u00a0\u00a9\u00aa\u00b5\u00ad\u200b\u2028\u0085\x1c\x7f\udc80→日。，İ")


@settings(max_examples=500)
@given(st.lists(LETTERS | st.sampled_from(["&amp;", "&lt;", "&quot", "2.x", ".net"])).map("".join))
def test_words_are_those_that_the_browser_separates(written: str) -> None:
    apart = re.split(search.SEPARATOR, written.lower())
    assert search.words(written) == {word for word in apart if len(word) > 1 or not word.isascii()}


def test_a_text_begins_with_whole_sentences_or_words() -> None:
    assert search.beginning("Short.") == "Short."
    assert search.beginning(f"One sentence that is long enough. {'More ' * 30}") == "One sentence that is long enough."
    assert search.beginning("word " * 30) == "word " * 15 + "word…"
    assert search.beginning("字" * 200) == "字" * 40 + "…"


def test_outcomes_of_a_chooser_are_found_by_their_titles_and_come_last() -> None:
    made = [{"location": "choose/x/", "title": "Take it", "text": "noise"}, *sections("kept")]
    made.insert(1, {"location": "choose/x/#why", "title": "Why", "text": "noise"})
    assert list(search.brief(made, {"choose/x/"})) == [
        {"location": "choose/x/", "title": "Take it", "text": "", "boost": search.LESS},
        *sections("kept"),
    ]


def test_nothing_to_search_makes_an_empty_index() -> None:
    assert search.index([])["pages"] == []


def test_material_is_left_no_index_but_what_it_needs_to_mark_words(library: Path) -> None:
    for locale in QUERIES:
        left = json.loads(text(library / locale / "search" / "search_index.json"))
        assert left == {"config": search.CONFIG, "docs": []}


def test_only_what_a_language_needs_is_published(library: Path) -> None:
    stemmers = {path.name for path in (library / "de").rglob("lunr*.js")}
    assert stemmers == {"lunr.stemmer.support.min.js", "lunr.de.min.js"}
    assert list((library / "pl").rglob("lunr*.js")) == list((library / "en").rglob("lunr*.js")) == []
    assert list(library.rglob("*.map")) == []


# --- what is found


@pytest.mark.browser
@pytest.mark.parametrize("locale", QUERIES)
def test_what_is_typed_is_found(locale: str, reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text))
    page.goto(f"{library_url}{locale}/")
    found = page.evaluate(ASK, list(QUERIES[locale]))
    first = {
        query: [s for pages in result[:2] for s in pages] for query, result in zip(QUERIES[locale], found, strict=True)
    }
    wrong = {
        query: first[query]
        for query, section in QUERIES[locale].items()
        if (first[query] if section is None else section not in first[query])
    }
    assert wrong == {}
    assert warnings == []


@pytest.mark.browser
def test_whatever_is_typed_nothing_breaks(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{library_url}sv/")
    odd = [*"*+-^~([\\", "", " ", "a:b", "c++", "<b>kort", "&amp;", "ÅÄÖ", "日本語", "\u202e", "é" * 500]
    odd += ["-kort", "+kort -film", '"kort"', "title:kort", "kort^5", "kort~2", "__proto__", "constructor"]
    found = dict(zip(odd, page.evaluate(ASK, odd), strict=True))
    assert said == []
    assert found["+kort -film"] and found['"kort"'] and found["kort^5"] and found["title:kort"]
    assert not any(found[query] for query in ("", " ", "*", "+", "-", "^", "~", "-kort", "__proto__", "constructor"))


# --- the field


def type_in(page: Page, query: str) -> None:
    """One question, so that one answer comes: the field is asked when a key is let go."""
    page.get_by_role("combobox").fill(query)
    page.get_by_role("combobox").press("End")


@pytest.mark.browser
def test_nothing_of_the_search_comes_with_a_page_and_all_of_it_when_the_field_is_used(
    reader: BrowserContext, library_url: str
) -> None:
    page = reader.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(library_url)))
    page.goto(f"{library_url}de/", wait_until="networkidle")
    ours = {"de/assets/search/field.js"}
    assert {name for name in asked if "search" in name or "lunr" in name} == ours
    assert page.workers == []
    page.get_by_role("combobox").focus()
    page.locator(".md-search-result__meta", has_text="Suchbegriff eingeben").wait_for()
    assert len(page.workers) == 1
    assert {name.rpartition("/")[2].split(".")[0] for name in asked if re.search("search|lunr", name)} - {"field"} == {
        "worker",
        "index",
        "search",
        "lunr",
    }


@pytest.mark.browser
def test_results_say_page_and_section_and_lead_there(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{library_url}sv/")
    type_in(page, "avgifterna")
    result = page.locator(".md-search-result__item").first
    result.wait_for()
    assert result.locator("h1").inner_text() == "Lån"
    assert result.locator("h2").first.inner_text() == "Förseningsavgifter"
    assert page.get_by_role("status").inner_text() == "1 sökresultat"
    result.locator("a").nth(1).click()
    page.wait_for_url(f"{library_url}sv/loans/?h=*#fees")
    page.locator("mark").first.wait_for()
    assert page.locator("mark").first.inner_text() == "avgift"


@pytest.mark.browser
def test_what_two_typed_words_find_is_marked_once(reader: BrowserContext, library_url: str) -> None:
    """Marked again, it would be marked inside the tag of the first time: `<mark</mark>>`."""
    page = reader.new_page()
    page.goto(f"{library_url}sv/")
    type_in(page, "avgif avgifterna")
    page.locator(".md-search-result__item mark").first.wait_for()
    names = page.locator(".md-search-result__list *").evaluate_all("(all) => all.map((one) => one.localName)")
    assert "mark" in names and [name for name in names if not name.isalnum() and "-" not in name] == []
    assert page.locator("mark mark").count() == 0


@pytest.mark.browser
def test_where_nothing_is_found_it_is_said_with_other_ways_to_go_on(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{library_url}sv/loans/")
    type_in(page, "zzzzz")
    page.get_by_role("status").filter(has_text="Inga sökresultat").wait_for()
    offers = page.locator(".search-nothing a")
    assert offers.all_inner_texts() == ["Hitta svaret steg för steg", "Alla sidor och avsnitt"]
    page.keyboard.press("Enter")
    assert page.url == f"{library_url}sv/loans/", "Enter goes to a result, and there is none"
    type_in(page, "avgift")
    page.locator(".md-search-result__item").first.wait_for()
    assert offers.count() == 0
    type_in(page, "zzzzz")
    offers.first.wait_for()
    page.keyboard.press("ArrowDown")
    held = page.evaluate_handle("document.activeElement")
    type_in(page, "zzzzzz")
    page.wait_for_timeout(300)
    assert held.evaluate("link => link.isConnected"), "what a reader may be on is not made anew"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{library_url}sv/all_headings/")


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{library_url}nl/")
    page.locator("html.js").wait_for(state="attached")
    page.wait_for_timeout(300)  # Material closes the search once the page is there
    field = page.get_by_role("combobox", name="Zoeken")
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('.md-search__input')"):
            break
        page.keyboard.press("Tab")
    page.locator(".md-search__input[aria-expanded=true]").wait_for()
    page.keyboard.insert_text("boet")  # one question, as `type_in`
    page.keyboard.press("e")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{library_url}nl/loans/?h=*#fees")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"


# a worker that keeps its answers while it is told to
HOLDING = """
const post = postMessage.bind(self), told = new BroadcastChannel("answers");
let held = null;
postMessage = (message) => { if (held && message.type === 3) held.push(message); else post(message); };
told.onmessage = ({ data }) => {
  held?.forEach((message) => post(message));
  held = data === "hold" ? [] : null;
  told.postMessage("done");
};
"""
TELL = """(data) => new Promise((resolve) => {
  const told = new BroadcastChannel("answers");
  told.onmessage = resolve;
  told.postMessage(data);
})"""


@pytest.mark.browser
def test_a_result_gone_to_is_kept_where_a_late_answer_replaces_all(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()

    def hold(route: Route) -> None:
        route.fulfill(body=HOLDING + route.fetch().text(), content_type="text/javascript")

    page.route("**/search/worker.js", hold)
    page.goto(f"{library_url}nl/")
    type_in(page, "boete")
    page.locator(".md-search-result__item").first.wait_for()
    page.evaluate(TELL, "hold")
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    first = page.evaluate_handle("document.activeElement")
    assert first.evaluate("link => link.hash") == "#fees"
    page.evaluate(TELL, "give")
    page.wait_for_function("link => !link.isConnected", arg=first)
    assert page.evaluate("document.activeElement.hash") == "#fees"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{library_url}nl/loans/?h=*#fees")


@pytest.mark.browser
def test_a_screen_reader_meets_a_named_dialog_with_a_field_and_its_results(
    reader: BrowserContext, library_url: str
) -> None:
    page = reader.new_page()
    page.goto(f"{library_url}sv/")
    type_in(page, "avgift")
    page.locator(".md-search-result__item").first.wait_for()
    tree = page.get_by_role("dialog", name="Sök").aria_snapshot()
    assert re.search(r'combobox "Sök" \[expanded\]( \[active\])?: avgift', tree)
    assert "status: 1 sökresultat" in tree
    assert re.search(r'list:\s+- listitem:\s+- link:[\s\S]*heading "Lån" [\s\S]*heading "Förseningsavgifter"', tree)


@pytest.mark.browser
def test_what_cannot_be_fetched_leaves_the_other_ways(reader: BrowserContext, library_url: str) -> None:
    for missing in ("**/search/worker.js", "**/search/index.json"):
        page = reader.new_page()
        page.route(missing, lambda route: route.fulfill(status=404, body="gone"))
        page.goto(f"{library_url}sv/")
        page.get_by_role("combobox").focus()
        page.locator(".search-nothing a", has_text="Alla sidor och avsnitt").wait_for()
        page.close()


# --- without search


def test_all_headings_of_a_language_are_on_one_page(library: Path) -> None:
    for locale in QUERIES:
        page = library / locale / "all_headings" / "index.html"
        links = [a["href"] for a in tags(page, "a")]
        for section in filter(None, QUERIES[locale].values()):
            assert f"../{section}" in links, section
        assert links.index("../#card") < links.index("../loans/#fees")
        inside = [href for href in links if not href.startswith(("http", "#"))]
        assert all(target(page, href).is_file() for href in inside)
    german = text(library / "de" / "all_headings" / "index.html")
    assert '<span lang="en">Loans' in german and "Alle Seiten und Abschnitte" in german


@pytest.mark.browser
def test_without_javascript_a_link_to_them_stands_where_the_field_would(browser: Browser, library_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in ("sv/", "sv/loans/", "sv/404.html"):
        page.goto(library_url + address)
        assert not page.locator(".md-search").is_visible()
        page.locator("header").get_by_role("link", name="Alla sidor och avsnitt").click()
        assert page.url == f"{library_url}sv/all_headings/"
    page.get_by_role("link", name="Förseningsavgifter").click()
    assert page.url == f"{library_url}sv/loans/#fees"
    context.close()


# --- a reader's way through, in every language

OTHER = {"en": ("sv", "Svenska"), "sv": ("nl", "Nederlands"), "nl": ("de", "Deutsch"), "de": ("en", "English")}
FEE = {"en": "fees", "sv": "avgifterna", "nl": "boete", "de": "Feiertage"}


@pytest.mark.browser
@pytest.mark.parametrize("locale", OTHER)
def test_with_scripts_a_reader_changes_the_language_searches_and_meets_a_missing_page(
    locale: str, reader: BrowserContext, library_url: str
) -> None:
    other, name = OTHER[locale]
    page = reader.new_page()
    page.goto(f"{library_url}{locale}/loans/#fees")
    page.wait_for_timeout(300)  # Material closes the search once a section was gone to
    page.locator(".md-select button").hover()
    page.locator(".md-select__link", has_text=name).click()
    page.wait_for_url(f"{library_url}{other}/loans/#fees")
    page.goto(f"{library_url}{locale}/?q={FEE[locale]}")
    section = page.locator(".md-search-result__link[href*='#']").first
    section.wait_for()
    section.click()
    page.wait_for_url(f"{library_url}{locale}/**h=**")
    page.goto(f"{library_url}{locale}/loans/gone/")
    assert page.locator("h1").inner_text() == page.locator(f"section[lang={locale}]").locator("h1").inner_text()
    page.locator(f"section[lang={locale}]").get_by_role("link").last.click()
    page.wait_for_url(f"{library_url}{locale}/all_headings/")


@pytest.mark.browser
@pytest.mark.parametrize("locale", OTHER)
def test_without_scripts_it_is_no_different(locale: str, browser: Browser, library_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    other, name = OTHER[locale]
    page = context.new_page()
    page.goto(f"{library_url}{locale}/#card")
    page.locator(".section-languages").get_by_role("link", name=name).locator("visible=true").click()
    assert page.url == f"{library_url}{other}/#card"
    page.locator(".search-without").click()
    page.locator("article").locator("a[href$='#hours']").click()
    assert page.url == f"{library_url}{other}/#hours"
    page.goto(f"{library_url}{locale}/loans/gone/")
    page.locator(f"section[lang={locale}]").get_by_role("link").last.click()
    assert page.url == f"{library_url}{locale}/all_headings/"
    context.close()


# --- a language more


def test_a_new_language_is_a_site_like_the_others(library: Path) -> None:
    assert '<html lang="de"' in text(library / "de" / "index.html")
    assert menu(library / "sv" / "loans" / "index.html")["de"] == "../../de/loans/"
    fallback = text(library / "de" / "loans" / "index.html")
    assert "Diese Seite ist noch nicht übersetzt" in fallback and '<div lang="en"' in fallback
    assert "Seite nicht gefunden" in text(library / "de" / "404.html")
    assert '<li lang="de">' in text(library / "index.html")


@pytest.mark.browser
def test_a_reader_can_change_to_a_new_language_and_search_there(reader: BrowserContext, library_url: str) -> None:
    page = reader.new_page()
    page.goto(f"{library_url}nl/#card")
    page.locator(".md-select button").hover()
    page.locator(".md-select__link", has_text="Deutsch").click()
    page.wait_for_url(f"{library_url}de/#card")
    page.wait_for_timeout(300)  # Material closes the search once a section was gone to
    type_in(page, "Passwörter")
    page.locator(".md-search-result__link[href*='#card']").first.wait_for()


# --- Material's own words


@pytest.mark.parametrize("locale", ["sv", "nl"])
def test_no_word_around_a_page_is_left_in_english(locale: str, library: Path) -> None:
    def said(language: str) -> set[str]:
        words = set()
        for name in ("index.html", "all_headings/index.html", "404.html"):
            page = library / language / name
            for attributes in tags(page, "a", "button", "div", "form", "input", "label", "nav", "ol", "svg"):
                words |= {attributes.get(name, "") for name in ("aria-label", "title", "placeholder")}
            config = re.search(r'<script id="__config" type="application/json">(.*?)</script>', text(page))
            around = re.sub(r"<article.*?</article>|<script.*?</script>|<nav.*?</nav>", "", text(page), flags=re.DOTALL)
            assert config
            words |= {
                *json.loads(config[1])["translations"].values(),
                *re.findall(r">\s*([^<>]*[a-z][^<>]*?)\s*<", around),
            }
        return words

    assert len(said(locale)) > 20
    names = {"English", "Svenska", "Nederlands", "Deutsch", "Polski"}
    same_in = {"sv": {"Navigation"}, "nl": {"Footer", "Header"}}  # which are Swedish and Dutch, too
    assert said(locale) & said("en") - {""} - names <= same_in[locale]
