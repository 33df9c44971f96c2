"""Pages of the dialect beside each other: front matter, navigation, links, includes, and the site made of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from decision.cli import main
from decision.guides import addresses, contents, escape, metadata, policy, syntax
from decision.guides.contents import Entry
from decision.guides.guide import Guide
from decision.guides.pages import Pages
from tests import rendering
from tests.conftest import Run, copy_site
from tests.tables_on_disk import HERE
from tests.test_site import Tags

# --- front matter


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"title": "[!DNL Adobe] &amp; [!UICONTROL x]"}, {"title": "Adobe &amp; x", "head_title": "Adobe &amp; x"}),
        ({"title": "A\u200b <b>"}, {"title": "A &lt;b&gt;"}),
        ({"title": "A", "seo-title": "B"}, {"title": "A", "head_title": "B"}),
        ({"description": 'Say "[!DNL x]"'}, {"description": "Say &quot;x&quot;"}),
        ({"description": "a", "seo-description": "b"}, {"description": "b"}),
        ({"title": 42}, {"title": "42"}),
        ({"title": None, "description": ["a"]}, {"title": "", "description": ""}),
        ({"internal": "y"}, {"is_published": False}),
        ({"internal": "n"}, {"is_published": True}),
        ({"hide": True}, {"is_in_navigation": False, "is_in_search": False, "hide": ()}),
        ({"hide": "y"}, {"is_in_navigation": False, "is_in_search": False, "hide": ()}),
        ({"hide": False}, {"is_in_navigation": True, "is_in_search": True, "hide": ()}),
        ({"hide": ["toc", "navigation"]}, {"is_in_navigation": True, "hide": ("toc", "navigation")}),
        ({"hide": "toc"}, {"hide": ("toc",)}),
        ({"hidefromtoc": True}, {"is_in_navigation": False, "is_in_search": True}),
        ({"index": "n"}, {"is_indexed": False, "is_in_search": False}),
        ({"index": False}, {"is_indexed": False}),
        ({"index": "y"}, {"is_indexed": True}),
        ({"exl-id": "a-b"}, {"id": "a-b"}),
    ],
)
def test_what_front_matter_says(own: dict[str, object], expected: dict[str, object]) -> None:
    said = metadata.of(own)
    assert {key: getattr(said, key) for key in expected} == expected


def test_what_is_inherited() -> None:
    said = metadata.of({"role": "User"}, [{"internal": "y", "title": "Not mine", "role": "Admin"}, {"internal": "n"}])
    assert said.is_published and said.title == "" and said.data["role"] == "User"


def project(files: dict[str, str]) -> Pages:
    """Pages by `locale/path`."""
    guides = {}
    for name, text in files.items():
        locale, _, path = name.partition("/")
        guides[locale, path] = Guide(name, locale, path, syntax.read(name, text))
    listed = {of: {path for locale, path in guides if locale == of} for of, _ in guides}
    return Pages(lambda locale, path: guides.get((locale, path)), listed, "en")


def test_what_nobody_sees_in_an_address_or_a_title_is_left_out() -> None:
    assert addresses.localized(" /help/o\u200bne.md ", "a/page.md", "a/page.md", {"one.md"}) == "../one.md"
    assert escape.quoted(" One\u200b  title ") == "One title"


def test_files_above_a_page_say_what_it_inherits() -> None:
    known = project(
        {
            "en/metadata.md": "---\nindex: n\n---\n",
            "en/a/TOC.md": "---\nindex: y\ntitle: TOC\n---\n",
            "en/a/b/metadata.md": "---\nrole: Admin\n---\n",
            "en/a/b/page.md": "# Page\n",
            "en/page.md": "# Page\n",
        }
    )
    assert known.metadata("en", "a/b/page.md").is_indexed
    assert not known.metadata("en", "page.md").is_indexed
    assert known.metadata("en", "a/b/page.md").title == ""
    assert known.metadata("en", "a/b/page.md").data["role"] == "Admin"
    assert "role" not in known.metadata("en", "page.md").data


# --- navigation

TOC = """\
---
user-guide-title: The [!DNL App] guide
---
# Guide {#guide}

