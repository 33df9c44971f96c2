"""`SHA256SUMS` beside the pages, as the last thing before the site takes its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import child
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file

from decision import sums

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@event_priority(-950)
def on_post_build(config: MkDocsConfig) -> None:
    """When all languages are there; nobody publishes what is only served."""
    if child.order() is None and not child.is_served():
        config.extra["sums"] = hashes = sums.of(Path(config.site_dir))
        write_file(sums.text(hashes).encode(), str(Path(config.site_dir, sums.NAME)))
