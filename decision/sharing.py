"""Work that forks of this process share out among them, where there is enough of it, and more than one processor.

A fork has at hand all that this process knows; what it gives back is pickled. A process with threads is not forked:
another one might hold a lock that the fork then waits for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import current_process, get_context
from typing import Any, TypeVar

T = TypeVar("T")
# so many pieces of work are worth a fork: some hundredths of a second
LEAST = 40

_ordered: list[Callable[[int, int], list[Any]]] = []  # what the forks do; it need not be pickled, as they have it


def shared(work: Callable[[int, int], Iterable[T]], size: int) -> list[T]:
    """What `work(part, of)` gives for all parts, one after the other; `size`: how many pieces there are in all."""
    parts = min(os.cpu_count() or 1, size // LEAST)
    if parts < 2 or not hasattr(os, "fork") or threading.active_count() > 1 or current_process().daemon:
        return list(work(0, 1))
    _ordered.append(lambda part, of: list(work(part, of)))
    try:
        with ProcessPoolExecutor(parts, get_context("fork")) as pool:
            return [one for found in pool.map(_do, range(parts), [parts] * parts) for one in found]
    finally:
        _ordered.pop()


def _do(part: int, of: int) -> list[Any]:
    return _ordered[-1](part, of)
