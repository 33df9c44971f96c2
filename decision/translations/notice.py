"""What the reader of a translated page is told of it: sections that are not current, and that a machine made it.

It comes from the files alone, so that the same files always give the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from decision.guides.guide import Guide
from decision.guides.markers import Marker
from decision.project import Project
from decision.translations import freshness, sections
from decision.translations.freshness import Part, State
from decision.translations.status import Translations


class Notice(NamedTuple):
    """The sections that are outdated, those that only the original has, those that it no longer has.

    They are called as this page calls them, where it has them.

    `partly` are those that show a text of data/ which is not translated.
    """

    outdated: tuple[Part, ...] = ()
    new: tuple[Part, ...] = ()
    partly: tuple[Part, ...] = ()
    gone: tuple[Part, ...] = ()
    is_unreviewed: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to tell."""
        return any(self)


def of(translations: Translations, locale: str, name: str) -> Notice:
    """What is to be told of a page in a language; `name` is its path in the default one."""
    guide = translations.guide(locale, name)
    original = translations.guide(translations.project.default, name)
    if guide is None or original is None or locale == translations.project.default:
        return Notice()
    made = freshness.machine(guide.syntax.front.data)
    own = tuple(_own(translations, guide, original))
    shown = tuple(_shown(translations, guide))
    return Notice(
        _of(State.OUTDATED, (*own, *shown)),
        _of(State.NEW, own),
        _of(State.NEW, shown),
        _of(State.GONE, own),
        made is not None and made.is_unreviewed,
    )


def _of(state: State, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts of a state, each once."""
    return tuple({part.id: part for part in parts if part.state is state}.values())


def _own(translations: Translations, guide: Guide, original: Guide) -> Iterator[Part]:
    """The sections of the page that are not current."""
    parts = [part for part in translations.freshness(guide, original).parts if part.state in freshness.OUTDATED]
    # most pages are current, and are not read for what their sections are called
    titles = {section.anchor: section.title for section in sections.read(guide.syntax)} if parts else {}
    for part in parts:
        yield part._replace(title=titles.get(part.id, part.title))


def _shown(translations: Translations, guide: Guide) -> Iterator[Part]:
    """The sections that show texts of data files which are outdated or not translated."""
    lacking = translations.lacking(guide.locale)
    if not any(lacking.values()):
        return
    places = [
        (place.line, state)
        for marker, place in guide.markers
        for route, state in lacking.get(marker.file, {}).items()
        if _shows(marker, route, translations.project)
    ]
    for section in sections.read(guide.syntax) if places else ():
        states = {state for line, state in places if section.line <= line <= section.root.end}
        yield from (Part(section.anchor, section.title, state) for state in sorted(states))


def _shows(marker: Marker, route: str, project: Project) -> bool:
    """Whether the text of a route stands where a marker is: a table shows no questions, a group only its terms."""
    if not marker.is_known:
        return False
    if marker.name == "decision-table":
        return not route.startswith("questions/")
    if marker.part:
        glossary = project.glossaries[marker.file][1] if marker.file in project.glossaries else None
        return glossary is not None and route.split("/")[1:2] in [
            [term] for term in glossary.groups.get(marker.part, ())
        ]
    return True
