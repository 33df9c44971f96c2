"""A blank at the beginning or end of the text of a link or image.

Machine translation leaves them there; the line under the link is longer than its words.

Bad:

    See [ the release notes ](release-notes.md).

Good:

    See [the release notes](release-notes.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from decision.guides import parser
from decision.guides.guide import Guide
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project

_NOTHING = r"(?:[\u200b\u2060\ufeff]|&#[xX]0*200[bB];|&#0*8203;)*"
_FIRST = re.compile(rf"{_NOTHING}(?P<blanks>[ \t]+){_NOTHING}")
_LAST = re.compile(rf"(?P<blanks>[ \t]+){_NOTHING}\Z")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each link or image with such a blank; where it parts words, the repair moves it out."""
    page = guide.syntax
    for block in page.inlines:
        if "[" not in block.content:
            continue
        for child in page.children(block):
            if child.type in ("link_open", "image") and "span" in child.meta:
                edges = list(_edges(block, child))
                if not edges:
                    continue
                places = [(page.position(block, start), text, moved) for start, text, moved in edges]
                (line, column), blanks, _ = places[0]
                name = "image" if child.type == "image" else "link"
                shown = parser.restore(block.content[slice(*child.meta["span"])]).partition("\n")[0]
                yield warning(
                    "blank-in-link",
                    f"a blank stands at the edge of the text of the {name} {quoted(shown)}",
                    "write it outside of the brackets, or not at all",
                    Place(page.path, line, column, (line, column + len(blanks))),
                    fix=tuple(edit for entry in places for edit in _edits(*entry)),
                )


def _edges(block: Token, child: Token) -> Iterator[tuple[int, str, int]]:
    """Where blanks stand at the edges of a text, the blanks, and where they go (by how far; 0: nowhere)."""
    content, (start, end) = block.content, child.meta["span"]
    begin = start + (2 if child.type == "image" else 1)
    text = content[begin:end].rpartition("](")[0]
    if not text.strip() or "\n" in text:
        return
    close = begin + len(text)
    first, last = _FIRST.match(content, begin, close), _LAST.search(content[:close], begin)
    if first and first.end() < close:
        parts = content[start - 1 : start].isalnum()
        yield first.start("blanks"), first["blanks"], start - first.start("blanks") if parts else 0
    if last and (not first or last.start("blanks") > first.start("blanks")):
        parts = content[end : end + 1].isalnum()
        yield last.start("blanks"), last["blanks"], end - last.start("blanks") if parts else 0


def _edits(at: tuple[int, int], blanks: str, moved: int) -> Iterator[Edit]:
    line, column = at
    yield Edit(at, (line, column + len(blanks)), "", blanks)
    if moved:
        yield Edit((line, column + moved), (line, column + moved), " ", "")
