"""Pages that are not checked again, because nothing changed that their problems come from: see `cache.py`.

Those of a page come from it, from its original, from data/, and from what pages include; one that includes whole pages
may hold any of them. Of decision tables they come only where the page may show or repeat one.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import child
import made_from
from mkdocs.plugins import event_priority

from decision.handwritten import symbols
from decision.handwritten.reading import may_hold_tables
from decision.kept import fingerprint
from decision.remembered import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

SORT, WORDS = "checks", "words"
# of so many pages it is remembered how many words they have
MOST_WORDS = 20_000
SYMBOL = re.compile(rb"\bsymbol['\"]?[ \t]*:([^,}\n]*)")


@event_priority(102)
def on_config(config: MkDocsConfig) -> None:
    """Before the checks run, in the first process: have at hand what they found before."""
    build = config.extra.get("build")
    if build is not None and child.order() is None:
        key = around(config, build)
        words = build.kept.note(WORDS, key) or {}
        before = build.kept.note(SORT, key) or {}
        config.extra["memory"] = Memory(dict(keys(config, build)), before, around=key, words=words)


@event_priority(-998)
def on_post_build(config: MkDocsConfig) -> None:
    """Note what they found now."""
    build, memory = config.extra.get("build"), config.extra.get("memory")
    if build is not None and memory is not None and build.is_sound:
        with suppress(OSError):
            build.kept.write_note(SORT, memory.around, memory.now)
            counted = dict(list(memory.words.items())[-MOST_WORDS:])
            build.kept.write_note(WORDS, memory.around, counted)


def around(config: MkDocsConfig, build: made_from.Build) -> str:
    """What identifies all that the checks look at but for pages; also which of these are the same by their ids."""
    root, hashes = made_from.root(config), build.inputs.hashes
    docs = root / "docs"
    tables = of_tables(config, build)
    shared = [(str(path), found) for path, found in hashes.items() if not made_from.is_guide(path, docs)]
    shared = [(path, "a table" if path in tables else found) for path, found in shared]
    pages = [path for path in hashes if made_from.is_guide(path, docs)]
    count = Counter(path.relative_to(docs).parts[1:] for path in pages)
    alone = [path for path in pages if count[path.relative_to(docs).parts[1:]] < max(count.values())]
    heads = [(str(path), made_from.front_matter(path)) for path in alone]
    return fingerprint([made_from.surroundings(config, build), shared, list(map(str, pages)), heads])


def keys(config: MkDocsConfig, build: made_from.Build) -> Iterator[tuple[str, str]]:
    """What identifies, for each Markdown file, all of other files that its problems come from."""
    root, default = made_from.root(config), made_from.default_locale(config)
    docs, hashes = root / "docs", build.inputs.hashes
    pages = [path for path in hashes if path.suffix == ".md" and path.is_relative_to(docs)]
    shared = [path for path in pages if not made_from.is_guide(path, docs)]
    is_open = any(made_from.INCLUDE.search(made_from.content(path)) for path in shared)
    every = fingerprint([(str(path), hashes[path]) for path in pages])
    tables = of_tables(config, build)
    has_unusual = any(may_be_unusual(made_from.content(Path(path))) for path in tables)
    contents = {path: made_from.content(path) for path in pages}
    telling = {path for path, content in contents.items() if may_tell_of_tables(content, has_unusual)}
    including = {path for path, content in contents.items() if made_from.INCLUDE.search(content)}
    for path in pages if default else ():
        original = docs / default / "/".join(path.relative_to(docs).parts[1:])
        needs = every if is_open or not including.isdisjoint((path, original)) else ""
        told = tables if not telling.isdisjoint((path, original)) else {}
        yield path.relative_to(root).as_posix(), fingerprint([hashes[path], hashes.get(original), needs, told])


def of_tables(config: MkDocsConfig, build: made_from.Build) -> dict[str, str]:
    """The decision tables in data/, with what identifies them."""
    data, hashes = made_from.root(config) / "data", build.inputs.hashes
    files = [path for path in hashes if path.parent == data and made_from.TABLE.search(made_from.content(path))]
    return {str(path): hashes[path] for path in files}


def may_be_unusual(table: bytes) -> bool:
    """Whether a symbol of a legend is one that any table may hold, such as a letter or a dash."""
    return not all(symbols.has_strong(found.decode("utf-8", "replace")) for found in SYMBOL.findall(table))


def may_tell_of_tables(content: bytes, has_unusual: bool) -> bool:
    """Whether a page may show a decision table, or have one that is written by hand."""
    return bool(made_from.REFERENCE.search(content)) or may_hold_tables(content.decode("utf-8", "replace"), has_unusual)
