"""What goes out: tables as HTML and Markdown, decisions in words, all through Jinja templates and catalogs."""

from __future__ import annotations

import html as html_escapes
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from decision import glossary
from decision.guides import escape, markers
from decision.guides.guide import ADDRESS
from decision.guides.markers import MARKERS
from decision.locales import words
from decision.matrix import paths
from decision.matrix.model import DecisionTable
from decision.project import Project
from decision.render import form, history, terms
from decision.render.phrases import Phrases
from decision.render.views import table_view

if TYPE_CHECKING:
    from jinja2 import Environment

Link = Callable[[str], str | None]
_HREF = re.compile(r'href="' + re.escape(ADDRESS) + r'([^"/]*)/([^"]*)"')


def page(html: str, project: Project, locale: str, link: Link, content_locale: str | None = None) -> str:
    """A page's HTML with its markers replaced, and links to `address:table/id` leading to the vendor's page.

    `locale` is the language of the table, `link` turns `page.md#anchor` into an address relative to the page, or
    nothing; `content_locale` is the language of the text around it, where that differs.
    """
    tables = project.tables
    on_page = _markers(html)
    seen = Counter[tuple[str, str]]()
    shown = terms.Shown()

    def make(name: str, argument: str) -> str | None:
        if MARKERS[name] == glossary.KIND:
            return terms_html(project, markers.Marker(name, argument), shown, locale, content_locale or locale)
        if name == markers.HISTORY and argument in tables:
            return history_html(project, argument, locale, content_locale or locale)
        if name not in (markers.TABLE, markers.CHOOSER) or argument not in tables:
            return None
        seen[name, argument] += 1
        number, texts = seen[name, argument], (locale, project.default, link, content_locale or locale)
        table = tables[argument][1]
        if name == markers.CHOOSER:
            return form_html(table, argument, form.around(argument, table, number, on_page), *texts)
        prefix = argument if number == 1 else f"{argument}-{number}"
        chooser = link(paths.first_page(argument)) if paths.has_pages(argument, table) else None
        return table_html(table, prefix, *texts, chooser)

    def address(match: re.Match[str]) -> str:
        part = tables[match[1]][1].linked(match[2]) if match[1] in tables else None
        return f'href="{html_escapes.escape(part.address)}"' if part and part.address else match[0]

    return _HREF.sub(address, markers.replace(html, make))


def _markers(html: str) -> Counter[tuple[str, str]]:
    """How often each marker, by its name and argument, stands on a page."""
    found = Counter[tuple[str, str]]()

    def count(name: str, argument: str) -> None:
        found[name, argument] += 1

    markers.replace(html, count)
    return found


def form_html(
    table: DecisionTable, name: str, around: form.Around, locale: str, default: str, link: Link, page_locale: str
) -> str:
    """The chooser of a table on a page, as HTML without blank lines; with the table, where no other page has it."""
    say = Phrases(table, locale, default)
    view = form.form_view(name, table, say, around, link)
    named = {"say": say, "page_locale": page_locale, "link": link}
    html = environment().get_template("chooser-form.html.j2").render(view=view, **named)
    return html + (table_html(table, name, locale, default, link, page_locale) if around.brings_table else "")


def table_html(
    table: DecisionTable,
    name: str,
    locale: str,
    default: str,
    link: Link,
    page_locale: str,
    chooser: str | None = None,
) -> str:
    """The table with how to read it, legend and remarks, as HTML without blank lines.

    `chooser` is the address of the first page of its chooser, if it has one.
    """
    view = table_view(table, name, locale, default, link)
    named = {"say": words(locale), "page_locale": page_locale, "chooser": chooser}
    return environment().get_template("table.html.j2").render(view=view, **named)


def history_html(project: Project, table_id: str, locale: str, page_locale: str) -> str:
    """The recorded versions of a table as HTML without blank lines, the newest first."""
    table = project.tables[table_id][1]
    known = next((held for _, held in project.histories.values() if held.table == table_id), None)
    versions = history.shown(known, table, locale, project.default) if known else ()
    nothing = Phrases(table, locale, project.default).say("history-none")
    template = environment().get_template("history.html.j2")
    return template.render(versions=versions, nothing=nothing, page_locale=page_locale)


def table_markdown(table: DecisionTable, name: str, locale: str, default: str) -> str:
    """The same as Markdown: a pipe table, lists for legend and remarks; links lead to the guides' sections."""
    view = table_view(table, name, locale, default, lambda section: section)
    return environment().get_template("table.md.j2").render(view=view, say=words(locale))


def prepared(markdown: str, project: Project, locale: str) -> str:
    """A page's Markdown with room around its markers, and with whole glossaries in place of theirs.

    Their terms are headings, below that under which the marker stands: the contents of the page list them.
    """
    shown = terms.Shown()

    def make(marker: markers.Marker, level: int) -> str | None:
        if MARKERS[marker.name] != glossary.KIND or marker.part:
            return None
        entries = _entries(project, marker, shown, locale)
        named = {"say": words(locale), "page_locale": locale, "marks": "#" * min(level + 1, 6)}
        return environment().get_template("terms.md.j2").render(entries=entries, **named) if entries else None

    return markers.isolate(markdown, make)


def terms_html(
    project: Project, marker: markers.Marker, shown: terms.Shown, locale: str, page_locale: str
) -> str | None:
    """The terms of a group as HTML without blank lines; None where there is no such group."""
    entries = _entries(project, marker, shown, locale) if marker.part else ()
    template = environment().get_template("terms.html.j2")
    return template.render(entries=entries, page_locale=page_locale) if entries else None


def _entries(project: Project, marker: markers.Marker, shown: terms.Shown, locale: str) -> tuple[terms.Entry, ...]:
    if marker.file not in project.glossaries:
        return ()
    held = project.glossaries[marker.file][1]
    found = terms.entries(held, marker.file, marker.part, locale, project.default, project.values)
    return shown.unique(found)


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
    made.filters["markdown"] = escape.text
    made.filters["code"] = lambda text: f"<code>{escape.literal(text)}</code>"
    return made
