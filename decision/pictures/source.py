"""What stands in a Mermaid fence: kind, alternative text, long description, and the rest as Mermaid gets it.

Labels are what their writer sees: signs in them mean nothing to Mermaid. What a picture may not hold, such as colours,
links and settings, is taken out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from textwrap import wrap
from typing import NamedTuple

from decision.pictures.mermaid import hide, show
from decision.problem import choices, quoted

# the word that a picture begins with -> its kind
KINDS = {
    "flowchart": "flowchart",
    "graph": "flowchart",
    "sequenceDiagram": "sequence",
    "stateDiagram-v2": "state",
    "stateDiagram": "state",
    "classDiagram": "class",
    "erDiagram": "entities",
}
MOST_CHARACTERS = 20_000
# of labels and syntax; each costs Mermaid more than a millisecond
MOST_WORDS = 800
# Mermaid looks for a place to break a word, again and again
MOST_OF_A_WORD = 300

_LONG_WORD = re.compile(rf"\S{{{MOST_OF_A_WORD + 1}}}")
_TITLE = re.compile(r"\s*accTitle\s*:\s*(?P<text>.*?)\s*$")
_DESCRIPTION = re.compile(r"\s*accDescr\s*(?::\s*(?P<text>.*?)\s*$|\{(?P<begun>.*)$)")
_COMMENT = re.compile(r"\s*%%(?!\{)")
_SETTINGS = re.compile(r"\s*%%\{")
_QUOTED = re.compile(r'"([^"\n]*)"')
_ON_EDGE = re.compile(r'\|\s*"([^"\n]*)"\s*\|')
# in characters: Mermaid would break words in two to fill the lines of a box, and leave those on an arrow long
_BOX_WIDTH = 20
_EDGE_WIDTH = 18
_BREAK = re.compile(r"<br\s*/?>|\\n", re.IGNORECASE)
# Mermaid's own way to write a sign by its number or name in HTML
_CODE = re.compile(r"#(\d+|[A-Za-z]\w*);")
_BEHIND_COLON = re.compile(r"(?<!:):(?!:)[ \t]*(?P<text>\S.*)$")
# statements that only say how something looks, where a click leads, or what a script does
_UNDRAWN = {
    "flowchart": "style linkStyle classDef class click",
    "sequence": "link links properties details",
    "state": "style classDef class click href",
    "class": "style classDef cssClass click link callback",
    "entities": "style classDef class",
}
_TITLED = re.compile(r"\s*subgraph\b")
_CLASS = re.compile(r":::[\w-]+")
_IMAGE = re.compile(r"@\{[^}]*\b(icon|img)\s*:")
_SHAPE = re.compile(r"@\{[^}]*\bshape\s*:\s*\"?([\w-]+)")
# of Mermaid's many shapes those of which a part is lost, by all their names
_INCOMPLETE = re.compile(
    r"(text|braces?|brace-[lr]|comment|win-pane|internal-storage|window-pane|f-circ|filled-circle|junction|cross-circ"
    r"|crossed-circle|summary)\Z"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# a label that is not in quotation marks: what stands in brackets, or between bars or dashes on an arrow
_IN_BRACKETS = re.compile(r"(?<!@)([\[({]+[/\\]?)([^\[\](){}|\"/\\][^\[\](){}|\"]*?)(?=[/\\]?[\])}])")
_IN_BARS = re.compile(r"\|([^|\"\n]+)\|")
_IN_DASHES = re.compile(r"(?<![-=.])((?:--|==|-\.)[ \t]+)([^\s|\">=.-][^|\"\n]*?)(?=[ \t]+(?:--|==|\.-))")
_BLOCKS = {
    "flowchart": r"subgraph\b",
    "sequence": r"(?:loop|alt|opt|par|critical|break|rect|box)\b",
}


class Fault(NamedTuple):
    """Something wrong with a picture: the code of the problem, what and what to do, the line of the fence from 0."""

    code: str
    message: str
    hint: str
    line: int = 0


@dataclass(frozen=True)
class Source:
    """A fence as read. `title` is the alternative text, `description` the lines of the long one.

    `code` is for Mermaid, line by line as in the fence; `labels` are texts that have to be drawn, with their lines.
    """

    kind: str
    title: str
    description: tuple[str, ...]
    code: str
    labels: tuple[tuple[int, str], ...] = ()
    faults: tuple[Fault, ...] = ()


def read(text: str) -> Source:
    """The text of a fence. Nothing is raised for what stands in it."""
    return _Reader(_CONTROL.sub("", text.expandtabs(4)).split("\n")).source()


def paragraphs(lines: tuple[str, ...]) -> tuple[str | tuple[str, ...], ...]:
    """A long description as texts and lists: a blank line ends a paragraph, `- ` begins an item."""
    found: list[str | tuple[str, ...]] = []
    ended = True
    for line in (line.strip() for line in lines):
        last = found[-1] if found and not ended else None
        if line.startswith("- "):
            found[len(found) - isinstance(last, tuple) :] = [(*(last if isinstance(last, tuple) else ()), line[2:])]
        elif line and isinstance(last, tuple):
            found[-1] = (*last[:-1], f"{last[-1]} {line}")
        elif line:
            found[len(found) - (last is not None) :] = [f"{last} {line}" if last else line]
        ended = not line
    return tuple(found)


def blamed(source: Source, line: int) -> tuple[int, str]:
    """The line that is to be mended where Mermaid gave up at `line` (from 0), and what is wrong with it.

    What is not closed is found by Mermaid at the end of the text only.
    """
    lines = source.code.split("\n")
    last = max((number for number, text in enumerate(lines) if text.strip()), default=0)
    if line >= last:
        for number, text in enumerate(lines):
            if text.count('"') % 2 and source.kind != "sequence":
                return number, "the quotation mark is not closed"
            for opening, closing in ("[]", "()", "{}") if source.kind == "flowchart" else ():
                plain = _QUOTED.sub("", text)
                if plain.count(opening) > plain.count(closing):
                    return number, f"'{opening}' is not closed"
        unclosed = _unclosed(source.kind, lines)
        if unclosed is not None:
            return unclosed, f"{quoted(lines[unclosed].split()[0])} has no 'end'"
    line = min(line, last)
    return line, f"Mermaid cannot read {quoted(show(lines[line]).strip())}"


def squeezed(text: str) -> str:
    """A text without blanks, to compare it."""
    return re.sub(r"\s+", "", text)


def _unclosed(kind: str, lines: list[str]) -> int | None:
    """The line of the last block that has no end."""
    begins = re.compile(rf"\s*{_BLOCKS[kind]}") if kind in _BLOCKS else None
    open_blocks: list[int] = []
    for number, line in enumerate(lines):
        if begins and begins.match(line):
            open_blocks.append(number)
        elif line.strip() == "end" and open_blocks:
            open_blocks.pop()
    return open_blocks[-1] if open_blocks else None


class _Reader:
    """Goes through the lines of a fence; what is not for Mermaid becomes blank."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.faults: list[Fault] = []
        self.title = ""
        self.description: tuple[str, ...] = ()

    def source(self) -> Source:
        self._take_settings()
        self._take_texts()
        first = next((number for number, line in enumerate(self.lines) if line.strip()), None)
        word = re.split(r"[\s;:]", self.lines[first].strip())[0] if first is not None else ""
        kind = KINDS.get(word, "")
        labels: list[tuple[int, str]] = []
        if first is None:
            self._fault("broken-picture", "the picture is empty", f"begin with one of: {', '.join(KINDS)}", 0)
        elif not kind:
            message = f"{quoted(word)} is no kind of picture that is drawn here"
            self._fault("broken-picture", message, choices(word, KINDS), first)
        elif too_much := _too_much(self.lines):
            message = f"the picture has more than {too_much}"
            self._fault("broken-picture", message, "nobody can read that: make several pictures of it", first)
        elif (long := next((n for n, line in enumerate(self.lines) if _LONG_WORD.search(line)), None)) is not None:
            message = f"there is a word of more than {MOST_OF_A_WORD} characters"
            self._fault("broken-picture", message, "put blanks into it, or shorten it", long)
        else:
            self._take_undrawn(kind)
            self.lines = [_hidden(line, kind) for line in self.lines]
            labels = list(_labels(kind, self.lines))
        if first is not None:
            self._ask_for_texts(first)
        faults = tuple(sorted(self.faults, key=lambda fault: fault.line))
        return Source(kind, self.title, self.description, "\n".join(self.lines), tuple(labels), faults)

    def _fault(self, code: str, message: str, hint: str, line: int) -> None:
        self.faults.append(Fault(code, message, hint, line))

    def _take(self, number: int) -> str:
        """A line, which becomes blank."""
        line, self.lines[number] = self.lines[number], ""
        return line

    def _take_settings(self) -> None:
        first = next((number for number, line in enumerate(self.lines) if line.strip()), 0)
        if self.lines[first].strip() == "---":
            self._undrawn("---", first)
            self._take(first)
            while first + 1 < len(self.lines):
                first += 1
                if self._take(first).strip() == "---":
                    break
        for number, line in enumerate(self.lines):
            if _SETTINGS.match(line):
                self._undrawn("%%{", number)
                while "}%%" not in self._take(number) and number + 1 < len(self.lines):
                    number += 1
            elif _COMMENT.match(line):
                self._take(number)

    def _take_texts(self) -> None:
        number = 0
        while number < len(self.lines):
            title, description = _TITLE.match(self.lines[number]), _DESCRIPTION.match(self.lines[number])
            if title:
                self.title = title["text"]
                self._take(number)
            elif description and description["begun"] is None:
                self.description = (description["text"],)
                self._take(number)
            elif description:
                number = self._take_block(number, description["begun"])
            number += 1

    def _take_block(self, number: int, begun: str) -> int:
        """A long description in braces; the number of its last line."""
        start = number
        self._take(number)
        found = [begun]
        while "}" not in found[-1] and number + 1 < len(self.lines):
            number += 1
            found.append(self._take(number))
        text, brace, behind = found[-1].partition("}")
        if not brace:
            self._fault("broken-picture", "'accDescr {' is not closed", "put '}' behind the description", start)
        elif behind.strip():
            self._fault("broken-picture", f"{quoted(behind.strip())} stands behind '}}'", "give it a line", number)
        lines = [*found[:-1], text]
        self.description = tuple(line.strip() for line in lines) if any(line.strip() for line in lines) else ()
        return number

    def _take_undrawn(self, kind: str) -> None:
        words = re.compile(rf"(?:^|;)\s*(?P<word>{'|'.join(_UNDRAWN[kind].split())})\s+[\w*]")
        for number, line in enumerate(self.lines):
            plain = _QUOTED.sub(lambda quote: f'"{" " * len(quote[1])}"', line)
            if found := words.search(plain):
                self._undrawn(found["word"], number)
                self.lines[number] = line[: found.start()]
            elif kind != "sequence" and (found := _CLASS.search(plain)):
                self._undrawn(found[0], number)
                self.lines[number] = _CLASS.sub("", line)
            elif (found := _IMAGE.search(plain)) or ((found := _SHAPE.search(line)) and _INCOMPLETE.match(found[1])):
                hint = "say it with boxes, arrows and text"
                self._fault("broken-picture", f"{quoted(found[1])} is not drawn in a picture", hint, number)

    def _undrawn(self, what: str, line: int) -> None:
        hint = "the site's stylesheet draws pictures, so that they fit every appearance; links stand in the text"
        self._fault("ignored-in-picture", f"{quoted(what)} is not drawn", hint, line)

    def _ask_for_texts(self, first: int) -> None:
        if not self.title:
            hint = "say in a sentence what the picture shows: 'accTitle: …' below its first line"
            self._fault("undescribed-picture", "the picture has no alternative text", hint, first)
        if not any(self.description):
            hint = "say in words all that the picture says: 'accDescr { … }' below its first line"
            self._fault("undescribed-picture", "the picture has no long description", hint, first)


