"""The words around a page, in its language, where Material has them in English only or not at all."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

import markup

from decision.locales import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

NOT_FOUND = "404.html"
# the name of a link to the previous or the next page, in which the theme escapes a title that is HTML already
NEIGHBOUR = re.compile(r'(class="md-footer__link md-footer__link--(?:prev|next)" aria-label=")([^"]*)')
TAG = re.compile(r"<[^>]*>")


def on_config(config: MkDocsConfig) -> None:
    """Say in words what mkdocs.yml calls by the key of a word."""
    word = config.extra["words"] = words(config.theme["language"])
    for appearance in config.theme.get("palette", ()):
        say(appearance.get("toggle", {}), "name", word)
    for name in ("permalink_title", "title"):
        say(config.mdx_configs.get("toc", {}), name, word)


def on_pre_template(template: Template, template_name: str, config: MkDocsConfig) -> Template:
    """Say in this language that a page does not exist."""
    if template_name != NOT_FOUND:
        return template
    return template.environment.from_string((markup.TEMPLATES / "not-found.html.j2").read_text("utf-8"))


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """MkDocs takes a site without an address for the root of its server; a language is one folder below."""
    if template_name == NOT_FOUND and not config.site_url:
        context["base_url"] = f"/{config.theme['language']}/"


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Name the search dialog on the page for what does not exist."""
    return named(output, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the search dialog, and the pages before and behind this one."""
    return NEIGHBOUR.sub(
        lambda found: found[1] + escape(unescape(TAG.sub("", unescape(found[2])))), named(output, config)
    )


def named(html: str, config: MkDocsConfig) -> str:
    """Material's search dialog has no name for a screen reader."""
    name = escape(config.extra["words"]["site-search"])
    return html.replace('role="dialog">', f'role="dialog" aria-label="{name}">', 1)


def say(settings: dict[str, Any], name: str, word: Mapping[str, str]) -> None:
    """Where a setting is the key of a word, make it the word."""
    if settings.get(name) in word:
        settings[name] = word[settings[name]]
