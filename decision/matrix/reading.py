"""A document as a decision table: its shape by pydantic, its references here. Every mistake becomes a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from decision.matrix import references
from decision.matrix.model import DEFAULT, MARK, RESERVED, Cell, DecisionTable, Question, Rule
from decision.problem import Problem, Route, choices, error, nearest, quoted, warning

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from decision.document import Document

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SECTIONS = ("legend", "questions", "integrations", "usecases")
_NAMED = ("legend", "questions", "integrations", "replacements", "alternatives", "remarks", "usecases")
_SHAPES = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "tuple_type": "a list",
    "string_type": "a text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}
MOST_OF_A_LANGUAGE = 3
_FORMS: dict[str | int, str] = {"version": "three numbers, as 1.0.0", "reviewed": "a date, as 2026-01-31"}


def read(document: Document, languages: Sequence[str]) -> tuple[DecisionTable | None, tuple[Problem, ...]]:
    """The table in a document, or None where its shape is wrong, and every problem found.

    `languages`: the locales of the site, the default one first.
    """
    try:
        table = DecisionTable.model_validate(document.data)
    except ValidationError as reason:
        found = tuple(_text_problems(document, document.data, (), languages))
        # a text in an unknown language is not complained of twice, nor is a value that is not there
        named = {problem.route for problem in found if problem.code != "empty-text"}
        shape = (_shape_problem(document, detail) for detail in reason.errors(include_url=False))
        left = tuple(_causes((problem for problem in shape if problem.route not in named), languages))
        if any(problem.route[0] in _SECTIONS and len(problem.route) == 1 for problem in left if problem.route):
            # the entries of a section without its key are taken for those of the section above
            return None, tuple(problem for problem in left if len(problem.route) < 2)
        named = {problem.route for problem in left}
        texts = (problem for problem in found if problem.code != "empty-text" or problem.route not in named)
        return None, (*left, *_once(texts))
    problems = (
        *_once(_text_problems(document, document.data, (), languages)),
        *_id_problems(document, table),
        *_legend_problems(document, table),
        *_question_problems(document, table),
        *_link_problems(document, table),
        *_usecase_problems(document, table),
        *_conflict_problems(document, table),
    )
    usable = not any(problem.severity == "error" for problem in problems)
    return (table if usable else None), tuple(references.told_once(document, table, problems))


# --- shape -----------------------------------------------------------------------------------------------------------


def _shape_problem(document: Document, detail: ErrorDetails) -> Problem:
    """What pydantic says of a value, as a problem: its `loc` is the route."""
    kind, value = detail["type"], detail["input"]
    # an empty step stands for the default language
    route: Route = tuple(step for step in detail["loc"] if step not in ("[key]", ""))
    name = quoted(route[-1]) if route else "the file"
    if kind == "extra_forbidden":
        known = _fields(route[:-1])
        return error(
            "unknown-key", f"no key is called {name} here", choices(route[-1], known), document.key(*route), route
        )
    if kind in ("too_long", "too_short") or (kind == "missing" and isinstance(route[-1], int)):
        # the only list of a fixed length is the pair of a conflict
        pair = route[:-1] if kind == "missing" else route
        return error(
            "wrong-type",
            f"{quoted(pair[-1])} has another number of entries",
            "exactly two belong here",
            document.at(*pair),
            pair,
        )
    if kind == "missing":
        above = f" of {_named(route[:-1])}" if len(route) > 1 else ""
        place = document.key(*route[:-1]) if len(route) > 1 else document.at()
        return error("missing-key", f"the key {name}{above} is missing", f"add '{route[-1]}: …'", place, route)
    place = document.at(*route)
    has_form = kind in ("string_pattern_mismatch", "value_error") or (kind == "string_type" and route[-1] in _FORMS)
    if (has_form or kind == "string_type") and (value is None or not str(value).strip()):
        return error("empty-text", f"{name} is empty", "write a text, or remove the key", place, route)
    if has_form and isinstance(value, (str, int, float)):
        form = _FORMS.get(route[-1], "an address with https://")
        return error(
            "wrong-format", f"{name} is {quoted(value)}, expected {form}", "write it in that form", place, route
        )
    if kind in ("enum", "literal_error"):
        expected = str(detail.get("ctx", {}).get("expected", ""))
        possible = re.findall(r"'([^']*)'", expected)
        if detail["loc"][-1] == "[key]":
            message, place = f"{name} is not known here", document.key(*route)
        else:
            message = f"{name} is {quoted(value)}"
        return error("unknown-value", message, choices(value, possible), place, route)
    shape = _SHAPES.get(kind, "another kind of value")
    if shape == "a list" and isinstance(value, (bool, int, float)):
        shape = "a text"  # ids in a list may stand alone
    hint = _shape_hint(shape, value)
    return error("wrong-type", f"{name} is {quoted(value)}, expected {shape}", hint, place, route)


def _causes(problems: Iterable[Problem], languages: Sequence[str]) -> Iterator[Problem]:
    """The problems without those that others explain.

    A key is missing because it is misspelt; languages are no keys because that of the text around them is missing.
    """
    found = list(problems)
    unknown = [problem.route for problem in found if problem.code == "unknown-key"]
    missing = [problem.route for problem in found if problem.code == "missing-key"]
    textless = {route[:-1] for route in missing if route[-1] in _TEXTS}
    for problem in found:
        *above, last = problem.route or ("",)
        is_misspelt = problem.route in missing and any(
            route[:-1] == tuple(above) and nearest(route[-1], [str(last)]) for route in unknown
        )
        is_language = problem.route in unknown and last in languages and tuple(above) in textless
        if not is_misspelt and not is_language:
            yield problem


def _named(route: Route) -> str:
    """What a message calls a value: its key, or which entry of a list it is."""
    return quoted(route[-1]) if isinstance(route[-1], str) else f"entry {route[-1] + 1} of {quoted(route[-2])}"


def _shape_hint(shape: str, value: object) -> str:
    if shape == "a text" and isinstance(value, (bool, int, float)):
        return f"put it in quotes: '{quoted(value)}'"
    return f"write {shape} here" if value is not None else f"write {shape} behind its ': '"


def _fields(route: Route) -> list[str]:
    """The keys that the model knows at a route."""
    at: Any = DecisionTable
    for step in route:
        at = (
            at.model_fields[str(step)].annotation if isinstance(at, type) and issubclass(at, BaseModel) else _inside(at)
        )
    while at is not None and not (isinstance(at, type) and issubclass(at, BaseModel)):
        at = next((a for a in get_args(at) if a is not type(None) and a is not str), None)
    return list(at.model_fields) if at is not None else []


def _inside(annotation: Any) -> Any:
    """The annotation of a mapping's values, or of a list's entries."""
    arguments = get_args(annotation)
    if get_origin(annotation) is not None and get_origin(annotation) in (Mapping, dict):
        return arguments[1]
    return arguments[0] if arguments else annotation


# --- texts -----------------------------------------------------------------------------------------------------------

_TEXTS = frozenset({"label", "hint", "word", "meaning", "text", "title", "reason"})


def _text_problems(document: Document, data: Any, route: Route, languages: Sequence[str]) -> Iterator[Problem]:
    """Texts in a language that the site does not have, or without one in the default language; keys without a value."""
    default = languages[0]
    if isinstance(data, list):
        for index, entry in enumerate(data):
            yield from _text_problems(document, entry, (*route, index), languages)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        here = (*route, key)
        by_language = isinstance(value, dict) and (key == "aliases" or (key in _TEXTS and "allow" not in route[-1:]))
        if not by_language:
            if isinstance(value, (dict, list)):
                yield from _text_problems(document, value, here, languages)
            elif value is None:
                hint = "write a text, or remove the key"
                yield error("empty-text", f"{_named(here)} is empty", hint, document.at(*here), here)
            continue
        for locale in value:
            if locale not in languages:
                hint = choices(locale, languages)
                if value[locale] is None:
                    hint = f"a text with a comma must be quoted; languages of the site: {', '.join(languages)}"
                yield error(
                    "unknown-language",
                    f"the site has no language {quoted(locale)}",
                    hint,
                    document.key(*here, locale),
                    (*here, locale),
                )
        is_misspelt = any(locale not in languages and _is_meant(locale, default) for locale in value)
        if key != "aliases" and default not in value and not is_misspelt:
            yield error(
                "missing-text",
                f"{quoted(key)} has no text in the default language '{default}'",
                f"add '{default}: …'",
                document.key(*here),
                here,
            )


def _is_meant(name: str, locale: str) -> bool:
    """Whether a name that is no locale was meant to be this one."""
    return name.casefold().startswith(locale.casefold()) or nearest(name, [locale]) is not None


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with those of a language in which many texts are written told once."""
    found = list(problems)
    counts = Counter(problem.route[-1] for problem in found if problem.code == "unknown-language")
    told = set()
    for problem in found:
        locale = problem.route[-1]
        if problem.code != "unknown-language" or counts[locale] <= MOST_OF_A_LANGUAGE:
            yield problem
        elif locale not in told:
            told.add(locale)
            yield replace(problem, message=f"{problem.message}, in which {counts[locale]} texts are written")


