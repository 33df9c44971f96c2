"""Repairs: the edits of problems applied to the text of a file, which else stays as it is, to the byte."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from decision.problem import Edit, Problem

_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r)?")


def apply(content: bytes, problems: Iterable[Problem]) -> bytes:
    """The content with the problems' edits made, in the line ends of the file.

    Edits that overlap one made before are left for another round, as are those that point outside the text.
    A file that is not UTF-8 stays as it is.
    """
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    try:
        text = content[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return content
    starts = _line_starts(text)
    line_end = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    spans: list[tuple[int, int, str]] = []
    for problem in problems:
        found = [_span(starts, text, edit) for edit in problem.fix]
        if not found or any(span is None for span in found):
            continue
        mine = [span for span in found if span is not None]
        if not any(_meet(one, other) for one in mine for other in spans):
            spans += mine
    for start, end, replacement in sorted(spans, reverse=True):
        text = text[:start] + replacement.replace("\n", line_end) + text[end:]
    return mark + text.encode("utf-8")


def diff(name: str, before: bytes, after: bytes) -> str:
    """A unified diff, as `patch` and `git apply` read it."""
    old, new = (content.decode("utf-8", "replace").splitlines(keepends=True) for content in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two edits change the same piece, or put something in at the same place."""
    return (one[0] < other[1] and other[0] < one[1]) or one[:2] == other[:2]


def _line_starts(text: str) -> list[int]:
    """Where each line begins, by the line ends that YAML and Markdown know."""
    starts, at = [0], 0
    while at < len(text):
        match = _LINE.match(text, at)
        at = match.end() if match else len(text)
        starts.append(at)
    return starts


def _span(starts: list[int], text: str, edit: Edit) -> tuple[int, int, str] | None:
    """An edit as offsets, None where the text is not as the edit expects it."""
    offsets = []
    for line, column in (edit.start, edit.end):
        if not 1 <= line <= len(starts):
            return None
        offset = starts[line - 1] + column - 1
        if not 0 <= offset <= len(text):
            return None
        offsets.append(offset)
    start, end = offsets
    if start > end or (edit.old is not None and text[start:end] != edit.old):
        return None
    return start, end, edit.text
