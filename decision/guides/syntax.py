"""A page parsed once: what stands on it, and where. The checks and the translator both read this.

Lines and columns count from 1 and are those of the file. `Syntax` is made by `read`; everything in it is computed
when it is first asked for, and kept. What is inside comments and code is none of what is listed. Texts and targets have
the values of data/ in place of references to them; where they stand is told of the references.

    page = syntax.read("docs/en/page.md", text)
    page.front.data["title"], page.front.place("title")
    for link in page.links: ...
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any, NamedTuple

from markdown.extensions.toc import slugify, unique
from markdown_it.token import Token

from decision import document
from decision.document import Document
from decision.guides import parser
from decision.problem import Place, Problem
from decision.values.references import NONE, Values

# --- what stands on a page


class Heading(NamedTuple):
    """A heading: level from 1; `text` as its reader sees it; `id` as written, else None; `anchor` is the id it gets.

    `line` is that of the heading, `column` that of the id behind `{#` (of the heading's text where it names none).
    """

    level: int
    text: str
    id: str | None
    line: int
    column: int = 1
    anchor: str = ""


class Link(NamedTuple):
    """A link: `target` as written (entities and escapes resolved), `text` as its reader sees it.

    `line`, `column` are those of its first character, `end` is (line, column) behind its last one;
    `target_line`, `target_column` those of the target (of the link where the target stands elsewhere).
    `kind` is `inline`, `reference`, `autolink` or `html`.
    """

    target: str
    text: str
    title: str
    line: int
    column: int
    end: tuple[int, int]
    target_line: int
    target_column: int
    kind: str = "inline"


class Image(NamedTuple):
    """An image: `alt` is None only where an `<img>` has no such attribute. Places as in `Link`.

    `attributes` are those in the braces behind it, or in the tag.
    """

    target: str
    alt: str | None
    title: str
    line: int
    column: int
    end: tuple[int, int]
    target_line: int
    target_column: int
    kind: str = "inline"
    attributes: Mapping[str, str] = {}


class Anchor(NamedTuple):
    """An id that the page defines: `kind` is `explicit` (in braces), `slug` (of a heading that has none) or `html`."""

    id: str
    line: int
    column: int
    kind: str


class Note(NamedTuple):
    """A block tag of the dialect, such as `>[!NOTE]`: `kind` in upper case, `text` behind it on its line.

    `source` is the tag as written; what its kind means, `decision.guides.constructs` knows.
    """

    kind: str
    text: str
    line: int
    column: int
    source: str


class Tag(NamedTuple):
    """An inline tag of the dialect: `kind` is `uicontrol`, `dnl` or `badge`; `source` its beginning as written."""

    kind: str
    source: str
    line: int
    column: int


class Cell(NamedTuple):
    """A cell of a pipe table: `text` as its reader sees it."""

    text: str
    line: int
    column: int


class Table(NamedTuple):
    """A pipe table: its rows, the heading first. Every row has as many cells as the heading."""

    line: int
    rows: tuple[tuple[Cell, ...], ...]


class Item(NamedTuple):
    """An item of a list: the lines it covers (`end` exclusive), the column of its marker, the marker."""

    line: int
    column: int
    marker: str
    end: int


class List(NamedTuple):
    """A list: `start` is the first number of an ordered one, else None; `depth` counts the lists around it."""

    line: int
    start: int | None
    depth: int
    items: tuple[Item, ...]


class Comment(NamedTuple):
    """A comment with its delimiters. `end` is (line, column) behind it."""

    text: str
    line: int
    column: int
    end: tuple[int, int]


class Fence(NamedTuple):
    """A code block: `info` is what stands behind the fence, empty also for indented code. `end`: the last line."""

    info: str
    text: str
    line: int
    column: int
    end: int
    is_indented: bool = False

    @property
    def language(self) -> str:
        """The language of the code in lower case; nothing where none is named."""
        found = None if self.is_indented else LANGUAGE.match(self.info)
        return found["name"].lower() if found else ""


class Code(NamedTuple):
    """A code span."""

    text: str
    line: int
    column: int


class HtmlAttribute(NamedTuple):
    """An attribute of a tag; `value` is None where it has none."""

    name: str
    value: str | None
    line: int
    column: int


class HtmlTag(NamedTuple):
    """A raw HTML tag: `name` in lower case, with `/` in front for a closing one; `source` as written."""

    name: str
    attributes: tuple[HtmlAttribute, ...]
    line: int
    column: int
    source: str

    def attribute(self, name: str) -> HtmlAttribute | None:
        """The attribute of that name."""
        return next((found for found in self.attributes if found.name == name), None)


@dataclass(frozen=True, eq=False)
class FrontMatter:
    """The YAML in front of a page. `data` is empty where there is none or it is not a mapping."""

    text: str = ""
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    lines: int = 0
    values: Values = field(default=NONE, repr=False)

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """Keys to plain values, by the core schema of YAML: `y` is a text.

        Texts have the values of data/ in them, whose signs are private-use characters: `metadata.plain` restores them.
        """
        held = self.document.data if self.document else None
        if not isinstance(held, dict):
            return {}
        texts = {key: value for key, value in held.items() if isinstance(value, str)}
        return held | {key: parser.with_values(text, self.values) for key, text in texts.items()}

    def place(self, *route: str | int) -> Place:
        """Where a value stands in the page."""
        return self.document.at(*route) if self.document else Place("")

    def key(self, *route: str | int) -> Place:
        """Where the key that leads to a value stands in the page."""
        return self.document.key(*route) if self.document else Place("")


# --- reading

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ID = re.compile(r"\{[ \t]*:?[ \t]*#[ \t]*(?P<id>[^\s{}#]++)(?P<more>[^{}\n]*+)\}")
_BARE_ID = re.compile(r"(?<=[ \t])\{(?P<id>[A-Za-z][\w-]*)\}\s*\Z")
_ATTRIBUTE_LIST = re.compile(
    r"(?:[#.][\w:.-]+|[\w:-]+[ \t]*=[ \t]*(?:[\"“”][^\"“”]*[\"“”]|'[^']*'|[^\s,]*)|[ \t,]+)+\Z"
)
BLOCK_TAG = re.compile(r"\[![ \t]*(?P<kind>[^\W\d_](?:[\w \t-]*[\w])?)(?P<rest>[^\]\n]*)\]")
# the language of a fence, which may stand in an attribute list
LANGUAGE = re.compile(r"\{?[ \t]*\.?(?P<name>[\w#+-][\w#.+-]*)")
# the one whose code is a picture
PICTURE = "mermaid"
HTML = re.compile(
    r"<!--(?P<comment>-?>|.*?-->)"
    r"|<(?P<name>/?[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_HTML_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
ATTRIBUTES = re.compile(r"[ \t]*\{:?(?P<list>[^{}\n]*)\}")
_ATTRIBUTE = re.compile(r"([\w:-]+)[ \t]*=[ \t]*(?:[\"“”]([^\"“”]*)[\"“”]|'([^']*)'|([^\s,]+))")


@dataclass(frozen=True, eq=False)
class Syntax:
    """A page. `text` is the file's with `\\n` as line ends; `body` has blank lines in place of the front matter.

    `values` are what references in it stand for.
    """

    path: str
    text: str
    front: FrontMatter
    body: str = field(repr=False)
    values: Values = field(default=NONE, repr=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """markdown-it-py's blocks, without inline tokens.

        Their contents hold the tags of the dialect as private-use characters: `parser.restore` gives the source. So
        do references to values in text and raw HTML; in code they are replaced.
        """
        return self._parsed[0]

    @property
    def environment(self) -> dict[str, Any]:
        """What the inline parts of blocks need to be parsed."""
        return self._parsed[1]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, front matter included."""
        return tuple(self.text.split("\n"))

    @cached_property
    def text_with_values(self) -> str:
        """The text of the file with the values in it: the same lines, front matter included."""
        return self.values.fill(self.text)

    def filled(self, text: str) -> str:
        """A piece of a block's content as its writer means it: with values, without private-use characters."""
        return parser.restore(parser.fill(text, self.values))

    def in_html(self, text: str) -> str:
        """A piece of raw HTML with values whose signs are references of HTML."""
        return parser.signs_as_references(parser.fill(text, self.values))

    def children(self, block: Token) -> list[Token]:
        """The inline tokens of a block of type `inline`, parsed when first asked for.

        They have the values in them, whose signs are private-use characters in texts: in a value is no markup.
        """
        if not block.children and block.content:
            block.children = parser.inline(block.content, self.environment)
            if self.values.files:
                self._fill(block.children)
        return block.children or []

    def position(self, block: Token, offset: int) -> tuple[int, int]:
        """Line and column of a character of a block's content."""
        starts = self._starts(block)
        index = bisect_right(starts, (offset, 1_000_000_000)) - 1
        start, column = starts[index]
        return (block.map or [0])[0] + 1 + index, max(1, column + offset - start)

    @cached_property
    def inlines(self) -> tuple[Token, ...]:
        """The blocks that hold text."""
        return tuple(token for token in self.tokens if token.type == "inline")

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings outside of raw HTML."""
        return tuple(self._headings())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links with their places, raw ones too, in the order of the page."""
        return tuple(sorted((*self._links(), *self._html_links()), key=lambda link: (link.line, link.column)))

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """All images with their places, raw ones too, in the order of the page."""
        return tuple(sorted((*self._images(), *self._html_images()), key=lambda image: (image.line, image.column)))

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every id that the page defines, repeated ones too."""
        return tuple(self._anchors())

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The block tags of the dialect, in blockquotes."""
        return tuple(self._notes())

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The inline tags of the dialect."""
        return tuple(self._tags())

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The pipe tables."""
        return tuple(self._tables())

    @cached_property
    def lists(self) -> tuple[List, ...]:
        """The lists, outer ones before those in them."""
        return tuple(self._lists())

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments."""
        return tuple(
            Comment(parser.restore(match[0]), *self.position(block, at), self.position(block, at + len(match[0])))
            for block, at, match in self._html
            if match["comment"] is not None
        )

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """Code blocks."""
        return tuple(
            Fence(
                parser.restore(token.info).strip(),
                parser.restore(token.content),
                token.map[0] + 1,
                len(self.lines[token.map[0]]) - len(self.lines[token.map[0]].lstrip(" \t>")) + 1,
                token.map[1],
                token.type == "code_block",
            )
            for token in self.tokens
            if token.type in ("fence", "code_block") and token.map
        )

    @cached_property
    def code(self) -> tuple[Code, ...]:
        """Code spans."""
        return tuple(
            Code(parser.restore(child.content), *self.position(block, child.meta["span"][0]))
            for block in self.inlines
            if "`" in block.content
            for child in self.children(block)
            if child.type == "code_inline"
        )

    @cached_property
    def html(self) -> tuple[HtmlTag, ...]:
        """The raw HTML tags."""
        return tuple(self.html_tag(*found) for found in self._html if found[2]["name"])

    # --- how it is found

    @cached_property
    def _parsed(self) -> tuple[tuple[Token, ...], dict[str, Any]]:
        tokens, environment = parser.blocks(parser.protect(self.body, self.values))
        self._locate_cells(tokens)
        if self.values.files:
            for token in tokens:
                if (token.content or token.info) and token.type not in ("inline", "html_block"):
                    token.content, token.info = (parser.fill(text, self.values) for text in (token.content, token.info))
        return tuple(tokens), environment

    def _fill(self, tokens: list[Token]) -> None:
        """Put values in place of references; a piece of HTML keeps its length, so that places in it can be told."""
        for token in tokens:
            if token.type != "html_inline":
                token.content = parser.fill(token.content, self.values)
            for name in ("href", "src"):
                if name in token.attrs:
                    token.meta["target"] = token.attrs[name]
            for name in ("href", "src", "title"):
                if name in token.attrs:
                    token.attrs[name] = self.filled(str(token.attrs[name]))
            self._fill(token.children or [])

    def _locate_cells(self, tokens: list[Token]) -> None:
        """Note for each cell of a table in which column its content begins: markdown-it-py says the line only."""
        line, column = "", 0
        for index, token in enumerate(tokens):
            if token.type == "tr_open" and token.map:
                line = self.lines[token.map[0]]
                column = len(line) - len(line.lstrip(" \t>"))
            elif token.type == "inline" and tokens[index - 1].type in ("th_open", "td_open"):
                content = parser.restore(token.content).replace("|", "\\|")
                at = line.find(content, column) if content else -1
                column = at if at >= 0 else column
                token.meta["starts"] = [(0, column + 1)]
                token.meta["cell"] = True
                column += len(content)

    def _starts(self, block: Token) -> list[tuple[int, int]]:
        """For each line of a block's content: its offset in the content, and its column in the file."""
        known: list[tuple[int, int]] | None = block.meta.get("starts")
        if known is None:
            known = block.meta["starts"] = []
            offset, first = 0, (block.map or [0])[0]
            for index, content in enumerate(block.content.split("\n")):
                line = self.lines[first + index] if first + index < len(self.lines) else ""
                known.append((offset, _column(line, parser.restore(content))))
                offset += len(content) + 1
        return known

    @cached_property
    def _html(self) -> tuple[tuple[Token, int, re.Match[str]], ...]:
        """Tags and comments: the block they stand in, the offset of the piece of HTML in it, the match in the piece."""
        found: list[tuple[Token, int, re.Match[str]]] = []
        for token in self.tokens:
            if token.type == "html_block":
                found += [(token, match.start(), _own(match)) for match in tags(token.content)]
            elif token.type == "inline" and "<" in token.content:
                for child in self.children(token):
                    if child.type == "html_inline":
                        at = child.meta["span"][0]
                        found += [(token, at + match.start(), _own(match)) for match in tags(child.content)]
        return tuple(found)

    def html_tag(self, block: Token, at: int, match: re.Match[str]) -> HtmlTag:
        """A match of `HTML`, which begins at an offset of a block's content, as a tag."""
        found = []
        for attribute in _HTML_ATTRIBUTE.finditer(match["attributes"]):
            value = next((self.in_html(group) for group in attribute.groups()[1:] if group is not None), None)
            line, column = self.position(block, at + match.start("attributes") + attribute.start())
            found.append(HtmlAttribute(attribute[1].lower(), value, line, column))
        line, column = self.position(block, at)
        return HtmlTag(match["name"].lower(), tuple(found), line, column, parser.restore(match[0]))

    def _headings(self) -> Iterator[Heading]:
        found: list[tuple[int, str, str | None, int, int]] = []
        for index, token in enumerate(self.tokens):
            if token.type == "heading_open" and token.map:
                block = self.tokens[index + 1]
                text, name = without_id(_shown(self.children(block)), True)
                at = block.content.rfind(name) if name else 0
                _, column = self.position(block, max(at, 0))
                own = parser.restore(name) if name else None
                found.append((int(token.tag[1]), parser.restore(text).strip(), own, token.map[0] + 1, column))
        used = {heading[2] for heading in found if heading[2]} | {anchor.id for anchor in self._html_anchors()}
        for level, text, own, line, column in found:
            yield Heading(level, text, own, line, column, own or unique(slugify(unescape(text), "-"), used))

    def _links(self) -> Iterator[Link]:
        for block in self.inlines:
            if not any(sign in block.content for sign in "[<"):
                continue
            children = self.children(block)
            for index, child in enumerate(children):
                if child.type == "link_open":
                    start, end = child.meta["span"]
                    target = str(child.attrs["href"])
                    kind = "autolink" if child.markup == "autolink" else "inline"
                    at = block.content.rfind(str(child.meta.get("target", target)), start, end)
                    if kind == "inline" and not block.content.endswith(")", start, end):
                        kind, at = "reference", -1
                    depth, close = 1, index + 1
                    while depth:
                        depth += children[close].nesting if children[close].type.startswith("link_") else 0
                        close += 1
                    yield Link(
                        target,
                        shown(children[index + 1 : close - 1]),
                        str(child.attrs.get("title", "")),
                        *self.position(block, start),
                        self.position(block, end),
                        *self.position(block, at if at >= 0 else start),
                        kind,
                    )

    def _html_links(self) -> Iterator[Link]:
        for tag in self.html:
            if tag.name == "a" and (href := tag.attribute("href")):
                end = _end(tag)
                target = unescape(href.value or "").strip()
                yield Link(target, "", "", tag.line, tag.column, end, href.line, href.column, "html")

    def _images(self) -> Iterator[Image]:
        for block in self.inlines:
            if "![" not in block.content:
                continue
            for child in _deep(self.children(block)):
                if child.type != "image" or "span" not in child.meta:
                    continue
                start, end = child.meta["span"]
                target = str(child.attrs["src"])
                at = block.content.rfind(str(child.meta.get("target", target)), start, end)
                kind = "inline" if block.content.endswith(")", start, end) else "reference"
                behind = ATTRIBUTES.match(block.content, end)
                yield Image(
                    target,
                    shown(child.children or []),
                    str(child.attrs.get("title", "")),
                    *self.position(block, start),
                    self.position(block, end),
                    *self.position(block, at if at >= 0 else start),
                    kind,
                    attributes(behind["list"]) if behind else {},
                )

    def _html_images(self) -> Iterator[Image]:
        for tag in self.html:
            if tag.name == "img":
                source, alt = tag.attribute("src"), tag.attribute("alt")
                yield Image(
                    unescape((source.value if source else None) or "").strip(),
                    unescape(alt.value or "") if alt else None,
                    "",
                    tag.line,
                    tag.column,
                    _end(tag),
                    source.line if source else tag.line,
                    source.column if source else tag.column,
                    "html",
                    {attribute.name: attribute.value or "" for attribute in tag.attributes},
                )

    def _html_anchors(self) -> Iterator[Anchor]:
        for tag in self.html:
            for attribute in tag.attributes:
                if attribute.value and (attribute.name == "id" or (attribute.name == "name" and tag.name == "a")):
                    yield Anchor(unescape(attribute.value), attribute.line, attribute.column, "html")

    def _anchors(self) -> Iterator[Anchor]:
        for heading in self.headings:
            yield Anchor(heading.anchor, heading.line, heading.column, "explicit" if heading.id else "slug")
        for index, token in enumerate(self.tokens):
            if token.type == "inline" and "{#" in token.content and self.tokens[index - 1].type != "heading_open":
                last = next(iter(self.children(token)[-1:]), None)
                name = without_id(last.content, False)[1] if last and last.type == "text" else None
                if name:
                    yield Anchor(name, *self.position(token, max(token.content.rfind(name), 0)), "explicit")
        yield from self._html_anchors()

    def _notes(self) -> Iterator[Note]:
        depth = 0
        for index, token in enumerate(self.tokens):
            if token.type in ("blockquote_open", "blockquote_close"):
                depth += token.nesting
            elif depth and token.type == "inline" and self.tokens[index - 1].type == "paragraph_open":
                offset = 0
                for line in token.content.split("\n"):
                    tag = BLOCK_TAG.match(line)
                    if tag:
                        kind = re.sub(r"[\W_]", "", tag["kind"].split(maxsplit=1)[0]).upper()
                        yield Note(
                            kind, parser.restore(line[tag.end() :]).strip(), *self.position(token, offset), tag[0]
                        )
                    offset += len(line) + 1

    def _tags(self) -> Iterator[Tag]:
        for block in self.inlines:
            offset = 0
            for piece in parser.pieces(block.content):
                if piece.kind:
                    yield Tag(piece.kind, piece.text, *self.position(block, offset))
                offset += len(piece.text)

    def _tables(self) -> Iterator[Table]:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        line = 0
        for token in self.tokens:
            if token.type == "table_open" and token.map:
                line, rows = token.map[0] + 1, []
            elif token.type == "tr_open":
                cells = []
            elif token.type == "inline" and "cell" in token.meta:
                cells.append(Cell(shown(self.children(token)), *self.position(token, 0)))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            elif token.type == "table_close":
                yield Table(line, tuple(rows))

    def _lists(self) -> Iterator[List]:
        stack: list[tuple[Token, list[Item]]] = []
        found: list[List] = []
        for token in self.tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                stack.append((token, []))
            elif token.type == "list_item_open" and token.map:
                line = self.lines[token.map[0]]
                marker = f"{token.info}{token.markup}"
                column = _marker_column(line, marker)
                stack[-1][1].append(Item(token.map[0] + 1, column, marker, token.map[1] + 1))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                opening, items = stack.pop()
                start = None if token.type[0] == "b" else int(opening.attrs.get("start", 1))
                found.append(List((opening.map or [0])[0] + 1, start, len(stack), tuple(items)))
        yield from sorted(found, key=lambda entry: (entry.line, entry.depth))


def read(path: str, text: str, values: Values = NONE) -> Syntax:
    """A page's text; it is parsed when that is first needed. Nothing is raised for what stands in it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front, body = _front_matter(path, text, values)
    return Syntax(path, text, front, body, values)


def _front_matter(path: str, text: str, values: Values) -> tuple[FrontMatter, str]:
    """The front matter, and the page with blank lines in its place, so that lines keep their numbers."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return FrontMatter(), text
    count = found[0].count("\n")
    held = found[1] or ""
    source, problems = document.read(path, f"\n{held}".encode()) if held.strip() else (None, ())
    return FrontMatter(held, source, problems, count, values), "\n" * count + text[found.end() :]


# --- pieces


def shown(children: list[Token]) -> str:
    """The text that a reader sees of inline tokens: no tags, images as their alternative text, blanks for breaks."""
    return parser.restore(_shown(children))


def _shown(children: list[Token]) -> str:
    """The same with the signs of values protected: what looks like markup is none in them."""
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "text_special"):
            parts += [piece.text for piece in parser.pieces(child.content) if not piece.is_tag]
        elif child.type == "code_inline":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_shown(child.children or []))
    return "".join(parts).replace("\u200b", "")


