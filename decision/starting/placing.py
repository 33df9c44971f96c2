"""Which file of a tree goes where in the new project: a language's pages below `docs/<locale>/`, as they lie."""

from __future__ import annotations

import filecmp
import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from decision.starting.sources import Source, split
from decision.starting.walking import Entry, fault, walk

# how Hugo calls the page of a folder
FOLDER_PAGE = "_index.md"
INDEX = "index.md"
OTHER_FORMS = (".mdx", ".markdown", ".rst", ".adoc", ".asciidoc", ".org", ".ipynb")


class Item(NamedTuple):
    """A file of the new project: its path there, and the file that it is a copy of."""

    path: str
    file: Path


@dataclass(frozen=True)
class Placed:
    """What is taken of the trees. `refused` are files with the reason, `renamed` paths before and after.

    `shared` counts the files of translations that are those of the default language, and stand there once.
    """

    items: tuple[Item, ...]
    refused: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    shared: int = 0

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of the items below a folder, as seen from there."""
        return tuple(item.path.removeprefix(f"{folder}/") for item in self.items if item.path.startswith(f"{folder}/"))


def place(sources: Sequence[Source], taken: Collection[str]) -> Placed:
    """The places of all files of the trees; `taken` are paths below `docs/` that the site itself needs."""
    items: list[Item] = []
    refused: list[tuple[str, str]] = []
    renamed: list[tuple[str, str]] = []
    shared = 0
    originals: dict[str, Path] = {}
    for source in sources:
        entries = list(_entries(source))
        names = {entry.path for entry in entries}
        for entry in entries:
            path = _named(entry.path, names)
            where = f"docs/{source.locale}/{path}"
            if entry.fault or path in taken:
                refused.append((where, entry.fault or "the site has a file of its own at this place"))
                continue
            if source is sources[0]:
                originals[path] = entry.file
            elif path in originals and not path.endswith(".md") and _is_same(entry.file, originals[path]):
                shared += 1
                continue
            if path != entry.path:
                renamed.append((f"docs/{source.locale}/{entry.path}", where))
            items.append(Item(where, entry.file))
    return Placed(tuple(items), tuple(refused), tuple(renamed), shared)


def _entries(source: Source) -> Iterator[Entry]:
    yield from (
        _of_language(list(walk(source.folder, source.tree)), source)
        if source.endings
        else walk(source.folder, source.tree)
    )
    for above in source.above:
        if above.is_dir():
            for entry in walk(above, source.tree):
                yield entry._replace(path=posixpath.join(above.name, entry.path))
        else:
            yield Entry(above.name, above, fault(above, source.tree.resolve()))


def _of_language(entries: Sequence[Entry], source: Source) -> Iterator[Entry]:
    """Of files that lie side by side, those of a language, without it in their names."""
    named = {entry: split(entry.path) for entry in entries}
    several = {base for base, locale in named.values() if locale in source.endings}
    own = {base for base, locale in named.values() if locale == source.locale}
    for entry, (base, locale) in named.items():
        is_of_none = base not in several or locale not in (*source.endings, "")
        if locale == source.locale and not is_of_none:
            yield entry._replace(path=base)
        elif source.is_plain and (is_of_none or (not locale and base not in own)):
            yield entry


def _named(path: str, names: Collection[str]) -> str:
    """A path as this site needs it: the page of a folder is its `index.md`."""
    folder, name = posixpath.split(path)
    index = posixpath.join(folder, INDEX)
    return index if name == FOLDER_PAGE and index not in names else path


def _is_same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
