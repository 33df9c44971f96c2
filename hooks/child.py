"""A build in a process of its own, for a language that the first process does not build.

It is a fork of the first process, which saves it half a second of importing; where that has other threads, as
`mkdocs serve` has, it is a new one. The order of the parent reaches the child through the environment. The child hands
each warning back as a line of JSON on standard output; all else that it prints goes to standard error. Its standard
input is a pipe on which nothing is ever written: once that closes, the parent is gone, and the child ends.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

import click
from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ORDER = "SITE_LANGUAGE_ORDER"
SERVED = "SITE_SERVED"
LAST_LINES = 20


class Fork:
    """A fork of this process that runs `mkdocs` with arguments, as far as `subprocess.Popen` is needed here."""

    def __init__(
        self, arguments: Sequence[str], order: Mapping[str, Any], stdout: IO[bytes], stderr: IO[bytes]
    ) -> None:
        reading, self.writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            for descriptor in [self.writing, *(other.writing for other in forks)]:
                os.close(descriptor)
            for number, descriptor in enumerate((reading, stdout.fileno(), stderr.fileno())):
                os.dup2(descriptor, number)
            os.environ[ORDER] = json.dumps(order)
            _begin_anew(arguments)
        os.close(reading)
        forks.append(self)
        self.code: int | None = None

    def wait(self) -> int:
        """Its exit code, when it has ended."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            os.close(self.writing)
            forks.remove(self)
        return self.code

    def kill(self) -> None:
        """Have it end now; one that has been waited for is no more, and its number may be another's."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)


forks: list[Fork] = []  # those that have not been waited for


@dataclass(frozen=True)
class Child:
    """A started build: the locale it makes, and what it writes."""

    locale: str
    process: subprocess.Popen[bytes] | Fork
    stdout: IO[bytes]
    stderr: IO[bytes]


def start(locale: str, command: Sequence[str], arguments: Sequence[str], order: Mapping[str, Any]) -> Child:
    """Run `mkdocs` with arguments beside this process, with the same modules at hand; `command` starts a new one."""
    stdout, stderr = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 (read when the child has ended)
    if threading.active_count() == 1:
        return Child(locale, Fork(arguments, order, stdout, stderr), stdout, stderr)
    environment = {**os.environ, ORDER: json.dumps(order), "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [*command, *arguments], env=environment, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr
    )
    return Child(locale, process, stdout, stderr)


def order() -> dict[str, Any] | None:
    """What the parent ordered; nothing in the first process."""
    given = os.environ.get(ORDER)
    return json.loads(given) if given else None


def served() -> dict[str, Any] | None:
    """What `mkdocs serve` says to a process that builds the whole site for it; nothing in any other."""
    given = os.environ.get(SERVED)
    return json.loads(given) if given else None


def is_served() -> bool:
    """Whether the pages are for `mkdocs serve`, in the first process and in what it starts."""
    called = click.get_current_context(silent=True)
    is_called = called is not None and called.info_name == "serve"
    return is_called or SERVED in os.environ or bool((order() or {}).get("is_served"))


def is_waiting() -> bool:
    """Whether this process reads a language, and then waits for pages to write: see `waiting.py`."""
    return bool((order() or {}).get("is_waiting"))


def answer(value: object) -> None:
    """In a process that waits: a line for who ordered."""
    os.write(1, json.dumps(value).encode() + b"\n")


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
    end_with_parent()


def end_with_parent() -> None:
    """In a process whose standard input is a pipe on which nothing is written: end when that closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


class _Line(logging.Formatter):
    """A record as `[level, message]`, in which JSON keeps line breaks out of the way."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps([record.levelno, record.getMessage()])


def _begin_anew(arguments: Sequence[str]) -> NoReturn:
    """In a fork: run `mkdocs` as a new process would, with nothing of what the parent has noted so far."""
    from mkdocs.__main__ import cli

    code: Any = 1
    gc.freeze()  # what the parent made stays, and the two share it as long as nobody looks at it
    try:
        for name in ("mkdocs", "mkdocs.commands.build"):
            logging.getLogger(name).handlers.clear()
            logging.getLogger(name).filters.clear()
        forget(Path(__file__).parent)
        cli.main(args=list(arguments), prog_name="mkdocs")
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def forget(*folders: Path) -> None:
    """Have what lies in some folders imported anew, also by MkDocs."""
    for name, module in list(sys.modules.items()):
        file = Path(getattr(module, "__file__", None) or "/")
        if any(file.is_relative_to(folder) for folder in folders):
            del sys.modules[name]
    cast("Any", MkDocsConfig.hooks)._load_hook.cache_clear()


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(1)
