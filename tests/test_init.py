"""`decision init`, run as users run it: what is laid out where, what the report says, what is refused, what is left."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from decision import checks, document, files, project, publishing
from decision.cli import main
from decision.guides import contents
from decision.starting import machinery, sources
from tests.conftest import ROOT, Run
from tests.tables_on_disk import HERE

CASES = HERE / "init"
PAGE = "---\ntitle: A\ndescription: B\n---\n\n# A {#a}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A folder of its own; only tests that ask for `whole` copy all of the code."""
    monkeypatch.chdir(tmp_path)
    if "whole" not in request.fixturenames:
        monkeypatch.setattr(machinery, "FOLDERS", ("docs/assets",))
    return tmp_path


@pytest.fixture
def whole() -> None:
    """All of the code is copied."""


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, ["init", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def config(folder: Path) -> dict[str, Any]:
    source, _ = document.read("mkdocs.yml", (folder / "mkdocs.yml").read_bytes())
    assert source is not None
    data: dict[str, Any] = source.data
    return data


def own_docs(folder: Path) -> list[str]:
    docs = folder / "docs"
    found = (path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.startswith("assets/"))


def reported(folder: Path) -> dict[str, list[str]]:
    """The report's sections with their lines; of what the checks find, the codes with their numbers."""
    if not (folder / "REPORT.md").exists():
        return {}
    text = (folder / "REPORT.md").read_text("utf-8")
    found = re.findall(r"(?ms)^## (.*?) \([\d,]+\)\n(.*?)(?=^## |\Z)", text)
    return {
        title: [line[4:].partition(": A")[0] for line in body.splitlines() if line[:4] == "    "]
        for title, body in found
    }


def tree(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        (folder / f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


# --- trees


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_tree_is_laid_out(case: str, here: Path) -> None:
    source, _ = document.read("expected.yaml", (CASES / case / "expected.yaml").read_bytes())
    assert source is not None
    expected = source.data
    shutil.copytree(CASES / case / "tree", here / "handbook")
    before = {path: path.read_bytes() for path in (here / "handbook").rglob("*") if path.is_file()}
    done = run("site", *(("handbook" if word == "tree" else word) for word in expected["arguments"]), "--name", "")
    assert done.exit_code == 0, done.output
    site = here / "site"
    languages = {entry["locale"]: entry["site_name"] for entry in config(site)["extra"]["languages"]}
    assert languages == expected["languages"]
    assert own_docs(site) == expected["docs"]
    assert config(site).get("nav", []) == expected["nav"]
    assert reported(site) == expected["report"]
    for name, text in expected.get("texts", {}).items():
        assert (site / "docs" / name).read_text("utf-8") == text
    assert {path: path.read_bytes() for path in (here / "handbook").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("folder", "locale"),
    [("handbook.sv-SE", "sv"), ("pt-BR", "pt-BR"), ("docs_nl", "nl"), ("my-pages", "en"), ("zz", "en")],
)
def test_the_language_of_a_tree_is_in_its_name(folder: str, locale: str, here: Path) -> None:
    tree(here / folder, index=PAGE)
    assert run("site", "--from", folder).exit_code == 0
    assert [entry["locale"] for entry in config(here / "site")["extra"]["languages"]] == [locale]


@pytest.mark.parametrize(
    ("folders", "locales"),
    [
        (("sv-SE", "en"), ["en", "sv"]),
        (("en-GB", "en-US"), ["en-GB", "en-US"]),
        (("de", "guides"), ["en"]),
        (("id", "no"), ["id", "no"]),
    ],
)
def test_folders_that_are_all_named_like_languages_are_languages(
    folders: tuple[str, ...], locales: list[str], here: Path
) -> None:
    for folder in folders:
        tree(here / "pages" / folder, index=PAGE)
    assert run("site", "--from", "pages").exit_code == 0
    assert [entry["locale"] for entry in config(here / "site")["extra"]["languages"]] == locales


def test_a_translation_under_another_name_is_the_same_page(here: Path) -> None:
    toc = "# Bags {#bags}\n\n- [A](%s.md)\n"
    page = PAGE.replace("title: A", "title: A\nexl-id: 1-2-3")
    tree(here / "en", bag=page, TOC=toc % "bag")
    tree(here / "sv", vaska=page, TOC=toc % "vaska")
    assert run("site", "--from", "en", "--lang", "sv=sv").exit_code == 0
    assert set(reported(here / "site")) == set()


def test_trees_for_each_language_and_the_one_that_counts(here: Path) -> None:
    tree(here / "one", index=PAGE)
    tree(here / "two", index=PAGE)
    assert run("site", "--lang", "sv=two", "--lang", "nl=one").exit_code == 0
    assert [entry["locale"] for entry in config(here / "site")["extra"]["languages"]] == ["sv", "nl"]
    assert run("other", "--lang", "sv=two", "--lang", "nl=one", "--lang", "nl", "--name", "Ja: #1").exit_code == 0
    entries = config(here / "other")["extra"]["languages"]
    assert [(entry["locale"], entry["name"], entry["site_name"]) for entry in entries] == [
        ("nl", "Nederlands", "Ja: #1"),
        ("sv", "Svenska", "Ja: #1"),
    ]


def test_what_cannot_be_taken_is_named_and_nothing_leads_out(here: Path) -> None:
    pages = tree(here / "pages", index=PAGE, other=PAGE)
    (here / "secret.md").write_text("# Secret\n")
    (pages / "out.md").symlink_to(here / "secret.md")
    (pages / "up").symlink_to(here)
    (pages / "lost.md").symlink_to(pages / "nothing.md")
    (pages / "circle.md").symlink_to(pages / "circle.md")
    (pages / "inside.md").symlink_to(pages / "other.md")
    (pages / "two\nlines.md").write_text(PAGE)
    (pages / os.fsdecode(b"caf\xe9.md")).write_text(PAGE)
    os.mkfifo(pages / "pipe.md")
    (pages / ".hidden.md").write_text(PAGE)
    (pages / "assets").mkdir()
    (pages / "assets" / "site.css").write_text("body {display: none}")
    assert run("site", "--from", "pages").exit_code == 0
    assert own_docs(here / "site") == ["en/index.md", "en/inside.md", "en/other.md"]
    assert sorted(reported(here / "site")["Files that were not taken"]) == [
        "docs/en/assets/site.css: the site has a file of its own at this place",
        "docs/en/caf?.md: its name has signs that no address may have",
        "docs/en/circle.md: it is a link that leads nowhere",
        "docs/en/lost.md: it is a link that leads nowhere",
        "docs/en/out.md: it is a link that leads out of the tree",
        "docs/en/pipe.md: it is no file",
        "docs/en/two\\nlines.md: its name has signs that no address may have",
        "docs/en/up: it is a link that leads out of the tree",
    ]


def test_what_may_not_be_read_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tree(here / "pages", index=PAGE, other=PAGE)

    def open_(path: Path, *arguments: Any, original: Any = Path.open, **options: Any) -> Any:
        if path == Path("pages/other.md") or path == pages / "other.md":
            raise PermissionError(13, "Permission denied")
        return original(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_)
    assert run("site", "--from", "pages").exit_code == 0
    refused = reported(here / "site")["Files that were not taken"]
    assert refused == ["docs/en/other.md: it cannot be read: permission denied"]
    assert own_docs(here / "site") == ["en/index.md"]


# --- a project


def test_without_a_tree_there_is_a_page_and_a_table(here: Path) -> None:
    for locale, word in (("sv", "avstå"), ("nl", "vermijden"), ("en", "avoid")):
        assert run(locale, "--lang", locale, "--name", "Ett: “#1” $x").exit_code == 0
        loaded = project.load(here / locale)
        assert [str(problem) for problem in checks.run(loaded)] == []
        assert config(here / locale)["site_name"] == "Ett: “#1” $x"
        assert loaded.tables["first"][1].usecases and (
            word == "avstå" or word in (here / locale / "data/first.yaml").read_text("utf-8")
        )
        assert not (here / locale / "REPORT.md").exists()


def test_the_settings_are_ours_but_for_names_languages_and_navigation(here: Path) -> None:
    run("site", "--lang", "de")
    ours, theirs = config(ROOT), config(here / "site")
    for key in ("site_name", "nav"):
        ours.pop(key)
        theirs.pop(key, None)
    ours["extra"].pop("languages")
    theirs["extra"].pop("languages")
    assert theirs == ours


def test_it_sets_itself_up_as_this_project_does() -> None:
    def recipe(path: Path) -> list[str]:
        return [
            line for line in path.read_text("utf-8").splitlines() if "pip install" in line or "version_info" in line
        ]

    made = [line.replace("site.txt", "$*.txt") for line in recipe(ROOT / "decision/starting/project/Makefile")]
    assert made == recipe(ROOT / "Makefile")


def test_a_project_that_was_begun_begins_another(here: Path, whole: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("one", "--lang", "ga").exit_code == 0
    monkeypatch.setattr(machinery, "HOME", here / "one")
    assert run("two", "--lang", "ga").exit_code == 0

    def held(folder: Path) -> dict[str, bytes]:
        found = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    one, two = held(here / "one"), held(here / "two")
    assert one.keys() == two.keys()
    differ = {name for name in one if one[name] != two[name]}
    assert differ <= {"README.md", "mkdocs.yml", "docs/ga/index.md"}, "the name is that of the folder"


def test_it_builds_in_a_language_of_which_nobody_has_words(here: Path, whole: None, mkdocs: Run) -> None:
    shutil.copytree(CASES / "hugo" / "tree", here / "pages")
    assert run("begun", "--from", "pages", "--lang", "ga").exit_code == 0
    (here / "begun").rename(here / "moved")
    done = mkdocs(here / "moved", "build")
    assert done.returncode == 0, done.stderr
    html = (here / "moved/site/ga/index.html").read_text("utf-8")
    assert '<html lang="ga"' in html and "Téacs." in html
    # from another section it takes two steps: those are pruned
    site = here / "moved/site/ga"
    above = [page.read_text("utf-8") for page in (site / "docs").rglob("index.html") if page.parent.name != "b"]
    assert any(
        re.search(r'class="md-nav__link"[^>]*href="[^"]*\bb/"|href="[^"]*\bb/"[^>]*class="md-nav__link"', page)
        for page in above
    )


def test_the_theme_knows_no_language_that_has_no_name() -> None:
    folder = Path(str(machinery._theme_words()))
    known = {path.stem for path in folder.glob("*.html")}
    assert known - set(sources.names()) <= {"sh", "ku-IQ"}
    assert machinery.words("de") is None
    assert '"language": "de-AT"' in str(machinery.words("de-AT")) and "Suche" in str(machinery.words("de-AT"))


# --- all or nothing


def test_a_folder_that_holds_something_stays_as_it_is(here: Path) -> None:
    assert run("site").exit_code == 0
    before = {path: path.read_bytes() for path in (here / "site").rglob("*") if path.is_file()}
    done = run("site")
    assert (done.exit_code, done.output) == (
        2,
        "decision: 'site' is not empty: it holds '.gitignore'; name a new folder, or an empty one\n",
    )
    assert {path: path.read_bytes() for path in (here / "site").rglob("*") if path.is_file()} == before
    assert [path.name for path in here.iterdir()] == ["site"]


def test_the_current_folder_stays_the_same_one(here: Path) -> None:
    (here / ".git").mkdir()
    inode = here.stat().st_ino
    assert run().exit_code == 0
    assert here.stat().st_ino == inode and (here / "mkdocs.yml").is_file() and (here / ".git").is_dir()


@pytest.mark.parametrize("exists", [False, True])
def test_what_stops_in_the_middle_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch, exists: bool) -> None:
    if exists:
        (here / "site").mkdir()
    count = iter(range(20))

    def copy(source: Path, target: Path, original: Any = files.copy) -> None:
        if next(count) == 19:
            raise OSError(28, "No space left on device")
        original(source, target)

    monkeypatch.setattr(files, "copy", copy)
    done = run("site")
    assert done.exit_code == 2 and "nothing was made" in done.output
    assert [path.name for path in here.iterdir()] == (["site"] if exists else [])
    assert not exists or list((here / "site").iterdir()) == []


def test_what_was_killed_is_removed_or_finished_by_the_next(here: Path) -> None:
    (here / "site").mkdir()
    stage = publishing.begin(here / "site")
    (stage.folder / "docs").mkdir()
    os.close(stage._lock)  # as the end of the process does
    assert run("site").exit_code == 0
    assert [path.name for path in here.iterdir()] == ["site"]

    waiting = here / "site" / ".being-filled"
    waiting.mkdir()
    for name in ("mkdocs.yml", "docs"):
        (here / "site" / name).rename(waiting / name)
    done = run("site")
    assert (done.exit_code, waiting.exists(), (here / "site" / "docs" / "en").is_dir()) == (2, False, True)
    assert "is whole now" in done.output


# --- wrong usage


def test_the_code_has_to_lie_in_a_checkout(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machinery, "HOME", here)
    done = run("site")
    assert done.exit_code == 2 and "there is no 'docs/assets' beside the code" in done.output
    assert list(here.iterdir()) == []


def refusals() -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("site", "--from", "nowhere"), "there is no folder 'nowhere'; look at the name"
    yield ("site", "--from", "empty"), "there is no page in 'empty'; a page is a file whose name ends with .md"
    yield ("site", "--from", "toc"), "there is no page in 'toc'; a page is a file whose name ends with .md"
    yield ("site", "--lang", "Swedish"), "'Swedish' is no language; write it as 'sv' or 'pt-BR', with its pages as"
    yield ("site", "--lang", "../up=pages"), "'../up=pages' is no language"
    yield ("site", "--lang", "sv="), "'sv=' is no language"
    yield ("site", "--lang", "sv", "--lang", "nl"), "'sv' and 'nl' cannot both count first"
    yield ("site", "--from", "pages", "--lang", "en=pages"), "there are two trees for 'en'; name one of them"
    yield ("site", "--lang", "sv=pages", "--lang", "nl"), "no tree is in 'nl'; the languages are: sv"
    yield ("file", "--from", "pages"), "'file' is no folder that can be read: not a directory"
    yield ("file/site", "--from", "pages"), ""


@pytest.mark.parametrize(("arguments", "message"), list(refusals()))
def test_wrong_usage_is_said(arguments: tuple[str, ...], message: str, here: Path) -> None:
    tree(here / "pages", index=PAGE)
    (here / "empty").mkdir()
    (tree(here / "toc") / "x").mkdir(parents=True)
    (here / "toc" / contents.NAME).write_text("- [A](a.md)\n")
    (here / "file").write_text("")
    done = run(*arguments)
    assert done.exit_code == 2 and done.output.startswith(f"decision: {message}"), done.output
    assert done.output.count("\n") == 1
    assert sorted(path.name for path in here.iterdir()) == ["empty", "file", "pages", "toc"]
