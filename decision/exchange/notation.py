"""How the API writes values: JSON in sorted keys that may stand in a script, texts in each language, addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from decision.exchange.exporting import Subject
from decision.locales import spoken
from decision.locales import words as catalog
from decision.matrix.model import MARK
from decision.texts import words

# `<` could end a script or begin a comment in it, the others are ends of lines there; halves of signs have no bytes
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")
_HOME = ("index", "README")

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Entries:
    """The entries of an object that is too long to be held: pairs in the order of their keys, read once."""

    pairs: Iterable[tuple[str, object]]


def value(data: object) -> str:
    """A value as JSON on one line, its keys sorted."""
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def document(members: Mapping[str, object]) -> Iterator[str]:
    """An object as JSON in pieces: its keys sorted, each entry of a list, an iterator or `Entries` on its own line."""
    before = "{\n"
    for key in sorted(members):
        yield f"{before}{value(key)}:"
        yield from _member(members[key])
        before = ",\n"
    yield "\n}\n" if members else "{}\n"


def _member(data: object) -> Iterator[str]:
    if isinstance(data, Entries):
        yield from _lines("{", (f"{value(key)}:{value(entry)}" for key, entry in data.pairs), "}")
    elif isinstance(data, (list, tuple, Iterator)):
        yield from _lines("[", map(value, data), "]")
    else:
        yield value(data)


def _lines(opening: str, lines: Iterator[str], closing: str) -> Iterator[str]:
    before = opening
    for line in lines:
        yield f"{before}\n{line}"
        before = ","
    yield f"{opening}{closing}" if before == opening else f"\n{closing}"


def texts(subject: Subject, text: Mapping[str, str]) -> Texts:
    """A text in every language of the site; `lang` is the one in which it stands there, which may be another."""
    found = {locale: words(text, locale, subject.default) for locale in subject.locales}
    return {locale: {"lang": said.locale, "text": MARK.sub("", said.text)} for locale, said in found.items()}


def texts_or_none(subject: Subject, text: Mapping[str, str] | None) -> Texts | None:
    """The same of a text that need not be there."""
    return None if text is None else texts(subject, text)


def interface_texts(subject: Subject, key: str) -> Texts:
    """A word of the catalogs in every language, with its {names} left open."""
    return {locale: {"lang": spoken(key, locale), "text": catalog(locale)[key]} for locale in subject.locales}


def address(section: str, *, directory_urls: bool) -> str:
    """Where a section of the guides (`page.md#anchor`) stands below the folder of a language."""
    page, mark, anchor = section.partition("#")
    *folders, name = page.removesuffix(".md").split("/")
    if not directory_urls:
        ends = ["index.html" if name in _HOME else f"{name}.html"]
    else:
        ends = [""] if name in _HOME else [name, ""]
    return quote("/".join((*folders, *ends))) + mark + quote(anchor)
