"""Raw HTML between the blocks of a page.

CommonMark ends a raw block at a blank line and reads what follows as Markdown, whatever is still open; Python-Markdown
reads on to the closing tag. So the tags of all raw blocks beside each other are matched first. What has Markdown
between its tags gets `markdown="block"` for `md_in_html`, or, inside lists and notes, where Python-Markdown knows no
raw blocks, each tag a paragraph of its own, which it leaves alone. All else is written as it stands, cleaned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape as escape_html
from html import unescape
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import escape, inline, parser, policy, syntax
from decision.guides.constructs import kinds
from decision.guides.tree import Node
from decision.guides.work import Work

# https://github.com/Python-Markdown/markdown/blob/3.11/markdown/core.py, those that the policy knows
BLOCKS = policy.names(
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul video"
)
_ZERO_WIDTH = re.compile("\u200b|&#x200b;|&ZeroWidthSpace;", re.IGNORECASE)
# a note begins at the beginning of a line of text, with or without its `>`
_BLOCK_TAG = re.compile(r"^[ \t]*>?[ \t]*\[![ \t]*(?P<kind>[A-Za-z]+)\][ \t]*", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_MARKDOWN = re.compile(r" markdown(?:=\"[^\"]*\")?(?=[ >])")
_TABLE = ("td", "th", "tr", "p")
# a start tag -> what it closes by itself
_CLOSES: dict[str, tuple[str, ...]] = {
    "li": ("li", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "tr": _TABLE,
    "tbody": (*_TABLE, "thead", "tbody", "caption", "colgroup"),
    "tfoot": (*_TABLE, "thead", "tbody"),
    "thead": (*_TABLE, "caption", "colgroup"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
}
_CLOSED_QUIETLY = frozenset(("p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "colgroup"))


class Piece(NamedTuple):
    """A part of a raw block: what is written for it, and the name of its tag (empty for text)."""

    text: str
    name: str = ""
    is_tag: bool = False


@dataclass
class Raw:
    """A raw block: its pieces, and which of its opening tags (by index) are closed in another block."""

    node: Node
    pieces: list[Piece]
    mixed: set[int] = field(default_factory=set)


class _Opened(NamedTuple):
    name: str
    raw: Raw
    at: int
    position: int


def matched(siblings: list[Node], work: Work) -> dict[int, Raw]:
    """The raw blocks among siblings (by the id of the node), all tags in them matched."""
    found: dict[int, Raw] = {}
    stack: list[_Opened] = []
    last_markdown = -1
    previous: Raw | None = None
    for position, node in enumerate(siblings):
        if node.kind != "html":
            while stack and stack[-1].name == "p":
                _close_at_end(stack.pop(), work)
            last_markdown, previous = position, None
            continue
        if previous and any(opened.raw is previous for opened in stack):
            # the blank line between two raw blocks means nothing while an element is open
            found[id(node)] = Raw(node, [])
            raw = previous
            raw.pieces.append(Piece("\n"))
        else:
            raw = previous = found[id(node)] = Raw(node, [])
        for piece, offset in _pieces(node, work):
            _take(piece, offset, raw, stack, position, last_markdown, work)
    while stack:
        _close_at_end(stack.pop(), work)
    return found


def _take(
    piece: Piece, offset: int, raw: Raw, stack: list[_Opened], position: int, last_markdown: int, work: Work
) -> None:
    name = piece.name.removeprefix("/")
    if not piece.is_tag or name in policy.VOID:
        raw.pieces.append(piece)
    elif not piece.name.startswith("/"):
        closes = _CLOSES.get(name, ("p",) if name in BLOCKS else ())
        while stack and stack[-1].name in closes:
            _end(stack.pop(), raw, last_markdown)
        stack.append(_Opened(name, raw, len(raw.pieces), position))
        raw.pieces.append(piece)
    elif any(opened.name == name for opened in stack):
        while stack[-1].name != name:
            _end(stack.pop(), raw, last_markdown)
        _end(stack.pop(), raw, last_markdown)
    elif name != "p" and _source(raw.node):
        work.unmatched(_source(raw.node), offset, f"</{name}>")


def _end(opened: _Opened, raw: Raw, last_markdown: int) -> None:
    raw.pieces.append(Piece(f"</{opened.name}>", f"/{opened.name}", True))
    if last_markdown > opened.position:
        opened.raw.mixed.add(opened.at)


def _close_at_end(opened: _Opened, work: Work) -> None:
    """A tag that is never closed ends with its block."""
    opened.raw.pieces.append(Piece(f"</{opened.name}>", f"/{opened.name}", True))
    if opened.name not in _CLOSED_QUIETLY:
        message = f"'<{opened.name}>' is not closed"
        work.report("html-unmatched", message, f"add </{opened.name}> where it ends", opened.raw.node.line + 1)


def _source(node: Node) -> Token:
    assert node.token is not None
    return node.token


def _pieces(node: Node, work: Work) -> list[tuple[Piece, int]]:
    """A raw block as text and allowed tags, each with its offset in the block's content."""
    block = _source(node)
    start, end = node.facts.get("part", (0, len(block.content)))
    content = block.content
    found: list[tuple[Piece, int]] = []
    hidden = ""
    last = start
    for match in syntax.tags(content, start, end):
        if match.start() > last and not hidden:
            found += [(piece, last) for piece in _text(content[last : match.start()], work)]
        last = match.end()
        if match["comment"] is not None:
            if not hidden and work.keeps(match[0]):
                found.append((Piece(match[0], "comment"), match.start()))
            continue
        tag = work.page.html_tag(block, match.start(), match)
        if hidden:
            hidden = "" if tag.name == f"/{hidden}" else hidden
            continue
        admitted = policy.admit(tag, work.raw_target)
        if admitted.is_text:
            found.append((Piece(escape_html(work.page.filled(match[0]))), match.start()))
            continue
        work.removed(block, match.start(), admitted.removed)
        hidden = tag.name if admitted.hides and not tag.name.startswith("/") else ""
        if admitted.tag:
            found.append((Piece(admitted.tag, tag.name, True), match.start()))
            if tag.source.endswith("/>") and tag.name not in policy.VOID:
                found.append((Piece(f"</{tag.name}>", f"/{tag.name}", True), match.start()))
    rest = content[last:end]
    if rest and not hidden and not rest.lstrip().startswith(("<!--", "<?", "<!")):
        found += [(piece, last) for piece in _text(rest, work)]
    return found


