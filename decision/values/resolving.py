"""Values that are made from other values: what each is in the end, and which cannot be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from decision.document import Document
from decision.problem import Problem, Route, choices, error, quoted
from decision.values.reading import ValuesFile, texts
from decision.values.references import Values

# a value that names another one twice, which names another one twice, would fill the memory
MOST_CHARACTERS = 10_000
# inside its own file a value may be named without the file
_OWN = re.compile(r"\{\{[ \t]*(?P<value>[\w-]+)[ \t]*\}\}")

Files = Mapping[str, tuple[Document, ValuesFile]]
# a value by the id of its file and its own
Name = tuple[str, str]


class _Use(NamedTuple):
    """A reference in a text of a file: where it stands, the value it names, and what is wrong with it."""

    start: int
    end: int
    name: Name
    message: str = ""
    hint: str = ""


def resolve(files: Files, unusable: Iterable[str] = ()) -> tuple[Values, tuple[Problem, ...]]:
    """All values with the values in them, and the problems of those that cannot be told.

    `unusable` are the files of values whose own mistakes keep them from being used.
    """
    known = _known(files, unusable)
    used: dict[Name, list[Name]] = {}
    problems: list[Problem] = []
    for file, (document, held) in files.items():
        for route, text in texts(held):
            uses = list(_uses(text, file, known))
            problems += [_unknown(document, route, use) for use in uses if use.message]
            if route[-1] == "value":
                used[file, str(route[1])] = [use.name for use in uses]
    circles = list(_circles(used))
    problems += [_circle_problem(files, circle) for circle in circles]
    lost = {name for circle in circles for name in circle}
    told: dict[str, dict[str, str | None]] = {file: dict.fromkeys(held.values) for file, (_, held) in files.items()}
    for file, value in TopologicalSorter({n: [] if n in lost else names for n, names in used.items()}).static_order():
        if (file, value) in lost or file not in files or value not in files[file][1].values:
            continue
        document, held = files[file]
        whole = filled(held.values[value].value, file, Values({**known.files, **told}))
        if whole is not None and len(whole) > MOST_CHARACTERS:
            problems.append(_too_long(document, ("values", value, "value"), whole))
            whole = None
        told[file][value] = whole
    return Values({**known.files, **told}), tuple(problems)


def filled(text: str, file: str, values: Values) -> str | None:
    """A text of a file of values with the values in it; None where one of them cannot be told."""
    parts: list[str] = []
    last = 0
    for use in _uses(text, file, values):
        found = (values.files.get(use.name[0]) or {}).get(use.name[1])
        if found is None:
            return None
        parts += (text[last : use.start], found)
        last = use.end
    return "".join((*parts, text[last:]))


def _known(files: Files, unusable: Iterable[str]) -> Values:
    """The names of all values, before any text is known."""
    names: dict[str, Mapping[str, str | None] | None] = dict.fromkeys(unusable)
    return Values({**names, **{file: dict.fromkeys(held.values) for file, (_, held) in files.items()}})


def _uses(text: str, file: str, values: Values) -> Iterator[_Use]:
    """The references in a text of a file, in their order."""
    own = values.files.get(file) or {}
    found = [_Use(r.start, r.end, _name(r.name), r.message, r.hint) for r in values.find(text)]
    for match in _OWN.finditer(text):
        value = match["value"]
        message = "" if value in own else f"no value of this file is called {quoted(value)}"
        found.append(_Use(*match.span(), (file, value), message, choices(value, own) if message else ""))
    return iter(sorted(found))


def _name(name: str) -> Name:
    file, _, value = name.partition(".")
    return file, value


def _unknown(document: Document, route: Route, use: _Use) -> Problem:
    return error("unknown-value-name", use.message, use.hint, document.at(*route), route)


def _circles(used: Mapping[Name, list[Name]]) -> Iterator[list[Name]]:
    """The values that are made from themselves, circle by circle; each begins with the one that stands first."""
    left = dict(used)
    order = {name: at for at, name in enumerate(used)}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as reason:
            # each name is an ingredient of the next one, and the last is the first again
            members: list[Name] = reason.args[1][:0:-1]
            first = min(range(len(members)), key=lambda at: order[members[at]])
            yield [*members[first:], *members[:first]]
            left |= {name: [] for name in members}
        else:
            return


def _circle_problem(files: Files, circle: list[Name]) -> Problem:
    file, value = circle[0]
    document, _ = files[file]
    route = ("values", value, "value")
    way = " → ".join(name if of == file else f"{of}.{name}" for of, name in [*circle, circle[0]])
    message = f"'{value}' is made from itself: {way}"
    return error("value-cycle", message, "write one of them out", document.at(*route), route)


def _too_long(document: Document, route: Route, text: str) -> Problem:
    message = (
        f"{quoted(route[1])} has {len(text):,} characters with the values in it, at most {MOST_CHARACTERS:,} are read"
    )
    return error(
        "wrong-format",
        message,
        "a value is a name, a path, a figure: write text on the page",
        document.at(*route),
        route,
    )
