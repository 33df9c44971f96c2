"""What the checks found of pages can be kept: it comes back as it was, and a run with it finds the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision import checks, project
from decision.problem import Problem
from decision.project import Project
from decision.remembered import Memory, back, plain

HERE = Path(__file__).parent


def loaded(root: Path, instead: dict[Path, bytes]) -> Project:
    return project.load(root, instead=instead)


def keys(found: Project) -> dict[str, str]:
    """Keys that are the same as long as nobody changes them."""
    return {path.relative_to(found.root).as_posix(): "" for tree in found.trees for path in tree.folder.rglob("*.md")}


def everything(problems: tuple[Problem, ...]) -> list[tuple[object, ...]]:
    """Also what does not count when problems are compared."""
    return [(problem, problem.route, problem.fix, str(problem)) for problem in problems]


@pytest.fixture(scope="module")
def wrong() -> dict[Path, bytes]:
    """The frozen pages with something wrong on each: excused, with a repair, with a term that is avoided."""
    text = b"\n\nSome [ text ](gone.md) of a draft .\n\n<!-- allow: broken-link: It comes. -->\n[x](gone.md#x)\n"
    text += b"\n<!-- allow: broken-image: Nothing needs it. -->\nText.\n"
    return {path: path.read_bytes() + text for path in (HERE / "frozen/docs").rglob("*.md")}


def test_what_is_found_comes_back_as_it_was(wrong: dict[Path, bytes]) -> None:
    found = loaded(HERE / "frozen", wrong)
    clean = checks.run(found)
    assert len(clean) > 10
    memory = Memory(keys(found))
    assert everything(checks.run(found, memory=memory)) == everything(clean)
    assert memory.now.keys() == memory.keys.keys()
    noted = json.loads(json.dumps(memory.now))
    again = Memory(keys(found), noted)
    assert everything(checks.run(found, memory=again)) == everything(clean)
    assert json.dumps(again.now) == json.dumps(memory.now)
    assert all(json.dumps(plain(back(entry["found"]))) == json.dumps(entry["found"]) for entry in noted.values())


@pytest.mark.parametrize("locale", ["en", "sv", "nl"])
def test_pages_that_are_looked_at_again_find_their_originals(wrong: dict[Path, bytes], locale: str) -> None:
    found = loaded(HERE / "frozen", wrong)
    memory = Memory(keys(found))
    clean = checks.run(found, memory=memory)
    some = {path: f"docs/{locale}/" * path.startswith(f"docs/{locale}/") for path in memory.keys}
    assert everything(checks.run(found, memory=Memory(some, memory.now))) == everything(clean)
