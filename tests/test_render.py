"""The generated table, compared with the table of the source and between its two forms."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from decision import project, render
from decision.guides import markers
from decision.locales import catalog
from decision.project import Project
from tests import tables_on_disk
from tests.tables_on_disk import FROZEN, HERE, HOSTING, LANGUAGES

# The published table: rows in order, verdicts on the two integrations, other solutions, numbers of remarks.
SOURCE = [
    ("✔✔", "✔", [], [1]),
    ("✔✔", "✘", ["brand-portal", "asset-share"], [2]),
    ("✔✔", "✔", ["link-share"], []),
    ("✘", "✔✔", ["brand-portal", "asset-share"], []),
    ("✔✔", "✔", ["web-ui-upload"], []),
    ("✔✔", "✘", ["web-ui-upload", "custom-tool"], [3]),
    ("✘", "✘", ["migration-guide"], []),
    ("✔✔", "✘", [], []),
    ("✔✔", "✘", [], []),
]


@pytest.fixture(scope="module")
def frozen() -> Project:
    return project.load(HERE / "frozen")


class Grid(HTMLParser):
    """The cells of the tables in a page, as text with the targets of links, without what is hidden from the eye."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.hidden = 0
        self.stack: list[bool] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "br":
            self.handle_data(" <br> ")
            return
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True
        self.stack.append("visually-hidden" in (given.get("class") or ""))
        self.hidden += self.stack[-1]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= self.stack.pop()
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.hidden:
            self.rows[-1][-1] += data


def cells(text: str) -> list[list[str]]:
    return [[" ".join(cell.split()) for cell in row] for row in Grid(text).rows]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_table_equals_the_source(frozen: Project, locale: str) -> None:
    _, table = frozen.tables["usecases"]
    text = render.table_html(table, "usecases", locale, "en", lambda section: f"#{section.partition('#')[2]}", locale)
    _, *rows = re.findall(r"<tr.*?</tr>", text, re.DOTALL)
    found = []
    for row in rows:
        label, *columns = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        symbols = [re.search(r'aria-hidden="true">([^<]+)<', column) for column in columns[:2]]
        found.append(
            (
                *(symbol[1] if symbol else "" for symbol in symbols),
                re.findall(r'href="#([a-z-]+)"', columns[2]),
                [int(number) for number in re.findall(r"\((\d)\)</a>", label)],
            )
        )
    assert found == SOURCE


