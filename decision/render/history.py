"""The recorded versions of a table as a page shows them: the newest first, in words of the reader's language.

What a version names is called as the table calls it now; what is gone, as it was called last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.history import Change, Entry, History, Section, Turns, labels
from decision.matrix.model import DecisionTable
from decision.render.phrases import NOTHING, Phrase, Phrases


@dataclass(frozen=True)
class Item:
    """A line of the list, and the lines that belong to it."""

    said: Phrase
    below: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A version: its number and day as a sentence, and what it changed."""

    title: Phrase
    items: tuple[Item, ...]


def shown(history: History, table: DecisionTable, locale: str, default: str) -> tuple[Shown, ...]:
    """The versions of a table, the newest first."""
    teller = _Teller(table, history, locale, default)
    return tuple(teller.version(entry) for entry in reversed(history.entries))


class _Teller:
    """Says what entries of a history hold."""

    def __init__(self, table: DecisionTable, history: History, locale: str, default: str) -> None:
        self.say, self.table, self.gone = Phrases(table, locale, default), table, labels(history)

    def version(self, entry: Entry) -> Shown:
        """An entry in words."""
        say = self.say.say
        title = say("history-version", version=entry.version, date=entry.date)
        items = [] if entry.step != "first" else [Item(say("history-first"))]
        for key, of in (("history-new", entry.new), ("history-gone", entry.gone)):
            for section, names in of.items():
                things = say(f"history-things-{section.value}")
                items.append(Item(say(key, things=things, names=self._listed(section, tuple(names)))))
        items += [self._change(change) for change in entry.changes]
        items += [Item(self._more(entry.more))] if entry.more else []
        items += self._rows(entry)
        items += [Item(say("history-words", count=str(entry.words)))] if entry.words else []
        if entry.step != "first" and entry.compared and not entry.changes:
            items.append(Item(say("history-same")))
        return Shown(title, tuple(items))

    def _change(self, change: Change) -> Item:
        say = self.say.say
        combinations = [self._answers(combination) for combination in change.answers]
        combinations += [self._more(change.more)] if change.more else []
        below: list[Phrase] = []
        if change.outcome is not None and change.recommend is not None:
            before = self._result(change.outcome.before, change.recommend.before)
            now = self._result(change.outcome.now, change.recommend.now)
            below.append(say("history-outcome", before=before, now=now))
        below += [
            self._turn("history-verdict", turn.before, turn.now, integration=self._name(Section.INTEGRATIONS, name))
            for name, turn in change.verdicts.items()
        ]
        if change.alternatives is not None:
            before, now = (self._all(change.alternatives, part) for part in ("before", "now"))
            below.append(say("history-alternatives-changed", before=before, now=now))
        if len(combinations) == 1:
            return Item(say("history-answers", answers=combinations[0]), tuple(below))
        return Item(say("history-answers-many"), (*combinations, *below))

    def _rows(self, entry: Entry) -> list[Item]:
        """The cells that changed, where no answers were compared that would say more."""
        if entry.compared:
            return []
        below = [
            self._turn(
                "history-cell",
                turn.before,
                turn.now,
                usecase=self._name(Section.USECASES, row),
                integration=self._name(Section.INTEGRATIONS, name),
            )
            for row, cells in entry.rows.items()
            for name, turn in cells.items()
        ]
        return [Item(self.say.say("history-rows"), tuple(below))]

    # --- pieces

    def _answers(self, combination: str) -> Phrase:
        """A combination in words, its questions in the order of the table."""
        given = dict(answer.split("=", 1) for answer in combination.split("&"))
        order = {name: place for place, name in enumerate(self.table.questions)}
        answers = [
            self.say.say(
                "change-answer",
                question=self.say.quoted(self._name(Section.QUESTIONS, question)),
                option=self.say.quoted(self._name(Section.OPTIONS, f"{question}/{option}")),
            )
            for question, option in sorted(given.items(), key=lambda answer: order.get(answer[0], len(order)))
        ]
        return self.say.listed(answers, "and")

    def _result(self, outcome: str, recommend: Sequence[str]) -> Phrase:
        """An outcome in a few words."""
        named = self._linked(recommend, "or")
        if outcome in ("alternative", "deprecated", "none", "unanswered"):
            return self.say.say(f"result-{outcome}", recommend=named)
        return self.say.say("result-verdict", recommend=named, verdict=self._verdict(outcome))

    def _turn(self, key: str, before: str, now: str, **places: Phrase) -> Phrase:
        return self.say.say(key, before=self._verdict(before), now=self._verdict(now), **places)

    def _verdict(self, name: str) -> Phrase:
        """A verdict by symbol and word; where there was no use case, that."""
        if not name:
            return self.say.say("result-unanswered")
        word = self._name(Section.LEGEND, name)
        entry = self.table.legend.get(name)
        return Phrase(word.locale, (f"{entry.symbol.strip()} ", *word.parts)) if entry else word

    def _all(self, turns: Turns, part: str) -> Phrase:
        names: Sequence[str] = getattr(turns, part)
        return self._linked(names, "and") if names else self.say.say("history-nothing")

    def _linked(self, names: Sequence[str], last: str) -> Phrase:
        """Integrations and alternatives: they share one space of ids."""
        return self.say.listed([self._name(self._home(name), name) for name in names], last)

    def _home(self, name: str) -> Section:
        sections = (Section.INTEGRATIONS, Section.REPLACEMENTS, Section.ALTERNATIVES)
        known = (section for section in sections if name in getattr(self.table, section.value))
        return next(known, next((section for section in sections if (section, name) in self.gone), sections[0]))

    def _listed(self, section: Section, names: Sequence[str]) -> Phrase:
        return self.say.listed([self.say.quoted(self._name(section, name)) for name in names], "and")

    def _name(self, section: Section, name: str) -> Phrase:
        """What something is called: in the table, else when it was last there, else by its id."""
        text = _label(self.table, section, name) or self.gone.get((section, name))
        return self.say.text(text) if text else self.say.raw(name)

    def _more(self, count: int) -> Phrase:
        return self.say.say("decide-better-more", count=str(count)) if count > 0 else NOTHING


def _label(table: DecisionTable, section: Section, name: str) -> Mapping[str, str] | None:
    """The label that a part of the table has now."""
    if section is Section.OPTIONS:
        question, _, option = name.partition("/")
        options = table.questions[question].options if question in table.questions else {}
        return options[option].label if option in options else None
    part = getattr(table, section.value).get(name)
    key = {Section.LEGEND: "word", Section.REMARKS: "text"}.get(section, "label")
    found: Mapping[str, str] | None = getattr(part, key, None)
    return found
