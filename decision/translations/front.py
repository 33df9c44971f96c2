"""The stamps in the front matter of a page, written without touching anything else in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from decision.guides import syntax
from decision.guides.syntax import FrontMatter
from decision.stamps import KEY

_PLAIN = re.compile(r"[^\W\d][\w./-]*|\^")
_ENTRY = re.compile(r"(?P<indent>[ \t]+)(?P<key>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s#'\"][^:#]*?)[ \t]*:[ \t]")
_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")


def with_stamps(content: bytes, stamps: Mapping[str, str]) -> bytes:
    """The file with these stamps under `source:`, in their order, in place of those that stand there.

    Raises ValueError where the front matter cannot be read, and UnicodeDecodeError where the file is not UTF-8.
    """
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content[len(mark) :].decode("utf-8")
    page = syntax.read("", text)
    if page.front.problems or (page.front.document is not None and not isinstance(page.front.document.data, dict)):
        raise ValueError("the front matter cannot be read")
    end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    lines = [line for line in _LINE.findall(text) if line]
    if not page.front.lines:
        block = ["---", *_block(stamps, "  "), "---", ""]
        return mark + (end.join(block) + end + text).encode()
    first, last = _place(page.front, lines)
    indent, comments = _kept(lines[first:last])
    block = [f"{line}{end}" for line in [*_block(stamps, indent)[:1], *comments, *_block(stamps, indent)[1:]]]
    return mark + "".join([*lines[:first], *(block if stamps else ()), *lines[last:]]).encode()


def _place(front: FrontMatter, lines: Sequence[str]) -> tuple[int, int]:
    """The lines that the stamps take (from 0, the end exclusive), or before which they go: the last of front matter."""
    document = front.document
    if KEY not in front.data or document is None:
        return front.lines - 1, front.lines - 1
    first, held, value = document.key(KEY).line - 1, front.data[KEY], document.at(KEY)
    # libyaml ends a mapping where something else begins, but one in braces where they close
    is_open = isinstance(held, dict) and held and lines[value.line - 1][value.column - 1 : value.column] != "{"
    ends = [document.at(KEY, key).end for key in held] if is_open else [value.end]
    return first, max([first, *(end[0] - 1 for end in ends if end is not None)]) + 1


def _kept(lines: list[str]) -> tuple[str, list[str]]:
    """The indentation of the entries, and the comments between them."""
    entries = [found for line in lines[1:] if (found := _ENTRY.match(line))]
    comments = [line.rstrip("\r\n") for line in lines[1:] if line.lstrip().startswith("#")]
    return (entries[0]["indent"] if entries else "  "), comments


def _block(stamps: Mapping[str, str], indent: str) -> list[str]:
    return [f"{KEY}:", *(f"{indent}{_key(name)}: {stamp}" for name, stamp in stamps.items())]


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
