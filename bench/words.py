"""Sentences that mean little and look like documentation, in each language of words.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, and patterns whose slots they fill: `{verb}`, `{Noun}`, `{state}`."""

    verbs: list[str]
    nouns: list[str]
    states: list[str]
    sentences: list[str]
    title: str
    see: str
    select: str
    value: str


def _vocabularies() -> dict[str, Vocabulary]:
    known: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return {locale: Vocabulary(**words) for locale, words in known.items()}


VOCABULARIES = _vocabularies()


class _Slots(dict[str, str]):
    """What a pattern asks for, drawn when it asks."""

    def __init__(self, words: Vocabulary, source: Random, known: dict[str, str]) -> None:
        super().__init__(known)
        self.drawn = {"verb": words.verbs, "noun": words.nouns, "state": words.states}
        self.source = source

    def __missing__(self, slot: str) -> str:
        word = self.source.choice(self.drawn[slot.lower()])
        return word[0].upper() + word[1:] if slot[0].isupper() else word


class Speaker:
    """Draws words of one language from a random source."""

    def __init__(self, locale: str, source: Random) -> None:
        self.locale, self.source = locale, source
        self.words = VOCABULARIES[locale]

    def sentence(self) -> str:
        """A sentence without markup, about 14 words long."""
        return self.say(self.source.choice(self.words.sentences))

    def title(self) -> str:
        """A few words without a full stop."""
        return self.say(self.words.title)

    def label(self) -> str:
        """A word as it stands on a button."""
        return self.say("{Verb}")

    def say(self, pattern: str, **known: str) -> str:
        """A pattern of the vocabulary with its slots filled."""
        return pattern.format_map(_Slots(self.words, self.source, known))