def test_the_labels_are_those_of_the_source(frozen: Project) -> None:
    source = HERE.parent.parent / "shared" / "seeds"
    seed = next(iter(sorted(source.glob("000_*.txt"))), None)
    if seed is None:
        pytest.skip("the source documents are not beside this project")
    lines = [line for line in seed.read_text("utf-8").splitlines() if line.startswith("|")]
    published = [
        [" ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell).split()) for cell in line.strip("|").split("|")]
        for line in lines
    ]
    _, table = frozen.tables["usecases"]
    head, *rows = cells(render.table_html(table, "usecases", "en", "en", lambda section: section, "en"))
    generated = [[cell.replace(" (4)", "") for cell in row] for row in rows]
    assert generated == published[2:]
    assert [head[0], head[1], head[3]] == [published[0][0], published[0][1], published[0][3]]
    assert head[2].startswith(published[0][2])


@pytest.mark.parametrize("locale", LANGUAGES)
def test_markdown_and_html_show_the_same_grid(frozen: Project, locale: str) -> None:
    for table in (frozen.tables["usecases"][1], tables_on_disk.load(HOSTING)[1]):
        as_html = render.table_html(table, "t", locale, "en", lambda section: section, locale)
        markdown = render.table_markdown(table, "t", locale, "en")
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
        unbracketed = cells(rendered)
        assert unbracketed[1:] == cells(as_html)[1:]
        assert len(unbracketed[0]) == len(cells(as_html)[0])


def test_remarks_link_both_ways(frozen: Project) -> None:
    text = render.page(
        "<!-- decision-table: usecases --><p></p><!-- decision-table: usecases -->", frozen, "sv", lambda s: s
    )
    ids = re.findall(r'id="([^"]+)"', text)
    assert len(ids) == len(set(ids)), "two tables on a page share no id"
    for target in re.findall(r'href="#([^"]+)"', text):
        assert target in ids
    assert len(re.findall(r"decision-back", text)) == 8


def test_a_cell_that_is_never_the_answer_says_why(frozen: Project) -> None:
    _, table = frozen.tables["usecases"]
    text = html.unescape(render.table_html(table, "usecases", "en", "en", lambda s: s, "en"))
    assert "never becomes the answer: a stricter use case always applies as well (“Share smaller number" in text
    assert "Folder sharing is deprecated and counts as “acceptable” at most." in text
    swedish = html.unescape(render.table_html(table, "usecases", "sv", "en", lambda s: s, "sv"))
    assert "Det här omdömet blir aldrig svaret" in swedish


def test_a_deprecated_integration_is_marked_with_what_replaces_it(frozen: Project) -> None:
    _, table = frozen.tables["usecases"]
    head = cells(render.table_html(table, "usecases", "en", "en", lambda s: s, "en"))[0]
    assert head[2] == "Folder sharing deprecated: use Adobe Asset Link or AEM desktop app instead"


def test_a_text_that_a_language_lacks_is_in_the_default_one_and_says_so() -> None:
    _, table = tables_on_disk.load(HERE / "tables" / "lunch.yaml")
    text = render.table_html(table, "lunch", "sv", "en", lambda s: s, "sv")
    assert '<caption id="lunch-caption">Var man äter lunch</caption>' in text
    assert '<th scope="row" role="rowheader" lang="en">A lunch alone</th>' in text
    assert ">nej</span>" in text


def test_a_table_in_another_language_than_the_page() -> None:
    _, table = tables_on_disk.load(HERE / "tables" / "lunch.yaml")
    assert '<div class="decision-table" id="l" lang="sv">' in render.table_html(
        table, "l", "sv", "en", lambda s: s, "en"
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onmouseover="x', "a|b", "*x*", "[x](y)", "&amp;", "</td>"]
)
def test_texts_stay_texts(text: str) -> None:
    _, table = tables_on_disk.load(FROZEN)
    usecase = table.usecases["open"].model_copy(update={"label": {"en": text}})
    other = table.model_copy(update={"usecases": {"open": usecase}})
    row = cells(render.table_html(other, "t", "en", "en", lambda s: s, "en"))[1]
    assert row[0] == text
    markdown = render.table_markdown(other, "t", "en", "en")
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    assert cells(rendered)[1][0] == text
    assert "<script>" not in rendered


def test_addresses_lead_to_the_vendor(frozen: Project) -> None:
    page = '<a href="address:usecases/asset-link">A</a> <a href="address:usecases/nothing">B</a>'
    page += " <code>address:usecases/asset-link</code>"
    text = render.page(page, frozen, "en", lambda s: s)
    assert 'href="https://helpx.adobe.com/enterprise/using/adobe-asset-link.html"' in text
    assert text.count("address:") == 2


def test_a_marker_gets_room() -> None:
    page = "Text\n<!-- decision-table: usecases -->\nmore\n\n```\n<!-- decision-table: usecases -->\n```\n"
    assert (
        markers.isolate(page)
        == "Text\n\n<!-- decision-table: usecases -->\n\nmore\n\n```\n<!-- decision-table: usecases -->\n```\n"
    )


def test_every_word_exists_in_every_language() -> None:
    english = catalog("en")
    for locale in LANGUAGES:
        other = catalog(locale)
        assert list(other) == list(english), locale
        for key, text in english.items():
            assert set(re.findall(r"\{\w+\}", other[key])) == set(re.findall(r"\{\w+\}", text)), (locale, key)


def test_every_word_is_used() -> None:
    here = Path(render.__file__).parents[1]
    code = "".join(
        path.read_text("utf-8")
        for folder in (here, here.parent / "hooks")
        for path in folder.rglob("*")
        if path.suffix in (".py", ".j2")
    )
    code += (here.parent / "mkdocs.yml").read_text("utf-8")
    made = ("table-status-", "table-never-", "table-or", "table-and", "decide-", "reason-", "result-", "origin-",
        "history-things-")  # fmt: skip
    unused = [key for key in catalog("en") if key not in code and not key.startswith(made)]
    assert unused == []
