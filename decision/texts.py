"""What the models of all kinds of data files have in common: texts by language, ids, days, where a value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

# "" stands for the default language, so that a file can be read without knowing which one that is.
DEFAULT = ""


@dataclass(frozen=True)
class ByLanguage:
    """Marks a value that holds something for each language; `must_have_default`: the default one at least."""

    must_have_default: bool


@dataclass(frozen=True)
class Entries:
    """Marks a mapping whose keys are ids, or a list: it has `least` entries; `reserved`: ids that mean something else.

    What reads the file says the same in words; from this, editors know it.
    """

    least: int = 1
    reserved: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Alone:
    """Marks what may be written in short: one entry for a list, a text for a mapping."""


ALONE = Alone()


def _by_language(value: Any) -> Any:
    return {DEFAULT: value} if isinstance(value, str) else value


def _list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _is_day(value: str) -> str:
    date.fromisoformat(value)
    return value


NonEmpty = Annotated[str, StringConstraints(pattern=r"\S")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_is_day)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Text = Annotated[Mapping[str, NonEmpty], BeforeValidator(_by_language), ByLanguage(must_have_default=True)]
OneOrMore = BeforeValidator(_list)
Ids = Annotated[tuple[str, ...], OneOrMore, ALONE]
# a list that says something only where it holds something
SomeIds = Annotated[tuple[str, ...], OneOrMore, ALONE, Entries()]
Aliases = Annotated[
    Mapping[str, Annotated[tuple[NonEmpty, ...], OneOrMore, ALONE]], ByLanguage(must_have_default=False)
]


class Words(NamedTuple):
    """A text in the language it was found in."""

    text: str
    locale: str


def words(text: Mapping[str, str], locale: str, default: str) -> Words:
    """The text in `locale`, else in the default language."""
    for known, name in ((locale, locale), (default, default), (DEFAULT, default)):
        if known in text:
            return Words(text[known], name)
    raise KeyError(f"no text in {default}")


class Part(BaseModel):
    """What every part of a file has in common: it is frozen, and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Excusable(Part):
    """A part that may say which findings are meant to be: `allow` maps a problem's code to the reason why it stays."""

    allow: Mapping[str, NonEmpty] = {}
    """Findings of `decision check` that are meant to be: the code, and why it stays."""


class Sourced(Excusable):
    """A part that may also say where it comes from, and when a person last reviewed it."""

    source: NonEmpty | None = None
    """Where it comes from: the name or address of a document."""
    reviewed: Day | None = None
    """The day on which a person last looked whether it is still true, as 2026-01-31."""
