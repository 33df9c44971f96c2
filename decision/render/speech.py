"""What a table's parts are called in a sentence, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.locales import words as interface_words
from decision.matrix.model import MARK, DecisionTable, words


class Speech:
    """The words for one table in one language; what the language lacks comes from the default one."""

    def __init__(self, table: DecisionTable, locale: str, default: str) -> None:
        self.table, self.locale, self.default = table, locale, default
        self.words = interface_words(locale)

    def say(self, key: str, **places: str) -> str:
        """A text of the catalog with its places filled."""
        return self.words[key].format(**places)

    def text(self, text: Mapping[str, str]) -> str:
        """A text of the table, without the marks of remarks."""
        return MARK.sub("", words(text, self.locale, self.default).text)

    def quoted(self, text: str) -> str:
        """The text in the quotation marks of the language."""
        return self.say("quoted", text=text)

    def listed(self, texts: Sequence[str], last: str) -> str:
        """Texts as an enumeration; `last` is `or` or `and`."""
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self.words[f'table-{last}']} {texts[-1]}"

    def usecases(self, ids: Sequence[str], last: str) -> str:
        """Use cases by their labels, quoted."""
        return self.listed([self.quoted(self.text(self.table.usecases[name].label)) for name in ids], last)

    def verdict(self, name: str) -> str:
        """A verdict's word, quoted; nothing for no verdict."""
        return self.quoted(self.text(self.table.legend[name].word)) if name else ""

    def question(self, name: str) -> str:
        """A question, quoted."""
        return self.quoted(self.text(self.table.questions[name].label)) if name else ""

    def options(self, question: str, names: Sequence[str]) -> str:
        """Options of a question, quoted."""
        labels = [self.text(self.table.questions[question].options[name].label) for name in names]
        return self.listed([self.quoted(label) for label in labels], "or")

    def linked(self, names: Sequence[str], last: str) -> str:
        """Integrations, replacements and alternatives by their labels."""
        parts = [part for name in names if (part := self.table.linked(name)) is not None]
        return self.listed([self.text(part.label) for part in parts], last)
