"""What the analysis proves, against brute force over every combination."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from decision.matrix import analysis
from decision.matrix.model import DecisionTable
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN, HOSTING


def compare(table: DecisionTable) -> None:
    everything = reference.everything(table)
    decisions = [(answers, reference.full(table, answers)) for answers in everything]
    gaps = [answers for answers, decision in decisions if decision["outcome"] == "unanswered"]
    covered = analysis.coverage(table)
    assert covered.combinations == len(everything)
    assert covered.gaps == len(gaps)
    inside = [
        answers
        for answers in everything
        if any(all(answers.get(q) in options for q, options in region.items()) for region in covered.regions)
    ]
    assert inside == gaps, "the regions are the gaps, no more and no less"
    reached = {row for _, decision in decisions for row in decision["matched"]}
    assert set(covered.unreachable) == set(table.usecases) - reached

    together = {pair for _, d in decisions for pair in combinations(d["matched"], 2)}
    order = list(table.usecases)
    overlapping = sorted(together, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    assert list(analysis.overlaps(table).first) == overlapping
    disagreeing = [
        (one, other)
        for one, other in overlapping
        if any(table.usecases[one].verdict(i) != table.usecases[other].verdict(i) for i in table.integrations)
    ]
    found = analysis.conflicts(table)
    assert (list(found.first), found.count) == (disagreeing, len(disagreeing))
    for pair in combinations(table.usecases, 2):
        assert analysis.in_conflict(table, *pair) == (pair in disagreeing)

    answering = {
        (row, name)
        for _, decision in decisions
        for name, verdict in decision["verdicts"].items()
        for row, said in verdict["rows"].items()
        if said == verdict["effective"]
    }
    never = [
        (row, name) for row in order if row in reached for name in table.integrations if (row, name) not in answering
    ]
    assert list(analysis.never_the_answer(table)) == never
    for cell in never:
        assert analysis.why_never(table, *cell), "there is always something to say"

    assert list(analysis.ineffective(table)) == [row for row in order if row in reached and changes_nothing(table, row)]
    found_steps = {
        (step.question, step.integration, step.less, tuple(step.others.items()))
        for step in analysis.improvements(table)
    }
    assert found_steps == set(better_steps(table, decisions))


def changes_nothing(table: DecisionTable, row: str) -> bool:
    without = table.model_copy(update={"usecases": {n: u for n, u in table.usecases.items() if n != row}})
    for answers in reference.everything(table):
        before, after = reference.full(table, answers), reference.full(without, answers)
        for decision in (before, after):
            for key in ("alternatives", "unusable", "recommend"):
                decision[key] = set(decision[key])
            decision["effective"] = {name: verdict["effective"] for name, verdict in decision["verdicts"].items()}
        if any(before[key] != after[key] for key in ("alternatives", "unusable", "recommend", "outcome", "effective")):
            return False
    return True


def better_steps(table: DecisionTable, decisions: list[tuple[dict[str, str], dict[str, Any]]]) -> Iterator[Any]:
    legend = list(table.legend)
    for easier, before in decisions:
        for harder, after in decisions:
            differing = [q for q in table.questions if easier.get(q) != harder.get(q)]
            if easier.keys() != harder.keys() or len(differing) != 1 or not table.questions[differing[0]].ordered:
                continue
            options = list(table.questions[differing[0]].options)
            if options.index(harder[differing[0]]) != options.index(easier[differing[0]]) + 1:
                continue
            for name in table.integrations:
                one, other = before["verdicts"][name]["effective"], after["verdicts"][name]["effective"]
                if one is not None and other is not None and legend.index(other) > legend.index(one):
                    rest = {q: o for q, o in easier.items() if q != differing[0]}
                    yield differing[0], name, easier[differing[0]], tuple(rest.items())


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_tables_on_disk(path: Path) -> None:
    compare(tables_on_disk.load(path)[1])


@settings(max_examples=250, deadline=None)
@given(strategies.tables())
def test_random_tables(table: DecisionTable) -> None:
    compare(table)


def test_the_seed_matrix_by_hand() -> None:
    _, table = tables_on_disk.load(FROZEN)
    assert analysis.coverage(table).gaps == 0
    assert analysis.conflicts(table).first == (
        ("share-smaller", "share-no-access"),
        ("share-larger", "share-access"),
        ("share-larger", "share-no-access"),
    )
    assert analysis.never_the_answer(table) == (("share-no-access", "folder-sharing"),)
    stricter, cap = analysis.why_never(table, "share-no-access", "folder-sharing")
    assert (stricter.id, stricter.usecases) == ("most-restrictive", ("share-smaller", "share-larger"))
    assert (cap.id, cap.verdict) == ("cap", "acceptable")


def test_a_cell_that_its_status_allows_is_not_kept_back_by_it() -> None:
    _, table = tables_on_disk.load(FROZEN)
    row = table.usecases["share-smaller"]
    stricter = row.model_copy(update={"verdicts": {**row.verdicts, "folder-sharing": "avoid"}})
    table = table.model_copy(update={"usecases": {**table.usecases, "share-smaller": stricter}})
    assert ("share-access", "folder-sharing") in analysis.never_the_answer(table)
    (reason,) = analysis.why_never(table, "share-access", "folder-sharing")
    assert (reason.id, reason.usecases) == ("most-restrictive", ("share-smaller", "share-larger"))


def test_gaps_are_told_as_regions_not_one_by_one() -> None:
    _, table = tables_on_disk.load(FROZEN)
    rows = {name: row for name, row in table.usecases.items() if not name.startswith("save")}
    covered = analysis.coverage(table.model_copy(update={"usecases": rows}))
    assert covered.regions == ({"task": ("save",)},)
    assert covered.gaps == 4


def test_beyond_the_limit_nothing_is_claimed() -> None:
    _, table = tables_on_disk.load(HOSTING)
    assert analysis.is_decidable(table)
    question = table.questions["load"]
    options = {f"o{n}": question.options["low"] for n in range(8)}
    many = {f"q{n}": question.model_copy(update={"options": options}) for n in range(7)}
    large = table.model_copy(update={"questions": many, "usecases": {}, "integrations": {}, "alternatives": {}})
    assert analysis.count_combinations(large) == 8**7 > analysis.MOST_COMBINATIONS
    assert not analysis.is_decidable(large)


def small(questions: dict[str, Any], usecases: dict[str, Any], **more: Any) -> DecisionTable:
    """A table of one integration; a use case is its `when`, its verdict and its alternatives."""
    return DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "legend": {v: {"symbol": v, "word": v, "meaning": v} for v in ("no", "maybe", "yes")},
            "questions": {
                name: {"label": name, "options": {o: {"label": o} for o in options}, "ordered": True}
                for name, options in questions.items()
            },
            "integrations": {"it": {"label": "it", **more}},
            "alternatives": {name: {"label": name} for _, _, *names in usecases.values() for name in names},
            "usecases": {
                name: {"label": name, "when": when, "verdicts": {"it": verdict}, "alternatives": named}
                for name, (when, verdict, *named) in usecases.items()
            },
        }
    )


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_combinations_are_counted_no_further_than_asked(path: Path) -> None:
    _, table = tables_on_disk.load(path)
    total = len(reference.everything(table))
    depends = any(question.ask_when for question in table.questions.values())
    for most in (0, 1, total - 1, total, total + 1):
        assert analysis.count_combinations(table, most) == (min(total, most + 1) if depends else total)


def test_what_nothing_depends_on_multiplies_what_is_counted() -> None:
    table = small({"one": ["a", "b"], "two": ["a", "b"], "three": ["a", "b", "c"]}, {"all": ({}, "yes")})
    three = table.questions["three"].model_copy(update={"ask_when": {"two": ("a",)}})
    table = table.model_copy(update={"questions": {**table.questions, "three": three}})
    assert len(reference.everything(table)) == 8
    for most in range(10):
        assert analysis.count_combinations(table, most) == min(8, most + 1)


def test_gaps_that_differ_in_one_answer_are_one_region() -> None:
    rows: dict[str, Any] = {"low": ({"load": ["low"]}, "yes"), "here": ({"where": ["here"]}, "yes")}
    covered = analysis.coverage(small({"where": ["here", "there", "far"], "load": ["low", "mid", "high"]}, rows))
    assert covered.regions == ({"where": ("there", "far"), "load": ("mid", "high")},)
    assert covered.gaps == 4


def test_what_is_as_large_as_the_limit_is_still_decidable(monkeypatch: pytest.MonkeyPatch) -> None:
    _, table = tables_on_disk.load(HOSTING)
    for name, count in (("MOST_ROWS", len(table.usecases)), ("MOST_COMBINATIONS", len(reference.everything(table)))):
        monkeypatch.setattr(analysis, name, count)
        assert analysis.is_decidable(table)
        monkeypatch.setattr(analysis, name, count - 1)
        assert not analysis.is_decidable(table)
        monkeypatch.undo()


def test_alternatives_that_another_use_case_names_too_make_no_difference() -> None:
    rows = {
        "one": ({"where": ["here"]}, "yes", "bus"),
        "two": ({"where": ["here"]}, "yes", "bus"),
        "three": ({"where": ["there"]}, "yes", "train"),
        "four": ({"where": ["there"]}, "yes", "train"),
    }
    assert analysis.ineffective(small({"where": ["here", "there"]}, rows)) == ("one", "two", "three", "four")
    rows["two"] = ({"where": ["here"]}, "yes", "boat")
    assert analysis.ineffective(small({"where": ["here", "there"]}, rows)) == ("three", "four")


def test_beyond_a_number_pairs_are_only_counted() -> None:
    rows: dict[str, Any] = {f"u{n}": ({}, "yes" if n % 2 else "no") for n in range(6)}
    table = small({"where": ["here"]}, rows)
    for find, count in ((analysis.overlaps, 15), (analysis.conflicts, 9)):
        everything = find(table)
        assert len(everything.first) == everything.count == count
        for most in (0, 1, 4, 7):
            assert find(table, most) == analysis.Pairs(everything.first[:most], count)


def test_each_option_is_compared_with_the_next() -> None:
    rows = {
        option: ({"load": [option]}, verdict) for option, verdict in (("low", "no"), ("mid", "yes"), ("high", "no"))
    }
    (step,) = analysis.improvements(small({"load": ["low", "mid", "high"]}, rows))
    assert (step.question, step.integration, step.less, step.more) == ("load", "it", "low", "mid")
    assert (step.before, step.after, step.others) == ("no", "yes", {})


def test_a_requirement_that_is_met_at_last_is_an_improvement() -> None:
    table = small({"load": ["low", "mid", "high"]}, {"all": ({}, "maybe")}, requires={"load": ["high"]})
    (step,) = analysis.improvements(table)
    assert (step.less, step.more, step.before, step.after) == ("mid", "high", "no", "maybe")


def test_what_keeps_a_cell_from_being_the_answer_names_the_answers_that_would_not() -> None:
    table = small({"load": ["low", "mid", "high"]}, {"all": ({}, "yes")}, requires={"load": ["high", "low"]})
    assert analysis.never_the_answer(table) == ()
    table = small(
        {"load": ["low", "mid", "high"]}, {"one": ({"load": ["mid"]}, "yes")}, requires={"load": ["high", "low"]}
    )
    (reason,) = analysis.why_never(table, "one", "it")
    assert (reason.id, reason.question, reason.options) == ("requirement", "load", ("low", "high"))