def _too_much(lines: Sequence[str]) -> str:
    """Of what there is more in a picture than can be drawn; empty where it can."""
    if sum(map(len, lines)) > MOST_CHARACTERS:
        return f"{MOST_CHARACTERS:,} characters"
    return f"{MOST_WORDS} words" if sum(len(line.split()) for line in lines) > MOST_WORDS else ""


def _hidden(line: str, kind: str) -> str:
    """A line whose labels hold no sign that Mermaid would read."""
    behind = _behind_colon(line, kind)
    if behind:
        line = line[: behind.start("text")] + _label(behind["text"])
    if kind == "sequence":
        return line
    if kind != "flowchart":
        return _QUOTED.sub(lambda found: f'"{_label(found[1])}"', line)
    line = _ON_EDGE.sub(lambda found: f'|"{_label(found[1], _EDGE_WIDTH)}"|', line)
    width = MOST_CHARACTERS if _TITLED.match(line) else _BOX_WIDTH
    line = _QUOTED.sub(lambda found: f'"{_label(found[1], width)}"', line)
    line = _IN_BARS.sub(lambda found: f"|{_label(found[1].strip(), _EDGE_WIDTH)}|", line)
    line = _IN_DASHES.sub(lambda found: found[1] + _label(found[2], _EDGE_WIDTH), line)
    return _IN_BRACKETS.sub(lambda found: found[1] + _label(found[2].strip(), width), line)


