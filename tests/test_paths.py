"""The states of a table and their addresses, against every combination found by brute force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import project
from decision.matrix import paths
from decision.matrix.model import DecisionTable
from decision.render import chooser
from decision.render.chooser.views import OutcomeView
from decision.schema import ID
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN, HERE, HOSTING, LUNCH


def asked_one_by_one(table: DecisionTable) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The options on the way to each question, and to each outcome."""
    outcomes = {tuple(answers.values()) for answers in reference.everything(table)}
    return {way[:length] for way in outcomes for length in range(len(way))}, outcomes


@pytest.mark.parametrize(("path", "pages", "outcomes"), [(FROZEN, 22, 13), (LUNCH, 6, 4), (HOSTING, 55, 35)])
def test_a_page_per_question_and_outcome(path: Path, pages: int, outcomes: int) -> None:
    states = paths.states("t", tables_on_disk.load(path)[1])
    assert (len(states), sum(state.is_outcome for state in states)) == (pages, outcomes)


@settings(max_examples=100, deadline=None)
@given(strategies.tables())
def test_every_state_once_and_no_other(table: DecisionTable) -> None:
    states = paths.states("t", table)
    questions, outcomes = asked_one_by_one(table)
    assert {tuple(s.answers.values()) for s in states if not s.is_outcome} == questions
    assert {tuple(s.answers.values()) for s in states if s.is_outcome} == outcomes
    assert len({state.page for state in states}) == len(states) == len(questions) + len(outcomes)
    everything = reference.everything(table)
    assert [dict(state.answers) for state in states if state.is_outcome] == everything
    assert set(paths.ever_asked(table)) == {question for answers in everything for question in answers}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_pages_lead_to_each_other(data: st.DataObject) -> None:
    table = data.draw(strategies.tables())
    states = {state.page: state for state in paths.states("t", table)}
    assert paths.first_page("t") == next(iter(states))
    for state in states.values():
        if state.question is not None:
            for option in table.questions[state.question].options:
                following = states[state.page_after(option)]
                assert following.before(state.question) == state and state.leads_to(following)
        for question in state.answers:
            assert states[state.before(question).page].question == question


def test_addresses_and_combinations() -> None:
    state = paths.State("my tables", {"task": "share", "volume": "smaller", "access": "no"}, None)
    assert state.page == "choose/my tables/share/smaller/no/index.md"
    assert state.address == "choose/my%20tables/share/smaller/no/"
    assert state.combination == "access=no&task=share&volume=smaller"
    assert not ID.fullmatch(paths.ALL), "no option can be called like the page with every combination"
    assert paths.all_page("my tables") == "choose/my tables/all_answers/index.md"


def test_links_may_name_the_sections_that_outcomes_have() -> None:
    loaded = project.load(HERE / "frozen")
    outcomes = [page for page in chooser.pages(loaded, "en") if isinstance(page.view, OutcomeView)]
    found = {name for page in outcomes for name in re.findall(r'<section[^>]* id="([^"]+)"', page.html(str))}
    allowed = paths.pages("usecases", loaded.tables["usecases"][1])
    assert {frozenset(), frozenset(found)} == set(allowed.values())
    assert {page.path for page in outcomes} == {path for path, names in allowed.items() if names}


def table_of(*options: int, length: int = 1) -> DecisionTable:
    """A table whose questions have so many options, with names of that length."""
    questions = {
        f"q{index}": {
            "label": "q",
            "options": {f"{option}".rjust(length, "o"): {"label": "o"} for option in range(count)},
        }
        for index, count in enumerate(options)
    }
    return DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "legend": {name: {"symbol": name, "word": name, "meaning": name} for name in ("no", "yes")},
            "questions": questions,
            "integrations": {"i": {"label": "i"}},
            "usecases": {"u": {"label": "u", "verdicts": {"i": "yes"}}},
        }
    )


@pytest.mark.parametrize(
    ("table_id", "table", "has"),
    [
        ("t", table_of(300), True),
        ("t", table_of(301), False),
        ("t", table_of(17, 18), False),
        ("t", table_of(*[1] * 50), True),
        ("t", table_of(2, length=201), False),
        ("t", table_of(*[1] * 20, length=150), False),
        ("t", table_of(2, length=200), True),
        ("t", table_of(*[1] * 18, length=110), True),
        ("t", table_of(*[1] * 18, length=111), False),
        ("t" * 200, table_of(2), True),
        ("t" * 201, table_of(2), False),
        ("~", table_of(2), True),
        (".", table_of(2), False),
        ("..", table_of(2), False),
    ],
)
def test_no_pages_for_what_is_too_much(table_id: str, table: DecisionTable, has: bool) -> None:
    assert paths.has_pages(table_id, table) is has
    assert bool(paths.pages(table_id, table)) is has


def test_a_billion_combinations_are_not_counted() -> None:
    assert not paths.has_pages("t", table_of(*[10] * 9))
