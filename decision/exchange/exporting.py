"""What an export format is, and what it is given: a table, and the language to write it in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from decision.matrix import analysis
from decision.matrix.model import MARK, DecisionTable
from decision.texts import Words, words


@dataclass(frozen=True)
class Subject:
    """A table to write, under its id.

    `locales` are the languages of the site, the default one first; `locale` is the one that a format speaks of which
    there is a file for each language. `directory_urls`: whether a page of the site is a folder, as MkDocs has it.
    """

    table_id: str
    table: DecisionTable
    locales: tuple[str, ...]
    locale: str
    directory_urls: bool = True

    @property
    def default(self) -> str:
        """The language that a text is taken from where `locale` lacks it."""
        return self.locales[0]

    def words(self, text: Mapping[str, str]) -> Words:
        """A text of the table without the marks of remarks, in the language in which it was found."""
        found = words(text, self.locale, self.default)
        return Words(MARK.sub("", found.text), found.locale)

    def remarks(self, usecase: str) -> tuple[str, ...]:
        """The remarks on a use case in the order of the table, also those whose marks stand in its label only."""
        entry = self.table.usecases[usecase]
        marked = {found for text in entry.label.values() for found in MARK.findall(text)}
        return tuple(name for name in self.table.remarks if name in entry.remarks or name in marked)


@dataclass(frozen=True)
class Format:
    """A form in which others take a table.

    `name` is what `decision export --format` knows it by, `suffix` ends the names of its files, with the point before
    it. `write` gives the file's text in pieces, so that a large table needs no memory of its size. `per_language`:
    there is a file for each language, else one for all. `resolves`: it holds every combination of answers.
    """

    name: str
    suffix: str
    write: Callable[[Subject], Iterator[str]]
    per_language: bool
    resolves: bool = False

    def file_name(self, table_id: str, locale: str) -> str:
        """The name of the file for a table, in a language."""
        return f"{table_id}.{locale}{self.suffix}" if self.per_language else f"{table_id}{self.suffix}"

    @property
    def summary(self) -> str:
        """What the format is for: the first paragraph of its module's docstring, on one line."""
        told = sys.modules[self.write.__module__].__doc__ or ""
        return " ".join(told.split("\n\n")[0].split())

    def takes(self, table: DecisionTable) -> bool:
        """Whether the table is small enough to be written in this form."""
        return not self.resolves or analysis.is_decidable(table)
