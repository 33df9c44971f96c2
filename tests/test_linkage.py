"""Links, anchors and images inside the site, in the default language and in translations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision import checks, project
from tests.tables_on_disk import HERE

PAGE = "docs/en/case.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def found(root: Path, name: str = PAGE) -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in checks.run(project.load(root)) if p.path == name]


def put(root: Path, text: str, name: str = PAGE) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Case {{#case}}\n\n{text}\n", "utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](index.md) [y](/help/index.md) [z](index.md#start-here) [w](#case) [v](index.md?x=1#home)", None),
        ("[x](gone.md)", "broken-link"),
        ("[x](/help/gone.md)", "broken-link"),
        ("[x](gone/)", "broken-link"),
        ("[x](index)", "broken-link"),
        ("[x]()", "broken-link"),
        ("[x](assets/gone.pdf)", "broken-link"),
        ('<a href="gone.md">x</a>', "broken-link"),
        ("[x][y]\n\n[y]: gone.md", "broken-link"),
        ("[x](#gone)", "broken-anchor"),
        ("[x](index.md#gone)", "broken-anchor"),
        ("[x](#usecases-remark-1)", "broken-anchor"),
        ("<!-- decision-table: usecases -->\n\n[x](#usecases-remark-1) [y](#usecases)", None),
        ('<a id="mine"></a> [x](#mine)', None),
        ("![x](gone.png)", "broken-image"),
        ('<img src="gone.png" alt="x">', "broken-image"),
        ("`[x](gone.md)` <!-- [x](gone.md) -->\n\n    [x](gone.md)", None),
        ("[x](https://example.org/gone) <a@example.org> [y](mailto:a@example.org)", None),
        ("[x](../../secret.md)", "broken-link"),
        ("[%C3%A5](%C3%A5.md)", "broken-link"),
        ("[x](choose/usecases/index.md) [y](choose/usecases/share/smaller/no/index.md#why)", None),
        ("[x](choose/usecases/all_answers/index.md)", None),
        ("[x](choose/usecases/share/smaller/maybe/index.md)", "broken-link"),
        ("[x](choose/usecases/share/no/index.md)", "broken-link"),
        ("[x](choose/usecases/)", "broken-link"),
        ("[x](choose/usecases/index.md#why)", "broken-anchor"),
        ("[x](choose/usecases/share/smaller/no/index.md#wy)", "broken-anchor"),
    ],
)
def test_in_the_default_language(root: Path, text: str, code: str | None) -> None:
    put(root, text)
    assert [entry for _, entry in found(root)] == ([code] if code else [])


def test_a_lost_anchor_is_told_with_its_page(root: Path) -> None:
    put(root, "[x](#gone) [y](index.md#gone)")
    said = [(problem.code, problem.message) for problem in checks.run(project.load(root)) if problem.path == PAGE]
    assert said == [("broken-anchor", "this page has no id 'gone'"), ("broken-anchor", "'index.md' has no id 'gone'")]


def test_assets_of_all_languages_and_of_the_default_one(root: Path) -> None:
    (root / "docs" / "assets").mkdir()
    (root / "docs" / "assets" / "all.png").write_bytes(b"")
    (root / "docs" / "en" / "own.png").write_bytes(b"")
    for name in (PAGE, "docs/sv/case.md"):
        put(root, "![a](assets/all.png) ![b](own.png)", name)
        assert found(root, name) == []


def test_a_translation_may_link_what_only_the_default_language_has(root: Path) -> None:
    put(root, "Text", "docs/en/more.md")
    put(root, "[x](more.md) [y](more.md#case)", "docs/sv/case.md")
    put(root, "[x](more.md) [y](more.md#case)", PAGE)
    assert found(root, "docs/sv/case.md") == []


def test_what_a_translation_lost_by_a_change_of_the_default_language_is_no_problem(root: Path) -> None:
    put(root, "[x](more.md#part) [y](index.md)", PAGE)
    put(root, "## Part {#part}", "docs/en/more.md")
    put(root, "[x](more.md#part) [y](index.md)", "docs/sv/case.md")
    assert found(root, "docs/sv/case.md") == []
    (root / "docs/en/more.md").unlink()
    put(root, "[y](index.md)", PAGE)
    assert found(root, "docs/sv/case.md") == []
    put(root, "[x](start.md) [y](index.md)", PAGE)
    put(root, "Text", "docs/en/start.md")
    assert found(root, "docs/sv/case.md") == []


@pytest.mark.parametrize(
    "wrong", ["integration-best-practises.md", "#caze", "integration-best-practices.md#folder-shraing"]
)
def test_a_slip_of_the_translator_is_named(root: Path, wrong: str) -> None:
    right = {"#caze": "#case", "integration-best-practises.md": "integration-best-practices.md"}
    put(root, f"[x]({right.get(wrong, 'integration-best-practices.md#folder-sharing')})", PAGE)
    put(root, f"[x]({wrong})", "docs/sv/case.md")
    assert [line for line, _ in found(root, "docs/sv/case.md")] == [3]


def test_a_page_that_is_never_published_is_not_linked_nor_listed(root: Path) -> None:
    secret = root / "docs" / "en" / "plan.md"
    secret.write_text("---\ninternal: y\n---\n# Plan {#plan}\n\n[itself](#plan) [home](index.md)\n", "utf-8")
    put(root, "[x](plan.md)", PAGE)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "nav:\n  - index.md\n  - More:\n      - A plan: plan.md\n", "utf-8")
    problems = checks.run(project.load(root))
    assert [(p.path, p.line, p.code) for p in problems] == [
        (PAGE, 3, "internal-page"),
        ("mkdocs.yml", 10, "internal-page"),
    ]


def test_an_excuse_on_a_page_covers_the_block_below_it(root: Path) -> None:
    put(root, "<!-- allow: broken-link: It comes next week. -->\nText and\n[x](gone.md).\n\n[y](gone.md)")
    assert found(root) == [(7, "broken-link")]
    put(root, "<!-- allow: broken-link: It was so. -->\n[x](index.md).")
    assert found(root) == [(3, "unneeded-excuse")]
    put(root, "<!-- allow: broken-link -->\n[x](gone.md).")
    assert found(root) == [(3, "unneeded-excuse"), (4, "broken-link")]
    put(root, "<!-- allow: broken-lnk: A slip. -->\n[x](gone.md).")
    assert found(root) == [(3, "unneeded-excuse"), (4, "broken-link")]


def test_a_wrong_link_to_a_page_of_the_chooser_is_told_which_one_was_meant(root: Path) -> None:
    put(root, "[x](choose/usecases/share/smaler/no/index.md)")
    (problem,) = checks.run(project.load(root))
    assert problem.hint.startswith("did you mean 'choose/usecases/share/smaller/no/index.md'?")


def test_a_translation_links_to_the_pages_of_the_chooser_too(root: Path) -> None:
    put(root, "[x](choose/usecases/open/yes/index.md)", "docs/sv/case.md")
    put(root, "[x](choose/usecases/open/yes/index.md)", PAGE)
    assert found(root, "docs/sv/case.md") == []
    put(root, "[x](choose/usecases/open/yess/index.md)", "docs/sv/case.md")
    assert found(root, "docs/sv/case.md") == [(3, "broken-link")]


@pytest.mark.parametrize(
    "name", ["usecases.md", "usecases/index.md", "usecases/share/README.md", "usecases/open/no.md"]
)
def test_a_page_where_the_build_puts_one_is_named(root: Path, name: str) -> None:
    put(root, "Text", f"docs/en/choose/{name}")
    put(root, "Text", "docs/en/choose/usecases/more.md")
    put(root, "Text", "docs/en/choose/index.md")
    assert [(p.path, p.code) for p in checks.run(project.load(root))] == [(f"docs/en/choose/{name}", "taken-address")]
