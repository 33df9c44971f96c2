"""What looks like a link or an image and is none: the reader sees it as it is written.

A blank in the target, a blank between `]` and `(`, a bracket that is not closed, or a name in square brackets that no
line defines keep it from being read.

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

_FOLLOWS = re.compile(r"\][ \t]*\(|\]\[")
_TEXT = r"\[(?!\^)(?:[^\[\]\n]|\[[^\[\]\n]*\])*(?P<end>\])"
_TARGET = re.compile(
    rf"{_TEXT}(?:(?P<blanks>[ \t]+)\((?:#|/|\.\.?/|https?:|address:|[\w./-]+\.(?:md|png|jpe?g|svg)\b)[^()\s]*\)"
    r"|\([^()\n]*\)?|(?P<reference>\[(?!\^)[^\[\]\n]+\]))"
)
# a[0][1] is no link
_IN_WORD = re.compile(r"[\w\]]\Z")


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
            if match["reference"] and _IN_WORD.search(text[: match.start()]):
                continue
            start = match.end("blanks" if match["blanks"] else "end")
            written = parser.restore(block.content[start : match.end()])
            place = prose.place(page, block, start, match.end())
            yield warning("unread-link", f"{quoted(written)} is not the target of a link", _hint(match), place)


def _hint(match: re.Match[str]) -> str:
    if match["reference"]:
        return f"define it with a line '{match['reference']}: …', or write the target in round brackets"
    return "write no blank between ']' and '('" if match["blanks"] else "write no blank in it, and close it"
