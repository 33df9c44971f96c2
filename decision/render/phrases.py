"""Sentences about a table in one language, each part in the language in which it was found and with where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from decision.locales import spoken
from decision.locales import words as interface_words
from decision.matrix.model import MARK, DecisionTable
from decision.texts import words

# blanks that do not break a line are meant
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Texts and the phrases between them; `locale` is the language of the texts.

    `target`: a section of the guides (`page.md#anchor`) or an address to which the whole leads, or nothing.
    """

    locale: str
    parts: tuple[str | Phrase, ...]
    target: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts)


NOTHING = Phrase("", ())


def plain(phrase: Phrase) -> str:
    """The phrase as text, on one line."""
    return _BLANKS.sub(" ", _text(phrase)).strip(" ")


def _text(part: str | Phrase) -> str:
    return part if isinstance(part, str) else "".join(map(_text, part.parts))


class Phrases:
    """The words for one table in one language; what the language lacks comes from the default one."""

    def __init__(self, table: DecisionTable, locale: str, default: str) -> None:
        self.table, self.locale, self.default = table, locale, default
        self.words = interface_words(locale)

    def say(self, key: str, **places: str | Phrase) -> Phrase:
        """A text of the catalog with its places filled; a text in a place is the same in every language."""
        parts: list[str | Phrase] = []
        for text, place in _parts(self.words[key]):
            parts += [text, places[place]] if place else [text]
        return Phrase(spoken(key, self.locale), tuple(part for part in parts if part))

    def text(self, text: Mapping[str, str], target: str = "") -> Phrase:
        """A text of the table, without the marks of remarks."""
        found = words(text, self.locale, self.default)
        return Phrase(found.locale, (MARK.sub("", found.text),), target)

    def hints(self, question: str, option: str) -> tuple[Phrase, ...]:
        """What helps to decide whether an option is the answer: its hint, and its remarks."""
        entry = self.table.questions[question].options[option]
        texts = [entry.hint] if entry.hint else []
        return tuple(map(self.text, [*texts, *(self.table.remarks[remark].text for remark in entry.remarks)]))

    def raw(self, text: str) -> Phrase:
        """A text that is the same in every language, such as a number."""
        return Phrase(self.locale, (text,))

    def quoted(self, phrase: Phrase) -> Phrase:
        """The phrase in the quotation marks of the language."""
        return self.say("quoted", text=phrase)

    def joined(self, phrases: Sequence[Phrase], between: str) -> Phrase:
        """Phrases one after the other, with a sign between them."""
        locales = {phrase.locale for phrase in phrases}
        return Phrase(locales.pop() if len(locales) == 1 else self.locale, _between(phrases, between))

    def listed(self, phrases: Sequence[Phrase], last: str) -> Phrase:
        """Phrases as an enumeration; `last` is `or` or `and`."""
        if len(phrases) < 2:
            return phrases[0] if phrases else NOTHING
        word = f" {self.words[f'table-{last}']} "
        return Phrase(spoken(f"table-{last}", self.locale), (*_between(phrases[:-1], ", "), word, phrases[-1]))

    def usecases(self, ids: Sequence[str], last: str) -> Phrase:
        """Use cases by their labels, quoted."""
        return self.listed([self.quoted(self.text(self.table.usecases[name].label)) for name in ids], last)

    def verdict(self, name: str) -> Phrase:
        """A verdict's word, quoted; nothing for no verdict."""
        return self.quoted(self.text(self.table.legend[name].word)) if name else NOTHING

    def question(self, name: str) -> Phrase:
        """A question, quoted."""
        return self.quoted(self.text(self.table.questions[name].label)) if name else NOTHING

    def option(self, question: str, name: str) -> Phrase:
        """An option as it stands in the table."""
        return self.text(self.table.questions[question].options[name].label)

    def options(self, question: str, names: Sequence[str]) -> Phrase:
        """Options of a question, quoted."""
        return self.listed([self.quoted(self.option(question, name)) for name in names], "or")

    def linked(self, names: Sequence[str], last: str) -> Phrase:
        """Integrations, replacements and alternatives by their labels, each leading to its section."""
        parts = [part for name in names if (part := self.table.linked(name)) is not None]
        return self.listed([self.text(part.label, part.section or "") for part in parts], last)


def _between(phrases: Sequence[Phrase], between: str) -> tuple[str | Phrase, ...]:
    parts: list[str | Phrase] = []
    for index, phrase in enumerate(phrases):
        parts += [between, phrase] if index else [phrase]
    return tuple(parts)


@lru_cache(maxsize=512)
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """A text of the catalog as pairs of text and the place that follows it."""
    return tuple((text, place or "") for text, place, _, _ in Formatter().parse(template))
