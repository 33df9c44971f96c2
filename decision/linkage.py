"""Where addresses inside the site lead: pages, anchors and images, as all pages of all languages say of themselves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from decision import glossary
from decision.guides import heading_ids, metadata, prose
from decision.guides.guide import ADDRESS, Found, Guide
from decision.guides.markers import CHOOSER, MARKERS, TABLE
from decision.matrix import paths
from decision.problem import Place
from decision.project import Project, Tree

# C: and file: are of somebody's own computer
_SCHEME = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:|//", re.IGNORECASE)
NEARLY = 0.8
MOST_NAMES = 100
_SNIPPET = re.compile(r"\{\{.+?\}\}")


class Lost(StrEnum):
    """What an address misses."""

    TARGET = "target"  # it is empty
    PAGE = "page"
    FILE = "file"
    ANCHOR = "anchor"


class Reference(NamedTuple):
    """A link or image of a page: where it leads by its own words, and where it stands."""

    target: str
    is_image: bool
    line: int
    column: int
    end: int


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself to others: small, so that memory does not grow with the text of all pages."""

    path: str
    locale: str
    page: str
    anchors: frozenset[str]
    prefixes: tuple[str, ...]
    references: tuple[Reference, ...]
    is_internal: bool
    # included text is not read here, nor what code or a comment hides by mistake, so there may be more anchors
    is_open: bool

    def place(self, reference: Reference) -> Place:
        """Where the target of a reference stands."""
        return Place(self.path, reference.line, reference.column, (reference.line, reference.end))

    def has_anchor(self, anchor: str) -> bool:
        """Whether an address may end with this anchor."""
        return anchor in self.anchors or anchor.startswith(self.prefixes) or anchor in ("", "top")


def facts(guide: Guide, project: Project) -> PageFacts:
    """The facts of a page."""
    page = guide.syntax
    tables = [marker.argument for marker, _ in guide.markers if marker.name == TABLE]
    shown = [*tables, *(f"{marker.argument}-chooser" for marker, _ in guide.markers if marker.name == CHOOSER)]
    terms = [anchor for anchor, _ in term_anchors(guide, project)]
    references = [
        Reference(
            entry.target, is_image, entry.target_line, entry.target_column, entry.target_column + len(entry.target)
        )
        for entries, is_image in ((page.links, False), (page.images, True))
        for entry in entries
        if not (_SCHEME.match(entry.target) and not entry.target.startswith(ADDRESS))
    ]
    return PageFacts(
        path=guide.path,
        locale=guide.locale,
        page=guide.page,
        anchors=frozenset((*(anchor.id for anchor in page.anchors), *shown, *terms, *heading_ids.meant(page))),
        prefixes=tuple(f"{table}-" for table in tables) or ("\0",),
        references=tuple(entry for entry in references if not entry.target.startswith(ADDRESS)),
        is_internal=not metadata.of(page.front.data).is_published,
        is_open=bool(_SNIPPET.search(page.text_with_values))
        or prose.unclosed_comment(page) is not None
        or bool(prose.unclosed_code(page)),
    )


def term_anchors(guide: Guide, project: Project) -> Iterator[tuple[str, Found]]:
    """The anchors of the terms that a page shows, each with the marker that shows it."""
    for marker, found in guide.markers:
        if MARKERS.get(marker.name) == glossary.KIND and marker.file in project.glossaries:
            _, held = project.glossaries[marker.file]
            yield from ((anchor, found) for anchor in glossary.anchors(held, marker.file, marker.part).values())