# --- references ------------------------------------------------------------------------------------------------------


def _unknown(
    document: Document,
    value: str,
    what: str,
    known: Mapping[str, Any] | Sequence[str],
    route: Route,
    *,
    key: bool = False,
) -> Problem:
    place = document.key(*route) if key else document.at(*route)
    code = f"unknown-{what.replace(' ', '-')}"
    article = "an" if what[0] in "aeio" else "a"
    return error(code, f"{quoted(value)} is not {article} {what}", choices(value, known), place, route)


def _id_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    routes = [(section, name) for section in _NAMED for name in getattr(table, section)]
    routes += [("questions", q, "options", o) for q, question in table.questions.items() for o in question.options]  # type: ignore[misc]
    for route in routes:
        name = route[-1]
        if not ID.fullmatch(name):
            hint = "small letters and digits, words joined by '-'"
            yield error("bad-id", f"{quoted(name)} is not an id", hint, document.key(*route), route)
        elif name in RESERVED and route[0] != "questions":
            yield error(
                "reserved-id", f"'{name}' is the name of an outcome", "choose another id", document.key(*route), route
            )
    spaces = {
        "integrations": table.integrations,
        "replacements": table.replacements,
        "alternatives": table.alternatives,
    }
    seen: dict[str, str] = {}
    for section, names in spaces.items():
        for name in names:
            if name in seen:
                message = f"'{name}' is an id in '{seen[name]}' already"
                yield error(
                    "repeated-id",
                    message,
                    "recommendations name these by id: choose another",
                    document.key(section, name),
                    (section, name),
                )
            seen.setdefault(name, section)
    for section in _SECTIONS:
        if not getattr(table, section):
            yield error(
                "empty-section",
                f"'{section}' has no entry",
                "a table needs at least one",
                document.key(section),
                (section,),
            )


