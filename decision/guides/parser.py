"""CommonMark as the writers' renderer reads it, by markdown-it-py, with the few things that it does not know.

Four things differ from markdown-it-py as it comes:

- The inline tags of the dialect, such as `[!UICONTROL Save]`, are turned into private-use characters of the same length
  before anything is parsed (`protect`), because their brackets would end links and table cells; columns stay what they
  are. `restore` gives back the source, `tags` splits a text at them.
- References to values are private-use characters, too, so that nothing in them is markup. `fill` puts the values in
  their place, each sign in them as a private-use character: whoever looks for markup in a text finds none in a value.
- Material's own blocks (`!!! note`, `=== "Tab"`, `/// details`, footnotes, definitions) and the dialect's `+++` are
  tokens of their own.
- What is nested deeper than `MOST_LEVELS` is kept as paragraphs; markdown-it-py would drop it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from decision.values.references import NONE, Reference, Values

# fifty lists in each other: a list and its item are a level each
MOST_LEVELS = 101

# --- tags as private-use characters

_OPENING = 0x10F000
_CLOSING = 0x10F100
_REFERENCE = 0x10F200
_SIGN = 0x10F300
_TO_OPENING = {n: n + _OPENING for n in range(128) if n != 10}
_TO_REFERENCE = {n: n + _REFERENCE for n in range(128) if n != 10}
# in a value these begin, end or are no markup wherever they stand
_HARMLESS = frozenset(" /,;$%@'")
_TO_SIGN = {n: n + _SIGN for n in range(128) if not chr(n).isalnum() and chr(n) not in _HARMLESS}
_RESTORE = {n + base: n for n in range(128) for base in (_OPENING, _CLOSING, _REFERENCE, _SIGN)}
_PROTECTED = re.compile(r"[\U0010F000-\U0010F3FF]")
_TAG = re.compile(r"[\U0010F000-\U0010F1FF]")
_REFERENCES = re.compile(r"[\U0010F200-\U0010F27F]+")
_SIGNS = re.compile(r"[\U0010F300-\U0010F37F]")
_NOT_SIGNS = re.compile(r"[\U0010F000-\U0010F2FF]")
_INLINE_TAG = r"\[!?[ \t]*(?P<tag>UI[ \t_-]?CONTROL|DNL|BADGE)(?:[ \t]+|(?=[\]\n]))"
_BRACKETS = re.compile(rf"(?P<escape>\\)|(?P<code>`+)|{_INLINE_TAG}|(?P<open>\[)|(?P<close>\])", re.IGNORECASE)
_MAY_HOLD_TAG = re.compile(r"\[!?[ \t]*(?:UI[ \t_-]?CONTROL|DNL|BADGE)", re.IGNORECASE)
# between two lines of which no code span and no tag reaches from one to the other
_BOUNDARY = re.compile(r"\n(?=[ \t>]*(?:\n|`{3}|~{3}|#|\||[-+*][ \t]|\d{1,9}[.)][ \t]))")
_RUN = re.compile(r"[\U0010F100-\U0010F1FF]|[\U0010F000-\U0010F07F][\U0010F000-\U0010F05A\U0010F05C-\U0010F07F]*")


class Piece(NamedTuple):
    """A part of a text: plain, or the beginning (`kind` such as `uicontrol`) or end (`kind` empty) of a tag."""

    text: str
    is_tag: bool = False
    kind: str = ""


def protect(text: str, values: Values = NONE) -> str:
    """The same text with inline tags and references as private-use characters; no position changes."""
    text = _NOT_SIGNS.sub("\ufffd", text)
    # what was meant to be a reference is none of the dialect's either
    text = _changed(text, values, lambda found: text[found.start : found.end].translate(_TO_REFERENCE))
    if not _MAY_HOLD_TAG.search(text):
        return text
    parts: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        parts.append(_protect_block(text[start : boundary.start()]))
        start = boundary.start()
    parts.append(_protect_block(text[start:]))
    return "".join(parts)


def restore(text: str) -> str:
    """The text as the writer wrote it."""
    return text.translate(_RESTORE) if _PROTECTED.search(text) else text


def fill(text: str, values: Values) -> str:
    """A protected text with the values in place of references; their signs stay protected."""
    if not _REFERENCES.search(text):
        return text
    return _REFERENCES.sub(lambda run: _signs(values.fill(restore(run[0]))), text)


def with_values(text: str, values: Values) -> str:
    """A text that is not protected with the values in place of references; their signs are protected."""
    return _changed(text, values, lambda found: found.text and _signs(found.text))


def signs_as_references(text: str) -> str:
    """A text whose protected signs are numeric references of HTML: as they are, for who reads HTML or Markdown."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0]) - _SIGN};", text)


