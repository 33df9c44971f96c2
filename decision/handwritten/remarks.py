"""Numbered remarks, and where else on a page such numbers stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import parser
from decision.guides.guide import Guide
from decision.handwritten import plain
from decision.handwritten.blocks import NUMBER, Block
from decision.handwritten.cells import CJK, MARK, RAISED, number
from decision.handwritten.plain import Source, Span

MOST_REMARKS = 60

_REMARK = re.compile(
    rf"\s*(?:[(（]\s*([0-9]{{1,2}}|[{CJK}])\s*[)）]|([{RAISED}]{{1,2}})|\[\^([0-9]{{1,2}})\]:)\s*(?=\S)"
)


class Remark(NamedTuple):
    """A numbered note below a table; `span` is that of its number."""

    number: int
    text: str
    span: Span


def read(guide: Guide, blocks: Sequence[Block]) -> tuple[Remark, ...]:
    """The remarks of a page: footnotes, and what begins with a number in parentheses."""
    return (*_footnotes(guide), *_in_blocks(blocks))


def _in_blocks(blocks: Sequence[Block]) -> Iterator[Remark]:
    for block in blocks:
        if not block.may_hold_number:
            continue
        at = 0
        for line in block.plain.text.split("\n"):
            match = _REMARK.match(line)
            if match and number(match) <= MOST_REMARKS:
                start = at + len(line) - len(line.lstrip())
                text = " ".join(line[match.end() :].split())
                yield Remark(number(match), text, block.plain.span(start, at + len(line[: match.end()].rstrip())))
            at += len(line) + 1


def _footnotes(guide: Guide) -> Iterator[Remark]:
    tokens = guide.syntax.tokens
    for index, token in enumerate(tokens):
        if token.type == "footnote_open" and token.map and (match := _REMARK.match(token.content + " x")):
            line = token.map[0]
            column = guide.syntax.lines[line].find("[^") + 1
            span = Span(line + 1, column, line + 1, column + len(token.content))
            yield Remark(number(match), footnote(tokens, index), span)


def footnote(tokens: Sequence[Token], index: int) -> str:
    """What a footnote that opens at that token says, as its readers see it."""
    text = next((other.content for other in tokens[index : index + 3] if other.type == "inline"), "")
    return " ".join(plain.read(Source(parser.restore(text), lambda _: (1, 1))).text.split())


def other_numbers(lines: Sequence[str], inside: Collection[int], remarks: Sequence[Remark]) -> Iterator[int]:
    """The numbers that stand in front of no remark, and not on the lines `inside`."""
    known = {remark.span[:2] for remark in remarks}
    for at, line in enumerate(lines, 1):
        if at not in inside and NUMBER.search(line):
            for match in MARK.finditer(line):
                if (at, match.end() - len(match[0].lstrip()) + 1) not in known:
                    yield number(match)
