"""The blocks of a page in the Markdown that Python-Markdown reads: what CommonMark nests, indented by four.

Every block is a list of lines without the indentation of what is around it.
"""

from __future__ import annotations

import re

from decision.guides import constructs, html, inline, parser
from decision.guides.syntax import LANGUAGE, PICTURE
from decision.guides.tree import Node
from decision.guides.work import Work

SEPARATOR = "<!-- -->"
_INDENT = " " * 4
# what a fence may say for pymdownx.superfences to read it
_INFO = re.compile(
    r"(?:\{[^\n]*\}"
    r"|[\w#.+-]*(?:[ \t]+[A-Za-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'))*"
    r"|[\w#.+-]*[ \t]*\{[^\n]*\})[ \t]*\Z"
)
_ALIGNMENTS = {"left": ":---", "center": ":---:", "right": "---:"}


def page(siblings: list[Node], work: Work) -> list[str]:
    """The lines of a whole page."""
    return _siblings(siblings, work, nested=False)[0]


def _siblings(nodes: list[Node], work: Work, nested: bool) -> tuple[list[str], str]:
    """The lines of blocks beside each other, a blank line between them, and the kind of the first."""
    work.depth += 1
    nodes = constructs.applied(nodes, work)
    raws = html.matched(nodes, work) if any(node.kind == "html" for node in nodes) else {}
    open_around: list[str] = []
    out: list[str] = []
    first = ""
    last: Node | None = None
    for node in nodes:
        lines = html.lines(raws[id(node)], nested, open_around) if node.kind == "html" else _block(node, work, nested)
        if not lines:
            continue
        if out and not (node.kind == "definition" and last and last.kind == "paragraph"):
            out.append("")
        if last and node.kind == last.kind and node.kind in ("list", "quote"):
            out += [SEPARATOR, ""]
        if last and node.kind == last.kind == "tabs":
            lines[0] = lines[0].replace("=== ", "===! ", 1)
        out += lines
        last = node
        first = first or node.facts.get("first", node.kind)
    work.depth -= 1
    return out, first


def _block(node: Node, work: Work, nested: bool) -> list[str]:
    match node.kind:
        case "paragraph":
            return _paragraph(node, work)
        case "heading":
            return _heading(node, work)
        case "list":
            return _list(node, work)
        case "quote":
            return [f"> {line}" if line else ">" for line in _siblings(node.children, work, nested=True)[0]]
        case "code":
            return _code(node)
        case "table":
            return _table(node, work)
        case "rule":
            return ["***"]
        case "box":
            return _box(node.facts["line"], node, work)
        case "tabs":
            return [line for tab in node.children for line in (*_box(tab.facts["line"], tab, work), "")][:-1]
        case "material":
            assert node.token is not None
            return _box(inline.line(node.token.content, work), node, work)
        case "block_fence":
            assert node.token is not None
            return parser.restore(parser.signs_as_references(node.token.content)).split("\n")
        case "footnote" | "definition":
            return _marked(node, work)
        case "lines":
            return list(node.facts["lines"])
        case "group":
            return _group(node, work, nested)
        case _:
            raise AssertionError(node.kind)


def _group(node: Node, work: Work, nested: bool) -> list[str]:
    """The blocks of another page."""
    with work.inside(node.facts["included"]):
        out, node.facts["first"] = _siblings(node.children, work, nested)
    return out


def _indented(lines: list[str]) -> list[str]:
    return [_INDENT + line if line else "" for line in lines]


def _paragraph(node: Node, work: Work) -> list[str]:
    if node.inline is None:
        return []
    if node.token is not None and node.token.meta.get("flat"):
        work.report("nested-too-deep", "this is nested too deep, and shown flat", "nest less", node.line + 1)
    text = inline.text(work, node.inline)
    return text.split("\n") if text else []


def _heading(node: Node, work: Work) -> list[str]:
    assert node.token is not None
    text, name = "", None
    if node.inline is not None and node.inline.content:
        text, name = inline.heading(work, node.inline)
    marks = "#" * int(node.token.tag[1])
    if text.endswith("#"):
        text = f"{text[:-1]}\\#"
    return [" ".join(part for part in (marks, text or SEPARATOR, f"{{#{name}}}" if name else "") if part)]


