"""The navigation of a tree as it was: what another tool's settings or front matter say of it, and a page to begin at.

A `TOC.md` is understood by the site itself, so it stays; a language that has none gets that of the default language,
with the titles of its own pages.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from decision.guides import contents, escape, metadata
from decision.guides import pages as guides
from decision.guides.contents import Entry
from decision.guides.guide import Guide
from decision.guides.pages import Pages
from decision.starting.placing import INDEX

HOMES = (INDEX, "README.md", "index.html")
# what tools call the place of a page among those of its folder
ORDERS = ("sidebar_position", "weight", "nav_order")
CATEGORY = "_category_.json"
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|mailto:|/")
_UNSAFE = re.compile(r"[ ()<>#?%\"\\]")


class Listed(NamedTuple):
    """A navigation for mkdocs.yml, and what of another one could not be taken over."""

    nav: list[Any]
    lost: tuple[str, ...] = ()

    def targets(self) -> Iterator[str]:
        """What the entries lead to."""
        waiting: list[Any] = list(self.nav)
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, (dict, list)):
                waiting += entry.values() if isinstance(entry, dict) else entry
            else:
                yield str(entry)


def from_config(config: Mapping[str, Any] | None, files: Collection[str]) -> Listed:
    """The `nav` of another mkdocs.yml, as far as it leads to pages that are there."""
    lost: list[str] = []
    listed = (config or {}).get("nav")
    return Listed(list(_kept(listed, files, lost)) if isinstance(listed, list) else [], tuple(lost))


def _kept(entries: Sequence[Any], files: Collection[str], lost: list[str], depth: int = 0) -> Iterator[Any]:
    for entry in entries if depth < 20 else ():
        for label, inner in entry.items() if isinstance(entry, dict) else ((None, entry),):
            if isinstance(inner, list):
                below = list(_kept(inner, files, lost, depth + 1))
                if below:
                    yield {str(label): below}
                continue
            target = posixpath.normpath(str(inner)) if inner and not _ELSEWHERE.match(str(inner)) else str(inner)
            if target in files:
                yield target if label is None else {str(label): target}
            elif label is not None and re.match(r"https?://", target):
                yield {str(label): target}
            else:
                lost.append(target)


def from_order(known: Pages, locale: str, folder: Path) -> Listed:
    """The pages in the order that their front matter gives them; nothing where it gives none."""
    shown = [page for page in sorted(known.files[locale]) if page.endswith(".md") and guides.is_page(page)]
    data = {page: known.metadata(locale, page) for page in shown}
    data = {page: said for page, said in data.items() if said.is_published and said.is_in_navigation}
    places = {page: place for page, said in data.items() if (place := _place(said.data)) is not None}
    return Listed(_ordered("", sorted(data), places, folder) if places else [])


def _place(data: Mapping[str, Any]) -> float | None:
    found = next((data[name] for name in ORDERS if name in data), None)
    return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def _ordered(folder: str, pages: Sequence[str], places: Mapping[str, float], root: Path) -> list[Any]:
    """The entries of a folder: its own page, then pages and folders by their places, those without one by name."""
    last = float("inf")
    entries: list[tuple[bool, float, str, Any]] = []
    folders: dict[str, list[str]] = {}
    for page in pages:
        name, slash, _ = page[len(folder) :].partition("/")
        if slash:
            folders.setdefault(name, []).append(page)
        else:
            entries.append((name not in HOMES, places.get(page, last), name, page))
    for name, inner in folders.items():
        below = f"{folder}{name}/"
        label, place = _category(root / below / CATEGORY)
        own = next((places[page] for home in HOMES if (page := f"{below}{home}") in places), place)
        title = label or name.replace("-", " ").replace("_", " ").capitalize()
        entries.append((True, last if own is None else own, name, {title: _ordered(below, inner, places, root)}))
    return [entry for *_, entry in sorted(entries, key=lambda entry: entry[:3])]


def _category(file: Path) -> tuple[str, float | None]:
    """What Docusaurus says of a folder: its label and its place."""
    try:
        data = json.loads(file.read_bytes()) if file.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return "", None
    if not isinstance(data, dict):
        return "", None
    place = data.get("position")
    return str(data.get("label") or ""), float(place) if isinstance(place, (int, float)) else None


# --- words of a language


def title(guide: Guide | None) -> str:
    """What a page is called, as characters: by its front matter, else its first heading."""
    if guide is None:
        return ""
    named = guide.syntax.front.data.get("title")
    first = next((heading.text for heading in guide.headings), "")
    return metadata.plain(str(named)) if isinstance(named, str) and named.strip() else metadata.plain(first)


def guide_title(known: Pages, locale: str) -> tuple[str, str]:
    """What a language's only `TOC.md` calls the whole, and how it describes it; empty where there is not one."""
    tocs = [file for file in known.files[locale] if posixpath.basename(file) == contents.NAME]
    guide = known.read(locale, tocs[0]) if len(tocs) == 1 else None
    if guide is None:
        return "", ""
    described = guide.syntax.front.data.get("user-guide-description")
    return unescape(contents.title(guide.syntax)), metadata.plain(str(described)) if described else ""


