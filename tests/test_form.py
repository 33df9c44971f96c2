"""The resolved table against the engine, what of it stands on a page, and the check of large tables."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import checks, project, render
from decision.matrix.engine import canonical, decide, engine
from decision.matrix.model import DecisionTable
from decision.matrix.resolved import MOST_COMBINATIONS, Conditions, Resolved, is_small, resolved
from tests import chooser_site, strategies, tables_on_disk
from tests.tables_on_disk import HERE
from tests.test_engine import small

Picked = tuple[int | None, ...]


def holds(conditions: Conditions, picked: Picked) -> bool:
    return all(picked[question] in options for question, options in conditions)


def combinations(table: DecisionTable, made: Resolved) -> list[Picked]:
    """What the script lists: the places of options, question by question."""
    found: list[Picked] = [()]
    for question, conditions in zip(made.questions, made.asked, strict=True):
        places: range = range(len(table.questions[question].options))
        found = [(*picked, place) for picked in found for place in (places if holds(conditions, picked) else (None,))]
    return found


def compare(table: DecisionTable, answers: Mapping[str, str]) -> None:
    """What the numbers say of some answers, beside what the engine says."""
    made = resolved(table)
    wanted = [list(table.questions[q].options).index(answers[q]) if q in answers else None for q in made.questions]
    left = [
        (picked, made.results[made.found[number]])
        for number, picked in enumerate(combinations(table, made))
        if all(w is None or p is None or w == p for w, p in zip(wanted, picked, strict=True))
    ]
    decision = decide(table, answers)
    results = {(result.outcome, result.recommend) for _, result in left}
    if decision.outcome == "undecided":
        assert len(results) > 1
    else:
        assert results == {(decision.outcome, decision.recommend)}
    rows = list(table.usecases)
    applying = [rows[n] for n, row in enumerate(made.rows) if all(holds(row, picked) for picked, _ in left)]
    assert applying == list(decision.matched)
    asked = [q for at, q in enumerate(made.questions) if any(picked[at] is not None for picked, _ in left)]
    assert {q: answers[q] for q in asked if q in answers} == dict(decision.answers)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_the_numbers_say_what_the_engine_says(data: st.DataObject) -> None:
    table = data.draw(strategies.tables())
    compare(table, data.draw(strategies.answers(table)))


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_the_numbers_of_the_tables_say_what_the_engine_says(path: Path) -> None:
    _, table = tables_on_disk.load(path)
    for options in product(*((None, *question.options) for question in table.questions.values())):
        compare(table, {q: o for q, o in zip(table.questions, options, strict=True) if o is not None})


def test_each_combination_has_its_number() -> None:
    _, table = tables_on_disk.load(tables_on_disk.HOSTING)
    made = resolved(table)
    order = [canonical(decide(table, _answers(table, values)).answers) for values in engine(table).combinations()]
    listed = []
    for picked in combinations(table, made):
        named = zip(made.questions, picked, strict=True)
        listed.append(canonical({q: list(table.questions[q].options)[p] for q, p in named if p is not None}))
    assert listed == order
    assert len(made.found) == len(order)


def test_what_names_a_question_that_is_never_asked_never_holds() -> None:
    options = {name: {"label": name} for name in ("a", "b")}
    asked: dict[str, dict[str, str]] = {"one": {}, "two": {"one": "a"}, "three": {"one": "b", "two": "a"}}
    questions = {name: {"label": name, "options": options, "ask_when": when} for name, when in asked.items()}
    rules = {"any": {}, "never": {"three": "b"}, "sometimes": {"two": "b"}}
    usecases = {name: {"label": name, "when": when, "verdicts": {"i": "yes"}} for name, when in rules.items()}
    table = small(questions=questions, usecases=usecases)
    assert resolved(table).questions == ("one", "two")
    for answers in ({}, {"one": "b"}, {"one": "a", "two": "b"}):
        compare(table, answers)


def _answers(table: DecisionTable, values: tuple[str | None, ...]) -> dict[str, str]:
    return {q: v for q, v in zip(table.questions, values, strict=True) if v is not None}


# --- on a page


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one table at the limit, and one beyond."""
    root = tmp_path_factory.mktemp("large")
    shutil.copytree(HERE / "frozen", root, dirs_exist_ok=True)
    (root / "data" / "most.yaml").write_text(_squares(100), "utf-8")
    (root / "data" / "beyond.yaml").write_text(_squares(101), "utf-8")
    text = "# Page {#page}\n\n<!-- decision-chooser: most -->\n\n<!-- decision-chooser: beyond -->\n"
    (root / "docs" / "en" / "large.md").write_text(text, "utf-8")
    return root


