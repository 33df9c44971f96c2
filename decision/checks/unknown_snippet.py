"""A snippet that does not exist.

`{{name}}` takes the section with that id from `_includes/snippets.md`; readers would see the braces.

Bad:

    {{no-such-snippet}}

Good: a name that stands in `_includes/snippets.md`, as `{#name}` behind a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import translating
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """The problems of this code that translating the page gives."""
    yield from translating.problems(guide, project, "unknown-snippet")
