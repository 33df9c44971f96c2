"""A word that a glossary tells to avoid, on a page or in a text of data/, in whatever form it stands there.

A reader who meets two words for one thing looks for two things.
Code, labels of an interface, names, addresses, and what stands between quotation marks are left alone.
Lists of a glossary hold words in the form in which a dictionary has them; where a word is right in another sense, avoid
a longer one that is always wrong, or excuse the place.

Bad, where the term "DAM" has "media library" under `avoid`:

    Upload the asset to one of the media libraries.

Good:

    Upload the asset to the DAM.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from decision import glossary
from decision.excuses import Excuses
from decision.guides.guide import Guide
from decision.guides.markers import MARKERS
from decision.problem import Place, Problem, Route, quoted, warning
from decision.project import Project
from decision.terms import lexicon, passages
from decision.terms.lexicon import Avoided, Lexicon, within

# the names of terms in the glossary are its words, not texts about them
_NAMES = frozenset(("term",))
_MOST_INSTEAD = 4


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such word in a section, where it stands there first."""
    words = lexicon.of(project, guide.locale)
    asked = words.candidates(guide.syntax.text)
    if asked:
        markers = (marker for marker, _ in guide.markers if MARKERS.get(marker.name) == glossary.KIND)
        shown = {marker.file for marker in markers if not marker.part}
        asked = tuple(one for one in asked if one.glossary not in shown)
        yield from _first_of_each_section(guide, list(_on_page(guide, words, asked)))


def check_data(project: Project) -> Iterator[Problem]:
    """A problem for each such word in a text of a table or glossary."""
    for source, content in (*project.tables.values(), *project.glossaries.values()):
        by_locale: dict[str, list[tuple[Route, str]]] = {}
        for locale, route, text in passages.of_data(source, content, _NAMES):
            by_locale.setdefault(locale or project.default, []).append((route, text))
        for locale, texts in by_locale.items():
            words = lexicon.of(project, locale)
            asked = words.candidates("\n".join(text for _, text in texts))
            for route, text in texts if asked else ():
                yield from _in_text(words, asked, text, source.at(*route), route)


def _on_page(guide: Guide, words: Lexicon, asked: Sequence[Avoided]) -> Iterator[tuple[Avoided, Problem]]:
    for passage in passages.of_page(guide.syntax):
        candidates = within(asked, passage.written)
        if candidates:
            text = passage.prose()
            for hit in words.hits(text, candidates):
                shown = passage.written[hit.start : hit.end]
                yield hit.avoided, _problem(hit.avoided, shown, passage.place(hit.start, hit.end))


def _in_text(words: Lexicon, asked: Sequence[Avoided], text: str, place: Place, route: Route) -> Iterator[Problem]:
    candidates = within(asked, text)
    told: set[Avoided] = set()
    for hit in words.hits(passages.readable(text), candidates) if candidates else ():
        if hit.avoided not in told:
            told.add(hit.avoided)
            yield _problem(hit.avoided, text[hit.start : hit.end], place, route)


def _first_of_each_section(guide: Guide, found: Sequence[tuple[Avoided, Problem]]) -> Iterator[Problem]:
    """The first place of each word in a section, and those that are excused, which do not stand for others."""
    if not found:
        return
    starts = [heading.line for heading in guide.headings]
    excuses = Excuses()
    excuses.add_page(guide)
    told: set[tuple[Avoided, int]] = set()
    for avoided, problem in found:
        where = avoided, bisect_right(starts, problem.line)
        if excuses.excuse(problem):
            yield problem
        elif where not in told:
            told.add(where)
            yield problem


def _problem(avoided: Avoided, shown: str, place: Place, route: Route = ()) -> Problem:
    message = f"{quoted(' '.join(shown.split()))} is a word to avoid for '{avoided.name}'"
    instead = " or ".join(f"'{word}'" for word in avoided.instead[:_MOST_INSTEAD])
    why = f": {avoided.reason.rstrip('.')}" if avoided.reason else ""
    listed = f"{avoided.place.path}:{avoided.place.line} lists it{why}"
    return warning("avoided-word", message, f"write {instead}; {listed}", place, route)
