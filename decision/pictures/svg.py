"""Mermaid's SVG as it may stand on a page: what is drawn, and nothing else.

Elements and attributes are those of a list; every colour, width and font becomes a class of `docs/assets/pictures.css`.
What the list does not know stops the picture, unless it draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import zip_longest
from math import ceil
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from decision.pictures.mermaid import FONT_SIZE, SOLID, show
from decision.pictures.paths import number, simplified

# stands for the name of the picture on its page in the ids of a drawing; no XML can hold it
NAME = "\0"

_GEOMETRY = {
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "line": "x1 y1 x2 y2",
    "polygon": "points",
    "polyline": "points",
    "path": "d",
}
_MARKER = "viewBox refX refY markerUnits markerWidth markerHeight orient"
_TEXT = "x y dx dy dominant-baseline"
# what holds no drawing, or one that only `use` would show
_SILENT = frozenset(["style", "title", "desc", "defs", "symbol", "filter", "linearGradient", "clipPath", "metadata"])
# what Mermaid calls a thing -> our class for it; the nearest element that is in the list says what a shape is
_CLASSES = {
    "background": "back",
    "labelBkg": "back",
    "cluster": "group",
    "outer": "group",
    "inner": "group",
    "statediagram-note": "note",
    "note": "note",
    "divider": "rule",
    "row-rect-odd": "box",
    "row-rect-even": "box",
    "state-start": "solid",
    "node": "box",
    "flowchart-link": "edge",
    "transition": "edge",
    "relation": "edge",
    "relationshipLine": "edge",
    "messageLine0": "edge",
    "messageLine1": "edge dotted",
    "actor-line": "rule dotted",
    "loopLine": "rule",
    "labelBox": "box",
    "actor-man": "box",
    "actor": "box",
    "activation0": "box",
    "activation1": "box",
    "activation2": "box",
    "rect": "group",
}
_DOTTED = frozenset(("edge-pattern-dotted", "edge-pattern-dashed", "note-edge"))
_UNSEEN = frozenset(("edge-thickness-invisible", "note-cluster"))
# arrowheads that are outlines
_HOLLOW = re.compile(r"extension|aggregation|lollipop|_er-|sequencenumber")
# how far the title of a group is from its edge: in the middle, arrows would cross it
_INDENT = 8
# names that begin where they stand, in place of in the middle of their box
_LISTED = frozenset(("members-group", "methods-group", "attribute-type", "attribute-name", "attribute-keys"))
_LISTED |= {"attribute-comment"}
_HEADINGS = frozenset(("cluster-label", "label-group"))
# texts in front of lines, which are interrupted
_OVER = frozenset(("messageText", "loopText", "sectionTitle"))

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PLAIN = re.compile(r"[-+\w.,\s]*\Z")
_LENGTH = re.compile(r"(-?[\d.]+)(em|px)?\Z")
_MOVE = re.compile(r"translate\(\s*([-\d.eE]+)[,\s]+([-\d.eE]+)\s*\)\Z")
_TURNED = re.compile(r"(?:rotate|scale|matrix|translate)\([-+\d.eE,\s]*\)\Z")
_REFERENCE = re.compile(r"url\(#([\w.-]+)\)\Z")
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;!]+)")


class UnsafeError(Exception):
    """A drawing holds what may not stand on a page; the text names it."""


@dataclass(frozen=True)
class Svg:
    """A picture: its size in pixels, the element with `NAME` in its ids, the texts in it."""

    width: int
    height: int
    element: str
    texts: tuple[str, ...]

    def named(self, name: str, attributes: str = "") -> str:
        """The element for a page: `name` makes its ids unique there, `attributes` are more of the element's own."""
        return self.element.replace(NAME, name).replace("<svg", f"<svg{attributes}", 1)


def clean(drawn: str) -> Svg:
    """What Mermaid drew. Raises UnsafeError."""
    if "<!" in drawn:
        raise UnsafeError("a declaration")
    try:
        return _Cleaner(ElementTree.fromstring(drawn)).svg()
    except ElementTree.ParseError as reason:
        raise UnsafeError(f"what is no XML ({reason})") from None
    except (ValueError, OverflowError, RecursionError) as reason:
        raise UnsafeError(f"what cannot be measured ({reason})") from None


@dataclass(frozen=True)
class _Around:
    """What holds for the elements in another one: the names that Mermaid gives to those around, the nearest first.

    `x`, `y`: how far texts are moved; `centre`: where the middle of a text belongs, if in the middle of something;
    `edge`: where the title of a group begins.
    """

    names: tuple[str, ...] = ()
    x: float = 0
    y: float = 0
    centre: float | None = None
    edge: float | None = None
    style: dict[str, str] = field(default_factory=dict)


