"""`mkdocs serve`: a build that fails keeps the last good site, and changed code takes effect like any other change."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.serving")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> None:
    """Wrap the builder that runs after each change."""
    build, root = server.builder, Path(config.config_file_path).parent
    sys.dont_write_bytecode = True  # in a watched folder it would be one more change
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"

    def build_or_keep() -> None:
        forget_code(root / "decision", root / "hooks")
        try:
            build()
        except Exception as error:
            # MkDocs would answer no request any more
            log.error("The last good site is still served: %s", error)

    server.builder = build_or_keep


def forget_code(*folders: Path) -> None:
    """Have the next build import what lies in these folders anew, as the processes of the other languages do."""
    for name, module in list(sys.modules.items()):
        file = Path(getattr(module, "__file__", None) or "/")
        if any(file.is_relative_to(folder) for folder in folders):
            del sys.modules[name]
    cast("Any", MkDocsConfig.hooks)._load_hook.cache_clear()
