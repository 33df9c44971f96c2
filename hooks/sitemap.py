"""A sitemap per language: the pages that are written in it, each with its translations.

It bears no dates, so that the same pages make the same file; without an address of the site there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import markup
from mkdocs.structure.files import File, Files

from decision.render import chooser

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
    """Where a page stands in each language in which it may be found, the default language first."""
    site_url, address = config.extra["whole"]["site_url"], file.page.url if file.page else file.url
    locales = [language.locale for language in config.extra["project"].languages]
    return {locale: f"{site_url}{locale}/{address}" for locale in locales if is_there(file, locale, config)}


def is_findable(file: File, config: MkDocsConfig) -> bool:
    """Whether a page is of this language, and does not ask search engines to leave it out."""
    if file.generated_by:
        return file.page is not None and not file.page.meta.get("search", {}).get("exclude")
    return is_written(file.src_uri, config.theme["language"], config)


def is_there(file: File, locale: str, config: MkDocsConfig) -> bool:
    """Whether a page may be found in a language; what is generated is there in each, if its words are."""
    if file.src_uri in config.extra.get("chooser", ()):
        return file.src_uri in chooser.to_be_found(config.extra["project"], locale)
    return bool(file.generated_by) or is_written(file.src_uri, locale, config)


def is_written(page: str, locale: str, config: MkDocsConfig) -> bool:
    """Whether a page is written in a language, under whatever name, and may be found there."""
    known = config.extra["pages"]
    own = known.file(locale, page)
    said = known.metadata(locale, own)
    return own in known.files[locale] and bool(said.is_published and said.is_in_search)
