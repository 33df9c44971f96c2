"""The text of a block in the Markdown that Python-Markdown reads: markup kept, everything else escaped.

Text is collected first, as pieces that are markup or not; only then is known what stands beside a piece, and so what
has to be escaped in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.token import Token

from decision.guides import escape, includes, parser, policy, simple, syntax

if TYPE_CHECKING:
    from decision.guides.work import Included, Work

# what each inline tag becomes: before, behind
LABELS = {
    "uicontrol": ('<span class="uicontrol">', "</span>"),
    "dnl": ('<span translate="no">', "</span>"),
    "badge": ('<span class="badge">', "</span>"),
}
_MARKS = {"strong": "**", "em": "*"}
_HTML_NAMES = {"strong": "strong", "em": "em", "s": "del"}
_SPECIAL = re.compile(rf"[{escape.MARKUP}\U0010F000-\U0010F3FF]|!\Z|~~")
_NAMED = re.compile(r"(?P<text>[^{}\n]*[^{}\s])[ \t]*\{#(?P<id>[\w.:-]+)\}\Z")
_LAST_LINE = re.compile(r"\n\{:?[ \t]*(?P<list>[.:#][^{}\n]*|[\w-]+=[^{}\n]*)\}[ \t]*\Z")
_BREAK = re.compile(r"([ \t]*)\n[ \t]*")
_VIDEO = re.compile(r"!?[ \t]*VIDEO\Z", re.IGNORECASE)
# Python-Markdown takes these for blocks, CommonMark does not
_BLOCK_FOR_ONE = frozenset(("video",))


class _Open(NamedTuple):
    """What is not closed yet: where its piece stands, what it is, how many emphases are around it."""

    at: int
    kind: str
    source: str
    depth: int


def text(work: Work, block: Token, one_line: bool = False, in_cell: bool = False) -> str:
    """The text of a block in Markdown, without a line break at its end."""
    content = block.content
    if not _SPECIAL.search(content):
        if "\n" in content:
            content = _BREAK.sub(_in_one_line if one_line else _in_lines, content)
        return content if one_line else escape.line_starts(content)
    written = simple.markdown(content, one_line, in_cell, LABELS, work.target)
    if written is not None:
        return written
    writer = Inline(work, block, one_line, in_cell)
    writer.write(work.page.children(block))
    if "{" in content:
        writer.finish()
    return writer.joined()


def _in_one_line(match: re.Match[str]) -> str:
    return "<br>" if match[1].endswith("  ") else " "


def _in_lines(match: re.Match[str]) -> str:
    return "  \n" if match[1].endswith("  ") else "\n"


class Inline:
    """Writes the text of one block. `one_line`: line breaks inside become blanks and `<br>`."""

    def __init__(self, work: Work, block: Token, one_line: bool = False, in_cell: bool = False) -> None:
        self.work, self.block = work, block
        self.one_line, self.in_cell = one_line, in_cell
        self.pieces: list[str] = []
        self.is_text: list[bool] = []
        self.emphases: list[_Open] = []
        self.tags: list[_Open] = []
        self.links: list[tuple[int, Token]] = []
        self.html: list[str] = []
        self.hidden = ""
        self.has_low_attribute = False
        # the element that an attribute list may follow, and where the last badge begins
        self.last = ""
        self.badge = 0

    def write(self, children: list[Token]) -> None:
        """Take up inline tokens."""
        for index, child in enumerate(children):
            kind = child.type
            if self.hidden and kind != "html_inline":
                continue
            if kind in ("text", "text_special"):
                self._text(child.content)
            elif kind == "softbreak":
                self._put(" " if self.one_line else "\n", True)
            elif kind == "hardbreak":
                self._put("<br>" if self.one_line else "  \n", False)
            elif kind == "code_inline":
                self._code(parser.restore(child.content))
            elif kind.endswith("_open") and kind != "link_open":
                self.emphases.append(_Open(len(self.pieces), kind[:-5], "", len(self.emphases)))
                self._put("", False)
            elif kind.endswith("_close") and kind != "link_close":
                self._emphasis(children[index + 1] if index + 1 < len(children) else None)
            elif kind == "link_open":
                self.links.append((len(self.pieces), child))
                self._put("[", False)
            elif kind == "link_close":
                self._link()
            elif kind == "image":
                self._image(child)
            elif kind == "html_inline":
                self._html(child)

    def joined(self) -> str:
        """All pieces, the texts among them escaped."""
        for opened in self.tags:
            self.pieces[opened.at], self.is_text[opened.at] = opened.source, True
        for name in reversed(self.html):
            self._put(f"</{name}>", False)
        parts: list[str] = []
        at_line_start = not self.one_line
        run: list[str] = []
        for piece, is_text in zip(self.pieces, self.is_text, strict=True):
            if is_text:
                run.append(piece)
            elif piece:
                at_line_start = self._run(run, parts, at_line_start, piece)
        self._run(run, parts, at_line_start, "")
        return "".join(parts).strip(" \n")

    def named(self) -> str | None:
        """Take the id out of the text of a heading, wherever it stands in it."""
        for index in range(len(self.pieces) - 1, -1, -1):
            if self.is_text[index]:
                self.pieces[index], name = syntax.without_id(self.pieces[index], True)
                if name:
                    return parser.restore(name)
        return None

    def finish(self) -> None:
        """Make an id at the end of a text that is no heading an anchor; keep an attribute list on its last line."""
        if not self.pieces or not self.is_text[-1]:
            return
        text, name = syntax.without_id(self.pieces[-1], False)
        if name:
            self.pieces[-1] = text.rstrip()
            self._put(f'<a id="{policy.quoted(parser.restore(name))}"></a>', False)
            return
        listed = _LAST_LINE.search(text)
        if listed and not self.one_line and syntax.is_attribute_list(listed["list"]):
            kept = " ".join(policy.attribute_list(listed["list"], "p"))
            self.pieces[-1] = text[: listed.start()]
            self._put(f"\n{{: {kept} }}" if kept else "", False)

    # --- pieces

    def _put(self, piece: str, is_text: bool, last: str = "") -> None:
        if is_text and self.is_text and self.is_text[-1]:
            self.pieces[-1] += piece
        else:
            self.pieces.append(piece)
            self.is_text.append(is_text)
        if piece:
            self.last = last

    def _run(self, run: list[str], parts: list[str], at_line_start: bool, following: str) -> bool:
        """Write the texts collected, then what follows; whether a line begins behind it."""
        if run:
            raw = "".join(run)
            written = escape.text(raw, at_line_start, self.in_cell, not self.has_low_attribute)
            if following.startswith("[") and written.endswith("!"):
                written = f"{written[:-1]}\\!"
            parts.append(parser.signs_as_references(written))
            at_line_start = raw.endswith("\n") or (at_line_start and not written)
            run.clear()
        if following:
            parts.append(following)
            at_line_start = following.endswith("\n")
        return at_line_start

    def _before(self, index: int) -> str:
        """The markup just before a piece, if it is markup."""
        while index and not self.pieces[index - 1]:
            index -= 1
        return self.pieces[index - 1] if index and not self.is_text[index - 1] else ""

    # --- the kinds of tokens

    def _text(self, content: str) -> None:
        if self.last and content.lstrip(" \t").startswith("{"):
            content = self._attributes(content)
        if "{{" in content:
            self._with_includes(content)
        else:
            self._plain(content)

    def _with_includes(self, content: str) -> None:
        """Text with the words of what it includes in the place of each include."""
        last = 0
        for match in includes.INCLUDE.finditer(content):
            found = includes.blocks(match, self.work, (self.block.map or [0])[0] + 1)
            if found:
                self._plain(content[last : match.start()])
                self._included(found)
                last = match.end()
        self._plain(content[last:])

    def _included(self, found: Included) -> None:
        """The text of included blocks, those after the first behind a line break."""
        with self.work.inside(found):
            before, is_first = self.block, True
            for block in (leaf.inline for node in found.nodes for leaf in node.leaves()):
                if block is None:
                    continue
                if not is_first:
                    self._put("<br>", False)
                self.block, is_first = block, False
                self.write(self.work.page.children(block))
            self.block = before

    def _plain(self, content: str) -> None:
        if not parser.has_tags(content):
            self._put(content, True)
            return
        for piece in parser.pieces(content):
            if not piece.is_tag:
                self._put(self._attributes(piece.text) if self.last == "badge" else piece.text, True)
            elif piece.kind:
                self.tags.append(_Open(len(self.pieces), piece.kind, piece.text, len(self.emphases)))
                self.pieces.append("")
                self.is_text.append(False)
            elif self.tags:
                self._close_tag()
            else:
                self._put(piece.text, True)

    def _close_tag(self) -> None:
        """Put the markup of a tag around its text. One that crosses an emphasis is only left out."""
        opened = self.tags.pop()
        if opened.depth != len(self.emphases) or not any(piece.strip() for piece in self.pieces[opened.at :]):
            return
        self.pieces[opened.at], behind = LABELS[opened.kind]
        self._put(behind, False, "badge" if opened.kind == "badge" else "")
        self.badge = opened.at

    def _emphasis(self, following: Token | None) -> None:
        if not self.emphases:  # it was opened in an element that is left out with its content
            return
        opened = self.emphases.pop()
        first = self._edge(range(opened.at + 1, len(self.pieces)))
        last = self._edge(range(len(self.pieces) - 1, opened.at, -1))
        if not last.strip():
            return
        name = _HTML_NAMES[opened.kind]
        mark = _MARKS.get(opened.kind)
        is_alone = not self.emphases and not self._before(opened.at).endswith("*")
        if mark and is_alone and self._is_plain(opened.at, first, last, following):
            self.pieces[opened.at] = mark
            self._put(mark, False, name)
        else:
            self.pieces[opened.at] = f"<{name}>"
            self._put(f"</{name}>", False)

    def _is_plain(self, at: int, first: str, last: str, following: Token | None) -> bool:
        """Whether asterisks here are read alike by all: between a letter outside and none inside, they are not."""
        if first[0] == " " or last[-1] == " ":
            return False
        before = self.pieces[at - 1] if at else ""
        behind = following.content.replace("\u200b", "") if following and following.type.startswith("text") else ""
        return (first[0].isalnum() or not before[-1:].isalnum()) and (last[-1].isalnum() or not behind[:1].isalnum())

    def _edge(self, indices: range) -> str:
        """The first piece among these that shows something."""
        shown = (self.pieces[index].replace("\u200b", "") for index in indices)
        return next((piece for piece in shown if piece), "")

    def _code(self, text: str) -> None:
        before = self._before(len(self.pieces))
        if not text.strip() or before.endswith("`") or (self.in_cell and "|" in text) or re.search(r"<[!?]|&#", text):
            self._put(f"<code>{escape.literal(text)}</code>", False)
            return
        fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        if fence == "`":
            self._put(f"`{text.strip()}`", False, "code")
        else:
            self._put(f"{fence} {text.strip()} {fence}", False, "code")

    def _link(self) -> None:
        index, token = self.links.pop()
        while self.tags and self.tags[-1].at > index:
            # `[!DNL x](…)`: the bracket of the tag is that of the link
            self._close_tag()
        address = self.work.target(str(token.attrs["href"]))
        text = "".join(self.pieces[index + 1 :])
        is_video = bool(_VIDEO.match(text))
        if is_video:
            self.pieces[index + 1 :] = [self.work.video()]
            self.is_text[index + 1 :] = [True]
        if token.markup == "autolink" and re.match(r"https?://[^\s<>*`\\\[\]|]+\Z", text) and text == address:
            self.pieces[index] = "<"
            self.is_text[index + 1 :] = [False] * len(self.is_text[index + 1 :])
            self._put(">", False)
            return
        title = str(token.attrs.get("title", ""))
        behind = "{ .video }" if is_video else ""
        self._put(f"]({escape.target(address)}{self._title(title)}){behind}", False, "video" if is_video else "a")

    def _image(self, token: Token) -> None:
        address = escape.target(self.work.target(str(token.attrs["src"])))
        alt = escape.quoted(syntax.shown(token.children or []))
        self._put(f"![{alt}]({address}{self._title(str(token.attrs.get('title', '')))})", False, "img")

    def _title(self, title: str) -> str:
        title = escape.quoted("".join(piece.text for piece in parser.pieces(title) if not piece.is_tag))
        return f' "{title}"' if title else ""

    def _attributes(self, content: str) -> str:
        """Take up the attribute list that follows an element; what is left of the text."""
        found = syntax.ATTRIBUTES.match(content)
        element = self.last
        listed = found["list"].strip() if found else ""
        # behind an image a blank is forgiven, where nothing else can be meant
        if not found or (content[:1] in " \t" and not (element == "img" and ("=" in listed or not listed))):
            return content
        if element == "badge":
            self._badge(syntax.attributes(listed))
        elif element == "video":
            pass  # they are for the player
        elif element == "img" or syntax.is_attribute_list(listed):
            written = policy.attribute_list(listed, element)
            if written:
                self.pieces[-1] += f"{{ {' '.join(written)} }}"
                self.has_low_attribute |= any("_" in attribute for attribute in written)
        else:
            return content
        self.last = ""
        return content[found.end() :]

    def _badge(self, pairs: dict[str, str]) -> None:
        """`{type=… url=… tooltip=…}` behind a badge."""
        kind = re.sub(r"[^a-z]", "", pairs.get("type", "").lower())
        classes = "badge" + (f" badge--{kind}" if kind else "")
        tip = f' title="{policy.quoted(pairs["tooltip"])}"' if pairs.get("tooltip") else ""
        self.pieces[self.badge] = f'<span class="{classes}"{tip}>'
        if pairs.get("url"):
            self.pieces[self.badge] = f"[{self.pieces[self.badge]}"
            self.pieces[-1] += f"]({escape.target(self.work.target(pairs['url']))})"

    def _html(self, token: Token) -> None:
        start = token.meta["span"][0]
        match = syntax.HTML.match(token.content)
        if not match:
            self.work.removed(self.block, start, (token.content.split(maxsplit=1)[0],))
            return
        if match["comment"] is not None:
            if self.work.keeps(token.content):
                self._put(" ".join(parser.restore(token.content).split()), False)
            return
        tag = self.work.page.html_tag(self.block, start, match)
        if self.hidden:
            self.hidden = "" if tag.name == f"/{self.hidden}" else self.hidden
            return
        if tag.name == "img":
            self._put(self.work.image(tag, self.block, start), False)
            return
        admitted = policy.admit(tag, self.work.raw_target)
        if admitted.is_text:
            self._put(self.work.page.filled(token.content), True)
            return
        self.work.removed(self.block, start, admitted.removed)
        if admitted.hides and not tag.name.startswith("/"):
            self.hidden = tag.name
        written = self._balanced(tag, admitted.tag, start)
        if tag.name in _BLOCK_FOR_ONE:
            written = f"<span></span>{written}"
        self._put(written, False)

    def _balanced(self, tag: syntax.HtmlTag, written: str, start: int) -> str:
        """A tag of a pair only where its partner stands in the same block."""
        name = tag.name.removeprefix("/")
        if not written or name in policy.VOID or tag.source.endswith("/>"):
            return written if name in policy.VOID else f"{written}</{name}>" if written else ""
        if not tag.name.startswith("/"):
            self.html.append(name)
            return written
        if name not in self.html:
            self.work.unmatched(self.block, start, tag.source)
            return ""
        closed = ""
        while (top := self.html.pop()) != name:
            closed += f"</{top}>"
        return closed + written


def heading(work: Work, block: Token) -> tuple[str, str | None]:
    """The text of a heading on one line, and its id. It becomes the nearest heading of what follows."""
    work.heading = work.page, block
    named = _NAMED.match(block.content)
    if named:
        written = simple.markdown(named["text"], True, False, LABELS, work.target)
        if written is not None:
            return written, named["id"]
    writer = Inline(work, block, one_line=True)
    writer.write(work.page.children(block))
    name = writer.named()
    return writer.joined(), name


def cell(work: Work, block: Token) -> str:
    """The text of a table's cell."""
    if not block.content:
        return ""
    return text(work, block, one_line=True, in_cell=True)


def line(source: str, work: Work) -> str:
    """A line of Material's own, such as `!!! note "Title"`: as it is, but for tags in it."""
    source = parser.signs_as_references(source)
    if not parser.has_tags(source):
        return source
    block = Token("inline", "", 0, content=source)
    writer = Inline(work, block, one_line=True)
    for piece in parser.pieces(source):
        if not piece.is_tag:
            writer.pieces.append(piece.text)
            writer.is_text.append(False)
        elif piece.kind:
            writer.tags.append(_Open(len(writer.pieces), piece.kind, piece.text, 0))
            writer.pieces.append("")
            writer.is_text.append(False)
        elif writer.tags:
            writer._close_tag()
    return "".join(writer.pieces)


def title(source: str, work: Work) -> str:
    """A title on a line of Material's, between quotes: its tags and markup, no quote of its own."""
    if not source:
        return ""
    # a character that no title holds stands for its quotes, until the markup around has been written
    block = Token("inline", "", 0, content=source.replace('"', "\ue022"), map=[0, 1])
    return escape.line_starts(text(work, block, one_line=True)).replace("\ue022", "&quot;")
