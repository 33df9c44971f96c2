"""A list of facts, and whether each stands in its section of the guides in every language of the site.

An entry names where the fact comes from, the page and section that tell it, and texts that have to stand there: the
figures, names, paths, code and addresses that are the same in every language, or a word of each language. A section is
looked at as its reader sees it (`guides.sections`).

    - fact: a fetch times out after 5 seconds, and can be tried again
      source: "001:216"
      where: connected-assets.md#fetch-time-out
      must: ["5 se", Content Finder, {en: again, sv: igen, nl: opnieuw}]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

from decision import document, render, schema
from decision.document import Document
from decision.guides import pages, syntax
from decision.guides.guide import ADDRESS, Guide
from decision.guides.markers import find
from decision.guides.sections import Section, Sections, from_root, plain, seen
from decision.problem import Problem, Route, choices, error, in_order, printable, quoted
from decision.project import Project
from decision.texts import DEFAULT, NonEmpty, OneOrMore, Part, Text
from decision.values import samples

NAME = "docs/facts.yaml"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SOURCE = re.compile(r"\S[^\n]*:[0-9]+(?:-[0-9]+)?")
_WHERE = re.compile(r"[^#\n]*[^#\s]\.md(?:#[^\s#]+)?")
MOST_NAMED = 3


def _text(value: Any) -> Any:
    if not isinstance(value, (str, dict)):
        raise PydanticKnownError("string_type")
    return value


class Fact(Part):
    """An entry of the list: where it comes from and where it stands, what has to stand there, what it says in short."""

    source: NonEmpty
    where: NonEmpty
    must: Annotated[tuple[Annotated[Text, BeforeValidator(_text)], ...], OneOrMore]
    fact: NonEmpty | None = None

    @property
    def page(self) -> str:
        """The page that tells it, below the root of a language."""
        return self.where.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The section that tells it; empty for the whole page."""
        return self.where.partition("#")[2]


class Count(NamedTuple):
    """How much was looked for."""

    facts: int
    strings: int
    languages: int

    def __str__(self) -> str:
        """In words: `451 facts, 530 strings, 3 languages`."""
        return _counted(zip(self, ("fact", "string", "language"), strict=True))


def _counted(named: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in named)


@dataclass(frozen=True, eq=False)
class Page:
    """A page of a language: as it is written, and in sections as its reader sees it."""

    guide: Guide
    sections: Sections

    def where(self, anchor: str) -> str:
        """A section as a message names it: the file and its lines."""
        first, last = self._lines(anchor)
        return f"{self.guide.path}:{first}-{last}"

    def source(self, anchor: str) -> str:
        """A section as it is written, without comments that the build does not replace."""
        first, last = self._lines(anchor)
        text = "\n".join(self.guide.syntax.lines[first - 1 : last])
        return _COMMENT.sub(lambda found: found[0] if any(marker.is_known for marker in find(found[0])) else "", text)

    def _lines(self, anchor: str) -> tuple[int, int]:
        """The first and the last line of a section in the file; those of the whole page for other anchors."""
        headings, end = self.guide.headings, len(self.guide.syntax.lines)
        own = next((heading for heading in headings if anchor and heading.anchor == anchor), None)
        if own is None:
            return 1, end
        ends = (heading.line - 1 for heading in headings if heading.line > own.line and heading.level <= own.level)
        return own.line, min(ends, default=end)


