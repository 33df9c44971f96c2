"""Pictures on pages: Mermaid fences and the graphs of tables, drawn when the site is built.

Nothing is loaded in the browser for them. They are put in behind the cleaning of the page, and before its tables.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from pymdownx.superfences import fence_code_format  # type: ignore[import-untyped]

from decision.guides.syntax import PICTURE
from decision.render import pictures

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


@event_priority(110)
def on_config(config: MkDocsConfig) -> None:
    """Have the text of a Mermaid fence left as it is; tell where MkDocs tells what has to be drawn for the checks."""
    told, mkdocs = logging.getLogger("decision.pictures"), logging.getLogger("mkdocs")
    told.handlers = mkdocs.handlers
    told.setLevel(mkdocs.level)
    fence = {"name": PICTURE, "class": PICTURE, "format": fence_code_format}
    config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", []).append(fence)


@event_priority(50)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw the pictures, in the language in which the page is written."""
    return pictures.page(html, config.extra["project"], Path(page.file.src_dir or config.docs_dir).name)
