"""A character that nobody sees.

Machine translation leaves them behind. Readers' searches and the search of the site do not find words that hold one.

Bad:

    Select &#x200B;**Save**.

Good:

    Select **Save**.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import parser, prose
from decision.guides.guide import Guide
from decision.guides.syntax import Syntax
from decision.problem import Edit, Place, Problem, printable, warning
from decision.project import Project

# zero width space, word joiner, byte order mark; joiners, which some scripts and emoji need, behind ASCII only
_INVISIBLE = re.compile(
    "(?:[\u200b\u2060\ufeff]|&#[xX]0*(?:200[bB]|2060|[fF][eE][fF][fF]);|&#0*(?:8203|8288|65279);"
    "|&(?:ZeroWidthSpace|NegativeVeryThinSpace|NegativeThinSpace|NegativeMediumSpace|NegativeThickSpace|NoBreak);"
    "|(?<![^\x00-\x7f])[\u200c\u200d])+"
)
_SIGNS = ("\u200b", "\u2060", "\ufeff", "\u200c", "\u200d", "&#", "&Z", "&N")
_ONE = re.compile(r"&[^;]*;|.")
_IN_TAG = re.compile(r"<[^<>]*>")
_BEGINS_LINE = re.compile(r"[^\w\n]*\w{0,9}[.):]?[ \t]*\Z")


class _Found(NamedTuple):
    line: int
    column: int
    text: str
    is_needless: bool


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each line that holds such characters, outside of code; those that hold the line together stay."""
    page = guide.syntax
    if not any(sign in page.text for sign in _SIGNS):
        return
    found = sorted(item for block in page.tokens for item in _in_block(page, block))
    for (line, is_needless), group in groupby(found, key=lambda item: (item.line, item.is_needless)):
        runs = list(group)
        count = sum(len(_ONE.findall(run.text)) for run in runs)
        shown = printable(_ONE.findall(runs[0].text)[0])
        more = f", one of {count} such characters in the line" if count > 1 else ""
        edits = (Edit((line, run.column), (line, run.column + len(run.text)), "", run.text) for run in runs)
        yield warning(
            "zero-width-character",
            f"nobody sees '{shown}'{more}",
            "remove it" if is_needless else "the Markdown is read otherwise without it: rewrite it, then remove it",
            Place(page.path, line, runs[0].column, (line, runs[0].column + len(runs[0].text))),
            fix=tuple(edits) if is_needless else (),
        )


def _in_block(page: Syntax, block: Token) -> Iterator[_Found]:
    if block.type not in ("inline", "html_block") or not any(sign in block.content for sign in _SIGNS):
        return
    if block.type == "html_block":
        content = prose.masked_html(block)
        tags = [match.span() for match in _IN_TAG.finditer(content)]
        for match in _INVISIBLE.finditer(content):
            is_needless = not any(start < match.start() < end for start, end in tags)
            yield _Found(*page.position(block, match.start()), match[0], is_needless)
        return
    matches = list(_INVISIBLE.finditer(_without_code(page, block)))
    are_needless = _is_same(page, block, matches)
    for match in matches:
        yield _Found(*page.position(block, match.start()), match[0], are_needless or _is_same(page, block, [match]))


def _without_code(page: Syntax, block: Token) -> str:
    content = block.content
    for child in page.children(block):
        if child.type == "code_inline" or (child.type == "html_inline" and child.content.startswith("<!--")):
            start, end = child.meta["span"]
            content = content[:start] + " " * (end - start) + content[end:]
    return content


def _is_same(page: Syntax, block: Token, matches: list[re.Match[str]]) -> bool:
    """Whether a block reads the same without these characters."""
    content = block.content
    for match in reversed(matches):
        content = content[: match.start()] + content[match.end() :]
    if "cell" not in block.meta and any(not line.strip() for line in content.split("\n")):
        return False
    for match in matches:
        before = block.content[: match.start()].rpartition("\n")[2]
        if _BEGINS_LINE.match(before) and not _begins_same(match.string[match.start() - len(before) :]):
            return False
    return _signature(page.children(block)) == _signature(parser.inline(content, page.environment))


def _begins_same(line: str) -> bool:
    """Whether a line that holds such characters near its beginning is a block of the same kind without them."""
    line = line.partition("\n")[0]
    kinds = [[token.type for token in parser.blocks(text)[0]] for text in (line, _INVISIBLE.sub("", line))]
    return kinds[0] == kinds[1]


def _signature(children: list[Token]) -> list[tuple[str, str]]:
    """What inline tokens say, apart from such characters: neighbouring texts are one."""
    parts: list[tuple[str, str]] = []
    for child in children:
        if child.type in ("text", "text_special"):
            text = _INVISIBLE.sub("", child.content)
            if parts and parts[-1][0] == "text":
                parts[-1] = ("text", parts[-1][1] + text)
            elif text:
                parts.append(("text", text))
        elif child.type == "image":
            parts += [("image", _attributes(child)), *_signature(child.children or [])]
        else:
            parts.append((child.type, _attributes(child) + child.content))
    return parts


def _attributes(token: Token) -> str:
    texts = {key: _INVISIBLE.sub("", str(value)) if key == "title" else value for key, value in token.attrs.items()}
    return repr(sorted(texts.items()))
