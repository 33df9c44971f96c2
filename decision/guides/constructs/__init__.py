"""The constructs of the dialect that are blocks: one module each, written out here in the order in which they apply.

Each takes blocks beside each other and gives back what is to be written in their place. Those inside a line are entries
of `decision.guides.inline.LABELS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from decision.guides.constructs import details, includes, pairs, quotes, table_style
from decision.guides.tree import Node
from decision.guides.work import Work

CONSTRUCTS: tuple[Callable[[list[Node], Work], list[Node]], ...] = (
    includes.applied,
    quotes.applied,
    details.applied,
    pairs.applied,
    table_style.applied,
)
_MAY_BE = re.compile(r"\{|\[!|\[[^\W\d_a-z][^\]a-z]*\]")
_CONCERNED = frozenset(("quote", "collapsible", "html", "bracket", "table"))


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """Blocks beside each other, each construct among them replaced by what it becomes."""
    if any(node.kind in _CONCERNED or concerns(node) for node in nodes):
        for construct in CONSTRUCTS:
            nodes = construct(nodes, work)
    return nodes


def concerns(node: Node) -> bool:
    """Whether a paragraph may be a construct."""
    return node.kind == "paragraph" and node.inline is not None and bool(_MAY_BE.match(node.inline.content))
