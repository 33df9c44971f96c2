"""What the checks found of pages, so that a later run need not look at pages again for which nothing changed.

Whoever runs the checks says by a key of each page what it was found from: see `hooks/cached_checks.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from decision import stamps
from decision.excuses import Excuse
from decision.guides.guide import Guide
from decision.linkage import PageFacts, Reference
from decision.problem import Edit, Place, Problem, Severity
from decision.project import Project
from decision.terms.drift import Uses
from decision.translations.claims import Claims


@dataclass(frozen=True)
class Found:
    """What is found of a page by itself: its facts, its excuses with the lines that they are for, its problems."""

    facts: PageFacts
    excuses: tuple[tuple[range, Excuse], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Memory:
    """The keys of pages by their paths, what was noted under such keys before, and what there is to note now.

    `around` identifies all else that the checks look at. `words` are how many a page has, by the hash of its text.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)
    around: str = ""
    words: dict[str, int] = field(default_factory=dict)

    def recall(self, path: str) -> Found | None:
        """What is known of a page; None where something changed for it."""
        noted = self.before.get(path)
        if noted is None or noted["key"] != self.keys.get(path):
            return None
        self.now[path] = noted
        return back(noted["found"])

    def note(self, path: str, found: Found) -> None:
        """Remember what was found of a page."""
        if path in self.keys:
            self.now[path] = {"key": self.keys[path], "found": plain(found)}


class Originals:
    """The pages of the default language, which are taken up when a translation of theirs is looked at."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.claims = Claims(project)
        self.uses = Uses(self.claims)
        self._known: set[str] = set()
        self._added: set[str] = set()

    def add(self, guide: Guide) -> None:
        """Take up a page; see there."""
        if guide.locale == self.project.default:
            self._added.add(guide.page)
        self.claims.add(guide)
        self.uses.add(guide)

    def recall(self, locale: str, page: str) -> None:
        """Of this page all is known; it is taken up if a translation asks for it."""
        if locale == self.project.default:
            self._known.add(page)

    def bring(self, guide: Guide) -> None:
        """Take up what a translation may have been made from: the page of its path, else it may be any."""
        if not self._known or guide.locale == self.project.default or guide.page in self._added:
            return
        if self.claims.is_noted and stamps.of(guide.syntax.front.data) is not None:
            for page in [guide.page] if guide.page in self._known else sorted(self._known):
                self._known.discard(page)
                original = self.project.guide(self.project.default, page)
                if original is not None:
                    self.add(original)


def plain(found: Found) -> list[Any]:
    """What was found, as JSON has it."""
    facts = found.facts
    return [
        [
            *(facts.path, facts.locale, facts.page, sorted(facts.anchors), facts.prefixes),
            *(facts.references, facts.is_internal, facts.is_open),
        ],
        [[lines.start, lines.stop, one.code, one.reason, _place(one.place), one.route] for lines, one in found.excuses],
        [
            [one.code, one.severity, one.message, one.hint, _place(one.place), one.route, list(map(_edit, one.fix))]
            for one in found.problems
        ],
    ]


def back(said: list[Any]) -> Found:
    """What `plain` was given."""
    facts, excuses, problems = said
    path, locale, page, anchors, prefixes, references, is_internal, is_open = facts
    known = tuple(Reference(*one) for one in references)
    return Found(
        PageFacts(path, locale, page, frozenset(anchors), tuple(prefixes), known, is_internal, is_open),
        tuple(
            (range(start, stop), Excuse(code, reason, _place_of(place), tuple(route)))
            for start, stop, code, reason, place, route in excuses
        ),
        tuple(
            Problem(code, Severity(severity), message, hint, _place_of(place), tuple(route), tuple(map(_edit_of, fix)))
            for code, severity, message, hint, place, route, fix in problems
        ),
    )


def _place(place: Place) -> list[Any]:
    return [place.path, place.line, place.column, place.end]


def _place_of(said: list[Any]) -> Place:
    path, line, column, end = said
    return Place(path, line, column, tuple(end) if end else None)


def _edit(edit: Edit) -> list[Any]:
    return [edit.start, edit.end, edit.text, edit.old]


def _edit_of(said: list[Any]) -> Edit:
    start, end, text, old = said
    return Edit(tuple(start), tuple(end), text, old)
