"""The words by which tables are recognized: verdicts said in words, and the heads of columns; see `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from decision import document, locales
from decision.handwritten.labels import key

DEFAULT = "en"


class Kind(StrEnum):
    """What a verdict says, as far as its word or symbol tells; `OTHER` where it does not."""

    BEST = "best"
    YES = "yes"
    PREVIEW = "preview"
    PARTLY = "partly"
    OTHER = "other"
    DEPRECATED = "deprecated"
    PLANNED = "planned"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"
    NO = "no"


# from the strictest to the best
RANKS: Mapping[Kind, int] = {kind: rank for rank, kind in enumerate(reversed(Kind))}


class Head(StrEnum):
    """What a column holds, as far as its head tells."""

    ALTERNATIVES = "alternatives"
    NOTES = "notes"
    THINGS = "things"
    ATTRIBUTES = "attributes"


@lru_cache(maxsize=64)
def verdicts(locale: str) -> Mapping[str, Kind]:
    """Key of a word -> the verdict that it says; the words of the language count before those of others."""
    return MappingProxyType({text: Kind(name) for name, text in reversed(tuple(_keys("verdicts", locale)))})


@lru_cache(maxsize=64)
def heads(locale: str) -> Mapping[str, Head]:
    """Key of a head -> what stands below it."""
    found = {text: Head(name) for name, text in reversed(tuple(_keys("heads", locale)))}
    catalogs = (locales.catalog(name) for name in (DEFAULT, locale.partition("-")[0], locale))
    own = {key(catalog["table-alternatives"]): Head.ALTERNATIVES for catalog in catalogs if catalog}
    return MappingProxyType({**found, **own})


def proposed(kind: Kind, locale: str) -> str | None:
    """The word that is proposed for a verdict in a language; None where none is known."""
    known = _words()["verdicts"].get(kind.value, {})
    found = known.get(locale) or known.get(locale.partition("-")[0])
    return str(found[0]) if found else None


@lru_cache(maxsize=64)
def any_of(section: str) -> str:
    """A regular expression of the words of a section in all languages, longer ones first."""
    words = {str(word) for known in _words()["others"][section].values() for word in known}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def is_plain(word: str, kind: Kind) -> bool:
    """Whether a word says no more than the yes or no that a verdict is, in any language."""
    known = _words()["verdicts"][kind.value].values() if kind in (Kind.YES, Kind.NO) else ()
    return key(word) in {key(words[0]) for words in known}


def languages() -> frozenset[str]:
    """The languages whose words are known."""
    return frozenset(name for known in _words()["verdicts"].values() for name in known)


def _keys(section: str, locale: str) -> Iterator[tuple[str, str]]:
    """Name and key of each word, the most telling first: those of the language, English ones, then the others."""
    own = (locale, locale.partition("-")[0], DEFAULT)
    entries = [
        (name, language, words) for name, known in _words()[section].items() for language, words in known.items()
    ]
    entries.sort(key=lambda entry: own.index(entry[1]) if entry[1] in own else len(own))
    for name, _, words in entries:
        yield from ((name, key(word)) for word in words if key(word))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    source, problems = document.read("words.yaml", files(__package__).joinpath("words.yaml").read_bytes())
    if source is None or problems:
        raise ValueError(f"words.yaml cannot be used: {problems}")
    data: Mapping[str, Any] = source.data
    return data
