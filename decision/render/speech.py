"""What a table's parts are called in a sentence of plain text, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.locales import words as interface_words
from decision.matrix.model import DecisionTable
from decision.render.phrases import Phrase, Phrases, plain


class Speech:
    """The words for one table in one language; what the language lacks comes from the default one."""

    def __init__(self, table: DecisionTable, locale: str, default: str) -> None:
        self.table, self.locale, self.default = table, locale, default
        self.words = interface_words(locale)
        self.phrases = Phrases(table, locale, default)

    def say(self, key: str, **places: str) -> str:
        """A text of the catalog with its places filled."""
        return self.words[key].format(**places)

    def text(self, text: Mapping[str, str]) -> str:
        """A text of the table, without the marks of remarks."""
        return plain(self.phrases.text(text))

    def quoted(self, text: str) -> str:
        """The text in the quotation marks of the language."""
        return self.say("quoted", text=text)

    def listed(self, texts: Sequence[str], last: str) -> str:
        """Texts as an enumeration; `last` is `or` or `and`."""
        return plain(self.phrases.listed([Phrase(self.locale, (text,)) for text in texts], last))

    def usecases(self, ids: Sequence[str], last: str) -> str:
        """Use cases by their labels, quoted."""
        return plain(self.phrases.usecases(ids, last))

    def verdict(self, name: str) -> str:
        """A verdict's word, quoted; nothing for no verdict."""
        return plain(self.phrases.verdict(name))

    def question(self, name: str) -> str:
        """A question, quoted."""
        return plain(self.phrases.question(name))

    def options(self, question: str, names: Sequence[str]) -> str:
        """Options of a question, quoted."""
        return plain(self.phrases.options(question, names))

    def linked(self, names: Sequence[str], last: str) -> str:
        """Integrations, replacements and alternatives by their labels."""
        return plain(self.phrases.linked(names, last))
