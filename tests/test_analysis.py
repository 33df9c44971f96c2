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