def _legend_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, verdict in table.legend.items():
        symbol = verdict.symbol.strip()
        if symbol in seen:
            route = ("legend", name, "symbol")
            message = f"the symbol '{symbol}' of '{name}' is that of '{seen[symbol]}' too"
            yield error(
                "repeated-symbol",
                message,
                "readers could not tell the two apart: choose another",
                document.at(*route),
                route,
            )
        seen.setdefault(symbol, name)
    if len(table.legend) == 1:
        yield error(
            "empty-section",
            "the legend has one verdict",
            "the first rules out, so at least two are needed",
            document.key("legend"),
            ("legend",),
        )
    for status, limit in table.policy.lifecycle.items():
        if limit.cap not in table.legend:
            yield _unknown(document, limit.cap, "verdict", table.legend, ("policy", "lifecycle", status.value, "cap"))


def _question_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    earlier: dict[str, Question] = {}
    for name, question in table.questions.items():
        if not question.options:
            route: Route = ("questions", name, "options")
            yield error(
                "empty-section",
                f"the question '{name}' has no options",
                "a question needs at least one",
                document.key(*route),
                route,
            )
        yield from _rule_problems(document, question.ask_when, earlier, ("questions", name, "ask_when"), table)
        for option_name, option in question.options.items():
            yield from _listed(
                document,
                option.remarks,
                "remark",
                table.remarks,
                ("questions", name, "options", option_name, "remarks"),
            )
        earlier[name] = question


def _rule_problems(
    document: Document, rule: Rule, questions: Mapping[str, Question], route: Route, table: DecisionTable
) -> Iterator[Problem]:
    for name, options in rule.items():
        here = (*route, name)
        if name not in questions:
            if name in table.questions:
                hint = f"ask '{name}' first: put it above, or name one of: {', '.join(questions) or 'none is earlier'}"
                yield error("unknown-question", f"'{name}' is asked later", hint, document.key(*here), here)
            else:
                yield _unknown(document, name, "question", questions, here, key=True)
            continue
        if not options:
            yield error(
                "empty-section",
                f"'{name}' accepts no option",
                "name at least one, or remove the line",
                document.at(*here),
                here,
            )
        yield from _listed(document, options, "option", questions[name].options, here)


