"""The decision table as values: questions, integrations, use cases, verdicts.

The model knows no subject and no verdict by name. The first entry of the legend rules out, every other is usable,
the last is best. The order of every mapping is the order of the file. Semantics: `engine`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticKnownError

from decision.texts import Aliases, Day, Ids, NonEmpty, Part, Sourced, Text, Version

RESERVED = frozenset({"alternative", "deprecated", "none", "undecided", "unanswered"})
KIND = "decision-table"
MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")

Rule = Mapping[str, Ids]


class Status(StrEnum):
    """Where an integration stands in its life."""

    ACTIVE = "active"
    EXPERIMENTAL = "experimental"
    DEPRECATED = "deprecated"
    REMOVED = "removed"


class Proposable(Part):
    """A part of which something may be proposed only: `proposed` lists what, until somebody confirms it."""

    proposed: Ids = ()


class Verdict(Proposable):
    """An entry of the legend: how a verdict is shown and what it means."""

    symbol: NonEmpty
    word: Text
    meaning: Text


class Option(Part):
    """A possible answer; its remarks are hints too."""

    label: Text
    hint: Text | None = None
    remarks: Ids = ()


class Question(Proposable):
    """A question, asked when `ask_when` holds for the answers to earlier ones.

    `ordered`: the options go from the least to the most demanding.
    """

    label: Text
    hint: Text | None = None
    options: Mapping[str, Option]
    ask_when: Rule = {}
    ordered: bool = False


class Linked(Proposable):
    """A thing that pages tell of: `section` is `page.md#anchor` in the guides, `address` the vendor's page."""

    label: Text
    requires: Rule = {}
    section: NonEmpty | None = None
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Integration(Linked, Sourced):
    """A column of the table."""

    status: Status = Status.ACTIVE
    replaced_by: Ids = ()
    aliases: Aliases = {}


class Replacement(Linked):
    """What is known only as a replacement and has no column."""


class Alternative(Linked):
    """Another solution that use cases name."""

    aliases: Aliases = {}


class Remark(Proposable):
    """A numbered note; its number is its place in the file."""

    text: Text


class Cell(Sourced):
    """A verdict with something to say about it."""

    verdict: str


def _cell(value: Any, _: ValidatorFunctionWrapHandler) -> Any:
    """One of the two is tried, so that a mistake is told once, and with a route through the data only."""
    if isinstance(value, dict):
        return Cell.model_validate(value)
    if isinstance(value, (str, Cell)):
        return value
    raise PydanticKnownError("string_type")


class UseCase(Proposable, Sourced):
    """A row of the table. `when` holds the accepted options per question; a question not named accepts any.

    A label may hold the mark of a remark, `[^remark-id]`, where its number is shown.
    """

    label: Text
    when: Rule = {}
    # most cells are a bare verdict; a table of 100,000 rows stays small that way
    verdicts: Mapping[str, Annotated[str | Cell, WrapValidator(_cell)]]
    alternatives: Ids = ()
    remarks: Ids = ()
    aliases: Aliases = {}

    def verdict(self, integration: str) -> str:
        """The id of the verdict on an integration."""
        cell = self.verdicts[integration]
        return cell if isinstance(cell, str) else cell.verdict


class Conflict(Part):
    """Two use cases that apply at the same time and disagree, and why that is meant to be."""

    usecases: Annotated[tuple[str, str], BeforeValidator(lambda v: tuple(v) if isinstance(v, list) else v)]
    reason: Text


class Case(Part):
    """Given answers and the outcome that they must have."""

    answers: Mapping[str, str]
    outcome: str
    recommend: Ids | None = None


class Limit(Part):
    """What a lifecycle status does to verdicts: none is better than `cap`."""

    cap: str


class Policy(Part):
    """How several matching use cases are combined, and what lifecycle does."""

    combine: Literal["most-restrictive"] = "most-restrictive"
    lifecycle: Mapping[Status, Limit] = {}


class Provenance(Part):
    """What holds for every use case that does not say otherwise."""

    source: NonEmpty | None = None
    reviewed: Day | None = None


class DecisionTable(Proposable, Sourced):
    """A whole table. It is one thing with an identity: two tables are equal when they are the same object."""

    kind: Literal["decision-table"]
    version: Version
    title: Text
    defaults: Provenance = Provenance()
    policy: Policy = Policy()
    legend: Mapping[str, Verdict]
    questions: Mapping[str, Question]
    integrations: Mapping[str, Integration]
    replacements: Mapping[str, Replacement] = {}
    alternatives: Mapping[str, Alternative] = {}
    remarks: Mapping[str, Remark] = {}
    usecases: Mapping[str, UseCase]
    conflicts: tuple[Conflict, ...] = ()
    cases: tuple[Case, ...] = ()
    # whether every combination of answers must be given by some case
    complete_cases: bool = False

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def linked(self, name: str) -> Linked | None:
        """The integration, replacement or alternative of that id."""
        return self.integrations.get(name) or self.replacements.get(name) or self.alternatives.get(name)

    def best(self) -> str:
        """The id of the best verdict."""
        return list(self.legend)[-1]

    def remark_number(self, remark: str) -> int:
        """The number under which a remark is shown, from 1."""
        return list(self.remarks).index(remark) + 1
