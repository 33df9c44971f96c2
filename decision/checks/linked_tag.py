"""An address directly behind a tag of the dialect.

A tag is not the text of a link; the renderer of the original documentation shows the address to the reader.

Bad:

    Read about [!DNL Adobe Bridge](https://helpx.adobe.com/bridge/using/bridge.html).

Good:

    Read about [[!DNL Adobe Bridge]](https://helpx.adobe.com/bridge/using/bridge.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.guides.syntax import Link, Tag
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each inline tag that serves as the text of a link."""
    for tag in guide.syntax.tags:
        is_meant = tag.kind == "uicontrol" or "!" in tag.source or tag.source == tag.source.upper()
        if tag.source.startswith("[") or not is_meant or tag.kind == "badge":
            continue
        links = (link for link in guide.syntax.links if (link.line, link.column) == (tag.line, tag.column - 1))
        link = next(links, None)
        if link is not None:
            yield warning(
                "linked-tag",
                f"{quoted(f'({link.target})')} stands behind a tag, which is not the text of a link",
                "put the whole tag in brackets of its own: '[[!DNL Adobe Bridge]](…)'",
                Place(guide.path, link.line, link.column, link.end),
                fix=_fix(guide, tag, link),
            )


def _fix(guide: Guide, tag: Tag, link: Link) -> tuple[Edit, ...]:
    line = guide.syntax.lines[link.line - 1]
    depth = 0
    for index in range(link.column - 1, len(line)):
        depth += (line[index] == "[") - (line[index] == "]")
        if not depth:
            break
    if "!" not in tag.source or line[link.column - 1] != "[" or not line.startswith("](", index):
        return ()
    start, end = (link.line, link.column), (link.line, index + 1)
    return (
        Edit(start, (link.line, link.column + 1), "[[", "["),
        Edit(end, (link.line, index + 2), "]]", "]"),
    )
