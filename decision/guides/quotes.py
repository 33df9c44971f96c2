"""The blockquotes of a page that hold block tags of the dialect, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from decision.guides.syntax import Note, Syntax

_PREFIX = re.compile(r"(?:[ ]|[*+-][ ]|\d{1,9}[.)][ ])*>")
_MARKS = re.compile(r"\A[ \t>]*")
_COMMENT = re.compile(r"<!--.*?-->")


class Quote(NamedTuple):
    """A blockquote that is in no other one: its lines (`end` exclusive) and the block tags in it."""

    line: int
    end: int
    notes: tuple[Note, ...]


def tagged(page: Syntax) -> Iterator[Quote]:
    """The outermost blockquotes that hold a block tag."""
    notes = page.notes
    if not notes:
        return
    depth, at = 0, 0
    for token in page.tokens:
        if token.type == "blockquote_open":
            if not depth and token.map:
                first, end = token.map[0] + 1, token.map[1] + 1
                start = at
                while at < len(notes) and notes[at].line < end:
                    at += 1
                if at > start:
                    yield Quote(first, end, notes[start:at])
            depth += 1
        elif token.type == "blockquote_close":
            depth -= 1


def cut_off(quote: Quote, lines: tuple[str, ...]) -> Iterator[int]:
    """The lines right below a blockquote that look like more of it, and stand left of the list that it is in."""
    number = quote.end
    while number <= len(lines) and lines[number - 2].strip() and mark(lines[number - 1]):
        if "[!" in lines[number - 1]:
            return
        yield number
        number += 1


def mark(line: str) -> int:
    """In which column, from 1, the first `>` of a line of a blockquote stands; 0 where there is none."""
    found = _PREFIX.match(line)
    return found.end() if found else 0


def content(line: str) -> str:
    """What a reader may see of a line of a blockquote."""
    return _COMMENT.sub("", _MARKS.sub("", line)).strip()
