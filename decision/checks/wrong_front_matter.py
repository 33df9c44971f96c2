"""A value in the front matter that nothing can work with, or front matter that is not closed.

It begins and ends with a line of three dashes, else readers see it.
`title` and `description` are texts; `internal` is `y` or `n`; `hide` is a list: `true` stops the build in the theme.

Bad:

    ---
    title:
    hide: true
    ---

Good:

    ---
    title: Install the app
    hide: [navigation]
    ---
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision.guides import metadata, prose
from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project

_YES = ("yes", "on", "true")  # MkDocs reads YAML 1.1, where these are booleans


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such value, and for front matter without an end."""
    front = guide.syntax.front
    if prose.has_unclosed_front_matter(guide.syntax):
        hint = "end it with a line '---'"
        yield warning("wrong-front-matter", "the front matter is not closed", hint, Place(guide.path, 1, 1, (1, 4)))
    for key, (is_wrong, expected) in {
        "title": (_is_no_text, "write a text, in quotes if it looks like a number"),
        "description": (_is_no_text, "write a text, in quotes if it looks like a number, or remove the key"),
        "hide": (_is_no_list, "list what to hide: [navigation, toc]; or write 'hidefromtoc: y' to hide the page"),
        "internal": (_is_no_answer, "write 'y' or 'n'"),
    }.items():
        if key in front.data and is_wrong(front.data[key]):
            message = f"'{key}' is {quoted(front.data[key])}"
            yield warning("wrong-front-matter", message, expected, front.place(key))


def _is_no_text(value: Any) -> bool:
    return not isinstance(value, str) or not value.strip()


def _is_no_list(value: Any) -> bool:
    """Whether the theme cannot look for a word in it."""
    return value.lower() in _YES if isinstance(value, str) else bool(value) and not isinstance(value, list)


def _is_no_answer(value: Any) -> bool:
    return not isinstance(value, bool) and str(value).lower() not in metadata.YES | metadata.NO
