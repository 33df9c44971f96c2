"""The sections of a page as its reader sees them: the text without markup, what markers become, where links lead.

A section goes from its heading to the next one of the same or a higher level, so that it holds its subsections.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from math import inf
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from decision.guides import markers, parser, syntax
from decision.guides.syntax import Syntax

# what a marker becomes, as HTML: its name and argument, None where the build knows neither
Make = Callable[[str, str], str | None]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_TITLE = re.compile(r"[^\"|]*(?:\"(?P<quoted>[^\n]*)\"[ \t]*\Z|\|(?P<behind>[^\n]*))")
_KIND = re.compile(r"(?:!!!|\?{3})[+ ]*(?P<kind>[\w-]+)")
_INLINE_TAGS = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var"),
    ]
)
_ATTRIBUTES = re.compile(r"\{:?(?P<list>[^{}\n]*)\}[ \t]*\Z")
# a row stands on one line
_CELLS = frozenset(["td", "th", "br"])
_READ_ALOUD = ("alt", "title", "aria-label")


class _Block(NamedTuple):
    """A piece of text on a line of the page, and where the links in it lead."""

    line: int
    text: str
    targets: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Section:
    """A part of a page. `text` has a line for each paragraph, item, row of a table or line of code, with single blanks.

    `targets` are the addresses of its links and images: those inside the site from the root of the language.
    """

    text: str
    targets: frozenset[str]

    def holds(self, wanted: str) -> bool:
        """Whether a text stands in it."""
        return plain(wanted) in self.text


@dataclass(frozen=True, eq=False)
class Sections:
    """A page, translated from the dialect into what the site's renderer reads, in sections.

    `page` is its path below the root of its language; `make` gives what stands in the place of a marker.
    """

    syntax: Syntax
    page: str
    make: Make = lambda name, argument: None

    def find(self, anchor: str) -> Section | None:
        """The section of a heading, or what stands at another anchor; the whole page for ''. None where there is none.

        Behind an anchor that is no heading's, the section ends with the next heading; a marker's ids are in its block.
        """
        if not anchor:
            return _section(self._blocks)
        heading = next((heading for heading in self.syntax.headings if heading.anchor == anchor), None)
        if heading:
            return self._between(heading.line, heading.level)
        own = next((found for found in self.syntax.anchors if found.id == anchor), None)
        if own:
            return self._between(own.line, 6)
        made = [block for block in self._blocks if anchor in block.ids]
        return _section(made) if made else None

    def near(self, wanted: str) -> tuple[str, ...]:
        """The headings of the page between which and the next one a text stands."""
        headings = self.syntax.headings
        return tuple(heading.anchor for heading in headings if self._between(heading.line, 6).holds(wanted))

    def _between(self, line: int, level: int) -> Section:
        ends = (other.line for other in self.syntax.headings if other.line > line and other.level <= level)
        end = min(ends, default=inf)
        return _section([block for block in self._blocks if line <= block.line < end])

    @cached_property
    def _blocks(self) -> list[_Block]:
        return list(self._read())

    def _read(self) -> Iterator[_Block]:
        numbers: list[int | None] = []
        number = before = ""
        cells: list[_Block] = []
        for token in self.syntax.tokens:
            line = (token.map or [0])[0] + 1
            if token.type in ("bullet_list_open", "ordered_list_open"):
                numbers.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                numbers.pop()
            elif token.type == "list_item_open" and numbers[-1] is not None:
                number = f"{numbers[-1]}. "
                numbers[-1] += 1
            elif token.type == "tr_open":
                cells = []
            elif token.type == "tr_close":
                yield _row(cells)
            elif token.type == "inline" and before in ("th_open", "td_open"):
                cells.append(self._inline(token, line, "", False))
            elif token.type == "inline":
                yield self._inline(token, line, number, before == "heading_open")
                number = ""
            elif token.type in ("fence", "code_block"):
                yield from (_Block(line, plain(row)) for row in parser.restore(token.content).split("\n"))
            elif token.type == "html_block":
                yield self._html(parser.restore(token.content), line)
            elif token.type in ("material_open", "block_fence"):
                yield _Block(line, _title(parser.restore(token.content).partition("\n")[0]))
            before = token.type

    def _inline(self, block: Token, line: int, number: str, is_heading: bool) -> _Block:
        children = self.syntax.children(block)
        said = [str(child.attrs["title"]) for child in children if child.attrs.get("title")]
        html = [child.content for child in children if child.type == "html_inline"]
        said += [value for tag in html for value in _values(tag, _READ_ALOUD)]
        text, _ = syntax.without_id(syntax.shown(children), is_heading)
        behind = _ATTRIBUTES.search(text) if children and children[-1].type == "text" else None
        if behind and syntax.is_attribute_list(behind["list"]):
            text = text[: behind.start()]
        found = [str(child.attrs[name]) for child in children for name in ("href", "src") if name in child.attrs]
        found += [value for tag in html for value in _values(tag, ("href", "src"))]
        return _Block(line, "\n".join(map(plain, (number + text, *said))), tuple(map(self._from_root, found)))

    def _html(self, html: str, line: int) -> _Block:
        made = markers.replace(html.strip(), self.make)
        targets = tuple(map(self._from_root, _values(made, ("href", "src"))))
        return _Block(line, _text_of(made), targets, frozenset(_values(made, ("id",))))

    def _from_root(self, target: str) -> str:
        return from_root(target, self.page)


def plain(text: str) -> str:
    """A text as it is compared: composed characters, single blanks, nothing that cannot be seen."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def seen(markdown: str) -> str:
    """What a reader sees of a piece of Markdown, as a line."""
    whole = Sections(syntax.read("", markdown), "").find("")
    return plain(whole.text) if whole else ""


