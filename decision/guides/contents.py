"""`TOC.md`, a nested list of links, as the navigation of a site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import addresses, metadata, syntax, tree
from decision.guides.syntax import Syntax
from decision.guides.tree import Node

NAME = "TOC.md"
_HIDDEN = re.compile(r"\{[ \t]*(?:hide-?from-?toc|hide)[ \t]*\}", re.IGNORECASE)
_ELSEWHERE = re.compile(r"https?:|mailto:")


class Entry(NamedTuple):
    """An entry of the navigation: its label, a page or an address (None for a group), what stands below it."""

    label: str
    target: str | None
    children: tuple[Entry, ...]


def read(page: Syntax, file: str, files: Collection[str]) -> tuple[Entry, ...]:
    """The entries of a `TOC.md`. Those that hide themselves or lead nowhere are left out, those below them stay."""
    used: set[str] = set()
    lists = [node for node in tree.build(page.tokens) if node.kind == "list"]
    return tuple(entry for node in lists for entry in _entries(node, page, file, files, used))


def as_nav(entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    """The entries as MkDocs' `nav`; a group with a page of its own has it as its first entry."""
    nav: list[dict[str, object]] = []
    for entry in entries:
        if not entry.children:
            nav.append({entry.label: entry.target})
            continue
        own: list[dict[str, object]] = [{entry.label: entry.target}] if entry.target else []
        nav.append({entry.label: own + as_nav(entry.children)})
    return nav


def title(page: Syntax) -> str:
    """What a `TOC.md` calls its guide."""
    named = page.front.data.get("user-guide-title") or page.front.data.get("title")
    heading = next((heading.text for heading in page.headings), "")
    return escape(metadata.plain(str(named or heading)), quote=False)


def pages(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """All pages of the entries, each with its label."""
    for entry in entries:
        if entry.target and not _ELSEWHERE.match(entry.target):
            yield entry.target, entry.label
        yield from pages(entry.children)


def _entries(node: Node, page: Syntax, file: str, files: Collection[str], used: set[str]) -> Iterator[Entry]:
    for item in node.children:
        text = next((child.inline for child in item.children if child.kind in ("paragraph", "heading")), None)
        label, target, is_hidden = _label(text, page) if text else ("", None, False)
        found = _target(target, file, files) if target else None
        if is_hidden or found in used:
            found = None
        if found and not _ELSEWHERE.match(found):
            used.add(found)
        below = [
            entry
            for child in item.children
            if child.kind == "list"
            for entry in _entries(child, page, file, files, used)
        ]
        if is_hidden:
            yield from below
        elif found or below:
            yield Entry(label, found, tuple(below))


def _label(text: Token, page: Syntax) -> tuple[str, str | None, bool]:
    """The label of an entry, the target of its link, and whether it hides itself."""
    children = page.children(text)
    links = [index for index, child in enumerate(children) if child.type == "link_open"]
    target = str(children[links[0]].attrs["href"]) if links else None
    if links:
        end = next(index for index in range(links[0], len(children)) if children[index].type == "link_close")
        label = syntax.shown(children[links[0] : end])
    else:
        label = syntax.without_id(_HIDDEN.sub("", syntax.shown(children)), True)[0]
    return escape(metadata.plain(label), quote=False), target, bool(_HIDDEN.search(text.content))


def _target(target: str, file: str, files: Collection[str]) -> str | None:
    if _ELSEWHERE.match(target):
        return target
    path = addresses.found(target, file, files)
    return path if path in files else None
