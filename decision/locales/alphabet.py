"""The order of words in a language, without the system's own idea of it: a build gives the same bytes everywhere.

The catalog of a language holds its alphabet. A letter that is not in it is taken for the one that it is made of (é for
e); letters of other scripts follow in the order of Unicode, which is the alphabetical one for most.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from decision.locales import words

Key = tuple[tuple[tuple[int, int], ...], str, str]

_BLANK, _SIGN, _DIGIT, _LETTER, _OTHER_LETTER = range(5)


def key(text: str, locale: str) -> Key:
    """What texts are sorted by: blanks before signs before digits before letters; accents and case count last."""
    alphabet = _alphabet(locale)
    folded = unicodedata.normalize("NFC", text.casefold())
    weights = tuple(weight for letter in folded for weight in _weights(letter, alphabet))
    return weights, unicodedata.normalize("NFD", text.casefold()), text.swapcase()


@lru_cache(maxsize=32)
def _alphabet(locale: str) -> Mapping[str, int]:
    return {letter: place for place, letter in enumerate(words(locale)["alphabet"])}


def _weights(letter: str, alphabet: Mapping[str, int]) -> list[tuple[int, int]]:
    """One weight for a letter of the alphabet, and for any other those of what it is made of."""
    if letter in alphabet:
        return [(_LETTER, alphabet[letter])]
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return [weight for part in parts for weight in _weights(part, alphabet)]
    if unicodedata.combining(letter):
        return []
    if letter.isspace():
        return [(_BLANK, 0)]
    if letter.isdigit():
        return [(_DIGIT, unicodedata.digit(letter, 0))]
    return [(_OTHER_LETTER if letter.isalpha() else _SIGN, ord(letter))]
