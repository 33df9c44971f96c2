"""Reading a table with the place of every value and validating it, beside PyYAML's C loader on the same text.

The C loader gives plain data without places, checks nothing, and lets a repeated key pass; it is the bound because
nothing that reads YAML in Python is faster. The table is written as people write it, in three languages and in one.
Much of either time is the garbage collector's, so nothing else that is large is kept while one of them runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from bench import guides, tables
from bench.side_by_side import Figure, Run, Target, alternate, arguments, figure, ratio, report
from decision import document
from decision.matrix import reading

AT_MOST = Target("at most", 1.0)
PATH = "data/usecases.yaml"


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--rows", type=int, default=1_000, help="use cases of the table (default: 1,000)")
    parser.add_argument("--rounds", type=int, default=11, help="samples of each (default: 11)")
    chosen = parser.parse_args()
    figures = []
    for languages in (("en", "sv", "nl"), ("en",)):
        figures += measure(chosen.rows, languages, chosen.rounds)
    report(f"Reading and validating a table of {chosen.rows:,} use cases", figures, chosen)


def measure(rows: int, languages: Sequence[str], rounds: int) -> list[Figure]:
    """The times of the C loader, of reading with places, of validating, and of both."""
    sections = [f"{page.path}#{page.anchors[0]}" for page in guides.plan(20, 1)]
    text = tables.text(rows, languages, 1, sections)
    content = text.encode()

    def read() -> document.Document:
        source, problems = document.read(PATH, content)
        if source is None or problems:
            raise AssertionError(problems)
        return source

    def read_and_validate() -> None:
        table, problems = reading.read(read(), languages)
        if table is None or problems:
            raise AssertionError(problems)

    runs = {
        "PyYAML, C loader": Run(lambda: yaml.load(text, Loader=yaml.CSafeLoader)),
        "read and validate": Run(read_and_validate),
        "  of this, read": Run(read),
    }
    samples = alternate(runs, rounds)
    name = f"{len(languages)} language{'s' if len(languages) > 1 else ''}, {len(content) / 1000:,.0f} kB"
    against = ratio(f"{name}: against the C loader", samples["read and validate"], samples["PyYAML, C loader"], AT_MOST)
    return [*(figure(f"{name}: {run}", "ms", values, 1e3) for run, values in samples.items()), against]


if __name__ == "__main__":
    main()
