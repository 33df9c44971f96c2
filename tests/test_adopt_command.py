"""`decision adopt`, run as users run it: what is written where, what is refused, what the checks say of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decision import checks, project, render
from decision.cli import main
from decision.project import Project
from tests.tables_on_disk import ALL, FROZEN, LANGUAGES, load
from tests.test_adopt import CASES

SITE = """\
site_name: Bags
extra:
  languages:
    - {locale: en, name: English, site_name: Bags}
    - {locale: sv, name: Svenska, site_name: Väskor}
    - {locale: nl, name: Nederlands, site_name: Tassen}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with nothing in it but the table of the frozen project, by hand, in three languages."""
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")
    (tmp_path / "data").mkdir()
    _, table = load(FROZEN)
    for locale in LANGUAGES:
        (tmp_path / "docs" / locale).mkdir(parents=True)
        text = render.table_markdown(table, "t", locale, "en")
        page = f"---\ntitle: Choose\ndescription: Choose well\n---\n\n# Choose {{#choose}}\n\n{text}"
        (tmp_path / "docs" / locale / "choose.md").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, ["adopt", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def loaded(root: Path) -> Project:
    return project.load(root)


def codes(root: Path) -> set[str]:
    return {problem.code for problem in checks.run(loaded(root)) if problem.path.startswith("data/")}


PAGES = [f"--page={locale}=docs/{locale}/choose.md" for locale in LANGUAGES]


def test_a_page_becomes_a_file_of_which_only_proposals_are_reported(root: Path) -> None:
    done = run("docs/en/choose.md")
    wrote = "wrote data/choose.yaml: 9 use cases, 2 integrations, 3 verdicts, 6 other solutions, 4 remarks\n"
    assert done.output.startswith(wrote) and done.exit_code == 1, "links lead to pages that are not there"
    assert codes(root) == {"unconfirmed-proposal"}
    shown = CliRunner().invoke(main, ["table", "choose"]).output
    assert "| Share smaller number (1) of DAM assets with Creative user | ✔✔ | ✔ |  |" in shown


def test_pages_in_all_languages_become_one_file(root: Path) -> None:
    assert run(*PAGES).output.startswith("wrote data/choose.yaml: 9 use cases")
    _, table = loaded(root).tables["choose"]
    assert all(set(row.label) == set(LANGUAGES) for row in table.usecases.values())
    assert codes(root) == {"unconfirmed-proposal"}


def test_a_page_in_another_language_proposes_its_texts_for_the_default_one(root: Path) -> None:
    run("docs/sv/choose.md")
    assert codes(root) == {"unconfirmed-proposal"}
    _, table = loaded(root).tables["choose"]
    assert "texts" in table.proposed and set(table.title) == {"en", "sv"}


def test_taking_proposals_off_their_lists_confirms_them(root: Path) -> None:
    run("docs/en/choose.md")
    path = root / "data" / "choose.yaml"
    path.write_text(re.sub(r"(?m)^ *proposed: .*\n", "", path.read_text("utf-8")), "utf-8")
    assert codes(root) == set()


def test_a_link_to_a_guide_becomes_a_section(root: Path) -> None:
    (root / "docs" / "en" / "integration-best-practices.md").write_text("# Guide\n\n## Link {#link-share}\n", "utf-8")
    run("docs/en/choose.md")
    _, table = loaded(root).tables["choose"]
    sections = {name: one.section for name, one in table.alternatives.items() if one.section}
    assert sections == {"link-share": "integration-best-practices.md#link-share"}
    assert codes(root) == {"unconfirmed-proposal"}


def test_nothing_is_written_over_unless_asked(root: Path) -> None:
    run("docs/en/choose.md")
    path = root / "data" / "choose.yaml"
    path.write_text("mine", "utf-8")
    done = run("docs/en/choose.md", "--replace")
    assert done.exit_code == 2 and "there is a file 'data/choose.yaml' already" in done.output
    assert path.read_text("utf-8") == "mine"
    assert "decision-table" not in (root / "docs" / "en" / "choose.md").read_text("utf-8"), "all or nothing"
    assert run("docs/en/choose.md", "--force").exit_code == 1
    assert path.read_text("utf-8").startswith("kind: decision-table\n")


def test_markers_take_the_place_of_the_tables_in_all_languages(root: Path) -> None:
    done = run(*PAGES, "--replace", "--id", "matrix")
    assert done.output.count("replaced tables on docs/") == 3
    for locale in LANGUAGES:
        text = (root / "docs" / locale / "choose.md").read_text("utf-8")
        assert text.endswith("\n\n<!-- decision-table: matrix -->\n") and "✔" not in text and "(1)" not in text
    assert codes(root) == {"unconfirmed-proposal"}


def test_a_table_of_which_something_would_be_lost_stays(root: Path) -> None:
    page = root / "docs" / "en" / "choose.md"
    page.write_text((CASES / "broken.md").read_text("utf-8"), "utf-8")
    assert "which-bag stays on the page" in run("docs/en/choose.md", "--replace").output
    assert page.read_text("utf-8") == (CASES / "broken.md").read_text("utf-8")
    run("docs/en/choose.md", "--replace", "--force")
    assert page.read_text("utf-8") == "# Which bag\n\n<!-- decision-table: which-bag -->\n"


def test_line_ends_and_byte_order_mark_stay(root: Path) -> None:
    page = root / "docs" / "en" / "choose.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    run("docs/en/choose.md", "--replace")
    after = page.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf---\r\n") and after.count(b"\n") == after.count(b"\r\n")


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_of_every_case_only_proposals_are_reported(root: Path, case: Path) -> None:
    (root / "docs" / "en" / "choose.md").write_text(case.read_text("utf-8"), "utf-8")
    done = run("docs/en/choose.md")
    assert done.exit_code in (0, 1)
    made = sorted((root / "data").glob("*.yaml"))
    assert len(made) == case.with_suffix(".yaml").read_text("utf-8").count("- id:")
    # a remark or a verdict that is on the page and that no row has is a fault of the page
    assert codes(root) <= {"unconfirmed-proposal"}
    for path in made:
        for form in ("md", "html"):
            assert CliRunner().invoke(main, ["table", path.stem, "--format", form]).exit_code == 0


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_of_every_table_only_proposals_are_reported(root: Path, path: Path) -> None:
    _, table = load(path)
    (root / "docs" / "en" / "choose.md").write_text(render.table_markdown(table, "t", "en", "en"), "utf-8")
    run("docs/en/choose.md")
    assert codes(root) == {"unconfirmed-proposal"}


def test_outside_of_a_project_the_file_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for name in ("german.de.md", "none.md", "words.md"):
        Path("pages", name).write_text((CASES / name).read_text("utf-8"), "utf-8")
    assert run("pages/none.md").output.count("no-decision-table") == 3
    assert "wrote which-bag.yaml" in run("pages/words.md").output
    done = run("pages", "--to", "made/")
    assert "wrote made/welche-tasche.yaml" in done.output and "wrote made/which-bag.yaml" in done.output
    assert "label: Rucksack" in Path("made", "welche-tasche.yaml").read_text("utf-8")
    printed = run("pages/german.de.md", "--to", "-").stdout
    assert printed == Path("made", "welche-tasche.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a page"),
        (["docs/en/choose.md", "--page", "en=docs/en/choose.md"], "has no language beside '--page'"),
        (["docs/en/choose.md", "--lang", "swedish"], "'swedish' is no language"),
        (["nowhere.md"], "there is no file or folder 'nowhere.md'"),
        (["--page", "docs/en/choose.md"], "is no language with its page"),
        (["--page", "en=nowhere.md"], "there is no file 'nowhere.md'"),
        (["--page", "de=docs/en/choose.md"], "the site has no language 'de'"),
        (["--page", "en=docs/en/choose.md", "--page", "en=docs/en/choose.md"], "'en' is named twice"),
        (["docs/en/choose.md", "--id", "My Table"], "'My Table' cannot be an id"),
        (["docs/en/choose.md", "--table", "7"], "there is no table 7"),
    ],
)
def test_wrong_usage_is_one_line(root: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2 and message in done.output and done.output.count("\n") == 1
    assert list((root / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# No table\n", "nothing to adopt: there is no table on 'page.md'"),
        ("| Name | Text |\n|---|---|\n| a | b |\n", "nothing to adopt: the table on 'page.md' is none of verdicts"),
    ],
)
def test_where_nothing_is_found_it_says_so(root: Path, text: str, message: str) -> None:
    (root / "page.md").write_text(text, "utf-8")
    done = run("page.md")
    assert done.exit_code == 1 and message in done.output.split("\n")
    (root / "empty").mkdir()
    assert "there is no page" in run("empty").output


def test_what_is_not_text_is_named(root: Path) -> None:
    page = root / "docs" / "en" / "choose.md"
    page.write_bytes(page.read_bytes().replace(b"Creative user", b"Creative \xff user", 1))
    done = run("docs/en/choose.md", "--replace")
    assert "not-utf-8" in done.output and "replaced" not in done.output
