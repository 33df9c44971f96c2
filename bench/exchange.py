"""What the forms cost in which others take a table: each format, and the API with all of them, files included.

Formats are written in every language that they have, piece by piece, and the pieces are dropped: the time is that of
making them, of the processor, which other work disturbs least. The tables of 1,000 use cases are drawn at random (a
quarter of the cells is open, so many apply at once): one with 512 combinations of answers, one with 10,000. The API is
written once, as a build does it, and a second time with every allocation counted: its memory is the most that Python
held above the table; 1,000 combinations beside 10,000 show whether it grows.
"""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

from bench import tables
from bench.side_by_side import ROOT, Figure, Target, arguments, figure, report
from decision import document, project
from decision.exchange import api
from decision.exchange.exporting import Format, Subject
from decision.exchange.formats import FORMATS
from decision.matrix import analysis, model
from decision.matrix.model import DecisionTable
from decision.project import KINDS, DataFile, Language, Project

LOCALES = ("en", "sv", "nl")
# questions and options, by how many combinations they make
SIZES = {512: (3, 8), 1_000: (3, 10), 10_000: (4, 10)}


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--rows", type=int, default=1_000, help="use cases of the large tables (default: 1,000)")
    parser.add_argument("--rounds", type=int, default=5, help="samples of each format (default: 5)")
    chosen = parser.parse_args()
    loaded = project.load(ROOT)
    (name, (_, seed)), *_ = loaded.tables.items()
    figures = [*formats(f"{name}: ", seed, chosen.rounds, Target("at most", 0.5))]
    figures += formats(f"{chosen.rows:,} use cases: ", drawn(512, chosen.rows), 1, Target("at most", 5))
    for size in (1_000, 10_000):
        figures += whole(size, chosen.rows)
    report("What leaves the site", figures, chosen)


def drawn(combinations: int, rows: int) -> DecisionTable:
    """A table of that size."""
    questions, options = SIZES[combinations]
    data = tables.scattered(rows, 1, questions=questions, options=options)
    return DecisionTable.model_validate(data)


def formats(prefix: str, table: DecisionTable, rounds: int, target: Target) -> list[Figure]:
    """The time of each format, and of all."""
    samples = {form.name: processor(partial(write, form, table), rounds) for form in FORMATS}
    together = [sum(one) for one in zip(*samples.values(), strict=True)]
    each = [figure(f"{prefix}{name}", "s", seconds) for name, seconds in samples.items()]
    return [*each, figure(f"{prefix}every format", "s", together, target=target)]


def processor(call: Callable[[], None], rounds: int) -> list[float]:
    """Seconds of the processor for each of some calls, after one that is not measured."""
    samples = []
    for _ in range(rounds + 1):
        gc.collect()
        start = process_time()
        call()
        samples.append(process_time() - start)
    return samples[1:]


def write(form: Format, table: DecisionTable) -> None:
    """A format in all its languages."""
    for locale in LOCALES if form.per_language else LOCALES[:1]:
        for _ in form.write(Subject("table", table, LOCALES, locale)):
            pass


def whole(combinations: int, rows: int) -> list[Figure]:
    """The API of one table."""
    made = site(drawn(combinations, rows))
    seconds, size, _ = publish(made)
    tracemalloc.start()
    _, _, held = publish(made)
    tracemalloc.stop()
    prefix = f"API, {combinations:,} combinations: "
    return [
        figure(f"{prefix}time", "s", [seconds], target=Target("at most", 10)),
        figure(f"{prefix}files", "MB", [size], 1e-6),
        figure(f"{prefix}memory", "MB", [held], 1e-6),
    ]


def site(table: DecisionTable) -> Project:
    """A project with one table, as it is when a build has looked for its problems."""
    source, _ = document.read("table.yaml", f"kind: {model.KIND}".encode())  # of which only the path is asked
    analysis.never_the_answer(table)
    languages = tuple(Language(locale, locale, locale) for locale in LOCALES)
    return Project(ROOT, languages, {"table": DataFile("table", source, KINDS[model.KIND], table)})


def publish(made: Project) -> tuple[float, int, int]:
    """The API written to a folder: seconds, bytes of its files, and the most that was held, where that is counted."""
    with tempfile.TemporaryDirectory() as folder:
        start = process_time()
        api.publish(made, Path(folder, "v1"))
        seconds = process_time() - start
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return seconds, size, tracemalloc.get_traced_memory()[1]


if __name__ == "__main__":
    main()
