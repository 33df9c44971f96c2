"""From every page to the same page in each language, with plain links in Material's language menu."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

# Material's script takes each for the root of another site and asks for a sitemap there; ours stand in the sitemaps.
HEAD_LINK = re.compile(r'<link rel="alternate" [^>]*hreflang=[^>]*>\s*')


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """All languages have the same tree, so this page stands at the same place in each, if it is for readers of all."""
    config.extra["alternate"] = menu(config, "../", "" if page.meta.get("untranslated") else page.url)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """From a page that does not exist to the home page of each language."""
    config.extra["alternate"] = menu(config, urlsplit(config.extra["whole"]["site_url"] or "/").path)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the links of the menu out of the head, where Material puts them too."""
    return HEAD_LINK.sub("", output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return HEAD_LINK.sub("", output)


def menu(config: MkDocsConfig, above: str, address: str = "") -> list[dict[str, str]]:
    """Material's `extra.alternate`: each language by its own name; empty where there is no choice."""
    languages = config.extra["project"].languages
    return [
        {
            "lang": language.locale,
            "name": f'<span lang="{language.locale}">{escape(language.name)}</span>',
            "link": f"{above}{language.locale}/{address}",
        }
        for language in languages
        if len(languages) > 1
    ]
