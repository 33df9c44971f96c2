"""Every language has the tree of the default language, so that a change there always builds everywhere.

A page or image that is not translated is taken from the default language, with a notice; a page that only a translation
still has is left out, and links to it become plain text. MkDocs' own validation speaks of the default language only.
"""

from __future__ import annotations

import logging
import posixpath
import re
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urljoin, urlsplit

import markup
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, get_files

from decision.locales import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

LINK = re.compile(r'<a(?=\s)[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
IMAGE = re.compile(r'<img(?=\s)[^>]*?\ssrc="([^"]*)"[^>]*>')
ALT = re.compile(r'\salt="([^"]*)"')


def on_config(config: MkDocsConfig) -> None:
    """In a translation, MkDocs does not validate: what is lost there was lost by a change elsewhere."""
    if config.theme["language"] != config.extra["project"].default:
        for levels in (config.validation.nav, config.validation.links):
            levels.update(dict.fromkeys(levels, logging.DEBUG))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The default language's files, each translated where it is, and the assets that all languages share."""
    docs = Path(config.docs_dir).parent
    originals = get_files(cast("MkDocsConfig", {**config, "docs_dir": str(docs / config.extra["project"].default)}))
    own = [file for file in files if file.src_dir == config.docs_dir]
    others = [file for file in files if file.src_dir != config.docs_dir]
    kept = [file for file in own if file.src_uri in originals.src_uris or not file.is_documentation_page()]
    return Files([*others, *assets(docs, config), *originals, *kept])


@event_priority(-50)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the notice on a page that is not translated; take from a translation the links that lead nowhere."""
    default = config.extra["project"].default
    if config.theme["language"] == default:
        return html
    if page.file.src_dir == config.docs_dir or page.file.generated_by:
        return without_lost(html, page.url, addresses(files))
    page.meta["search"] = {"exclude": True}
    page.canonical_url = config.site_url and urljoin(config.site_url, f"../{default}/{page.url}")
    text = words(config.theme["language"])["site-fallback"]
    return markup.render("fallback.html.j2", text=text, locale=default, html=html)


@event_priority(50)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Say in navigation and contents, too, in which language the titles of such a page are."""
    mark = f'<span lang="{config.extra["project"].default}">%s</span>'
    for page in (file.page for file in files.documentation_pages() if file.src_dir not in (None, config.docs_dir)):
        if page:
            page.title = mark % page.title
            entries = list(page.toc)
            for entry in entries:
                entries += entry.children
                entry.title = mark % entry.title


def assets(docs: Path, config: MkDocsConfig) -> list[File]:
    """`docs/assets`, as every language has it."""
    paths = sorted(path for path in (docs / "assets").rglob("*") if path.is_file())
    where: Any = (str(docs), config.site_dir, config.use_directory_urls)
    return [File(path.relative_to(docs).as_posix(), *where) for path in paths]


@lru_cache(maxsize=1)
def addresses(files: Files) -> frozenset[str]:
    """Where something stands, as paths below the root of the language."""
    return frozenset(posixpath.normpath(path) for file in files for path in (unquote(file.url), file.dest_uri))


def without_lost(html: str, page_url: str, known: frozenset[str]) -> str:
    """The page with each link and image that leads nowhere as its text."""

    def lost(address: str) -> bool:
        parts = urlsplit(unescape(address))
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return False
        return posixpath.normpath(posixpath.join(posixpath.dirname(page_url), unquote(parts.path))) not in known

    def text_of(image: re.Match[str]) -> str:
        alt = ALT.search(image[0])
        return alt[1] if alt else ""

    html = IMAGE.sub(lambda image: text_of(image) if lost(image[1]) else image[0], html)
    return LINK.sub(lambda link: link[2] if lost(link[1]) else link[0], html)
