"""A build in a process of its own, for a language that the first process does not build.

The order of the parent reaches the child through the environment. The child hands each warning back as a line of JSON
on standard output; all else that it prints goes to standard error. Its standard input is a pipe on which nothing is
ever written: once that closes, the parent is gone, and the child ends.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ORDER = "SITE_LANGUAGE_ORDER"
LAST_LINES = 20


@dataclass(frozen=True)
class Child:
    """A started build: the locale it makes, and what it writes."""

    locale: str
    process: subprocess.Popen[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]


def start(locale: str, command: Sequence[str], order: Mapping[str, Any]) -> Child:
    """Run `command` beside this process, with the same modules at hand."""
    environment = {**os.environ, ORDER: json.dumps(order), "PYTHONPATH": os.pathsep.join(sys.path)}
    stdout, stderr = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 (read when the child has ended)
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr)
    return Child(locale, process, stdout, stderr)


def order() -> dict[str, Any] | None:
    """What the parent ordered; nothing in the first process."""
    given = os.environ.get(ORDER)
    return json.loads(given) if given else None


def is_served() -> bool:
    """Whether the pages are for `mkdocs serve`, in the first process and in what it starts."""
    called = click.get_current_context(silent=True)
    return bool((order() or {}).get("is_served")) or (called is not None and called.info_name == "serve")


def end(child: Child) -> None:
    """Stop the child, however far it is."""
    child.process.kill()
    child.process.wait()


def reports(child: Child) -> Iterator[tuple[int, str]]:
    """Wait for the child; its warnings and errors as (level, message), and one more error if it failed."""
    code = child.process.wait()
    child.stdout.seek(0)
    for line in child.stdout:
        level, message = json.loads(line)
        yield level, message
    if code:
        child.stderr.seek(0)
        tail = child.stderr.read().decode(errors="replace").splitlines()[-LAST_LINES:]
        yield logging.CRITICAL, "\n    ".join([f"the build ended with exit code {code}; its last lines:", *tail])


def report_to_parent(name: str) -> None:
    """In the child: hand back what the logger `name` and those below it warn of, and end when the parent has ended."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_Line())
    logging.getLogger(name).addHandler(handler)
    sys.stdout = sys.stderr
    threading.Thread(target=_end_with_parent, daemon=True).start()


class _Line(logging.Formatter):
    """A record as `[level, message]`, in which JSON keeps line breaks out of the way."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps([record.levelno, record.getMessage()])


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(1)
