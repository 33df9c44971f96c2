"""The words of a block of text, and the marks in it: links, images, code, labels, tags.

Most texts are simple (`decision.guides.simple`): they are taken apart by a pattern, the others by the parser; both give
the same.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import markers, parser, simple, syntax
from decision.guides.syntax import Syntax
from decision.translations.typography import plain

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!~{}\n\U0010F000-\U0010F3FF]")
_INCLUDE = re.compile(r"\{\{[^{}\n]+\}\}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}\n]*)\}")
_TEXTS = ("alt", "title", "aria-label")
_ADDRESSES = ("href", "src")
_NO_TAG = frozenset(("br", "/p", "/li", "/td", "/th", "/tr", "wbr"))
_CLOSING_TAG = parser.protect("[!DNL x]")[-1]
_BLANKS = re.compile("(?P<code>\x02code\x1f[^\x03]*\x03)| {2,}")
_SIGNS = re.compile("\x02[a-z/0-9-]*\x1f|[\x03\x1f]")
# the parts of a simple text that are more than text
_PART = re.compile(
    r"!\[(?P<alt>[^\[\]]*)\]\((?P<src>[^()\s]+)(?: \"(?P<name>[^\"]*)\")?\)"
    r"|\[(?P<text>[^\[\]]*)\]\((?P<href>[^()\s]+)(?: \"(?P<title>[^\"]*)\")?\)"
    r"|`(?P<code>[^`]+)`|(?P<open>\U0010F05B[\U0010F000-\U0010F05A\U0010F05C-\U0010F07F]*)|(?P<close>\U0010F15D)"
    r"|(?P<blank><br ?/?>|[ \t]*\n[ \t]*)|(?P<nothing>\*{1,3}|&#[xX]200[bB];)"
)


class Mark(NamedTuple):
    """Something within a text: a `link` or `image` with its target, `code` or a label with its text, an HTML tag.

    `shown` is the text of a link or image, else empty; `end` is (line, column) behind it.
    """

    kind: str
    key: str
    line: int
    column: int
    end: tuple[int, int]
    shown: str = ""


def read(page: Syntax, block: Token, is_heading: bool) -> tuple[str, tuple[Mark, ...]]:
    """The words and marks of a block of text, each mark between \\x02 and \\x03."""
    content = block.content
    if not _SPECIAL.search(content):
        return plain(content).strip(), ()
    if is_heading and content.endswith("}") and "`" not in content:
        content, _ = syntax.without_id(content, True)
    if simple.is_simple(content, "cell" in block.meta):
        return _Simple(page, block).read(content)
    return _Inline(page, block, is_heading).read()


def _behind_attributes(content: str, start: int) -> int:
    """Where a text goes on behind the attribute list that stands there, if one does."""
    found = _ATTRIBUTES.match(content, start)
    return found.end() if found and (syntax.is_attribute_list(found["list"]) or not found["list"].strip()) else start


def _joined(parts: list[str]) -> str:
    """The parts as one text; between them, blanks are single, but those of code."""
    return _BLANKS.sub(lambda found: found["code"] or " ", "".join(parts)).strip()


class _Simple:
    """A simple text, taken apart by a pattern."""

    def __init__(self, page: Syntax, block: Token) -> None:
        self.page, self.block = page, block
        self.parts: list[str] = []
        self.text: list[str] = []
        self.marks: list[Mark] = []
        # a tag that is open: its kind, where it begins, where its words begin among the parts
        self.open: tuple[str, int, int] | None = None

    def read(self, content: str) -> tuple[str, tuple[Mark, ...]]:
        """The words and marks."""
        self._take(content, 0)
        self._flush()
        return _joined(self.parts), tuple(self.marks)

    def _take(self, content: str, begin: int) -> None:
        last = 0
        for match in _PART.finditer(content):
            self.text.append(content[last : match.start()])
            last = match.end()
            if match["blank"]:
                self.text.append(" ")
            elif match["code"]:
                self._code(match, begin)
            elif match["open"]:
                self._flush()
                self.open = (parser.kind(match["open"]), begin + match.start(), len(self.parts))
                self.parts.append(f"\x02{self.open[0]}\x1f")
            elif match["close"]:
                self._close(begin + match.end())
            elif match["src"]:
                self._image(match, begin)
                last = _behind_attributes(content, last)
            elif match["href"]:
                self._link(match, begin)
        self.text.append(content[last:])

    def _code(self, match: re.Match[str], begin: int) -> None:
        code = match["code"]
        if code[0] == code[-1] == " " and code.strip():
            code = code[1:-1]
        self._mark("code", code, begin + match.start(), begin + match.end())

    def _image(self, match: re.Match[str], begin: int) -> None:
        said = "".join(piece.text for piece in parser.pieces(match["alt"]) if not piece.is_tag)
        shown = plain(unescape(said.replace("\u200b", ""))).strip()
        title = plain(unescape(match["name"] or ""))
        end = begin + (match.end("name") + 2 if match["name"] is not None else match.end("src") + 1)
        self._mark("image", unescape(match["src"]), begin + match.start(), end, f"{shown} {title}".strip())

    def _link(self, match: re.Match[str], begin: int) -> None:
        self._flush()
        first = len(self.parts)
        self.parts.append("\x02link\x1f")
        self.text.append(f"{unescape(match['title'])} " if match["title"] else "")
        self._take(match["text"], begin + match.start("text"))
        self._flush()
        said = _SIGNS.sub("", "".join(self.parts[first:])).strip()
        self.parts.append("\x03")
        self._note("link", unescape(match["href"]) or said, begin + match.start(), begin + match.end(), said)

    def _close(self, end: int) -> None:
        self._flush()
        if self.open is not None:
            kind, begin, first = self.open
            said = _SIGNS.sub("", "".join(self.parts[first:])).strip()
            self.parts.append("\x03")
            self._note(kind, said, begin, end)
            self.open = None

    def _mark(self, kind: str, key: str, begin: int, end: int, shown: str = "") -> None:
        self._flush()
        self._note(kind, key, begin, end, shown)
        self.parts.append(f"\x02{kind}\x1f{shown if kind == 'image' else key}\x03")

    def _note(self, kind: str, key: str, begin: int, end: int, shown: str = "") -> None:
        line, column = self.page.position(self.block, begin)
        self.marks.append(Mark(kind, key, line, column, self.page.position(self.block, end), shown))

    def _flush(self) -> None:
        if self.text:
            text = "".join(self.text)
            self.parts.append(plain(unescape(text) if "&" in text else text))
            self.text = []


class _Inline:
    """Collects the words of a block; each mark stands between \\x02 and \\x03."""

    def __init__(self, page: Syntax, block: Token, is_heading: bool) -> None:
        self.page, self.block, self.is_heading = page, block, is_heading
        self.parts: list[str] = []
        self.text: list[str] = []
        self.marks: list[Mark] = []
        # what is open: its kind, its key, where it begins, where its words begin among the parts
        self.open: list[tuple[str, str, int, int, int]] = []
        self.cursor = 0
        # an attribute list may follow what was last
        self.may_have_attributes = False
        self.is_silent = False

    def read(self) -> tuple[str, tuple[Mark, ...]]:
        for child in self.page.children(self.block):
            self._take(child)
        while self.open:
            self._shut(self.cursor)
        self._flush()
        return _joined(self.parts), tuple(self.marks)

    def _take(self, child: Token) -> None:
        kind = child.type
        if kind in ("text", "text_special"):
            if not self.is_silent:
                self._said(child.content)
            return
        span = child.meta.get("span")
        if kind in ("softbreak", "hardbreak"):
            self.text.append(" ")
        elif kind == "code_inline":
            start, end = span or (self.cursor, self.cursor)
            self._mark("code", parser.restore(child.content), start, end)
        elif kind == "link_open":
            self._begin("link", str(child.attrs.get("href", "")).strip(), *(span or (self.cursor, self.cursor)))
            self.text.append(f"{child.attrs['title']} " if child.attrs.get("title") else "")
            # its text is its address
            self.is_silent = child.markup == "autolink"
        elif kind == "link_close":
            self.is_silent = False
            self._end("link")
        elif kind == "image":
            start, end = span or (self.cursor, self.cursor)
            shown = plain(syntax.shown(child.children or [])).strip()
            title = plain(str(child.attrs.get("title", "")))
            self._mark("image", str(child.attrs.get("src", "")).strip(), start, end, f"{shown} {title}".strip())
        elif kind == "html_inline":
            self._html(child)
        elif kind in ("s_open", "s_close"):
            self._flush()
            self.parts.append(f"\x02{kind}\x1f\x03")
        self.may_have_attributes = kind in ("link_close", "image", "code_inline", "softbreak")

    def _said(self, content: str) -> None:
        if self.may_have_attributes:
            content = content[_behind_attributes(content, 0) :]
        if "{" in content:
            content = self._without_braces(content)
        if not parser.has_tags(content):
            self.text.append(content)
            return
        for piece in parser.pieces(content):
            if not piece.is_tag:
                self.text.append(piece.text)
            elif piece.kind:
                at = self.block.content.find(parser.protect(f"{piece.text}]")[: len(piece.text)], self.cursor)
                self._begin(piece.kind, "", at if at >= 0 else self.cursor, -1)
            else:
                self._end("")

    def _without_braces(self, content: str) -> str:
        """A text without the id behind it; what it includes is a mark."""
        content, _ = syntax.without_id(content, self.is_heading)
        last = 0
        for include in _INCLUDE.finditer(content):
            self.text.append(content[last : include.start()])
            at = max(self.block.content.find(include[0], self.cursor), 0)
            self._mark("snippet", " ".join(include[0].strip("{}").split()), at, at + len(include[0]))
            last = include.end()
        return content[last:]

    def _html(self, child: Token) -> None:
        start = (child.meta.get("span") or (self.cursor, self.cursor))[0]
        for match in syntax.tags(child.content):
            self._flush()
            if match["name"]:
                tag(self.page, self.block, start + match.start(), match, self.parts, self.marks)
            for marker in markers.find(match[0]) if not match["name"] else ():
                if marker.is_known:
                    self._mark("marker", f"{marker.name}: {marker.argument}", start, start + len(match[0]))

    def _mark(self, kind: str, key: str, start: int, end: int, shown: str = "") -> None:
        self._flush()
        line, column = self.page.position(self.block, start)
        self.marks.append(Mark(kind, key, line, column, self.page.position(self.block, end), shown))
        self.parts.append(f"\x02{kind}\x1f{shown if kind == 'image' else key}\x03")
        self.cursor = end

    def _begin(self, kind: str, key: str, start: int, end: int) -> None:
        self._flush()
        self.open.append((kind, key, start, end, len(self.parts)))
        self.parts.append(f"\x02{kind}\x1f")
        self.cursor = max(self.cursor, start + 1)

    def _end(self, kind: str) -> None:
        """The end of a link, or of the tag that was opened last."""
        at = next((n for n in range(len(self.open) - 1, -1, -1) if (self.open[n][0] == "link") == bool(kind)), None)
        if at is not None:
            while len(self.open) > at:
                self._shut(self.cursor)

    def _shut(self, end: int) -> None:
        self._flush()
        kind, key, start, known_end, first = self.open.pop()
        said = _SIGNS.sub("", "".join(self.parts[first:])).strip()
        self.parts.append("\x03")
        if known_end < 0:
            closing = self.block.content.find(_CLOSING_TAG, end)
            known_end = closing + 1 if closing >= 0 else end
        line, column = self.page.position(self.block, start)
        shown = said if kind == "link" else ""
        self.marks.append(Mark(kind, key or said, line, column, self.page.position(self.block, known_end), shown))
        self.cursor = max(self.cursor, known_end if kind != "link" else self.cursor)

    def _flush(self) -> None:
        if self.text:
            self.parts.append(plain("".join(self.text)))
            self.text = []


def tag(page: Syntax, block: Token, start: int, match: re.Match[str], words: list[str], marks: list[Mark]) -> None:
    """Take up a raw HTML tag: what it says, where it leads, and that it is there."""
    tag = page.html_tag(block, start, match)
    if tag.name in _NO_TAG:
        words.append(" ")
        return
    end = page.position(block, start + len(match[0]))
    for attribute in tag.attributes:
        if attribute.name in _ADDRESSES and attribute.value:
            kind = "image" if tag.name == "img" else "link"
            marks.append(Mark(kind, syntax.unescaped(attribute.value), tag.line, tag.column, end))
        elif attribute.name in _TEXTS and attribute.value:
            words.append(f" {plain(syntax.unescaped(attribute.value))} ")
    words.append(f"\x02{tag.name}\x1f\x03")
    if tag.name not in ("a", "/a", "img"):
        marks.append(Mark("tag", tag.name, tag.line, tag.column, end))
