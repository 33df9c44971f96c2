r"""What translation machines and people do to pages, planted one at a time: each is reported once, where it stands.

The cases stand in `tests/translations/damage.yaml`, which says how they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decision import checks, document, fixes, project
from decision.problem import Problem
from decision.translations import beside
from tests.tables_on_disk import HERE

ROOT = HERE / "translations" / "project"
NAME = "docs/sv/ordering.md"
PAGE = ROOT / NAME
ORIGINAL = ROOT / "docs" / "en" / "ordering.md"
KEYS = {"name", "old", "new", "number", "at", "above", "says", "code", "fixed", "also"}

Case = dict[str, Any]


def read_cases() -> Iterator[Case]:
    source, problems = document.read("damage.yaml", (HERE / "translations" / "damage.yaml").read_bytes())
    assert source is not None and not problems, [str(problem) for problem in problems]
    for case in source.data:
        assert {"name", "old", "new"} <= case.keys() <= KEYS, case
        yield case


CASES = tuple(read_cases())


def planted(case: Case) -> str:
    text = PAGE.read_text("utf-8")
    parts = text.split(str(case["old"]))
    number = case.get("number", 1)
    assert len(parts) == 2 or "number" in case, f"{case['old']!r} stands there {len(parts) - 1} times"
    return str(case["old"]).join(parts[:number]) + str(case["new"]) + str(case["old"]).join(parts[number:])


def line(case: Case, changed: str) -> int:
    """The line of the problem: where `at` begins, else the first that differs."""
    if "at" in case:
        assert changed.count(case["at"]) == 1, f"{case['at']!r} stands there {changed.count(case['at'])} times"
        return changed.count("\n", 0, changed.index(case["at"])) + 1 - int(case.get("above", 0))
    text = PAGE.read_text("utf-8")
    first = next(n for n, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b)
    return changed.count("\n", 0, first) + 1


def in_project(changed: str) -> tuple[Problem, ...]:
    return checks.run(project.load(ROOT, instead={PAGE: changed.encode()}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_damage_is_reported_once_where_it_stands(case: Case) -> None:
    changed = planted(case)
    found = in_project(changed)
    code = case.get("code", "translation-differs")
    mine = [problem for problem in found if problem.code == code]
    assert sorted(problem.code for problem in found) == sorted([code, *case.get("also", [])]), "\n".join(
        map(str, found)
    )
    assert [(problem.path, problem.line) for problem in mine] == [(NAME, line(case, changed))], str(mine[0])
    assert case.get("says", "") in mine[0].message
    assert mine[0].hint


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_same_is_found_beside_the_original_whatever_the_page_claims(case: Case, tmp_path: Path) -> None:
    changed = planted(case)
    front, mark, body = changed.partition("source:\n")
    without = front + body[body.index("---") :] if mark else changed
    page = tmp_path / "sv" / "ordering.md"
    page.parent.mkdir()
    page.write_text(without, "utf-8")
    found = checks.run_beside(beside.read(ORIGINAL, page, ("en/ordering.md", "sv/ordering.md")))
    code = case.get("code", "translation-differs")
    assert [problem.code for problem in found] == [code], "\n".join(map(str, found))
    assert found[0].line == line(case, changed) - 7
    assert case.get("says", "") in found[0].message


@pytest.mark.parametrize("case", [case for case in CASES if case.get("fixed")], ids=lambda case: case["name"])
def test_what_is_mechanical_is_repaired_to_what_it_was(case: Case) -> None:
    changed = planted(case)
    repaired = fixes.apply(changed.encode(), in_project(changed))
    assert repaired.decode() == PAGE.read_text("utf-8")


def test_there_are_many_sorts_of_damage() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_without_damage_there_is_no_problem() -> None:
    assert checks.run(project.load(ROOT)) == ()
    for page in (PAGE, ROOT / "docs" / "sv" / "index.md", ROOT / "docs" / "nl" / "index.md"):
        original = ROOT / "docs" / "en" / page.name
        assert checks.run_beside(beside.read(original, page, ("original", page.name))) == ()
