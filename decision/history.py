"""What changed in a decision table from version to version, as values: `decision diff --record` writes it.

What a version took away is named here with its label, for no other file knows it any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Strict, StringConstraints

from decision import schema
from decision.problem import Problem, Route, error, quoted
from decision.texts import Day, Entries, Ids, Part, Text, Version

if TYPE_CHECKING:
    from decision.document import Document

KIND = "history"
_ANSWER = "[a-z0-9-]+=[a-z0-9-]+"

Count = Annotated[int, Strict()]
Combination = Annotated[str, StringConstraints(pattern=f"^{_ANSWER}(&{_ANSWER})*$")]


class Step(StrEnum):
    """How much a version changed."""

    FIRST = "first"
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class Section(StrEnum):
    """The sections of a table of which something can be new or gone; an option is called `question/option`."""

    QUESTIONS = "questions"
    OPTIONS = "options"
    LEGEND = "legend"
    INTEGRATIONS = "integrations"
    REPLACEMENTS = "replacements"
    ALTERNATIVES = "alternatives"
    REMARKS = "remarks"
    USECASES = "usecases"


class Turn(Part):
    """One thing that became another."""

    before: str
    """What it was, by its id."""
    now: str
    """What it became, by its id."""


class Turns(Part):
    """Several things that became others."""

    before: Ids = ()
    """What there was, by ids."""
    now: Ids = ()
    """What there is since then, by ids."""


class Change(Part):
    """What changed alike for some combinations of answers."""

    answers: Annotated[tuple[Combination, ...], Entries()]
    """The combinations: `question=option`, sorted by question, joined by `&`."""
    more: Count = 0
    """How many more combinations there are that are not listed."""
    outcome: Turn | None = None
    """The outcome, where it or what is recommended changed."""
    recommend: Turns | None = None
    """What is recommended, where it or the outcome changed."""
    verdicts: Mapping[str, Turn] = {}
    """The verdicts that changed, by integration."""
    alternatives: Turns | None = None
    """The other solutions, where they changed."""


class Entry(Part):
    """What changed with a version."""

    version: Version
    """The version of the table that brought the changes."""
    date: Day
    """The day of the version, as 2026-01-31."""
    step: Step
    """How much it changed: an answer or something that was there (major), something new (minor), words (patch)."""
    new: Mapping[Section, Ids] = {}
    """What is new, by section of the table."""
    gone: Mapping[Section, Mapping[str, Text]] = {}
    """What is no longer there, by section of the table, with the label that it had."""
    changes: tuple[Change, ...] = ()
    """The answers that changed."""
    more: Count = 0
    """How many more such changes there are that are not listed."""
    rows: Mapping[str, Mapping[str, Turn]] = {}
    """The cells that changed, by use case and integration."""
    words: Count = 0
    """How many texts changed."""
    compared: bool = True
    """Whether all answers were compared; where there are too many, only rows are."""


class History(Part):
    """The versions of a table. Two are equal when they are the same object."""

    kind: Literal["history"]
    """The first key of the file: it holds the history of a table."""
    table: str
    """The id of the table: the name of its file in `data/`, without `.yaml`."""
    entries: tuple[Entry, ...]
    """The versions, the oldest first."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def read(document: Document, languages: Sequence[str]) -> tuple[History | None, tuple[Problem, ...]]:
    """The history in a document, or None where it cannot be used, and every problem found."""
    history, found = schema.read(document, languages, History)
    if history is None:
        return None, found
    problems = (*found, *_version_problems(document, history))
    return (history if schema.is_usable(problems) else None), problems


def _version_problems(document: Document, history: History) -> Iterator[Problem]:
    """Versions that do not rise: nobody could tell what came when."""
    for at in range(1, len(history.entries)):
        before, now = history.entries[at - 1].version, history.entries[at].version
        if numbers(now) <= numbers(before):
            route: Route = ("entries", at, "version")
            message = f"the version {quoted(now)} does not follow {quoted(before)}"
            yield error("wrong-format", message, "versions rise from entry to entry", document.at(*route), route)


def numbers(version: str) -> tuple[int, int, int]:
    """A version as numbers, to compare it with others."""
    major, minor, patch = (int(number) for number in version.split("."))
    return major, minor, patch


def labels(history: History) -> Mapping[tuple[Section, str], Mapping[str, str]]:
    """What is no longer in the table, with the label that it had last."""
    return {
        (section, name): text
        for one in history.entries
        for section, of in one.gone.items()
        for name, text in of.items()
    }
