"""A block tag of the dialect with blanks where none belong.

The renderer of the original documentation takes it for a plain quotation and shows the tag to the reader.

Bad:

    > [!NOTE]
    >
    > Sign in first.

Good:

    >[!NOTE]
    >
    >Sign in first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags
from decision.guides.guide import Guide
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project

_BLANKS_BEFORE = re.compile(r">([ \t]+)\Z")
_BLANKS_INSIDE = re.compile(r"\[!([ \t]*)[^\s\]]+[^\]]*?([ \t]*)\]\Z")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each block tag with blanks before it or within its brackets."""
    for note in guide.syntax.notes:
        if not block_tags.is_known(note):
            continue
        spans = []
        before = _BLANKS_BEFORE.search(guide.syntax.lines[note.line - 1][: note.column - 1])
        if before:
            spans.append((note.column - len(before[1]), before[1]))
        within = _BLANKS_INSIDE.match(note.source)
        if within:
            spans += [(note.column + within.start(n), within[n]) for n in (1, 2) if within[n]]
        if spans:
            blanks = before[1] if before else ""
            yield warning(
                "spaced-tag",
                f"a blank too many in {quoted('>' + blanks + note.source)}",
                f"write '>[!{block_tags.name(note)}{block_tags.inside(note).rstrip()}]'",
                Place(guide.path, note.line, note.column, (note.line, note.column + len(note.source))),
                fix=tuple(Edit((note.line, at), (note.line, at + len(old)), "", old) for at, old in spans),
            )
