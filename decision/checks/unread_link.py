"""What looks like a link or an image and is none: the reader sees it as it is written.

A blank in the target, a blank between `]` and `(`, or a bracket that is not closed keep it from being read.

Bad:

    See [what to use instead](#folder sharing) and [the guide] (guide.md).

Good:

    See [what to use instead](#folder-sharing) and [the guide](guide.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import parser, prose
from decision.guides.guide import Guide
from decision.problem import Problem, quoted, warning
from decision.project import Project

_FOLLOWS = re.compile(r"\][ \t]*\(")
_TARGET = re.compile(
    r"\[(?!\^)(?:[^\[\]\n]|\[[^\[\]\n]*\])*(?P<end>\])"
    r"(?:(?P<blanks>[ \t]+)\((?:#|/|\.\.?/|https?:|address:|[\w./-]+\.(?:md|png|jpe?g|svg)\b)[^()\s]*\)"
    r"|\([^()\n]*\)?)"
)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such target outside of code and links."""
    page = guide.syntax
    for block in page.inlines:
        if not _FOLLOWS.search(block.content):
            continue
        text = prose.masked(page, block)
        for child in page.children(block):
            if child.type in ("link_open", "image") and "span" in child.meta:
                start, end = child.meta["span"]
                text = text[:start] + " " * (end - start) + text[end:]
        for match in _TARGET.finditer(text):
            start = match.end("blanks" if match["blanks"] else "end")
            written = quoted(parser.restore(block.content[start : match.end()]))
            hint = "write no blank between ']' and '('" if match["blanks"] else "write no blank in it, and close it"
            place = prose.place(page, block, start, match.end())
            yield warning("unread-link", f"{written} is not the target of a link", hint, place)