def from_root(target: str, page: str) -> str:
    """An address on a page, from the root of the language; those that lead elsewhere stay as they are."""
    path, mark, anchor = target.partition("#")
    if _ELSEWHERE.match(target):
        return target
    folder = "" if path.startswith("/") else posixpath.dirname(page)
    whole = posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/"))) if path else page
    return whole + mark + unquote(anchor)


def _row(cells: list[_Block]) -> _Block:
    """The row of a table, on one line."""
    targets = tuple(target for cell in cells for target in cell.targets)
    return _Block(cells[0].line if cells else 0, plain(" ".join(cell.text for cell in cells)), targets)


def _section(blocks: list[_Block]) -> Section:
    text = "\n".join(block.text for block in blocks if block.text)
    return Section(text, frozenset(target for block in blocks for target in block.targets))


def _title(header: str) -> str:
    """The title of one of Material's blocks: as given, else the name of its kind."""
    found = _TITLE.match(header)
    if found:
        return seen(found["quoted"] or found["behind"] or "")
    kind = _KIND.match(header)
    return kind["kind"].capitalize() if kind else ""


def _text_of(html: str) -> str:
    """The text of raw HTML, a line for each element that is a block, then what only a screen reader says."""

    def shown(tag: re.Match[str]) -> str:
        name = (tag["name"] or "").lower().strip("/")
        return "" if name in _INLINE_TAGS else " " if name in _CELLS else "\n"

    lines = unescape(syntax.HTML.sub(shown, html.replace("\n", " "))).split("\n")
    return "\n".join(line for line in map(plain, (*lines, *_values(html, _READ_ALOUD))) if line)


def _values(html: str, names: tuple[str, ...]) -> Iterator[str]:
    """The values of some attributes, in order."""
    wanted = rf"\s(?:{'|'.join(names)})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))"
    for tag in syntax.HTML.finditer(html):
        for found in re.finditer(wanted, tag["attributes"] or "", re.IGNORECASE):
            yield unescape(next(value for value in found.groups() if value is not None))
