"""A note, tip or the like without text, or a video without address.

The reader sees an empty box. Often the text stands below it without `>`, or a blank line without `>` cuts it off.

Bad:

    >[!NOTE]

    >Sign in first.

Good:

    >[!NOTE]
    >
    >Sign in first.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import block_tags, quotes
from decision.guides.guide import Guide
from decision.guides.syntax import Note
from decision.problem import Place, Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each box without content, and for each video without an address."""
    lines = guide.syntax.lines
    for quote in quotes.tagged(guide.syntax):
        for position, note in enumerate(quote.notes):
            depth = _depth(note, lines)
            others = (other.line for other in quote.notes[position + 1 :] if _depth(other, lines) <= depth)
            following = next(others, quote.end)
            place = Place(guide.path, note.line, note.column, (note.line, note.column + len(note.source)))
            if note.kind == "VIDEO" and not note.text:
                hint = "write the address behind it: '>[!VIDEO](https://…)'"
                yield warning("empty-note", f"'[!{block_tags.name(note)}]' names no video", hint, place)
            elif block_tags.is_box(note) and not _has_text(note, lines[note.line : following - 1]):
                if following == quote.end and any(quotes.cut_off(quote, lines)):
                    continue  # 'uneven-quote' says what is wrong
                below = lines[following].lstrip() if following == quote.end and following < len(lines) else ""
                cut = below.startswith(">") and "[!" not in below
                hint = (
                    "put a '>' on the blank line below it" if cut else "write its text below it, each line with a '>'"
                )
                yield warning("empty-note", f"'[!{block_tags.name(note)}]' has no text", hint, place)


def _depth(note: Note, lines: tuple[str, ...]) -> int:
    return lines[note.line - 1].count(">", 0, note.column)


def _has_text(note: Note, below: tuple[str, ...]) -> bool:
    within = block_tags.inside(note).strip() and not block_tags.is_related(note)
    return bool(note.text or within or any(quotes.content(line) for line in below))
