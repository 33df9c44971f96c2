"""The texts of data files, each in several languages, and the file that notes what their translations were made from.

A text is a mapping of languages to words that has the default language: nothing is known here of kinds of files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from decision import document, stamps
from decision.document import Document
from decision.guides import syntax
from decision.history import History
from decision.problem import Route
from decision.project import Project
from decision.stamps import Stamp, Stamps
from decision.translations import freshness, sections
from decision.translations.freshness import Freshness, Part, State
from decision.translations.sections import Piece, Section

NAME = "data/translations.yaml"
_PLAIN = re.compile(r"[^\W\d][\w./-]*")
_HEAD = "# What the translations of the texts in data/ were made from; 'decision translations accept' writes it.\n"


@dataclass(frozen=True)
class Text:
    """A text of a data file: the keys and indices that lead to it, the words of each language."""

    steps: Route
    words: Mapping[str, str]

    @property
    def route(self) -> str:
        """How it is called: its steps with slashes."""
        return "/".join(str(step).replace("/", "%2F") for step in self.steps)


@lru_cache(maxsize=2)
def files(project: Project) -> dict[str, Document]:
    """The data files that hold texts, by id, as they are written: without the values that they refer to."""
    found = {}
    for name, file in project.files.items():
        if file.document is None or file.content is None or isinstance(file.content, (Stamps, History)):
            continue
        path = project.root / file.document.path
        content = project.instead.get(path)
        source, _ = document.read(file.document.path, path.read_bytes() if content is None else content)
        if source is not None:
            found[name] = source
    return found


def texts(source: Document, project: Project) -> Iterator[Text]:
    """The texts of a data file in its order."""
    locales = frozenset(language.locale for language in project.languages)
    yield from _texts(source.data, (), project.default, locales)


def _texts(data: Any, route: Route, default: str, locales: frozenset[str]) -> Iterator[Text]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict) and default in data and data.keys() <= locales:
        if all(isinstance(words, str) for words in data.values()):
            yield Text(route, data)
        return
    for key, value in entries:
        yield from _texts(value, (*route, key), default, locales)


def noted(project: Project) -> tuple[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """Where the stamps of data files are, or will be; and the stamps: file, language, route, stamp."""
    for file in project.files.values():
        if isinstance(file.content, Stamps) and file.document is not None:
            return file.document.path, file.content.files
    return NAME, {}


def section(words: str) -> Section:
    """A text as a section of a page would be, so that it has a stamp."""
    found = sections.read(syntax.read("", words))
    if len(found) == 1:
        return found[0]
    whole = Piece("section", "0", 1, 1, content=[part for section in found for part in section.root.content])
    return Section(sections.START, None, 0, "", whole)


def of_file(source: Document, locale: str, project: Project, known: Mapping[str, str]) -> Freshness:
    """The freshness of a data file in a language. `known` are the stamps of this language by route."""
    parts = [
        _part(text, locale, project.default, stamps.parse(known.get(text.route))) for text in texts(source, project)
    ]
    states = {part.state for part in parts}
    if states == {State.NEW}:
        return Freshness(State.MISSING, tuple(parts))
    if states & freshness.OUTDATED:
        return Freshness(State.OUTDATED, tuple(parts))
    return Freshness(State.UNKNOWN if State.UNKNOWN in states else State.CURRENT, tuple(parts))


@lru_cache(maxsize=8)
def lacking(project: Project, locale: str) -> Mapping[str, Mapping[str, State]]:
    """The texts that a language lacks, or has older than the default one: data file, route, state."""
    _, known = noted(project)
    found = {}
    for name, source in files(project).items():
        parts = of_file(source, locale, project, known.get(name, {}).get(locale, {})).parts
        found[name] = {part.id: part.state for part in parts if part.state in freshness.OUTDATED}
    return found


def _part(text: Text, locale: str, default: str, stamp: Stamp | None) -> Part:
    original = section(text.words[default])
    if locale not in text.words:
        return Part(text.route, text.words[default], State.NEW, original.words)
    return freshness.of_text(stamp, original, text.route, text.words[locale])


def written(content: bytes | None, files: Mapping[str, Mapping[str, Mapping[str, str]]]) -> bytes:
    """The file with these stamps: comments above its first key stay, the rest is written anew."""
    text = content.decode("utf-8-sig") if content is not None else _HEAD
    head = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*", text)
    lines = [head[0] if head else "", "kind: translations\n", "files:\n" if files else "files: {}\n"]
    for name, locales in files.items():
        lines.append(f"  {_key(name)}:\n")
        for locale, routes in locales.items():
            lines.append(f"    {_key(locale)}:\n")
            lines += [f"      {_key(route)}: {stamp}\n" for route, stamp in routes.items()]
    return "".join(lines).encode()


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name not in ("no", "on", "yes", "off", "y", "n") else json.dumps(name)
