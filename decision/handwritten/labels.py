"""Labels compared by what they say: case, blanks, punctuation, marks and typography make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IN_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]")
_WORD = re.compile(r"\w+[+#]*")


@lru_cache(maxsize=65_536)
def key(label: str) -> str:
    """Equal for labels that differ in case, blanks, punctuation or typography only; empty where nothing is said."""
    return "".join(_words(label))


@lru_cache(maxsize=65_536)
def short_key(label: str) -> str:
    """The key without what stands in parentheses, as in `Folder sharing (deprecated)`."""
    return key(_IN_PARENTHESES.sub("", label))


@lru_cache(maxsize=65_536)
def similarity(one: str, other: str) -> float:
    """How much two labels have in common, from 0 to 1, whatever the order of their words."""
    mine, others = _parts(one), _parts(other)
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine and others else 0.0


def visible(label: str) -> str:
    """The label without characters that take no room; joiners, which some scripts need, stay."""
    return re.sub("[\u00ad\u200b\u2060\ufeff]", "", label)


def _words(label: str) -> list[str]:
    text = unicodedata.normalize("NFKC", label).casefold()
    # an apostrophe is part of its word: don't, don’t and dont are one
    return _WORD.findall(re.sub(r"['’ʼ`´\u00ad\u200b-\u200d\u2060\ufeff]", "", text).replace("_", " "))


@lru_cache(maxsize=65_536)
def _parts(label: str) -> frozenset[str]:
    """The runs of three letters of its words, beginnings marked; they forgive endings and compounds."""
    return frozenset(
        padded[n : n + 3] for word in _words(label) for padded in (f" {word} ",) for n in range(len(padded) - 2)
    )
