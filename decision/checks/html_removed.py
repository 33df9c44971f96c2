"""Raw HTML that may not stand on a page: scripts, styles, handlers, frames, addresses that run something.

The site leaves it out, so readers would miss what the writer meant; what may stay says `decision/guides/policy.py`.

Bad:

    <span onclick="alert(1)" style="color: red">Careful</span>

Good:

    >[!CAUTION]
    >
    >Careful
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "html-removed")
