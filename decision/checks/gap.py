"""Answers that no use case covers.

A reader who gives these answers would get none. The check is exact up to a million combinations.

Bad:

    usecases:
      share-smaller: {when: {task: share, volume: smaller}, …}

Good:

    usecases:
      share-smaller: {when: {task: share, volume: smaller}, …}
      share-larger: {when: {task: share, volume: larger}, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix import analysis
from decision.problem import Problem, error
from decision.project import Project

MOST_REPORTED = 20


def check(project: Project) -> Iterator[Problem]:
    """A problem for each region of answers that no use case covers; one for the rest when there are many."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        covered = analysis.coverage(table)
        place, route = source.key("usecases"), ("usecases",)
        for region in covered.regions[:MOST_REPORTED]:
            answers = (
                ", ".join(f"{question}={'|'.join(options)}" for question, options in region.items()) or "any answers"
            )
            hint = "add a use case whose 'when' accepts these answers, or widen one"
            yield error("gap", f"no use case covers {answers}", hint, place, route)
        if len(covered.regions) > MOST_REPORTED:
            message = f"{covered.gaps:,} of {covered.combinations:,} combinations are covered by no use case"
            yield error("gap", message, f"the first {MOST_REPORTED} gaps are listed", place, route)
