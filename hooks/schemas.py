"""The schemas of data files, for editors: beside the languages, at the same place as in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import child
from mkdocs.utils import write_file

from decision.exchange import editors

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    """Write them beside the default language."""
    if child.order() is None:
        for kind in editors.MODELS:
            write_file(editors.text(kind).encode(), str(Path(config.site_dir).parent / editors.path(kind)))
