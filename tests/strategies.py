"""Random tables and answers for Hypothesis: small, with every feature that a decision depends on."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from decision.matrix.model import DecisionTable, Status

VERDICTS = ("v0", "v1", "v2", "v3", "v4")


@st.composite
def tables(draw: st.DrawFn) -> DecisionTable:
    """A table with up to four questions of up to three options, asked under conditions."""
    legend = VERDICTS[: draw(st.integers(2, 5))]
    questions: dict[str, Any] = {}
    for index in range(draw(st.integers(1, 4))):
        options = {f"o{n}": {"label": "o"} for n in range(draw(st.integers(1, 3)))}
        ask_when = draw(_rules(questions, most=2))
        questions[f"q{index}"] = {
            "label": "q",
            "options": options,
            "ask_when": ask_when,
            "ordered": draw(st.booleans()),
        }
    rule = _rules(questions)
    integrations = {}
    for index in range(draw(st.integers(1, 3))):
        status = draw(st.sampled_from(list(Status)))
        integrations[f"i{index}"] = {"label": "i", "status": status, "requires": draw(_rules(questions, most=1))}
    alternatives = {
        f"a{n}": {"label": "a", "requires": draw(_rules(questions, most=1))} for n in range(draw(st.integers(0, 3)))
    }
    named = st.lists(st.sampled_from(list(alternatives)), unique=True, max_size=2) if alternatives else st.just([])
    usecases = {
        f"u{n}": {
            "label": "u",
            "when": draw(rule),
            "verdicts": {name: draw(st.sampled_from(legend)) for name in integrations},
            "alternatives": draw(named),
        }
        for n in range(draw(st.integers(1, 6)))
    }
    caps = draw(
        st.dictionaries(st.sampled_from([Status.DEPRECATED, Status.EXPERIMENTAL]), st.sampled_from(legend), max_size=2)
    )
    return DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "policy": {"lifecycle": {status: {"cap": verdict} for status, verdict in caps.items()}},
            "legend": {v: {"symbol": v, "word": v, "meaning": v} for v in legend},
            "questions": questions,
            "integrations": integrations,
            "alternatives": alternatives,
            "usecases": usecases,
        }
    )


def _rules(questions: dict[str, Any], most: int = 4) -> st.SearchStrategy[dict[str, list[str]]]:
    if not questions:
        return st.just({})
    return st.lists(st.sampled_from(list(questions)), unique=True, max_size=most).flatmap(
        lambda names: st.fixed_dictionaries(
            {
                name: st.lists(st.sampled_from(list(questions[name]["options"])), unique=True, min_size=1, max_size=2)
                for name in names
            }
        )
    )


@st.composite
def answers(draw: st.DrawFn, table: DecisionTable) -> dict[str, str]:
    """Answers to some of the table's questions."""
    given = {}
    for name, question in table.questions.items():
        option = draw(st.one_of(st.none(), st.sampled_from(list(question.options))))
        if option is not None:
            given[name] = option
    return given
