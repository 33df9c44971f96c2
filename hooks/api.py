"""The tables for other programs: one API for all languages, beside them, and a page that tells of it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import child
from contribute import FOLDER
from mkdocs.structure.files import File, InclusionLevel

from decision.exchange import api
from decision.render import contribute

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.hooks.api")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the page to those for writers, in the default language."""
    project = config.extra["project"]
    if config.theme["language"] == project.default:
        root = f"{'../../..' if config.use_directory_urls else '../..'}/{api.FOLDER}/"
        tables, forms = api.table_ids(project), api.every_file()
        text = contribute.api(root, tables, api.MOST_COMBINATIONS, forms, project.default)
        files.append(File.generated(config, f"{FOLDER}api.md", content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def on_post_build(config: MkDocsConfig) -> None:
    """Write it beside the default language, and say what it leaves out."""
    if child.order():
        return
    folder = Path(config.site_dir).parent / api.FOLDER
    for message in api.publish(config.extra["project"], folder, directory_urls=config.use_directory_urls):
        log.info("%s", message)
