"""A decision as sentences: what is recommended, why, and what would change it. A terminal and a page show the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from decision.matrix import changes
from decision.matrix.engine import Answers, Assessment, Decision, Reason
from decision.matrix.model import MARK, DecisionTable, Linked
from decision.matrix.origins import Origin, origins
from decision.render.phrases import NOTHING, Phrase, Phrases
from decision.texts import words

REPLACED = ("deprecated", "removed")
# Of a question with many options, so many better ones are enough.
MOST_BETTER = 12


@dataclass(frozen=True)
class Given:
    """An answer: the id of its question, and both in words."""

    id: str
    question: Phrase
    option: Phrase


@dataclass(frozen=True)
class Judged:
    """An integration: its label, the effective verdict (no symbol and several words while it is open), and why."""

    name: Phrase
    symbol: str
    verdict: Phrase
    sentence: Phrase
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True)
class Unusable:
    """Another solution that these answers rule out, and why."""

    sentence: Phrase
    reason: Phrase


@dataclass(frozen=True)
class Better:
    """Other answers that lead to something better: what is answered otherwise and the outcome, and all answers."""

    sentence: Phrase
    answers: Answers


@dataclass(frozen=True)
class Explanation:
    """All that is said of a decision.

    `order` is empty where it says no more than the outcome; `more` says how many better ones are not listed.
    """

    answers: tuple[Given, ...]
    ignored: tuple[Given, ...]
    outcome: Phrase
    result: Phrase
    order: Phrase
    usecases: tuple[Phrase, ...]
    disagreements: tuple[Phrase, ...]
    integrations: tuple[Judged, ...]
    alternatives: tuple[Phrase, ...]
    unusable: tuple[Unusable, ...]
    remarks: tuple[Phrase, ...]
    better: tuple[Better, ...]
    more: Phrase
    reading: tuple[Phrase, ...]
    origins: tuple[Phrase, ...]


def explanation(table: DecisionTable, decision: Decision, locale: str, default: str) -> Explanation:
    """A decision in a language; what the language lacks is in the default one, and says so."""
    say = Phrases(table, locale, default)
    better = changes.nearest(table, decision)
    return Explanation(
        answers=given(say, decision.answers),
        ignored=given(say, decision.ignored),
        outcome=outcome(say, decision),
        result=result(say, decision),
        order=_order(say, decision),
        usecases=tuple(say.text(table.usecases[name].label) for name in decision.matched),
        disagreements=tuple(_disagreements(say, decision)),
        integrations=tuple(_judged(say, decision, name, known) for name, known in decision.verdicts.items()),
        alternatives=tuple(say.linked([name], "and") for name in decision.alternatives),
        unusable=tuple(_unusable(say, decision, name, reason) for name, reason in decision.unusable.items()),
        remarks=tuple(_remarks(say, decision)),
        better=tuple(_better(say, change) for change in better[:MOST_BETTER]),
        more=_more(say, len(better) - MOST_BETTER),
        reading=tuple(_reading(say, decision)),
        origins=tuple(_origins(say, decision)),
    )


def outcome(say: Phrases, decision: Decision) -> Phrase:
    """The outcome as a sentence."""
    recommend = say.linked(decision.recommend, "or")
    if decision.outcome in say.table.legend:
        return say.say("decide-verdict", recommend=recommend, verdict=say.text(say.table.legend[decision.outcome].word))
    questions = say.listed([say.question(name) for name in decision.open], "and")
    return say.say(f"decide-{decision.outcome}", recommend=recommend, questions=questions)


def result(say: Phrases, decision: Decision) -> Phrase:
    """The outcome in a few words, for lists and titles."""
    recommend = say.linked(decision.recommend, "or")
    if decision.outcome in say.table.legend:
        return say.say("result-verdict", recommend=recommend, verdict=say.text(say.table.legend[decision.outcome].word))
    if decision.outcome == "undecided":  # there are no few words for what is asked next
        return outcome(say, decision)
    return say.say(f"result-{decision.outcome}", recommend=recommend)


def given(say: Phrases, answers: Answers) -> tuple[Given, ...]:
    """Answers in words."""
    return tuple(
        Given(question, say.text(say.table.questions[question].label), say.option(question, option))
        for question, option in answers.items()
    )


def said(say: Phrases, answers: Sequence[Given]) -> Phrase:
    """Answers with their questions, one after the other."""
    return say.joined([say.joined((one.question, one.option), " ") for one in answers], "; ")


def _order(say: Phrases, decision: Decision) -> Phrase:
    if len(decision.order) <= len(decision.recommend):
        return NOTHING
    names = [say.linked([name], "and") for name in decision.order]
    return say.say("decide-order", order=say.joined(names, ", "))


def _disagreements(say: Phrases, decision: Decision) -> Iterator[Phrase]:
    """Why use cases that apply are meant to disagree."""
    for conflict in say.table.conflicts:
        if set(conflict.usecases) <= set(decision.matched):
            yield say.say(
                "decide-conflict", usecases=say.usecases(conflict.usecases, "and"), reason=say.text(conflict.reason)
            )


def _judged(say: Phrases, decision: Decision, name: str, assessment: Assessment) -> Judged:
    integration = say.linked([name], "and")
    reasons = tuple(_reason(say, decision, reason) for reason in assessment.reasons)
    if assessment.effective is not None:
        entry = say.table.legend[assessment.effective]
        word = say.text(entry.word)
        symbol = entry.symbol.strip()
        verdict = Phrase(word.locale, (f"{symbol} ", *word.parts))
        sentence = say.say("decide-integration", integration=integration, verdict=verdict)
        return Judged(integration, symbol, word, sentence, reasons)
    possible = say.listed([say.text(say.table.legend[v].word) for v in reversed(assessment.possible)], "or")
    verdicts = possible or say.say("decide-unanswered")
    sentence = say.say("decide-possible", integration=integration, verdicts=verdicts)
    return Judged(integration, "", verdicts, sentence, reasons)


def _unusable(say: Phrases, decision: Decision, name: str, reason: Reason) -> Unusable:
    sentence = say.say("decide-unusable", alternative=say.linked([name], "and"))
    return Unusable(sentence, _reason(say, decision, reason))


def _reason(say: Phrases, decision: Decision, reason: Reason) -> Phrase:
    key = f"reason-{reason.id}"
    if reason.id == "agree-on-verdict" and len(reason.usecases) > 1:
        key += "-many"
    replacements = _still_possible(say.table, decision, reason.others) if reason.id in REPLACED else ()
    if replacements:
        key += "-replaced"
    others = [name for name in reason.others if name in say.table.usecases]
    return say.say(
        key,
        usecases=say.usecases(reason.usecases, "and"),
        others=say.linked(replacements, "or") if replacements else say.usecases(others, "and"),
        question=say.question(reason.question),
        options=say.options(reason.question, reason.options),
        verdict=say.verdict(reason.verdict),
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


def _remarks(say: Phrases, decision: Decision) -> Iterator[Phrase]:
    """The remarks on the use cases that apply and on the options chosen, in the order of the table."""
    table = say.table
    named = {remark for name in decision.matched for remark in table.usecases[name].remarks}
    for name in decision.matched:
        named.update(MARK.findall(words(table.usecases[name].label, say.locale, say.default).text))
    for question, option in decision.answers.items():
        named.update(table.questions[question].options[option].remarks)
    for remark, entry in table.remarks.items():
        if remark in named:
            yield say.text(entry.text)


def _better(say: Phrases, change: changes.Change) -> Better:
    answers = [
        say.say("change-answer", question=say.question(question), option=say.quoted(say.option(question, option)))
        for question, option in {**change.changed, **change.added}.items()
    ]
    outcome = result(say, change.decision)
    return Better(say.say("change-with", answers=say.listed(answers, "and"), result=outcome), change.decision.answers)


def _more(say: Phrases, count: int) -> Phrase:
    return say.say("decide-better-more", count=str(count)) if count > 0 else NOTHING


def _reading(say: Phrases, decision: Decision) -> Iterator[Phrase]:
    """Where to read on: what is usable, best first, then what replaces things that would suit but for their age.

    Then the sections of the use cases that apply and of the answers, so that who finds nothing usable has where to go.
    """
    table = say.table
    suitable = [known for known in decision.verdicts.values() if known.combined != next(iter(table.legend))]
    others = [reason.others for known in suitable for reason in known.reasons if reason.id in REPLACED]
    replacements = [name for names in others for name in _still_possible(table, decision, names)]
    linked = [part for name in dict.fromkeys((*decision.order, *replacements)) if (part := table.linked(name))]
    for part in linked:
        if part.section or part.address:
            yield say.joined(_places(say, part), " · ")
    told = {part.section for part in linked}
    for section, situation in _situations(say, decision):
        if section and section not in told:
            told.add(section)
            yield replace(situation, target=section)


def _situations(say: Phrases, decision: Decision) -> Iterator[tuple[str | None, Phrase]]:
    """The use cases that apply and the answers, with the section that each names."""
    for name in decision.matched:
        usecase = say.table.usecases[name]
        yield usecase.section, say.text(usecase.label)
    for name, chosen in decision.answers.items():
        question = say.table.questions[name]
        option = question.options[chosen]
        yield option.section, say.joined([say.text(question.label), say.text(option.label)], " ")


def _places(say: Phrases, part: Linked) -> list[Phrase]:
    """The section of the guides, and the vendor's page."""
    section = say.text(part.label, part.section or "")
    if part.address is None:
        return [section]
    return [section, replace(say.say("decide-documentation", name=say.text(part.label)), target=part.address)]


def _origins(say: Phrases, decision: Decision) -> Iterator[Phrase]:
    """Where the decision comes from; what it speaks of is named where there are several sources or days."""
    found = origins(say.table, decision)
    for origin in found:
        source, reviewed = origin.provenance.source, origin.provenance.reviewed
        address = source if source and source.startswith(("https://", "http://")) else ""
        named = Phrase(say.default, (source,), address) if source else NOTHING
        key = "both" if source and reviewed else "source" if source else "reviewed"
        sentence = say.say(f"origin-{key}", source=named, reviewed=reviewed or "")
        yield say.say("origin-of", parts=_parts(say, origin), origin=sentence) if len(found) > 1 else sentence


def _parts(say: Phrases, origin: Origin) -> Phrase:
    usecases = [say.quoted(say.text(say.table.usecases[name].label)) for name in origin.usecases]
    cells = [
        say.say("origin-cell", usecase=say.usecases([usecase], "and"), integration=say.linked([integration], "and"))
        for usecase, integration in origin.cells
    ]
    return say.listed([*usecases, *cells], "and")