def has_references(text: str) -> bool:
    """Whether a protected text refers to values."""
    return bool(_REFERENCES.search(text))


def has_tags(text: str) -> bool:
    """Whether a protected text holds a tag."""
    return bool(_TAG.search(text))


@lru_cache(maxsize=64)
def kind(opening: str) -> str:
    """The kind of a tag from its protected beginning: `uicontrol`, `dnl` or `badge`."""
    return re.sub(r"[^A-Z]", "", restore(opening).upper()).lower()


def pieces(text: str) -> Iterator[Piece]:
    """A protected text split at its tags."""
    last = 0
    for run in _RUN.finditer(text):
        if run.start() > last:
            yield Piece(text[last : run.start()])
        source = restore(run[0])
        yield Piece(source, True, "" if source == "]" else kind(run[0]))
        last = run.end()
    if last < len(text):
        yield Piece(text[last:])


def _changed(text: str, values: Values, make: Callable[[Reference], str | None]) -> str:
    """A text with what is made of each reference in its place; None: it stays."""
    parts: list[str] = []
    last = 0
    for found in values.find(text):
        made = make(found)
        if made is not None:
            parts += (text[last : found.start], made)
            last = found.end
    return "".join((*parts, text[last:])) if parts else text


def _signs(text: str) -> str:
    return _PROTECTED.sub("\ufffd", text).translate(_TO_SIGN)


def _protect_block(text: str) -> str:
    """Some lines of one block; brackets are matched in them, code spans left out."""
    if not _MAY_HOLD_TAG.search(text):
        return text
    found = list(_BRACKETS.finditer(text))
    after_code = _ends_of_code(found)
    spans: list[tuple[int, int, bool]] = []
    stack: list[re.Match[str]] = []
    skip_to = 0
    for match in found:
        if match.start() < skip_to:
            continue
        if match["escape"]:
            skip_to = match.end() + 1
        elif match["code"]:
            skip_to = after_code.get(match.start(), 0)
        elif match["tag"] or match["open"]:
            stack.append(match)
        elif match["close"] and stack:
            opening = stack.pop()
            if opening["tag"] and text.startswith("(", match.end()):
                # wrong, but plain: `[!DNL x](url)` is a link, whose bracket ends the tag as well
                spans.append((opening.start() + 1, opening.end(), True))
            elif opening["tag"]:
                spans += [(*opening.span(), True), (*match.span(), False)]
    parts: list[str] = []
    last = 0
    for start, end, opens in sorted(spans):
        parts += (text[last:start], text[start:end].translate(_TO_OPENING) if opens else chr(_CLOSING + ord("]")))
        last = end
    return "".join((*parts, text[last:]))


def _ends_of_code(found: list[re.Match[str]]) -> dict[int, int]:
    """Where each run of backticks begins that opens a code span -> where that span ends."""
    ends: dict[int, int] = {}
    next_of_length: dict[int, int] = {}
    for match in reversed(found):
        if match["code"]:
            length = len(match["code"])
            if length in next_of_length:
                ends[match.start()] = next_of_length[length]
            next_of_length[length] = match.end()
    return ends


