"""The chooser's pages as files: which there are, what they say of themselves, where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from decision import project
from decision.matrix import paths
from decision.matrix.engine import decide
from decision.matrix.model import MARK
from decision.project import Project
from decision.render import chooser, page
from tests.conftest import ADDRESS
from tests.rendering import VOID
from tests.test_site import Tags, menu, tags, target, text

ALL = ("en", "sv", "nl", "he")
# questions and outcomes; every combination is one more
PAGES = {"usecases": 22, "lunch": 6, "hosting": 55, "odd": 7, "single": 3, "many": 28}


@pytest.fixture(scope="module")
def loaded(chooser_site: Path) -> Project:
    return project.load(chooser_site.parent)


@pytest.fixture(scope="module")
def states(loaded: Project) -> Mapping[str, paths.State]:
    """The states of all tables by the path of their page."""
    found = {}
    for name, (_, table) in loaded.tables.items():
        if paths.has_pages(name, table):
            found.update({state.page: state for state in paths.states(name, table)})
    return found


def file(site: Path, locale: str, page_name: str) -> Path:
    return site / locale / page_name.replace(".md", ".html")


def made(site: Path, locale: str) -> dict[str, Path]:
    """Every page of a chooser in a language."""
    return {
        path.relative_to(site / locale).as_posix().replace(".html", ".md"): path
        for path in sorted((site / locale / "choose").rglob("*.html"))
    }


def content(path: Path) -> str:
    """The chooser's part of a page."""
    return re.split(r'(?=<div class="chooser")', text(path))[1].partition("</article>")[0]


def head(path: Path, pattern: str) -> list[str]:
    """What the head of a page says; it has to be escaped there."""
    found = re.findall(pattern, text(path).partition("</head>")[0])
    assert not any(re.search(r"[<>]|&(?!#?\w+;)", said) for said in found), found
    return [unescape(said) for said in found]


def test_every_language_has_the_same_pages(chooser_site: Path, states: Mapping[str, paths.State]) -> None:
    wanted = {*states, *(paths.all_page(name) for name in PAGES)}
    for locale in ALL:
        assert set(made(chooser_site, locale)) == wanted
    for name, count in PAGES.items():
        assert sum(state.table_id == name for state in states.values()) == count


def test_a_table_with_too_many_combinations_has_none_and_the_build_says_so(chooser_site: Path, loaded: Project) -> None:
    assert not (chooser_site / "en" / "choose" / "large").exists()
    said = (chooser_site.parent / "said.txt").read_text("utf-8")
    assert said.count("data/large.yaml: its chooser has no pages: more than 300 combinations") == 1
    shown = {name: page(f"<!-- decision-table: {name} -->", loaded, "sv", lambda link: f"/{link}") for name in PAGES}
    for name, table in shown.items():
        assert f'<a href="/choose/{name}/index.md">Hitta svaret steg för steg</a>' in table
    assert "choose/" not in page("<!-- decision-table: large -->", loaded, "sv", lambda link: f"/{link}")


def is_there_to_be_found(name: str, locale: str, states: Mapping[str, paths.State], loaded: Project) -> bool:
    """Of the tables, one says all in Swedish and Dutch, too; of some others, the title alone is translated."""
    table = name.split("/")[1]
    if name not in states:
        return locale == "en" or locale in loaded.tables[table][1].title
    return states[name].is_outcome and (locale == "en" or (table == "usecases" and locale != "he"))


def test_outcomes_are_there_to_be_found_and_questions_are_not(
    chooser_site: Path, states: Mapping[str, paths.State], loaded: Project
) -> None:
    for locale in ALL:
        listed = text(chooser_site / locale / "sitemap.xml")
        searched = text(chooser_site / locale / "assets" / "search" / "index.json")
        for name, path in made(chooser_site, locale).items():
            is_found = is_there_to_be_found(name, locale, states, loaded)
            address = name.removesuffix("index.md")
            assert (f"<loc>{ADDRESS}{locale}/{address}</loc>" in listed) is is_found
            assert (f'"{address}"' in searched) is is_found
            assert ('<meta name="robots" content="noindex">' in text(path)) is not is_found


