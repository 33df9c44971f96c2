"""What is asked of translations in builds and by `decision check`: those sections that claim to be current.

A section claims it by its stamp. Of a page of the default language little is kept: the stamps of its sections and what
tells whether a translation has the same pieces; only where it does not, the page is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from decision import stamps
from decision.guides import metadata, prose
from decision.guides.guide import Guide
from decision.guides.syntax import Syntax
from decision.problem import Place, Problem, warning
from decision.project import Project, Tree
from decision.stamps import KEY
from decision.translations import freshness, parity, sections
from decision.translations.aligning import signature
from decision.translations.parity import Asked, Pair
from decision.translations.pool import Finding
from decision.translations.sections import Section

_NOTES_SOMETHING = re.compile(rb"^['\"]?%s['\"]?[ \t]*:" % KEY.encode(), re.MULTILINE)
_FIRST_BYTES = 65_536


class _Known(NamedTuple):
    """What is kept of a section of the default language."""

    stamp: str
    level: int
    pieces: int
    addresses: int


class _Page(NamedTuple):
    """What is kept of a page of the default language."""

    path: str
    sections: Mapping[str, _Known]
    sentences: frozenset[int]


class Claims:
    """What translations claim of pages of the default language; these are read first, then the translations."""

    def __init__(self, project: Project) -> None:
        self.project = project
        others = [tree for tree in project.trees if tree.locale != project.default]
        self.is_noted = any(_notes(tree) for tree in others)
        self._pages: dict[str, _Page] = {}
        self._by_id: dict[str, str] = {}
        self._last: tuple[Guide, tuple[Problem, ...]] | None = None

    def add(self, guide: Guide) -> None:
        """Take up a page of the default language, if any translation notes what it was made from."""
        if self.is_noted and guide.locale == self.project.default:
            found = sections.read(guide.syntax)
            known = {section.anchor: _known(section) for section in found}
            sentences = frozenset(map(hash, (said for section in found for said in _said(section))))
            self._pages[guide.page] = _Page(guide.path, known, sentences)
            own_id = metadata.of(guide.syntax.front.data).id
            if own_id:
                self._by_id[own_id] = guide.page

    def problems(self, guide: Guide) -> tuple[Problem, ...]:
        """What is wrong with the sections of a translation that claim to be current."""
        if self._last is None or self._last[0] is not guide:
            self._last = guide, tuple(self._problems(guide))
        return self._last[1]

    def claimed(self, guide: Guide) -> tuple[str, Mapping[str, tuple[bool, bool]]]:
        """The original of a translation, and of its sections whether words and addresses claim to be current.

        The original is empty where the page claims nothing.
        """
        noted = stamps.of(guide.syntax.front.data) if self.is_noted else None
        if noted is None or guide.locale == self.project.default or is_swallowed(guide.syntax):
            return "", {}
        own_id = metadata.of(guide.syntax.front.data).id
        name = guide.page if guide.page in self._pages else self._by_id.get(own_id, "")
        sections_of_page = self._pages[name].sections if name else {}
        return name, {
            anchor: freshness.is_claimed(known.stamp, noted.get(anchor)) for anchor, known in sections_of_page.items()
        }

    def _problems(self, guide: Guide) -> Iterator[Problem]:
        name, claimed = self.claimed(guide)
        if not name:
            return
        page, noted = self._pages[name], stamps.of(guide.syntax.front.data) or {}
        # a section that is noted and gone was dropped from the original
        are_all = all(words for words, _ in claimed.values()) and all(anchor in page.sections for anchor in noted)
        asked = Asked(
            frozenset(anchor for anchor, (words, _) in claimed.items() if words),
            frozenset(anchor for anchor, (words, addresses) in claimed.items() if words and addresses),
            only_these=are_all,
        )
        found = sections.read(guide.syntax)
        if not asked.sections or _has_all(page, found, asked):
            return
        original = self.project.guide(self.project.default, name)
        if original is not None:
            yield from problems(Pair(sections.read(original.syntax), found, guide.syntax), asked, original.path)


def problems(pair: Pair, asked: Asked, original: str) -> Iterator[Problem]:
    """What a translation has otherwise than its original, and what is not translated; `original`: where that lies."""
    for finding in parity.differences(pair, asked):
        yield _problem("translation-differs", finding, pair.page, original)
    for finding in parity.untranslated(pair, asked):
        yield _problem("untranslated-text", finding, pair.page, original)


def _problem(code: str, finding: Finding, page: Syntax, original: str) -> Problem:
    where = f"see {original}:{finding.original}" if finding.original else f"see {original}"
    hint = f"{finding.advice}; {where}" if finding.advice else where
    place = Place(page.path, min(finding.line, len(page.lines)), finding.column, finding.end)
    return warning(code, finding.message, hint, place, fix=finding.fix)


def malformed(guide: Guide) -> Iterator[tuple[str, object]]:
    """The headings whose stamp is none, with what stands there."""
    held = guide.syntax.front.data.get(KEY)
    for name, stamp in (stamps.of(guide.syntax.front.data) or {}).items():
        if stamp is None and isinstance(held, dict):
            yield name, held[name]


def is_swallowed(page: Syntax) -> bool:
    """Whether code or a comment that is not closed hides what follows it: other checks tell of that."""
    return prose.unclosed_comment(page) is not None or bool(prose.unclosed_code(page))


def _notes(tree: Tree) -> bool:
    """Whether any page of a language notes what it was made from; only the beginnings of files are looked at."""
    return any(_NOTES_SOMETHING.search(_beginning(path)) for path in sorted(tree.folder.rglob("*.md")))


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_FIRST_BYTES)
    except OSError:
        return b""


def _known(section: Section) -> _Known:
    pieces, addresses = map(hash, signature(section.root))
    return _Known(section.stamp, section.level, pieces, addresses)


def _said(section: Section) -> Iterator[str]:
    for text in section.root.texts():
        yield from parity.sentences(text)


def _has_all(page: _Page, found: tuple[Section, ...], asked: Asked) -> bool:
    """Whether nothing would be found in a translation: its sections have the same signatures, and no long sentence."""
    own = {section.anchor: section for section in found}
    if asked.only_these and own.keys() != page.sections.keys():
        return False
    for anchor in asked.sections:
        known, section = page.sections[anchor], own.get(anchor)
        if section is None or section.level != known.level:
            return False
        pieces, addresses = map(hash, signature(section.root))
        if pieces != known.pieces or (anchor in asked.addresses and addresses != known.addresses):
            return False
        if any(hash(said) in page.sentences for said in _said(section)):
            return False
    return True