class Site:
    """The pages of all languages; each is read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._files = {tree.locale: pages.listed(tree.folder) for tree in project.trees}
        self._pages = pages.Pages(project.guide, self._files, project.default)
        self._read: dict[tuple[str, str], Page | None] = {}

    def page(self, locale: str, name: str) -> Page | None:
        """A page by its path below the root of the language; None where the language does not have it."""
        if (locale, name) not in self._read:
            self._read[locale, name] = self._page(locale, name)
        return self._read[locale, name]

    def names(self, locale: str) -> list[str]:
        """The pages of a language."""
        return sorted(file for file in self._files.get(locale, ()) if file.endswith(".md") and pages.is_page(file))

    def stands(self, wanted: str, page: Page, anchor: str, section: Section) -> bool:
        """Whether a text stands in a section; it may refer to values of the data.

        It is looked for as its reader sees it, and as the address of a link or picture. One that is written with markup
        is looked for without it, or else as it is written.
        """
        filled = self.project.values.fill(wanted)
        text, shown = plain(filled), _seen(filled)
        if section.holds(text) or self._leads(text, page, section):
            return True
        return shown != text and bool((shown and section.holds(shown)) or wanted.strip() in page.source(anchor))

    def _page(self, locale: str, name: str) -> Page | None:
        file = self._pages.file(locale, name)
        guide = self.project.guide(locale, file) if file in self.names(locale) else None
        if guide is None:
            return None
        translated = self._pages.translation(locale, name, self._files[locale])
        shown = syntax.read(guide.path, render.prepared(translated.text, self.project, locale))
        return Page(guide, Sections(shown, name, partial(self._made, locale)))

    def _made(self, locale: str, name: str, argument: str) -> str | None:
        """What a marker becomes; links lead from the root of the language."""
        marker = f"<!-- {name}: {argument} -->"
        made = render.page(marker, self.project, locale, lambda section: f"/{section}")
        return None if made == marker else made

    def _leads(self, address: str, page: Page, section: Section) -> bool:
        """Whether a link of the section leads to an address; one of the data's, by its name or where that leads."""
        wanted = self._vendors(from_root(address, page.sections.page))
        return any(self._vendors(target) == wanted for target in section.targets)

    def _vendors(self, target: str) -> str:
        table, _, part = target.removeprefix(ADDRESS).partition("/")
        if not target.startswith(ADDRESS) or table not in self.project.tables:
            return target
        linked = self.project.tables[table][1].linked(part)
        return (linked and linked.address) or target


def read(source: Document, languages: Sequence[str]) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """The facts of a list, and what is wrong with its shape; facts are in the order of its entries where nothing is."""
    entries = source.data
    if not isinstance(entries, list):
        hint = "write each fact behind a hyphen: '- source: …'"
        return (), (error("wrong-type", f"the file holds {quoted(entries)}, expected a list", hint, source.at()),)
    if not entries:
        return (), (error("empty-file", "the list has no facts", "write a fact, or remove the file", source.at()),)
    facts: list[Fact] = []
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            message = f"entry {index + 1} is {quoted(entry)}, expected a mapping"
            problems.append(
                error("wrong-type", message, "write 'source: …', 'where: …', 'must: […]'", source.at(index))
            )
            continue
        # an entry is read like a file of its own, with its places in this one
        fact, found = schema.read(Document(source.path, entry, source.tree.children[index]), languages, Fact)
        problems += found
        if fact is not None:
            facts.append(fact)
            problems += _forms(source, index, fact, languages)
    return tuple(facts), tuple(problems)