def _squares(side: int) -> str:
    """A table of two questions with as many options each."""
    options = ", ".join(f"o{number}: {{label: Way {number}}}" for number in range(side))
    one, two = (f"  {name}: {{label: Which {name}?, options: {{{options}}}}}" for name in ("here", "there"))
    return chooser_site.LARGE % f"{one}\n{two}"


def test_a_table_that_is_too_large_is_only_linked_and_a_warning_says_so(large: Path) -> None:
    loaded = project.load(large)
    found = [(p.path, p.line) for p in checks.run(loaded) if p.code == "large-chooser"]
    assert found == [("docs/en/large.md", 5)]
    html = render.page("<!-- decision-chooser: beyond -->", loaded, "en", lambda target: target)
    assert "<form" not in html and "<script" not in html
    assert '<a href="#beyond">See the table</a>' in html
    assert '<div class="decision-table" id="beyond">' in html, "where no page has the table, it comes along"


def test_ten_thousand_combinations_fit_on_a_page(large: Path) -> None:
    loaded = project.load(large)
    _, table = loaded.tables["most"]
    assert is_small(table) and len(resolved(table).found) == MOST_COMBINATIONS
    html = render.page("<!-- decision-chooser: most -->", loaded, "en", lambda target: target)
    assert len(_data(html)["found"]) == MOST_COMBINATIONS


def _data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_a_chooser_knows_what_else_is_on_its_page() -> None:
    loaded = project.load(HERE / "frozen")

    def tables(html: str) -> list[list[object]]:
        made = render.page(html, loaded, "en", lambda target: target)
        return [
            [json.loads(data)[key] for key in ("prefix", "tables")]
            for data in re.findall(r'<script type="application/json">(.*?)</script>', made)
        ]

    chooser, table = "<!-- decision-chooser: usecases -->", "<!-- decision-table: usecases -->"
    assert tables(chooser) == [["", []]]
    assert tables(f"{table}{chooser}{table}") == [["", ["usecases", "usecases-2"]]]
    assert tables(f"{chooser}{table}{chooser}") == [["usecases.", ["usecases"]]] * 2
    assert tables("<!-- decision-chooser: unknown -->") == []


def test_what_a_table_says_is_text_and_nothing_else(tmp_path: Path) -> None:
    loaded = project.load(chooser_site.write(tmp_path / "project"))
    made = render.page("<!-- decision-chooser: odd -->", loaded, "en", lambda target: target)
    assert "<i>" not in made and "<b>" not in made and "<all>" not in made
    legends = re.findall(r"<legend>(.*?)</legend>", made)
    assert [unescape(text) for text in legends] == ['Is 1 < 2 & "so"?', "b & b?", "Only one way?"]
    assert made.count("<script") == 2


def test_an_answer_is_not_taken_for_the_word_of_a_search(tmp_path: Path) -> None:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    text = chooser_site.LARGE % "  h: {label: Hm?, options: {yes: {label: Yes}, no: {label: No}}}"
    (tmp_path / "data" / "hm.yaml").write_text(text, "utf-8")
    made = render.page("<!-- decision-chooser: hm -->", project.load(tmp_path), "en", lambda target: target)
    assert _data(made)["prefix"] == "hm."
