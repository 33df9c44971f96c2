"""A page in sections, each as what stands in it: pieces such as lists and tables, paragraphs, links, code, labels.

A section goes from a heading to the next one of any level; what stands before the first heading is one, too. It is read
once and serves for two questions: whether its words changed (`stamp`), and whether a translation has the same pieces
(`decision.translations.parity`). Everything that the second asks for is part of the first, so that a change of the
original never makes a translation wrong that was right: it makes it outdated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import markers, parser, syntax
from decision.guides.constructs import kinds
from decision.guides.syntax import Syntax
from decision.translations import diagrams, inline
from decision.translations.inline import Mark
from decision.translations.typography import NUMBER, count_words, plain

# The id of what stands before the first heading; no heading has it.
START = "^"

_MATERIAL = re.compile(r"(?P<sign>!!!|\?\?\?|===)[+!]*[ ]*(?P<kind>[\w \-]*?)[ ]*(?:\"(?P<title>[^\n]*)\")?[ \t]*\Z")


class Paragraph(NamedTuple):
    """A text: its words without typography, with each mark between control characters, and the lines it covers."""

    words: str
    marks: tuple[Mark, ...]
    line: int
    end: int

    @property
    def bare(self) -> str:
        """The words that a translator translates: without code, labels and other marks that stay as they are."""
        return _BARE.sub(" ", _FIXED.sub(" ", self.words)).strip()

    @property
    def shown(self) -> str:
        """The words as a message shows them."""
        return _BARE.sub("", self.words)

    @property
    def own(self) -> str:
        """The words that a reader reads, without what an image says."""
        return _BARE.sub(" ", _IMAGE.sub(" ", self.words))


_FIXED = re.compile("\x02(?:code|uicontrol|dnl|badge|snippet)\x1f[^\x02\x03]*\x03")
_IMAGE = re.compile("\x02image\x1f[^\x02\x03]*\x03")
_BARE = re.compile("\x02[a-z/0-9-]*\x1f|[\x03\x1f]")


@dataclass(slots=True)
class Piece:
    """A block, with what stands in it.

    `kind` is `section`, `list`, `item`, `table`, `row`, `cell`, `quote`, `note`, `box`, `code` and the like; `key` says
    more: `numbered`, `NOTE`, the code. Lines count from 1, `end` is the last one.
    """

    kind: str
    key: str
    line: int
    end: int
    column: int = 1
    content: list[Piece | Paragraph] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """The pieces in it."""
        return [part for part in self.content if isinstance(part, Piece)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The texts in it that are in no piece of their own."""
        return [part for part in self.content if isinstance(part, Paragraph)]

    def marks(self) -> Iterator[Mark]:
        """All marks in it, those of the pieces in it too."""
        for part in self.content:
            if isinstance(part, Paragraph):
                yield from part.marks
            else:
                yield from part.marks()

    def texts(self) -> Iterator[Paragraph]:
        """All texts in it, those of the pieces in it too."""
        for part in self.content:
            if isinstance(part, Paragraph):
                yield part
            else:
                yield from part.texts()


@dataclass(slots=True)
class Section:
    """A section: the anchor and the id of its heading (None: it names none), its level (0: no heading), its title."""

    anchor: str
    id: str | None
    level: int
    title: str
    root: Piece

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.root.line

    @property
    def words(self) -> int:
        """How many words stand in it."""
        return sum(count_words(text.words) for text in self.root.texts())

    @property
    def normal(self) -> str:
        """Its words and pieces in one form, whatever its typography, line breaks, emphasis, addresses and comments."""
        parts: list[str] = [f"\x01h{self.level}"]
        _write(self.root, parts)
        return "\n".join(parts)

    @property
    def addresses(self) -> str:
        """Where its links and images lead."""
        return "\n".join(sorted(mark.key for mark in self.root.marks() if mark.kind in ("link", "image")))

    @property
    def stamp(self) -> str:
        """What a translation of this text notes: the number of the form, eight digits of the words' hash.

        Where links or images lead somewhere, four of the addresses' follow.
        """
        words, addresses = (sha256(text.encode()).hexdigest() for text in (self.normal, self.addresses))
        return f"{NUMBER}:{words[:8]}{addresses[:4] if self.addresses else ''}"


