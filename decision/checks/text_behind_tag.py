"""Text on the line of a block tag.

The renderer of the original documentation expects the tag alone on its line; the text begins below it.

Bad:

    >[!NOTE] Sign in first.

Good:

    >[!NOTE]
    >
    >Sign in first.

`VIDEO`, `TAB` and `BEGINSHADEBOX` take something on their line.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import block_tags, quotes
from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each tag of a box with text behind it or in its brackets."""
    for note in guide.syntax.notes:
        if not block_tags.is_box(note):
            continue
        behind = quotes.content(note.text) if note.text else ""
        within = "" if block_tags.is_related(note) else block_tags.inside(note).strip()
        if behind or within:
            where = "behind" if behind else "inside"
            yield warning(
                "text-behind-tag",
                f"{quoted(behind or within)} stands {where} the tag '[!{block_tags.name(note)}]'",
                "put the text on the next line, behind a '>'",
                Place(guide.path, note.line, note.column, (note.line, note.column + len(note.source))),
            )