def _text(content: str, work: Work) -> list[Piece]:
    """Text between raw tags as HTML; the tags of the dialect are read there as well, as far as HTML allows."""
    content = work.page.in_html(content)
    if "[!" not in content:
        return _labelled(content)
    found: list[Piece] = []
    last = 0
    for match in _BLOCK_TAG.finditer(content):
        kind = kinds.kind_of(match["kind"])
        if kind in kinds.BOXES:
            # a box cannot begin here, but a reader understands its word
            word = Piece(work.words[kinds.WORDS[kind]])
            found += [*_labelled(content[last : match.start()]), Piece("<strong>", "strong", True), word]
            found += [Piece("</strong>", "/strong", True), Piece(" ")]
            last = match.end()
    rest = _QUOTE.sub("", content[last:]) if last else content
    return [*found, *_labelled(rest)]


def _labelled(content: str) -> list[Piece]:
    """Text with the inline tags in it as HTML, where they are closed in it."""
    if not parser.has_tags(content):
        return [Piece(content)] if content else []
    found: list[Piece] = []
    opened: list[int] = []
    for piece in parser.pieces(content):
        if piece.kind:
            opened.append(len(found))
        if not piece.is_tag or piece.kind or not opened:
            found.append(Piece(piece.text, piece.kind))
            continue
        before, behind = inline.LABELS[found[opened[-1]].name]
        found[opened.pop()] = Piece(before, "span", True)
        found.append(Piece(behind, "/span", True))
    return [piece if piece.is_tag else Piece(piece.text) for piece in found]


def lines(raw: Raw, nested: bool, open_around: list[str]) -> list[str]:
    """A raw block as lines. `open_around` holds the mixed tags that are open, and is kept up to date.

    Tags with Markdown between them stand on lines of their own.
    """
    out: list[str] = []
    run: list[Piece] = []
    depth = 0
    for index, piece in enumerate(raw.pieces):
        is_mixed_end = bool(piece.is_tag and depth == 0 and piece.name.startswith("/") and open_around)
        if index in raw.mixed or is_mixed_end:
            _flush(run, out, nested, bool(open_around))
            if is_mixed_end:
                open_around.pop()
                written = piece.text
            else:
                open_around.append(piece.name)
                written = (
                    _MARKDOWN.sub("", piece.text) if nested or piece.name not in BLOCKS else _with_markdown(piece.text)
                )
            if piece.name.removeprefix("/") in BLOCKS:
                out += ["", written, ""]
            continue
        if piece.is_tag and piece.name not in policy.VOID:
            depth += -1 if piece.name.startswith("/") else 1
        run.append(piece)
    _flush(run, out, nested, bool(open_around))
    return _squeezed(out)


