"""What stands above the languages: a page that offers them, one for what does not exist, a list of the sitemaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import child
import markup
from mkdocs.utils import write_file

from decision import headers
from decision.locales import words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    """Write it beside the default language."""
    if child.order():
        return
    languages = config.extra["project"].languages
    site_url = config.extra["whole"]["site_url"]
    values = {
        "languages": languages,
        "words": {language.locale: words(language.locale) for language in languages},
        "favicon": config.theme["favicon"],
        "site_url": site_url,
        "headings": config.extra["headings"],
        "index": "" if config.use_directory_urls else "index.html",
    }
    site = Path(config.site_dir).parent
    write(site / "index.html", markup.render("choose.html.j2", base="", **values))
    write(site / "404.html", markup.render("not-found-anywhere.html.j2", base=urlsplit(site_url or "/").path, **values))
    if site_url:
        write(site / "sitemap.xml", markup.render("sitemaps.xml.j2", **values))


def write(path: Path, text: str) -> None:
    """As MkDocs writes its pages; no script stands in these, so their policy knows none."""
    text = text if child.is_served() else headers.with_policy(text, ())[0]
    write_file(text.encode(), str(path))