+ [Overview of [!DNL App]](/help/overview.md)
+ Group {#group}
   + [One](one.md#part)
   + {hide-from-toc} [Hidden](hidden.md)
   + [Gone](gone.md)
   + Sub{#sub}
      + [Two](sub/two.md)
+ [Elsewhere](https://example.org)
+ Empty {#empty}
+ [Again](one.md)
+ [Parent](sub/parent.md)
   + [Child](sub/child.md)
"""


def test_a_table_of_contents_is_the_navigation() -> None:
    files = {"overview.md", "one.md", "hidden.md", "sub/two.md", "sub/parent.md", "sub/child.md"}
    entries = contents.read(syntax.read("TOC.md", TOC), "TOC.md", files)
    assert contents.as_nav(entries) == [
        {"Overview of App": "overview.md"},
        {"Group": [{"One": "one.md"}, {"Sub": [{"Two": "sub/two.md"}]}]},
        {"Elsewhere": "https://example.org"},
        {"Parent": [{"Parent": "sub/parent.md"}, {"Child": "sub/child.md"}]},
    ]
    assert dict(contents.pages(entries))["one.md"] == "One"


def test_several_tables_of_contents_are_groups() -> None:
    known = project(
        {
            "en/a/TOC.md": TOC.replace("one.md", "x.md"),
            "en/a/x.md": "# X\n",
            "en/b/TOC.md": "# B\n\n- [Y](y.md)\n- [Z](z.md)\n",
            "en/b/y.md": "# Y\n",
            "en/b/z.md": "---\nhidefromtoc: y\n---\n# Z\n",
        }
    )
    names = [
        (entry.label, [child.label for child in entry.children]) for entry in known.navigation("en", known.files["en"])
    ]
    assert names == [("The App guide", ["Group", "Elsewhere"]), ("B", ["Y"])]
    assert known.navigation("en", known.files["en"])[1].children == (Entry("Y", "b/y.md", ()),)


def test_translations_whose_files_were_renamed() -> None:
    known = project(
        {
            "en/connect.md": "---\nexl-id: 1\n---\n# Connect\n",
            "en/same.md": "---\nexl-id: 2\n---\n# Same\n",
            "en/gone.md": "# Gone\n",
            "sv/anslut.md": "---\nexl-id: 1\n---\n# Anslut\n\n[samma](same.md)\n",
            "sv/same.md": "---\nexl-id: 2\n---\n# Samma\n\n[anslut](anslut.md#a)\n",
            "sv/annan.md": "# Annan\n",
        }
    )
    assert known.renamed == {"sv": {"anslut.md": "connect.md"}}
    files = {"connect.md", "same.md", "gone.md"}
    assert "[samma](same.md)" in known.translation("sv", "connect.md", files).text
    assert "[anslut](connect.md#a)" in known.translation("sv", "same.md", files).text


# --- addresses and policy


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/help/b/c.md", "../b/c.md"),
        ("/help/b/c.md#x", "../b/c.md#x"),
        ("/help/b/c", "../b/c.md"),
        ("/b/c.md", "../b/c.md"),
        ("/help/none.md", "../none.md"),
        ("/none", "/none"),
        ("d.md", "d.md"),
        ("../b/c.md?lang=en#x", "../b/c.md?lang=en#x"),
        ("#x", "#x"),
        ("https://example.org/help/b/c.md", "https://example.org/help/b/c.md"),
        ("//example.org/x", "//example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[", "http://["),
        ("/help/b/my%20image.png", "../b/my%20image.png"),
        ("", ""),
    ],
)
def test_where_links_lead(target: str, expected: str) -> None:
    files = {"a/page.md", "b/c.md", "a/d.md", "b/my image.png"}
    assert addresses.localized(target, "a/page.md", "a/page.md", files) == expected


def test_a_tree_with_a_folder_called_help() -> None:
    files = {"help/a/page.md", "help/b/c.md"}
    assert addresses.localized("/help/b/c.md", "help/a/page.md", "help/a/page.md", files) == "../b/c.md"


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<a href='javascript:x()'>a</a>",
        "<a href='java\tscript:x()'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<svg><script>x()</script></svg>",
        "<svg onload=x()></svg>",
        "<math><mtext></mtext><script>x()</script></math>",
        "<iframe srcdoc='<script>x()</script>'></iframe>",
        "<p style='background: url(javascript:x())'>a</p>",
        "<form action='javascript:x()'><button>a</button></form>",
        "<object data='x'></object><embed src='x'><base href='x'><link rel=stylesheet href=x><meta http-equiv=refresh>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
        "<template><script>x()</script></template>",
        "<style>@import 'x'</style>",
        "<details open ontoggle=x()></details>",
        "<video><source onerror=x()></video>",
        "<div><!-- --><img/src=x/onerror=x()></div>",
    ],
)
def test_nothing_that_runs_goes_out(html: str) -> None:
    page = syntax.read("page.md", f"Text.\n\n{html}\n\nText {html} text.\n\n- {html}\n\n| a |\n|---|\n| {html} |\n")
    known = Pages(lambda locale, path: Guide(path, locale, path, page), {"en": {"page.md"}}, "en")
    for shown in (policy.clean(html), rendering.html(known.translation("en", "page.md", {"page.md"}).text)):
        reader = Tags(shown)
        assert not {name for name, _ in reader.found} & policy.DROPPED_WITH_CONTENT
        assert not {name for name, _ in reader.found} & {"iframe", "object", "embed", "base", "link", "meta", "form"}
        for _, attributes in reader.found:
            assert not any(name.startswith("on") or name in ("style", "srcdoc", "action") for name in attributes)
            assert not any(re.match(r"\s*(javascript|data)\s*:", value) for value in attributes.values())


# --- the command


def test_the_command_prints_a_page(tmp_path: Path) -> None:
    tree = tmp_path / "help"
    (tree / "a").mkdir(parents=True)
    (tree / "_includes").mkdir()
    (tree / "_includes" / "snippets.md").write_text("## S {#s}\n\nSnippet.\n", "utf-8")
    (tree / "b.md").write_text("# B\n", "utf-8")
    page = tree / "a" / "page.md"
    page.write_text("---\ntitle: T\n---\n# T\n\n<!-- kept -->\n\n{{s}}\n\n>[!NOTE]\n>\n>[b](/help/b.md)\n", "utf-8")
    done = CliRunner().invoke(main, ["dialect", str(page)])
    assert done.exit_code == 0
    expected = '---\ntitle: T\n---\n# T\n\n<!-- kept -->\n\nSnippet.\n\n!!! note "Note"\n\n    [b](../b.md)\n'
    assert done.stdout == expected
    page.write_text("<script>x</script>\n\nText.\n", "utf-8")
    done = CliRunner().invoke(main, ["dialect", str(page)])
    assert (done.exit_code, done.stdout) == (1, "Text.\n")
    assert "page.md:1:1: warning html-removed: <script> is left out" in done.stderr


def test_the_command_knows_the_project(tmp_path: Path) -> None:
    copy_site(tmp_path / "project")
    page = tmp_path / "project" / "docs" / "sv" / "index.md"
    page.write_text("# Hem\n\n>[!NOTE]\n>\n>text\n", "utf-8")
    assert '!!! note "Obs!"' in CliRunner().invoke(main, ["dialect", str(page)]).stdout


# --- the site

EN = {
    "TOC.md": "# Guide\n\n+ [Start](using/start.md)\n+ More {#more}\n  + [The [!DNL App]](using/app.md)\n",
    "metadata.md": "---\nproduct: x\n---\n",
    "_includes/snippets.md": "## S {#s}\n\n>[!TIP]\n>\n>English [snippet](/help/using/app.md).\n",
    "using/start.md": (
        "---\ntitle: 'Start with [!DNL App]'\nseo-title: Begin\ndescription: 'Say \"[!DNL hi]\"'\nhide: false\n---\n"
        '# Start {#start}\n\n{{s}}\n\n[app](/help/using/app.md#app) <a href="/help/using/app.md">raw</a>\n\n'
        '<table><tr><td><img src="assets/a.svg"></td></tr></table>\n\n![b](/help/using/assets/a.svg)\n'
    ),
    "using/app.md": "---\nexl-id: 1\n---\n# The [!DNL App]{#app}\n\n1. a\n\n   >[!NOTE]\n   >\n   >b\n\n2. c\n",
    "using/hidden.md": "---\nhide: true\nsearch: false\nicon: x\ntemplate: none.html\n---\n# Hidden page\n",
    "using/quiet.md": "---\nindex: n\n---\n# Quiet page\n",
    "using/secret.md": "---\ninternal: y\n---\n# Secret page\n",
    "using/assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
SV = {
    "TOC.md": "# Guide\n\n+ [Börja](using/start.md)\n+ Mer {#more}\n   + [Appen [!DNL App]](using/appen.md)\n",
    "using/start.md": "---\ntitle: Börja\n---\n# Börja {#start}\n\n{{s}}\n\n[appen](appen.md)\n",
    "using/appen.md": "---\nexl-id: 1\n---\n# Appen {#app}\n\n>[!NOTE]\n>\n>b\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, mkdocs: Run) -> Path:
    """A tree of the dialect in two languages, built with the hooks of the project."""
    folder = copy_site(tmp_path_factory.mktemp("dialect") / "project")
    for locale, files in (("en", EN), ("sv", SV), ("nl", {})):
        shutil.rmtree(folder / "docs" / locale)
        for name, text in files.items():
            (folder / "docs" / locale / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "docs" / locale / name).write_text(text, "utf-8")
    for path in (folder / "data").glob("*.yaml"):
        path.unlink()
    config = (folder / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    languages = re.sub(r"    - \{locale: nl.*\n", "", config)
    (folder / "mkdocs.yml").write_text(f"{languages}\nnav: null\n", "utf-8")
    result = mkdocs(folder, "build")
    assert result.returncode == 0, result.stderr
    return folder / "site"


def read(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text("utf-8")


def test_what_is_published(site: Path) -> None:
    built = {path.parent.relative_to(site / "en").as_posix() for path in (site / "en").rglob("index.html")}
    assert {"using/start", "using/app", "using/hidden", "using/quiet"} <= built
    assert not any(name in path for path in built for name in ("TOC", "metadata", "_includes", "secret"))
    assert "secret" not in (site / "en" / "search" / "search_index.json").read_text("utf-8").lower()


def test_the_navigation_and_titles(site: Path) -> None:
    page = read(site, "en/using/start")
    # a section shows its pages where the reader is in it
    for address, labels in (("en/using/start", ("Start", "More")), ("en/using/app", ("Start", "More", "The App"))):
        nav = re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*</span>', read(site, address), re.DOTALL)
        assert [nav.count(label) > 0 for label in labels] == [True] * len(labels)
        assert not any("Hidden" in label or "Quiet" in label or "!DNL" in label for label in nav)
    assert "<title>Begin - Parcels</title>" in page
    assert '<meta name="description" content="Say &quot;hi&quot;">' in page
    assert "Mer" in read(site, "sv/using/start") and "Appen App" in read(site, "sv/using/app")


def test_search_and_robots(site: Path) -> None:
    found = json.loads((site / "en" / "assets" / "search" / "index.json").read_text("utf-8"))["pages"]
    assert {address for address, _ in found} == {"using/start/", "using/app/"}
    assert '<meta name="robots" content="noindex">' in read(site, "en/using/quiet")
    assert "noindex" not in read(site, "en/using/start")


def test_links_and_images(site: Path) -> None:
    page = read(site, "en/using/start")
    assert '<a href="../app/#app">app</a>' in page
    assert '<a href="../app/">raw</a>' in page
    assert page.count('<img src="../assets/a.svg"') + page.count('src="../assets/a.svg"') >= 2
    assert '<a href="../app/">snippet</a>' in page


def test_a_translation_takes_from_english_what_it_lacks(site: Path) -> None:
    page = read(site, "sv/using/start")
    assert "English" in page and "Tips" in page
    assert '<a href="../app/">appen</a>' in page
    assert "Obs!" in read(site, "sv/using/app")
    assert not (site / "sv" / "using" / "appen").exists()


def test_numbering_goes_on_behind_a_note(site: Path) -> None:
    page = read(site, "en/using/app")
    assert re.search(r"<ol>\s*<li>.*admonition note.*</li>\s*<li>.*c.*</li>\s*</ol>", page, re.DOTALL)


# --- raw HTML

ALLOWED: dict[str, Any] = yaml.safe_load((HERE / "html" / "allowed.yaml").read_text("utf-8"))
NAMES = {*ALLOWED["elements"], *ALLOWED["forbidden"].split()}
ATTRIBUTES = sorted({*ALLOWED["everywhere"].split(), *" ".join(filter(None, ALLOWED["elements"].values())).split()})


def admitted(html: str) -> policy.Admitted:
    return policy.admit(syntax.read("page.md", html).html[0])


def test_an_element_keeps_what_is_listed_and_nothing_else() -> None:
    tried = (*ATTRIBUTES, "onclick", "style", "srcdoc", "formaction", "ping", "is", "aria-label")
    for name, listed in ALLOWED["elements"].items():
        own = {*(listed or "").split(), *ALLOWED["everywhere"].split(), "aria-label"}
        written = " ".join((f"<{name}", *(f'{one}="x"' for one in tried))) + ">"
        tag = admitted(f"Text {written}")
        assert tag.tag == " ".join((f"<{name}", *(f'{one}="x"' for one in tried if one in own))) + ">"
        assert tag.removed == tuple(f"{one}=" for one in tried if one not in own)
        cleaned = set(re.findall(r' ([\w-]+)="', policy.clean(f"{written}</{name}>")))
        assert cleaned <= own - {"markdown"}


def test_the_lists_of_elements_are_complete() -> None:
    assert set(policy.ELEMENTS) == set(ALLOWED["elements"])
    for name in ALLOWED["forbidden"].split():
        is_dropped = name in ALLOWED["dropped"].split()
        assert admitted(f"Text <{name}>") == policy.Admitted("", (f"<{name}>",), hides=is_dropped)
    assert set(ALLOWED["forbidden"].split()) == policy.FORBIDDEN
    for name in ALLOWED["elements"]:
        end = "" if name in ALLOWED["without-end"].split() else f"</{name}>"
        assert admitted(f"Text </{name}>").tag == end
    assert admitted("Text <placeholder>").is_text


def test_an_address_runs_nothing() -> None:
    for scheme in ALLOWED["schemes"].split():
        assert policy.is_harmless(f"{scheme}:x") and policy.is_harmless(f"{scheme.upper()}:x")
    for address in (
        "javascript:x",
        "JavaScript:x",
        "java\nscript:x",
        " data:x",
        "vbscript:x",
        "file:x",
        "blob:x",
        "java&#10;script:x",
    ):
        assert not policy.is_harmless(address)
    assert policy.is_harmless("page.md#a:b") and policy.is_harmless("")


def test_what_goes_out_keeps_what_the_tools_write() -> None:
    html = '<div class="x" data-y="z"><input type="checkbox" disabled="" id="a"><label for="a">A</label></div>'
    assert policy.clean(html) == html
    assert policy.clean('<div markdown="1" class="x"></div>') == '<div class="x"></div>'
