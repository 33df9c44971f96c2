"""Code that is not closed.

What follows, to the end of the page or to the end of the next code, is shown as code: text, headings and links, too.

Bad:

    ```text
    ping example.org

    ## Next step {#next-step}

Good:

    ```text
    ping example.org
    ```

    ## Next step {#next-step}

What else is wrong in it is found when it is closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import prose
from decision.guides.guide import Guide
from decision.problem import Place, Problem, error, quoted
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each fence that nothing closes, or only the fence of the next code."""
    for fence in prose.unclosed_code(guide.syntax):
        line = guide.syntax.lines[fence.line - 1]
        opening = line[fence.column - 1 :].strip()
        sign = opening[: len(opening) - len(opening.lstrip(opening[0]))]
        place = Place(guide.path, fence.line, fence.column, (fence.line, len(line.rstrip()) + 1))
        message = f"the code that begins with {quoted(opening)} is not closed"
        yield error("unterminated-code", message, f"close it with a line '{sign}'", place)
