"""Paragraphs that are nothing but includes: the blocks that they stand for."""

from __future__ import annotations

import re

from decision.guides.includes import INCLUDE, blocks
from decision.guides.tree import Node
from decision.guides.work import Included, Work

_ONLY = re.compile(r"(?:\{\{[^{}\n]+\}\}\s*)+\Z")


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """Blocks beside each other with what is included among them."""
    out: list[Node] = []
    for node in nodes:
        content = node.inline.content if node.kind == "paragraph" and node.inline is not None else ""
        if content[:2] != "{{" or not _ONLY.match(content):
            out.append(node)
            continue
        found = [blocks(match, work, node.line + 1) for match in INCLUDE.finditer(content)]
        out += [_group(included, node.line) for included in found if included] if found and all(found) else [node]
    return out


def _group(included: Included, line: int) -> Node:
    return Node("group", children=included.nodes, line=line, facts={"included": included})
