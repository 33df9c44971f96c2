"""Markers: comments on a line of their own that the build replaces, such as `<!-- decision-table: usecases -->`.

Behind the colon stands the id of a file in data/, that is, its name; some may name a part of it: `id/part`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import NamedTuple

TABLE = "decision-table"
CHOOSER = "decision-chooser"
HISTORY = "decision-history"
# name of a marker -> the kind of data file that it shows
MARKERS = {
    TABLE: "decision-table",
    CHOOSER: "decision-table",
    "decision-graph": "decision-table",
    HISTORY: "decision-table",
    "glossary": "glossary",
}
# those that may show a part
WITH_PARTS = frozenset(("glossary",))

_COMMENT = re.compile(r"<!--[ \t]*([A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*([^\s<>]*)[ \t]*-->")
_ALONE = re.compile(r"(?:<p>\s*)?<!--[ \t]*([a-z-]+)[ \t]*:[ \t]*([^\s<>]+)[ \t]*-->(?:\s*</p>)?")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_HEADING = re.compile(r"^[ \t>]*(#{1,6})[ \t]")


class Marker(NamedTuple):
    """A marker or what looks like one: its name, its argument, the whole comment."""

    name: str
    argument: str
    comment: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the build replaces it."""
        return self.name in MARKERS

    @property
    def file(self) -> str:
        """The id of the data file."""
        return self.argument.partition("/")[0] if self.name in WITH_PARTS else self.argument

    @property
    def part(self) -> str:
        """The part of the file that is shown; empty for all of it."""
        return self.argument.partition("/")[2] if self.name in WITH_PARTS else ""

    @property
    def meant(self) -> str | None:
        """The marker that a misspelt name was meant to be."""
        near = get_close_matches(self.name.lower().replace("_", "-"), MARKERS, n=1, cutoff=0.8)
        return None if self.is_known or not near else near[0]


def find(line: str) -> list[Marker]:
    """The comments in a line that have the form of a marker."""
    return [Marker(match[1], match[2], match[0]) for match in _COMMENT.finditer(line)]


def isolate(markdown: str, make: Callable[[Marker, int], str | None] = lambda marker, level: None) -> str:
    """The same page with a blank line around each marker, so that no paragraph swallows it.

    What `make` gives, of the marker and the level of the heading above it (1 without one), stands in its place. Lines
    in fenced code stay as they are.
    """
    lines: list[str] = []
    fence, level = "", 1
    for line in markdown.split("\n"):
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
        elif opening and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        heading = None if fence else _HEADING.match(line)
        level = len(heading[1]) if heading else level
        before = line[: len(line) - len(line.lstrip(" \t>"))]
        marker = None if fence else _COMMENT.fullmatch(line[len(before) :].rstrip())
        if marker and marker[1] in MARKERS:
            made = make(Marker(marker[1], marker[2], marker[0]), level)
            shown = [line] if made is None else [f"{before}{row}".rstrip() for row in made.strip("\n").split("\n")]
            lines += [before.rstrip(), *shown, before.rstrip()]
        else:
            lines.append(line)
    return "\n".join(lines)


def replace(html: str, make: Callable[[str, str], str | None]) -> str:
    """The page with each marker that `make(name, argument)` knows replaced by what it gives."""

    def one(match: re.Match[str]) -> str:
        made = make(match[1], match[2]) if match[1] in MARKERS else None
        return match[0] if made is None else made

    return _ALONE.sub(one, html) if "<!--" in html else html  # the pattern begins with what may be missing
