"""A tag of the dialect whose `!` or brackets are missing, or whose name is torn apart.

The reader sees it as it is written.

Bad:

    >[NOTE]
    >
    >Select [UICONTROL Save] or !UICONTROL Close.

Good:

    >[!NOTE]
    >
    >Select [!UICONTROL Save] or [!UICONTROL Close].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags, prose
from decision.guides.guide import Guide
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project

_BARE = re.compile(r"!(?<![\[\w!]!)(?P<name>UICONTROL|DNL)\b")
_BOXES = "|".join(block_tags.BOXES)
_BOUNDS = "|".join((*block_tags.PAIRS, *block_tags.PAIRS.values(), r"(?:TAB|BEGINSHADEBOX)[ \t][^\[\]\n]*"))
_BLOCK = re.compile(rf"^(?:!?\[[ \t]*(?P<name>{_BOXES}|{_BOUNDS})[ \t]*\]|!(?P<bare>{_BOXES}))[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(rf">[ \t]*(?:!?\[[ \t]*|!)(?:{_BOXES}|{_BOUNDS})")
_TORN = re.compile(r"UI[ \t_-]CONTROL", re.IGNORECASE)


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each tag that lacks its `!` or its brackets, or whose name is in two parts."""
    yield from _inline(guide)
    yield from _bare(guide)
    yield from _block(guide)


def _inline(guide: Guide) -> Iterator[Problem]:
    for tag in guide.syntax.tags:
        edits = []
        is_sure = tag.kind == "uicontrol" or (tag.kind == "dnl" and tag.source == tag.source.upper())
        if "!" not in tag.source and is_sure and tag.source[-1].isspace():
            first = tag.source[0]
            end = tag.line, tag.column + 1
            if first == "[" and guide.syntax.lines[tag.line - 1][: tag.column - 1].endswith("!"):
                edits.append(Edit((tag.line, tag.column - 1), end, "[!", "!["))
            else:
                edits.append(Edit((tag.line, tag.column), end, "[!" if first == "[" else f"!{first}", first))
        torn = _TORN.search(tag.source)
        if torn:
            start, end = ((tag.line, tag.column + offset) for offset in torn.span())
            edits.append(Edit(start, end, "UICONTROL", torn[0]))
        if edits:
            end = tag.line, tag.column + len(tag.source.rstrip())
            yield warning(
                "malformed-tag",
                f"{quoted(tag.source.rstrip())} is not how a tag begins",
                f"write '[!{tag.kind.upper()} …]'",
                Place(guide.path, tag.line, tag.column, end),
                fix=tuple(edits),
            )


def _bare(guide: Guide) -> Iterator[Problem]:
    for block, match in prose.matches(guide.syntax, _BARE, "!"):
        place = prose.place(guide.syntax, block, *match.span())
        hint = f"write '[!{match['name']} …]'"
        yield warning("malformed-tag", f"{quoted(match[0])} does not stand in brackets", hint, place)


def _block(guide: Guide) -> Iterator[Problem]:
    page = guide.syntax
    if not _QUOTED.search(page.text):
        return
    for block, match in prose.matches(page, _BLOCK, ""):
        place = prose.place(page, block, *match.span())
        is_quoted = page.lines[place.line - 1][: place.column - 1].rstrip(" \t").endswith(">")
        if is_quoted and not any(child.type == "link_open" for child in page.children(block)):
            written = match[0].rstrip()
            meant = f"[!{match['name'] or match['bare']}]"
            start, end = (place.line, place.column), (place.line, place.column + len(written))
            yield warning(
                "malformed-tag",
                f"{quoted(written)} is not how a tag begins",
                f"write '{meant}'",
                place,
                fix=(Edit(start, end, meant, written),),
            )
