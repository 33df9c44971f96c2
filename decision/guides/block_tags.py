"""Block tags as their writers should write them. What each is for, `decision.guides.constructs.kinds` knows."""

from __future__ import annotations

import re

from decision.guides import parser
from decision.guides.constructs import kinds
from decision.guides.syntax import Note

# what begins a block -> what ends it
PAIRS = {"BEGINTABS": "ENDTABS", "BEGINSHADEBOX": "ENDSHADEBOX"}
# tags of which text follows on the lines below
BOXES = (*kinds.BOXES, "ADMIN", *kinds.HIDDEN)
BLOCKS = (*BOXES, kinds.VIDEO, "TAB", *PAIRS, *PAIRS.values())
INLINE = ("UICONTROL", "DNL", "BADGE")
# the only name of two words
RELATED = "RELATED ARTICLES"

_NAME = re.compile(r"\[![ \t]*(?P<name>[^\W_]+)(?P<more>[^\]]*)")


def name(note: Note) -> str:
    """The first word of a block tag, as written."""
    found = _NAME.match(note.source)
    return found["name"] if found else note.kind


def inside(note: Note) -> str:
    """What stands in the brackets of a block tag behind its name, blanks included."""
    found = _NAME.match(note.source)
    return parser.restore(found["more"]) if found else ""


def is_related(note: Note) -> bool:
    """Whether a block tag is `[!Related Articles]`."""
    return f"{name(note)}{inside(note)}".upper().strip() == RELATED


def is_known(note: Note) -> bool:
    """Whether a block tag is one of the dialect, in whatever case."""
    return name(note).upper() in BLOCKS or is_related(note)


def is_box(note: Note) -> bool:
    """Whether a block tag makes a box of the text below it."""
    return name(note).upper() in BOXES or is_related(note)
