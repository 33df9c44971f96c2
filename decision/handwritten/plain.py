"""A piece of Markdown or HTML as its reader sees it, each character with the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from decision.handwritten.symbols import SHORTCODES

# nobody writes more into a cell or an entry of a legend; what comes behind it is left out
MOST_CHARACTERS = 4_000

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    # a hard break; in HTML, where the next line is indented, blanks are none
    r"|(?P<break>(?:\\|[ ]{2,})\n(?=[^\s<]))"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?P<held>.*?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|<(?P<tag>/?[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:\s[^<>]*|/)?)>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<open>!?\[!(?:UICONTROL|DNL|BADGE)[ \t]+|!\[|\[)"
    r"|(?P<close>\](?:\((?P<target>(?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*)\)|\[[^\[\]]*\])?)"
    r"|(?P<attribute_list>\{[^{}\n]*\})"
    r"|(?P<emphasis>\*+|_+|~~)"
    r"|(?P<shortcode>:[a-z0-9_+-]+:)",
    re.DOTALL,
)
_MARKUP = re.compile(r"[\\`<&\[\]{*_~:\n]")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_BREAKS = frozenset({"br", "/br", "p", "/p", "li", "/li", "div", "/div", "ul", "/ul", "ol", "/ol"})
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# what a remark begins with; remarks often stand on lines of their own without a blank line between
_OPENER = re.compile(
    r"[ \t>_*]*(?:[(（]\s*[0-9一二三四五六七八九]{1,2}\s*[)）]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\\?\[[0-9]{1,2}\\?\]|[†‡§]|\\\*|<sup\b)"
)


class Span(NamedTuple):
    """From where to where something is written: lines and columns from 1, the end behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Source:
    """A piece of a page as written; `where` gives line and column of a character."""

    text: str
    where: Callable[[int], tuple[int, int]]

    def span(self, start: int, end: int) -> Span:
        """From where to where a part of the piece stands."""
        line, column = self.where(start)
        if end <= start:
            return Span(line, column, line, column)
        last_line, last_column = self.where(end - 1)
        return Span(line, column, last_line, last_column + 1)


class Link(NamedTuple):
    """A link: from where to where its text stands in the shown text, and its target as written."""

    start: int
    end: int
    target: str


