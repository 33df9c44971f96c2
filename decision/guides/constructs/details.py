"""Raw `<details>` with a `<summary>`: a collapsible section of Material's, so that Markdown is read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import escape, syntax
from decision.guides.tree import Node
from decision.guides.work import MOST_DEPTH, Work

_BEGIN = re.compile(
    r"<details(?P<attributes>(?:\s[^<>]*)?)>\s*<summary(?:\s[^<>]*)?>(?P<summary>(?:(?!</?summary|</?details).)*)</summary\s*>",
    re.IGNORECASE | re.DOTALL,
)
_EDGE = re.compile(r"<(?P<end>/?)details(?=[\s>])[^<>]*>", re.IGNORECASE)


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """Each `<details>` whose end stands in a later block beside it, with all between as its content."""
    if not any(node.kind == "html" and _BEGIN.search(_content(node)) for node in nodes):
        return nodes
    out: list[Node] = []
    rest = list(reversed(nodes))
    ends = _Ends(nodes, MOST_DEPTH - work.depth)
    if ends.too_deep:
        message = "this '<details>' is nested too deep, and shown as it is"
        work.report("nested-too-deep", message, "nest less", ends.too_deep.line + 1)
    while rest:
        node = rest.pop()
        begin = _BEGIN.search(_content(node), *_part(node)) if node.kind == "html" else None
        last = ends.of(node, begin) if begin else None
        if begin is None or last is None:
            out.append(node)
            continue
        assert node.token is not None
        out += _piece(node, _part(node)[0], begin.start())
        inside = _piece(node, begin.end(), _part(node)[1])
        while rest and rest[-1] is not last[0]:
            inside.append(rest.pop())
        if rest:
            closing = rest.pop()
            inside += _piece(closing, 0, last[1].start())
            rest += _piece(closing, last[1].end(), _part(closing)[1])
        mark = "???+" if re.search(r"\bopen\b", begin["attributes"], re.IGNORECASE) else "???"
        facts = {"line": f'{mark} "{_summary(begin["summary"], work)}"'}
        out.append(Node("box", children=inside, line=node.line, facts=facts))
    return out


class _Ends:
    """Where each `<details>` among blocks beside each other ends."""

    def __init__(self, nodes: list[Node], most: int) -> None:
        self.found: dict[tuple[int, int], tuple[Node, re.Match[str]]] = {}
        self.too_deep: Node | None = None
        stack: list[tuple[Node, int]] = []
        for node in nodes:
            for edge in _edges(node):
                if not edge["end"]:
                    stack.append((node, edge.start()))
                elif stack:
                    opened, start = stack.pop()
                    if len(stack) >= most:
                        self.too_deep = opened
                    elif opened is not node:
                        self.found[id(opened.token), start] = (node, edge)

    def of(self, node: Node, begin: re.Match[str]) -> tuple[Node, re.Match[str]] | None:
        return self.found.get((id(node.token), begin.start()))


def _edges(node: Node) -> Iterator[re.Match[str]]:
    if node.kind == "html":
        yield from _EDGE.finditer(_content(node))


def _content(node: Node) -> str:
    return node.token.content if node.token is not None else ""


def _part(node: Node) -> tuple[int, int]:
    start, end = node.facts.get("part", (0, len(_content(node))))
    return start, end


def _piece(node: Node, start: int, end: int) -> list[Node]:
    """A part of a raw block; nothing where it holds nothing."""
    if not _content(node)[start:end].strip():
        return []
    return [Node("html", node.token, line=node.line, end=node.end, facts={"part": (start, end)})]


def _summary(source: str, work: Work) -> str:
    """The inline HTML of a summary on one line."""
    parts: list[str] = []
    last = 0
    for match in syntax.tags(source):
        parts.append(escape.literal(" ".join(work.page.filled(source[last : match.start()]).split(" "))))
        last = match.end()
        if match["name"] and match["name"].removeprefix("/").lower() in ("b", "strong", "em", "i", "code", "span"):
            parts.append(f"<{match['name'].lower()}>")
    parts.append(escape.literal(work.page.filled(source[last:])))
    return "".join(parts).replace("&#10;", " ").strip()