class Loss(NamedTuple):
    """An address that leads nowhere: what is missing, its name, and what there is instead."""

    lost: Lost
    name: str
    possible: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Site:
    """All pages of a project, by language and path below the language's folder."""

    project: Project
    pages: Mapping[tuple[str, str], PageFacts] = field(default_factory=dict)
    _places: dict[tuple[str, str, str], str] = field(default_factory=dict, repr=False)
    _files: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    @cached_property
    def _trees(self) -> dict[str, Tree]:
        return {tree.locale: tree for tree in self.project.trees}

    def find(self, locale: str, page: str) -> PageFacts | None:
        """The page that a reader of a language gets: the translated one, else that of the default language.

        What the build makes of the tables is the same in every language.
        """
        found = self.pages.get((locale, page))
        if found is None and self.project.falls_back:
            found = self.pages.get((self.project.default, page)) or self.generated.get(page)
        return found

    @cached_property
    def generated(self) -> Mapping[str, PageFacts]:
        """The pages that the build makes of the tables, by their path."""
        return {
            page: PageFacts("", self.project.default, page, anchors, ("\0",), (), False, False)
            for table_id, (_, table) in self.project.tables.items()
            for page, anchors in paths.pages(table_id, table).items()
        }

    def target_of(self, source: PageFacts, reference: Reference) -> tuple[str, str]:
        """The path below the language's folder and the anchor that a reference names."""
        path, _, anchor = reference.target.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return source.page, unquote(anchor)
        key = (source.locale, "" if path.startswith("/") else posixpath.dirname(source.page), path)
        if key not in self._places:
            self._places[key] = posixpath.normpath(self._below(*key))
        return self._places[key], unquote(anchor)

    def _below(self, locale: str, folder: str, path: str) -> str:
        """The path below the language's folder that a page in a folder names."""
        if not path.startswith("/"):
            return posixpath.join(folder, path)
        below = path.removeprefix("/help/") if path.startswith("/help/") else path[1:]
        has_help = (self._trees[locale].folder / "help").is_dir() if locale in self._trees else False
        return f"help/{below}" if has_help and path.startswith("/help/") else below

    def loss(self, source: PageFacts, reference: Reference) -> Loss | None:
        """What a reference misses; None where it leads somewhere."""
        if not reference.target.strip():
            return Loss(Lost.TARGET, "", ())
        path, anchor = self.target_of(source, reference)
        if path.endswith(".md"):
            page = self.find(source.locale, path)
            if page is None:
                return Loss(Lost.PAGE, path, self._like(source.locale, path))
            if anchor and not reference.is_image and not page.is_open and not page.has_anchor(anchor):
                return Loss(Lost.ANCHOR, anchor, tuple(sorted(page.anchors)))
            return None
        return None if self._has_file(source.locale, path) else Loss(Lost.FILE, path, ())

    @cached_property
    def losses(self) -> tuple[tuple[PageFacts, Reference, Loss], ...]:
        """All references that lead nowhere and should not, with their page."""
        return tuple(
            (page, reference, loss)
            for page in self.pages.values()
            for position, reference in enumerate(page.references)
            if (loss := self.loss(page, reference)) and not self._lost_elsewhere(page, position, loss)
        )

    def _lost_elsewhere(self, page: PageFacts, position: int, loss: Loss) -> bool:
        """Whether a translation may have lost a target by a change in the default language, which must always build.

        A translator is told of a lost target only where it cannot have come that way: the anchor would belong to the
        translated page itself, or the original leads, at the same place, to something of nearly the same name.
        """
        if not self.project.falls_back or page.locale == self.project.default or loss.lost is Lost.TARGET:
            return False
        reference = page.references[position]
        if loss.lost is Lost.ANCHOR and self.target_of(page, reference)[0] == page.page:
            return False
        original = self.pages.get((self.project.default, page.page))
        if original is None or len(original.references) != len(page.references):
            return True
        twin = original.references[position]
        if twin.is_image != reference.is_image or twin.target == reference.target or self.loss(original, twin):
            return True
        return SequenceMatcher(None, twin.target, reference.target).ratio() < NEARLY

    def pages_with(self, locale: str, anchor: str) -> list[str]:
        """The pages of a language that have an anchor."""
        return self._by_anchor.get((locale, anchor), [])

    @cached_property
    def _by_anchor(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for facts in self.pages.values():
            for anchor in facts.anchors:
                found.setdefault((facts.locale, anchor), []).append(facts.page)
        return found

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[str]]:
        """Pages by their file's name, and by their folder: where a slip is looked for first."""
        found: dict[tuple[str, str], list[str]] = {}
        for locale, page in self.pages:
            folder, name = posixpath.split(page)
            found.setdefault((locale, name), []).append(page)
            found.setdefault((locale, f"{folder}/"), []).append(page)
        return found

    def _like(self, locale: str, path: str) -> tuple[str, ...]:
        """Pages that may have been meant: of the same name elsewhere, else of the same folder."""
        if path.startswith(f"{paths.FOLDER}/") and self.generated:
            return tuple(self.generated)
        folder, name = posixpath.split(path)
        locales = dict.fromkeys((locale, self.project.default) if self.project.falls_back else (locale,))
        for place in (name, f"{folder}/"):
            found = [page for known in locales for page in self._by_place.get((known, place), [])]
            if found:
                return tuple(dict.fromkeys(found[:MOST_NAMES]))
        return ()

    def _has_file(self, locale: str, path: str) -> bool:
        """Whether a language has a file that is no page; many pages name the same."""
        if (locale, path) not in self._files:
            self._files[locale, path] = self._finds_file(locale, path)
        return self._files[locale, path]

    def _finds_file(self, locale: str, path: str) -> bool:
        folders: list[Path] = [tree.folder for tree in self.project.trees if tree.locale == locale]
        if self.project.falls_back:
            folders += [tree.folder for tree in self.project.trees if tree.locale == self.project.default]
            folders.append(self.project.root / "docs")  # docs/assets belongs to every language
            if not path.startswith("assets/"):
                folders.pop()
        return any(_inside(folder, path) for folder in folders)


def _inside(folder: Path, path: str) -> bool:
    """Whether a file of that name lies in the folder; names that cannot be are not there."""
    try:
        return not path.startswith("..") and (folder / path).is_file()
    except (OSError, ValueError):
        return False
