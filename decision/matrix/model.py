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

from decision.texts import Aliases, Day, Entries, Ids, NonEmpty, Part, SomeIds, Sourced, Text, Version

RESERVED = frozenset({"alternative", "deprecated", "none", "undecided", "unanswered"})
KIND = "decision-table"
MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")

# the ids of what a decision may name
OUTCOMES = Entries(reserved=RESERVED)
Rule = Mapping[str, SomeIds]


class Status(StrEnum):
    """Where an integration stands in its life."""

    ACTIVE = "active"
    EXPERIMENTAL = "experimental"
    DEPRECATED = "deprecated"
    REMOVED = "removed"


class Proposable(Part):
    """A part of which something may be proposed only: `proposed` lists what, until somebody confirms it."""

    proposed: Ids = ()
    """Keys whose values are only proposed, as by `decision adopt`. Remove what you have confirmed."""


class Verdict(Proposable):
    """An entry of the legend: how a verdict is shown and what it means."""

    symbol: NonEmpty
    """What stands in the cells of the table, such as ✔. No two verdicts share one."""
    word: Text
    """The verdict in a word or two, for sentences and for those who do not see the symbol."""
    meaning: Text
    """What the verdict says, as the legend below the table explains it."""


class Option(Part):
    """A possible answer; its remarks are hints too."""

    label: Text
    """The answer, as readers see it."""
    hint: Text | None = None
    """What helps to decide whether this is the answer."""
    remarks: Ids = ()
    """The remarks that explain it, by their ids."""
    section: NonEmpty | None = None
    """The section of the guides for those who answer so: `page.md#anchor`."""


class Question(Proposable):
    """A question, asked when `ask_when` holds for the answers to earlier ones.

    `ordered`: the options go from the least to the most demanding.
    """

    label: Text
    """The question, as readers see it."""
    hint: Text | None = None
    """What helps to answer it."""
    options: Annotated[Mapping[str, Option], Entries()]
    """The possible answers by their ids, in the order in which they are offered."""
    ask_when: Rule = {}
    """Ask only where earlier questions are answered so: question to accepted options. Without it, always."""
    ordered: bool = False
    """Whether the options go from the least to the most demanding; verdicts should not get better on the way."""


class Linked(Proposable):
    """A thing that pages tell of: `section` is `page.md#anchor` in the guides, `address` the vendor's page."""

    label: Text
    """What it is called."""
    requires: Rule = {}
    """The answers without which it cannot be used: question to accepted options."""
    section: NonEmpty | None = None
    """The section of the guides that tells of it: `page.md#anchor`."""
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    """The vendor's page about it, with https://."""


class Integration(Linked, Sourced):
    """A column of the table."""

    status: Status = Status.ACTIVE
    """Where it stands in its life; `policy` says what that does to its verdicts."""
    replaced_by: Ids = ()
    """The integrations, replacements or alternatives to use in its place."""
    aliases: Aliases = {}
    """Other names per language under which tables written by hand know it."""


class Replacement(Linked):
    """What is known only as a replacement and has no column."""


class Alternative(Linked):
    """Another solution that use cases name."""

    aliases: Aliases = {}
    """Other names per language under which tables written by hand know it."""


class Remark(Proposable):
    """A numbered note; its number is its place in the file."""

    text: Text
    """What the remark says."""


class Cell(Sourced):
    """A verdict with something to say about it."""

    verdict: str
    """The id of a verdict in the legend."""


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
    """The use case, as it stands in the table. `[^remark-id]` in it shows the number of a remark."""
    when: Rule = {}
    """When it applies: question to accepted options. A question that is not named accepts any."""
    # most cells are a bare verdict; a table of 100,000 rows stays small that way
    verdicts: Mapping[str, Annotated[str | Cell, WrapValidator(_cell)]]
    """Integration to verdict, one for each integration of the table."""
    alternatives: Ids = ()
    """The other solutions for this use case, the best first."""
    remarks: Ids = ()
    """The remarks on it, by their ids."""
    section: NonEmpty | None = None
    """The section of the guides that tells how it is done: `page.md#anchor`."""
    aliases: Aliases = {}
    """Other names per language under which tables written by hand know it."""

    def verdict(self, integration: str) -> str:
        """The id of the verdict on an integration."""
        cell = self.verdicts[integration]
        return cell if isinstance(cell, str) else cell.verdict


class Conflict(Part):
    """Two use cases that apply at the same time and disagree, and why that is meant to be."""

    usecases: Annotated[tuple[str, str], BeforeValidator(lambda v: tuple(v) if isinstance(v, list) else v)]
    """The two use cases."""
    reason: Text
    """Why they disagree, as readers see it."""


class Case(Part):
    """Given answers and the outcome that they must have."""

    answers: Mapping[str, str]
    """Question to option."""
    outcome: str
    """A verdict, or one of: alternative, deprecated, none, undecided, unanswered."""
    recommend: Ids | None = None
    """What has to be recommended; without it, that is not looked at."""


class Limit(Part):
    """What a lifecycle status does to verdicts: none is better than `cap`."""

    cap: str
    """The best verdict that is left, by its id."""


class Policy(Part):
    """How several matching use cases are combined, and what lifecycle does."""

    combine: Literal["most-restrictive"] = "most-restrictive"
    """Which verdict counts where several use cases apply: the strictest."""
    lifecycle: Mapping[Status, Limit] = {}
    """Status to the best verdict that an integration of it can have."""


class Provenance(Part):
    """What holds for every use case that does not say otherwise."""

    source: NonEmpty | None = None
    """Where they come from: the name or address of a document."""
    reviewed: Day | None = None
    """The day on which a person last looked whether they are still true, as 2026-01-31."""


class DecisionTable(Proposable, Sourced):
    """A whole table. It is one thing with an identity: two tables are equal when they are the same object."""

    kind: Literal["decision-table"]
    """The first key of the file: it holds a decision table."""
    version: Version
    """The version of the table, three numbers: `decision diff` says which one has to rise when answers change."""
    title: Text
    """What the table is called."""
    defaults: Provenance = Provenance()
    """Where the use cases come from that say nothing of their own."""
    policy: Policy = Policy()
    """How use cases are combined, and what the status of an integration does."""
    legend: Annotated[Mapping[str, Verdict], Entries(2, RESERVED)]
    """The verdicts by their ids, from the strictest to the best: the first rules out."""
    questions: Annotated[Mapping[str, Question], Entries()]
    """The questions by their ids, in the order in which they are asked."""
    integrations: Annotated[Mapping[str, Integration], OUTCOMES]
    """What the table decides between, its columns, by their ids."""
    replacements: Annotated[Mapping[str, Replacement], Entries(0, RESERVED)] = {}
    """What is known only as a replacement and has no column, by its id."""
    alternatives: Annotated[Mapping[str, Alternative], Entries(0, RESERVED)] = {}
    """The other solutions that use cases name, by their ids."""
    remarks: Annotated[Mapping[str, Remark], Entries(0, RESERVED)] = {}
    """The remarks by their ids; their order gives their numbers."""
    usecases: Annotated[Mapping[str, UseCase], OUTCOMES]
    """The rows of the table by their ids, in their order."""
    conflicts: tuple[Conflict, ...] = ()
    """Use cases that apply at the same time and disagree, with the reason. Each such pair has to be listed."""
    cases: tuple[Case, ...] = ()
    """Answers with the outcome that they must have: `decision check` tries them."""
    complete_cases: bool = False
    """Whether every combination of answers must be given by some case."""

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
