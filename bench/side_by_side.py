"""Figures on a noisy machine: candidates measured in turn, medians with their spread, a table that states the targets.

Seconds of two runs cannot be compared; the ratio of two candidates that took turns in one run can.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Literal, NamedTuple

from bench import results

ROOT = Path(__file__).resolve().parent.parent


class Target(NamedTuple):
    """A bound that a figure is held against."""

    bound: Literal["at least", "at most"]
    value: float

    def is_met(self, value: float) -> bool:
        """Whether a figure keeps to the bound."""
        return value >= self.value if self.bound == "at least" else value <= self.value


@dataclass(frozen=True)
class Figure:
    """A measured quantity: its median, and the quartiles around it where it was measured more than once."""

    name: str
    unit: str
    median: float
    low: float
    high: float
    target: Target | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.target.is_met(self.median)


class Run(NamedTuple):
    """One thing to measure: a call, and how many operations it does."""

    call: Callable[[], object]
    operations: int = 1


def alternate(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Seconds per operation, `rounds` samples of each run; they take turns A B C, A B C, after one round unmeasured.

    The garbage collector stays on, since it is part of what allocating costs, but starts each sample clean.
    """
    samples: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in runs.items():
            gc.collect()
            before = perf_counter()
            run.call()
            seconds = perf_counter() - before
            if turn:
                samples[name].append(seconds / run.operations)
    return samples


def figure(name: str, unit: str, samples: Sequence[float], scale: float = 1, target: Target | None = None) -> Figure:
    """The median and quartiles of samples, each times `scale`."""
    scaled = sorted(sample * scale for sample in samples)
    low, _, high = quantiles(scaled, method="inclusive") if len(scaled) > 1 else scaled * 3
    return Figure(name, unit, median(scaled), low, high, target)


def ratio(name: str, above: Sequence[float], below: Sequence[float], target: Target | None = None) -> Figure:
    """The median of the ratios of samples that were taken in the same round."""
    return figure(name, "x", [a / b for a, b in zip(above, below, strict=True)], target=target)


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The parser that every measurement begins with."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument(
        "--write",
        nargs="?",
        const="",
        metavar="RUN",
        help="put the figures into bench/RESULTS.md, too, as those of a run",
    )
    return parser


def report(title: str, figures: Sequence[Figure], chosen: argparse.Namespace, *, notes: Sequence[str] = ()) -> None:
    """Print the figures, each with its target beside it; `chosen` are the arguments of the command line."""
    if chosen.write is not None:
        results.write(f"{title}: {chosen.write}" if chosen.write else title, _rows(figures), notes)
    if chosen.json:
        entries = [asdict(entry) | {"is_met": entry.is_met} for entry in figures]
        json.dump({"title": title, "figures": entries, "notes": list(notes)}, sys.stdout, indent=2)
        print()
        return
    rows = _rows(figures)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print(f"{title}\n")
    for name, *rest in rows:
        name_width, *others = widths
        cells = [cell.rjust(width) for cell, width in zip(rest[:2], others[:2], strict=True)]
        cells += [cell.ljust(width) for cell, width in zip(rest[2:], others[2:], strict=True)]
        print("  ".join((name.ljust(name_width), *cells)).rstrip())
    for note in notes:
        print(f"\n{note}")


def _rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("", "median", "quartiles", "unit", "target", "")]
    return rows + [
        (entry.name, _number(entry.median), _quartiles(entry), entry.unit, *_verdict(entry)) for entry in figures
    ]


def _quartiles(entry: Figure) -> str:
    return "" if entry.low == entry.high else f"{_number(entry.low)} – {_number(entry.high)}"


def _verdict(entry: Figure) -> tuple[str, str]:
    if entry.target is None:
        return "", ""
    missed = f"MISSED by {_number(abs(entry.median - entry.target.value))}"
    return f"{entry.target.bound} {_number(entry.target.value)}", "met" if entry.is_met else missed


def _number(value: float) -> str:
    """Three significant digits where the figure is small, whole numbers where it is large."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