# --- blocks that CommonMark does not know

MATERIAL = re.compile(
    r"(?:!!![ ]?[\w\-]+(?:[ ]+[\w\-]+)*(?:[ ]+\"[^\n]*\")?"
    r"|\?{3}\+?[ ]?(?:[\w\-]+(?:[ ]+[\w\-]+)*)?(?:[ ]+\"[^\n]*\")?"
    r"|={3}(?:\+!|!\+|\+|!)?[ ]+\"[^\n]*\")[ \t]*\Z"
)
BLOCK_FENCE = re.compile(r"/{3,}(?:[ ]*[\w\-]+[ ]*(?:\|[^\n]*)?)?[ \t]*\Z")
COLLAPSIBLE = re.compile(r"\+\+\+(?!\+)[^\n]*\Z")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
DEFINITION = re.compile(r":[ ]{1,3}(?=\S)")


Rule = Callable[[StateBlock, int, int, bool], bool]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _nested(state: StateBlock, start: int, end: int, indent: int) -> None:
    """Parse lines as the content of a container that is indented by `indent`; nothing continues it lazily."""
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = state.blkIndent + indent, end, "root"
    state.md.block.tokenize(state, start, end)
    state.blkIndent, state.lineMax, state.parentType = before
    state.line = end


def _end_of_indented(state: StateBlock, start: int, end: int) -> int:
    """The line behind those that are blank or indented by four."""
    line = last = start
    while line < end and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= 4):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    return last


def _container(name: str, header: re.Pattern[str]) -> Rule:
    """A rule for a line of its own and what is indented by four below it."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not header.match(_line(state, start)):
            return False
        if silent:
            return True
        token = state.push(f"{name}_open", "", 1)
        token.content = _line(state, start).rstrip()
        token.map = [start, last := _end_of_indented(state, start + 1, end)]
        _nested(state, start + 1, last, 4)
        state.push(f"{name}_close", "", -1)
        state.line = last
        return True

    return rule


def _leading(name: str, header: re.Pattern[str], follows: tuple[str, ...] = ()) -> Rule:
    """A rule for a mark that stands before the first line of its content, the rest indented by four."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        mark = header.match(_line(state, start))
        if not mark:
            return False
        if follows and not silent and (not state.tokens or state.tokens[-1].type not in follows):
            return False
        if silent:
            return not follows or state.parentType == "paragraph"
        token = state.push(f"{name}_open", "", 1)
        token.content = mark[0].rstrip()
        token.map = [start, last := _end_of_indented(state, start + 1, end)]
        before = state.bMarks[start], state.tShift[start], state.sCount[start]
        state.bMarks[start], state.tShift[start] = at + mark.end(), 0
        state.sCount[start] = state.blkIndent + 4
        _nested(state, start, last, 4)
        state.bMarks[start], state.tShift[start], state.sCount[start] = before
        state.push(f"{name}_close", "", -1)
        state.line = last
        return True

    return rule


def _block_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of pymdownx's blocks, with the options that are indented below it."""
    if not BLOCK_FENCE.match(_line(state, start)):
        return False
    if silent:
        return True
    line = start + 1
    opens = bool(_line(state, start).strip("/ \t"))
    while opens and line < end and not state.isEmpty(line) and state.sCount[line] - state.blkIndent >= 4:
        line += 1
    token = state.push("block_fence", "", 0)
    options = [state.getLines(number, number + 1, state.blkIndent, False) for number in range(start + 1, line)]
    token.content = "\n".join([_line(state, start).rstrip(), *options])
    token.map = [start, line]
    state.line = line
    return True


