"""Decision tables in guides, and the problems of data and guides.

Problems are looked for once, before any language is built; an error stops the build before it has touched anything.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

import child
import markup
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from decision import checks, render
from decision.problem import Problem, Severity
from decision.project import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.decisions")


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Read the project; the first process reports the problems of all languages."""
    project = load(Path(config.config_file_path).parent)
    if child.order() is None:
        report(checks.run(project, memory=config.extra.get("memory")))
    config.extra["project"] = project


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let no marker be swallowed by the paragraph beside it, and show glossaries."""
    return render.prepared(markdown, config.extra["project"], written_in(page, config))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put tables and terms where their markers stand, in the language in which the page is written."""
    shown = render.page(html, config.extra["project"], written_in(page, config), markup.links(page, files))
    if shown != html and page.present_anchor_ids is not None:
        page.present_anchor_ids.update(re.findall(r'\sid="([^"]+)"', shown))
    return shown


def written_in(page: Page, config: MkDocsConfig) -> str:
    """The language in which a page is written."""
    return Path(page.file.src_dir or config.docs_dir).name


def report(problems: Sequence[Problem]) -> None:
    """Log the problems where `--strict` counts them; errors stop every build."""
    for problem in problems:
        log.log(logging.getLevelNamesMapping()[problem.severity.upper()], str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        raise Abort(f"Nothing was built: {errors} {'error' if errors == 1 else 'errors'} in data and guides")
