"""A sitemap per language: the pages that are written in it, each with its translations.

It bears no dates, so that the same pages make the same file; without an address of the site there is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import markup
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Put ours in the place of MkDocs' own."""
    config.theme.static_templates.discard("sitemap.xml")
    if config.site_url:
        written = [file for file in files.documentation_pages() if is_findable(file, config)]
        pages = [translations(file, config) for file in written]
        content = markup.render("sitemap.xml.j2", locale=config.theme["language"], pages=pages)
        files.append(File.generated(config, "sitemap.xml", content=content))


def translations(file: File, config: MkDocsConfig) -> dict[str, str]:
    """Where a page stands in each language in which it was written, the default language first."""
    docs, site_url = Path(config.docs_dir).parent, config.extra["whole"]["site_url"]
    address = file.page.url if file.page else file.url
    return {
        locale: f"{site_url}{locale}/{address}"
        for locale in (language.locale for language in config.extra["project"].languages)
        if (docs / locale / file.src_uri).is_file()
    }


def is_findable(file: File, config: MkDocsConfig) -> bool:
    """Whether a page is written in this language, and does not ask search engines to leave it out."""
    said = config.extra["pages"].metadata(config.theme["language"], file.src_uri)
    return file.src_dir == config.docs_dir and said.is_in_search
