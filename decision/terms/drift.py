"""Terms that a translation has lost: its original uses one again and again, and it has no word for it.

Nobody can know which words of a sentence stand for which, so little counts on one side and much on the other: in the
original whole terms in prose, in the translation anything that has the letters of a word for the term.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from decision import stamps
from decision.document import Document
from decision.guides.guide import Guide
from decision.guides.syntax import Syntax
from decision.matrix.model import DecisionTable
from decision.problem import Place, Route
from decision.project import Project
from decision.terms import inflection, lexicon, passages, phrases
from decision.terms.phrases import Phrase
from decision.texts import DEFAULT
from decision.texts import words as text_of
from decision.translations import data, freshness
from decision.translations.claims import Claims

# Fewer are often told with "it" or in another way; a label is too short for that.
LEAST_USES = 3
LABEL = "label"
# Of a word whose forms are not known, what is taken to stand in all of them: half of it, but not more than this.
_MOST_OF_UNKNOWN = 4
# Of a word that may be parted, its other part changes its vowel: "ophalen" is "haalt ... op".
_MOST_OF_PARTED = 2
_MARKS = re.compile("[\u0300-\u036f]")

# a glossary and a term of it
Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Wording:
    """The words for a term in a language, what is looked for where they lack, and what to write.

    Words to avoid are looked for too: that they stand there is told of elsewhere.
    """

    name: str
    words: tuple[Phrase, ...]
    avoided: tuple[Phrase, ...]
    instead: tuple[str, ...]
    place: Place

    @cached_property
    def least(self) -> tuple[Phrase, ...]:
        """The words, those left out that have all of another one's words."""
        found = sorted(self.words, key=lambda one: (len(one.beginnings), one.beginnings))
        return tuple(
            one
            for index, one in enumerate(found)
            if not any(set(other.beginnings) <= set(one.beginnings) for other in found[:index])
        )


class Lost(NamedTuple):
    """A term that a translation has no word for: how the original calls it, how often, and where first.

    `anchor` is the section of a page, `route` leads to a text of a data file.
    """

    original: Wording
    own: Wording
    uses: int
    place: Place
    anchor: str = ""
    route: Route = ()


@lru_cache(maxsize=16)
def wordings(project: Project, locale: str) -> Mapping[Key, Wording]:
    """The terms of all glossaries that have words in a language."""
    return {
        (file, name): found
        for file, (_, glossary) in project.glossaries.items()
        for name in glossary.terms
        if (found := _wording(project, file, name, locale)).words
    }


def _wording(project: Project, file: str, name: str, locale: str) -> Wording:
    source, glossary = project.glossaries[file]
    term, fill = glossary.terms[name], project.values.fill
    used = [fill(word) for word in lexicon.used_words(term, locale, project.default)]
    avoided = [fill(entry.word) for entry in term.avoid.get(locale, ())]
    return Wording(
        lexicon.plain_name(fill(text_of(term.term, locale, project.default).text)),
        _phrases(used, locale),
        _phrases(avoided, locale),
        tuple(fill(word) for word in term.use.get(locale, ())) or tuple(used[:1]),
        source.at("terms", name),
    )


def _phrases(words: Iterable[str], locale: str) -> tuple[Phrase, ...]:
    found = (phrases.phrase(word, locale) for word in dict.fromkeys(words))
    return tuple(one for one in found if one is not None)


# --- what a translation says


def is_said(text: str, *wordings: Wording) -> bool:
    """Whether a text without accents has anything like one of the words."""
    terms = (one for wording in wordings for one in (*wording.words, *wording.avoided))
    return any(all(trace in text for trace in _traces(one)) for one in terms)


@lru_cache(maxsize=4096)
def _traces(term: Phrase) -> tuple[str, ...]:
    """Letters without accents that stand in every text that has a term."""
    words = (_of_word(word, forms, term.locale) for word, forms in zip(term.words, term.forms, strict=True))
    return tuple(sorted({trace for traces in words for trace in traces}))


