"""The names that the parts of a decision table have in a language: labels, aliases, words for verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decision import locales
from decision.handwritten import symbols
from decision.handwritten.labels import key, similarity
from decision.matrix.model import MARK, DecisionTable, Linked, UseCase
from decision.texts import DEFAULT


@dataclass(frozen=True, eq=False)
class Names:
    """A decision table with all names of its parts in a language."""

    id: str
    table: DecisionTable
    locale: str
    default: str

    def label(self, part: Linked | UseCase) -> str:
        """The name that the data gives a part in this language, marks of remarks left out."""
        return self.texts(part)[0]

    def texts(self, part: Linked | UseCase) -> list[str]:
        """The label in the page's language and in the default one, then the aliases."""
        locales_ = (self.locale, self.default, DEFAULT)
        texts = [MARK.sub("", part.label[name]) for name in locales_ if name in part.label]
        aliases: Mapping[str, tuple[str, ...]] = getattr(part, "aliases", {})
        return [*texts, *(alias for name in locales_ for alias in aliases.get(name, ()))]

    @cached_property
    def usecases(self) -> dict[str, str]:
        """Key of a label -> id of a use case."""
        return self._keys(self.table.usecases)

    @cached_property
    def integrations(self) -> dict[str, str]:
        """Key of a label -> id of an integration."""
        return self._keys(self.table.integrations)

    @cached_property
    def alternatives(self) -> dict[str, str]:
        """Key of a label -> id of another solution; integrations and replacements may be named as well."""
        others = {**self.table.replacements, **self.table.integrations}
        return {**self._keys(others), **self._keys(self.table.alternatives)}

    @cached_property
    def alternatives_heads(self) -> frozenset[str]:
        """Keys of the heads that the column of other solutions may have."""
        return frozenset(key(locales.words(name)["table-alternatives"]) for name in (self.locale, self.default))

    def likeness(self, label: str, part: Linked | UseCase) -> float:
        """How like a label is to one of the names of a part."""
        return max((similarity(label, text) for text in self.texts(part)), default=0.0)

    @cached_property
    def symbols(self) -> dict[str, str]:
        """Symbol -> id of the verdict, both as in the data."""
        return {entry.symbol.strip(): verdict for verdict, entry in self.table.legend.items()}

    def verdict(self, symbol: str) -> str | None:
        """The id of the verdict that a symbol or a look-alike stands for."""
        near = symbols.nearest(symbol, self.symbols)
        return self.symbols[near.symbol] if near else None

    def meanings(self, verdict: str) -> Iterator[str]:
        """The words for a verdict: word, meaning, both, in the page's language and in the default one."""
        entry = self.table.legend[verdict]
        for locale in dict.fromkeys((self.locale, self.default, DEFAULT)):
            word, meaning = entry.word.get(locale), entry.meaning.get(locale)
            yield from (text for text in (word, meaning) if text)
            if word and meaning:
                yield from (f"{word} {meaning}", f"{meaning} {word}")

    @cached_property
    def words(self) -> dict[str, str]:
        """Key of the words for a verdict -> its id."""
        return {key(text): verdict for verdict in self.table.legend for text in self.meanings(verdict)}

    def _keys(self, parts: Mapping[str, Linked] | Mapping[str, UseCase]) -> dict[str, str]:
        """Keys that belong to one part only."""
        found: dict[str, str | None] = {}
        for name, part in parts.items():
            for text in self.texts(part):
                known = found.setdefault(key(text), name)
                if known != name:
                    found[key(text)] = None
        return {text: name for text, name in found.items() if text and name}
