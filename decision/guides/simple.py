"""Text that CommonMark and Python-Markdown read alike, which is most of it: found by one pattern, and not parsed.

Whatever the pattern does not match is left to `decision.guides.inline`. It matches text without special characters,
bold, italic and code that stand for themselves, tags, links and images with plain targets; nothing in each other, but
for tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import unescape

from decision.guides import escape, parser, policy

_OPEN = "\U0010f05b[\U0010f000-\U0010f05a\U0010f05c-\U0010f07f]*+"
_CLOSE = "\U0010f15d"
_ODD = "\u00a0\u200b\u2028\u2029\\x0b\\x0c\\x1c-\\x1f\\x85\U0010f000-\U0010f3ff"
_ALNUM = r"[^\W_]"
_TAG = re.compile(rf"{_OPEN}|{_CLOSE}")
# none of these characters can begin or end anything where it stands
_PLAIN = (
    rf"[^\\`*_\[\]<&{{}}|!~\n{_ODD}]|(?<={_ALNUM})_(?={_ALNUM})|!(?!\[)|&(?![#\w])|~(?!~)"
    r"|&(?!ZeroWidth)[A-Za-z][A-Za-z0-9]*;"
)
_TARGET = r"(?:[\w./#:?=%~+,;@-]|&(?!#?\w+;))++"
_NOTHING = "&#[xX]200[bB];"
_ZERO_WIDTH = re.compile(_NOTHING)
_ATTRIBUTES = r"(?:\{[^{}\n_]*\}|[ \t]+\{(?:[ \t]*|[^{}\n_]*=[^{}\n_]*)\})?"
_TITLE = rf"(?: \"[^\"\\`<>&\[\]|\n{{}}{_ODD}]*\")?"


@lru_cache(maxsize=2)
def _patterns(in_cell: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a whole simple text looks like, and the parts of it that are to be changed."""
    plain = _PLAIN if in_cell else rf"{_PLAIN}|\|"
    text = rf"(?:{plain}|{_NOTHING}|{_OPEN}(?:{plain}|{_NOTHING})++{_CLOSE})"
    link = rf"(?P<link>\[(?![!^])(?P<text>{text}++)\]\((?P<href>{_TARGET})(?P<title>{_TITLE})\)(?!\{{))"
    image = rf"(?P<image>!\[(?P<alt>{text}*+)\]\((?P<src>{_TARGET})(?P<name>{_TITLE})\)(?P<attributes>{_ATTRIBUTES}))"
    begin = rf"(?:(?={_ALNUM})|(?<!{_ALNUM}MARK)(?=\U0010f05b))"
    ends = [
        rf"{begin}{text}++(?:(?<={_ALNUM})MARK(?![*{{])|(?<=[.,:;?)'\"%/-]|{_CLOSE})MARK(?=[\s.,:;)]|\Z))",
        rf"(?<![^\s(]MARK){link}MARK(?=[\s.,:;)]|\Z)",
    ]
    strong, em = (rf"(?<!\*){mark}(?:{'|'.join(ends).replace('MARK', mark)})" for mark in (r"\*\*", r"\*"))
    code = rf"(?<!`)`(?=[^`]*[^\s`])(?:[^`\n<|&{_ODD}]|<(?![!?])|&(?!\#))++`(?![`{{])"
    line = r"[ \t]*\n[ \t]*"
    parts = (text, strong, em, code, link, image, r"<br ?/?>", line)
    whole = re.sub(r"\(\?P<\w+>", "(?:", rf"(?:{'|'.join(parts)})*+\Z")
    change = rf"{image}|{link}|(?P<break>{line})|(?P<open>{_OPEN})|(?P<close>{_CLOSE})|{_NOTHING}"
    return re.compile(whole), re.compile(change)


def is_simple(content: str, in_cell: bool = False) -> bool:
    """Whether a text is simple; what `markdown` changes in it is then all that is more than text."""
    return bool(_patterns(in_cell)[0].match(content))


def markdown(
    content: str, one_line: bool, in_cell: bool, labels: Mapping[str, tuple[str, str]], target: Callable[[str], str]
) -> str | None:
    """A simple text in Markdown, its tags, targets and line breaks changed; None where it is not simple."""
    whole, change = _patterns(in_cell)
    if not whole.match(content):
        return None
    written = change.sub(_Change(labels, target, one_line).of, content).strip(" ")
    return written if one_line else escape.line_starts(written)


class _Change:
    """What the parts of a simple text are changed into."""

    def __init__(self, labels: Mapping[str, tuple[str, str]], target: Callable[[str], str], one_line: bool) -> None:
        self.labels, self.target, self.one_line = labels, target, one_line
        self.behind = ""

    def of(self, match: re.Match[str]) -> str:
        """The text for one part."""
        if match["open"]:
            before, self.behind = self.labels[parser.kind(match["open"])]
            return before
        if match["close"]:
            return self.behind
        if match["link"]:
            text = self._labelled(match["text"])
            # blanks at its edges, left behind by what was invisible, are not to be underlined
            if match.string[max(match.start() - 1, 0) : match.start()].strip() == "":
                text = text.lstrip(" ")
            if match.string[match.end() : match.end() + 1].strip() == "":
                text = text.rstrip(" ")
            return f"[{text}]({escape.target(self.target(match['href']))}{match['title']})"
        if match["image"]:
            alt = "".join(piece.text for piece in parser.pieces(match["alt"]) if not piece.is_tag)
            alt = unescape(alt)
            image = f"![{escape.quoted(alt)}]({escape.target(self.target(match['src']))}{match['name']})"
            return image + _attributes(match["attributes"].strip())
        if not match["break"]:
            return ""
        is_hard = match["break"].partition("\n")[0].endswith("  ")
        if self.one_line:
            return "<br>" if is_hard else " "
        return "  \n" if is_hard else "\n"

    def _labelled(self, text: str) -> str:
        text = _ZERO_WIDTH.sub("", text)
        return _TAG.sub(self._tag, text) if parser.has_tags(text) else text

    def _tag(self, match: re.Match[str]) -> str:
        if match[0] == _CLOSE:
            return self.behind
        before, self.behind = self.labels[parser.kind(match[0])]
        return before


def _attributes(braces: str) -> str:
    """The attribute list behind an image, without what an image may not have."""
    written = policy.attribute_list(braces[1:-1], "img") if braces else []
    return f"{{ {' '.join(written)} }}" if written else ""
