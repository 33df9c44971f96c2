"""An HTML tag that is never closed, or closes nothing.

What follows could end up inside it, so the site closes it where its block ends.

Bad:

    <details>
    <summary>More</summary>

    Text that nobody closes.

Good:

    <details>
    <summary>More</summary>

    Text.

    </details>
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "html-unmatched")
