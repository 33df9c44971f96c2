"""A tag of the dialect whose bracket is not closed.

The reader sees it as it is written.

Bad:

    Select **[!UICONTROL Save** and wait.

Good:

    Select **[!UICONTROL Save]** and wait.

A tag ends in the paragraph, list item or table cell in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags, parser, prose
from decision.guides.guide import Guide
from decision.problem import Problem, quoted, warning
from decision.project import Project

_INLINE = re.compile(rf"\[!(?:{'|'.join(block_tags.INLINE)})\b(?=[^\[\]]*(?:\[|\Z))", re.IGNORECASE)
_BLOCK = re.compile(rf"^\[!(?:{'|'.join(block_tags.BLOCKS)})\b(?=[^\]\n]*$)", re.MULTILINE)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each tag without a closing bracket in its block."""
    page = guide.syntax
    for pattern in (_INLINE, _BLOCK):
        for block, match in prose.matches(page, pattern, "[!"):
            place = prose.place(page, block, *match.span())
            yield warning("unterminated-tag", f"{quoted(match[0])} has no end", "close it with ']'", place)
    for block in page.inlines:
        if block.content.count(prose.OPENING) <= block.content.count(prose.CLOSING):
            continue
        open_tags: list[tuple[int, str]] = []
        offset = 0
        for piece in parser.pieces(block.content):
            if piece.kind:
                open_tags.append((offset, piece.text))
            elif piece.is_tag and open_tags:
                open_tags.pop()
            offset += len(piece.text)
        for start, text in open_tags:
            place = prose.place(page, block, start, start + len(text.rstrip()))
            message = f"{quoted(text.rstrip())} has no end in its paragraph, list item or cell"
            yield warning("unterminated-tag", message, "close it with ']'", place)
