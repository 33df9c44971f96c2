"""Tags in blockquotes: notes, related links, videos, help inside the product, the brackets of tabs and shaded boxes.

A tag stands at the beginning of a line; the blocks behind it, up to the next one, are its content.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import inline
from decision.guides.constructs import kinds
from decision.guides.constructs.kinds import BlockTag
from decision.guides.tree import Node
from decision.guides.work import Work
from decision.problem import choices


class _Part(NamedTuple):
    """A tag, the text that it stands in and the offset there, and the blocks behind it. The first part has no tag."""

    tag: BlockTag | None
    block: Token | None
    offset: int
    content: list[Node]


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """Each blockquote that holds a tag, as what its tags make of it; a tag without a blockquote, too."""
    out: list[Node] = []
    waiting: Node | None = None
    for node in nodes:
        if node.kind == "quote":
            parts = _parts(node.children, is_bare=False)
        elif node.kind == "paragraph" and node.inline is not None and node.inline.content.startswith("["):
            parts = _parts([node], is_bare=True)
        else:
            parts = []
        has_tag = any(part.tag for part in parts)
        if waiting and node.kind == "quote" and not has_tag:
            # `>[!NOTE]`, a blank line, and only then the text
            waiting.children += node.children
            waiting = None
            continue
        made = [new for part in parts for new in _made(part, work)] if has_tag else [node]
        out += made
        waiting = made[-1] if made and _is_empty(made[-1]) else None
    return [node for node in out if not _left_out(node, work)]


def _is_empty(node: Node) -> bool:
    return node.kind == "box" and "note" in node.facts and not node.children


def _left_out(node: Node, work: Work) -> bool:
    if _is_empty(node):
        hint = "write its text in the same block"
        work.report("empty-note", "this note is empty, and left out", hint, *node.facts["note"])
    return _is_empty(node)


def _parts(children: list[Node], is_bare: bool) -> list[_Part]:
    """The blocks of a quote, cut before each tag. `is_bare`: they stand in no quote, so that only `[!…` is a tag."""
    parts = [_Part(None, None, 0, [])]
    for child in children:
        if child.kind != "paragraph" or child.inline is None or "[" not in child.inline.content:
            parts[-1].content.append(child)
        else:
            _cut_up(child, child.inline, parts, is_bare)
    return parts if parts[0].content else parts[1:]


def _cut_up(node: Node, block: Token, parts: list[_Part], is_bare: bool) -> None:
    """Add a paragraph to the parts, line by line where tags stand in it."""
    lines = block.content.split("\n")
    start = offset = 0
    for index, line in enumerate(lines):
        tag = kinds.read(line.strip(), any_name=index == 0 and not is_bare)
        if tag and not (is_bare and not line.lstrip().startswith("[!")):
            is_link = tag.kind == kinds.VIDEO and tag.behind.startswith("(")
            if index > start:
                parts[-1].content.append(_lines_of(node, lines, start, index))
            start = index
            if is_link and (is_bare or len(parts) > 1):
                pass  # `inline` names it, and it belongs to what is around
            else:
                parts.append(_Part(tag, block, offset, []))
                lines[index] = line if is_link else tag.behind
                start += not lines[index]
        offset += len(line) + 1
    if start < len(lines):
        parts[-1].content.append(_lines_of(node, lines, start, len(lines)))


def _lines_of(node: Node, lines: list[str], start: int, end: int) -> Node:
    """Some of the lines of a paragraph as a paragraph."""
    first = node.line + start
    content = "\n".join(lines[start:end])
    if node.inline is not None and content == node.inline.content:
        return node
    text = Token("inline", "", 0, content=content, map=[first, node.line + end])
    opening = Token("paragraph_open", "p", 1, map=[first, node.line + end])
    return Node("paragraph", opening, inline=text, line=first, end=node.line + end)


def _made(part: _Part, work: Work) -> list[Node]:
    """What a tag and the blocks behind it become."""
    tag, content = part.tag, part.content
    if tag is None or part.block is None:
        return [Node("quote", children=content, line=content[0].line)]
    place = work.page.position(part.block, part.offset)
    line = place[0] - 1
    if not tag.is_known:
        message = f"'[!{tag.said}]' is not a tag of the dialect"
        work.report("unknown-tag", message, choices(tag.said.upper(), sorted(kinds.KINDS)), *place)
    if tag.kind in kinds.HIDDEN:
        return []
    if tag.kind == kinds.VIDEO:
        return content
    if tag.kind in kinds.BRACKETS:
        return [Node("bracket", line=line, facts={"kind": tag.kind, "title": tag.title}), *content]
    title = inline.title(tag.title, work) if tag.title else work.words[kinds.WORDS[tag.kind]]
    head = f'!!! {kinds.BOXES[tag.kind]} "{title}"'
    return [Node("box", children=content, line=line, facts={"line": head, "note": place})]
