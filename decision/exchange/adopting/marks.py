"""The numbered remarks of a page by their names, and the marks in cells that lead to them.

Besides numbers, names are stars, daggers, letters and the names of footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from decision.exchange.adopting.vocabulary import any_of
from decision.guides.guide import Guide
from decision.handwritten import labels
from decision.handwritten.blocks import Block
from decision.handwritten.cells import MARK, Cell, number
from decision.handwritten.plain import Plain
from decision.handwritten.reading import Tables
from decision.handwritten.remarks import footnote

SIGNS = "*†‡§"
MOST_NAME = 30

_NAMED = re.compile(r"\[\^([^\]\s]{1,30})\]")
_BRACKETS = re.compile(r"\[([0-9]{1,2}|[a-z])\]")
_SIGN = re.compile(rf"(?:[(（]?([{SIGNS}]{{1,4}})[)）]?)(?=\s|\Z)")
_END_SIGN = re.compile(rf"(?<=[\w)）])[(（]?([{SIGNS}]{{1,4}})[)）]?\s*\Z")
_STAR = re.compile(r"\*(?=[^\s*])")
# in the source: stars at the end that begin no emphasis, and what is raised
_STARS = re.compile(r"(?:(?:\\\*)+|(?<![\s*\\|])\*{1,3})\s*\Z")
_RAISED = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>\s*)?(?:\\?\[)?\s*([a-z]|[*†‡§\\]{1,6})\s*(?:\\?\])?(?:</a>)?\s*</sup>", re.I
)
_REMARK = re.compile(
    rf"\s*(?:\[([0-9]{{1,2}}|[a-z])\][:：]?\s*|([{SIGNS}]{{1,4}})[:：)]?\s*"
    rf"|(?:{any_of('remarks')})\s*([0-9]{{1,2}})\s*[:：.]\s*|([0-9]{{1,2}})[)）]\s+)(?=\S)",
    re.IGNORECASE,
)
# worth reading; most blocks of a page are not. Signs end with their line, or each of many empty lines reads the others
_MAY_BE_REMARK = re.compile(
    rf"^(?:[^\w\n]|_)*(?:[0-9†‡§\[]|(?:{any_of('remarks')})\W*[0-9])|^(?:[^\S\n]|_)*\\?\*|<sup|<br",
    re.IGNORECASE | re.MULTILINE,
)
_BACK = re.compile(r"(?:\s*[↩↵⏎⤴^][\ufe0e\ufe0f]?)+\s*$")


class Mark(NamedTuple):
    """A mark: the name of its remark, and from where to where it stands in the shown text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Remark:
    """A remark: its name as in its marks, its text, and the lines that it stands on."""

    name: str
    text: str
    line: int
    last: int
    column: int = 1


class Marked(NamedTuple):
    """A text in which marks stand as `[^name]`, the names of them all, and numbers that lead nowhere."""

    text: str
    names: tuple[str, ...]
    lost: tuple[Mark, ...]


def remarks(guide: Guide, found: Tables, texts: Sequence[Block]) -> tuple[Remark, ...]:
    """Everything on a page that a mark may lead to."""
    known = []
    for one in found.remarks:
        line, column = one.span.line, one.span.column
        known.append(Remark(str(one.number), _BACK.sub("", one.text), line, _last(line, texts), column))
    lines = {one.line for one in known}
    told = {(one.line, one.name) for one in known}
    for block in texts:
        known += [one for one in _in_block(block) if (one.line, one.name) not in told]
    known += [one for one in _footnotes(guide) if one.line not in lines]
    return tuple(sorted(known, key=lambda one: one.line))


def _last(line: int, texts: Sequence[Block]) -> int:
    return next((block.last for block in texts if block.line <= line <= block.last), line)


def _in_block(block: Block) -> Iterator[Remark]:
    if not _MAY_BE_REMARK.search(block.source.text):
        return
    for line in block.plain.text.split("\n"):
        match = _REMARK.match(line)
        if match:
            name = next(group for group in match.groups() if group)
            text = " ".join(line[match.end() :].split())
            # a star may be lost as the sign of a list or of emphasis: those are found where a mark asks for them
            yield Remark(name, _BACK.sub("", text), block.line, block.last)


def _footnotes(guide: Guide) -> Iterator[Remark]:
    """Footnotes that have a name instead of a number."""
    tokens = guide.syntax.tokens
    for index, token in enumerate(tokens):
        label = _NAMED.match(token.content) if token.type == "footnote_open" and token.map else None
        if label and token.map:
            yield Remark(label[1], footnote(tokens, index), token.map[0] + 1, token.map[1])


def near(everything: Sequence[Remark], line: int, last: int, tables: Sequence[int]) -> Mapping[str, Remark]:
    """The remarks of a table by name: of those of a name, the one behind it and before the next table first."""
    following = _following(last, tables)

    def rank(one: Remark) -> tuple[int, int]:
        if last <= one.line < following:
            return 0, one.line
        return (1, one.line) if one.line > last else (2, -one.line)

    found: dict[str, Remark] = {}
    for one in sorted(everything, key=rank):
        found.setdefault(one.name, one)
    return found


