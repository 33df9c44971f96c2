"""A file or snippet that includes itself, directly or by way of others.

Bad, in `_includes/note.md`:

    {{$include /help/_includes/note.md}}

Good: the circle is broken.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "include-cycle")
