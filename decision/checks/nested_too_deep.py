"""Lists, quotes and notes nested deeper than 50 levels.

Nobody reads that deep; the site shows what lies deeper flat, and loses nothing of it.

Bad: sixty lists in each other.

Good: a heading, or a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "nested-too-deep")
