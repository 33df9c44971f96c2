"""From a page to the place where its file is edited, for those who set EDIT_URL: the address above the repository."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import child

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.hooks.editing")


def on_config(config: MkDocsConfig) -> None:
    """Take the address only if a browser can follow it."""
    given = str(config.extra.get("edit_url") or "").strip()
    is_usable = bool(re.match(r"https?://[^\s/]", given))
    if given and not is_usable and child.order() is None:
        log.warning("EDIT_URL is '%s', expected an address with https://; pages get no link to edit them", given)
    config.extra["edit_url"] = given if is_usable else ""


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Lead to the file that the page was made from: for one that is not translated, that of the default language."""
    base, root = config.extra["edit_url"], Path(config.config_file_path).parent
    file = Path(page.file.abs_src_path or "/")
    page.edit_url = address(base, file.relative_to(root)) if base and file.is_relative_to(root) else None


def address(base: str, file: Path) -> str:
    """Where a file is edited; `base` may lead to the repository's root or, as MkDocs has it, to its `docs`."""
    above = f"{base.rstrip('/')}/".removesuffix(f"/{file.parts[0]}/")
    return f"{above.rstrip('/')}/{quote(file.as_posix())}"
