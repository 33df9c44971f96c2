"""The writers' dialect: pages are translated before Python-Markdown reads them, and cleaned before they go out."""

from __future__ import annotations

import logging
import posixpath
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import markup
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from decision import checks
from decision.guides import contents, pages, translation
from decision.guides.metadata import is_usable

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from decision.guides.metadata import Metadata

log = logging.getLogger("mkdocs.hooks.dialect")


@event_priority(95)
def on_config(config: MkDocsConfig) -> None:
    """Have all guides at hand, and the codes of problems that `decisions` reports already."""
    config.extra["checked"] = frozenset(checks.code_of(check) for check in checks.all_checks())
    project = config.extra["project"]
    files = {tree.locale: pages.listed(tree.folder) for tree in project.trees}
    config.extra["pages"] = pages.Pages(project.guide, files, project.default)


@event_priority(60)
def move(files: Files, config: MkDocsConfig) -> None:
    """Publish a translation whose file was renamed where its original stands."""
    for own, original in config.extra["pages"].renamed.get(config.theme["language"], {}).items():
        file = files.src_uris[own]
        files.remove(file)
        moved = File(original, config.docs_dir, config.site_dir, config.use_directory_urls)
        moved.abs_src_path = file.abs_src_path
        files.append(moved)


@event_priority(-50)
def select(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what is no page, take what shall not be found out of the navigation, and make one of `TOC.md`."""
    known = config.extra["pages"]
    kept = [file for file in files if not file.is_documentation_page() or is_published(file, config)]
    config.extra["names"] = frozenset(file.src_uri for file in kept)
    entries = known.navigation(config.theme["language"], config.extra["names"]) if config.nav is None else ()
    config.extra["labels"] = labels = dict(contents.pages(entries))
    config.nav = contents.as_nav(entries) or config.nav
    for file in kept:
        if file.is_documentation_page() and (entries or not metadata(file, config).is_in_navigation):
            file.inclusion = InclusionLevel.INCLUDED if file.src_uri in labels else InclusionLevel.NOT_IN_NAV
    return Files(kept)


on_files = CombinedEvent(move, select)


@event_priority(-50)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """The labels of `TOC.md` are those of this language."""
    for page in nav.pages:
        if page.file.src_uri in config.extra["labels"]:
            page.title = config.extra["labels"][page.file.src_uri]


@event_priority(50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Translate the page, and have Material see of its front matter what it understands."""
    if page.file.generated_by:
        return markdown
    locale = written_in(page.file, config)
    said = metadata(page.file, config)
    shown = {"hide": list(said.hide), "title": said.head_title, "description": said.description}
    meta = {**page.meta, **shown}
    page.meta = {key: value for key, value in meta.items() if is_usable(key, value, partial(in_theme, config))}
    if not said.is_in_search:
        page.meta["search"] = {"exclude": True}
    if said.title and page.file.src_uri not in config.extra["labels"]:
        page.title = said.title

    def address(target: str) -> str:
        path, mark, anchor = target.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(path)))
        file = files.get_file_from_path(name) if path else None
        return file.url_relative_to(page.file) + mark + anchor if file else target

    names = config.extra["names"]
    made: translation.Translation = config.extra["pages"].translation(locale, page.file.src_uri, names, address)
    for problem in made.problems if locale == config.theme["language"] else ():
        if problem.code not in config.extra["checked"]:
            log.warning("%s", problem)
    return made.text


@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let nothing out that may not stand in a guide."""
    return translation.finish(html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Tell search engines what a page says of them."""
    if page.file.generated_by or metadata(page.file, config).is_indexed:
        return output
    return markup.unlisted(output)


def in_theme(config: MkDocsConfig, name: str) -> bool:
    """Whether the theme has a file."""
    return any(Path(folder, name).is_file() for folder in config.theme.dirs)


def metadata(file: File, config: MkDocsConfig) -> Metadata:
    """What the front matter of a file says."""
    locale, known = written_in(file, config), config.extra["pages"]
    said: Metadata = known.metadata(locale, known.file(locale, file.src_uri))
    return said


def is_published(file: File, config: MkDocsConfig) -> bool:
    """Whether a Markdown file becomes a page."""
    return bool(file.generated_by) or (pages.is_page(file.src_uri) and metadata(file, config).is_published)


def written_in(file: File, config: MkDocsConfig) -> str:
    """The language in which a file is written."""
    return Path(file.src_dir or config.docs_dir).name
