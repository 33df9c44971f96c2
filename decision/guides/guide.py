"""A Markdown page with its structure: what the checks and the renderer need to know of it.

markdown-it-py (CommonMark with tables) gives the structure and the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from decision.guides import markers
from decision.problem import Place

ADDRESS = "address:"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ID = re.compile(r"[ \t]*\{[ \t]*:?[ \t]*#([^\s}]+)[^}]*\}[ \t]*$")
_parser = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table")


class Heading(NamedTuple):
    """A heading: its level from 1, its text without the id, its id where it names one, its line."""

    level: int
    text: str
    id: str | None
    line: int


class Found(NamedTuple):
    """Something on a line: its text and where it stands (line from 1, columns from 1, the end exclusive)."""

    text: str
    line: int
    column: int
    end: int


@dataclass(frozen=True, eq=False)
class Guide:
    """A page. `path` is relative to the project's root, `page` to the folder of its language.

    Its structure is found when it is first asked for, and only in pages that can hold what is asked.
    """

    path: str
    locale: str
    page: str
    text: str

    @cached_property
    def body(self) -> str:
        """The page with blank lines in place of its front matter, so that lines keep their numbers."""
        front = _FRONT_MATTER.match(self.text)
        return "\n" * front[0].count("\n") + self.text[front.end() :] if front else self.text

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the body."""
        return self.body.split("\n")

    @cached_property
    def tokens(self) -> list[Token]:
        """The page as markdown-it-py reads it."""
        return _parser.parse(self.body)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order."""
        return tuple(_headings(self.tokens))

    @cached_property
    def markers(self) -> tuple[tuple[markers.Marker, Found], ...]:
        """The comments that have the form of a marker."""
        return tuple(_markers(self.tokens, self.lines)) if markers.find(self.body) else ()

    @cached_property
    def addresses(self) -> tuple[Found, ...]:
        """The links to `address:table/id`."""
        return tuple(_addresses(self.tokens, self.lines)) if ADDRESS in self.body else ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids that headings name."""
        return frozenset(heading.id for heading in self.headings if heading.id)

    def place(self, found: Found) -> Place:
        """Where something found on this page stands."""
        return Place(self.path, found.line, found.column, (found.line, found.end))


def read(path: str, locale: str, page: str, text: str) -> Guide:
    """A page's text as a guide."""
    return Guide(path, locale, page, text.replace("\r\n", "\n").replace("\r", "\n"))


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            content = tokens[index + 1].content
            named = _ID.search(content)
            yield Heading(
                int(token.tag[1]),
                content[: named.start()] if named else content,
                named[1] if named else None,
                token.map[0] + 1,
            )


def _markers(tokens: list[Token], lines: list[str]) -> Iterator[tuple[markers.Marker, Found]]:
    """Comments in the form of a marker; code is none of them."""
    for token in tokens:
        if not token.map:
            continue
        if token.type == "html_block":
            comments = [marker.comment for n in range(*token.map) for marker in markers.find(lines[n])]
        else:
            inline = [child.content for child in token.children or () if child.type == "html_inline"]
            comments = [marker.comment for content in inline for marker in markers.find(content)]
        position = (token.map[0], 0)
        for comment in comments:
            position, found = _next(lines, position, token.map[1], comment)
            yield markers.find(comment)[0], Found(lines[found.line - 1], found.line, found.column, found.end)


def _addresses(tokens: list[Token], lines: list[str]) -> Iterator[Found]:
    for token in tokens:
        if token.type != "inline" or not token.map or ADDRESS not in token.content:
            continue
        targets = [str(child.attrs.get("href", "")) for child in token.children or () if child.type == "link_open"]
        position = (token.map[0], 0)
        for target in targets:
            if target.startswith(ADDRESS):
                position, found = _next(lines, position, token.map[1], target)
                yield found


def _next(lines: list[str], after: tuple[int, int], last: int, target: str) -> tuple[tuple[int, int], Found]:
    """Where `target` stands next in the lines of a block."""
    for number in range(after[0], last):
        column = lines[number].find(target, after[1] if number == after[0] else 0)
        if column >= 0:
            return (number, column + 1), Found(target, number + 1, column + 1, column + 1 + len(target))
    return after, Found(target, after[0] + 1, 1, 1)
