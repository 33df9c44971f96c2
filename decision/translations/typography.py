"""A text without what is only typography, so that two texts are equal where they have the same words.

Which quotes and dashes stand in a text, which blanks, and whether one stands before a full stop, is a matter of taste
and of language. `NUMBER` changes with this module and with `sections`: a stamp says by which of them it was made.
"""

from __future__ import annotations

import re
import unicodedata

NUMBER = 1

_TYPOGRAPHIC = re.compile(r"[^A-Za-z0-9 ,.;:()/]|[ (][ ,.;:)]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›″′＂＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
        "…": "...",
    }
)
_INSIDE_GUILLEMETS = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")
_AROUND_DASH = re.compile(r"\s*-(?:\s*-)*\s*")
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,.;:!?%)\]])|(?<=[(\[])\s+")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")


def plain(text: str) -> str:
    """The text with one sort of quotes and of dashes, and single blanks where blanks mean something."""
    if not _TYPOGRAPHIC.search(text):
        return text
    if not text.isascii():
        text = _INSIDE_GUILLEMETS.sub("", text).translate(_SIGNS)
        text = unicodedata.normalize("NFC", text)
    text = text.translate(_SIGNS)
    text = _AROUND_DASH.sub("-", text) if "-" in text else text
    return _BLANKS.sub(" ", _BEFORE_PUNCTUATION.sub("", text))


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
