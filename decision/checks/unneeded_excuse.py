"""An excuse under `allow` that excuses nothing: what it was for is mended, or its code is misspelt.

Bad:

    usecases:
      open: {allow: {never-the-answer: It was so once.}, …}

Good: the excuse is removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from decision.problem import Problem, Route, choices, error
from decision.project import Project


def check(project: Project, used: Collection[tuple[str, Route]], codes: Collection[str]) -> Iterator[Problem]:
    """A problem for each excuse that is not among `used` (path and route of those that excused something)."""
    for source, _ in project.tables.values():
        for route in excuses(source.data):
            code = str(route[-1])
            if (source.path, route) in used:
                continue
            if code not in codes:
                yield error(
                    "unneeded-excuse",
                    f"no check is called '{code}'",
                    choices(code, sorted(codes)),
                    source.key(*route),
                    route,
                )
            else:
                message = f"'{code}' is excused here, and nothing is found that needs it"
                yield error("unneeded-excuse", message, "remove the excuse", source.key(*route), route)


def excuses(data: object, route: Route = ()) -> Iterator[Route]:
    """The routes of all excuses in a document's data."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        if key == "allow" and isinstance(value, dict):
            yield from ((*route, key, code) for code in value)
        else:
            yield from excuses(value, (*route, key))
