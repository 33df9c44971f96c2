"""Every page and data file in every language: whether it is current, and whether a machine translated it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from decision import stamps
from decision.guides import metadata, pages
from decision.guides.guide import Guide
from decision.guides.pages import Pages
from decision.project import Project
from decision.translations import data, freshness, sections
from decision.translations.freshness import Freshness, Machine, Part, State
from decision.translations.sections import Section

VERSION = 1


@dataclass(frozen=True)
class Entry:
    """A page or data file in a language. `path` is that of the translation, None where there is none."""

    kind: str
    original: str | None
    path: str | None
    locale: str
    freshness: Freshness
    machine: Machine | None = None
    commit: str | None = None

    @property
    def state(self) -> State:
        """The state of the whole."""
        return self.freshness.state


@dataclass(frozen=True, eq=False)
class Translations:
    """The translations of a project. A page is called by its path in the default language, whatever its file is."""

    project: Project
    # how many words pages have that are not translated, by the hash of their text; an earlier run may have counted them
    known_words: MutableMapping[str, int] = field(default_factory=dict, repr=False)
    _lacking: dict[str, Mapping[str, Mapping[str, State]]] = field(default_factory=dict, repr=False)

    @cached_property
    def pages(self) -> Pages:
        """All guides."""
        files = {
            tree.locale: pages.listed(tree.folder) if tree.folder.is_dir() else frozenset()
            for tree in self.project.trees
        }
        return Pages(self.project.guide, files, self.project.default)

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that texts are translated into."""
        return tuple(language.locale for language in self.project.languages[1:])

    def names(self, locale: str) -> frozenset[str]:
        """The pages of a language by the names of their originals, those that only it has too."""
        renamed = self.pages.renamed.get(locale, {})
        return frozenset(renamed.get(file, file) for file in self.pages.files.get(locale, ()) if file.endswith(".md"))

    def guide(self, locale: str, name: str) -> Guide | None:
        """A page of a language by the name of its original."""
        file = self.pages.file(locale, name)
        return self.project.guide(locale, file) if file in self.pages.files.get(locale, ()) else None

    def lacking(self, locale: str) -> Mapping[str, Mapping[str, State]]:
        """The texts of data that a language lacks, or has older than the default one: file, route, state."""
        if locale not in self._lacking:
            self._lacking[locale] = data.lacking(self.project, locale)
        return self._lacking[locale]

    def of_page(
        self, locale: str, name: str, guide: Guide | None, original: Guide | None, known: tuple[Section, ...] | None
    ) -> Entry:
        """A page in a language, beside its original. `known` are the original's sections, where they have been read."""
        path = original.path if original else None
        if guide is None:
            part = Part(sections.START, name, State.NEW, self._words(original, known) if original else 0)
            return Entry("page", path, None, locale, Freshness(State.MISSING, (part,)))
        front = guide.syntax.front.data
        made, commit = freshness.machine(front), freshness.commit(front)
        if original is None:
            return Entry("page", None, guide.path, locale, Freshness(State.DROPPED), made, commit)
        return Entry("page", path, guide.path, locale, self.freshness(guide, original, known), made, commit)

    def _words(self, original: Guide, known: tuple[Section, ...] | None) -> int:
        """How many words a page has. Those with values are counted each time: what they are stands elsewhere."""
        text = original.syntax.text
        key = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
        count = self.known_words.get(key)
        if count is None:
            found = known if known is not None else sections.read(original.syntax)
            count = sum(section.words for section in found)
            if "{{" not in text:
                self.known_words[key] = count
        return count

    def freshness(self, guide: Guide, original: Guide, known: tuple[Section, ...] | None = None) -> Freshness:
        """Whether a translation is current."""
        noted = stamps.of(guide.syntax.front.data)
        if noted is None:
            return Freshness(State.UNKNOWN)
        found = known if known is not None else sections.read(original.syntax)
        has_all = noted.keys() == {section.anchor for section in found}
        # the headings of a translation matter only where they are not those of the original
        translated = {} if has_all else {heading.anchor: heading.text for heading in guide.headings}
        return freshness.of_page(found, noted, translated)

    def entries(self) -> Iterator[Entry]:
        """Everything, the data first, then the pages; a file's languages beside each other."""
        yield from self.of_data()
        names = {language.locale: self.names(language.locale) for language in self.project.languages}
        for name in sorted(frozenset().union(*names.values())):
            original = self.guide(self.project.default, name)
            if original is not None and not metadata.of(original.syntax.front.data).is_published:
                continue
            known: tuple[Section, ...] | None = None
            for locale in self.locales:
                if original is None and name not in names[locale]:
                    continue
                guide = self.guide(locale, name)
                notes = guide is not None and stamps.of(guide.syntax.front.data) is not None
                if known is None and original is not None and notes:
                    known = sections.read(original.syntax)
                yield self.of_page(locale, name, guide, original, known)

    def of_data(self) -> Iterator[Entry]:
        """The data files that hold texts, in each language."""
        _, known = data.noted(self.project)
        for name, source in data.files(self.project).items():
            if next(data.texts(source, self.project), None) is None:
                continue
            for locale in self.locales:
                fresh = data.of_file(source, locale, self.project, known.get(name, {}).get(locale, {}))
                yield Entry("data", source.path, source.path, locale, fresh)


def as_data(project: Project, entries: Iterable[Entry]) -> dict[str, Any]:
    """The list for programs: `version` of this shape, `languages` with counts, `entries`.

    An entry has `kind` (`page` or `data`), `original` and `path` (null where there is none), `locale`, `state`, `words`
    to be translated, `parts` that are not current, each with `id`, `title`, `state`, `words`, `was`;
    `machine_translated` (null, or `workflow`, `by_people` in percent or null, `is_unreviewed`), `source_commit`.
    Keys may be added within a version, none change or go.
    """
    found = list(entries)
    return {
        "version": VERSION,
        "default": project.default,
        "languages": {language.locale: _counts(found, language.locale) for language in project.languages[1:]},
        "entries": [_entry(entry) for entry in found],
    }


def _counts(entries: Iterable[Entry], locale: str) -> dict[str, int]:
    own = [entry for entry in entries if entry.locale == locale]
    states = Counter(entry.state for entry in own)
    shown = (State.CURRENT, State.OUTDATED, State.MISSING, State.UNKNOWN, State.DROPPED)
    return {
        **{state.value: states[state] for state in shown},
        "machine_translated": sum(entry.machine is not None for entry in own),
        "words": sum(entry.freshness.words for entry in own),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    made = entry.machine
    return {
        "kind": entry.kind,
        "original": entry.original,
        "path": entry.path,
        "locale": entry.locale,
        "state": entry.state.value,
        "words": entry.freshness.words,
        "parts": [_part(part) for part in entry.freshness.parts if _is_told(entry, part)],
        "machine_translated": made
        and {"workflow": made.workflow, "by_people": made.by_people, "is_unreviewed": made.is_unreviewed},
        "source_commit": entry.commit,
    }


def _is_told(entry: Entry, part: Part) -> bool:
    if entry.state is State.MISSING or all(other.state is State.UNKNOWN for other in entry.freshness.parts):
        return False
    return part.state is not State.CURRENT or part.addresses_changed


def _part(part: Part) -> Mapping[str, Any]:
    return {
        "id": part.id,
        "title": part.title,
        "state": part.state.value,
        "words": part.words,
        "was": part.was or None,
        "addresses_changed": part.addresses_changed,
    }
