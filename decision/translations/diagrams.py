"""A diagram that is text: what a translator translates in it, and what has to stay.

Labels between quotes, brackets or bars, titles and descriptions, and what stands behind a colon are translated; the
names of parts, arrows and the order of lines are the same in every language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# https://mermaid.js.org/config/accessibility.html
_DESCRIPTION = re.compile(r"^[ \t]*accDescr[ \t]*\{(?P<text>(?:\{\{[^{}\n]*\}\}|[^}])*)\}", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?P<key>accTitle|accDescr|title)[ \t]*:?[ \t]+(?P<text>.*)$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*%%(?!\{).*$", re.MULTILINE)
_LABEL = re.compile(
    r"\"(?P<quoted>[^\"\n]*)\"|\|(?P<bar>[^|\n]+)\||(?<=[\w\])}])[ \t]*:[ \t]+(?P<behind>\S[^\n]*)"
    r"|(?<=\w)[\[({]+(?P<bracket>[^\[\](){}|\"\n]+)[\])}]+"
)
KINDS = frozenset(("mermaid",))


class Diagram(NamedTuple):
    """A diagram without its words, and its words."""

    skeleton: str
    words: tuple[str, ...]


def read(source: str) -> Diagram:
    """What is the same in every language, and what is translated."""
    words: list[str] = []

    def told(match: re.Match[str]) -> str:
        words.append(" ".join(next(text for text in match.groups()[-1:] if text is not None).split()))
        return match[0].strip().split(maxsplit=1)[0].rstrip(":")

    def label(match: re.Match[str]) -> str:
        text = next(text for text in match.groups() if text is not None)
        words.append(" ".join(re.sub(r"<[^<>]*>", " ", text).split()))
        return match[0].replace(text, "…", 1)

    rest = _LINE.sub(told, _DESCRIPTION.sub(told, _COMMENT.sub("", source)))
    lines = (" ".join(line.split()) for line in _LABEL.sub(label, rest).split("\n"))
    return Diagram("\n".join(line for line in lines if line), tuple(words))
