"""A project's folder in any state: problems, never a traceback."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from decision import checks, locales, project
from tests.tables_on_disk import HERE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in checks.run(project.load(root))]


def test_a_folder_where_a_file_should_be(root: Path) -> None:
    (root / "data" / "other.yaml").mkdir()
    (root / "docs" / "en" / "page.md").mkdir()
    assert codes(root) == [("data/other.yaml", "unreadable"), ("docs/en/page.md", "unreadable")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(root: Path) -> None:
    (root / "data" / "usecases.yaml").chmod(0)
    assert ("data/usecases.yaml", "unreadable") in codes(root)


def test_a_link_to_nowhere(root: Path) -> None:
    (root / "data" / "gone.yaml").symlink_to(root / "nowhere.yaml")
    assert codes(root) == [("data/gone.yaml", "unreadable")]


def test_a_guide_that_is_not_text(root: Path) -> None:
    (root / "docs" / "sv" / "index.md").write_bytes(b"# Hej\n\nsm\xf6rg\xe5s\n")
    found = checks.run(project.load(root))
    assert [(p.path, p.code, p.line, p.column) for p in found] == [("docs/sv/index.md", "not-utf-8", 3, 3)]


def test_two_files_of_one_name(root: Path) -> None:
    shutil.copy(root / "data" / "paths.yaml", root / "data" / "paths.yml")
    assert codes(root) == [("data/paths.yml", "repeated-id")]


def test_a_name_with_a_line_break_stays_on_its_line(root: Path) -> None:
    (root / "data" / "two\nlines.yaml").write_text("kind: nothing\n", "utf-8")
    (problem,) = checks.run(project.load(root))
    assert str(problem).split("\n")[0].startswith("data/two\\nlines.yaml:1:7: error unknown-kind")


@pytest.mark.parametrize(
    "config",
    [
        "site_name: x\n",
        "extra: {languages: []}\n",
        "extra: {languages: [{locale: en}]}\n",
        "[]\n",
        "extra: [\n",
        "extra: {languages: {en: English}}",
    ],
)
def test_a_configuration_without_languages(root: Path, config: str) -> None:
    (root / "mkdocs.yml").write_text(config, "utf-8")
    found = [problem.code for problem in project.load(root).problems if problem.path == "mkdocs.yml"]
    assert found in (["site-languages"], ["yaml-syntax"])


def test_a_table_that_cannot_be_read_is_reported_once(root: Path) -> None:
    """The markers and addresses that name it are not wrong because of it."""
    path = root / "data" / "usecases.yaml"
    path.write_text(path.read_text("utf-8").replace("symbol: ✔✔", "symbol: ✔", 1), "utf-8")
    assert codes(root) == [("data/usecases.yaml", "repeated-symbol")]


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "data" / "pipe.yaml")
    os.mkfifo(root / "docs" / "en" / "pipe.md")
    assert codes(root) == [("data/pipe.yaml", "unreadable"), ("docs/en/pipe.md", "unreadable")]


def test_a_catalog_that_cannot_be_read_is_named_and_falls_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("greeting: Hello\n", "utf-8")
    (tmp_path / "sv.yaml").write_text("greeting: 'Hej\n", "utf-8")
    monkeypatch.setattr(locales, "files", lambda _: tmp_path)
    locales.words.cache_clear()
    try:
        assert [problem.code for problem in locales.problems("sv")] == ["yaml-syntax"]
        assert locales.words("sv")["greeting"] == "Hello"
    finally:
        locales.words.cache_clear()


WORDS = "count: '{number} parcels'\ngreeting: Hello\nhome: Home\n"


@pytest.mark.parametrize(
    ("catalog", "expected"),
    [
        ("count: '{number} paket'\ngreeting: Hej\nhome: Hem\n", []),
        ("count: '{number} paket'\nhome: Hem\n", ["1 missing-word: 1 of 3 words are missing, the first is 'greeting'"]),
        ("count: '{number}'\ngreeting: Hej\nhme: Hem\nhome: Hem\n", ["3 unknown-word: no word is called 'hme'"]),
        (
            "count: '{nummer} paket'\ngreeting: Hej {}\nhome: Hem {\n",
            [
                "1 wrong-names: the word 'count' names {nummer}, expected {number}",
                "2 wrong-names: the word 'greeting' names {}, expected none",
                "3 wrong-names: the word 'home' names a single brace, expected none",
            ],
        ),
        (
            "count: paket\ngreeting: 5\nhome: ''\n",
            [
                "1 wrong-names: the word 'count' names nothing, expected {number}",
                "2 wrong-type: the word 'greeting' is 5, expected a text",
                "3 wrong-type: the word 'home' is '', expected a text",
            ],
        ),
    ],
)
def test_every_word_of_a_catalog_is_looked_at(
    catalog: str, expected: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "en.yaml").write_text(WORDS, "utf-8")
    (tmp_path / "sv.yaml").write_text(catalog, "utf-8")
    monkeypatch.setattr(locales, "files", lambda _: tmp_path)
    found = locales.problems("sv")
    assert [f"{problem.line} {problem.code}: {problem.message}" for problem in found] == expected
    assert all(problem.path == "decision/locales/sv.yaml" for problem in found)
