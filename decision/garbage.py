"""The collector of cycles, for a process that makes many small objects which live until it ends."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for cycles after 100,000 new objects, not after 700: with pages, it saves a tenth of the time."""
    gc.set_threshold(100_000, 20, 20)
