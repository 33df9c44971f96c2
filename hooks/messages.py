"""What a build says, to be said again by one that takes over what it made."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# the name of a logger, a level, a text
Message = tuple[str, int, str]
MKDOCS = logging.getLogger("mkdocs")
OURS = "mkdocs.hooks"


class Recorder(logging.Handler):
    """Warnings and errors of all, and what hooks tell; MkDocs tells by itself what it does."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[Message] = []
        MKDOCS.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember it."""
        if record.levelno >= logging.WARNING or record.name.startswith(OURS):
            self.said.append((record.name, record.levelno, record.getMessage()))

    def end(self) -> None:
        """Listen no more."""
        MKDOCS.removeHandler(self)


def repeat(messages: Iterable[Message]) -> None:
    """Say again what was said, where `--strict` counts it."""
    for name, level, message in messages:
        logging.getLogger(name).log(level, "%s", message)