def test_what_can_be_found_has_a_title_and_a_description_of_its_own(
    chooser_site: Path, states: Mapping[str, paths.State]
) -> None:
    for locale in ALL:
        found = [
            path for name, path in made(chooser_site, locale).items() if name not in states or states[name].is_outcome
        ]
        for pattern in (r"<title>(.*?)</title>", r'<meta name="description" content="(.*?)">'):
            texts = [said for path in found for said in head(path, pattern)]
            assert len(set(texts)) == len(texts) == len(found)


def test_titles_name_the_question_and_the_table_and_stay_texts(chooser_site: Path) -> None:
    def title(locale: str, below: str) -> list[str]:
        return head(chooser_site / locale / "choose" / below / "index.html", r"<title>(.*?)</title>")

    assert title("sv", "usecases/share") == [
        "Hur många resurser gäller det? – Vilken integration ska du välja? - Frågor"
    ]
    assert title("en", "odd") == ['Is 1 < 2 & "so"? – Ink & <b>paper</b> "quoted" - Choosers']
    assert title("en", "odd/x/q") == [
        'Chalk "white" or Coal (other solution): <i>Yes</i> & *no* · q\\q – Ink & <b>paper</b> "quoted" - Choosers'
    ]


def test_each_page_is_in_its_language_and_leads_to_itself_in_the_others(chooser_site: Path) -> None:
    for locale in ALL:
        for name, path in made(chooser_site, locale).items():
            assert f'<html lang="{locale}"' in text(path)
            wanted = {other: file(chooser_site, other, name) for other in ALL}
            assert {other: target(path, href) for other, href in menu(path).items()} == wanted
    assert '<body dir="rtl"' in text(chooser_site / "he" / "choose" / "odd" / "index.html")


def test_they_stand_in_no_navigation(chooser_site: Path) -> None:
    for path in made(chooser_site, "sv").values():
        assert not re.search(r'rel="(prev|next)"|md-footer__link', text(path))
    navigation = text(chooser_site / "sv" / "index.html").partition("md-nav--primary")[2].partition("</nav>")[0]
    assert navigation and "choose/" not in navigation


def test_every_link_leads_somewhere(chooser_site: Path) -> None:
    count = 0
    for locale in ALL:
        for path in made(chooser_site, locale).values():
            for href in re.findall(r'href="([^"]*)"', content(path)):
                address, _, anchor = unescape(href).partition("#")
                if "://" in address:
                    continue
                count += 1
                leads_to = target(path, address) if address else path
                assert leads_to.is_file(), (path, href)
                assert not anchor or f' id="{anchor}"' in text(leads_to), (path, href)
    assert count > 1_000


def test_headings_are_in_order_and_sections_are_those_that_links_may_name(
    chooser_site: Path, states: Mapping[str, paths.State]
) -> None:
    sections: set[str] = set()
    for name, path in made(chooser_site, "nl").items():
        levels = [int(level) for level in re.findall(r"<h([1-6])", content(path))]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before < 2 for before, after in pairwise(levels))
        if name in states and states[name].is_outcome:
            sections |= set(re.findall(r'<section[^>]* id="([^"]+)"', content(path)))
    assert sections == paths.SECTIONS


def test_all_that_is_opened_is_closed_and_nothing_acts(chooser_site: Path) -> None:
    for path in made(chooser_site, "he").values():
        stack: list[str] = []
        for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)[\s>]", content(path)):
            if closing:
                assert stack.pop() == name
            elif name not in VOID:
                stack.append(name)
        assert set(stack) <= {"div"}
        names = {name for tag, attributes in Tags(content(path)).found for name in (tag, *attributes)}
        assert not {name for name in names if name in ("script", "style", "iframe", "b", "i") or name.startswith("on")}