class _Cleaner:
    """Goes through a drawing once; arrowheads are written when they were used."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.texts: list[str] = []
        # those of groups, which stand before the arrows that cross them
        self.titles: list[str] = []
        self.markers = {str(each.get("id")): each for each in root.iter() if _tag(each) == "marker"}
        self.used: dict[str, str] = {}

    def svg(self) -> Svg:
        box = [float(value) for value in _NUMBER.findall(self.root.get("viewBox", ""))]
        if _tag(self.root) != "svg" or len(box) != 4:
            raise UnsafeError("no size")
        drawn = "".join(self._each(self.root, _Around()))
        width, height = ceil(box[2]), ceil(box[3])
        view = " ".join(number(value) for value in box)
        markers = "".join(self._marker(self.markers[name], own) for name, own in self.used.items())
        element = f'<svg viewBox="{view}" width="{width}" height="{height}">{markers}{drawn}</svg>'
        return Svg(width, height, element, tuple(self.texts))

    def _each(self, parent: Element, around: _Around) -> Iterator[str]:
        skipped: Element | None = None
        children = list(parent)
        for child, following in zip_longest(children, children[1:]):
            if child is not skipped:
                yield self._element(child, around)
            if following is not None and _is_filled(child) and _is_outline(following):
                skipped = following  # the same shape once more, by a pen that trembles

    def _element(self, element: Element, around: _Around) -> str:
        tag = _tag(element)
        if tag in _SILENT or tag == "marker":
            return ""
        names = tuple(element.get("class", "").split())
        inside = replace(around, names=(*names, *around.names), style={**around.style, **_style(element)})
        if tag == "g":
            return self._group(element, inside, names)
        if tag == "text":
            return self._text(element, inside)
        if tag in _GEOMETRY:
            return self._shape(element, tag, inside)
        raise UnsafeError(f"<{tag}>")

    def _group(self, element: Element, around: _Around, names: tuple[str, ...]) -> str:
        moved = _MOVE.match(element.get("transform", ""))
        if moved and not any(_tag(each) in _GEOMETRY and not _is_nothing(each) for each in element.iter()):
            x, y = float(moved[1]), float(moved[2])
            return "".join(self._each(element, replace(around, x=around.x + x, y=around.y + y)))
        if "node" in names:
            around = replace(around, centre=0)
        elif moved:
            around = replace(around, centre=None)
        elif any(name.endswith("cluster") for name in names):
            around = replace(around, edge=_edge(element))
        if "root" in names:
            outer, self.titles = self.titles, []
            inside = "".join((*self._each(element, around), *self.titles))
            self.titles = outer
        else:
            inside = "".join(self._each(element, around))
        transform = self._transform(element)
        return f"<g{transform}>{inside}</g>" if inside and transform else inside

    def _shape(self, element: Element, tag: str, around: _Around) -> str:
        kind = self._kind(element, around)
        if _is_nothing(element) or not kind:
            return ""
        own = [f' class="{kind}"']
        for name in _GEOMETRY[tag].split():
            if element.get(name) is not None:
                closed = "Z" if name == "d" and _is_filled(element) else ""
                own.append(f' {name}="{_geometry(name, str(element.get(name)) + closed)}"')
        own.append(self._transform(element))
        for name in ("marker-start", "marker-mid", "marker-end"):
            reference = _REFERENCE.match(element.get(name, ""))
            if reference and reference[1] in self.markers:
                own.append(f' {name}="url(#{self._used(reference[1])})"')
        return f"<{tag}{''.join(own)}/>"

    def _kind(self, element: Element, around: _Around) -> str:
        """The class of a shape; empty where it is not to be seen."""
        if _UNSEEN & set(around.names):
            return ""
        kind = next((_CLASSES[name] for name in around.names if name in _CLASSES), "rule")
        if element.get("fill") == SOLID:
            kind = "solid"
        own = set(element.get("class", "").split())
        dashes = around.style.get("stroke-dasharray", "0").replace(",", " ").split()
        if "dotted" not in kind and (own & _DOTTED or any(dash.strip("px") not in ("0", "none") for dash in dashes)):
            kind = f"{kind} dotted"
        return f"{kind} thick" if "edge-thickness-thick" in own else kind

    def _text(self, element: Element, around: _Around) -> str:
        rows = [each for each in element if "row" in each.get("class", "").split()]
        return self._rows(rows, element, around) if rows else self._plain_text(element, around)

    def _rows(self, rows: list[Element], element: Element, around: _Around) -> str:
        """A label: Mermaid writes a row for each line, and in it every word by itself."""
        moved = _MOVE.match(element.get("transform", ""))
        x, y = (around.x + float(moved[1]), around.y + float(moved[2])) if moved else (around.x, around.y)
        anchor, at = ' text-anchor="middle"', x
        if not element.get("text-anchor"):
            if "cluster-label" in around.names and around.edge is not None:
                anchor, at = "", around.edge + _INDENT
            elif _LISTED & set(around.names) or around.centre is None:
                anchor = ""
            else:
                at = around.centre
        lines = [re.sub(r"\s+", " ", show("".join(row.itertext()))).strip() for row in rows]
        if not any(lines):
            return ""
        self.texts.append(" ".join(lines))
        kind = ' class="heading"' if _HEADINGS & set(around.names) else ""
        heights = (y + _length(row.get("y", "0")) + _length(row.get("dy", "0")) for row in rows)
        text = "".join(
            f'<text{kind}{anchor} x="{number(at)}" y="{number(height)}">{escape(line)}</text>'
            for line, height in zip(lines, heights, strict=True)
            if line
        )
        if "cluster-label" in around.names:
            self.titles.append(text)
            return ""
        return text

    def _plain_text(self, element: Element, around: _Around) -> str:
        """A text whose place Mermaid says itself."""
        text = re.sub(r"\s+", " ", show(" ".join(element.itertext()))).strip()
        if not text:
            return ""
        self.texts.append(text)
        kind = ' class="over"' if _OVER & set(around.names) else ""
        anchor = element.get("text-anchor") or around.style.get("text-anchor", "")
        middle = ' text-anchor="middle"' if anchor == "middle" else ""
        inside = escape(show(element.text or ""))
        for each in element:
            if _tag(each) != "tspan":
                raise UnsafeError(f"<{_tag(each)}> in a text")
            inside += f"<tspan{_own(each, _TEXT)}>{escape(show(''.join(each.itertext())))}</tspan>"
        return f"<text{kind}{_own(element, _TEXT)}{middle}{self._transform(element)}>{inside}</text>"

    def _marker(self, marker: Element, own: str) -> str:
        kind = "hollow" if _HOLLOW.search(str(marker.get("id"))) else "head"
        shapes = "".join(
            f'<{_tag(each)} class="{kind}"{_own(each, _GEOMETRY[_tag(each)])}/>'
            for each in marker
            if _tag(each) in _GEOMETRY
        )
        return f'<marker id="{own}"{_own(marker, _MARKER)}>{shapes}</marker>'

    def _used(self, name: str) -> str:
        return self.used.setdefault(name, f"{NAME}-{len(self.used) + 1}")

    def _transform(self, element: Element) -> str:
        value = element.get("transform", "").strip()
        if not value:
            return ""
        if not _TURNED.match(value):
            raise UnsafeError(f"transform={value!r}")
        return f' transform="{_rounded(value)}"'


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _style(element: Element) -> dict[str, str]:
    """What an element says of its looks, of which only little counts."""
    found = dict(_STYLE.findall(element.get("style", "")))
    dashes = element.get("stroke-dasharray")
    return found | ({"stroke-dasharray": dashes} if dashes else {})


def _is_filled(element: Element) -> bool:
    return _tag(element) == "path" and element.get("stroke") == "none" and element.get("fill") not in (None, "none")


def _is_outline(element: Element) -> bool:
    return _tag(element) == "path" and element.get("fill") == "none" and element.get("stroke") not in (None, "none")


def _is_nothing(element: Element) -> bool:
    """Whether a shape has no size; Mermaid puts a few beside its labels."""
    return _tag(element) == "rect" and (element.get("width") in (None, "0") or element.get("height") in (None, "0"))


def _edge(cluster: Element) -> float | None:
    """Where the box of a group begins."""
    rect = next((each for each in cluster.iter() if _tag(each) == "rect" and not _is_nothing(each)), None)
    return None if rect is None else float(rect.get("x", 0))


def _length(value: str) -> float:
    """A length in pixels."""
    found = _LENGTH.match(value)
    if not found:
        raise UnsafeError(f"a length {value!r}")
    return float(found[1]) * (FONT_SIZE if found[2] == "em" else 1)


def _own(element: Element, names: str) -> str:
    """The listed attributes of an element, as they are."""
    values = ((name, element.get(name)) for name in names.split())
    return "".join(f' {name}="{_geometry(name, value)}"' for name, value in values if value is not None)


def _geometry(name: str, value: str) -> str:
    if not _PLAIN.match(value):
        raise UnsafeError(f"{name}={value!r}")
    return _rounded(simplified(value) if name == "d" else value)


def _rounded(value: str) -> str:
    return _NUMBER.sub(lambda found: number(float(found[0])), value)
