r"""Mistakes as people make them, planted one at a time: each is reported once, where it stands, and nothing else is.

They stand in `tests/faults/*.yaml`, by the file that they are planted in:

    data/usecases.yaml:
      - name: a verdict is misspelt
        old: "when: {task: open}\n    verdicts: {desktop-app: preferred"    # occurs once, or `number: 2` says which
        new: "when: {task: open}\n    verdicts: {desktop-app: prefered"
        code: unknown-verdict
        at: "verdicts: {desktop-app: prefered"    # begins on the line of the problem, in the changed file

Without `at` the problem stands on the first line that the change touches; `path` names another file for it. `encoding`
saves the changed file in another one. The few faults that nobody can make without being told of several things name
the others under `also`, in the same way.

Faults of data are planted in the frozen project, those of pages in a copy that also has the pages of
`tests/faults/docs`: some are in the writers' dialect, and one repeats the table by hand, so that a verdict changed in
the data alone would be wrong there, too.

`make test` plants the first fault of each code in each of these files, `make campaign` the others.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from decision import checks, document, project
from decision.guides import guide
from decision.problem import Problem
from decision.project import UNCHANGED, Overlay
from tests.tables_on_disk import HERE

FAULTS = HERE / "faults"
DATA = "data/"
KEYS = {"name", "old", "new", "number", "code", "at", "path", "encoding", "also"}
MOST_WITH_SEVERAL = 5

Fault = dict[str, Any]
Found = tuple[str, int, str]


def read_faults() -> Iterator[tuple[str, str, Fault]]:
    """Area, path of the file, fault."""
    for area in sorted(FAULTS.glob("*.yaml")):
        source, problems = document.read(area.name, area.read_bytes())
        assert source is not None and not problems, [str(problem) for problem in problems]
        for path, faults in source.data.items():
            for fault in faults:
                assert {"name", "old", "new", "code"} <= fault.keys() <= KEYS, fault
                yield area.stem, path, fault


ALL = tuple(read_faults())


def planted_first() -> Iterator[pytest.ParameterSet]:
    """Every fault, those marked of whose code an earlier one of its area is."""
    codes: set[tuple[str, str]] = set()
    for area, path, fault in ALL:
        marks = [pytest.mark.campaign] if (area, fault["code"]) in codes else []
        codes.add((area, fault["code"]))
        yield pytest.param(path, fault, id=f"{area}: {fault['name']}", marks=marks)


@pytest.fixture(scope="session")
def with_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen project with more pages."""
    root = tmp_path_factory.mktemp("faults")
    shutil.copytree(HERE / "frozen", root, dirs_exist_ok=True)
    shutil.copytree(FAULTS / "docs", root / "docs", dirs_exist_ok=True)
    return root


# more than there are pages, so that the unchanged ones stay
read_once = lru_cache(maxsize=64)(guide.read)


@pytest.fixture(autouse=True)
def unchanged_pages_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "read", read_once)


def found(root: Path, instead: Overlay = UNCHANGED) -> tuple[Problem, ...]:
    return checks.run(project.load(root, instead=instead))


def planted(text: str, fault: Fault) -> tuple[str, int]:
    """The text with the fault, and the line on which it differs first."""
    old, new, number = str(fault["old"]), str(fault["new"]), fault.get("number", 1)
    count = text.count(old)
    assert count >= number and (count == 1 or "number" in fault), f"{old!r} stands there {count} times"
    start = -1
    for _ in range(number):
        start = text.index(old, start + 1)
    changed = text[:start] + new + text[start + len(old) :]
    assert changed != text
    first = next(
        (n for n, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b), min(len(text), len(changed))
    )
    return changed, changed.count("\n", 0, first) + 1


def expected(fault: Fault, path: str, root: Path, changed: str, line: int) -> Iterator[Found]:
    for entry in (fault, *fault.get("also", ())):
        where = entry.get("path", path)
        text = changed if where == path else (root / where).read_text("utf-8")
        if "at" in entry:
            assert text.count(entry["at"]) == 1, f"{entry['at']!r} stands there {text.count(entry['at'])} times"
            line = text.count("\n", 0, text.index(entry["at"])) + 1
        yield where, line, entry["code"]


@pytest.mark.parametrize(("path", "fault"), list(planted_first()))
def test_a_fault_is_reported_once_where_it_stands(path: str, fault: Fault, with_pages: Path) -> None:
    root = HERE / "frozen" if path.startswith(DATA) else with_pages
    changed, line = planted((root / path).read_text("utf-8"), fault)
    problems = found(root, {root / path: changed.encode(fault.get("encoding", "utf-8"))})
    listed = [(problem.path, problem.line, problem.code) for problem in problems]
    assert listed == sorted(expected(fault, path, root, changed, line)), "\n".join(map(str, problems))


def test_without_a_fault_there_is_no_problem(with_pages: Path) -> None:
    assert found(with_pages) == ()


def test_there_are_many_faults_each_planted_once() -> None:
    assert len(ALL) >= 170
    assert [count for count in Counter(fault["name"] for _, _, fault in ALL).values() if count > 1] == []
    changes = Counter((path, fault["old"], fault["new"], fault.get("number", 1)) for _, path, fault in ALL)
    assert [change for change, count in changes.items() if count > 1] == []
    assert sum("also" in fault for _, _, fault in ALL) <= MOST_WITH_SEVERAL
