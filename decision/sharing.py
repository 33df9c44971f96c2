"""Work that forks of this process share out among them, where there is enough of it, and more than one processor.

A fork has at hand all that this process knows; what it gives back is pickled. A process with threads is not forked:
another one might hold a lock that the fork then waits for. A fork of a process that is gone ends with its work, as
nobody reads what it gives.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
# so many pieces of work are worth a fork: some hundredths of a second
LEAST = 40


def shared(work: Callable[[int, int], Iterable[T]], size: int) -> list[T]:
    """What `work(part, of)` gives for all parts, one after the other; `size`: how many pieces there are in all.

    Raises what one of them raises.
    """
    parts = min(os.cpu_count() or 1, size // LEAST)
    if parts < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return list(work(0, 1))
    others: list[_Fork] = []
    try:
        with suppress(OSError):  # where there may be no process more, this one does what is left
            others += (_Fork(work, part, parts) for part in range(1, parts))
        found = list(work(0, parts))
        for other in others:
            found += other.given()
        for part in range(1 + len(others), parts):
            found += work(part, parts)
        return found
    finally:
        for other in others:
            other.end()


class _Fork:
    """A fork that does a part of the work."""

    def __init__(self, work: Callable[[int, int], Iterable[Any]], part: int, of: int) -> None:
        reading, writing = os.pipe()
        self.number = os.fork()
        if self.number == 0:
            try:
                os.close(reading)
                _give(lambda: list(work(part, of)), writing)
            finally:
                os._exit(0)  # whatever else this process began, the first one ends
        os.close(writing)
        self.pipe = os.fdopen(reading, "rb")

    def given(self) -> list[Any]:
        """What it found, when it has found all."""
        try:
            found, reason = pickle.load(self.pipe)
        except EOFError:
            raise RuntimeError("a process that shared the work is gone") from None
        if reason is not None:
            raise reason
        return list(found)

    def end(self) -> None:
        """Have it end, whether it is done or not."""
        self.pipe.close()
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
        os.waitpid(self.number, 0)


def _give(work: Callable[[], object], writing: int) -> None:
    """Write what came of the work, or why nothing did."""
    found, reason = None, None
    try:
        found = work()
    except Exception as caught:
        reason = caught
    with os.fdopen(writing, "wb") as pipe, suppress(BrokenPipeError):
        pickle.dump((found, reason), pipe)