def _listed(
    document: Document, values: Sequence[str], what: str, known: Mapping[str, Any], route: Route
) -> Iterator[Problem]:
    """Values of a list that are not known, or stand in it twice."""
    for index, value in enumerate(values):
        here = (*route, index) if _is_list(document, route) else route
        if value not in known:
            yield _unknown(document, value, what, known, here)
        elif value in values[:index]:
            yield warning(
                "repeated-entry", f"{quoted(value)} stands in this list twice", "remove one", document.at(*here), here
            )


def _is_list(document: Document, route: Route) -> bool:
    data = document.data
    for step in route:
        data = data[step]
    return isinstance(data, list)


def _link_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    for section in ("integrations", "replacements", "alternatives"):
        for name, part in getattr(table, section).items():
            yield from _rule_problems(document, part.requires, table.questions, (section, name, "requires"), table)
    for name, integration in table.integrations.items():
        others = {
            n: i for n, i in {**table.integrations, **table.replacements, **table.alternatives}.items() if n != name
        }
        yield from _listed(
            document, integration.replaced_by, "replacement", others, ("integrations", name, "replaced_by")
        )


def _usecase_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    possible = ", ".join(table.legend)
    judged = [name for name in table.integrations if any(name in row.verdicts for row in table.usecases.values())]
    for name in (name for name in table.integrations if name not in judged):
        others = {other for row in table.usecases.values() for other in row.verdicts} - table.integrations.keys()
        if not any(nearest(other, [name]) for other in others):
            hint = f"add '{name}: …' to the 'verdicts' of each, one of: {possible}"
            message = f"no use case has a verdict on '{name}'"
            yield error("missing-verdict", message, hint, document.key("integrations", name), ("integrations", name))
    for name, usecase in table.usecases.items():
        route: Route = ("usecases", name)
        yield from _rule_problems(document, usecase.when, table.questions, (*route, "when"), table)
        yield from _listed(document, usecase.alternatives, "alternative", table.alternatives, (*route, "alternatives"))
        yield from _listed(document, usecase.remarks, "remark", table.remarks, (*route, "remarks"))
        yield from _mark_problems(document, usecase.label, table, (*route, "label"))
        for integration, cell in usecase.verdicts.items():
            here = (*route, "verdicts", integration)
            if integration not in table.integrations:
                yield _unknown(document, integration, "integration", table.integrations, here, key=True)
                continue
            verdict = cell.verdict if isinstance(cell, Cell) else cell
            if verdict not in table.legend:
                at = (*here, "verdict") if isinstance(cell, Cell) else here
                yield _unknown(document, verdict, "verdict", table.legend, at)
        unknown = [integration for integration in usecase.verdicts if integration not in table.integrations]
        for integration in judged:
            if integration not in usecase.verdicts and not any(nearest(name, [integration]) for name in unknown):
                message = f"'{name}' has no verdict on '{integration}'"
                yield error(
                    "missing-verdict",
                    message,
                    f"add '{integration}: …', one of: {possible}",
                    document.key(*route, "verdicts"),
                    (*route, "verdicts"),
                )


def _mark_problems(
    document: Document, label: Mapping[str, str], table: DecisionTable, route: Route
) -> Iterator[Problem]:
    for locale, text in label.items():
        for remark in MARK.findall(text):
            if remark not in table.remarks:
                yield _unknown(
                    document, remark, "remark", table.remarks, route if locale == DEFAULT else (*route, locale)
                )


def _conflict_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    for index, conflict in enumerate(table.conflicts):
        for position, name in enumerate(conflict.usecases):
            if name not in table.usecases:
                yield _unknown(document, name, "use case", table.usecases, ("conflicts", index, "usecases", position))
    for index, case in enumerate(table.cases):
        route: Route = ("cases", index, "answers")
        for question, option in case.answers.items():
            if question not in table.questions:
                yield _unknown(document, question, "question", table.questions, (*route, question), key=True)
            elif option not in table.questions[question].options:
                yield _unknown(document, option, "option", table.questions[question].options, (*route, question))
