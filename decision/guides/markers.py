"""Markers: comments on a line of their own that the build replaces, such as `<!-- decision-table: usecases -->`."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import NamedTuple

# name of a marker -> what stands behind the colon
MARKERS = {"decision-table": "the id of a table, that is, the name of its file in data/"}

_COMMENT = re.compile(r"<!--[ \t]*([A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*([^\s<>]*)[ \t]*-->")
_ALONE = re.compile(r"(?:<p>\s*)?<!--[ \t]*([a-z-]+)[ \t]*:[ \t]*([^\s<>]+)[ \t]*-->(?:\s*</p>)?")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")


class Marker(NamedTuple):
    """A marker or what looks like one: its name, its argument, the whole comment."""

    name: str
    argument: str
    comment: str

    @property
    def is_known(self) -> bool:
        """Whether the build replaces it."""
        return self.name in MARKERS

    @property
    def meant(self) -> str | None:
        """The marker that a misspelt name was meant to be."""
        near = get_close_matches(self.name.lower().replace("_", "-"), MARKERS, n=1, cutoff=0.8)
        return None if self.is_known or not near else near[0]


def find(line: str) -> list[Marker]:
    """The comments in a line that have the form of a marker."""
    return [Marker(match[1], match[2], match[0]) for match in _COMMENT.finditer(line)]


def isolate(markdown: str) -> str:
    """The same page with a blank line around each marker, so that no paragraph swallows it.

    Lines in fenced code stay as they are.
    """
    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
        elif opening and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        marker = None if fence else _COMMENT.fullmatch(line.strip())
        if marker and marker[1] in MARKERS:
            lines += ["", line, ""]
        else:
            lines.append(line)
    return "\n".join(lines)


def replace(html: str, make: Callable[[str, str], str | None]) -> str:
    """The page with each marker that `make(name, argument)` knows replaced by what it gives."""

    def one(match: re.Match[str]) -> str:
        made = make(match[1], match[2]) if match[1] in MARKERS else None
        return match[0] if made is None else made

    return _ALONE.sub(one, html)