def _with_markdown(tag: str) -> str:
    return tag if " markdown" in tag else f'{tag[:-1]} markdown="block">'


def _flush(run: list[Piece], out: list[str], nested: bool, inside: bool) -> None:
    """Write raw pieces that have no Markdown between them."""
    pieces = list(run)
    run.clear()
    for piece in pieces:
        if piece.name == "comment":
            kept = piece.text.split("\n")
            out += ["", *(line.rstrip() for line in kept if line.strip() or not nested), ""]
    pieces = [piece for piece in pieces if piece.name != "comment"]
    if not "".join(piece.text for piece in pieces).strip():
        return
    has_blocks = any(piece.is_tag and piece.name in BLOCKS for piece in pieces)
    if not has_blocks:
        out += ["", *_paragraph(pieces), ""]
    elif nested:
        _each_alone(pieces, out)
    else:
        if not inside and not _is_one_block(pieces):
            pieces = [Piece("<div>", "div", True), *pieces, Piece("</div>", "/div", True)]
        text = "".join(piece.text if piece.is_tag else _raw_text(piece.text) for piece in pieces)
        is_verbatim = any(piece.name == "pre" for piece in pieces)
        out += ["", *(line.rstrip() for line in text.strip().split("\n") if is_verbatim or line.strip()), ""]


def _paragraph(pieces: list[Piece]) -> list[str]:
    """Inline tags and text as a paragraph in which Python-Markdown reads the tags only."""
    text = "".join(piece.text if piece.is_tag else _literal(piece.text) for piece in pieces).strip()
    return [escape.line_starts(text)]


def _literal(text: str) -> str:
    """Text of HTML on one line."""
    return escape.literal(re.sub(r"\s+", " ", unescape(text).replace("\u200b", "")))


def _each_alone(pieces: list[Piece], out: list[str]) -> None:
    """Each tag of a block as a paragraph of its own, what is between them as paragraphs."""
    run: list[Piece] = []
    verbatim = 0
    for piece in pieces:
        if piece.is_tag and piece.name.endswith("pre"):
            verbatim += -1 if piece.name.startswith("/") else 1
        elif verbatim or not piece.is_tag or piece.name.removeprefix("/") not in BLOCKS:
            text = escape.literal(unescape(piece.text)) if verbatim and not piece.is_tag else piece.text
            run.append(Piece(text, piece.name, piece.is_tag or bool(verbatim)))
            continue
        elif piece.name in ("p", "/p"):
            piece = Piece("", "", True)
        if piece.name.endswith("pre"):
            run.append(piece)
            continue
        if "".join(part.text for part in run).strip():
            out += ["", *_paragraph(run)]
        run.clear()
        out += ["", piece.text]
    if "".join(part.text for part in run).strip():
        out += ["", *_paragraph(run)]
    out.append("")


def _raw_text(text: str) -> str:
    """Text between raw tags: CommonMark hands it on as it is, so that only a stray `<` needs care."""
    return _ZERO_WIDTH.sub("", text).replace("<", "&lt;")


def _is_one_block(pieces: list[Piece]) -> bool:
    """Whether the pieces are one element that Python-Markdown knows as a block, and nothing beside it."""
    depth = 0
    for index, piece in enumerate(pieces):
        if not piece.is_tag:
            if depth == 0 and piece.text.strip():
                return False
            continue
        if depth == 0 and piece.name.removeprefix("/") not in BLOCKS:
            return False
        if piece.name not in policy.VOID:
            depth += -1 if piece.name.startswith("/") else 1
        if depth == 0 and "".join(rest.text for rest in pieces[index + 1 :]).strip():
            return False
    return depth == 0


def _squeezed(lines_: list[str]) -> list[str]:
    """Without blank lines at the ends, and without two in a row."""
    out: list[str] = []
    for line in lines_:
        if line or (out and out[-1]):
            out.append(line)
    while out and not out[-1]:
        out.pop()
    return out
