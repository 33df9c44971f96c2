"""What each part of the campaign is told, and what it gives back."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2


@dataclass(frozen=True)
class Plan:
    """A part's share: the seed, how much of the whole it does (1: all), its time in seconds, a folder of its own.

    What is done depends on the seed and `scale` only; a part that is out of time stops, and says how far it came.
    """

    seed: int
    scale: float
    seconds: float
    folder: Path
    workers: int = WORKERS

    def random(self, *names: object) -> Random:
        """Chance for something that has a name: the same for the same seed, wherever and in whatever order it runs."""
        return Random(zlib.crc32(":".join(map(str, (self.seed, *names))).encode()))

    def count(self, whole: int) -> int:
        """How many of a whole are this part's; at least one."""
        return max(1, round(whole * self.scale))


@dataclass(frozen=True)
class Outcome:
    """What a part did, in a sentence; a table with its head in the first row; what is wrong, a line each; its time."""

    summary: str
    rows: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[str, ...] = ()
    seconds: float = 0.0


def counts(figures: Mapping[str, int]) -> str:
    """Figures in a row: `1,200 tables, 3 pages`."""
    return ", ".join(f"{count:,} {name}" for name, count in figures.items())


def lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a Markdown table, the first of them its head; texts stand left, figures right."""
    if not rows:
        return []
    head, *body = rows
    marks = ["---" if body and not _is_figure(body[0][column]) else "---:" for column in range(len(head))]
    return [f"| {' | '.join(cells)} |" for cells in (head, marks, *body)]


def _is_figure(text: str) -> bool:
    return text[:1].isdigit()


def say(line: str) -> None:
    """What happens, as soon as it does."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
