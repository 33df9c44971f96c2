"""The marks of a merge conflict.

Both versions of the text stand on the page, and the marks between them. What else is wrong with the page is found when
one of them is gone.

Bad:

    <<<<<<< HEAD
    Sign in first.
    =======
    Sign in before you start.
    >>>>>>> main

Good:

    Sign in first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Place, Problem, error
from decision.project import Project

_MARK = re.compile(r"^(?:(?P<ours><{7})|(?P<theirs>>{7}))(?:[ ]\S.*)?$", re.MULTILINE)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each conflict, at its first mark; marks inside code are left alone, as guides on git show them."""
    page = guide.syntax
    if "<<<<<<<" not in page.text and ">>>>>>>" not in page.text:
        return
    code = [range(fence.line, fence.end + 1) for fence in page.fences]
    is_open = False
    for match in _MARK.finditer(page.text):
        line = page.text.count("\n", 0, match.start()) + 1
        if any(line in lines for lines in code) and not is_open:
            continue
        begins = match["ours"] is not None
        if begins or not is_open:
            yield error(
                "merge-conflict",
                "a merge conflict stands here" if begins else "the end of a merge conflict stands here",
                "keep one version, and remove the lines with '<<<<<<<', '=======' and '>>>>>>>'",
                Place(guide.path, line, 1, (line, len(match[0]) + 1)),
            )
        is_open = begins
