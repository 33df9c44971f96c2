"""A build goes to a new place and takes the site's as its very last act: whole, and without a warning under `--strict`.

MkDocs itself says that a strict build failed only after everything is written, and counts no warning that `--quiet`
hides; so warnings are counted here, and the pair is refused.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import child
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from decision import publishing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

logger = logging.getLogger("mkdocs")
staged: list[tuple[publishing.Stage, CountHandler]] = []  # here, because `on_build_error` is given no configuration


@event_priority(110)
def on_config(config: MkDocsConfig) -> None:
    """In the first process: build beside the site."""
    if child.order() is not None:
        return
    if config.strict and logger.getEffectiveLevel() > logging.WARNING:
        raise Abort("--quiet hides the warnings that --strict counts: use one of the two")
    give_up()
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logger.addHandler(counter)
    staged.append((publishing.begin(Path(config.site_dir)), counter))
    config.extra["stage"] = staged[0][0]
    config.site_dir = str(staged[0][0].folder)


@event_priority(-1000)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish, or leave the old site where it is: MkDocs ends a strict build with warnings by itself."""
    for stage, counter in staged:
        config.site_dir = str(stage.target)
        build = config.extra.get("build")
        if not ((config.strict and counter.get_counts()) or (build is not None and build.is_published)):
            stage.publish()
            logger.removeHandler(counter)
            staged.clear()
    give_up()


def on_build_error(error: Exception) -> None:
    """Nothing of a failed build is kept."""
    give_up()


def give_up() -> None:
    """Remove what was not published."""
    for stage, counter in staged:
        logger.removeHandler(counter)
        stage.discard()
    staged.clear()
