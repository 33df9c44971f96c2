"""A table too large for exact answers.

Up to a million combinations and 100,000 use cases every gap, conflict, unreachable use case and cell that can never be
the answer is found. Beyond that, deciding them can take longer than anybody waits, so nothing is claimed.

Bad: eight questions of eight options each, all of them always asked.

Good: fewer options, questions asked only when they matter (`ask_when`), two tables, or an excuse under `allow` of the
table that says how its completeness is made sure of.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each table whose analysis was not decided, saying what was left out."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            message = (
                f"more than {analysis.MOST_COMBINATIONS:,} combinations or {analysis.MOST_ROWS:,} use cases:"
                " not decided are gaps, undeclared conflicts, unreachable use cases, cells that can never be the answer"
            )
            hint = "ask fewer questions, use 'ask_when', split the table, or excuse it with 'allow'"
            yield warning("undecided-analysis", message, hint, source.key("questions"), ("questions",))
