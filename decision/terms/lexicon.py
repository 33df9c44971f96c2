"""The words of all glossaries of a project in one language, and where a text has one that is to be avoided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from decision.glossary import Glossary, Term
from decision.problem import Place
from decision.project import Project
from decision.terms import phrases
from decision.terms.phrases import Match, Phrase, Word
from decision.texts import words as text_of

_IN_BRACKETS = re.compile(r"[(（](?P<inner>[^()（）]*)[)）]")
_SENTENCE_END = ".!?:;•–—|…"
_MOST_SENTENCE_OPENERS = "\"'“”„«‘’(["


@dataclass(frozen=True, eq=False)
class Avoided:
    """A word to avoid: why, for which term, what to write instead, and where it is listed."""

    phrase: Phrase
    glossary: str
    term: str
    name: str
    instead: tuple[str, ...]
    reason: str
    place: Place


@dataclass(frozen=True, eq=False)
class Hit:
    """A word to avoid in a text: from where to where."""

    avoided: Avoided
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words to avoid and those to use. `foreign` are the names that terms have in the default language."""

    avoided: tuple[Avoided, ...]
    used: tuple[Phrase, ...]
    foreign: tuple[Phrase, ...]

    def candidates(self, text: str) -> tuple[Avoided, ...]:
        """The words to avoid that may stand in a text."""
        return within(self.avoided, text)

    def hits(self, text: str, candidates: Sequence[Avoided]) -> Iterator[Hit]:
        """Where the text has one of these words; `text` without what is no prose (`passages`)."""
        words = phrases.words(text)
        found = [(one, match) for one in candidates for match in phrases.matches(one.phrase, text, words)]
        if not found:
            return
        found.sort(key=lambda each: (each[1].start, -each[1].end, not each[1].is_exact))
        used = tuple(_standing(self.used, text, words))
        end = -1
        for one, match in found:
            if match.start >= end and not self._is_meant(one.phrase, text, words, match, used):
                yield Hit(one, match.start, match.end)
                end = match.end

    def _is_meant(self, term: Phrase, text: str, words: Sequence[Word], match: Match, used: Sequence[Match]) -> bool:
        """Whether what stands there is a word to use, a name, or said of another language."""
        return (
            any(_is_other(match, other) for other in used)
            or _is_gloss(text, match, words, self.foreign)
            or _is_name(term, text, words, match)
        )


def within(avoided: Sequence[Avoided], text: str) -> tuple[Avoided, ...]:
    """Those of the words that may stand in a text."""
    low = phrases.folded(text)
    return tuple(one for one in avoided if phrases.may_stand_in(one.phrase, low))


@lru_cache(maxsize=16)
def of(project: Project, locale: str) -> Lexicon:
    """The words of a language, those of all glossaries."""
    avoided = [one for name in project.glossaries for one in _avoided(project, name, locale)]
    terms = [term for _, glossary in project.glossaries.values() for term in glossary.terms.values()]
    used = {word: None for term in terms for word in used_words(term, locale, project.default)}
    foreign = {
        word: None
        for term in terms
        for word in used_words(term, project.default, project.default)
        if locale != project.default
    }
    return Lexicon(tuple(avoided), _phrases(project, used, locale), _phrases(project, foreign, project.default))


def used_words(term: Term, locale: str, default: str) -> Iterator[str]:
    """The words to use for a term: its name, without what explains it in brackets, that, and those listed."""
    name = term.term.get(locale) or (text_of(term.term, locale, default).text if locale == default else "")
    if name:
        yield name
        yield plain_name(name)
        yield from (part.strip() for found in _IN_BRACKETS.finditer(name) for part in found["inner"].split(","))
    yield from term.use.get(locale, ())


def plain_name(name: str) -> str:
    """The name of a term without what explains it in brackets."""
    return " ".join(_IN_BRACKETS.sub(" ", name).split())


def _phrases(project: Project, words: Sequence[str] | dict[str, None], locale: str) -> tuple[Phrase, ...]:
    found = (phrases.phrase(project.values.fill(word), locale) for word in words)
    return tuple(one for one in found if one is not None)


def _avoided(project: Project, name: str, locale: str) -> Iterator[Avoided]:
    source, glossary = project.glossaries[name]
    for term_id, term in glossary.terms.items():
        entries = term.avoid.get(locale, ())
        for index, entry in enumerate(entries):
            phrase = phrases.phrase(project.values.fill(entry.word), locale)
            if phrase is not None:
                route = ("terms", term_id, "avoid", locale)
                # a word may stand alone, without a list
                place = source.at(*route, index) if _is_list(glossary, source.data, route) else source.at(*route)
                shown = project.values.fill(text_of(term.term, locale, project.default).text)
                instead = tuple(project.values.fill(word) for word in term.use.get(locale, ())) or (shown,)
                yield Avoided(phrase, name, term_id, shown, instead, entry.reason or "", place)


def _is_list(glossary: Glossary, data: object, route: tuple[str, ...]) -> bool:
    for step in route:
        data = data[step] if isinstance(data, dict) else None
    return isinstance(data, list)


def _standing(terms: Sequence[Phrase], text: str, words: Sequence[Word]) -> Iterator[Match]:
    """Where some of the terms stand in a text."""
    low = phrases.folded(text)
    for term in terms:
        if all(beginning in low for beginning in term.beginnings):
            yield from phrases.matches(term, text, words)


# --- what is no mistake


def _is_other(match: Match, other: Match) -> bool:
    """Whether a word to use stands in the same place: it reaches further, or is rather what is written."""
    if other.start <= match.start and match.end <= other.end:
        is_longer = other.end - other.start > match.end - match.start
        return is_longer or other.is_exact or not match.is_exact
    # "creative-ready asset" is no "creative ready asset" where "creative-ready" is to be used
    return not match.is_parted_alike and other.start < match.end and match.start < other.end


def _is_gloss(text: str, match: Match, words: Sequence[Word], foreign: Sequence[Phrase]) -> bool:
    """Whether the word stands in brackets and is what the term is called in the default language."""
    for found in _IN_BRACKETS.finditer(text):
        if found.start() < match.start and match.end < found.end():
            return any(
                other.start <= match.start and match.end <= other.end for other in _standing(foreign, text, words)
            )
    return False


def _is_name(term: Phrase, text: str, words: Sequence[Word], match: Match) -> bool:
    """Whether the word is part of a longer name: capitals that the glossary does not have, and one beside it."""
    run = [index for index, word in enumerate(words) if match.start <= word.start and word.end <= match.end]
    capitals = [_has_capital(text, words[index]) for index in run]
    if not all(capitals) or term.has_capitals or text.isupper():
        return False
    before, after = run[0] - 1, run[-1] + 1
    return (
        before >= 0
        and _has_capital(text, words[before])
        and not _begins_a_sentence(text, words[before].start)
        and _are_beside(text, words[before], words[run[0]])
    ) or (after < len(words) and _has_capital(text, words[after]) and _are_beside(text, words[run[-1]], words[after]))


def _has_capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()


def _are_beside(text: str, one: Word, other: Word) -> bool:
    return not text[one.end : other.start].strip(" *_~-\n" + phrases.MARKUP)


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\n*_~>" + phrases.MARKUP + phrases.WALL + _MOST_SENTENCE_OPENERS)
    return not before or before[-1] in _SENTENCE_END
