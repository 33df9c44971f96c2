"""From every page to the same page in each language, with plain links in Material's language menu.

The anchor is known in the browser only. Without JavaScript a section that an address leads to shows links of its own.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import markup
from mkdocs.utils import normalize_url

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

# Material's script takes each for the root of another site and asks for a sitemap there; ours stand in the sitemaps.
HEAD_LINK = re.compile(r'<link rel="alternate" [^>]*hreflang=[^>]*>\s*')
ARTICLE = re.compile(r"<article .*</article>", re.DOTALL)
SECTION = re.compile(r'<h[2-6](?=\s)[^>]*?\sid="([^"]+)"[^>]*>.*?</h[2-6]>', re.DOTALL)
# The way back to the page that offers all languages: no language, so its address stays as it is.
ALL = "x-default"


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """All languages have the same tree, so this page stands at the same place in each, if it is for readers of all."""
    config.extra["alternate"] = menu(config, "../", "" if page.meta.get("untranslated") else page.url)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """From a page that does not exist to the home page of each language."""
    config.extra["alternate"] = menu(config, urlsplit(config.extra["whole"]["site_url"] or "/").path)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the links of the menu out of the head, where Material puts them too; add them to the sections."""
    output = marked(HEAD_LINK.sub("", output), config.theme["language"])
    languages = config.extra["project"].languages if not page.meta.get("untranslated") else ()
    others = [
        {"language": language, "address": normalize_url(f"../{language.locale}/{page.url}", page)}
        for language in languages
        if language.locale != config.theme["language"]
    ]
    if not others:
        return output
    values = {"others": others, "words": config.extra["words"]}

    def with_links(section: re.Match[str]) -> str:
        links = markup.render("section-languages.html.j2", anchor=section[1], **values)
        return section[0] + links.rstrip()

    return ARTICLE.sub(lambda article: SECTION.sub(with_links, article[0]), output, count=1)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return marked(HEAD_LINK.sub("", output), config.theme["language"])


def marked(html: str, locale: str) -> str:
    """The menu with the language of the page marked."""
    link = f'hreflang="{locale}" class="md-select__link"'
    return html.replace(link, f'{link} aria-current="true"', 1)


def menu(config: MkDocsConfig, above: str, address: str = "") -> list[dict[str, str]]:
    """Material's `extra.alternate`: each language by its own name, and all; empty where there is no choice."""
    languages = config.extra["project"].languages
    index = "" if config.use_directory_urls else "index.html"
    named = [
        {
            "lang": language.locale,
            "name": f'<span lang="{language.locale}">{escape(language.name)}</span>',
            "link": f"{above}{language.locale}/{address}",
        }
        for language in languages
    ]
    word = escape(config.extra["words"]["site-all-languages"])
    return [*named, {"lang": ALL, "name": word, "link": f"{above}{index}#languages"}] if len(languages) > 1 else []
