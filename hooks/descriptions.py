"""Every page has a description of its own: the beginning of its text where it gives none."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from decision.guides.summary import summary

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read it when all of the page is there; the theme puts it into the head as it is."""
    if not page.meta.get("description"):
        page.meta["description"] = escape(summary(html))
