"""A Markdown page as the checks and the renderer know it: whose page it is, and what stands on it.

What it consists of is found by `decision.guides.syntax`, once; see there for links, images, notes, tables and the like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from decision.guides import syntax
from decision.guides.markers import Marker, find
from decision.guides.syntax import Heading, Syntax
from decision.problem import Place
from decision.values.references import NONE, Values

ADDRESS = "address:"


class Found(NamedTuple):
    """Something on a line: its text and where it stands (line from 1, columns from 1, the end exclusive)."""

    text: str
    line: int
    column: int
    end: int


@dataclass(frozen=True)
class Guide:
    """A page. `path` is relative to the project's root, `page` to the folder of its language.

    `addresses` are the links to `address:table/id`, `markers` the comments that have the form of a marker.
    """

    path: str
    locale: str
    page: str
    syntax: Syntax

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings."""
        return self.syntax.headings

    @property
    def ids(self) -> frozenset[str]:
        """The ids that headings name."""
        return frozenset(heading.id for heading in self.headings if heading.id)

    @property
    def markers(self) -> tuple[tuple[Marker, Found], ...]:
        """The comments that look like markers."""
        return tuple(self._markers())

    @property
    def addresses(self) -> tuple[Found, ...]:
        """The links to what the data knows."""
        return tuple(
            Found(link.target, link.target_line, link.target_column, link.target_column + len(link.target))
            for link in self.syntax.links
            if link.target.startswith(ADDRESS)
        )

    def place(self, found: Found) -> Place:
        """Where something found on this page stands."""
        return Place(self.path, found.line, found.column, (found.line, found.end))

    def _markers(self) -> Iterator[tuple[Marker, Found]]:
        for comment in self.syntax.comments:
            for marker in find(comment.text):
                line, column = comment.line, comment.column
                yield marker, Found(self.syntax.lines[line - 1], line, column, column + len(marker.comment))


def read(path: str, locale: str, page: str, text: str, values: Values = NONE) -> Guide:
    """A page's text as a guide; `values` are what it may refer to."""
    return Guide(path, locale, page, syntax.read(path, text, values))