def read(page: Syntax) -> tuple[Section, ...]:
    """The sections of a page in their order; the first one only where something stands before the first heading.

    References to values of data/ stay as they are written: what they stand for changes in all languages at once.
    """
    if next(page.values.find(page.text), None) is not None:
        page = syntax.read(page.path, page.text)
    return tuple(_Reader(page).read())


def _write(piece: Piece, parts: list[str]) -> None:
    """The normal form of what stands in a piece; paragraphs beside each other are one."""
    text: list[str] = []
    for part in piece.content:
        if isinstance(part, Paragraph):
            text.append(part.words)
            continue
        if text:
            parts.append(" ".join(text))
            text = []
        parts.append(f"\x01{part.kind} {part.key}")
        if part.content:
            _write(part, parts)
            parts.append(f"\x01/{part.kind}")
    if text:
        parts.append(" ".join(text))


class _Reader:
    """Goes through the tokens of a page once."""

    def __init__(self, page: Syntax) -> None:
        self.page = page
        self.root = Piece("section", "0", page.front.lines + 1, page.front.lines + 1)
        self.stack: list[Piece] = [self.root]
        # containers that were open when a heading began a new section: their ends mean nothing in it
        self.left_open = 0

    def read(self) -> Iterator[Section]:
        """The sections."""
        page = self.page
        headings = iter(page.headings)
        section = Section(START, None, 0, "", self.root)
        tokens = page.tokens
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "heading_open" and token.map:
                if section.level or self.root.content:
                    yield self._ended(section, token.map[0])
                heading = next(headings)
                self.left_open += len(self.stack) - 1
                self.root = Piece("section", str(heading.level), heading.line, heading.line)
                self.stack = [self.root]
                section = Section(heading.anchor, heading.id, heading.level, heading.text, self.root)
            elif kind == "inline":
                self._text(token, tokens[index - 1])
            elif token.nesting < 0:
                self._close(kind)
            else:
                self._open(token, tokens, index)
        if section.level or self.root.content:
            yield self._ended(section, len(page.lines))

    def _ended(self, section: Section, line: int) -> Section:
        """The section, which ends above a line (from 0), blank lines left out."""
        while line > section.root.line and not self.page.lines[line - 1].strip():
            line -= 1
        section.root.end = max(line, section.root.line)
        return section

    def _text(self, block: Token, opening: Token) -> None:
        line, end = block.map or (0, 0)
        target = self.stack[-1]
        if opening.type == "heading_open":
            words, marks = inline.read(self.page, block, True)
            text = Paragraph(words, marks, line + 1, max(end, line + 1))
            target.content.append(Piece("title", "", text.line, text.end, content=[text]))
            return
        words, marks = inline.read(self.page, block, False)
        if target.kind == "quote":
            words = self._notes(block, target, words)
        if words or marks:
            target.content.append(Paragraph(words, marks, line + 1, max(end, line + 1)))

    def _notes(self, block: Token, quote: Piece, words: str) -> str:
        """Note the block tags at the beginnings of lines, and give back the words without them."""
        offset = 0
        for line in block.content.split("\n"):
            found = syntax.BLOCK_TAG.match(line)
            tag = kinds.read(parser.restore(line)) if found else None
            if found and tag:
                number, column = self.page.position(block, offset)
                quote.content.append(Piece("note", tag.kind, number, number, column))
                words = words.replace(plain(parser.restore(found[0])), plain(tag.title), 1)
            offset += len(line) + 1
        return words.strip()

    def _close(self, kind: str) -> None:
        if kind not in _CLOSING:
            return
        if len(self.stack) > 1:
            self.stack.pop()
        elif self.left_open:
            self.left_open -= 1

    def _open(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        kind = token.type
        made = _PIECES.get(kind)
        if made is None:
            return
        line, end = token.map or (0, 0)
        text = self.page.lines[line] if line < len(self.page.lines) else ""
        piece = Piece(made[0], made[1], line + 1, max(end, line + 1), len(text) - len(text.lstrip(" \t>")) + 1)
        while piece.end > piece.line and not self.page.lines[piece.end - 1].strip(" \t>"):
            piece.end -= 1
        if kind == "html_block":
            self._html(token)
            return
        if kind in ("th_open", "td_open"):
            block = tokens[index + 1]
            piece.line, piece.column = self.page.position(block, 0) if block.map else (self.stack[-1].line, 1)
            piece.end = piece.line
        elif kind == "list_item_open":
            piece.column = max(1, len(text) - len(text.lstrip(" \t>")) + 1)
        elif kind in ("fence", "code_block"):
            self._code(token, piece)
        elif kind in ("material_open", "block_fence", "collapsible", "footnote_open"):
            self._title(token, piece)
        around = self.stack[-1].content
        above = around[-1] if around else None
        if piece.kind == "list" and isinstance(above, Piece) and (above.kind, above.key) == (piece.kind, piece.key):
            # nothing but a comment or another marker stands between the two
            above.end, piece = piece.end, above
        else:
            around.append(piece)
        if token.nesting > 0:
            self.stack.append(piece)

    def _code(self, token: Token, piece: Piece) -> None:
        """Code stays as it is, to the byte; of a diagram, what its readers read is text."""
        info, content = parser.restore(token.info).strip(), parser.restore(token.content)
        piece.key = f"{info}\n{content}"
        if info.partition(" ")[0] in diagrams.KINDS:
            diagram = diagrams.read(content)
            piece.kind, piece.key = "diagram", f"{info}\n{diagram.skeleton}"
            piece.content += [Paragraph(plain(words).strip(), (), piece.line, piece.end) for words in diagram.words]

    def _title(self, token: Token, piece: Piece) -> None:
        """What the first line of a block says: its kind is the key, its title a text in it."""
        said = parser.restore(token.content)
        found = _MATERIAL.match(said)
        if token.type == "footnote_open":
            return
        if token.type == "block_fence":
            said, _, title = said.partition("\n")[0].partition("|")
            piece.key = " ".join(said.strip("/ \t").split())
        elif found:
            piece.key = f"{found['sign']} {' '.join(found['kind'].split())}".strip()
            title = found["title"] or ""
        else:
            title = said
        if token.type == "collapsible" and not title.strip():
            piece.kind = "end"
        if title.strip():
            said = syntax.shown(parser.inline(parser.protect(title.strip()), {}))
            piece.content.append(Paragraph(plain(said).strip(), (), piece.line, piece.line))

    def _html(self, token: Token) -> None:
        """Raw HTML: its markers are pieces, its tags marks of its text; other comments are nothing."""
        content = parser.restore(token.content)
        line, end = token.map or (0, 0)
        words: list[str] = []
        marks: list[Mark] = []
        last = 0
        for match in syntax.tags(content):
            words.append(plain(syntax.unescaped(content[last : match.start()])))
            last = match.end()
            if match["name"]:
                inline.tag(self.page, token, match.start(), match, words, marks)
                continue
            for marker in markers.find(match[0]):
                if marker.is_known:
                    number, column = self.page.position(token, match.start())
                    piece = Piece("marker", f"{marker.name}: {marker.argument}", number, number, column)
                    self.stack[-1].content.append(piece)
        rest = content[last:]
        words.append(plain(syntax.unescaped(rest)) if not rest.lstrip().startswith("<!--") else "")
        text = " ".join(" ".join(words).split())
        if text or marks:
            self.stack[-1].content.append(Paragraph(text, tuple(marks), line + 1, max(end, line + 1)))


_PIECES: dict[str, tuple[str, str]] = {
    "bullet_list_open": ("list", "bullet"),
    "ordered_list_open": ("list", "numbered"),
    "list_item_open": ("item", ""),
    "table_open": ("table", ""),
    "tr_open": ("row", ""),
    "th_open": ("cell", ""),
    "td_open": ("cell", ""),
    "blockquote_open": ("quote", ""),
    "material_open": ("box", ""),
    "block_fence": ("block", ""),
    "collapsible": ("collapsible", ""),
    "footnote_open": ("footnote", ""),
    "definition_open": ("definition", ""),
    "fence": ("code", ""),
    "code_block": ("code", ""),
    "html_block": ("html", ""),
}
_CLOSING = frozenset(f"{kind[:-5]}_close" for kind in _PIECES if kind.endswith("_open"))
