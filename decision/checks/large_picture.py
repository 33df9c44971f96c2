"""A picture of more than 10 kB when it is compressed.

So much is in it that nobody takes it in, and every reader of the page downloads it.

Bad: a map of everything with two hundred boxes.

Good: a picture of the whole with five boxes, and a picture for each of them where it is told of.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import picturing
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each picture that is too large."""
    yield from picturing.problems(guide, project, "large-picture")