def _of_word(word: str, forms: frozenset[str], locale: str) -> tuple[str, ...]:
    if not inflection.has_rules(locale):
        return (without_accents(word)[: min(_MOST_OF_UNKNOWN, (len(word) + 1) // 2)],)
    rest = inflection.separable(word, locale)
    if rest:
        return word[: -len(rest)], without_accents(rest)[:_MOST_OF_PARTED]
    return (phrases.beginning(frozenset(map(without_accents, forms))),)


def without_accents(text: str) -> str:
    """A folded text without accents: "städer" has the letters of "stad" then."""
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))


# --- pages


class Uses:
    """Which terms each section of the default language may use often enough to be missed in its translation."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self._pages: dict[str, Mapping[str, tuple[Key, ...]]] = {}

    def add(self, guide: Guide) -> None:
        """Take up a page of the default language, if any translation notes what it was made from."""
        project = self.claims.project
        terms = wordings(project, project.default)
        if not terms or not self.claims.is_noted or guide.locale != project.default:
            return
        found = _often_used(_by_section(guide.syntax, project), terms)
        if found:
            self._pages[guide.page] = found

    def lost(self, guide: Guide) -> Iterator[Lost]:
        """The terms that those sections of a translation have lost that claim to be current."""
        project = self.claims.project
        if not self._pages or guide.locale == project.default:
            return
        name, claimed = self.claims.claimed(guide)
        asked = {anchor: keys for anchor, keys in self._pages.get(name, {}).items() if claimed.get(anchor, (False,))[0]}
        missing = _missing(guide, asked, project)
        original = project.guide(project.default, name) if missing else None
        if original is not None:
            yield from _lost(original.syntax, missing, project, guide.locale)


def _by_section(page: Syntax, project: Project, wanted: Container[str] | None = None) -> dict[str, str]:
    """The source of each section that is wanted, with the values of data/, folded, by its anchor."""
    starts = [heading.line for heading in page.headings]
    ends = [*starts[1:], len(page.lines) + 1]
    return {
        heading.anchor: phrases.folded(project.values.fill("\n".join(page.lines[start - 1 : end - 1])))
        for heading, start, end in zip(page.headings, starts, ends, strict=True)
        if wanted is None or heading.anchor in wanted
    }


def _often_used(sections: Mapping[str, str], terms: Mapping[Key, Wording]) -> dict[str, tuple[Key, ...]]:
    """The terms that each of the sections, folded, may use often enough."""
    whole, anchors = "\n".join(sections.values()), tuple(sections)
    starts = tuple(accumulate((len(text) + 1 for text in sections.values()), initial=0))
    found: dict[str, tuple[Key, ...]] = {}
    for key, term in terms.items():
        if sum(min(map(whole.count, one.beginnings)) for one in term.least) < LEAST_USES:
            continue
        counts = Counter(bisect_right(starts, at) - 1 for one in term.least for at in phrases.alike(one, whole))
        for number in sorted(number for number, count in counts.items() if count >= LEAST_USES):
            found[anchors[number]] = (*found.get(anchors[number], ()), key)
    return found


def _missing(guide: Guide, asked: Mapping[str, tuple[Key, ...]], project: Project) -> Mapping[str, tuple[Key, ...]]:
    """Of the terms of each section those that nothing in the translation stands for, not even untranslated."""
    originals, own = wordings(project, project.default), wordings(project, guide.locale)
    texts = _by_section(guide.syntax, project, asked) if asked else {}
    found = {}
    for anchor in asked.keys() & texts.keys():
        text = without_accents(texts[anchor])
        found[anchor] = tuple(
            key for key in asked[anchor] if key in own and not is_said(text, own[key], originals[key])
        )
    return {anchor: found[anchor] for anchor in texts if found.get(anchor)}


def _lost(original: Syntax, missing: Mapping[str, tuple[Key, ...]], project: Project, locale: str) -> Iterator[Lost]:
    """Those of the missing terms that the original uses often enough."""
    originals, own = wordings(project, project.default), wordings(project, locale)
    uses = _uses(original, originals, missing)
    for anchor, keys in missing.items():
        for key in keys:
            places = uses.get((anchor, key), ())
            if len(places) >= LEAST_USES:
                yield Lost(originals[key], own[key], len(places), places[0], anchor)


def _uses(
    page: Syntax, terms: Mapping[Key, Wording], missing: Mapping[str, tuple[Key, ...]]
) -> Mapping[tuple[str, Key], Sequence[Place]]:
    """Where each of the sections uses each term."""
    starts = [heading.line for heading in page.headings]
    found: dict[tuple[str, Key], list[Place]] = {}
    for passage in passages.of_page(page):
        section = bisect_right(starts, passage.place(0, 1).line) - 1
        anchor = page.headings[section].anchor if section >= 0 else ""
        if anchor in missing and _has_any(passage.written, [terms[key] for key in missing[anchor]]):
            for key, start, end in _longest(passage.prose(), terms):
                found.setdefault((anchor, key), []).append(passage.place(start, end))
    return found


def _has_any(text: str, wanted: Iterable[Wording]) -> bool:
    low = phrases.folded(text)
    return any(phrases.may_stand_in(term, low) for one in wanted for term in one.least)


def _longest(text: str, terms: Mapping[Key, Wording]) -> Iterator[tuple[Key, int, int]]:
    """The terms in a text; one within a longer one is part of that."""
    low, words = phrases.folded(text), phrases.words(text)
    found = [
        (match.start, -match.end, key)
        for key, wording in terms.items()
        for term in wording.words
        if phrases.may_stand_in(term, low)
        for match in phrases.matches(term, text, words)
    ]
    last = -1
    for start, end, key in sorted(found):
        if start >= last:
            yield key, start, -end
            last = -end


# --- texts of a decision table


def lost_in_data(project: Project) -> Iterator[Lost]:
    """The terms that translated texts of decision tables have lost, where they claim to be current."""
    _, noted = data.noted(project)
    for name, (source, table) in project.tables.items() if wordings(project, project.default) else ():
        by_locale = noted.get(name, {})
        if by_locale:
            yield from (
                lost for lost in _lost_in(project, source, table, by_locale) if _is_claimed(project, name, lost)
            )


def _lost_in(project: Project, source: Document, table: DecisionTable, noted: Iterable[str]) -> Iterator[Lost]:
    texts = {(route, locale): words for locale, route, words in _texts(source, table)}
    originals = wordings(project, project.default)
    low = phrases.folded("\n".join(words for (_, locale), words in texts.items() if locale == project.default))
    asked = {key: one for key, one in originals.items() if any(phrases.may_stand_in(word, low) for word in one.words)}
    for (route, locale), words in texts.items():
        used = (
            Counter(key for key, _, _ in _longest(passages.readable(words), asked)) if locale == project.default else {}
        )
        for other in noted if used else ():
            text = without_accents(phrases.folded(texts.get((route, other), "")))
            own = wordings(project, other)
            for key, count in used.items() if text else ():
                if count >= _least(route) and key in own and not is_said(text, own[key], originals[key]):
                    yield Lost(originals[key], own[key], count, source.at(*route), route=(*route, other))


def _texts(source: Document, table: DecisionTable) -> Iterator[tuple[str, Route, str]]:
    """Each text of a table: its language, where it stands without that, its words."""
    for locale, route, words in passages.of_data(source, table, frozenset()):
        if locale != DEFAULT:
            yield locale, route[:-1], words


def _least(route: Route) -> int:
    return 1 if route[-1] == LABEL else LEAST_USES


def _is_claimed(project: Project, name: str, lost: Lost) -> bool:
    """Whether a text notes that it was made from the original as it is now."""
    *steps, locale = lost.route
    _, noted = data.noted(project)
    for text in data.texts(data.files(project)[name], project):
        if text.steps == tuple(steps):
            stamp = stamps.parse(noted.get(name, {}).get(str(locale), {}).get(text.route))
            return freshness.is_claimed(data.section(text.words[project.default]).stamp, stamp)[0]
    return False
