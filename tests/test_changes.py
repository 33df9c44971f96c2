"""What would change a decision, against all pairs of combinations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from decision.matrix import changes
from decision.matrix.engine import decide
from decision.matrix.model import DecisionTable
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN

Answers = Mapping[str, str]


def is_better(table: DecisionTable, one: str, other: str) -> bool:
    """By the words of the task: verdicts as the legend orders them, then the classes without a verdict."""
    classes = [*reversed(list(table.legend)[1:]), "alternative", "deprecated", "none", "unanswered"]
    return classes.index(one) < classes.index(other)


def distance(one: Answers, other: Answers) -> tuple[int, int]:
    changed = [question for question in one if question in other and one[question] != other[question]]
    return len(changed), len([question for question in other if question not in one])


def expected(table: DecisionTable, answers: Answers, outcomes: list[tuple[Answers, str]]) -> list[Answers]:
    """Every better combination than which none is both as near and better, or nearer and as good."""
    mine = next(outcome for other, outcome in outcomes if other == answers)
    better = [(o, outcome) for o, outcome in outcomes if is_better(table, outcome, mine)]

    def is_beaten(one: Answers, outcome: str) -> bool:
        return any(
            (distance(answers, other) <= distance(answers, one) and is_better(table, reached, outcome))
            or (distance(answers, other) < distance(answers, one) and reached == outcome)
            for other, reached in better
        )

    left = [other for other, outcome in better if not is_beaten(other, outcome)]
    return sorted(left, key=lambda other: distance(answers, other))


def compare(table: DecisionTable) -> None:
    outcomes: list[tuple[Answers, Any]] = [
        (answers, reference.full(table, answers)["outcome"]) for answers in reference.everything(table)
    ]
    for answers, _ in outcomes:
        found = changes.nearest(table, decide(table, answers))
        assert [dict(change.decision.answers) for change in found] == expected(table, answers, outcomes)
        for change in found:
            whole = change.decision.answers
            assert all(answers.get(question) != option for question, option in change.changed.items())
            assert {**change.changed, **change.added}.items() <= whole.items()
            assert all(answers[q] == whole[q] for q in whole if q not in change.changed and q not in change.added)


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_every_combination(path: Path) -> None:
    compare(tables_on_disk.load(path)[1])


@settings(max_examples=150, deadline=None)
@given(strategies.tables())
def test_random_tables(table: DecisionTable) -> None:
    compare(table)


def test_open_questions_and_large_tables_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _, table = tables_on_disk.load(FROZEN)
    assert changes.nearest(table, decide(table, {"task": "share"})) == ()
    assert changes.nearest(table, decide(table, {"task": "save", "volume": "larger"})) == ()
    decided = decide(table, {"task": "share", "dam-access": "no"})
    assert decided.outcome == "alternative" and changes.nearest(table, decided) == ()
    nothing = decide(table, {"task": "open", "dam-access": "no"})
    found = changes.nearest(table, nothing)
    monkeypatch.setattr(changes, "MOST_COMBINATIONS", 13)
    assert found and changes.nearest(table, nothing) == found
    monkeypatch.setattr(changes, "MOST_COMBINATIONS", 12)
    assert changes.nearest(table, nothing) == ()


def test_ignored_answers_change_nothing() -> None:
    _, table = tables_on_disk.load(FROZEN)
    plain, more = (decide(table, {"task": "migrate", **extra}) for extra in ({}, {"volume": "larger"}))
    assert more.ignored
    assert changes.nearest(table, plain) == changes.nearest(table, more)
