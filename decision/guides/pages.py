"""All guides of a project beside each other: what one page takes from others, and what the site makes of them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from decision import files
from decision.guides import contents, metadata
from decision.guides.contents import Entry
from decision.guides.guide import Guide
from decision.guides.includes import FOLDER
from decision.guides.metadata import Metadata
from decision.guides.syntax import Syntax
from decision.guides.translation import Translation, translate
from decision.guides.work import Surroundings

METADATA = "metadata.md"


def is_page(path: str) -> bool:
    """Whether a Markdown file is shown to readers, whatever it says itself."""
    return posixpath.basename(path) not in (contents.NAME, METADATA) and FOLDER not in path.split("/")[:-1]


def root_of(path: Path) -> Path:
    """The folder with all pages to which a page belongs: one called `help`, else one with what pages share."""
    for folder in path.parents:
        if folder.name == "help" or (folder / FOLDER).is_dir() or (folder / METADATA).is_file():
            return folder
    return path.parent


def listed(folder: Path) -> frozenset[str]:
    """The files below a folder, by their paths in it."""
    return frozenset(files.below(folder))


@dataclass(frozen=True, eq=False)
class Pages:
    """The guides of all languages. `read` gives one by language and path below the root of the language.

    `files` has the paths of each language's files, `default` is the language to fall back to.
    """

    read: Callable[[str, str], Guide | None]
    files: Mapping[str, Collection[str]]
    default: str
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    def metadata(self, locale: str, file: str) -> Metadata:
        """What the front matter of a file says, with what it inherits."""
        key = (locale, file)
        if key not in self._kept:
            own = self._front(locale, file) if file in self.files.get(locale, ()) else {}
            self._kept[key] = metadata.of(own, self._inherited(locale, file))
        said: Metadata = self._kept[key]
        return said

    def forget(self, locale: str, file: str) -> None:
        """Know nothing of what a file held: it has changed."""
        for key in ((locale, file), (f"include {locale}", file)):
            self._kept.pop(key, None)

    def file(self, locale: str, page: str) -> str:
        """The file behind a page: its name may be another one in a translation."""
        return self._names.get(locale, {}).get(page, page)

    def translation(
        self,
        locale: str,
        page: str,
        files: Collection[str],
        address: Callable[[str], str] = str,
        keeps_comments: bool = False,
    ) -> Translation:
        """A page as the site's renderer reads it. `files` are the paths below the root of the language."""
        file = self.file(locale, page)
        renamed = self.renamed.get(locale, {})
        guide = self.read(locale, file)
        if guide is None:
            return Translation("", "")

        def include(path: str) -> Syntax | None:
            return self._include(locale, path) or self._include(self.default, path)

        names = files if not renamed else {*files, *renamed}
        around = Surroundings(locale, page, file, names, include, renamed, address, keeps_comments)
        return translate(guide.syntax, around)

    def navigation(self, locale: str, files: Collection[str]) -> tuple[Entry, ...]:
        """What the `TOC.md` of a language say; where there are several, each is a group."""
        renamed = self.renamed.get(locale, {})
        published = {file for file in (*files, *renamed) if file.endswith(".md") and is_page(file)}
        groups: list[Entry] = []
        for file in sorted(self.files.get(locale, ())):
            guide = self.read(locale, file) if posixpath.basename(file) == contents.NAME else None
            if guide is not None:
                entries = self._shown(locale, contents.read(guide.syntax, file, published))
                groups += [Entry(contents.title(guide.syntax), None, entries)] if entries else []
        return groups[0].children if len(groups) == 1 else tuple(groups)

    @cached_property
    def renamed(self) -> dict[str, dict[str, str]]:
        """Per language, the pages whose file is called otherwise than in the default language: own path -> its path.

        Pages are the same where their `exl-id` is.
        """
        originals = self.files[self.default]
        pairs: dict[str, dict[str, str]] = {}
        for locale, held in self.files.items():
            others = [file for file in sorted(held) if file.endswith(".md") and is_page(file) and file not in originals]
            if locale == self.default or not others:
                continue
            missing = [
                file for file in sorted(originals) if file.endswith(".md") and is_page(file) and file not in held
            ]
            ids = {self.metadata(self.default, file).id: file for file in missing}
            found = {file: ids.get(self.metadata(locale, file).id or "-") for file in others}
            pairs[locale] = {file: original for file, original in found.items() if original}
        return pairs

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """The same the other way round."""
        return {locale: {page: own for own, page in reversed(pairs.items())} for locale, pairs in self.renamed.items()}

    def _shown(self, locale: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The entries without pages that are not to stand in a navigation."""
        shown: list[Entry] = []
        for entry in entries:
            children = self._shown(locale, entry.children)
            target = self.renamed.get(locale, {}).get(str(entry.target), entry.target)
            is_page_here = entry.target in self.files.get(locale, ())
            hides = is_page_here and not self.metadata(locale, str(entry.target)).is_in_navigation
            if children or (entry.target and not hides):
                shown.append(Entry(entry.label, None if hides else target, children))
        return tuple(shown)

    def _include(self, locale: str, path: str) -> Syntax | None:
        """A page for others to take from, kept because many do."""
        key = (f"include {locale}", path)
        if key not in self._kept:
            guide = self.read(locale, path) if path in self.files.get(locale, ()) else None
            self._kept[key] = guide.syntax if guide else None
        page: Syntax | None = self._kept[key]
        return page

    def _front(self, locale: str, file: str) -> Mapping[str, Any]:
        guide = self.read(locale, file)
        return guide.syntax.front.data if guide else {}

    def _inherited(self, locale: str, page: str) -> Iterator[Mapping[str, Any]]:
        """The front matter of every `metadata.md` above a page, then of every `TOC.md`, the outermost first."""
        parts = page.split("/")[:-1]
        folders = ["/".join(parts[:count]) for count in range(len(parts) + 1)]
        for name in (METADATA, contents.NAME):
            for folder in folders:
                file = posixpath.join(folder, name)
                if file in self.files.get(locale, ()):
                    yield self._front(locale, file)
