"""What has a beginning and an end beside it: tabs, shaded boxes, collapsible sections (`+++`).

>[!BEGINTABS]            >[!BEGINSHADEBOX "Title"]        +++Title
>[!TAB One]              …                                …
…                        >[!ENDSHADEBOX]                  +++
>[!ENDTABS]
"""

from __future__ import annotations

from dataclasses import dataclass, field

from decision.guides import inline
from decision.guides.tree import Node
from decision.guides.work import MOST_DEPTH, Work

_ENDS = {"ENDTABS": "tabs", "ENDSHADEBOX": "shadebox"}
_HOW = {
    "tabs": ("[!BEGINTABS]", "[!ENDTABS]"),
    "shadebox": ("[!BEGINSHADEBOX]", "[!ENDSHADEBOX]"),
    "collapsible": ("+++Title", "+++"),
}


@dataclass
class _Frame:
    """A pair that is not closed yet, with what stands in it so far."""

    kind: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)
    content: list[Node] = field(default_factory=list)


def applied(nodes: list[Node], work: Work) -> list[Node]:
    """All that stands between the two marks of a pair, in one block."""
    if not any(node.kind in ("bracket", "collapsible") for node in nodes):
        return nodes
    frames = [_Frame("", 0)]
    for node in nodes:
        if node.kind == "collapsible":
            _collapsible(node, frames, work)
        elif node.kind == "bracket":
            _bracket(node, frames, work)
        else:
            frames[-1].content.append(node)
    while len(frames) > 1:
        if frames[-1].kind != "tab":
            _unpaired(frames[-1].kind, "has no end", frames[-1].line, work)
        _close(frames)
    return frames[0].content


def _collapsible(node: Node, frames: list[_Frame], work: Work) -> None:
    assert node.token is not None
    title = node.token.content
    if title and _depth(frames, work) > MOST_DEPTH:
        _flat("+++", title, node.line, frames, work)
    elif title:
        frames.append(_Frame("collapsible", node.line, {"line": f'??? "{inline.title(title, work)}"'}))
    elif any(frame.kind == "collapsible" for frame in frames):
        _close_to("collapsible", frames, work)
    else:
        _unpaired("collapsible", "has no beginning", node.line, work)
        frames[-1].content.append(Node("lines", line=node.line, facts={"lines": ["\\+++"]}))


def _bracket(node: Node, frames: list[_Frame], work: Work) -> None:
    kind, title = node.facts["kind"], node.facts["title"]
    if kind.startswith("BEGIN") and _depth(frames, work) > MOST_DEPTH:
        _flat(kind, title, node.line, frames, work)
    elif kind == "BEGINTABS":
        frames.append(_Frame("tabs", node.line))
    elif kind == "BEGINSHADEBOX":
        text = inline.title(title.strip().strip('"“”'), work)
        frames.append(_Frame("shadebox", node.line, {"line": f'!!! shadebox "{text}"'}))
    elif kind == "TAB":
        if not any(frame.kind == "tabs" for frame in frames):
            _unpaired("tabs", "has no beginning", node.line, work)
            frames.append(_Frame("tabs", node.line))
        while frames[-1].kind != "tabs":
            if frames[-1].kind != "tab":
                _unpaired(frames[-1].kind, "has no end", frames[-1].line, work)
            _close(frames)
        frames.append(_Frame("tab", node.line, {"line": f'=== "{inline.title(title, work)}"'}))
    elif any(frame.kind == _ENDS[kind] for frame in frames):
        _close_to(_ENDS[kind], frames, work)
    else:
        _unpaired(_ENDS[kind], "has no beginning", node.line, work)


def _depth(frames: list[_Frame], work: Work) -> int:
    """How deep one more pair would stand. Tabs and a tab among them are one level."""
    return work.depth + sum(frame.kind != "tab" for frame in frames)


def _flat(what: str, title: str, line: int, frames: list[_Frame], work: Work) -> None:
    """Show the title as a paragraph, and the content below it: there are too many pairs in each other."""
    work.report("nested-too-deep", f"'{what}' is nested too deep, and shown flat", "nest less", line + 1)
    frames[-1].content.append(Node("lines", line=line, facts={"lines": [f"<b>{inline.title(title, work)}</b>"]}))


def _close_to(kind: str, frames: list[_Frame], work: Work) -> None:
    """Close the last pair of a kind, and what was left open in it."""
    while frames[-1].kind != kind:
        if frames[-1].kind != "tab":
            _unpaired(frames[-1].kind, "has no end", frames[-1].line, work)
        _close(frames)
    _close(frames)


def _close(frames: list[_Frame]) -> None:
    frame = frames.pop()
    around = frames[-1].content
    if frame.kind == "tab":
        around.append(Node("tab", children=frame.content, line=frame.line, facts=dict(frame.facts)))
    elif frame.kind == "tabs":
        around += [node for node in frame.content if node.kind != "tab"]
        tabs = [node for node in frame.content if node.kind == "tab"]
        if tabs:
            around.append(Node("tabs", children=tabs, line=frame.line))
    else:
        facts = {**frame.facts}
        around.append(Node("box", children=frame.content, line=frame.line, facts=facts))


def _unpaired(kind: str, what: str, line: int, work: Work) -> None:
    begin, end = _HOW[kind]
    hint = f"it begins with '{begin}' and ends with '{end}', both in the same list item or note"
    work.report(
        "unbalanced-block",
        f"this '{begin}' {what}" if "end" in what else f"this end of '{begin}' {what}",
        hint,
        line + 1,
    )
