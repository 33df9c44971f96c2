"""Ids that are proposed: from labels, in the letters that ids have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from decision.matrix.model import RESERVED

MOST = 48
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})
_PARTS = re.compile(r"[a-z0-9]+")


def slug(label: str) -> str:
    """The label in small letters and hyphens, cut behind a word; empty where it has no Latin letters."""
    text = unicodedata.normalize("NFKD", label.casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    letters = [c for c in text if c.isalpha()]
    if sum(c.isascii() for c in letters) * 2 < len(letters) or not letters:
        return ""
    found = ""
    for part in _PARTS.findall(text):
        longer = f"{found}-{part}" if found else part[:MOST]
        if len(longer) > MOST:
            break
        found = longer
    return found


class Ids:
    """Gives each thing of a kind an id of its own."""

    def __init__(self, noun: str, taken: Collection[str] = ()) -> None:
        self.noun = noun
        self.taken = {*taken, *RESERVED}
        self.count = 0
        self.last: dict[str, int] = {}  # the number behind an id, so that many of one name are not tried again

    def give(self, *labels: str) -> str:
        """An id from the first of the labels that one can be made of."""
        self.count += 1
        base = next((found for label in labels if (found := slug(label))), f"{self.noun}-{self.count}")
        found, number = base, self.last.get(base, 1)
        while found in self.taken:
            number += 1
            found = f"{base}-{number}"
        self.taken.add(found)
        self.last[base] = number
        return found