def home(known: Pages, locale: str, name: str, description: str, nav: Sequence[Any]) -> str:
    """A page to begin at: links to what the navigation lists, or to all pages of the first level."""
    entries = known.navigation(locale, known.files[locale]) or tuple(_entries(known, locale, nav))
    if not entries:
        entries = tuple(_entries(known, locale, _first_level(known.files[locale])))
    front = {"title": name, "description": description}
    lines = ["---", *(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in front.items() if text), "---"]
    return "\n".join([*lines, "", f"# {_text(name)} {{#home}}", "", *_lines(entries, 0)]) + "\n"


def toc(known: Pages, locale: str, file: str) -> str | None:
    """The `TOC.md` of the default language for another one: its own titles, and where it lacks a page, ours."""
    original = known.read(known.default, file)
    if original is None:
        return None
    entries = _own(known, locale, contents.read(original.syntax, file, known.files[known.default]))
    heading = f"# {_text(unescape(contents.title(original.syntax)))} {{#toc}}"
    return "\n".join([heading, "", *_lines(entries, 0, posixpath.dirname(file))]) + "\n"


def _own(known: Pages, locale: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with the titles of the pages of a language."""
    made = []
    for entry in entries:
        own = known.file(locale, str(entry.target))
        found = title(known.read(locale, own)) if entry.target and own in known.files[locale] else ""
        made.append(Entry(found or entry.label, entry.target, _own(known, locale, entry.children)))
    return tuple(made)


def _entries(known: Pages, locale: str, nav: Sequence[Any]) -> Iterator[Entry]:
    """A navigation of mkdocs.yml with the titles of pages."""
    for entry in nav:
        for label, inner in entry.items() if isinstance(entry, dict) else (("", entry),):
            if isinstance(inner, list):
                yield Entry(str(label), None, tuple(_entries(known, locale, inner)))
            else:
                found = _found_title(known, locale, str(inner))
                yield Entry(found or str(label) or Path(str(inner)).stem, str(inner), ())


def _found_title(known: Pages, locale: str, page: str) -> str:
    """What a page is called in a language, else in the default one."""
    names = {locale: known.file(locale, page), known.default: page}
    titles = (title(known.read(other, name)) for other, name in names.items() if name in known.files[other])
    return next((found for found in titles if found), "")


def _first_level(files: Collection[str]) -> list[str]:
    """The pages that lie in the first folder, and of every folder in it the first page."""
    shown = sorted(file for file in files if file.endswith(".md") and guides.is_page(file) and file not in HOMES)
    firsts: dict[str, str] = {}
    for page in sorted(shown, key=lambda page: (posixpath.basename(page) not in HOMES, page.count("/"), page)):
        name, slash, _ = page.partition("/")
        firsts.setdefault(f"{name}{slash}", page)
    return [firsts[name] for name in sorted(firsts, key=lambda name: (name.endswith("/"), name))]


def _lines(entries: Sequence[Entry], depth: int, folder: str = "") -> Iterator[str]:
    for entry in entries:
        label = _text(unescape(entry.label))
        indent = "    " * depth
        yield f"{indent}- [{label}]({_address(entry.target, folder)})" if entry.target else f"{indent}- {label}"
        yield from _lines(entry.children, depth + 1, folder)


def _address(target: str, folder: str) -> str:
    if re.match(r"https?:|mailto:", target):
        return target
    path = posixpath.relpath(target, folder) if folder else target
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", path)


def _text(words: str) -> str:
    return escape.text(" ".join(words.split()), at_line_start=True)
