"""What `--fix` does to pages: the case of a check, `tests/checks/<code>.md`, becomes `tests/checks/fixed/<code>.md`."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from decision import fixes, project
from decision.problem import Problem
from tests.tables_on_disk import HERE

FIXED = HERE / "checks" / "fixed"
CODES = sorted(path.stem for path in FIXED.glob("*.md"))


def problems(root: Path, code: str, locale: str = "en", page: str = "case.md") -> list[Problem]:
    known = project.load(root)
    guide = known.guide(locale, page)
    assert guide is not None
    return list(import_module(f"decision.checks.{code.replace('-', '_')}").check(guide, known))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("code", CODES)
def test_the_repair_changes_what_is_wrong_and_nothing_else(code: str, root: Path) -> None:
    case = root / "docs" / "en" / "case.md"
    before = (HERE / "checks" / f"{code}.md").read_bytes()
    case.write_bytes(before)
    found = problems(root, code)
    after = fixes.apply(before, found)
    assert after.decode() == (FIXED / f"{code}.md").read_text("utf-8")

    meant = {edit.start[0] for problem in found for edit in problem.fix}
    lines = list(zip(before.split(b"\n"), after.split(b"\n"), strict=True))
    assert {number for number, (old, new) in enumerate(lines, 1) if old != new} == meant

    case.write_bytes(after)
    left = problems(root, code)
    assert [problem.message for problem in left] == [problem.message for problem in found if not problem.fix]
    assert fixes.apply(after, left) == after


@pytest.mark.parametrize("code", CODES)
def test_line_ends_and_a_byte_order_mark_stay(code: str, root: Path) -> None:
    before = b"\xef\xbb\xbf" + (HERE / "checks" / f"{code}.md").read_bytes().replace(b"\n", b"\r\n")
    (root / "docs" / "en" / "case.md").write_bytes(before)
    after = b"\xef\xbb\xbf" + (FIXED / f"{code}.md").read_bytes().replace(b"\n", b"\r\n")
    assert fixes.apply(before, problems(root, code)) == after


ENGLISH = "# The app {#app}\n\n## Install now {#install}\n\n## Remove\n"


@pytest.mark.parametrize(
    ("swedish", "expected"),
    [
        # the same levels: the ids of the English page, which gets those that it has not yet from its words
        ("# Appen\n\n## Installera nu\n\n## Ta bort\n", ["app", "install", "remove"]),
        # other levels: which heading is which is not known
        ("# Appen\n\n## Installera nu\n\n### Ta bort\n", ["appen", "installera-nu", "ta-bort"]),
        # links on the page go on
        ("# Appen\n\n[Ner](#ta-bort)\n\n## Installera nu\n\n## Ta bort\n", ["app", "install", "ta-bort"]),
        # an id is given once
        ("# Appen\n\n## Installera nu {#app}\n\n## Ta bort\n", ["appen", "remove"]),
    ],
)
def test_a_translation_gets_the_ids_of_the_page_in_the_default_language(
    swedish: str, expected: list[str], root: Path
) -> None:
    (root / "docs" / "en" / "case.md").write_text(ENGLISH, "utf-8")
    (root / "docs" / "sv" / "case.md").write_text(swedish, "utf-8")
    found = problems(root, "missing-heading-id", "sv")
    ids = [edit.text.partition(" ")[2] for problem in found for edit in problem.fix]
    assert ids == [f"{{#{name}}}" for name in expected]
