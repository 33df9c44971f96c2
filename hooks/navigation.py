"""Titles in the navigation come from the pages of each language; a section is called like its index page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation, Section


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """A title that stands in `nav:` would be the same in every language."""
    for page in nav.pages:
        vars(page).pop("title", None)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Once all pages are read: give each section the title of its first index page."""
    for page in (file.page for file in files.documentation_pages()):
        if page and page.parent and page is first_index(page.parent):
            page.parent.title = page.title or page.parent.title


def first_index(section: Section) -> StructureItem | None:
    """The page that speaks for a section, if there is one."""
    return next((entry for entry in section.children if isinstance(entry, Page) and entry.is_index), None)