def test_texts_in_another_language_say_so(chooser_site: Path) -> None:
    english = content(chooser_site / "en" / "choose" / "lunch" / "no" / "few" / "index.html")
    assert "<bdi" not in english
    swedish = content(chooser_site / "sv" / "choose" / "lunch" / "no" / "few" / "index.html")
    assert '<h1>Rekommendation: <bdi lang="en">The bistro</bdi> (ja)</h1>' in swedish
    hebrew = content(chooser_site / "he" / "choose" / "odd" / "x" / "q" / "index.html")
    assert '<bdi lang="en">The strictest verdict counts: “<bdi lang="he">חצי</bdi>”, from' in hebrew


def test_what_is_still_possible_is_what_can_still_come(
    chooser_site: Path, loaded: Project, states: Mapping[str, paths.State]
) -> None:
    for name, state in states.items():
        if state.is_outcome:
            continue
        shown = content(file(chooser_site, "en", name))
        details = shown.partition("<details")[2].partition("</details>")[0]
        leaves = {file(chooser_site, "en", leaf) for leaf, other in states.items() if is_below(state, other)}
        here = file(chooser_site, "en", name)
        assert {target(here, a["href"]) for tag, a in Tags(details).found if tag == "a"} == leaves
        assert len(re.findall("<a ", details)) == len(leaves)
        table = loaded.tables[state.table_id][1]
        decision = decide(table, state.answers)
        labels = [
            table.questions[question].label["en" if "en" in table.questions[question].label else ""]
            for question in decision.open
        ]
        decides = " and ".join(
            part
            for part in (", ".join(f"“{label}”" for label in labels[:-1]), *(f"“{label}”" for label in labels[-1:]))
            if part
        )
        assert (f"What decides is the answer to {decides}." in unescape(details)) is bool(labels)
        assert ("Whatever you answer next: " in shown) is (not labels)


def is_below(state: paths.State, other: paths.State) -> bool:
    return other.is_outcome and other.table_id == state.table_id and state.answers.items() <= other.answers.items()


def test_the_page_with_every_combination(chooser_site: Path, states: Mapping[str, paths.State]) -> None:
    for name in PAGES:
        path = file(chooser_site, "en", paths.all_page(name))
        rows = re.findall(r'<tr role="row">(.*?)</tr>', content(path), re.DOTALL)[1:]
        outcomes = [state.page for state in states.values() if state.is_outcome and state.table_id == name]
        linked = [target(path, str(re.findall(r'href="([^"]*)"', row)[0])) for row in rows]
        assert linked == [file(chooser_site, "en", outcome) for outcome in outcomes]
        first = file(chooser_site, "en", paths.first_page(name))
        assert path in {target(first, a["href"]) for a in tags(first, "a")}
        assert first in {target(path, a["href"]) for a in tags(path, "a")}


def test_a_question_that_is_never_asked_is_nowhere(chooser_site: Path) -> None:
    for path in (chooser_site / "en" / "choose" / "odd").rglob("*.html"):
        assert "Never asked" not in content(path)


def test_the_same_pages_from_another_process(chooser_site: Path, loaded: Project) -> None:
    for made_here in chooser.pages(loaded, "nl"):
        sections = re.findall(r"(?s)<ul.*?</ul>", made_here.html(lambda link: None if "choose" not in link else "X"))
        there = re.sub(r' href="[^"]*"', ' href="X"', content(file(chooser_site, "nl", made_here.path)))
        assert all(re.sub(r"</?a[^>]*>", "", part) in re.sub(r"</?a[^>]*>", "", there) for part in sections)


def test_marks_of_remarks_are_not_shown_as_such(chooser_site: Path) -> None:
    for path in made(chooser_site, "en").values():
        assert not MARK.search(content(path))
