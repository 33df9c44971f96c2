"""Tabs, a shaded box or a collapsible section that do not begin or do not end.

What follows lands inside, or the reader sees the tags.

Bad:

    >[!BEGINTABS]

    >[!TAB Windows]

    Run the installer.

Good:

    >[!BEGINTABS]

    >[!TAB Windows]

    Run the installer.

    >[!ENDTABS]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from decision.guides import block_tags, prose
from decision.guides.guide import Guide
from decision.problem import Place, Problem, warning
from decision.project import Project

_COLLAPSIBLE = "+++"
_NAMES: tuple[str, ...] = (*block_tags.PAIRS, *block_tags.PAIRS.values(), "TAB")
# a word in brackets with a link behind it is a link, and no tag
_LOOSE = re.compile(r"^!?\[!?[ \t]*(?P<name>[A-Za-z]+)(?![^\]\n]*\][(\[])", re.MULTILINE)
_NEARLY = 0.85
_ENDS = {end: begin for begin, end in block_tags.PAIRS.items()}


class _Mark(NamedTuple):
    """What begins or ends a block: its kind, whether it begins, its place.

    `begins` is None where that is to be seen, and for what should stand before a tab and does not.
    """

    kind: str
    begins: bool | None
    place: Place


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each beginning without an end, each end without a beginning, and the first tab outside of tabs."""
    opened: list[_Mark] = []
    forgiven: list[str] = []
    for mark in sorted(_marks(guide), key=lambda mark: (mark.place.line, mark.place.column)):
        if mark.kind == "TAB":
            if not any(other.kind == "BEGINTABS" for other in opened):
                hint = "begin the tabs with '>[!BEGINTABS]', and end them with '>[!ENDTABS]'"
                yield warning("unbalanced-block", "the tab stands outside of tabs", hint, mark.place)
                opened.append(_Mark("BEGINTABS", None, mark.place))
            continue
        begins = mark.begins if mark.begins is not None else all(other.kind != mark.kind for other in opened)
        if mark.kind == _COLLAPSIBLE and mark.begins is None and begins:
            hint = "write the title of the section behind it, or remove it"
            yield warning("unbalanced-block", "'+++' ends no section", hint, mark.place)
        elif begins:
            opened.append(mark)
        elif mark.kind in forgiven:
            forgiven.remove(mark.kind)
        elif any(other.kind == mark.kind for other in opened):
            while (last := opened.pop()).kind != mark.kind:
                if last.begins is None:
                    continue
                forgiven.append(last.kind)
                yield _unclosed(last, f"before '{_end(mark.kind)}' on line {mark.place.line}")
        else:
            hint = f"put '>[!{mark.kind}]' before it, or remove it"
            yield warning("unbalanced-block", f"'[!{_end(mark.kind)}]' ends nothing", hint, mark.place)
    # what code hides because it is not closed may hold the end
    hidden = [fence.line for fence in prose.unclosed_code(guide.syntax)]
    for mark in opened:
        if mark.begins is not None and not any(line > mark.place.line for line in hidden):
            yield _unclosed(mark, "on this page")


def _unclosed(mark: _Mark, where: str) -> Problem:
    shown = mark.kind if mark.kind == _COLLAPSIBLE else f"[!{mark.kind}]"
    end = _end(mark.kind) if mark.kind == _COLLAPSIBLE else f">[!{_end(mark.kind)}]"
    hint = f"put '{end}' on a line of its own where it ends"
    return warning("unbalanced-block", f"'{shown}' is not ended {where}", hint, mark.place)


def _end(kind: str) -> str:
    return block_tags.PAIRS.get(kind, kind)


def _marks(guide: Guide) -> Iterator[_Mark]:
    for note in guide.syntax.notes:
        place = Place(guide.path, note.line, note.column, (note.line, note.column + len(note.source)))
        if note.kind in block_tags.PAIRS or note.kind == "TAB":
            yield _Mark(note.kind, True, place)
        elif note.kind in _ENDS:
            yield _Mark(_ENDS[note.kind], False, place)
    yield from _meant(guide)
    if guide.syntax.lines[0].startswith(_COLLAPSIBLE):
        return  # that is front matter in TOML
    for token in guide.syntax.tokens:
        if token.type == "collapsible" and token.map:
            line = guide.syntax.lines[token.map[0]]
            column = line.index(_COLLAPSIBLE) + 1
            place = Place(guide.path, token.map[0] + 1, column, (token.map[0] + 1, len(line.rstrip()) + 1))
            yield _Mark(_COLLAPSIBLE, True if token.content else None, place)


def _meant(guide: Guide) -> Iterator[_Mark]:
    """Tags that are written wrongly, of which other checks speak: they would begin or end a block."""
    right = {(note.line, note.column) for note in guide.syntax.notes if block_tags.is_known(note)}
    for block, match in prose.matches(guide.syntax, _LOOSE, "["):
        near = get_close_matches(match["name"].upper(), _NAMES, n=1, cutoff=_NEARLY)
        place = prose.place(guide.syntax, block, *match.span())
        quoted = guide.syntax.lines[place.line - 1].lstrip().startswith(">")
        if near and (quoted or "!" in match[0]) and (place.line, place.column) not in right:
            kind: str = near[0]
            yield _Mark(_ENDS.get(kind, kind), kind not in _ENDS, place)
