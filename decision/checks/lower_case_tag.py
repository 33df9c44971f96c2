"""A tag of the dialect that is not in upper case.

The renderer of the original documentation knows tags in upper case only and shows others to the reader.

Bad:

    >[!note]
    >
    >Select [!Uicontrol Save].

Good:

    >[!NOTE]
    >
    >Select [!UICONTROL Save].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags
from decision.guides.guide import Guide
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each tag of the dialect that has a small letter in its name."""
    for note in guide.syntax.notes:
        written = block_tags.name(note)
        if written != written.upper() and written.upper() in block_tags.BLOCKS:
            yield _problem(guide, written, note.line, note.column + note.source.index(written))
    for tag in guide.syntax.tags:
        written = re.sub(r"\[?!?", "", tag.source).strip()
        is_meant = "!" in tag.source or tag.kind == "uicontrol"
        if written.isalpha() and written != written.upper() and is_meant:
            yield _problem(guide, written, tag.line, tag.column + tag.source.index(written))


def _problem(guide: Guide, written: str, line: int, column: int) -> Problem:
    end = line, column + len(written)
    return warning(
        "lower-case-tag",
        f"the tag {quoted(written)} is not in upper case",
        f"write '{written.upper()}'",
        Place(guide.path, line, column, end),
        fix=(Edit((line, column), end, written.upper(), written),),
    )
