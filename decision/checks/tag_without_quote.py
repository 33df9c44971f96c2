"""A block tag of the dialect outside of a quotation.

The reader sees the tag, and no box.

Bad:

    [!NOTE]
    Sign in first.

Good:

    >[!NOTE]
    >
    >Sign in first.

A quotation that is indented by four blanks or more is code, and shows its tag too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags, prose
from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project

_TAG = re.compile(rf"^\[!(?:{'|'.join(block_tags.BLOCKS)})\b[^\]\n]*\]", re.MULTILINE)
_CODE = re.compile(rf"\A[ \t]*>[ \t]*(\[!(?:{'|'.join(block_tags.BLOCKS)})\b[^\]\n]*\])")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each block tag at the beginning of a line without `>`, or of indented code."""
    page = guide.syntax
    notes = {(note.line, note.column) for note in page.notes}
    for block, match in prose.matches(page, _TAG, "[!"):
        place = prose.place(page, block, *match.span())
        if (place.line, place.column) not in notes:
            yield warning(
                "tag-without-quote",
                f"{quoted(match[0])} stands outside of a quotation, so it makes no box",
                "begin this line and those of its text with '>'",
                place,
            )
    for fence in page.fences:
        found = _CODE.match(fence.text) if fence.is_indented else None
        if found:
            column = page.lines[fence.line - 1].index(found[1]) + 1
            yield warning(
                "tag-without-quote",
                f"{quoted(found[1])} is indented so far that it is code",
                "indent it as the text above it",
                Place(guide.path, fence.line, column, (fence.line, column + len(found[1]))),
            )
