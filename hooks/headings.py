"""A page per language with every page and heading, for those without JavaScript and those whom search did not help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import markup
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink
    from mkdocs.utils.templates import TemplateContext

PATH = "all_headings.md"  # no guide is called so: its name would have a hyphen


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the page, out of the navigation."""
    words = config.extra["words"]
    content = f"# {words['site-headings']} {{#headings}}\n\n{words['site-headings-text']}\n"
    file = File.generated(config, PATH, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
    config.extra["headings"] = file.url


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """It is found by links, and has no contents of its own."""
    if page.file.src_uri == PATH:
        page.meta.update(search={"exclude": True}, hide=["toc"])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Remember the order in which readers see the pages."""
    config.extra["order"] = {page.file.src_uri: place for place, page in enumerate(nav.pages)}


@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Fill it when all pages are read: those of the navigation in its order, then those beside it."""
    order, found = config.extra["order"], [file for file in files.documentation_pages() if is_listed(file, config)]
    found.sort(key=lambda file: (order.get(file.src_uri, len(order)), file.src_uri))
    here = files.src_uris[PATH].page
    if here:
        pages = [
            {"page": file.page, "address": get_relative_url(file.url, here.url), "sections": sections(file)}
            for file in found
        ]
        here.content = (here.content or "") + markup.render("headings.html.j2", pages=pages)


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Lead there from the foot of every page."""
    add_to_footer(config, get_relative_url(config.extra["headings"], page.url))


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """Lead there from the page for what does not exist, which may stand anywhere."""
    root = urlsplit(config.extra["whole"]["site_url"] or "/").path
    add_to_footer(config, f"{root}{config.theme['language']}/{config.extra['headings']}")


def is_listed(file: File, config: MkDocsConfig) -> bool:
    """Whether a reader may find a page, in whatever language it is shown."""
    if file.generated_by:
        return file.page is not None and not file.page.meta.get("search", {}).get("exclude")
    known, locale = config.extra["pages"], Path(file.src_dir or config.docs_dir).name
    return bool(known.metadata(locale, known.file(locale, file.src_uri)).is_in_search)


def sections(file: File) -> list[AnchorLink]:
    """The headings of a page below its title; those of a made page say nothing by themselves."""
    entries = list(file.page.toc) if file.page and not file.generated_by else []
    return [*entries[0].children, *entries[1:]] if entries and entries[0].level == 1 else entries


def add_to_footer(config: MkDocsConfig, href: str) -> None:
    """Put the link before what stands there."""
    words = config.extra["words"]
    link = markup.render("headings-link.html.j2", href=href, word=words["site-headings"])
    last = config.extra.get("headings_link", "")  # of the page before, where no other hook put a footer of its own
    config.extra["headings_link"] = link
    config.copyright = link + (config.copyright or "").removeprefix(last)
