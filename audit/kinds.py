"""What kinds of pages a built site has, found by where they stand and what is on them, whatever the site is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from decision.matrix import paths


class Kind(StrEnum):
    """A kind of page, by the name that it has in budget.yaml."""

    ROOT = "root"
    NOT_FOUND = "not-found"
    HOME = "home"
    GUIDE = "guide"
    FALLBACK = "fallback"
    QUESTION = "question"
    OUTCOME = "outcome"
    COMBINATIONS = "combinations"
    HEADINGS = "headings"
    CONTRIBUTE = "contribute"


FOLDERS = {"all_headings": Kind.HEADINGS, "contribute": Kind.CONTRIBUTE}
Pages = Mapping[Kind, tuple[str, ...]]


def locales(site: Path) -> list[str]:
    """The languages of a site, in the order of its folders."""
    return sorted(path.parent.name for path in site.glob("*/index.html"))


def pages(site: Path, locale: str) -> Pages:
    """The addresses of a language's pages by kind, the largest file first; those above the languages are among them."""
    found: dict[Kind, list[tuple[int, str]]] = defaultdict(list)
    for file in sorted([*(site / locale).rglob("*.html"), *site.glob("*.html")]):
        path = PurePosixPath(file.relative_to(site).as_posix())
        address = path.as_posix().removesuffix("index.html")
        found[kind(path, html := file.read_text("utf-8"))].append((-len(html), address))
    return {name: tuple(address for _, address in sorted(sized)) for name, sized in found.items()}


def kind(path: PurePosixPath, html: str) -> Kind:
    """The kind of the page at a path below the site."""
    below = path.parts[1:]
    if path.name == "404.html":
        return Kind.NOT_FOUND
    if not below:
        return Kind.ROOT
    if below[0] == paths.FOLDER and 'class="chooser' in html:
        return chooser(path, html)
    if below[0] in FOLDERS:
        return FOLDERS[below[0]]
    if 'class="fallback-notice"' in html:
        return Kind.FALLBACK
    return Kind.HOME if below == ("index.html",) else Kind.GUIDE


def chooser(path: PurePosixPath, html: str) -> Kind:
    """The kind of a page that was made from a table."""
    if path.parent.name == paths.ALL:
        return Kind.COMBINATIONS
    return Kind.QUESTION if 'class="chooser__options"' in html else Kind.OUTCOME
