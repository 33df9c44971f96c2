"""The search field of a page: it starts our worker, says what it opens, and helps where nothing was found.

Without JavaScript a link to all headings stands in its place. See CONTRIBUTING.md, "Search".
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import markup

from decision.matrix import paths

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

WORKER = re.compile(r'"search": "([^"]*)assets/javascripts/workers/search\.\w+\.min\.js"')
BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.\w+\.min\.js">')
DIALOG = '<div class="md-search" data-md-component="search"'
FIELD = 'class="md-search__input"'
META = 'class="md-search-result__meta"'
LIST = '<ol class="md-search-result__list"'


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """See which choosers there are to offer."""
    first = [files.src_uris.get(paths.first_page(table)) for table in config.extra["project"].tables]
    config.extra["choosers"] = [
        {"address": file.url, "title": unescape(str(file.page.meta.get("title", "")))}
        for file in first
        if file and file.page
    ]


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Make Material's search field ours."""
    return adapted(output, config)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return adapted(output, config)


def adapted(html: str, config: MkDocsConfig) -> str:
    """The page with our scripts and words; unchanged where the theme put no search into it."""
    found = WORKER.search(html)
    if not found or DIALOG not in html or not config.extra["own_search"]:
        return html
    base = found[1]
    values = {name: config.extra[name] for name in ("words", "choosers", "headings")} | {"base": base}
    popup = 'aria-haspopup="dialog" aria-expanded="false" aria-controls="__search_dialog"'
    for old, new in (
        (found[0], f'"search": "{base}assets/search/worker.js"'),
        (DIALOG, f'{markup.render("search-without.html.j2", **values)}{DIALOG} id="__search_dialog"'),
        (FIELD, f'{FIELD} role="combobox" aria-autocomplete="list" {popup}'),
        (META, f'{META} role="status"'),
        (LIST, markup.render("search-nothing.html.j2", **values) + LIST),
    ):
        html = html.replace(old, new, 1)
    return BUNDLE.sub(lambda tag: f'<script src="{base}assets/search/field.js"></script>{tag[0]}', html, count=1)
