"""A reference to a value that does not exist, or that is not written as one: readers would see its braces.

`{{ file.value }}` stands for a value of a file in `data/`, wherever it is written: in text, in code, in a table.
What names no such file is left alone, as code is full of it.

Bad:

    Take `/content/dam/{{ connected-assets.mount-pont }}`.

Good:

    Take `/content/dam/{{ connected-assets.mount-point }}`.

To show a reference itself, write its first braces as `&#123;&#123;`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Place, Problem, error
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such reference of the page, front matter and code included; comments are left alone."""
    text = guide.syntax.text
    for found in project.values.find(text):
        if not found.message:
            continue
        start, end = _position(text, found.start), _position(text, found.end)
        if not _is_hidden(guide, start):
            yield error("unknown-value-name", found.message, found.hint, Place(guide.path, *start, end))


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _is_hidden(guide: Guide, position: tuple[int, int]) -> bool:
    comments = guide.syntax.comments
    return any((comment.line, comment.column) <= position < comment.end for comment in comments)
