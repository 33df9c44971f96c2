"""The engine against a brute-force reference: every combination of real tables, and random tables."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.matrix.engine import AnswerError, Engine, Reason, canonical, decide, engine
from decision.matrix.model import DecisionTable
from decision.render.explain import as_data
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN, HOSTING, LUNCH


def without_reasons(table: DecisionTable, answers: dict[str, str]) -> dict[str, Any]:
    data = as_data("t", decide(table, answers))
    del data["table"]
    data["unusable"] = list(data["unusable"])
    for assessment in data["verdicts"].values():
        del assessment["reasons"]
    return data


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_every_combination_of_answers_also_partial_ones(path: Path) -> None:
    _, table = tables_on_disk.load(path)
    choices = [[None, *question.options] for question in table.questions.values()]
    for options in product(*choices):
        answers = {q: o for q, o in zip(table.questions, options, strict=True) if o is not None}
        assert without_reasons(table, answers) == reference.decide(table, answers), answers


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_random_tables(data: st.DataObject) -> None:
    table = data.draw(strategies.tables())
    answers = data.draw(strategies.answers(table))
    assert without_reasons(table, answers) == reference.decide(table, answers)


@settings(max_examples=100, deadline=None)
@given(strategies.tables())
def test_combinations_are_the_asked_ones_each_once(table: DecisionTable) -> None:
    worker = engine(table)
    found = [
        {q: v for q, v in zip(table.questions, values, strict=True) if v is not None}
        for values in worker.combinations()
    ]
    assert found == reference.everything(table)


SEED = {
    "dam-access=yes&task=share&volume=smaller": (
        "preferred",
        ["desktop-app"],
        ["desktop-app", "link-share", "folder-sharing"],
    ),
    "dam-access=no&task=share&volume=smaller": (
        "alternative",
        ["brand-portal", "asset-share"],
        ["brand-portal", "asset-share", "folder-sharing"],
    ),
    "dam-access=yes&task=share&volume=larger": (
        "preferred",
        ["desktop-app"],
        ["desktop-app", "brand-portal", "asset-share", "link-share"],
    ),
    "dam-access=no&task=share&volume=larger": (
        "alternative",
        ["brand-portal", "asset-share"],
        ["brand-portal", "asset-share"],
    ),
    "dam-access=yes&task=save&volume=smaller": (
        "preferred",
        ["desktop-app"],
        ["desktop-app", "web-ui-upload", "folder-sharing"],
    ),
    "dam-access=no&task=save&volume=smaller": ("deprecated", ["folder-sharing"], ["folder-sharing"]),
    "dam-access=yes&task=save&volume=larger": (
        "preferred",
        ["desktop-app"],
        ["desktop-app", "web-ui-upload", "custom-tool"],
    ),
    "dam-access=no&task=save&volume=larger": ("none", [], []),
    "dam-access=yes&task=open": ("preferred", ["desktop-app"], ["desktop-app"]),
    "dam-access=no&task=open": ("none", [], []),
    "dam-access=yes&task=edit": ("preferred", ["desktop-app"], ["desktop-app"]),
    "dam-access=no&task=edit": ("none", [], []),
    "task=migrate": ("alternative", ["migration-guide"], ["migration-guide"]),
}


def test_the_seed_matrix_by_hand() -> None:
    """Worked out on paper from the published table, so that engine and reference cannot be wrong together."""
    _, table = tables_on_disk.load(FROZEN)
    for combination, (outcome, recommend, order) in SEED.items():
        answers = dict(answer.split("=") for answer in combination.split("&"))
        decision = decide(table, answers)
        assert (decision.outcome, list(decision.recommend), list(decision.order)) == (outcome, recommend, order), (
            combination
        )
        assert canonical(decision.answers) == combination
    assert len(SEED) == len(list(engine(table).combinations()))


def test_an_answer_that_is_not_asked_is_ignored_and_recorded() -> None:
    _, table = tables_on_disk.load(FROZEN)
    decision = decide(table, {"task": "open", "volume": "larger", "dam-access": "yes"})
    assert decision.ignored == {"volume": "larger"}
    assert "volume" not in decision.answers


def test_some_answers_are_enough() -> None:
    _, table = tables_on_disk.load(FROZEN)
    decision = decide(table, {"task": "share", "dam-access": "no"})
    assert (decision.outcome, decision.open, decision.recommend) == ("alternative", (), ("brand-portal", "asset-share"))
    assert decision.verdicts["folder-sharing"].possible == ("avoid", "acceptable")
    assert decision.verdicts["folder-sharing"].effective is None
    for assessment in decision.verdicts.values():
        depends = "depends" in [reason.id for reason in assessment.reasons]
        assert depends == (assessment.effective is None and len(assessment.possible) > 0)


def test_every_step_leaves_a_reason() -> None:
    _, table = tables_on_disk.load(FROZEN)
    answers = {"task": "share", "volume": "smaller", "dam-access": "no"}
    verdicts = decide(table, answers).verdicts
    strict, requirement = verdicts["desktop-app"].reasons
    assert (strict.id, strict.usecases, strict.others) == ("most-restrictive", ("share-no-access",), ("share-smaller",))
    assert (requirement.id, requirement.question, requirement.options) == ("requirement", "dam-access", ("yes",))
    assert (strict.verdict, requirement.verdict) == ("avoid", "avoid")
    assert [reason.id for reason in verdicts["folder-sharing"].reasons] == ["most-restrictive", "deprecated"]
    _, hosting = tables_on_disk.load(HOSTING)
    steps = decide(hosting, {"load": "low", "state": "none"}).verdicts
    assert [reason.id for reason in steps["machines"].reasons] == ["most-restrictive", "cap", "deprecated"]
    assert [reason.id for reason in steps["mainframe"].reasons] == ["most-restrictive", "removed"]
    assert steps["mainframe"].reasons[-1].verdict == next(iter(hosting.legend))
    assert [reason.id for reason in steps["edge"].reasons] == ["most-restrictive", "experimental"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"hury": "yes"}, ["'hury' is not a question", "did you mean 'hurry'"]),
        ({"hurry": "yess"}, ["'yess' is not an option of 'hurry'", "did you mean 'yes'"]),
        ({"hurry": 1}, ["1 is not an option of 'hurry'", "possible: yes, no"]),
        ({"hurry": ["yes"]}, ["a list is not an option"]),
        ({3: "yes"}, ["3 is not a question"]),
    ],
)
def test_unknown_answers_are_refused_with_a_suggestion(answers: Any, words: list[str]) -> None:
    _, table = tables_on_disk.load(LUNCH)
    with pytest.raises(AnswerError) as refused:
        decide(table, answers)
    assert all(word in str(refused.value) for word in words)
    assert str(refused.value) == f"{refused.value.message}; {refused.value.hint}"


def test_no_use_case_applies() -> None:
    _, table = tables_on_disk.load(LUNCH)
    gap = table.model_copy(update={"usecases": {"quick": table.usecases["quick"]}})
    decision = decide(gap, {"hurry": "no", "guests": "none"})
    assert (decision.outcome, decision.order, decision.recommend) == ("unanswered", (), ())


def test_looking_up_gives_what_computing_gives() -> None:
    _, table = tables_on_disk.load(HOSTING)
    worker = Engine(table)
    for values in worker.combinations():
        answers = {q: v for q, v in zip(table.questions, values, strict=True) if v is not None}
        assert worker.decide(answers) is worker.decide(answers)
        assert worker.decide(answers) == worker.work_out(answers) == worker.resolve_anew(values)
    first, second = worker.decide({}), worker.decide({"state": "none"})
    assert worker.decide({}) is first and worker.decide({"state": "none"}) is second


def test_questions_that_exclude_each_other_are_not_multiplied() -> None:
    """Of ten tasks with three questions each, 30 questions are open at the beginning, and only 270 combinations."""
    questions: dict[str, Any] = {"task": {"label": "?", "options": {f"t{n}": {"label": "t"} for n in range(10)}}}
    for task, number in product(range(10), range(3)):
        options = {name: {"label": name} for name in ("a", "b", "c")}
        questions[f"q{task}-{number}"] = {"label": "?", "ask_when": {"task": f"t{task}"}, "options": options}
    table = DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "legend": {name: {"symbol": name, "word": name, "meaning": name} for name in ("no", "yes")},
            "questions": questions,
            "integrations": {"i": {"label": "i"}},
            "usecases": {
                "all": {"label": "all", "verdicts": {"i": "yes"}},
                "one": {"label": "one", "when": {"q3-1": "b"}, "verdicts": {"i": "no"}},
            },
        }
    )
    assert decide(table, {}).open == ("task", "q3-1")


def test_hundreds_of_use_cases_are_named_in_the_order_of_the_table() -> None:
    """Long tables are walked in another way than short ones."""
    for count in (9, 255, 256, 257, 1000):
        rule = [({"q": "a"}, {"q": "b"}, {})[number % 3] for number in range(count)]
        usecases = {f"u{n}": {"label": "u", "when": when, "verdicts": {"i": "yes"}} for n, when in enumerate(rule)}
        table = small(usecases=usecases)
        assert decide(table, {"q": "a"}).matched == tuple(f"u{n}" for n in range(count) if n % 3 != 1)
        assert decide(table, {"q": "b"}).matched == tuple(f"u{n}" for n in range(count) if n % 3)


def test_an_alternative_that_is_ruled_out_says_what_it_requires() -> None:
    usecases = {"u": {"label": "u", "verdicts": {"i": "no"}, "alternatives": ["x", "y"]}}
    alternatives = {"x": {"label": "x", "requires": {"q": ["b"]}}, "y": {"label": "y"}}
    decision = decide(small(usecases=usecases, alternatives=alternatives), {"q": "a"})
    assert decision.alternatives == ("y",)
    assert decision.unusable == {"x": Reason("requirement", question="q", options=("b",))}


def test_the_last_of_many_use_cases_may_name_alternatives() -> None:
    usecases: dict[str, Any] = {f"u{n}": {"label": "u", "verdicts": {"i": "no"}} for n in range(40)}
    usecases["u39"]["alternatives"] = ["x"]
    assert decide(small(usecases=usecases, alternatives={"x": {"label": "x"}}), {"q": "a"}).alternatives == ("x",)


def test_what_is_remembered_is_forgotten_when_it_is_much() -> None:
    worker = Engine(small(usecases={"u": {"label": "u", "verdicts": {"i": "yes"}}}))
    worker.most_remembered = 2
    first, second = worker.decide({"q": "a"}), worker.decide({"q": "b"})
    assert worker.decide({"q": "a"}) is first and worker.decide({"q": "b"}) is second
    third = worker.decide({"q": "c"})
    assert worker.decide({"q": "c"}) is third
    assert worker.decide({"q": "a"}) is not first and worker.decide({"q": "a"}) == first


def test_equals_keep_the_order_of_the_table() -> None:
    """Not that of their names; what is an experiment comes behind its equals, what is deprecated behind all."""
    legend = {name: {"symbol": name, "word": name, "meaning": name} for name in ("no", "maybe", "yes")}
    said = {"zoo": "maybe", "yak": "yes", "bat": "yes", "old": "maybe", "ox": "yes", "ape": "yes", "cow": "maybe"}
    status = {"yak": "experimental", "old": "deprecated", "ox": "deprecated", "ape": "deprecated"}
    integrations = {name: {"label": name, "status": status.get(name, "active")} for name in said}
    usecases = {"u": {"label": "u", "verdicts": said}}
    decision = decide(small(legend=legend, integrations=integrations, usecases=usecases), {"q": "a"})
    assert decision.order == ("bat", "yak", "zoo", "cow", "ox", "ape", "old")
    assert decision.recommend == ("bat", "yak")


def test_a_table_is_equal_to_itself_only() -> None:
    table = small(usecases={"u": {"label": "u", "verdicts": {"i": "yes"}}})
    same, other = table, table.model_copy()
    assert table == same and table != other and engine(table) is not engine(other)


def small(**sections: Any) -> DecisionTable:
    """A table with one question of three options and one integration."""
    return DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "legend": {name: {"symbol": name, "word": name, "meaning": name} for name in ("no", "yes")},
            "questions": {"q": {"label": "?", "options": {name: {"label": name} for name in ("a", "b", "c")}}},
            "integrations": {"i": {"label": "i"}},
            **sections,
        }
    )