@dataclass(frozen=True)
class Plain:
    """The text as shown, line breaks as `\\n`.

    `written` says for each character from where to where it is written; None where all is shown as it is written.
    """

    source: Source
    text: str
    written: tuple[tuple[int, int], ...] | None
    links: tuple[Link, ...]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where a part of the shown text is written; of an empty one, where the piece begins."""
        start, end = self._bounds(start, end)
        if start >= end:
            return self.source.span(0, 0)
        return self.source.span(*self._written(start, end))

    def as_written(self, start: int = 0, end: int | None = None) -> str:
        """The source of a part of the shown text."""
        start, end = self._bounds(start, end)
        if start >= end:
            return ""
        first, last = self._written(start, end)
        return self.source.text[first:last]

    @cached_property
    def stripped(self) -> str:
        """The text without blanks around, each run of blanks as one, lines kept."""
        return "\n".join(" ".join(line.split()) for line in self.text.split("\n")).strip()

    def _written(self, start: int, end: int) -> tuple[int, int]:
        return (self.written[start][0], self.written[end - 1][1]) if self.written is not None else (start, end)

    def _bounds(self, start: int, end: int | None) -> tuple[int, int]:
        return start, len(self.text) if end is None else end


def read(source: Source) -> Plain:
    """A piece of a page, read."""
    if len(source.text) <= MOST_CHARACTERS and not _MARKUP.search(source.text):
        return Plain(source, source.text, None, ())
    return _Reader(source).read()


class _Reader:
    """Collects shown characters while it goes through the tokens; brackets are decided when they close."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text[:MOST_CHARACTERS]
        self.shown: list[str] = []
        self.written: list[tuple[int, int]] = []
        self.links: list[tuple[int, int, str]] = []
        self.brackets: list[tuple[str, int]] = []
        self.anchors: list[tuple[int, str]] = []
        self.raised = False
        self.is_numbered = "\n" in self.text and bool(_OPENER.match(self.text))

    def read(self) -> Plain:
        at = 0
        for match in _TOKEN.finditer(self.text):
            self._put(self.text[at : match.start()], at)
            self._token(match)
            at = match.end()
        self._put(self.text[at:], at)
        return self._result()

    def _put(self, text: str, at: int) -> None:
        """Characters that are shown as they are written."""
        shown = text.translate(_RAISED) if self.raised else text
        if self.is_numbered:
            parts = [
                c if c != "\n" or _OPENER.match(self.text, index) else " " for index, c in enumerate(shown, at + 1)
            ]
            self.shown += parts
        else:
            self.shown += shown.replace("\n", " ")
        self.written += [(index, index + 1) for index in range(at, at + len(text))]

    def _show(self, text: str, start: int, end: int) -> None:
        """What is shown for a piece of the source."""
        self.shown += text
        self.written += [(start, end)] * len(text)

    def _token(self, match: re.Match[str]) -> None:
        start, end = match.span()
        if match["escape"]:
            self._show(match[0][1], start, end)
        elif match["break"]:
            self._show("\n", start, end)
        elif match["code"]:
            self._put(match["held"], match.start("held"))
        elif match["tag"]:
            self._tag(match)
        elif match["entity"]:
            self._show(unescape(match[0]), start, end)
        elif match["open"]:
            self.brackets.append((match["open"], len(self.shown)))
            self._show("[", start, end)
        elif match["close"]:
            self._close(match)
        elif match["attribute_list"]:
            # behind a link or an image it is none of the text
            if not (start and self.text[start - 1] == ")"):
                self._put(match[0], start)
        elif match["emphasis"]:
            if not self._is_emphasis(match):
                self._put(match[0], start)
        elif match["shortcode"]:
            if match[0] in SHORTCODES:
                self._show(SHORTCODES[match[0]], start, end)
            else:
                self._put(match[0], start)

    def _tag(self, match: re.Match[str]) -> None:
        name = match["tag"].lower()
        if name in _BREAKS:
            self._show("\n", *match.span())
        elif name == "img" and (alt := _ALT.search(match["attributes"])):
            self._show(unescape(alt[1] or alt[2] or alt[3] or ""), *match.span())
        elif name in ("sup", "/sup"):
            self.raised = name == "sup"
        elif name == "a" and (href := _HREF.search(match["attributes"] or "")):
            self.anchors.append((len(self.shown), unescape(href[1] or href[2] or href[3] or "")))
        elif name == "/a" and self.anchors:
            at, target = self.anchors.pop()
            self.links.append((at, len(self.shown), target))

    def _close(self, match: re.Match[str]) -> None:
        opening, at = self.brackets.pop() if self.brackets else ("", -1)
        is_tag = len(opening) > 2
        if at >= 0 and (is_tag or len(match[0]) > 1):
            self.shown[at] = ""
            target = match["target"]
            if opening == "[" and target is not None:
                self.links.append((at, len(self.shown), target.split(maxsplit=1)[0] if target.strip() else ""))
            if is_tag and len(match[0]) > 1:
                self._put(match[0][1:], match.start() + 1)
        else:
            self._put(match[0], match.start())

    def _is_emphasis(self, match: re.Match[str]) -> bool:
        before = self.text[match.start() - 1 : match.start()]
        after = self.text[match.end() : match.end() + 1]
        if match[0][0] == "_" and before.isalnum() and after.isalnum():
            return False
        return bool(before.strip() or after.strip())

    def _result(self) -> Plain:
        """Without the brackets that turned out to belong to links."""
        places = [0]
        for character in self.shown:
            places.append(places[-1] + len(character))
        written = tuple(span for character, span in zip(self.shown, self.written, strict=True) if character)
        links = tuple(Link(places[start], places[end], target) for start, end, target in sorted(self.links))
        return Plain(self.source, "".join(self.shown), written, links)
