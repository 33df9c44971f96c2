"""What the YAML parser says when it cannot go on, as a problem where the mistake is.

The parser names the place where it gave up, which is often the line below: a quote or bracket that is not closed, a
colon without a blank, are found out late. Where the mistake can be told from what the parser says, that is named.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

from decision.problem import Place, Problem, error, printable

# as libyaml counts them
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_KEY = re.compile(r"[ ]*(?:- +)*(?:[^\s#'\"\[{][^#]*?|'[^']*'|\"[^\"]*\"):(?:\s|\Z)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?:\s|\Z)")
_CLOSING = {"[": "]", "{": "}"}

_HINTS = (
    ("mapping values are not allowed", "a text that holds ': ' must be quoted"),
    ("expected ',' or '}'", "a ',' stands between entries; in { … } a text with , ? : [ ] { } or # must be quoted"),
    ("expected ',' or ']'", "a ',' stands between entries; in [ … ] a text with , ? : [ ] { } or # must be quoted"),
    ("cannot start any token", "a text that starts with @ ` or % must be quoted"),
    ("did not find expected key", "look at the indentation of this line and the one above"),
    ("found unexpected ':'", "a blank belongs behind ':'"),
    ("could not find expected ':'", "a key needs ': ' behind it; a longer text needs '>-' or quotes"),
    ("expected '-' indicator", "look at the indentation of this line and the one above"),
    ("end of stream", "a quote or a bracket is not closed"),
    ("document start", "look at the indentation of this line and the one above"),
    ("alias", "a text that starts with * must be quoted"),
    ("control characters", "remove the character"),
)


class _Cause(NamedTuple):
    """Where a mistake is (line and column from 0), and what to do where that can be told."""

    line: int
    column: int
    hint: str | None = None


def problem(path: str, text: str, reason: yaml.YAMLError) -> Problem:
    """The parser's error as a problem."""
    if isinstance(reason, yaml.MarkedYAMLError):
        said = " ".join(part for part in (reason.context, reason.problem) if part)
        lines = _LINE_END.split(text)
        cause = _cause(text, lines, reason)
        if 0 <= cause.line < len(lines) and _CONFLICT.match(lines[cause.line]):
            hint = "keep one version, and remove the lines with '<<<<<<<', '=======' and '>>>>>>>'"
            cause = _Cause(cause.line, 0, hint)
    else:  # ReaderError: a character that YAML does not allow
        at = next(
            (i for i, c in enumerate(text) if not c.isprintable() and c not in "\t\n\r\x85\u2028\u2029\ufeff\xa0"), 0
        )
        said = str(reason).splitlines()[0]
        cause = _Cause(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
    hint = cause.hint or next((h for part, h in _HINTS if part in said), "look at this line and the one above it")
    return error("yaml-syntax", printable(said, 120), hint, Place(path, cause.line + 1, cause.column + 1))


def _cause(text: str, lines: list[str], reason: yaml.MarkedYAMLError) -> _Cause:
    found = reason.problem_mark or reason.context_mark
    if found is None:
        return _Cause(0, 0)
    begin = reason.context_mark or found
    line = lines[found.line] if found.line < len(lines) else ""
    context, said = reason.context or "", reason.problem or ""
    quote = _quote_before(text, found, "block" in context)
    if quote is not None:
        return quote
    if "simple key" in context or "quoted scalar" in context:
        return _Cause(begin.line, begin.column)
    if "flow" in context and begin.line < found.line and _is_open(lines[begin.line], begin.column):
        opening = lines[begin.line][begin.column]
        return _Cause(begin.line, begin.column, f"the '{opening}' is not closed: write '{_CLOSING[opening]}'")
    if "expected key" in said and "block mapping" in context:
        first = _misplaced(lines, begin, found)
        if first is not None:
            return _Cause(first, _indent(lines[first]), f"indent it like the key in line {found.line + 1}")
    if "mapping values" in said and not line[: found.column].strip().count(" ") and _is_glued(lines, found.line):
        above = lines[found.line - 1]
        return _Cause(found.line - 1, len(above) - len(above.lstrip()), "a blank belongs between ':' and the value")
    character = line[found.column : found.column + 1]
    if character == "\t":
        return _Cause(found.line, found.column, "indent with blanks, not with tabs")
    if character and character in "]}":
        return _Cause(found.line, found.column, f"the '{character}' closes nothing: remove it")
    return _Cause(found.line, found.column)


def _quote_before(text: str, found: Any, is_block: bool) -> _Cause | None:
    """Where the text in quotes begins behind which something stands that cannot; None where there is no such text."""
    last: Any = None
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            last = event
    except yaml.YAMLError:
        pass
    if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"'):
        return None
    start: Any = last.start_mark
    end: Any = last.end_mark
    if end.line != found.line:
        return None
    if start.line < found.line:
        return _Cause(start.line, start.column, f"the quote that begins here ends in line {found.line + 1} only")
    hint = "a text that begins with a quote ends with it: quote the whole text"
    return _Cause(start.line, start.column, hint) if is_block else None


def _is_open(line: str, column: int) -> bool:
    """Whether a bracket has something behind it on its line, so that it was meant to be closed there."""
    opening, behind = line[column : column + 1], line[column + 1 :]
    return opening in _CLOSING and bool(behind.split("#")[0].strip())


def _is_glued(lines: list[str], number: int) -> bool:
    """Whether the line above begins a text where a key belongs, which goes on in this line."""
    above = lines[number - 1] if number else ""
    before = next((line for line in reversed(lines[: max(number - 1, 0)]) if line.strip()), "")
    is_first = before.rstrip().endswith(":") or _indent(before) >= _indent(above)
    return bool(above.strip()) and not _KEY.match(above) and ":" in above and is_first


def _misplaced(lines: list[str], begin: Any, found: Any) -> int | None:
    """The first key of a mapping that stands alone in its column, while the others are in that of another line."""
    above = _content(lines, 0, found.line)
    if found.column - begin.column == 1:
        between = [n for n in above if n >= begin.line]
    else:
        start = next((at for at in range(len(above), 0, -1) if _indent(lines[above[at - 1]]) < found.column), 0)
        between = above[start:]
    if not between or _indent(lines[between[0]]) == found.column:
        return None
    first = _indent(lines[between[0]])
    if [_indent(lines[n]) for n in between].count(first) > 1:
        return None
    behind = [_indent(lines[n]) for n in _content(lines, found.line + 1, len(lines))]
    end = next((n for n, column in enumerate(behind) if column < min(first, found.column)), len(behind))
    return between[0] if found.column in behind[:end] or first % 2 > found.column % 2 else None


def _content(lines: list[str], start: int, end: int) -> list[int]:
    """The numbers of the lines that hold more than blanks and comments."""
    return [n for n in range(start, end) if lines[n].strip() and lines[n].lstrip()[0] != "#"]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
