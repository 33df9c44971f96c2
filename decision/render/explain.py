"""A decision in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision.matrix.engine import Assessment, Decision, Reason
from decision.matrix.model import DecisionTable
from decision.render.speech import Speech

INDENT = "    "


def as_data(table_id: str, decision: Decision) -> dict[str, Any]:
    """A decision as plain data for JSON: ids only, the same keys whatever was answered."""
    return {
        "table": table_id,
        "answers": dict(decision.answers),
        "ignored": dict(decision.ignored),
        "open": list(decision.open),
        "matched": list(decision.matched),
        "verdicts": {
            name: {
                "rows": dict(assessment.rows),
                "combined": assessment.combined,
                "effective": assessment.effective,
                "possible": list(assessment.possible),
                "reasons": [reason.id for reason in assessment.reasons],
            }
            for name, assessment in decision.verdicts.items()
        },
        "alternatives": list(decision.alternatives),
        "unusable": {name: reason.id for name, reason in decision.unusable.items()},
        "outcome": decision.outcome,
        "recommend": list(decision.recommend),
        "order": list(decision.order),
    }


def in_words(table: DecisionTable, decision: Decision, locale: str, default: str) -> str:
    """A decision as lines of text: what is recommended, then why, integration by integration."""
    return "\n".join(_lines(Speech(table, locale, default), decision)) + "\n"


def _lines(speech: Speech, decision: Decision) -> Iterator[str]:
    yield speech.say("decide-heading", answers=_answers(speech, decision.answers) or speech.words["decide-no-answers"])
    if decision.ignored:
        yield speech.say("decide-ignored", answers=_answers(speech, decision.ignored))
    yield ""
    yield _outcome(speech, decision)
    if len(decision.order) > len(decision.recommend):
        yield speech.say("decide-order", order=", ".join(speech.linked([name], "and") for name in decision.order))
    for name, reason in decision.unusable.items():
        yield speech.say("decide-unusable", alternative=speech.linked([name], "and"))
        yield INDENT + _reason(speech, decision, reason)
    if decision.matched:
        yield ""
        yield speech.say("decide-usecases", usecases=speech.usecases(decision.matched, "and"))
    for name, assessment in decision.verdicts.items():
        yield ""
        yield _assessment(speech, name, assessment)
        yield from (INDENT + _reason(speech, decision, reason) for reason in assessment.reasons)


def _answers(speech: Speech, answers: Any) -> str:
    questions = speech.table.questions
    return "; ".join(
        f"{speech.text(questions[q].label)} {speech.text(questions[q].options[o].label)}" for q, o in answers.items()
    )


def _outcome(speech: Speech, decision: Decision) -> str:
    outcome = decision.outcome
    recommend = speech.linked(decision.recommend, "or")
    if outcome in speech.table.legend:
        return speech.say("decide-verdict", recommend=recommend, verdict=speech.text(speech.table.legend[outcome].word))
    questions = ", ".join(speech.question(name) for name in decision.open)
    return speech.say(
        f"decide-{outcome}", **{key: text for key, text in (("recommend", recommend), ("questions", questions)) if text}
    )


def _assessment(speech: Speech, name: str, assessment: Assessment) -> str:
    integration = speech.text(speech.table.integrations[name].label)
    if assessment.effective is not None:
        verdict = speech.table.legend[assessment.effective]
        return speech.say(
            "decide-integration", integration=integration, verdict=f"{verdict.symbol} {speech.text(verdict.word)}"
        )
    possible = speech.listed([speech.text(speech.table.legend[v].word) for v in reversed(assessment.possible)], "or")
    return speech.say(
        "decide-possible", integration=integration, verdicts=possible or speech.words["decide-unanswered"]
    )


def _reason(speech: Speech, decision: Decision, reason: Reason) -> str:
    key = f"reason-{reason.id}"
    if reason.id == "agree-on-verdict" and len(reason.usecases) > 1:
        key += "-many"
    replacements = (
        _still_possible(speech.table, decision, reason.others) if reason.id in ("deprecated", "removed") else ()
    )
    if replacements:
        key += "-replaced"
    return speech.say(
        key,
        usecases=speech.usecases(reason.usecases, "and"),
        others=speech.linked(replacements, "or")
        if replacements
        else speech.usecases([o for o in reason.others if o in speech.table.usecases], "and"),
        question=speech.question(reason.question),
        options=speech.options(reason.question, reason.options),
        verdict=speech.verdict(reason.verdict),
    )


def _still_possible(table: DecisionTable, decision: Decision, names: tuple[str, ...]) -> tuple[str, ...]:
    """The replacements that the answers do not rule out."""

    def is_possible(name: str) -> bool:
        part = table.linked(name)
        assessment = decision.verdicts.get(name)
        if part is None or (assessment is not None and assessment.effective == next(iter(table.legend))):
            return False
        return all(decision.answers.get(question, options[0]) in options for question, options in part.requires.items())

    return tuple(name for name in names if is_possible(name))
