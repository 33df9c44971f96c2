"""A glossary as pages show it: all terms in alphabetical order, or those of a group in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from decision.glossary import Avoided, Glossary, Term, anchors
from decision.locales import alphabet
from decision.texts import Words, words
from decision.values.references import Values

# a code span: a run of backticks, up to the next run of the same length
_CODE = re.compile(r"(?<!`)(?P<fence>`+)(?!`)(?P<code>.+?)(?<!`)(?P=fence)(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A piece of a definition: text, or code."""

    text: str
    is_code: bool = False


@dataclass(frozen=True)
class Definition:
    """A definition in the language it was found in."""

    pieces: tuple[Piece, ...]
    locale: str


@dataclass(frozen=True)
class Entry:
    """A term: the id of the place where it stands, its name, what it means, and the words of the language."""

    id: str
    term: Words
    definition: Definition
    use: tuple[str, ...]
    avoid: tuple[Avoided, ...]


class Shown:
    """The ids that a page has given to terms already: none is given twice, however often a term is shown."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def unique(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The entries, with a number behind each id that the page has already."""
        return tuple(replace(entry, id=self._next(entry.id)) for entry in entries)

    def _next(self, name: str) -> str:
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"


def entries(glossary: Glossary, name: str, group: str, locale: str, default: str, values: Values) -> tuple[Entry, ...]:
    """The terms of a group of the glossary with the id `name`; all of them where `group` is empty.

    What the language lacks is in the default one.
    """
    made = [
        Entry(
            id=anchor,
            term=_one_line(words(glossary.terms[term].term, locale, default), values),
            definition=_definition(glossary.terms[term], locale, default, values),
            use=tuple(values.fill(word) for word in glossary.terms[term].use.get(locale, ())),
            avoid=glossary.terms[term].avoid.get(locale, ()),
        )
        for term, anchor in anchors(glossary, name, group).items()
    ]
    return tuple(made if group else sorted(made, key=lambda entry: (alphabet.key(entry.term.text, locale), entry.id)))


def _one_line(text: Words, values: Values) -> Words:
    return Words(" ".join(values.fill(text.text).split()), text.locale)


def _definition(term: Term, locale: str, default: str, values: Values) -> Definition:
    text = words(term.definition, locale, default)
    return Definition(tuple(_pieces(" ".join(text.text.split()), values)), text.locale)


def _pieces(text: str, values: Values) -> Iterator[Piece]:
    """Text and code by turns. Values come last, so that no sign in them begins or ends code."""
    last = 0
    for span in _CODE.finditer(text):
        if span.start() > last:
            yield Piece(values.fill(text[last : span.start()]))
        yield Piece(values.fill(span["code"].strip()), is_code=True)
        last = span.end()
    if text[last:]:
        yield Piece(values.fill(text[last:]))