def _forms(source: Document, index: int, fact: Fact, languages: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with an entry of the right shape."""
    for key, form, sample in (
        ("source", _SOURCE, "a document and a line, as 001:216"),
        ("where", _WHERE, "page.md#id"),
    ):
        value = getattr(fact, key)
        if not form.fullmatch(value):
            message = f"'{key}' is {quoted(value)}, expected {sample}"
            yield error("wrong-format", message, "write it in that form", source.at(index, key), (index, key))
    for number, texts in enumerate(fact.must):
        route: Route = (index, "must", number)
        if not all(map(plain, texts.values())):
            message = f"entry {number + 1} of 'must' is empty"
            yield error("empty-text", message, "write what has to stand there", source.at(*route), route)
        unsaid = [locale for locale in languages[1:] if locale not in texts and DEFAULT not in texts]
        if unsaid:
            message = f"entry {number + 1} of 'must' has no text in '{unsaid[0]}'"
            yield error("missing-text", message, f"add '{unsaid[0]}: …'", source.at(*route), route)


def look(
    project: Project, name: str, content: bytes, most_bytes: int = document.MOST_BYTES
) -> tuple[Count, tuple[Problem, ...]]:
    """How much a list, given as a file's name and bytes, has to be looked for, and what is wrong with it or missing."""
    source, problems = document.read(name, content, most_bytes)
    locales = [language.locale for language in project.languages]
    listed, wrong = read(source, locales) if source is not None else ((), ())
    problems = (*problems, *wrong)
    if source is not None and not problems:
        problems = tuple(missing(project, source, listed))
    count = Count(len(listed), sum(len(fact.must) for fact in listed), len(locales))
    return count, in_order(problems)


class Tried(NamedTuple):
    """How many patterns of the data were tried, and on how many samples."""

    patterns: int
    samples: int

    def __str__(self) -> str:
        """In words: `3 patterns, 12 samples`."""
        return _counted(zip(self, ("pattern", "sample"), strict=True))


def try_patterns(project: Project) -> tuple[Tried, tuple[Problem, ...]]:
    """How many patterns the files of values have, and what is wrong with those that do not do what they say."""
    patterns = [v for _, held in project.value_files.values() for v in held.values.values() if v.matches or v.excludes]
    tried = Tried(len(patterns), sum(len(value.matches) + len(value.excludes) for value in patterns))
    return tried, in_order(
        problem
        for name, (source, held) in project.value_files.items()
        for problem in samples.problems(source, name, held, project.values)
    )


def missing(project: Project, source: Document, facts: Sequence[Fact]) -> Iterator[Problem]:
    """A problem for each page, section and text that a language lacks; what is lost with a page or section is one.

    `facts` are the entries of `source`, in its order.
    """
    site = Site(project)
    lost: set[tuple[str, str]] = set()
    for index, fact in enumerate(facts):
        shown = {language.locale: site.page(language.locale, fact.page) for language in project.languages}
        there = {locale: page for locale, page in shown.items() if page}
        sections = {locale: page.sections.find(fact.anchor) for locale, page in there.items()}
        if len(there) < len(shown) and (fact.page, "") not in lost:
            lost.add((fact.page, ""))
            yield _lost_page(site, source, index, fact, [locale for locale in shown if locale not in there])
        without = [page for locale, page in there.items() if sections[locale] is None]
        if without and (fact.page, fact.anchor) not in lost:
            lost.add((fact.page, fact.anchor))
            yield _lost_section(source, index, fact, without)
        for number, texts in enumerate(fact.must):
            lacking = {
                locale: page
                for locale, page in there.items()
                if (section := sections[locale])
                and not site.stands(texts.get(locale) or texts.get(DEFAULT, ""), page, fact.anchor, section)
            }
            if lacking:
                yield _lost_text(source, (index, "must", number), fact, texts, lacking)


def _lost_page(site: Site, source: Document, index: int, fact: Fact, locales: Sequence[str]) -> Problem:
    folders = _listed([f"docs/{locale}" for locale in locales])
    known = site.names(site.project.default)
    hint = "translate it" if fact.page in known else choices(fact.page, known)
    return _problem(source, (index, "where"), fact, f"there is no page {quoted(fact.page)} in {folders}", hint)


def _lost_section(source: Document, index: int, fact: Fact, without: Sequence[Page]) -> Problem:
    message = f"nothing has the id {quoted(fact.anchor)} in {_listed([page.guide.path for page in without])}"
    known = [heading.anchor for heading in without[0].sections.syntax.headings]
    return _problem(source, (index, "where"), fact, message, choices(fact.anchor, known))


def _lost_text(
    source: Document, route: Route, fact: Fact, texts: Mapping[str, str], lacking: Mapping[str, Page]
) -> Problem:
    wanted = {locale: texts.get(locale) or texts[DEFAULT] for locale in lacking}
    named = " or ".join(quoted(text) for text in dict.fromkeys(wanted.values()))
    message = f"{named} does not stand in {_listed([page.where(fact.anchor) for page in lacking.values()])}"
    locale, page = next(iter(lacking.items()))
    near = [f"'#{anchor}'" for anchor in page.sections.near(_seen(wanted[locale]) or wanted[locale])[:MOST_NAMED]]
    hint = f"it stands below {_listed(near)}" if near else "write it there, or correct the list"
    return _problem(source, route, fact, message, hint)


def _problem(source: Document, route: Route, fact: Fact, message: str, hint: str) -> Problem:
    said = f": {printable(fact.fact, 100)}" if fact.fact else ""
    return error("missing-fact", message, f"fact {fact.source}{said}; {hint}", source.at(*route), route)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


@lru_cache(maxsize=10_000)
def _seen(wanted: str) -> str:
    return seen(wanted)
