"""What changed between two texts, word by word, as `git diff --word-diff` writes it: `[-old-]{+new+}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\n[ \t]*|[ \t]+|[\w'’-]+|[^\w\s]", re.UNICODE)


class Change(NamedTuple):
    """A piece of both texts: what stood there, and what stands there now; the same where nothing changed."""

    old: str
    new: str


def changes(old: str, new: str) -> Iterator[Change]:
    """The texts in pieces that are the same or not. Blanks and line breaks alone are no change."""
    mine, its = _TOKEN.findall(old), _TOKEN.findall(new)
    keys = [[" " if token.isspace() else token for token in tokens] for tokens in (mine, its)]
    for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], False).get_opcodes():
        before, after = "".join(mine[a:b]), "".join(its[c:d])
        same = kind == "equal" or (before + after).isspace()
        yield Change(after if same else before, after)


def marked(old: str, new: str, colour: bool = False) -> str:
    """The new text with what changed between marks, in red and green where colours can be shown."""
    parts = []
    red, green, end = ("\x1b[31m", "\x1b[32m", "\x1b[0m") if colour else ("", "", "")
    for change in changes(old, new):
        if change.old == change.new:
            parts.append(change.new)
            continue
        parts.append(f"{red}[-{change.old}-]{end}" if change.old else "")
        parts.append(f"{green}{{+{change.new}+}}{end}" if change.new else "")
    return "".join(parts)
