"""The other solutions that a cell names, linked or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision import locales
from decision.exchange.adopting.drafts import Doubts, Named
from decision.exchange.adopting.vocabulary import Kind, any_of, verdicts
from decision.handwritten.cells import MARK, Cell, Entry
from decision.handwritten.labels import key, visible
from decision.problem import quoted, warning

_SEPARATOR = re.compile(r"\s*(?:[,;](?=\s|\Z)|[|·•、，；])\s*")
_BULLET = re.compile(r"^\s*[-*•·–]\s+")
_NOTHING = frozenset(
    {"", "none", "na", "inga", "ingen", "inget", "geen", "keine", "aucune", "aucun", "ninguna", "nenhuma", "nessuna"}
)


def solutions(cell: Cell, locale: str, doubts: Doubts, by_lines: bool) -> Iterator[Named]:
    """The solutions of a cell in their order, each once; `by_lines`: in this table they stand on lines of their own."""
    seen: set[str] = set()
    for line in cell.lines:
        for said, target in _in_line(line, locale, cell, doubts, by_lines):
            label = said.strip("[] ") if said.count("[") != said.count("]") else said
            if label != said:
                message = f"a bracket is left over in {quoted(said)}"
                doubts.add(warning("doubtful-link", message, f"it is taken for '{label}'", doubts.place(cell.span)))
            name = key(label) or label
            if name not in seen and not _is_nothing(label, locale):
                seen.add(name)
                yield Named(label, target, doubts.place(cell.span))


def _is_nothing(label: str, locale: str) -> bool:
    return key(label) in _NOTHING or verdicts(locale).get(key(label)) in (Kind.NO, Kind.NOT_APPLICABLE)


def _in_line(
    line: tuple[Entry, ...], locale: str, cell: Cell, doubts: Doubts, by_lines: bool
) -> Iterator[tuple[str, str | None]]:
    """Labels with their targets: links, and what commas part."""
    entries = [Entry(" ".join(visible(MARK.sub("", entry.text)).split()), entry.target) for entry in line]
    entries = [entry for entry in entries if entry.text]
    linked = [entry for entry in entries if entry.target is not None]
    others = [entry for entry in entries if entry.target is None and not _is_between(entry.text, locale)]
    if by_lines and entries and len(linked) < 2:
        text = _BULLET.sub("", " ".join(entry.text for entry in entries)).strip()
        yield text, next((entry.target for entry in linked), None)
    elif not linked:
        for entry in entries:
            text = _BULLET.sub("", entry.text)
            yield from ((part.strip(), None) for part in _SEPARATOR.split(text) if part.strip(" ."))
    elif not others or _is_list(entries, locale):
        previous: Entry | None = None
        for entry in entries:
            if entry.target is not None:
                if previous is not None and previous.target is not None:
                    message = f"{quoted(previous.text)} and {quoted(entry.text)} run together"
                    hint = "put '<br>' between them; they are taken for two"
                    doubts.add(warning("doubtful-link", message, hint, doubts.place(cell.span)))
                yield entry.text, entry.target
            else:
                parts = _parts(entry.text, locale)
                yield from ((part, None) for part in parts)
            previous = entry
    elif len(linked) == 1:
        yield " ".join(entry.text for entry in entries), linked[0].target
    else:
        yield from ((entry.text, entry.target) for entry in linked)
        message = f"{quoted(others[0].text)} is none of the other solutions that are linked: it is left out"
        doubts.add(warning("doubtful-link", message, "name only solutions here", doubts.place(cell.span)), True)


def _is_between(text: str, locale: str) -> bool:
    return not _parts(text, locale)


def _is_list(entries: list[Entry], locale: str) -> bool:
    """Whether what is not linked is parted from the links by commas or conjunctions."""
    for n, entry in enumerate(entries):
        if entry.target is None and _parts(entry.text, locale):
            before, after = n > 0, n + 1 < len(entries)
            begins = re.match(rf"\s*(?:[,;/|&+·、，]|(?:{_conjunctions(locale)})\s)", entry.text)
            ends = re.search(rf"(?:[,;/|&+·、，]|\s(?:{_conjunctions(locale)}))\s*\Z", entry.text)
            if (before and not begins) or (after and not ends):
                return False
    return True


def _parts(text: str, locale: str) -> list[str]:
    """What stands between commas and conjunctions."""
    inner = re.sub(
        rf"^(?:{_conjunctions(locale)})\s+|\s+(?:{_conjunctions(locale)})$|^(?:{_conjunctions(locale)})$",
        "",
        text.strip(" ,;/|&+·•、，.()"),
    )
    return [part.strip(" .,;/|&+·•()") for part in _SEPARATOR.split(inner) if part.strip(" .,;/|&+·•()-–—:")]


def _conjunctions(locale: str) -> str:
    words = {locales.words(name)[word] for name in (locale, "en") for word in ("table-and", "table-or")}
    return "|".join((*(re.escape(word) for word in sorted(words)), any_of("conjunctions")))
