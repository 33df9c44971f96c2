"""A tag that the dialect does not know.

The reader sees it as it is written.

Bad:

    >[!NOTES]
    >
    >Sign in first.

Good:

    >[!NOTE]
    >
    >Sign in first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from decision.guides import block_tags, prose
from decision.guides.constructs import kinds
from decision.guides.guide import Guide
from decision.problem import Place, Problem, choices, quoted, warning
from decision.project import Project

_INLINE = re.compile(r"\[!(?P<name>[A-Z]{2,})(?=[ \t:\]])[^\[\]\n]*\]")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each block tag of an unknown name, and for misspelt names of inline tags."""
    notes = set()
    for note in guide.syntax.notes:
        name = block_tags.name(note)
        if block_tags.is_known(note) or _is_inline(name):
            continue
        notes.add((note.line, note.column))
        said, meant = _meant(f"{name}{block_tags.inside(note)}")
        if meant or name == name.upper():
            place = Place(guide.path, note.line, note.column, (note.line, note.column + len(note.source)))
            hint = choices(meant or name, block_tags.BLOCKS)
            yield warning("unknown-tag", f"{quoted(said)} is not a tag", hint, place)
    for block, match in prose.matches(guide.syntax, _INLINE, "[!"):
        place = prose.place(guide.syntax, block, *match.span())
        if _is_inline(match["name"]) and (place.line, place.column) not in notes:
            message = f"{quoted(match['name'])} is not a tag"
            yield warning("unknown-tag", message, choices(match["name"], block_tags.INLINE), place)


def _meant(inside: str) -> tuple[str, str]:
    """The words in the brackets of a tag that make its name, and the tag that was meant, empty for any other."""
    words = inside.split()
    for count in range(min(3, len(words)), 0, -1):
        kind = kinds.kind_of("".join(words[:count]))
        if kind:
            return " ".join(words[:count]), kind
    near = get_close_matches(words[0].upper(), block_tags.BLOCKS, n=1, cutoff=0.6)
    return words[0], near[0] if near else ""


def _is_inline(name: str) -> bool:
    """Whether an unknown name is nearly that of an inline tag, and nearer to it than to that of a block."""
    known = (*block_tags.INLINE, *block_tags.BLOCKS)
    near = [] if name in known else get_close_matches(name, known, n=1, cutoff=0.65)
    return bool(near) and near[0] in block_tags.INLINE
