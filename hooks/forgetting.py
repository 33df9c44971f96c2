"""Texts that nobody asks for any more are let go of: of thousands of pages, they are what takes most memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


@event_priority(-9000)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The Markdown, once it is HTML; not None, as MkDocs would take the page for one that was not read."""
    page.markdown = ""


@event_priority(-9000)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """The HTML, once it stands in the page."""
    page.content = ""
