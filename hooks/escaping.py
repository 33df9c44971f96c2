"""Texts as the theme needs them: it writes names, labels and front matter into its pages as they are.

What comes from a heading or from `TOC.md` is HTML already, so everything is read as HTML first: no text loses anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Link, Section

from decision.guides.policy import is_harmless

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

NAMES = ("site_name", "site_description", "site_author")
TAG = re.compile(r"<[^>]*>")
NOT_IN_ADDRESSES = re.compile(r"[\s\"'<>`]")


@event_priority(80)
def on_config(config: MkDocsConfig) -> None:
    """The site's names, once they are those of a language; as markup, so that the theme escapes none of them twice."""
    for name in NAMES:
        config[name] = config[name] and Markup(escape(config[name]))


@event_priority(-100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Labels and addresses in the navigation that are not of a page."""
    for entry in entries(nav.items):
        if isinstance(entry, Section | Link):
            entry.title = text(entry.title)
        if isinstance(entry, Link):
            entry.url = escape(entry.url) if is_harmless(entry.url) else ""


@event_priority(60)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """All that stands in front matter."""
    page.meta = {key: escaped(value) for key, value in page.meta.items()}


@event_priority(60)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Titles that are names of files, before others wrap them, and anchors; no filter makes signs of references."""
    env.filters["striptags"] = lambda html: Markup(text(" ".join(TAG.sub("", str(html)).split())))
    for page in (file.page for file in files.documentation_pages()):
        if page and page.title and not (page.meta.get("title") or page._title_from_render or "title" in vars(page)):
            page.title = escape(page.title)
        for heading in headings(list(page.toc) if page else []):
            heading.id = NOT_IN_ADDRESSES.sub(lambda sign: quote(sign[0]), heading.id)


def entries(items: list[StructureItem]) -> Iterator[StructureItem]:
    """Those of a navigation, also inside of sections."""
    for item in items:
        yield item
        yield from entries(item.children if isinstance(item, Section) else [])


def headings(contents: list[AnchorLink]) -> Iterator[AnchorLink]:
    """All of a page's contents, on every level."""
    for heading in contents:
        yield heading
        yield from headings(heading.children)


def escaped(value: Any) -> Any:
    """A value of the front matter with the texts in it escaped."""
    if isinstance(value, dict):
        return {key: escaped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value


def text(label: str | None) -> str:
    """A text, which may be HTML already, as HTML."""
    return escape(unescape(label or ""))
