"""A process of `mkdocs serve` that has read all pages of a language, and waits for one that is saved.

For each order, a line of JSON with the paths of files, the pages that are made from them are read again, and a fork of
the process goes on as MkDocs does once all pages are read, with no page to write but these: so they are what a whole
build makes of them. The answer is a line of JSON, too: what was written below the folder of the language, or null where
only a whole build can tell.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import child
import dialect
import made_from
from chosen import FIRST, LAST, Chosen, page_of
from jinja2 import TemplateError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from decision import checks
from decision.guides import pages as guides
from decision.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


# hooks that have nothing to do when all pages are read but to fill a page of their own
NEEDLESS = ("headings", "sitemap")


class Read(Chosen):
    """The files of a language that is read already: nothing is copied."""

    def copy_static_files(
        self, dirty: bool = False, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> None:
        """They are there."""


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Be able to choose what is written."""
    if not child.is_waiting():
        return files
    needless = [vars(module) for name, module in made_from.modules(config).items() if Path(name).stem in NEEDLESS]
    methods = config.plugins.events["env"]
    methods[:] = [method for method in methods if not any(getattr(method, "__globals__", 0) is own for own in needless)]
    return Read(files)


@event_priority(FIRST)
def wait(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """When all is read, and nothing done with it yet: wait. Only a fork with pages to write goes on."""
    if not child.is_waiting():
        return
    if build := config.extra.get("build"):
        build.end()
    config.extra.pop("pages_kept", None)
    config.theme.static_templates, config.extra_templates = set(), []
    prepare(env, config)
    child.answer([])
    for line in sys.stdin:
        pages = read_again(json.loads(line), config, files)
        fork = os.fork() if pages else None
        if fork == 0:
            config.extra["shown"] = frozenset(file.src_uri for file in pages or ())
            return
        is_made = fork is None or os.waitpid(fork, 0)[1] == 0
        child.answer([file.dest_uri for file in pages] if pages is not None and is_made else None)
    os._exit(0)


@event_priority(LAST)
def choose(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """When the other hooks have seen all pages: leave out those that are not to be written."""
    if isinstance(files, Read):
        config.extra["everything"] = everything = files.documentation_pages()
        files.left_out = frozenset(file.src_uri for file in everything) - config.extra["shown"]


on_env = CombinedEvent(wait, choose)


@event_priority(LAST)
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """A template may ask for all pages."""
    if child.is_waiting():
        context["pages"] = config.extra["everything"]


@event_priority(FIRST)
def on_post_build(config: MkDocsConfig) -> None:
    """What was ordered is written."""
    if child.is_waiting():
        os._exit(0)


def prepare(env: Environment, config: MkDocsConfig) -> None:
    """Have at hand what every fork would make again: compiled templates, and what pages say of themselves."""
    for name in env.list_templates(filter_func=lambda name: name.endswith(".html")):
        with suppress(TemplateError):  # one for another plugin
            env.get_template(name)
    known = config.extra["pages"]
    for locale, names in known.files.items():
        for name in names:
            if guides.is_page(name) and name.endswith(".md"):
                known.metadata(locale, name)


def read_again(paths: Sequence[str], config: MkDocsConfig, files: Files) -> list[File] | None:
    """The pages that are made from some files, as they are now; None where more than their text has changed."""
    found = [file for file in files.documentation_pages() if file.abs_src_path in paths]
    before = [place(file, config) for file in found]
    for name in paths:
        forget(Path(name), config)
    try:
        if before != [place(file, config) for file in found] or any(are_wrong(file, config) for file in found):
            return None
        for file in found:
            read(page_of(file), config, files)
    except Exception:  # whatever it is, a whole build meets it again, and says it
        return None
    return found


def place(file: File, config: MkDocsConfig) -> tuple[bool, ...]:
    """What a page says of itself that others show."""
    said = dialect.metadata(file, config)
    return said.is_published, said.is_in_navigation, said.is_in_search


def forget(path: Path, config: MkDocsConfig) -> None:
    """Know nothing of what a file held."""
    for tree in config.extra["project"].trees:
        if path.is_relative_to(tree.folder):
            for pages in (config.extra["pages"], config.extra["translations"].pages):
                pages.forget(tree.locale, path.relative_to(tree.folder).as_posix())


def are_wrong(file: File, config: MkDocsConfig) -> bool:
    """Whether a page has a mistake that stops a build."""
    found = checks.run_alone(config.extra["project"], Path(file.abs_src_path or ""))
    return any(problem.severity is Severity.ERROR for problem in found)


def read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page as MkDocs does in a build."""
    plugins: Any = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
