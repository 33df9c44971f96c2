"""Names in a decision table: where they are defined, and which definitions something refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from decision.document import Document
from decision.matrix.model import MARK, DecisionTable, Rule
from decision.problem import Problem, Route, error, nearest

_UNKNOWN = re.compile(r"'(?P<name>[^']+)' is not an? (?P<what>[a-z ]+)\Z")
# what a name is said not to be -> the sections that define such names
_SECTIONS = {
    "verdict": ("legend",),
    "integration": ("integrations",),
    "alternative": ("alternatives",),
    "replacement": ("replacements", "integrations", "alternatives"),
    "remark": ("remarks",),
    "use case": ("usecases",),
    "question": ("questions",),
}
_CODES: dict[str | int, str] = {
    sections[0]: f"unknown-{what.replace(' ', '-')}" for what, sections in _SECTIONS.items()
}


def told_once(document: Document, table: DecisionTable, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those of several references to a misspelt definition told once, at the definition.

    A definition is misspelt where nothing refers to it, and what nearly is its name is referred to several times.
    """
    found = list(problems)
    by_name: dict[tuple[str, Route], list[Problem]] = {}
    for problem in found:
        match = _UNKNOWN.match(problem.message)
        for section in _sections(match["what"], problem.route) if match else ():
            by_name.setdefault((match["name"], section), []).append(problem)  # type: ignore[index]
    told: set[int] = set()
    used: Mapping[Route, set[str]] | None = None
    for (name, section), same in by_name.items():
        used = used or _used(table)
        near = nearest(name, set(_defined(document, section)) - used.get(section, set()))
        if len(same) > 1 and near and not told & {id(problem) for problem in same}:
            told |= {id(problem) for other in by_name.items() if other[0][0] == name for problem in other[1]}
            route = (*section, near)
            message = f"nothing refers to '{near}', and {len(same)} places to '{name}', which is not defined"
            # where they say several things, what is misspelt is of the sort that its section holds
            code = max((problem.code for problem in same), key=lambda code: code == _CODES[section[0]])
            yield error(code, message, f"did you mean '{name}'?", document.key(*route), route)
    yield from (problem for problem in found if id(problem) not in told)


def _sections(what: str, route: Route) -> Iterator[Route]:
    """Where a name that a problem misses would be defined: the routes of mappings."""
    if what == "option":
        # the question is the last key on the way to the option
        question = next(step for step in reversed(route) if isinstance(step, str))
        yield ("questions", question, "options")
    yield from ((section,) for section in _SECTIONS.get(what, ()))


def _defined(document: Document, section: Route) -> list[str]:
    data = document.data
    for step in section:
        data = data.get(step, {})
    return list(data)


def _used(table: DecisionTable) -> Mapping[Route, set[str]]:
    """The names that something refers to, by the route of the mapping that defines them."""
    rows = list(table.usecases.values())
    parts = (*table.integrations.values(), *table.replacements.values(), *table.alternatives.values())
    rules: list[Rule] = [row.when for row in rows] + [question.ask_when for question in table.questions.values()]
    rules += [part.requires for part in parts] + [{q: (o,) for q, o in case.answers.items()} for case in table.cases]
    replacing = {name for integration in table.integrations.values() for name in integration.replaced_by}
    marked = {name for row in rows for text in row.label.values() for name in MARK.findall(text)}
    used: dict[Route, set[str]] = {
        ("legend",): {row.verdict(name) for row in rows for name in row.verdicts}
        | {limit.cap for limit in table.policy.lifecycle.values()},
        ("integrations",): {name for row in rows for name in row.verdicts} | replacing,
        ("replacements",): replacing,
        ("alternatives",): {name for row in rows for name in row.alternatives} | replacing,
        ("remarks",): marked
        | {name for row in rows for name in row.remarks}
        | {name for q in table.questions.values() for o in q.options.values() for name in o.remarks},
        ("usecases",): {name for conflict in table.conflicts for name in conflict.usecases},
        ("questions",): {name for rule in rules for name in rule},
    }
    for rule in rules:
        for question, options in rule.items():
            used.setdefault(("questions", question, "options"), set()).update(options)
    return used
