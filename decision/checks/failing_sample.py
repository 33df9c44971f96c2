"""A pattern that does not do with one of its samples what is said of it, or that is no regular expression.

The whole of a sample is matched, values included.

Bad:

    values:
      image: {value: "/images/.*[.]png", matches: /images/logo.svg, excludes: /documents/logo.png}

Good:

    values:
      image: {value: "/images/.*[.]png", matches: /images/logo.png, excludes: /documents/logo.png}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.problem import Problem
from decision.project import Project
from decision.values import samples


def check(project: Project) -> Iterator[Problem]:
    """A problem for each sample that does not behave."""
    for name, (source, held) in project.value_files.items():
        yield from samples.problems(source, name, held, project.values)
