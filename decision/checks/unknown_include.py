"""A file to include that does not exist, or lies outside of the pages.

Bad:

    {{$include /help/_includes/gone.md}}

Good: a file below the root of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "unknown-include")