def _collapsible(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins or ends a collapsible section; which is which shows when all siblings are known."""
    if not COLLAPSIBLE.match(_line(state, start)):
        return False
    if silent:
        return True
    token = state.push("collapsible", "", 0)
    token.content = _line(state, start)[3:].strip()
    token.map = [start, start + 1]
    state.line = start + 1
    return True


_MATERIAL = _container("material", MATERIAL)
# the first character of a line -> the rule for it
_OURS: dict[str, Rule] = {
    "!": _MATERIAL,
    "?": _MATERIAL,
    "=": _MATERIAL,
    "/": _block_fence,
    "+": _collapsible,
    "[": _leading("footnote", FOOTNOTE),
    ":": _leading("definition", DEFINITION, ("paragraph_close", "definition_close")),
}


def _ours(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One rule for all of them, which costs next to nothing on any other line."""
    at = state.bMarks[start] + state.tShift[start]
    rule = _OURS.get(state.src[at]) if at < state.eMarks[start] else None
    return rule is not None and not state.is_code_block(start) and rule(state, start, end, silent)


class _Blocks(ParserBlock):
    """markdown-it-py drops what is nested too deep; here it is kept, flat. A line that can only be text is no work."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 (the parent's names)
        if state.level >= MOST_LEVELS:
            _flat(state, startLine, endLine)
            return
        rules = self.ruler.getRules("")
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if not _single(state, line):
                next(rule for rule in rules if rule(state, line, endLine, False))
            # the rest is as in the parent, but that nobody asks here whether a list is tight
            line = state.line
            if line < endLine and state.isEmpty(line):
                line += 1
                state.line = line


def _single(state: StateBlock, line: int) -> bool:
    """A line that begins with a letter, with a blank one below it, is a paragraph whatever follows."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if not state.src[start].isalpha() or state.sCount[line] - state.blkIndent >= 4:
        return False
    below = line + 1
    if below < state.lineMax and not state.isEmpty(below):
        return False
    _paragraph(state, line, below, state.src[start:end].strip())
    state.line = below
    return True


def _paragraph(state: StateBlock, line: int, end: int, content: str) -> Token:
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, end]
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = content, [line, end], []
    state.push("paragraph_close", "p", -1)
    return opening


def _flat(state: StateBlock, line: int, end: int) -> None:
    """What is nested too deep, as paragraphs."""
    first = line
    while line < end and (state.isEmpty(line) or not 0 <= state.sCount[line] < state.blkIndent):
        start = line
        while line < end and not state.isEmpty(line) and not 0 <= state.sCount[line] < state.blkIndent:
            line += 1
        if line > start:
            content = state.getLines(start, line, state.blkIndent, False).strip()
            _paragraph(state, start, line, content).meta["flat"] = True
        else:
            line += 1
    state.line = max(line, first + 1)


# --- the parser


class _Parser(MarkdownIt):
    """Targets stay as they are written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the parent's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (the parent's name)
        return link


def _spanning(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, noting in the first token that it makes from where to where its source reaches."""

    def spanned(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = next((token for token in state.tokens[count:] if token.type != "text"), None)
            if made is not None:
                made.meta["span"] = (start, state.pos)
        return True

    return spanned


def _made() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": MOST_LEVELS})
    blocks = _Blocks()
    blocks.ruler.before("table", "ours", _ours, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block = blocks
    for name in ("link", "image", "autolink", "html_inline", "backticks", "entity", "escape"):
        rules = parser.inline.ruler
        rules.at(name, _spanning(next(entry.fn for entry in rules.__rules__ if entry.name == name)))
    return parser.enable(["table", "strikethrough"])


_PARSER = _made()


def blocks(text: str) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a protected text, and what its inline parts need to be parsed."""
    environment: dict[str, Any] = {}
    tokens: list[Token] = []
    _PARSER.block.parse(text.replace("\0", "�"), _PARSER, environment, tokens)
    return tokens, environment


def inline(content: str, environment: dict[str, Any]) -> list[Token]:
    """The inline tokens of a block's content; links and their like say in `meta["span"]` where they stand in it."""
    tokens: list[Token] = []
    _PARSER.inline.parse(content, _PARSER, environment, tokens)
    return tokens