def _list(node: Node, work: Work) -> list[str]:
    assert node.token is not None
    is_ordered = node.token.type == "ordered_list_open"
    number = int(node.token.attrs.get("start", 1)) if is_ordered else 0
    out: list[str] = []
    was_run = True
    for item in node.children:
        if out and (not was_run or not work.page.lines[item.line - 1].strip(" \t>")):
            out.append("")
        was_run = _is_run(item)
        out += _item(item, f"{number}." if is_ordered else "-", work, was_run)
        number += 1
    return out


def _is_run(item: Node) -> bool:
    """Whether an item is lines of text, with a list of such items directly below them at most.

    No blank line is written in it: one would have Python-Markdown make a paragraph of the text.
    """
    if not item.children or [child.token.content.strip() for child in item.children if child.token] == [SEPARATOR]:
        return True
    text, *rest = item.children
    if text.kind != "paragraph" or constructs.concerns(text) or len(rest) > 1:
        return False
    return not rest or (rest[0].kind == "list" and rest[0].line == text.end and _has_runs(rest[0]))


def _has_runs(node: Node) -> bool:
    """Whether the items of a list are such, without a blank line between them."""
    ends = [child.children[-1].end if child.children else child.line + 1 for child in node.children[:-1]]
    are_close = all(end == item.line for end, item in zip(ends, node.children[1:], strict=True))
    return are_close and all(_is_run(item) for item in node.children)


def _item(item: Node, marker: str, work: Work, is_run: bool) -> list[str]:
    if is_run:
        shown = [child for child in item.children if child.kind != "html"]
        lines, first = [line for child in shown for line in _block(child, work, nested=True)], "paragraph"
    else:
        lines, first = _siblings(item.children, work, nested=True)
    if not lines:
        return [f"{marker} {SEPARATOR}"]
    if first not in ("paragraph", "heading"):
        return [f"{marker} {SEPARATOR}", "", *_indented(lines)]
    return [f"{marker} {lines[0]}", *_indented(lines[1:])]


def _code(node: Node) -> list[str]:
    assert node.token is not None
    text = parser.restore(node.token.content)
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    info = parser.restore(node.token.info).strip() if node.token.type == "fence" else ""
    language = LANGUAGE.match(info)
    if language and language["name"].lower() == PICTURE:
        info = PICTURE
    elif not _INFO.match(info):
        info = language["name"] if language else ""
    fence = "`" * (longest + 1)
    body = text.removesuffix("\n").split("\n") if text.strip("\n") else []
    return [f"{fence}{info}" if not info.startswith("{") else f"{fence} {info}", *body, fence]


def _table(node: Node, work: Work) -> list[str]:
    rows: list[list[str]] = []
    alignments: list[str] = []
    for part in node.children:
        for row in part.children:
            cells = []
            for cell in row.children:
                cells.append(inline.cell(work, cell.inline) if cell.inline is not None else "")
                if part.kind == "thead" and cell.token is not None:
                    alignments.append(str(cell.token.attrs.get("style", "")).removeprefix("text-align:"))
            rows.append(cells)
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    lines.insert(1, f"| {' | '.join(_ALIGNMENTS.get(side, '---') for side in alignments)} |")
    return lines


def _box(line: str, node: Node, work: Work) -> list[str]:
    """A line of Material's, and below it the content, indented."""
    inside, _ = _siblings(node.children, work, nested=True)
    return [line, "", *_indented(inside)] if inside else [line]


def _marked(node: Node, work: Work) -> list[str]:
    """A footnote or a definition: its mark before the first line."""
    assert node.token is not None
    inside = _siblings(node.children, work, nested=True)[0] or [""]
    mark = parser.restore(node.token.content)
    mark = f"{mark:<4}" if node.kind == "definition" else f"{mark} "
    return [f"{mark}{inside[0]}".rstrip(), *_indented(inside[1:])]
