"""What a check reports: where, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Route = tuple[str | int, ...]


class Severity(StrEnum):
    """How bad a problem is: an error stops every build, a warning stops a strict one."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; lines and columns count from 1, `end` is (line, column) behind the last character."""

    path: str
    line: int = 1
    column: int = 1
    end: tuple[int, int] | None = None

    def __str__(self) -> str:
        """`path:line:column`, with characters that would break the line shown as escapes."""
        return f"{printable(self.path, 4096)}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Edit:
    """A change of a file's text that repairs a problem: what stands from `start` up to `end` becomes `text`.

    Both are (line, column), from 1; the end is behind the last character. Lines are counted as in `Place`.
    `old` is what stands there now: where it does not, nothing is changed.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    text: str
    old: str | None = None


@dataclass(frozen=True)
class Problem:
    """One mistake, named where it stands.

    `code` is the lasting name of the kind of mistake; `message` says what is wrong, `hint` what to do.
    `route` holds the keys and indices that lead to the value in its document (empty in Markdown).
    `fix` repairs it without changing what is meant; empty where a person has to decide.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    place: Place
    route: Route = field(default=(), compare=False)
    fix: tuple[Edit, ...] = field(default=(), compare=False)

    @property
    def path(self) -> str:
        """The file, relative to the project's root where it lies inside it."""
        return self.place.path

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.place.column

    @property
    def end(self) -> tuple[int, int] | None:
        """(line, column) behind the last character, where it is known."""
        return self.place.end

    def __str__(self) -> str:
        """`path:line:column: severity code: message`, and the hint on a line of its own."""
        text = f"{self.place}: {self.severity} {self.code}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


def error(code: str, message: str, hint: str, place: Place, route: Route = (), fix: tuple[Edit, ...] = ()) -> Problem:
    """A problem that stops every build."""
    return Problem(code, Severity.ERROR, message, hint, place, route, fix)


def warning(code: str, message: str, hint: str, place: Place, route: Route = (), fix: tuple[Edit, ...] = ()) -> Problem:
    """A problem that stops a strict build."""
    return Problem(code, Severity.WARNING, message, hint, place, route, fix)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader goes through the files: by path, line, column, code; each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message)))


def printable(text: str, most: int = 60) -> str:
    """The text on one line, control characters escaped, cut after `most` characters."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def quoted(value: object) -> str:
    """A value as a message shows it: texts in quotes, others as YAML writes them, long ones cut."""
    if isinstance(value, str):
        return f"'{printable(value)}'"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    return printable(str(value))


def nearest(value: object, possible: Iterable[str]) -> str | None:
    """The one of the possible values that was probably meant."""
    if not isinstance(value, str) or len(value) >= 100:
        return None
    known = list(possible)
    alike = [one for one in known if one.casefold() == value.casefold()]
    return next(iter(alike or get_close_matches(value, known, n=1, cutoff=0.6)), None)


def choices(value: object, possible: Iterable[str], most: int = 12) -> str:
    """A hint for a value that is none of the possible ones: the nearest, else what was possible."""
    known = list(possible)
    near = nearest(value, known)
    listed = ", ".join(known[:most]) + (f" and {len(known) - most} more" if len(known) > most else "")
    if near:
        return f"did you mean '{near}'? possible: {listed}" if len(known) > 1 else f"did you mean '{near}'?"
    return f"possible: {listed}" if known else "nothing of this kind is defined yet"
