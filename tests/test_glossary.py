"""A glossary on pages: in each language, in its order, in the place where its marker stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from decision import checks, project, render
from decision.cli import main
from decision.glossary import Glossary
from decision.locales import alphabet
from decision.project import Project
from decision.render import terms
from decision.render.terms import Piece
from decision.values.references import NONE, Values
from tests import conftest, rendering
from tests.tables_on_disk import HERE, LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ALL = "<!-- glossary: glossary -->"
GROUP = "<!-- glossary: glossary/fetching -->"
ORDER = {
    "en": ["asset", "creative-user", "dam-user", "mount-point", "work-in-progress"],
    "sv": ["dam-user", "creative-user", "asset", "mount-point", "work-in-progress"],  # … Resurs, Åtkomstmapp, Ändras
    "nl": ["asset", "creative-user", "dam-user", "mount-point", "work-in-progress"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="module")
def frozen() -> Project:
    return project.load(HERE / "frozen")


def glossary(**terms_: Any) -> Glossary:
    data = {"kind": "glossary", "version": "1.0.0", "title": "Words", "terms": terms_}
    return Glossary.model_validate(data)


def whole(loaded: Project, locale: str, text: str = ALL) -> str:
    """What a reader sees of a page."""
    return rendering.seen(rendering.html(render.prepared(text, loaded, locale)))


# --- all terms


@pytest.mark.parametrize("locale", LANGUAGES)
def test_all_terms_in_the_order_of_the_language_with_the_same_anchors(frozen: Project, locale: str) -> None:
    assert re.findall(r"h2 id=([\w-]+):", whole(frozen, locale)) == ORDER[locale]


def test_a_term_is_shown_with_what_it_means_and_with_its_words(frozen: Project) -> None:
    assert "\n".join(whole(frozen, "sv").split("\n")[-8:]) == (
        "**Använd:** resurs, resurser\n"
        "**Använd inte:** digital tillgång\n"
        "h2 id=mount-point: Åtkomstmapp\n"
        "den mapp där AEM lägger hämtade resurser, här `connectedassets`, "
        "det vill säga `/content/dam/connectedassets`.\n"
        "h2 id=work-in-progress: Ändras ännu (WIP)\n"
        "den fas då en resurs ändras gång på gång.\n"
        "**Använd:** WIP\n"
        "**Använd inte:** utkast (det kan lika gärna vara färdigt)"
    )


def test_what_a_language_lacks_is_in_the_default_one_and_says_so(frozen: Project) -> None:
    html = rendering.html(render.prepared(ALL, frozen, "nl"))
    assert '<h2 class="glossary__heading" id="creative-user" lang="en">Creative user</h2>' in html
    assert '<p class="glossary__definition" lang="en">a professional who makes digital assets.</p>' in html
    assert html.count(' lang="') == 2
    assert "Gebruik:" in html, "words to use are those of the language or none"
    assert "WIP" not in html.partition("Werk in uitvoering (WIP)")[2]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (ALL, 2),
        (f"# A\n\n{ALL}", 2),
        (f"# A\n\n### B\n\n{ALL}", 4),
        (f"# A\n\n```\n#### B\n```\n\n{ALL}", 2),
        (f"###### A\n\n{ALL}", 6),
        (f"Text\n{ALL}\nmore", 2),
    ],
)
def test_terms_are_headings_below_the_one_above(frozen: Project, text: str, level: int) -> None:
    html = rendering.html(render.prepared(text, frozen, "en"))
    assert len(re.findall(rf'<h{level} class="glossary__heading" id="[a-z-]+">', html)) == 5
    assert "<!--" not in html


@pytest.mark.parametrize("before", ["- item\n\n    ", "> ", "1. item\n\n    > ", '!!! note "A"\n\n    '])
def test_a_marker_inside_something_else(frozen: Project, before: str) -> None:
    html = rendering.html(render.prepared(f"{before}{ALL}\n", frozen, "en"))
    assert html.count("<h2") == 5 and "<pre" not in html and "{:" not in html


def test_no_id_is_given_twice(frozen: Project) -> None:
    text = f"# A\n\n{ALL}\n\n{ALL}\n"
    html = rendering.html(render.prepared(text, frozen, "en"))
    group = render.page(f"{GROUP}<p></p>{GROUP}", frozen, "en", str)
    for found in (html, group):
        ids = re.findall(r' id="([^"]+)"', found)
        assert len(ids) == len(set(ids)) and len(ids) in (4, 11)
    assert 'id="asset-2"' in html and 'id="glossary-asset-2"' in group


def test_code_and_what_shows_markers_stays(frozen: Project) -> None:
    text = f"```\n{ALL}\n```\n"
    assert render.prepared(text, frozen, "en") == text
    for other in ("<!-- glossary: nothing -->", "<!-- glossary: usecases -->", "<!-- decision-table: glossary -->"):
        assert other in render.page(render.prepared(other, frozen, "en"), frozen, "en", str)


# --- the terms of a group


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_group_shows_its_terms_in_the_order_of_the_file(frozen: Project, locale: str) -> None:
    html = render.page(GROUP, frozen, locale, str)
    assert re.findall(r'id="([^"]+)"', html) == ["glossary-mount-point", "glossary-asset"]
    assert "<code>/content/dam/connectedassets</code>" in html
    assert html.count("<dt") == html.count("<dd") == 2
    assert "\n\n" not in html


def test_a_group_says_in_which_language_a_text_is(frozen: Project) -> None:
    html = render.page("<!-- glossary: glossary/people -->", frozen, "nl", str)
    assert '<dt class="glossary__term" lang="en">Creative user</dt>' in html
    assert '<dt class="glossary__term">DAM-gebruiker</dt>' in html


# --- texts


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "*x*",
        "[x](y)",
        "&lt;",
        "# x",
        "{: #y }",
        "a | b",
        "<!-- x -->",
        "![x](y)",
        "1. x",
        "[!DNL x]",
        "x_y_",
    ],
)
def test_texts_stay_texts(frozen: Project, text: str) -> None:
    term = {"term": text, "definition": f"{text} and {text}", "use": {"en": text}, "avoid": {"en": [text, text * 2]}}
    entry = frozen.files["glossary"]
    files = {"glossary": project.DataFile("glossary", entry.document, entry.kind, glossary(one=term))}
    loaded = Project(frozen.root, frozen.languages, files)
    (heading, definition, use, avoid) = whole(loaded, "en").split("\n")
    assert heading == f"h2 id=one: {text}"
    assert (definition, use, avoid) == (f"{text} and {text}", f"**Use:** {text}", f"**Do not use:** {text}, {text * 2}")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a `b` c", [Piece("a "), Piece("b", True), Piece(" c")]),
        ("`` a`b `` c", [Piece("a`b", True), Piece(" c")]),
        ("no ` code", [Piece("no ` code")]),
        ("`{{ file.value }}` {{ file.value }}", [Piece("x`y`z", True), Piece(" x`y`z")]),
        ("two\n  lines `a\nb`", [Piece("two lines "), Piece("a b", True)]),
    ],
)
def test_code_in_definitions(text: str, pieces: list[Piece]) -> None:
    known = Values({"file": {"value": "x`y`z"}})
    (entry,) = terms.entries(glossary(a={"term": "A", "definition": text}), "g", "", "en", "en", known)
    assert list(entry.definition.pieces) == pieces


# --- order

WORDS = {
    "sv": "zebra åka ängel öl Åre a Ö ö o e é Z w v vy wy aa å-a å a ä1 å2 å10",
    "nl": "ijs zee één een Een eén be-a bea b-a b a ba ïe ie i zo'n zo 10 9 über uber",
    "de": "Äpfel Apfel Zebra Straße Strasze ärmer arm Öl Ol ol",
    "en": "co-op coop Co cafe café cafés résumé resume (a) a 1a",
    "ar": "باب أب إبرة آب تاب ا ب ثوب",
    "ru": "арбуз банан яблоко вода город",
}


@pytest.mark.browser
@pytest.mark.parametrize("locale", WORDS)
def test_the_order_is_that_of_the_browser(locale: str, browser: Browser) -> None:
    page = browser.new_page()
    words = [*dict.fromkeys(WORDS[locale].split()), *(" ".join(WORDS[locale].split()[:2]),)]
    expected = page.evaluate("([locale, words]) => words.sort(new Intl.Collator(locale).compare)", [locale, words])
    page.close()
    assert sorted(words, key=lambda word: alphabet.key(word, locale)) == expected


# --- anchors


def put(root: Path, text: str, name: str = "docs/en/case.md") -> None:
    (root / name).write_text(f"# Case {{#case}}\n\n{text}\n", "utf-8")


def found(root: Path, name: str = "docs/en/case.md") -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in checks.run(project.load(root)) if p.path == name]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[a](terms.md#dam-user) [b](terms.md#glossary-dam-user) [c](terms.md#people)", []),
        ("[a](terms.md#glossary-asset)", ["broken-anchor"]),
        ("[a](terms.md#dam-usr)", ["broken-anchor"]),
        (f"{GROUP}\n\n[a](#glossary-asset)", []),
        (f"{GROUP}\n\n[a](#asset)", ["broken-anchor"]),
        (f"{ALL}\n\n[a](#asset)", []),
    ],
)
def test_links_to_terms_are_looked_for(root: Path, text: str, codes: list[str]) -> None:
    put(root, text)
    assert [code for _, code in found(root)] == codes


def test_a_table_may_lead_to_a_term(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    text = path.read_text("utf-8")
    section = re.search(r"section: (\S+)", text)
    assert section
    path.write_text(text.replace(section[0], "section: terms.md#mount-point", 1), "utf-8")
    assert checks.run(project.load(root)) == ()


def test_a_glossary_that_cannot_be_used_is_reported_once(root: Path) -> None:
    path = root / "data" / "glossary.yaml"
    path.write_text(path.read_text("utf-8").replace("[creative-user, dam-user]", "[creative-user, dam-usr]"), "utf-8")
    assert [(p.path, p.code) for p in checks.run(project.load(root))] == [("data/glossary.yaml", "unknown-term")]


# --- other people's glossaries


def test_a_language_that_is_written_from_the_right_and_has_no_words_here(root: Path) -> None:
    for name in ("data/glossary.yaml", "data/paths.yaml", "data/usecases.yaml"):
        (root / name).unlink()
    shutil.rmtree(root / "docs")
    (root / "docs" / "ar").mkdir(parents=True)
    put(root, "<!-- glossary: words -->\n\n<!-- glossary: words/two -->", "docs/ar/index.md")
    config = "site_name: x\nextra: {languages: [{locale: ar, name: العربية, site_name: x}]}\n"
    (root / "mkdocs.yml").write_text(config, "utf-8")
    (root / "data" / "words.yaml").write_text(
        "kind: glossary\nversion: 1.0.0\ntitle: مسرد\ngroups: {two: [tea]}\nterms:\n"
        "  jam:\n    {term: مربى, definition: فاكهة مع السكر, use: {ar: [مربى]},\n"
        "    avoid: {ar: {word: هلام, reason: شيء آخر}}}\n"
        "  tea: {term: شاي, definition: مشروب}\n",
        "utf-8",
    )
    loaded = project.load(root)
    assert checks.run(loaded) == ()
    html = rendering.html(render.prepared("<!-- glossary: words -->", loaded, "ar"))
    assert re.findall(r"<h2[^>]*>([^<]+)<", html) == ["شاي", "مربى"]
    assert "هلام (شيء آخر)" in html and "lang=" not in html
    assert "شاي" in render.page("<!-- glossary: words/two -->", loaded, "ar", str)


@pytest.mark.parametrize("arguments", [("table", "glossary"), ("decide", "glossary"), ("analyse", "paths")])
def test_a_command_for_tables_says_what_else_a_file_is(root: Path, arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, ["--root", str(root), *arguments])
    noun = "glossary" if "glossary" in arguments else "file of values"
    assert done.exit_code == 2
    message = f"decision: '{arguments[1]}' is a {noun}, and no table; possible: usecases"
    assert done.output.strip() == message


def test_every_term_of_a_large_glossary(root: Path) -> None:
    many = {f"t{n}": {"term": f"Term {n}", "definition": "d", "use": {"en": f"word {n}"}} for n in range(2000)}
    entries = terms.entries(glossary(**many), "g", "", "en", "en", NONE)
    assert [entry.id for entry in entries[:12]] == [
        "t0",
        "t1",
        "t10",
        "t100",
        "t1000",
        *(f"t100{n}" for n in range(1, 8)),
    ]
    assert len(entries) == 2000


# --- the site


def test_the_site_shows_terms_lists_them_and_finds_them(tmp_path: Path) -> None:
    root = conftest.copy_site(tmp_path / "project")
    for name in ("glossary.yaml", "paths.yaml"):
        shutil.copy(HERE / "frozen" / "data" / name, root / "data" / name)
    for locale in LANGUAGES:
        (root / "docs" / locale / "guides").mkdir(exist_ok=True)
        text = (HERE / "frozen" / "docs" / locale / "terms.md").read_text("utf-8")
        (root / "docs" / locale / "guides" / "english.md").write_text(f"{text}\n## Van {{#van}}\n", "utf-8")
    done = conftest.run_mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    for locale in LANGUAGES:
        html = (root / "site" / locale / "guides" / "english" / "index.html").read_text("utf-8")
        headings = re.findall(r'<h3 class="glossary__heading" id="([^"]+)"', html)
        assert headings == ORDER[locale]
        contents = re.findall(r'<a href="#([^"]+)" class="md-nav__link"', html)
        assert [anchor for anchor in dict.fromkeys(contents) if anchor in headings] == headings
        assert re.search(r'<dl class="glossary">\s*<div class="glossary__entry" id="glossary-creative-user">', html)
        description = re.search(r'<meta name="description" content="([^"]+)"', html)
        assert description and "connectedassets" in description[1]
        assert "/content/dam(/((?!connectedassets).)*/)renditions/original" in html
        assert "{{" not in re.sub(r"(?s)<script.*?</script>", "", html)
        indexes = [path.read_text("utf-8") for path in (root / "site" / locale).rglob("*.json")]
        assert any("mount-point" in index for index in indexes)