def namesakes(everything: Sequence[Remark], last: int, tables: Sequence[int]) -> Iterator[Remark]:
    """The remarks behind a table that are called as one in front of them: marks cannot mean those."""
    following = _following(last, tables)
    seen: set[str] = set()
    for one in everything:
        if last <= one.line < following:
            if one.name in seen:
                yield one
            seen.add(one.name)


def _following(last: int, tables: Sequence[int]) -> int:
    """Where the next table begins."""
    return min((start for start in tables if start > last), default=10**9)


def marked(cell: Cell, known: Collection[str]) -> Marked:
    """The text of a cell on one line with its marks as `[^name]`."""
    marks, lost = in_cell(cell, known)
    shown = cell.plain.text
    pieces, at = [], 0
    for mark in marks:
        behind = shown[mark.end : mark.end + 1]
        pieces += [shown[at : mark.start].rstrip(), f" [^{mark.name}]{' ' if behind.isalnum() else ''}"]
        at = mark.end
    text = " ".join(labels.visible("".join([*pieces, shown[at:]])).split())
    return Marked(text, tuple(dict.fromkeys(mark.name for mark in marks)), tuple(lost))


def in_cell(cell: Cell, known: Collection[str]) -> tuple[list[Mark], list[Mark]]:
    """The marks in a cell that lead to a remark, and the numbers that lead to none."""
    shown = cell.plain
    text = shown.text
    found = [Mark(str(number(match)), match.start(), match.end()) for match in MARK.finditer(text)]
    found += [Mark(match[1], match.start(), match.end()) for match in _NAMED.finditer(text)]
    found += [
        Mark(match[1], match.start(), match.end())
        for match in _BRACKETS.finditer(text)
        if match[1] in known or (match[1].isdigit() and not text[match.end() :].strip())
    ]
    found += [Mark(match[1], match.start(), match.end()) for match in _SIGN.finditer(text) if match[1] in known]
    found += _from_source(shown, known)
    found = sorted({(mark.start, mark.end): mark for mark in found}.values(), key=lambda mark: mark.start)
    found += _left_over(shown, found)
    kept = [mark for n, mark in enumerate(found) if not n or mark.start >= found[n - 1].end]
    return [mark for mark in kept if mark.name in known], [mark for mark in kept if mark.name not in known]


def _left_over(shown: Plain, found: Sequence[Mark]) -> Iterator[Mark]:
    """A star or dagger behind a word at the end that is none of the marks: nobody writes it for nothing."""
    end = _END_SIGN.search(shown.text)
    if end and not any(mark.start < end.end(1) and end.start(1) < mark.end for mark in found):
        yield Mark(end[1], end.start(1), end.end(1))


def _from_source(shown: Plain, known: Collection[str]) -> Iterator[Mark]:
    """Marks that a reader does not see as such any more: stars taken for emphasis, letters that were raised."""
    source = shown.source.text
    stars = _STARS.search(source)
    if (
        stars
        and not shown.text.rstrip().endswith("*")
        and source.replace("\\*", "").count("*") % 2 == len(stars[0].replace("\\", "").strip()) % 2
    ):
        name = "*" * stars[0].count("*")
        # where other stars stand in the cell, these may belong to them
        if name in known or source.count("*") == len(name):
            yield Mark(name, len(shown.text.rstrip()), len(shown.text))
    for match in _RAISED.finditer(source):
        name = match[1].replace("\\", "")
        if name in known and shown.written is not None:
            inside = [n for n, (start, _) in enumerate(shown.written) if match.start(1) <= start < match.end(1)]
            if inside:
                yield Mark(name, inside[0], inside[-1] + 1)


def asked_for(
    cells: Sequence[Cell], known: Mapping[str, Remark], texts: Sequence[Block], last: int, tables: Sequence[int]
) -> Mapping[str, Remark]:
    """Remarks that only their marks give away: numbered lists and lists with stars, right behind the table."""
    wanted = {mark.name for cell in cells for mark in in_cell(cell, ())[1]} - known.keys()
    following = _following(last, tables)
    # a star that stands behind another table may have its own one here
    is_known = "*" in known and last <= known["*"].line < following
    stars = any(_STARS.search(cell.plain.source.text) for cell in cells) and not is_known
    if not wanted and not stars:
        return {}
    found: dict[str, Remark] = {}
    behind = [block for block in texts if block.line > last]
    for block in behind[:MOST_NAME]:
        if block.number and block.number in wanted:
            found.setdefault(block.number, Remark(block.number, block.plain.stripped, block.line, block.last))
    is_item = bool(behind) and behind[0].list and (len(behind) == 1 or behind[1].list != behind[0].list)
    if stars and is_item and "*" not in known:
        found["*"] = Remark("*", behind[0].plain.stripped, behind[0].line, behind[0].last)
    if stars and "*" not in found:
        starred = next((block for n, block in enumerate(behind[:MOST_NAME]) if _is_starred(block, n == 0)), None)
        if starred is not None and ("*" not in known or starred.line < following):
            found["*"] = Remark("*", starred.plain.stripped.lstrip("* "), starred.line, starred.last)
    return found


def _is_starred(block: Block, is_next: bool) -> bool:
    """Whether a paragraph begins with a star that is not closed, or is one emphasis right behind the table."""
    text = block.source.text.strip()
    if not _STAR.match(text) or block.list:
        return False
    stars = text.count("*") - text.count("\\*")
    return stars == 1 or (is_next and stars == 2 and text.endswith("*"))
