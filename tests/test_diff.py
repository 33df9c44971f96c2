"""`decision diff`: what changed from one table to another, beside a brute force; the step; revisions; words that fail.

`tests/diff/steps.yaml` holds changes of the frozen table with what has to come of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import document
from decision.cli import main
from decision.exchange import diff
from decision.matrix import analysis, reading
from decision.matrix import difference as differing
from decision.matrix.difference import Difference, Step, difference, least
from decision.matrix.engine import canonical
from decision.matrix.model import DecisionTable
from tests import reference
from tests.strategies import tables
from tests.tables_on_disk import FROZEN, HERE, HOSTING, LANGUAGES, LUNCH, load
from tests.test_engine import small

TABLE = "data/usecases.yaml"
STRICTER = (
    "when: {task: open}\n    verdicts: {desktop-app: preferred",
    "when: {task: open}\n    verdicts: {desktop-app: avoid",
)


def read(text: str) -> DecisionTable:
    source, problems = document.read("case.yaml", text.encode())
    assert source is not None and not problems
    table, problems = reading.read(source, LANGUAGES)
    assert table is not None, [str(problem) for problem in problems]
    return table


# --- cases


def cases() -> list[dict[str, Any]]:
    source, problems = document.read("steps.yaml", (HERE / "diff" / "steps.yaml").read_bytes())
    assert source is not None and not problems
    return list(source.data)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_case(case: Mapping[str, Any]) -> None:
    text = FROZEN.read_text("utf-8")
    for old, new in case.get("edits", ()):
        assert old in text, old
        text = text.replace(old, new)
    found = difference(load(FROZEN)[1], read(text), "en")
    assert found.step.name.lower() == case["step"]
    assert case["step"] != "patch" or found.words or found.others
    assert [route for route, _, _ in found.others] == case.get("others", [])
    everything = {canonical(answers) for answers in reference.everything(found.new)}
    for key, held in (
        ("changes", [change.now for change in found.changes or ()]),
        ("worded", found.worded or ()),
        ("arrived", found.arrived or ()),
    ):
        listed = {canonical(answers) for answers in held}
        wanted = case.get(key, None)
        if wanted is not None or case["step"] in ("none", "patch"):
            assert listed == (everything if wanted == "all" else set(wanted or ())), key
    check_reversed(found)


def check_reversed(found: Difference) -> None:
    """What is new one way is gone the other way."""
    back = difference(found.new, found.old, "en")
    assert (back.added, back.removed) == (found.removed, found.added)
    assert (back.arrived, back.left) == (found.left, found.arrived)
    assert {cell: (now, was) for cell, (was, now) in found.cells.items()} == back.cells
    mine = {(canonical(one.now), canonical(one.before), one.outcome[::-1]) for one in found.changes or ()}
    assert mine == {(canonical(one.before), canonical(one.now), one.outcome) for one in back.changes or ()}
    assert {(one.route, one.locale, one.now, one.before) for one in found.words} == {tuple(one) for one in back.words}


# --- beside a brute force


def brute_force(old: DecisionTable, new: DecisionTable) -> dict[tuple[str, str], dict[str, Any]]:
    """Every pair of combinations that somebody who answers all questions of both would get, and what differs."""
    names = list(dict.fromkeys((*old.questions, *new.questions)))
    options = [
        list(dict.fromkeys(o for t in (old, new) if n in t.questions for o in t.questions[n].options)) for n in names
    ]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for values in product(*options):
        whole = dict(zip(names, values, strict=True))
        both = [reference.asked(table, whole) for table in (old, new)]
        known = all(o in t.questions[q].options for t, a in zip((old, new), both, strict=True) for q, o in a.items())
        if known:
            found[canonical(both[0]), canonical(both[1])] = differs(*(map(reference.full, (old, new), both)))
    return found


def differs(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    said = {key: (one[key], other[key]) for key in ("outcome", "recommend", "alternatives") if one[key] != other[key]}
    pairs = {
        n: (v["effective"], other["verdicts"][n]["effective"])
        for n, v in one["verdicts"].items()
        if n in other["verdicts"]
    }
    verdicts = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {**said, **({"verdicts": verdicts} if verdicts else {})}


def told(found: Difference) -> dict[tuple[str, str], dict[str, Any]]:
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found.changes or ():
        said: dict[str, Any] = {"outcome": one.outcome} if one.outcome[0] != one.outcome[1] else {}
        for key, (old, new) in (("recommend", one.recommend), ("alternatives", one.alternatives)):
            said |= {key: (list(old), list(new))} if old != new else {}
        verdicts = {name: (old or None, new or None) for name, (old, new) in one.verdicts.items()}
        made[canonical(one.before), canonical(one.now)] = {**said, **({"verdicts": verdicts} if verdicts else {})}
    return made


@settings(max_examples=40, deadline=None)
@given(tables(), tables())
def test_any_two_tables_beside_a_brute_force(old: DecisionTable, new: DecisionTable) -> None:
    wanted = brute_force(old, new)
    found = difference(old, new)
    assert told(found) == {pair: said for pair, said in wanted.items() if said}
    assert {canonical(a) for a in found.left or ()} == all_of(old) - {pair[0] for pair in wanted}
    assert {canonical(a) for a in found.arrived or ()} == all_of(new) - {pair[1] for pair in wanted}
    check_reversed(found)
    assert found.step is Step.NONE or found.step >= Step.PATCH
    stricter = any("verdicts" in said and one["outcome"] != "unanswered" for one, said in before(old, wanted))
    assert not stricter or found.step is Step.MAJOR


@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_a_table_with_some_cells_and_rules_changed_beside_a_brute_force(
    old: DecisionTable, data: st.DataObject
) -> None:
    """The same questions, integrations and legend: verdicts and alternatives alone make the difference."""
    rows = old.model_dump(mode="json")
    verdicts, alternatives = list(old.legend), list(old.alternatives)
    for row in rows["usecases"].values():
        if data.draw(st.booleans()):
            row["verdicts"] = {name: data.draw(st.sampled_from(verdicts)) for name in row["verdicts"]}
        if data.draw(st.booleans()) and alternatives:
            row["alternatives"] = data.draw(st.lists(st.sampled_from(alternatives), unique=True))
        if data.draw(st.integers(0, 5)) == 0:
            row["when"] = {}
    new = DecisionTable.model_validate(rows)
    wanted = brute_force(old, new)
    found = difference(old, new)
    assert told(found) == {pair: said for pair, said in wanted.items() if said}
    check_reversed(found)


def before(
    old: DecisionTable, wanted: Mapping[tuple[str, str], dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    decided = {canonical(answers): reference.full(old, answers) for answers in reference.everything(old)}
    return [(decided[pair[0]], said) for pair, said in wanted.items()]


def all_of(table: DecisionTable) -> set[str]:
    return {canonical(answers) for answers in reference.everything(table)}


@settings(max_examples=25, deadline=None)
@given(tables())
def test_nothing_differs_from_itself(table: DecisionTable) -> None:
    found = difference(table, table)
    assert found.step is Step.NONE and found.follows
    assert not (found.changes or found.worded or found.arrived or found.left or found.cells or found.words)
    assert "nothing changed" in diff.as_text(found, ("a", "b"))


def test_two_tables_of_two_subjects() -> None:
    found = difference(load(LUNCH)[1], load(HOSTING)[1], "en")
    assert found.step is Step.MAJOR and found.removed["integrations"] == ("canteen", "bistro")
    assert told(found).keys() <= brute_force(load(LUNCH)[1], load(HOSTING)[1]).keys()


def test_the_least_version_of_a_step() -> None:
    assert [least("1.4.7", step) for step in Step] == [(1, 4, 7), (1, 4, 8), (1, 5, 0), (2, 0, 0)]


def test_large_tables_are_compared_by_rows_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differing, "MOST_COMBINATIONS", 5)
    found = difference(load(FROZEN)[1], read(FROZEN.read_text("utf-8").replace(*STRICTER)), "en")
    assert found.changes is None and found.worded is None and found.step is Step.MAJOR
    text = diff.as_text(found, ("a", "b"))
    assert "answers were not compared, there are more than" in text and "open, desktop-app: preferred -> avoid" in text
    assert json.loads(diff.as_json(found, ("a", "b")))["compared"] is False


def test_as_large_as_the_limit_is_still_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = load(FROZEN)[1], read(FROZEN.read_text("utf-8").replace(*STRICTER))
    for module, name, most in (
        (differing, "MOST_COMBINATIONS", len(reference.everything(old))),
        (analysis, "MOST_ROWS", len(old.usecases)),
    ):
        monkeypatch.setattr(module, name, most)
        assert difference(old, new).changes
        monkeypatch.setattr(module, name, most - 1)
        assert difference(old, new).changes is None
        monkeypatch.undo()


def test_answers_for_what_had_none_take_nothing_back() -> None:
    usecases = {o: {"label": o, "when": {"q": o}, "verdicts": {"i": "yes"}} for o in ("a", "b")}
    found = difference(small(usecases={"a": usecases["a"]}), small(usecases=usecases))
    assert [change.outcome for change in found.changes or ()] == [("unanswered", "yes")]
    assert found.step is Step.MINOR


def test_what_is_recommended_no_more_is_taken_back() -> None:
    """Also where its verdict stays, as that of something that is deprecated now."""
    usecases = {"u": {"label": "u", "verdicts": {"i": "yes", "j": "yes"}}}
    integrations = {"i": {"label": "i"}, "j": {"label": "j"}}
    old = small(integrations=integrations, usecases=usecases)
    new = small(integrations={**integrations, "j": {"label": "j", "status": "deprecated"}}, usecases=usecases)
    found = difference(old, new)
    assert found.changes and not any(change.verdicts for change in found.changes)
    assert {change.recommend for change in found.changes} == {(("i", "j"), ("i",))}
    assert found.step is Step.MAJOR


def test_what_is_no_text_is_told_as_it_stands() -> None:
    """Also of what is called like a part of the table."""
    integrations = {"verdicts": {"label": "v", "section": "one.md"}, "title": {"label": "t"}}
    alternatives = {name: {"label": name} for name in ("bus", "taxi")}
    usecases = {"u": {"label": "u", "verdicts": {"verdicts": "yes", "title": "no"}, "alternatives": "bus"}}
    old = small(integrations=integrations, usecases=usecases, alternatives=alternatives)
    more = {"verdicts": {"label": "v", "section": "two.md"}, "title": {"label": "t", "requires": {"q": "a"}}}
    usecases = {"u": {**usecases["u"], "alternatives": ["bus", "taxi"]}}
    new = small(integrations=more, usecases=usecases, alternatives=alternatives)
    assert difference(old, new).others == (
        ("integrations/verdicts/section", "one.md", "two.md"),
        ("usecases/u/alternatives", "bus", "bus, taxi"),
        ("integrations/title/requires/q", None, "a"),
    )


def test_another_order_of_verdicts_takes_back_what_was_said_of_them() -> None:
    """Even where no combination is decided otherwise: one was better than the other."""
    legend = {name: {"symbol": name, "word": name, "meaning": name} for name in ("no", "maybe", "yes")}
    usecases = {
        option: {"label": option, "when": {"q": option}, "verdicts": {"i": verdict}}
        for option, verdict in (("a", "maybe"), ("b", "yes"), ("c", "no"))
    }
    other = {name: legend[name] for name in ("no", "yes", "maybe")}
    found = difference(small(legend=legend, usecases=usecases), small(legend=other, usecases=usecases))
    assert not found.changes and not found.cells and found.step is Step.MAJOR


# --- the command


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(root: Path) -> Path:
    """The same in git, with a stricter verdict since."""
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "first")
    shutil.copy(TABLE, "old.yaml")
    edit(TABLE, *STRICTER)
    return root


def git(*arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def edit(name: str, old: str, new: str) -> None:
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["diff", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize("asked", [
    ("HEAD:data/usecases.yaml", "data/usecases.yaml"), ("HEAD:usecases", "usecases"), ("HEAD:usecases",),
    ("HEAD", "--table", "usecases"), (":usecases",), ("HEAD:./data/usecases.yaml",),
])  # fmt: skip
def test_a_revision_beside_the_table_as_it_is(repository: Path, asked: tuple[str, ...]) -> None:
    status, output = run(*asked)
    assert status == 0
    assert "a major step from 1.0.0: at least 2.0.0" in output
    assert "dam-access=yes&task=open\n    outcome: preferred -> none" in output


def test_a_path_as_seen_from_here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "data")
    assert run("HEAD:./usecases.yaml")[0] == run("HEAD:../data/usecases.yaml")[0] == 0


def test_two_revisions_and_a_table_that_was_renamed(repository: Path) -> None:
    Path(TABLE).rename("data/choices.yaml")
    git("add", "--all")
    git("commit", "--quiet", "--message", "second")
    status, output = run("HEAD~1:usecases", "HEAD:choices", "--format", "json")
    assert status == 0 and json.loads(output)["step"] == "major"
    status, output = run("HEAD~1", "--table", "choices")
    assert status == 2 and "there is no file 'choices' in 'HEAD~1'" in output and "data/usecases.yaml" in output


def test_the_values_are_those_of_the_time(repository: Path) -> None:
    edit("data/paths.yaml", "mount-point: connectedassets", "mount-point: fetched")
    edit(TABLE, "en: Save smaller number", "en: Save {{ paths.folder }} smaller number")
    git("commit", "--quiet", "--all", "--message", "second")
    edit("data/paths.yaml", "mount-point: fetched", "mount-point: taken")
    status, output = run("HEAD:usecases")
    assert status == 0 and "a patch step" in output and "/fetched" in output and "/taken" in output


def test_the_gate(repository: Path) -> None:
    status, output = run("HEAD:usecases", "--gate")
    assert status == 1 and "at least 2.0.0; the version is 1.0.0, which does not follow" in output
    for version, wanted in (("1.9.9", 1), ("2.0.0", 0), ("3.0.0", 0), ("0.9.0", 1)):
        edit(
            TABLE,
            next(line for line in Path(TABLE).read_text("utf-8").split("\n") if line.startswith("version:")),
            f"version: {version}",
        )
        assert run("HEAD:usecases", "--gate")[0] == wanted, version


@pytest.mark.parametrize(("asked", "said"), [
    (("nowhere.yaml", "usecases"), "'nowhere.yaml' is no file, no table and no revision"),
    (("usecase", "usecases"), "did you mean 'usecases'?"),
    (("data", "usecases"), "'data' is a folder"),
    (("data/glossary.yaml", "usecases"), "'data/glossary.yaml' is a glossary, and no table"),
    (("mkdocs.yml", "usecases"), "'mkdocs.yml' does not say that it is a decision table"),
    (("HEAD:glossary",), "'HEAD:glossary' is a glossary, and no table"),
    (("HEAD", "usecases"), "'HEAD' names no table; name the table as well, as in 'HEAD:usecases', or with --table"),
    (("HEAD:", "usecases"), "'HEAD:' names no table"),
    (("", "usecases"), "'' is no file, no table and no revision"),
    (("old.yaml",), "there is no table 'old' here to compare with; name the second one as well"),
    (("HEAD~7:usecases",), "git knows no revision 'HEAD~7'"),
    (("--", "-x:usecases",), "git knows no revision '-x'"),
    (("HEAD:data/choices.yaml",), "there is no file 'data/choices.yaml' in 'HEAD'"),
    (("usecases", "usecases", "--record", "--date", "tomorrow"), "'tomorrow' is not a date"),
])  # fmt: skip
def test_what_cannot_be_had_is_said_in_a_line(repository: Path, asked: tuple[str, ...], said: str) -> None:
    status, output = run(*asked)
    assert (status, len(output.splitlines())) == (2, 1) and said in output


def test_no_repository_and_a_broken_table(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    status, output = run("HEAD:usecases")
    assert (status, len(output.splitlines())) == (2, 1) and "this is no git repository" in output
    edit(TABLE, "desktop-app: preferred", "desktop-app: prefered")
    status, output = run("usecases", "usecases")
    assert (status, len(output.splitlines())) == (2, 1)
    assert "cannot be used before its problems are mended" in output and "unknown-verdict" in output
    Path(TABLE).write_text("kind: decision-table\n  title: [", "utf-8")
    assert run("usecases", "usecases")[0] == 2


def test_two_files_without_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.yaml", "two.yaml"):
        shutil.copy(LUNCH, name)
    edit("two.yaml", "sv: nej", "sv: inte")
    status, output = run("one.yaml", "two.yaml")
    assert status == 0 and "legend/no/word (sv): 'nej' -> 'inte'" in output and "a patch step" in output
    assert run("one.yaml", "two.yaml", "--record")[0] == 2


def test_markdown_shows_hostile_words_as_they_are(root: Path) -> None:
    shutil.copy(TABLE, "old.yaml")
    edit(TABLE, "en: Folder sharing", 'en: "<img src=x> *Folder* | [x](y) \\u202e"')
    status, output = run("old.yaml", "usecases", "--format", "markdown")
    assert status == 0 and "<img" not in output and "\u202e" not in output and "\\*Folder\\*" in output
