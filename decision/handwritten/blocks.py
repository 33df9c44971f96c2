"""The paragraphs of a page outside of its tables, and the items of its lists, in Markdown and in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from markdown_it.token import Token

from decision.guides import parser
from decision.guides.guide import Guide
from decision.handwritten import plain, symbols
from decision.handwritten.cells import CJK, RAISED
from decision.handwritten.plain import Plain, Source, Span

_ENTITY = re.compile(r"&(?:#(?:[0-9]{3,7}|[xX][0-9a-fA-F]{2,6})|check|checkmark|cross|times|starf);")
NUMBER = re.compile(rf"[(（]\s*[0-9{CJK}]|[{RAISED}]|<sup|\[\^[0-9]")
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)
_HTML_ITEM = re.compile(
    r"<!--.*?(?:-->|\Z)|<table\b.*?(?:</table>|\Z)|<(?P<name>li|p)\b[^<>]*>(?P<held>.*?)(?=</?(?:li|p|ul|ol|div)\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, eq=False)
class Block:
    """A paragraph, or the first one of a list's item; `list` tells the lists of a page apart (0: none).

    `blanks` is where blanks stand behind its last character, `number` that of its item in a numbered list.
    """

    source: Source
    line: int
    last: int
    list: int
    blanks: Span | None
    number: str = ""

    @cached_property
    def plain(self) -> Plain:
        """What a reader sees."""
        return plain.read(self.source)

    @cached_property
    def may_hold_symbol(self) -> bool:
        """Whether it is worth looking for a symbol; most blocks of a page hold none."""
        return may_hold_symbols(self.source.text)

    @property
    def may_hold_number(self) -> bool:
        """Whether it is worth looking for the number of a remark."""
        return bool(NUMBER.search(self.source.text))


_SHORTCODE = re.compile("|".join(map(re.escape, symbols.SHORTCODES)))


def may_hold_symbols(text: str) -> bool:
    """Whether a symbol may stand in a page; cheap, for the many pages that hold none."""
    if symbols.has_strong(text):
        return True
    if _SHORTCODE.search(text):
        return True
    return any(symbols.has_strong(unescape(entity)) for entity in set(_ENTITY.findall(text)))


def blocks(guide: Guide) -> Iterator[Block]:
    """The paragraphs outside of tables, in order."""
    stack: list[int] = []
    count = 0
    in_item = False
    item = ""
    page = guide.syntax
    for index, token in enumerate(page.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            # an excuse above an item ends its list for the parser, not for the writer
            count += not _goes_on(page.tokens, index)
            stack.append(count)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            stack.pop()
        elif token.type == "list_item_open":
            in_item = True
            item = token.info
        elif token.type == "inline" and token.map and page.tokens[index - 1].type == "paragraph_open":
            source = Source(parser.restore(token.content), _in_block(guide, token))
            first, last = token.map
            of_list = stack[-1] if in_item and stack else 0
            number = item if in_item else ""
            yield Block(source, first + 1, last, of_list, _blanks(page.lines[last - 1], last), number)
            in_item = False
        elif token.type == "html_block" and token.map:
            yield from _html_items(guide, token, -1 - index)


def _html_items(guide: Guide, token: Token, number: int) -> Iterator[Block]:
    """The items of HTML lists and the paragraphs between them; their tables are read elsewhere."""
    content = parser.restore(token.content)
    where = _in_block(guide, token)
    for match in _HTML_ITEM.finditer(content):
        start, end = match.span("held")
        if match["name"] and content[start:end].strip():
            line, last = where(start)[0], where(end)[0]
            of_list = number if match["name"].lower() == "li" else 0
            yield Block(Source(content[start:end], _shifted(where, start)), line, last, of_list, None)


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing but a comment stands between a list and the one before it."""
    if index < 2 or not tokens[index - 2].type.endswith("_list_close"):
        return False
    between = tokens[index - 1]
    return between.type == "html_block" and bool(_COMMENT.fullmatch(between.content))


def _shifted(where: Callable[[int], tuple[int, int]], start: int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: where(start + offset)


def _blanks(line: str, number: int) -> Span | None:
    """The blanks at the end of a line."""
    held = len(line.rstrip(" \t\u00a0"))
    return Span(number, held + 1, number, len(line) + 1) if held < len(line) else None


def _in_block(guide: Guide, token: Token) -> Callable[[int], tuple[int, int]]:
    return lambda offset: guide.syntax.position(token, offset)
