"""The semantics of a decision, written a second time and the other way round.

It goes from the published rules, not from the engine: completions are found by trying every product of options, rows
by looking at each, verdicts by sorting. Slow, and meant to be read beside the seven steps in `decision.matrix.engine`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from decision.matrix.model import DecisionTable, UseCase

Answers = dict[str, str]


def asked(table: DecisionTable, answers: Mapping[str, str]) -> Answers:
    """The answers to questions that are asked, given answers to all of them."""
    kept: Answers = {}
    for name, question in table.questions.items():
        if all(kept.get(other) in options for other, options in question.ask_when.items()) and name in answers:
            kept[name] = answers[name]
    return kept


def everything(table: DecisionTable) -> list[Answers]:
    """Every combination of answers to asked questions."""
    found = [asked(table, dict(zip(table.questions, options, strict=True))) for options in _products(table, {})]
    return [answers for index, answers in enumerate(found) if answers not in found[:index]]


def _products(table: DecisionTable, given: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return product(*([given[n]] if n in given else list(q.options) for n, q in table.questions.items()))


def never_asked(table: DecisionTable, given: Mapping[str, str]) -> set[str]:
    """Questions that no completion of the given answers asks."""
    left = set(table.questions)
    for options in _products(table, given):
        left -= set(asked(table, dict(zip(table.questions, options, strict=True))))
    return left


def full(table: DecisionTable, answers: Answers) -> dict[str, Any]:
    """The decision for answers to every asked question, as the command prints it, without reasons."""
    legend = list(table.legend)
    rows = [name for name, usecase in table.usecases.items() if _applies(usecase, answers)]
    verdicts: dict[str, Any] = {}
    for name, integration in table.integrations.items():
        said = {row: table.usecases[row].verdict(name) for row in rows}
        if not rows:
            verdicts[name] = {"rows": {}, "combined": None, "effective": None, "possible": []}
            continue
        combined = sorted(said.values(), key=legend.index)[0]
        ranks = [legend.index(combined)]
        if not _met(integration.requires, answers) or integration.status == "removed":
            ranks.append(0)
        for status, limit in table.policy.lifecycle.items():
            if status == integration.status:
                ranks.append(legend.index(limit.cap))
        effective = legend[min(ranks)]
        verdicts[name] = {"rows": said, "combined": combined, "effective": effective, "possible": [effective]}
    named = [other for row in rows for other in table.usecases[row].alternatives]
    alternatives = [a for a in dict.fromkeys(named) if _met(table.alternatives[a].requires, answers)]
    unusable = [a for a in dict.fromkeys(named) if a not in alternatives]
    usable = [n for n in table.integrations if verdicts[n]["effective"] not in (None, legend[0])]
    old = [n for n in usable if table.integrations[n].status == "deprecated"]
    current = [n for n in usable if n not in old]

    def best_first(names: list[str]) -> list[str]:
        ranked: list[str] = []
        for verdict in reversed(legend):
            same = [n for n in names if verdicts[n]["effective"] == verdict]
            ranked += [n for n in same if table.integrations[n].status != "experimental"]
            ranked += [n for n in same if table.integrations[n].status == "experimental"]
        return ranked

    order = best_first(current) + alternatives + best_first(old)
    if not rows:
        outcome, recommend = "unanswered", []
    elif current:
        outcome = verdicts[best_first(current)[0]]["effective"]
        recommend = [n for n in best_first(current) if verdicts[n]["effective"] == outcome]
    elif alternatives:
        outcome, recommend = "alternative", alternatives
    elif old:
        outcome, recommend = "deprecated", best_first(old)
    else:
        outcome, recommend = "none", []
    return {
        "matched": rows,
        "verdicts": verdicts,
        "alternatives": alternatives,
        "unusable": unusable,
        "outcome": outcome,
        "recommend": recommend,
        "order": order,
    }


def decide(table: DecisionTable, given: Mapping[str, str]) -> dict[str, Any]:
    """The decision for some answers: what all completions agree on."""
    dropped = never_asked(table, given)
    kept = {n: given[n] for n in table.questions if n in given and n not in dropped}
    ignored = {n: given[n] for n in table.questions if n in given and n in dropped}
    completions: dict[tuple[str, ...], dict[str, Any]] = {}
    for options in _products(table, kept):
        completions[options] = full(table, asked(table, dict(zip(table.questions, options, strict=True))))
    all_of = list(completions.values())
    first = all_of[0]
    results = {options: (d["outcome"], tuple(d["recommend"])) for options, d in completions.items()}
    decided = len(set(results.values())) == 1
    open_questions = []
    for index, name in enumerate(table.questions):
        groups: dict[tuple[str, ...], set[Any]] = {}
        for options, result in results.items():
            groups.setdefault(options[:index] + options[index + 1 :], set()).add(result)
        if any(len(group) > 1 for group in groups.values()):
            open_questions.append(name)

    def common(key: str) -> list[str]:
        return [item for item in first[key] if all(item in d[key] for d in all_of)]

    verdicts = {}
    for name in table.integrations:
        each = [d["verdicts"][name] for d in all_of]
        verdicts[name] = {
            "rows": {row: v for row, v in each[0]["rows"].items() if all(row in e["rows"] for e in each)},
            "combined": each[0]["combined"] if len({e["combined"] for e in each}) == 1 else None,
            "effective": each[0]["effective"] if len({e["effective"] for e in each}) == 1 else None,
            "possible": [v for v in table.legend if any(e["effective"] == v for e in each)],
        }
    return {
        "answers": kept,
        "ignored": ignored,
        "open": [] if decided else open_questions,
        "matched": common("matched"),
        "verdicts": verdicts,
        "alternatives": common("alternatives"),
        "unusable": common("unusable"),
        "outcome": first["outcome"] if decided else "undecided",
        "recommend": first["recommend"] if decided else [],
        "order": common("order"),
    }


def _applies(usecase: UseCase, answers: Answers) -> bool:
    return all(answers.get(question) in options for question, options in usecase.when.items())


def _met(requires: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
    return all(question not in answers or answers[question] in options for question, options in requires.items())
