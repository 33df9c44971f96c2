"""The blocks of a page as a tree, so that what belongs together can be brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it.token import Token

# tokens whose kind is called otherwise than they are
_KINDS = {
    "blockquote": "quote",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "code_block": "code",
    "fence": "code",
    "html_block": "html",
    "hr": "rule",
}


@dataclass(slots=True)
class Node:
    """A block. `token` is the one that opens it, `inline` the text of a leaf; lines count from 0, `end` is exclusive.

    Constructs replace nodes by others; what they know of them stands in `facts`.
    """

    kind: str
    token: Token | None = None
    children: list[Node] = field(default_factory=list)
    inline: Token | None = None
    line: int = 0
    end: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    def leaves(self) -> Iterator[Node]:
        """The nodes below this one that hold text, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.inline is not None:
                yield node
            stack += reversed(node.children)


def build(tokens: Iterable[Token]) -> list[Node]:
    """The top-level nodes of block tokens."""
    top: list[Node] = []
    stack: list[list[Node]] = [top]
    opened: list[Node] = []
    for token in tokens:
        if token.type == "inline":
            opened[-1].inline = token
        elif token.nesting < 0:
            stack.pop()
            opened.pop()
        else:
            line, end = token.map or (0, 0)
            node = Node(_kind(token.type), token, [], None, line, end)
            stack[-1].append(node)
            if token.nesting > 0:
                stack.append(node.children)
                opened.append(node)
    return top


@lru_cache(maxsize=64)
def _kind(type_: str) -> str:
    name = type_.removesuffix("_open")
    return _KINDS.get(name, name)
