"""A blank before a full stop or comma, behind a tag, a link, bold text or code.

Machine translation puts it there. Before other punctuation some languages want one.

Bad:

    Select **[!UICONTROL Save]** .

Good:

    Select **[!UICONTROL Save]**.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import parser, prose
from decision.guides.guide import Guide
from decision.problem import Edit, Problem, quoted, warning
from decision.project import Project

_BLANK = re.compile(rf"(?<=[\])*`{prose.CLOSING}])(?P<blanks>[ \t]+)(?P<sign>[.,])(?=[\s*)\"'”’»]|\Z)")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such blank."""
    page = guide.syntax
    for block in page.inlines:
        if " ." not in block.content and " ," not in block.content:
            continue
        text = prose.masked(page, block)
        for match in _BLANK.finditer(block.content):
            if text[match.start("sign")] != match["sign"] or _is_list_of_dots(block.content, match):
                continue
            place = prose.place(page, block, match.start(), match.end())
            before = parser.restore(block.content[max(match.start() - 20, 0) : match.end()]).rpartition("\n")[2]
            yield warning(
                "blank-before-punctuation",
                f"a blank stands before {quoted(match['sign'])} in {quoted(before)}",
                "remove it",
                place,
                fix=(
                    Edit(
                        (place.line, place.column),
                        (place.line, place.column + len(match["blanks"])),
                        "",
                        match["blanks"],
                    ),
                ),
            )


def _is_list_of_dots(content: str, match: re.Match[str]) -> bool:
    """Whether the sign is one of several that stand apart, as in `. . .`."""
    return bool(re.match(r"[ \t]*[.,]", content[match.end() :]))
