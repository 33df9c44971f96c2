"""The text of a page without what is not text: simple patterns may be looked for in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import parser
from decision.guides.syntax import Fence, Syntax
from decision.problem import Place

# the first and the last character of an inline tag, in the contents of blocks
OPENING, CLOSING = (parser.protect("[!DNL x]")[index] for index in (0, -1))

_BEGIN_OF_FRONT_MATTER = re.compile(r"---[ \t]*\n[a-z][\w-]*:(?:[ \t]|\n)")
_FENCE = re.compile(r"`{3,}|~{3,}")
_NOT_TEXT = re.compile(r"[`<\\]")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<tag>pre|code|script|style|textarea)\b.*?(?:</(?P=tag)\s*>|\Z)", re.DOTALL | re.IGNORECASE
)


class Match(NamedTuple):
    """Where a pattern matches: the block it stands in, the match in the block's masked content."""

    block: Token
    match: re.Match[str]


def masked(page: Syntax, block: Token) -> str:
    """The content of a block with code, HTML, autolinks and escaped characters as blanks: nothing moves."""
    content = block.content
    if not _NOT_TEXT.search(content):
        return content
    for child in page.children(block):
        span = child.meta.get("span")
        if span and (
            child.type in ("code_inline", "html_inline")
            or child.markup in ("autolink",)
            or (child.type == "text_special" and child.markup.startswith("\\"))
        ):
            content = _blank(content, *span)
    return content


def masked_html(block: Token) -> str:
    """The content of a block of HTML with comments and what HTML shows as code as blanks: nothing moves."""
    content = parser.restore(block.content)
    for hidden in _HIDDEN.finditer(content):
        content = _blank(content, *hidden.span())
    return content


def matches(page: Syntax, pattern: re.Pattern[str], sign: str) -> Iterator[Match]:
    """Where a pattern matches text outside of code, HTML and escapes; `sign` is a text that every match holds."""
    for block in page.inlines:
        if sign in block.content and pattern.search(block.content):
            for match in pattern.finditer(masked(page, block)):
                yield Match(block, match)


def unclosed_code(page: Syntax) -> tuple[Fence, ...]:
    """The code blocks whose fence nothing closes, or only that of the next code block."""
    return tuple(fence for fence in page.fences if not fence.is_indented and not _is_closed(page, fence))


def _is_closed(page: Syntax, fence: Fence) -> bool:
    opening = _FENCE.match(page.lines[fence.line - 1], fence.column - 1)
    if opening is None:
        return True
    sign = opening[0][0]
    last = page.lines[fence.end - 1].strip(" \t>") if fence.end > fence.line else ""
    is_closed = set(last) == {sign} and len(last) >= len(opening[0])
    within = (found for line in page.lines[fence.line : fence.end - 1] if (found := _FENCE.match(line.strip(" \t>"))))
    return is_closed and not any(found[0][0] == sign and len(found[0]) == len(opening[0]) for found in within)


def has_unclosed_front_matter(page: Syntax) -> bool:
    """Whether a page begins as if with front matter, which nothing closes: readers see it."""
    return not page.front.lines and bool(_BEGIN_OF_FRONT_MATTER.match(page.text))


def unclosed_comment(page: Syntax) -> tuple[int, int] | None:
    """Line and column of the comment that nothing closes, so that all below it is hidden."""
    for token in page.tokens:
        start = token.content.rfind("<!--") if token.type == "html_block" else -1
        if start >= 0 and token.content.find("-->", start + 2) < 0:
            return page.position(token, start)
    return None


def place(page: Syntax, block: Token, start: int, end: int) -> Place:
    """The place of a piece of a block's content; it ends on the line where it begins."""
    line, column = page.position(block, start)
    content = block.content[start:end].partition("\n")[0]
    return Place(page.path, line, column, (line, column + len(content)))


def _blank(content: str, start: int, end: int) -> str:
    return content[:start] + re.sub(r"[^\n]", " ", content[start:end]) + content[end:]
