"""Findings that are meant to be: `allow` in a data file, `<!-- allow: code: reason -->` above a line of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decision.document import Document
from decision.guides.guide import Guide
from decision.problem import Place, Problem, Route

_ALLOW = re.compile(r"<!--\s*allow:\s*([a-z0-9-]+)\s*(?::\s*(.*?))?\s*-->", re.DOTALL)


@dataclass(frozen=True)
class Excuse:
    """An excuse: the code that it excuses, its reason, where it stands."""

    code: str
    reason: str
    place: Place
    route: Route = ()


class Excuses:
    """All excuses of a project, and which of them were needed."""

    def __init__(self) -> None:
        self._in_data: dict[tuple[str, Route], Excuse] = {}
        self._on_pages: dict[str, list[tuple[range, Excuse]]] = {}
        self._used: set[Excuse] = set()

    def add_data(self, source: Document) -> None:
        """Take the `allow` entries of a data file."""
        for route in _routes(source.data):
            excuse = Excuse(str(route[-1]), "given", source.key(*route), route)
            self._in_data[source.path, route] = excuse

    def add_page(self, guide: Guide) -> None:
        """Take the comments of a page; each excuses what is found in the block below it."""
        self.add_found(guide.path, of_page(guide))

    def add_found(self, path: str, found: Iterable[tuple[range, Excuse]]) -> None:
        """Take the excuses that were found on a page, each with the lines that it is for."""
        if listed := list(found):
            self._on_pages[path] = listed

    def excuse(self, problem: Problem) -> bool:
        """Whether a problem is excused; the excuse counts as needed then."""
        for excuse in self._candidates(problem):
            if excuse.code == problem.code and excuse.reason:
                self._used.add(excuse)
                return True
        return False

    def unneeded(self) -> Iterator[Excuse]:
        """The excuses that excused nothing, and those without a reason."""
        for excuse in (*self._in_data.values(), *(e for found in self._on_pages.values() for _, e in found)):
            if excuse not in self._used:
                yield excuse

    def _candidates(self, problem: Problem) -> Iterator[Excuse]:
        for lines, excuse in self._on_pages.get(problem.path, ()):
            if problem.line in lines:
                yield excuse
        for key in _where(problem):
            if key in self._in_data:
                yield self._in_data[key]


def of_page(guide: Guide) -> Iterator[tuple[range, Excuse]]:
    """The comments of a page that excuse something, each with the lines of the block below it."""
    if "allow:" not in guide.syntax.text:
        return
    lines = guide.syntax.lines
    for comment in guide.syntax.comments:
        found = _ALLOW.fullmatch(comment.text)
        if found:
            place = Place(guide.path, comment.line, comment.column, comment.end)
            first = next((n for n in range(comment.end[0] + 1, len(lines) + 1) if _is_content(lines[n - 1])), 0)
            last = next((n for n in range(first, len(lines) + 1) if not lines[n - 1].strip()), len(lines) + 1)
            yield range(first, last), Excuse(found[1], (found[2] or "").strip(), place)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not _ALLOW.fullmatch(line.strip(" \t>"))


def _where(problem: Problem) -> Iterator[tuple[str, Route]]:
    """Where an excuse in data may stand: at the value, at anything around it, and for a cell at its integration."""
    route = problem.route
    for length in range(len(route), -1, -1):
        yield problem.path, (*route[:length], "allow", problem.code)
    if len(route) >= 4 and route[0] == "usecases" and route[2] == "verdicts":
        yield problem.path, ("integrations", route[3], "allow", problem.code)


def _routes(data: object, route: Route = ()) -> Iterator[Route]:
    """The routes of all excuses in a document's data."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        if key == "allow" and isinstance(value, dict):
            yield from ((*route, key, code) for code in value)
        else:
            yield from _routes(value, (*route, key))
