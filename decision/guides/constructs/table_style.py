"""`{style="table-layout:auto"}` below a table: how wide its columns are is left to the browser, as that asks."""

from __future__ import annotations

from decision.guides import syntax
from decision.guides.tree import Node
from decision.guides.work import Work


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """Tables without the line that styles them, whether it stands alone or was read as their last row."""
    out: list[Node] = []
    for node in nodes:
        if node.kind == "table" and node.children and node.children[-1].kind == "tbody":
            rows = node.children[-1].children
            texts = [cell.inline.content if cell.inline else "" for cell in rows[-1].children]
            if _is_style(texts[0]) and not any(texts[1:]):
                rows.pop()
                if not rows:
                    node.children.pop()
        is_styled = bool(out) and out[-1].kind == "table"
        if is_styled and node.kind == "paragraph" and node.inline is not None and _is_style(node.inline.content):
            continue
        out.append(node)
    return out


def _is_style(text: str) -> bool:
    return text[:1] == "{" and text[-1:] == "}" and syntax.is_attribute_list(text[1:-1].strip())
