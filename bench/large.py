"""A table of 100,000 use cases in memory: 8 integrations, 6 questions of 8 options, a quarter of the cells open.

Cells are drawn at random, so of the pairs of use cases that meet nearly all disagree: 85 million conflicts, which are
counted exactly and of which the first are listed. The table is validated like one that was read from a file; only
the text is left out, since files of that size are refused. Decisions are computed, never looked up. Memory is the
highest the process ever had, the data before validation and the table at once.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Callable
from functools import partial
from random import Random
from time import perf_counter
from typing import TypeVar

from bench import tables
from bench.decisions import each, given
from bench.side_by_side import Figure, Run, Target, alternate, arguments, figure, report
from decision.matrix import analysis
from decision.matrix.engine import Engine, Values
from decision.matrix.model import DecisionTable

Result = TypeVar("Result")
ASKED = 100
MEBI = 2**20


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="use cases of the table (default: 100,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another table (default: 1)")
    parser.add_argument("--conditional", type=int, default=0, help="questions that are not always asked (default: 0)")
    parser.add_argument("--rounds", type=int, default=7, help="samples of the decisions (default: 7)")
    chosen = parser.parse_args()
    data, drawing = timed(partial(tables.scattered, chosen.rows, chosen.seed, conditional=chosen.conditional))
    table, validating = timed(partial(DecisionTable.model_validate, data))
    del data
    worker, turning = timed(partial(Engine, table))
    figures = [
        once("draw the data", drawing),
        once("validate it", validating),
        once("turn the table into bits", turning),
        *decisions(worker, chosen.rounds, chosen.seed),
    ]
    found, notes = analyse(table)
    figures += found
    figures.append(once("peak memory", peak_memory(), Target("at most", 1024), "MiB"))
    title = f"A table of {chosen.rows:,} use cases, {chosen.conditional} of 6 questions not always asked"
    report(title, figures, chosen, notes=notes)


def decisions(worker: Engine, rounds: int, seed: int) -> list[Figure]:
    """The verdicts and the whole decision, for combinations drawn at random."""
    worker.most_remembered = 0
    source = Random(f"{seed}/asked")
    asked = [drawn(worker, source) for _ in range(ASKED)]

    def verdicts(values: Values) -> object:
        return worker.ranks(values, worker.matching(values))

    samples = alternate(
        {
            "verdicts": each(verdicts, asked),
            "whole": Run(lambda: [worker.work_out(given(worker, values)) for values in asked], len(asked)),
        },
        rounds,
    )
    matched = [worker.matching(values).bit_count() for values in asked]
    return [
        figure("use cases that apply", "", matched),
        figure("verdicts of all integrations", "us", samples["verdicts"], 1e6, Target("at most", 50)),
        figure("decision with rows and reasons", "ms", samples["whole"], 1e3, Target("at most", 2)),
    ]


def drawn(worker: Engine, source: Random) -> Values:
    """A combination at random."""
    values: list[str | None] = []
    for index, options in enumerate(worker.options):
        values.append(source.choice(options) if worker.is_asked(index, values) else None)
    return tuple(values)


def analyse(table: DecisionTable) -> tuple[list[Figure], list[str]]:
    """The time of each part of the analysis, and what it found."""
    decidable, deciding = timed(lambda: analysis.is_decidable(table))
    covered, covering = timed(lambda: analysis.coverage(table))
    conflicts, disagreeing = timed(lambda: analysis.conflicts(table))
    overlaps, overlapping = timed(lambda: analysis.overlaps(table))
    unseen, looking = timed(lambda: analysis.never_the_answer(table))
    exact = deciding + covering + disagreeing + overlapping
    figures = [
        once("coverage: gaps and unreachable use cases", covering),
        once("conflicts", disagreeing),
        once("overlaps", overlapping),
        once("exact analysis: all of these", exact, Target("at most", 10)),
        once("cells that are never the answer", looking, Target("at most", 60)),
    ]
    found = (
        f"exact: {'yes' if decidable else 'no'}; {covered.combinations:,} combinations, {covered.gaps:,} gaps, "
        f"{len(covered.unreachable):,} unreachable use cases, {overlaps.count:,} pairs that meet, "
        f"{conflicts.count:,} in conflict ({len(conflicts.first):,} listed), {len(unseen):,} cells never the answer"
    )
    return figures, [found]


def timed(call: Callable[[], Result]) -> tuple[Result, float]:
    """What a call gives, and the seconds it takes."""
    gc.collect()
    before = perf_counter()
    result = call()
    return result, perf_counter() - before


def once(name: str, value: float, target: Target | None = None, unit: str = "s") -> Figure:
    """A figure that was measured one time."""
    return figure(name, unit, [value], target=target)


def peak_memory() -> float:
    """The most that this process had in memory so far, in MiB."""
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / MEBI if sys.platform == "darwin" else highest / 1024


if __name__ == "__main__":
    main()
