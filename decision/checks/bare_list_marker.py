"""A bullet or number of a list alone on its line.

The item is empty, or its text stands apart from it; below a line of text a lone `-` makes that line a heading.

Bad:

    - Sign in.
    -
    - Select a folder.

Good:

    - Sign in.
    - Select a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project

_ALONE = re.compile(r"^[ \t>]*(?P<marker>[*+-]|\d{1,9}[.)])[ \t]*$", re.MULTILINE)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such line outside of code, HTML and comments."""
    page = guide.syntax
    found = [
        (page.text.count("\n", 0, match.start("marker")) + 1, match)
        for match in _ALONE.finditer(page.text, 0 if not page.front.lines else page.text.index("\n") + 1)
    ]
    if not found:
        return
    items = {item.line for entry in page.lists for item in entry.items}
    text = {
        line
        for token in page.tokens
        if token.map and token.type in ("paragraph_open", "heading_open")
        for line in range(token.map[0] + 1, token.map[1] + 1)
    }
    for line, match in found:
        marker = match["marker"]
        if line > page.front.lines and (line in items or (line in text and not marker[0].isdigit())):
            column = page.lines[line - 1].index(marker) + 1
            yield warning(
                "bare-list-marker",
                f"{quoted(marker)} stands alone on its line",
                "put the text of the item behind it, or remove it",
                Place(guide.path, line, column, (line, column + len(marker))),
            )
