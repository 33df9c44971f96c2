"""The pages of the chooser, made from every decision table: questions, outcomes, all combinations, in no navigation."""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING, Any, cast

import child
import markup
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import get_toc

from decision.render import chooser

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.chooser")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages, and say which tables have none."""
    project, locale = config.extra["project"], config.theme["language"]
    made = config.extra["chooser"] = {page.path: page for page in chooser.pages(project, locale)}
    for path in made:
        files.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for message in chooser.without_pages(project) if child.order() is None else ():
        log.info("%s", message)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Title and description are their own; a question is there to be answered, not to be found."""
    made = config.extra["chooser"].get(page.file.src_uri)
    if made and page.file.generated_by:
        page.meta.update(title=escape(made.title), description=escape(made.description), hide=list(made.hide))
        page.meta["search"] = {"exclude": not made.is_found}


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in the content, which nothing before has seen."""
    made = config.extra["chooser"].get(page.file.src_uri)
    if not made or not page.file.generated_by:
        return html

    shown: str = made.html(markup.links(page, files))
    page.toc = get_toc(cast("Any", chooser.contents(shown)))
    return shown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Tell search engines to leave out what is not there to be found."""
    made = config.extra["chooser"].get(page.file.src_uri)
    if not made or made.is_found:
        return output
    return markup.unlisted(output)
