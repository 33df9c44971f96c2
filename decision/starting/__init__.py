"""A new project of this kind in a folder of its own: around a tree of pages that is there, or with a first page.

`begin` makes all of it beside the folder, and `report` says what needs a hand.
"""

from __future__ import annotations

from decision.starting.beginning import Wish, begin
from decision.starting.sources import StartError

__all__ = ["StartError", "Wish", "begin"]
