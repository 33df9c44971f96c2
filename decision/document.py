"""A YAML file as plain data, with the place of every value.

YAML is read by the core schema of YAML 1.2, as editors read it: only `true` and `false` are booleans, dates are text.
The values come from the parser's events, which knows no recursion, so that nothing a file holds can exhaust the stack;
aliases that would explode are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from decision import yaml_errors
from decision.problem import Place, Problem, Route, error, printable, quoted

MOST_BYTES = 4_000_000
MOST_DEPTH = 50
# for so many bytes one key, value or end of values: what is denser is no table, and costs memory and seconds
BYTES_FOR_ONE = 8
MOST_ALIASED = 100_000

# https://yaml.org/spec/1.2.2/#1032-tag-resolution
_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


_FIRST_OF_WORDS = frozenset(word[:1] for word in _WORDS)
_FIRST_OF_NUMBERS = frozenset("-+.0123456789")


class _Branch:
    """A mapping or sequence in the making: its data, and for each entry the events of key and value."""

    __slots__ = ("anchor", "children", "data", "end", "is_mapping", "key", "keys", "repeated", "size", "start")

    def __init__(self, event: Any, data: Any) -> None:
        self.anchor = event.anchor
        self.start = event.start_mark
        self.data = data
        self.is_mapping = isinstance(data, dict)
        self.children: Any = {} if self.is_mapping else []
        self.keys: dict[str, Any] = {}
        self.key: str | None = None
        # the last key that stood there already
        self.repeated: str | None = None
        self.end: Any = event.end_mark
        self.size = 1


@dataclass(frozen=True, eq=False)
class Document:
    """A file as read: `data` is dicts, lists, str, int, float, bool, None; `at` tells where a value stands."""

    path: str
    data: Any
    tree: Any

    def at(self, *route: str | int) -> Place:
        """The place of the value at `route`, or of the nearest value above it that exists."""
        node, _, _ = self._walk(route)
        return _place(self.path, node)

    def key(self, *route: str | int) -> Place:
        """The place of the key that leads to `route`; for an entry of a list, of the entry."""
        node, key, whole = self._walk(route)
        return _place(self.path, key if whole and key is not None else node)

    def _walk(self, route: Route) -> tuple[Any, Any, bool]:
        """The deepest node on the route, the event of its key, and whether the route was followed to its end."""
        node, key = self.tree, None
        for step in route:
            children = node.children if isinstance(node, _Branch) else {}
            if isinstance(children, dict):
                if step not in children:
                    return node, key, False
                key = node.keys[str(step)]
            elif not isinstance(step, int) or step >= len(children):
                return node, key, False
            else:
                key = None
            node = children[step]
        return node, key, True


def read(path: str, content: bytes, most_bytes: int = MOST_BYTES) -> tuple[Document | None, tuple[Problem, ...]]:
    """A file's bytes as a document, or None where no data can be had; and every problem found on the way."""
    if len(content) > most_bytes:
        return None, (
            error(
                "too-large",
                f"the file has {len(content):,} bytes, at most {most_bytes:,} are read",
                "split the table, or raise the limit with --most-bytes",
                Place(path),
            ),
        )
    text, problem = decode(path, content)
    if problem is not None:
        return None, (problem,)
    return _Builder(path, most_bytes // BYTES_FOR_ONE).build(text)


def decode(path: str, content: bytes) -> tuple[str, Problem | None]:
    """A file's bytes as text (bytes that are not UTF-8 shown as U+FFFD), and the first place that is not UTF-8."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as reason:
        before = content[: reason.start].decode("utf-8", "replace")
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{content[reason.start]:02x} is not UTF-8"
        return content.decode("utf-8", "replace"), error("not-utf-8", message, "save the file as UTF-8", place)


class _StopError(Exception):
    """The rest of the file cannot be read; the problem is among the builder's."""


class _Builder:
    """Turns parser events into data and places; collects problems and goes on where it can."""

    def __init__(self, path: str, most: int) -> None:
        self.path, self.most = path, most
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, Any, int]] = {}
        self.stack: list[_Branch] = []
        self.root: tuple[Any, Any] | None = None
        self.aliased = 0

    def build(self, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
        """The document in `text`."""
        try:
            for number, event in enumerate(iter(CParser(text).get_event, None)):
                if number > self.most:
                    self._stop(
                        "too-many-values",
                        f"the file has more than {self.most:,} keys and values",
                        "split the table, or raise the limit with --most-bytes",
                        event,
                    )
                self._take(event)
        except _StopError:
            return None, tuple(self.problems)
        except yaml.YAMLError as reason:
            return None, (*self.problems, yaml_errors.problem(self.path, text, reason))
        if self.root is None:
            self._report(
                "empty-file", "the file holds nothing", "the first line says the kind: 'kind: …'", Place(self.path)
            )
            return None, tuple(self.problems)
        data, tree = self.root
        return Document(self.path, data, tree), tuple(self.problems)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            branch = self.stack[-1] if self.stack else None
            # nine of ten events are plain keys and values of a mapping
            if branch is not None and branch.is_mapping and event.anchor is None and event.tag is None:
                value = event.value
                if branch.key is None:
                    if value not in branch.keys:
                        branch.key = value
                        branch.keys[value] = _span(event)
                        return
                else:
                    branch.data[branch.key] = _resolve(value) if event.implicit[0] else value
                    branch.children[branch.key] = _span(event)
                    branch.key = None
                    branch.size += 1
                    return
            self._scalar(event)
        elif kind is MappingStartEvent:
            self._open(event, {})
        elif kind is SequenceStartEvent:
            self._open(event, [])
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close(event)
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent and self.root is not None:
            self._stop("yaml-syntax", "a second document starts here", "a file holds one document: remove '---'", event)

    def _scalar(self, event: Any) -> None:
        branch = self.stack[-1] if self.stack else None
        if branch is not None and branch.key is None and branch.is_mapping:
            self._key(branch, event, event.value)
            return
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._tag(event)
        plain = event.implicit[0] and event.tag is None
        value = _resolve(event.value) if plain else event.value
        if event.anchor:
            self.anchors[event.anchor] = (value, _span(event), 1)
        self._put(value, _span(event), 1)

    def _key(self, branch: _Branch, event: Any, key: str) -> None:
        if key in branch.keys:
            first = branch.keys[key][0] + 1
            before, branch.repeated = branch.repeated, key
            is_entry = len(self.stack) > 1 and not self.stack[-2].is_mapping
            in_list = ", or begin another entry of the list with '- '" if is_entry else ""
            # two blocks that became one are one mistake, told at the first of their keys
            if before in (None, key):
                self._report(
                    "repeated-key",
                    f"the key {quoted(key)} stands here again, first in line {first}",
                    f"one of the two would be lost: remove or rename one{in_list}",
                    _place(self.path, event),
                )
        branch.key = key
        branch.keys[key] = _span(event)

    def _open(self, event: Any, data: Any) -> None:
        if self.stack and self.stack[-1].key is None and self.stack[-1].is_mapping:
            self._stop(
                "yaml-syntax", "a key is a mapping or a list", "a key is a text; quote it if it holds { or [", event
            )
        if len(self.stack) >= MOST_DEPTH:
            self._stop(
                "too-deep", f"values are nested more than {MOST_DEPTH} deep", "no kind of file needs this", event
            )
        if event.tag is not None:
            self._tag(event)
        self.stack.append(_Branch(event, data))

    def _close(self, event: Any) -> None:
        branch = self.stack.pop()
        branch.end = event.end_mark
        if branch.anchor:
            self.anchors[branch.anchor] = (branch.data, branch, branch.size)
        self._put(branch.data, branch, branch.size)

    def _alias(self, event: Any) -> None:
        known = self.anchors.get(event.anchor)
        if known is None:
            self._stop(
                "yaml-syntax",
                f"'*{printable(event.anchor)}' names no value above it",
                "define it with '&' first",
                event,
            )
            return
        value, node, size = known
        branch = self.stack[-1] if self.stack else None
        if branch is not None and branch.key is None and branch.is_mapping:
            self._key(branch, event, value if isinstance(value, str) else str(value))
            return
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            self._stop(
                "too-many-aliases",
                f"aliases stand for more than {MOST_ALIASED:,} values",
                "write the values out",
                event,
            )
        self._put(value, node, size)

    def _put(self, value: Any, node: Any, size: int) -> None:
        if not self.stack:
            self.root = (value, node)
            return
        branch = self.stack[-1]
        branch.size += size
        if branch.is_mapping:
            branch.data[branch.key] = value
            branch.children[branch.key] = node
            branch.key = None
        else:
            branch.data.append(value)
            branch.children.append(node)

    def _tag(self, event: Any) -> None:
        self._report("yaml-tag", f"the tag {quoted(event.tag)} is not read here", "remove it", _place(self.path, event))

    def _report(self, code: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(error(code, message, hint, place))

    def _stop(self, code: str, message: str, hint: str, event: Any) -> None:
        self._report(code, message, hint, _place(self.path, event))
        raise _StopError


def _resolve(text: str) -> object:
    """A plain scalar's value by the core schema."""
    first = text[:1]
    if first in _FIRST_OF_WORDS and text in _WORDS:
        return _WORDS[text]
    if first in _FIRST_OF_NUMBERS:
        if _INT.match(text):
            # int() refuses more than 4,300 digits; nobody means a number by that
            return int(text, 0 if text[:2] in ("0o", "0x") else 10) if len(text) < 1000 else text
        if _FLOAT.match(text):
            # Python writes inf and nan without the point
            return float(text.replace(".", "", 1) if text[-1] in "fFnN" else text)
    return text


def _span(event: Any) -> Any:
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column


def _place(path: str, node: Any) -> Place:
    if isinstance(node, _Branch):
        line, column, end_line, end_column = node.start.line, node.start.column, node.end.line, node.end.column
    elif isinstance(node, tuple):
        line, column, end_line, end_column = node
    else:
        line, column, end_line, end_column = _span(node)
    return Place(path, line + 1, column + 1, (end_line + 1, end_column + 1))
