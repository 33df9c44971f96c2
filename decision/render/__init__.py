"""What goes out: tables as HTML and Markdown, decisions in words, all through Jinja templates and catalogs."""

from __future__ import annotations

import html as html_escapes
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from decision.guides import markers
from decision.guides.guide import ADDRESS
from decision.locales import words
from decision.matrix.model import DecisionTable
from decision.project import Project
from decision.render.views import table_view

if TYPE_CHECKING:
    from jinja2 import Environment

Link = Callable[[str], str]
_HREF = re.compile(r'href="' + re.escape(ADDRESS) + r'([^"/]*)/([^"]*)"')


def page(html: str, project: Project, locale: str, link: Link, content_locale: str | None = None) -> str:
    """A page's HTML with its markers replaced, and links to `address:table/id` leading to the vendor's page.

    `locale` is the language of the table, `link` turns `page.md#anchor` into an address relative to the page;
    `content_locale` is the language of the text around it, where that differs.
    """
    tables = project.tables
    seen: dict[str, int] = {}

    def make(name: str, argument: str) -> str | None:
        if argument not in tables:
            return None
        seen[argument] = seen.get(argument, 0) + 1
        prefix = argument if seen[argument] == 1 else f"{argument}-{seen[argument]}"
        return table_html(tables[argument][1], prefix, locale, project.default, link, content_locale or locale)

    def address(match: re.Match[str]) -> str:
        part = tables[match[1]][1].linked(match[2]) if match[1] in tables else None
        return f'href="{html_escapes.escape(part.address)}"' if part and part.address else match[0]

    return _HREF.sub(address, markers.replace(html, make))


def table_html(table: DecisionTable, name: str, locale: str, default: str, link: Link, page_locale: str) -> str:
    """The table with how to read it, legend and remarks, as HTML without blank lines."""
    view = table_view(table, name, locale, default, link)
    return environment().get_template("table.html.j2").render(view=view, say=words(locale), page_locale=page_locale)


def table_markdown(table: DecisionTable, name: str, locale: str, default: str) -> str:
    """The same as Markdown: a pipe table, lists for legend and remarks; links lead to the guides' sections."""
    view = table_view(table, name, locale, default, lambda section: section)
    return environment().get_template("table.md.j2").render(view=view, say=words(locale))


def _cell(text: str) -> str:
    r"""Text in a cell of a pipe table: `|` would end it, `<`, `*`, `_`, `[`, `&` and backslashes be markup."""
    return re.sub(r"([\\|<*_`\[\]])", r"\\\1", re.sub(r"\s+", " ", text)).replace("&", "&amp;")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates beside this file. Jinja is loaded with the first of them: most commands print none."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=PackageLoader("decision.render"),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["cell"] = _cell
    return made
