"""The processes that wait for `mkdocs serve` (`waiting.py`), one for each language, as `serving.py` sees them."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import child

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# so many seconds a page may take; it takes a fraction of one
PATIENCE = 20.0


@dataclass
class Waiter:
    """A process, where it takes orders and where it writes, and its answers as they come; None once it has ended."""

    process: subprocess.Popen[bytes]
    orders: int
    folder: Path
    answers: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    is_ready: bool = False

    def listen(self) -> None:
        """Take the answers as they come."""
        for line in self.process.stdout or ():
            self.answers.put(json.loads(line))
        self.answers.put(None)

    def answer(self, seconds: float) -> list[str] | None:
        """The next answer; None where it is one, or does not come in time."""
        try:
            given: list[str] | None = self.answers.get(timeout=seconds)
        except queue.Empty:
            return None
        return given

    def has_read(self) -> bool:
        """Whether the process waits by now: it says so once."""
        self.is_ready = self.is_ready or (not self.answers.empty() and self.answer(0) is not None)
        return self.is_ready

    def order(self, paths: Sequence[str]) -> None:
        """Order the pages that are made from some files."""
        line = json.dumps(list(paths)).encode() + b"\n"
        with suppress(OSError):  # one that has ended does not answer either
            os.write(self.orders, line)


class Waiters:
    """Those of all languages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_locale: dict[str, Waiter] = {}
        self.missed: set[str] = set()  # files that may have been read before they were changed

    def start(self, locales: Iterable[str], command: Sequence[str], config: Mapping[str, Any]) -> None:
        """Begin to read the languages; until that is done, nothing can be ordered."""
        self.end()
        for locale in locales:
            own = self.folder / locale
            order = {"locale": locale, "is_served": True, "is_waiting": True}
            order["config"] = {**config, "site_dir": str(own)}
            process = subprocess.Popen(
                command,
                env={**os.environ, child.ORDER: json.dumps(order)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            assert process.stdin is not None
            waiter = self.by_locale[locale] = Waiter(process, process.stdin.fileno(), own / locale)
            threading.Thread(target=waiter.listen, daemon=True).start()

    def make(self, paths: Sequence[str], needed: Iterable[str]) -> dict[str, bytes] | None:
        """What is made from some files, by its path below the site; nothing where only a whole build can tell.

        None where a language that is needed has no process that is ready.
        """
        self.missed.update(paths)
        asked = {locale: waiter for locale, waiter in self.by_locale.items() if waiter.has_read()}
        if not set(needed) <= asked.keys():
            return None
        for waiter in asked.values():
            waiter.order(sorted(self.missed))
        if len(asked) == len(self.by_locale):
            self.missed.clear()
        made: dict[str, bytes] = {}
        for locale, waiter in asked.items():
            names = waiter.answer(PATIENCE)
            if names is None:
                return {}
            made |= {f"{locale}/{name}": (waiter.folder / name).read_bytes() for name in names}
        return made

    def have_ended(self) -> bool:
        """Whether one of them waits no more, for whatever reason."""
        return any(waiter.process.poll() is not None for waiter in self.by_locale.values())

    def end(self) -> None:
        """Have none of them; where they have written anything, it is no longer of use."""
        for waiter in self.by_locale.values():
            waiter.process.kill()
            waiter.process.wait()
            shutil.rmtree(waiter.folder.parent, ignore_errors=True)
        self.by_locale.clear()
        self.missed.clear()
