"""Whether a translation is current: what it notes of the text it was made from, beside that text as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from decision import stamps
from decision.stamps import Stamp
from decision.translations.sections import Section
from decision.translations.typography import NUMBER

_PERCENT = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*\Z")


class State(StrEnum):
    """What can be said of a translation, or of a section of it."""

    CURRENT = "current"
    OUTDATED = "outdated"
    NEW = "new"  # the original has this section, the translation does not
    GONE = "gone"  # the translation has it, the original no longer does
    RENAMED = "renamed"  # only its id is another one
    UNKNOWN = "unknown"  # nobody noted what it was made from
    MISSING = "missing"  # of a page: it is not translated
    DROPPED = "dropped"  # of a page: the original is no longer there


OUTDATED = frozenset((State.OUTDATED, State.NEW, State.GONE, State.RENAMED))


class Part(NamedTuple):
    """A section of a page or a text of a data file: its anchor or route, what it is called, its state.

    `words` is how many words of the original are to be translated, `was` the id of a section that was renamed;
    `addresses_changed`: its words are current, but its links lead elsewhere in the original.
    """

    id: str
    title: str
    state: State
    words: int = 0
    was: str = ""
    addresses_changed: bool = False


class Machine(NamedTuple):
    """What a translation says of how it was made: the workflow, and how much of it people did, in percent."""

    workflow: str
    by_people: float | None

    @property
    def is_unreviewed(self) -> bool:
        """Whether nobody has reviewed it, as far as is known."""
        return not self.by_people


@dataclass(frozen=True)
class Freshness:
    """The state of a page or data file in a language, and of each of its parts."""

    state: State
    parts: tuple[Part, ...] = ()

    @property
    def outdated(self) -> tuple[Part, ...]:
        """The parts that are not current."""
        return tuple(part for part in self.parts if part.state in OUTDATED)

    @property
    def words(self) -> int:
        """How many words of the original are to be translated."""
        return sum(part.words for part in self.outdated)


def of_page(
    originals: Sequence[Section], noted: Mapping[str, Stamp | None] | None, translated: Mapping[str, str]
) -> Freshness:
    """The freshness of a page: `noted` are its stamps (None: it notes none), `translated` its headings by anchor."""
    if noted is None:
        return Freshness(State.UNKNOWN)
    parts = [_part(section, noted, translated) for section in originals]
    known = {section.anchor for section in originals}
    parts += [
        Part(anchor, translated[anchor], State.GONE) for anchor in noted if anchor not in known and anchor in translated
    ]
    return Freshness(_state(parts), tuple(_with_renamed(parts, originals, noted)))


def of_text(stamp: Stamp | None, original: Section, route: str, title: str) -> Part:
    """The freshness of a text of a data file."""
    if stamp is None or stamp.number != NUMBER:
        return Part(route, title, State.UNKNOWN)
    return _compared(stamp, original, Part(route, title, State.CURRENT))


def is_claimed(stamp: str, noted: Stamp | None) -> tuple[bool, bool]:
    """Whether a translation that notes one stamp claims to be current beside another: its words, and its addresses."""
    now = stamps.parse(stamp)
    if noted is None or now is None or noted[:2] != now[:2]:
        return False, False
    return True, noted.addresses == now.addresses


def machine(front: Mapping[str, Any]) -> Machine | None:
    """What the front matter of a translation says of a machine; None where none had a hand in it.

    The keys are those of Adobe's documentation: `workflow-type: tm+mt`, `ht-degree: 0%`.
    """
    workflow = front.get("workflow-type")
    if not isinstance(workflow, str) or "mt" not in re.split(r"[^a-z]+", workflow.lower()):
        return None
    found = _PERCENT.match(str(front.get("ht-degree", "")))
    degree = float(found[1].replace(",", ".")) if found else None
    return None if degree is not None and degree >= 100 else Machine(workflow, degree)


def commit(front: Mapping[str, Any]) -> str | None:
    """The commit of the original that a translation names."""
    named = front.get("source-git-commit")
    return str(named) if named is not None and str(named).strip() else None


def _part(section: Section, noted: Mapping[str, Stamp | None], translated: Mapping[str, str]) -> Part:
    title = translated.get(section.anchor) or section.title
    stamp = noted.get(section.anchor)
    if section.anchor not in noted and section.anchor not in translated:
        return Part(section.anchor, section.title, State.NEW, section.words)
    if stamp is None or stamp.number != NUMBER:
        return Part(section.anchor, title, State.UNKNOWN)
    return _compared(stamp, section, Part(section.anchor, title, State.CURRENT))


def _compared(stamp: Stamp, original: Section, part: Part) -> Part:
    now = stamps.parse(original.stamp)
    assert now is not None
    if stamp.words != now.words:
        return part._replace(state=State.OUTDATED, words=original.words)
    return part._replace(addresses_changed=stamp.addresses not in (None, now.addresses))


def _state(parts: Iterable[Part]) -> State:
    states = {part.state for part in parts}
    if states & OUTDATED:
        return State.OUTDATED
    return State.UNKNOWN if State.UNKNOWN in states else State.CURRENT


def _with_renamed(
    parts: Sequence[Part], originals: Sequence[Section], noted: Mapping[str, Stamp | None]
) -> Iterable[Part]:
    """The parts, with each that is new and has the words of one that is gone as that one, renamed."""
    gone = {stamp.words: part for part in parts if part.state is State.GONE and (stamp := noted.get(part.id))}
    twins: dict[str, Part] = {}
    for section in originals:
        now = stamps.parse(section.stamp)
        if now is not None and now.words in gone:
            twins[section.anchor] = gone[now.words]
    renamed = {twins[part.id].id for part in parts if part.state is State.NEW and part.id in twins}
    for part in parts:
        if part.state is State.NEW and part.id in twins:
            yield part._replace(state=State.RENAMED, words=0, was=twins[part.id].id, title=twins[part.id].title)
        elif not (part.state is State.GONE and part.id in renamed):
            yield part
