"""A language's search index, small enough to be fetched when a reader turns to the search field.

In come the sections as Material's search finds them, each with its whole text, which is much more than that. Out goes
what a result shows, the title and how the text begins, and once for all sections the words that are not shown.
`docs/assets/search/worker.js` reads it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import Any

# What stands between words, in a form that Python and JavaScript read alike: blanks, references of HTML, punctuation
# and symbols. A point is part of a word where something follows it: "6.5", "2.x", "example.org".
_REFERENCES, _POINTS, _ASCII = r"&(?:amp|lt|gt|quot);", r"\.(?![0-9a-z])", r"!-\-/:-@\[-`{-\u007f"
_OTHER = (
    r"\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f"
    r"\uff01-\uff0f"
)
SEPARATOR = rf"(?:{_REFERENCES}|{_POINTS}|[\s{_ASCII}{_OTHER}])+"
SHOWN = 80
# Outcomes of a chooser say all in their titles, and say it alike: guides come first.
LESS = 0.3
# A word of more sections than these, and than every fifth, tells none from another; it is found where it is shown.
FEW = 30
# How much a word counts where it stands; `words` are those that a result does not show.
FIELDS = {"title": {"boost": 10.0}, "text": {"boost": 1.5}, "words": {"boost": 1.0}}
# What Material needs to mark the words that led to a page.
CONFIG = {"lang": ["en"], "separator": SEPARATOR, "pipeline": ["stemmer"], "fields": FIELDS}

_IN_WORDS = re.compile(r"</?(?:code|sub|sup)>")
_TAG = re.compile(r"<[^>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
# The separators again, kind by kind: blanks are made of each kind at once, and `str.split` knows the blanks. That is
# faster than to ask of every letter whether it is one of all these.
_REFERENCE, _POINT, _SIGN = re.compile(_REFERENCES), re.compile(_POINTS), re.compile(f"[{_OTHER}]+")
_SIGNS = bytes(ord(" ") if re.match(f"[{_ASCII}]", chr(byte)) else byte for byte in range(256))
_LENGTHS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST, _BASE = ord("!"), 45


def index(sections: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Sections of pages, as the search plugin writes them, as pages and words.

    `pages` holds addresses, each with its sections: anchor, title and beginning in HTML, and how much they count where
    that was said. Sections are numbered through; `steps` leads for each word from one section that has it to the next.
    A section at the same address as an earlier one, as an id is repeated, is found as part of that one: Material knows
    sections by their addresses, and would mark the words of one where the other has them.
    """
    pages: dict[str, list[list[Any]]] = defaultdict(list)
    # the sections in the order in which they come, those of each page, and those that have a word
    places: dict[str, int] = {}
    order: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[int]] = defaultdict(list)
    for section in sections:
        address, _, anchor = section["location"].partition("#")
        title, text = section["title"], plain(section["text"])
        said = " ".join([text, *section.get("tags", ())])
        if section["location"] in places:
            hidden = words(f"{plain(title)} {said}")
        else:
            shown = escape(beginning(text), quote=False)
            pages[address].append([anchor, title, shown, *boost(section)])
            order[address].append(len(places))
            hidden = words(said) - words(f"{plain(title)} {shown}")
        place = places.setdefault(section["location"], len(places))
        for word in hidden:
            found[word].append(place)
    number = {place: at for at, place in enumerate(place for address in pages for place in order[address])}
    most = max(FEW, len(places) // 5)
    numbers = {word: sorted({number[place] for place in found[word]}) for word in sorted(found)}
    known = [word for word, those in numbers.items() if len(those) <= most]
    return {
        "separator": SEPARATOR,
        "fields": FIELDS,
        "pages": list(pages.items()),
        "words": " ".join(abridged(known)),
        "steps": " ".join(steps(numbers[word]) for word in known),
    }


def brief(sections: Iterable[Mapping[str, Any]], outcomes: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """The sections, where outcomes, given by their addresses, are found by their titles alone."""
    for section in sections:
        address, mark, _ = section["location"].partition("#")
        if address not in outcomes:
            yield section
        elif not mark:
            yield {**section, "text": "", "boost": LESS}


def plain(html: str) -> str:
    """The text of a piece of HTML."""
    text = _TAG.sub(" ", _IN_WORDS.sub("", html)) if "<" in html else html
    return " ".join(_INVISIBLE.sub("", unescape(text)).split())


def beginning(text: str) -> str:
    """The sentences that a text begins with, as far as there is room for them, or as much of the first."""
    if len(text) <= SHOWN:
        return text
    end = max(text.rfind(stop, 0, SHOWN) for stop in (". ", "! ", "? ", "。")) + 1
    return text[:end] if end > SHOWN // 3 else text[: max(text.rfind(" ", 0, SHOWN), SHOWN // 2)] + "…"


def boost(section: Mapping[str, Any]) -> list[float]:
    """What the front matter says of the weight of a page."""
    return [section["boost"]] if "boost" in section else []


def words(text: str) -> frozenset[str]:
    """The different words of a text, in small letters."""
    blank = _POINT.sub(" ", _REFERENCE.sub(" ", text.lower()))
    blank = blank.encode("utf-8", "surrogatepass").translate(_SIGNS).decode("utf-8", "surrogatepass")
    found = set((blank if blank.isascii() else _SIGN.sub(" ", blank)).split())
    return frozenset(word for word in found if len(word) > 1 or not word.isascii())


def abridged(known: Sequence[str]) -> Iterator[str]:
    """Sorted words, each as the number of letters that it shares with the one before, and the rest."""
    for before, word in pairwise(("", *known)):
        most = min(len(before), len(word), len(_LENGTHS) - 1)
        shared = next((at for at in range(most) if before[at] != word[at]), most)
        yield _LENGTHS[shared] + word[shared:]


def steps(numbers: Sequence[int]) -> str:
    """Rising numbers as the distances between them, in digits to a base; all but the last digit of one lie higher."""
    return "".join(_digits(after - before) for before, after in pairwise((0, *numbers)))


def _digits(number: int) -> str:
    digits = chr(_FIRST + number % _BASE)
    while number := number // _BASE:
        digits = chr(_FIRST + _BASE + number % _BASE) + digits
    return digits
