"""What is said of pieces and marks in problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from decision.problem import printable, quoted
from decision.translations.aligning import counted
from decision.translations.inline import Mark
from decision.translations.sections import Paragraph, Piece

_MARKS = {
    "link": ("link to", "links"),
    "image": ("image", "images"),
    "code": ("code", "pieces of code"),
    "uicontrol": ("label", "labels"),
    "dnl": ("name", "names"),
    "badge": ("badge", "badges"),
    "tag": ("tag", "tags"),
    "snippet": ("snippet", "snippets"),
    "marker": ("marker", "markers"),
}
_SOURCES = {
    "uicontrol": "[!UICONTROL {}]",
    "dnl": "[!DNL {}]",
    "badge": "[!BADGE {}]",
    "tag": "<{}>",
    "snippet": "{{{{{}}}}}",
    "marker": "<!-- {} -->",
}
_LISTS = {"numbered": ("numbered list", "step"), "bullet": ("list", "item")}


def count(number: int, one: str, many: str = "") -> str:
    """A number with its word."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def thing(part: Piece | Mark | Paragraph) -> str:
    """A piece or mark without an article: `link to 'x'`, `table of 5 columns and 2 rows`."""
    if isinstance(part, Mark):
        return f"{_MARKS[part.kind][0]} {source(part)}"
    if isinstance(part, Paragraph):
        return f"paragraph {excerpt(part)}"
    return _PIECES[part.kind](part) if part.kind in _PIECES else part.kind


def the(part: Piece | Mark | Paragraph) -> str:
    """The same with an article: `the link to 'x'`, `a table of …`."""
    name = thing(part)
    if isinstance(part, Mark):
        return f"the {name}"
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def source(mark: Mark) -> str:
    """A mark as it is written, in quotes; of a link or image, where it leads."""
    return quoted(_SOURCES.get(mark.kind, "{}").format(mark.key))


def holds(part: Piece) -> str:
    """What stands in a piece, as something that is told after it: `, with its 5 links`."""
    kinds = Counter(mark.kind for mark in part.marks() if counted(mark) and mark.kind != "marker")
    said = [count(number, _MARKS[kind][0].removesuffix(" to"), _MARKS[kind][1]) for kind, number in kinds.items()]
    return f", with its {listed(said)}" if said else ""


def excerpt(part: Piece | Paragraph) -> str:
    """The first words of a piece, in quotes."""
    texts = [part] if isinstance(part, Paragraph) else list(part.texts())
    return f"'{printable(' '.join(' '.join(text.shown for text in texts).split()), 40)}'"


def listed(said: Sequence[str], most: int = 4) -> str:
    """Some things in a row: `a, b and c`."""
    shown = list(said[:most])
    if len(said) > most:
        shown.append(f"{len(said) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def item(piece: Piece) -> str:
    """What an entry of a list is called."""
    return _LISTS[piece.key][1]


def _list(piece: Piece) -> str:
    name, entry = _LISTS[piece.key]
    return f"{name} of {count(len(piece.pieces), entry)}"


def _table(piece: Piece) -> str:
    columns = len(piece.pieces[0].pieces) if piece.pieces else 0
    return f"table of {count(columns, 'column')} and {count(len(piece.pieces), 'row')}"


def _quote(piece: Piece) -> str:
    tags = [inner for inner in piece.pieces if inner.kind == "note"]
    return f"note '>[!{tags[0].key}]'" if tags else "quotation"


def _box(piece: Piece) -> str:
    return f"tab {excerpt(piece)}" if piece.key == "===" else f"box {quoted(piece.key)}"


def _code(piece: Piece) -> str:
    return f"code block of {count(piece.key.count(chr(10)) - 1, 'line')}"


_PIECES: dict[str, Callable[[Piece], str]] = {
    "list": _list,
    "item": lambda piece: f"item {excerpt(piece)}",
    "row": lambda piece: f"row {excerpt(piece)}",
    "cell": lambda piece: f"cell {excerpt(piece)}",
    "table": _table,
    "quote": _quote,
    "note": lambda piece: f"tag '>[!{piece.key}]'",
    "box": _box,
    "block": lambda piece: f"block {quoted('/// ' + piece.key)}",
    "code": _code,
    "diagram": lambda piece: f"diagram {quoted(piece.key.split(chr(10))[1] if chr(10) in piece.key else '')}",
    "marker": lambda piece: f"marker '<!-- {piece.key} -->'",
    "collapsible": lambda piece: "line '+++'",
    "definition": lambda piece: f"definition {excerpt(piece)}",
}