def _behind_colon(line: str, kind: str) -> re.Match[str] | None:
    """The text behind the colon, where a line may have one that is not in quotation marks or braces."""
    found = _BEHIND_COLON.search(line) if kind in ("sequence", "state") else None
    if found and (line.count('"', 0, found.start()) % 2 or "@{" in line):
        return None
    return found


def _label(text: str, width: int = MOST_CHARACTERS) -> str:
    """A label: codes of signs as the signs, line breaks as Mermaid's, all other signs hidden.

    `width` is that of a line in characters.
    """
    pieces = (unescape(_CODE.sub(_sign, piece)) for piece in _BREAK.split(text))
    return "<br/>".join(hide(line) for piece in pieces for line in _lines(piece, width))


def _lines(text: str, width: int) -> list[str]:
    """A text in as few lines as a width allows, of about equal length. No word is broken."""

    def wrapped(width: int) -> list[str]:
        return wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]

    fewest = len(wrapped(width))
    while width > 1 and fewest > 1 and len(wrapped(width - 1)) == fewest:
        width -= 1
    return wrapped(width)


def _sign(code: re.Match[str]) -> str:
    """The sign that a code stands for, or the code where it stands for none."""
    sign = unescape(f"&#{code[1]};" if code[1].isdigit() else f"&{code[1]};")
    return sign if len(sign) == 1 and sign.isprintable() else code[0]


def _labels(kind: str, lines: list[str]) -> Iterator[tuple[int, str]]:
    """The texts that have to be seen in the picture, as far as they are told from syntax; signs are hidden."""
    for number, line in enumerate(lines):
        behind = _behind_colon(line, kind)
        if behind:
            yield number, behind["text"]
        if kind != "sequence":
            yield from ((number, found[1]) for found in _QUOTED.finditer(line))
        if kind == "flowchart":
            yield from ((number, found[1]) for found in _IN_BARS.finditer(line))
            yield from ((number, found[2]) for found in _IN_DASHES.finditer(line))
            yield from ((number, found[2]) for found in _IN_BRACKETS.finditer(line))