def without_id(text: str, in_heading: bool) -> tuple[str, str | None]:
    """A text without its `{#id}`, and the id: at its end, in a heading anywhere; there a forgotten `#` is forgiven."""
    found = _ID.search(text) if in_heading else _ID.match(text, max(text.rfind("{"), 0))
    if found and not in_heading and text[found.end() :].strip():
        found = None
    if not found and in_heading:
        found = _BARE_ID.search(text)
    if not found:
        return text, None
    name = found["id"].replace("\u200b", "").rstrip(",")
    words = found.groupdict().get("more") or ""
    if re.fullmatch(r"[ \t]+[\w. \t-]+", words):
        # an id cannot hold a blank; what was meant reads as one word
        name = "-".join((name, *words.split()))
    return text[: found.start()].rstrip(" \t") + text[found.end() :], name or None


def is_attribute_list(text: str) -> bool:
    """Whether what stands between braces is a list of `#id`, `.class` and `key=value`."""
    return bool(_ATTRIBUTE_LIST.match(text.removeprefix(":")))


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The tags and comments in a piece of HTML. A comment that is not closed ends the search."""
    end = len(text) if end is None else end
    at = text.find("<", start, end)
    while at >= 0:
        if text.startswith("<!--", at) and text.find("-->", at, end) < 0 and not text.startswith("<!-->", at):
            return
        match = HTML.match(text, at, end)
        if match:
            yield match
        at = text.find("<", match.end() if match else at + 1, end)


def unescaped(value: str) -> str:
    """The value of an attribute, its references resolved."""
    return unescape(value).replace("\u200b", "").strip()


def attributes(text: str) -> dict[str, str]:
    """The `key=value` pairs of an attribute list, however they are quoted."""
    return {key.lower(): one or two or three for key, one, two, three in _ATTRIBUTE.findall(text)}


def _own(match: re.Match[str]) -> re.Match[str]:
    """The same match as one of its text alone, so that its offsets begin at 0."""
    own = HTML.fullmatch(match[0])
    return own if own else match


def _end(tag: HtmlTag) -> tuple[int, int]:
    lines = tag.source.split("\n")
    return tag.line + len(lines) - 1, len(lines[-1]) + (tag.column if len(lines) == 1 else 1)


def _deep(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, and those of image texts too."""
    for token in tokens:
        yield token
        if token.type == "image" and token.children:
            yield from token.children


def _column(line: str, content: str) -> int:
    """Where a line of a block's content begins in the line of the file."""
    if line.endswith(content):
        return len(line) - len(content) + 1
    at = line.find(content.strip())
    return at + 1 if at >= 0 else max(1, len(line.rstrip()) - len(content.rstrip()) + 1)


def _marker_column(line: str, marker: str) -> int:
    return max(line.find(marker), 0) + 1
