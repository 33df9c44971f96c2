"""Terms of one or several words, and where they stand in a text.

A text is looked at as words and what stands between them. What is no prose in it, such as an address, is hidden behind
`WALL`, markup such as emphasis behind `MARKUP`, so that positions stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from decision.terms import inflection

WALL, MARKUP = "\x00", "\x01"

# Scripts whose words no blank parts: each sign is looked at by itself.
_UNPARTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Marks that belong to the letter before them, and signs within a word that nobody sees.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u00ad\u200b-\u200d\u2060"
)
_LETTER = f"[^\\W_{_UNPARTED}]"
_WORD = re.compile(f"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*|[{_UNPARTED}]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHEN = frozenset("-‐‑")
_APOSTROPHES = str.maketrans("’ʼ", "''")
# from the beginning of a word to the next one, or to that of a word behind the end of a link
_BETWEEN = r"\w*[\W_]{1,4}(?:\]\([^()\s]*\))?[\W_]{0,12}"
_EMPHASIS = re.compile(f"[{MARKUP}*_~]")
# an ending behind an abbreviation ("ID:n", "ID's"), or a genitive
_ENDING = re.compile(r"(?:['’]s?|:[a-zåäö]{1,5})(?!\w)")
_NOT_BEFORE = re.compile(r"(?:[\\@=#$.]|\w_)\Z")
_NOT_BEHIND = re.compile(r"[\\@=]|_\w|[:.'’]\w|\(\)")


class Word(NamedTuple):
    """A word of a text, folded, and where it stands."""

    form: str
    start: int
    end: int


class Match(NamedTuple):
    """Where a term stands; whether it stands there letter by letter, and as it is parted in the glossary."""

    start: int
    end: int
    is_exact: bool
    is_parted_alike: bool


@dataclass(frozen=True, eq=False)
class Phrase:
    """A term: the forms of each of its words, and what stands between them."""

    text: str
    locale: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    forms: tuple[frozenset[str], ...] = field(repr=False)

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What every text has in it, folded, in which the term stands."""
        return tuple(sorted({beginning(forms) for forms in self.forms}, key=lambda text: (-len(text), text)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What every folded text has in it in which the term stands, markup and all."""
        words = [re.escape(beginning(forms)) for forms in self.forms]
        gaps = [_BETWEEN if gap else r"[\W_]*" for gap in self.gaps]
        return re.compile("".join(part for pair in zip(words, (*gaps, ""), strict=True) for part in pair))

    @cached_property
    def has_capitals(self) -> bool:
        """Whether all its words begin with a capital in the glossary, so that one in a text says nothing."""
        return all(found[0][0].isupper() for found in _WORD.finditer(self.text))

    @cached_property
    def may_be_joined(self) -> bool:
        """Whether it may be a part of a compound."""
        word = self.words[0]
        return len(self.words) == 1 and len(word) >= inflection.LEAST_AS_FIRST and inflection.joins(self.locale)


@lru_cache(maxsize=4096)
def phrase(text: str, locale: str) -> Phrase | None:
    """A term of a glossary; None where no word is in it."""
    found = words(text)
    if not found:
        return None
    gaps = tuple(text[one.end : other.start].translate(_APOSTROPHES) for one, other in pairwise(found))
    forms = tuple(_forms(text[word.start : word.end], word.form, locale, len(found) == 1) for word in found)
    return Phrase(text, locale, tuple(word.form for word in found), gaps, forms)


def words(text: str) -> tuple[Word, ...]:
    """The words of a text."""
    return tuple(Word(folded(found[0]), *found.span()) for found in _WORD.finditer(text))


def folded(text: str) -> str:
    """A text as it is compared: lower case, letters with their marks in one form, without what nobody sees."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).casefold()


def may_stand_in(term: Phrase, text: str) -> bool:
    """Whether a folded text has something like a term; whether it has the term, `matches` knows."""
    return all(beginning in text for beginning in term.beginnings) and next(alike(term, text), None) is not None


def alike(term: Phrase, text: str) -> Iterator[int]:
    """Where in a folded text something like a term begins."""
    if not all(term.beginnings):  # the forms of a word do not begin alike: anywhere
        found = all(any(form in text for form in forms) for forms in term.forms)
        yield from range(len(text) if found else 0)
    elif len(term.words) > 1:
        yield from (match.start() for match in term.pattern.finditer(text))
    else:
        at = text.find(term.beginnings[0])
        while at >= 0:
            if term.may_be_joined or not text[at - 1 : at].isalnum():
                yield at
            at = text.find(term.beginnings[0], at + 1)


def matches(term: Phrase, text: str, found: Sequence[Word]) -> Iterator[Match]:
    """Where a term stands in a text with these words."""
    count = len(term.words)
    for index in range(len(found) - count + 1):
        if found[index].form in term.forms[0]:
            run = found[index : index + count]
            if all(word.form in forms for word, forms in zip(run, term.forms, strict=True)):
                alike = _parted(term, text, run)
                if alike is not None and _is_free(term, text, run[0].start, run[-1].end):
                    is_exact = tuple(word.form for word in run) == term.words
                    yield Match(run[0].start, run[-1].end, is_exact, alike)
        elif (
            term.may_be_joined
            and inflection.is_in_compound(found[index].form, term.words[0], term.forms[0])
            and _is_free(term, text, found[index].start, found[index].end)
        ):
            yield Match(found[index].start, found[index].end, False, True)


def _forms(written: str, word: str, locale: str, is_alone: bool) -> frozenset[str]:
    """The forms of a word; an abbreviation has a plural, in most languages."""
    if any(letter.isupper() for letter in written[1:]):
        return frozenset((word, f"{word}s"))
    return inflection.forms(word, locale, is_alone)


def beginning(forms: frozenset[str]) -> str:
    """What all forms begin with."""
    shortest, longest = min(forms), max(forms)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(shortest, longest, strict=False)))


def _parted(term: Phrase, text: str, run: Sequence[Word]) -> bool | None:
    """Whether words stand beside each other as in a term; False: with hyphens for blanks; None: they do not."""
    alike = True
    for gap, one, other in zip(term.gaps, run, run[1:], strict=False):
        between = _EMPHASIS.sub("", text[one.end : other.start])
        if gap.isspace():
            if between in _HYPHEN:
                alike = False
            elif not between or not between.isspace():
                return None
        elif gap in _HYPHEN:
            if between not in _HYPHEN:
                return None
        elif between.translate(_APOSTROPHES) != gap:
            return None
    return alike


def _is_free(term: Phrase, text: str, start: int, end: int) -> bool:
    """Whether what stands there is no part of another word, of the name of a file, of code and the like."""
    before = text[max(0, start - 2) : start]
    if _NOT_BEFORE.search(before) or (_NOT_BEHIND.match(text, end) and not _ENDING.match(text, end)):
        return False
    return before[-1:] not in _HYPHEN or _follows_a_name(term, text, start)


def _follows_a_name(term: Phrase, text: str, start: int) -> bool:
    """Whether the word is joined to a name or abbreviation by its hyphen, as in "AEM-instans": it means the same.

    "multi-tenant" is another word.
    """
    first = re.search(r"\w+\Z", text[: start - 1])
    return inflection.joins(term.locale) and first is not None and not first[0].islower()
