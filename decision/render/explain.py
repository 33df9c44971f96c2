"""A decision for a terminal: in words, or as data (`as_data`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.matrix.decided import as_data as as_data
from decision.matrix.engine import Decision
from decision.matrix.model import DecisionTable
from decision.render.explanation import Explanation, explanation, said
from decision.render.phrases import Phrase, Phrases, plain

INDENT = "    "


def in_words(table: DecisionTable, decision: Decision, locale: str, default: str) -> str:
    """A decision as lines of text: what is recommended, then why, integration by integration."""
    say = Phrases(table, locale, default)
    return "\n".join(_lines(say, explanation(table, decision, locale, default))) + "\n"


def _lines(say: Phrases, told: Explanation) -> Iterator[str]:
    yield plain(say.say("decide-heading", answers=said(say, told.answers) or say.say("decide-no-answers")))
    if told.ignored:
        yield plain(say.say("decide-ignored", answers=said(say, told.ignored)))
    yield ""
    yield plain(told.outcome)
    if told.order:
        yield plain(told.order)
    for other in told.unusable:
        yield plain(other.sentence)
        yield INDENT + plain(other.reason)
    if told.usecases:
        yield ""
        quoted = [say.quoted(usecase) for usecase in told.usecases]
        yield plain(say.say("decide-usecases", usecases=say.listed(quoted, "and")))
        yield from (INDENT + plain(reason) for reason in told.disagreements)
    for judged in told.integrations:
        yield ""
        yield plain(judged.sentence)
        yield from (INDENT + plain(reason) for reason in judged.reasons)
    yield from _section(say.words["table-remarks"], told.remarks)
    yield from _section(
        say.words["decide-better"], [*(one.sentence for one in told.better), *([told.more] if told.more else [])]
    )
    yield from _section(say.words["decide-origins"], told.origins)


def _section(title: str, phrases: Sequence[Phrase]) -> Iterator[str]:
    """A title and what stands below it; nothing where there is nothing."""
    if phrases:
        yield ""
        yield f"{title}:"
        yield from (INDENT + plain(phrase) for phrase in phrases)
