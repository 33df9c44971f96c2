"""A document as the values of a model: its shape by pydantic, its texts by language. Every mistake becomes a problem.

What a kind of file asks besides, such as what its entries may refer to, stands with its model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from decision.problem import Problem, Route, choices, error, nearest, quoted, warning
from decision.texts import ByLanguage

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from decision.document import Document

M = TypeVar("M", bound=BaseModel)

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_OF_A_LANGUAGE = 3
_SHAPES = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "tuple_type": "a list",
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a number",
    "bool_parsing": "true or false",
}
_FORMS: dict[str | int, str] = {
    "version": "three numbers, as 1.0.0",
    "reviewed": "a date, as 2026-01-31",
    "address": "an address with https://",
}


def read(document: Document, languages: Sequence[str], model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """What a document holds, or None where its shape is wrong, and every problem of shape and texts.

    `languages`: the locales of the site, the default one first.
    """
    texts = tuple(_text_problems(document, document.data, _shape(model), (), languages))
    try:
        return model.model_validate(document.data), tuple(_once(texts))
    except ValidationError as reason:
        return None, tuple(_shape_problems(document, reason, texts, model, languages))


def is_usable(problems: Iterable[Problem]) -> bool:
    """Whether a file with these problems can be used: none of them is an error."""
    return not any(problem.severity == "error" for problem in problems)


# --- what a model asks of a value ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Shape:
    """What may stand at a place: a mapping with known keys, or entries that are all alike, or nothing to go into."""

    fields: Mapping[str, Any]
    required: frozenset[str]
    entry: Any = None
    by_language: ByLanguage | None = None

    def inside(self, step: str | int) -> _Shape:
        """The shape of what a key or index leads to."""
        return self._fields.get(str(step), self._entry)

    @cached_property
    def _fields(self) -> dict[str, _Shape]:
        return {name: _shape(annotation) for name, annotation in self.fields.items()}

    @cached_property
    def _entry(self) -> _Shape:
        return _NOTHING if self.entry is None else _shape(self.entry)


_NOTHING = _Shape({}, frozenset())


@lru_cache(maxsize=1024)
def _shape(annotation: Any) -> _Shape:
    if get_origin(annotation) is Annotated:
        found = _shape(get_args(annotation)[0])
        mark = next((extra for extra in annotation.__metadata__ if isinstance(extra, ByLanguage)), None)
        return replace(found, by_language=mark) if mark else found
    if get_origin(annotation) in (Union, UnionType):
        # of several possible shapes, the one that has something in it
        options = [_shape(option) for option in get_args(annotation)]
        return next((option for option in options if option.fields or option.entry is not None), _NOTHING)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        required = frozenset(name for name, known in annotation.model_fields.items() if known.is_required())
        hints = get_type_hints(annotation, include_extras=True)
        return _Shape({name: hints[name] for name in annotation.model_fields}, required)
    arguments = get_args(annotation)
    if get_origin(annotation) in (Mapping, dict):
        return _Shape({}, frozenset(), arguments[1])
    return _Shape({}, frozenset(), arguments[0]) if arguments else _NOTHING


def _at(model: type[BaseModel], route: Route) -> _Shape:
    shape = _shape(model)
    for step in route:
        shape = shape.inside(step)
    return shape


def _sections(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a file without which there is nothing to speak of."""
    shape = _shape(model)
    return frozenset(
        name for name in shape.required if shape.inside(name).entry is not None and not shape.inside(name).by_language
    )


# --- shape -----------------------------------------------------------------------------------------------------------


def _shape_problems(
    document: Document,
    reason: ValidationError,
    texts: Sequence[Problem],
    model: type[BaseModel],
    languages: Sequence[str],
) -> Iterator[Problem]:
    """The problems of a document whose shape is wrong, each told once."""
    # a text in an unknown language is not complained of twice, nor is a value that is not there
    named = {problem.route for problem in texts if problem.code != "empty-text"}
    shape = (_shape_problem(document, detail, model) for detail in reason.errors(include_url=False))
    left = tuple(_causes((problem for problem in shape if problem.route not in named), languages, model))
    sections = _sections(model)
    if any(problem.route[0] in sections and len(problem.route) == 1 for problem in left if problem.route):
        # the entries of a section without its key are taken for those of the section above
        yield from (problem for problem in left if len(problem.route) < 2)
        return
    yield from left
    named = {problem.route for problem in left}
    yield from _once(problem for problem in texts if problem.code != "empty-text" or problem.route not in named)


def _shape_problem(document: Document, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    """What pydantic says of a value, as a problem: its `loc` is the route."""
    kind, value = detail["type"], detail["input"]
    # an empty step stands for the default language
    route: Route = tuple(step for step in detail["loc"] if step not in ("[key]", ""))
    if kind == "extra_forbidden" and not detail["loc"][-1]:
        route = (*route, "")  # or is an unknown key itself
    name = named(route) if route else "the file"
    if kind == "extra_forbidden":
        hint = choices(route[-1], _at(model, route[:-1]).fields)
        return error("unknown-key", f"no key is called {name} here", hint, document.key(*route), route)
    if kind in ("too_long", "too_short") or (kind == "missing" and isinstance(route[-1], int)):
        # the only lists of a fixed length are pairs
        pair = route[:-1] if kind == "missing" else route
        return error(
            "wrong-type",
            f"{quoted(pair[-1])} has another number of entries",
            "exactly two belong here",
            document.at(*pair),
            pair,
        )
    if kind == "missing":
        above = f" of {named(route[:-1])}" if len(route) > 1 else ""
        place = document.key(*route[:-1]) if len(route) > 1 else document.at()
        return error("missing-key", f"the key {name}{above} is missing", f"add '{route[-1]}: …'", place, route)
    place = document.at(*route)
    has_form = kind in ("string_pattern_mismatch", "value_error") or (kind == "string_type" and route[-1] in _FORMS)
    if (has_form or kind == "string_type") and (value is None or not str(value).strip()):
        return error("empty-text", f"{name} is empty", "write a text, or remove the key", place, route)
    if has_form and isinstance(value, (str, int, float)):
        form = _FORMS.get(route[-1], "another form")
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
    alone = shape == "a list" and isinstance(value, (bool, int, float))
    text = _at(model, route).by_language
    if alone or (text and text.must_have_default):
        shape = "a text"  # what stands in a list, or is given by language, may stand alone
    hint = _shape_hint(shape, value)
    return error("wrong-type", f"{name} is {quoted(value)}, expected {shape}", hint, place, route)


def _causes(problems: Iterable[Problem], languages: Sequence[str], model: type[BaseModel]) -> Iterator[Problem]:
    """The problems without those that others explain.

    A key is missing because it is misspelt; languages are no keys because that of the text around them is missing.
    """
    found = list(problems)
    unknown = [problem.route for problem in found if problem.code == "unknown-key"]
    missing = [problem.route for problem in found if problem.code == "missing-key"]
    textless = {route[:-1] for route in missing if _at(model, route).by_language}
    for problem in found:
        *above, last = problem.route or ("",)
        is_misspelt = problem.route in missing and any(
            route[:-1] == tuple(above) and nearest(route[-1], [str(last)]) for route in unknown
        )
        is_language = problem.route in unknown and last in languages and tuple(above) in textless
        if not is_misspelt and not is_language:
            yield problem


def named(route: Route) -> str:
    """What a message calls a value: its key, or which entry of a list it is."""
    return quoted(route[-1]) if isinstance(route[-1], str) else f"entry {route[-1] + 1} of {quoted(route[-2])}"


def _shape_hint(shape: str, value: object) -> str:
    if shape == "a text" and isinstance(value, (bool, int, float)):
        return f"put it in quotes: '{quoted(value)}'"
    return f"write {shape} here" if value is not None else f"write {shape} behind its ': '"


# --- texts -----------------------------------------------------------------------------------------------------------


def _text_problems(
    document: Document, data: Any, shape: _Shape, route: Route, languages: Sequence[str]
) -> Iterator[Problem]:
    """Texts in a language that the site does not have, or without one in the default language; keys without a value."""
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(data, (dict, list)):
        entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in entries:
        if isinstance(value, str):
            continue
        here = (*route, key)
        inside = shape.inside(key)
        if isinstance(value, dict) and inside.by_language:
            yield from _languages(document, value, inside.by_language, here, languages)
        if isinstance(value, (dict, list)):
            yield from _text_problems(document, value, inside, here, languages)
        elif value is None and isinstance(data, dict) and not shape.by_language:
            hint = "write a text, or remove the key"
            yield error("empty-text", f"{named(here)} is empty", hint, document.at(*here), here)


def _languages(
    document: Document, value: Mapping[str, Any], mark: ByLanguage, here: Route, languages: Sequence[str]
) -> Iterator[Problem]:
    """What is wrong with the languages in which a value is given."""
    default = languages[0]
    for locale in value:
        if locale not in languages:
            hint = choices(locale, languages)
            if value[locale] is None:
                hint = f"a text with a comma must be quoted; languages of the site: {', '.join(languages)}"
            message = f"the site has no language {quoted(locale)}"
            yield error("unknown-language", message, hint, document.key(*here, locale), (*here, locale))
    is_misspelt = any(locale not in languages and _is_meant(locale, default) for locale in value)
    if mark.must_have_default and default not in value and not is_misspelt:
        message = f"{named(here)} has no text in the default language '{default}'"
        yield error("missing-text", message, f"add '{default}: …'", document.key(*here), here)


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


# --- ids and references ----------------------------------------------------------------------------------------------


def bad_ids(document: Document, routes: Iterable[Route]) -> Iterator[Problem]:
    """A problem for each key at the end of a route that is no id."""
    for route in routes:
        if not ID.fullmatch(str(route[-1])):
            hint = "small letters and digits, words joined by '-'"
            yield error("bad-id", f"{quoted(route[-1])} is not an id", hint, document.key(*route), route)


def empty_section(document: Document, message: str, hint: str, route: Route) -> Problem:
    """A problem of what needs entries and has none, or too few."""
    return error("empty-section", message, hint, document.key(*route), route)


def unknown(
    document: Document,
    value: str,
    what: str,
    known: Mapping[str, Any] | Sequence[str],
    route: Route,
    *,
    key: bool = False,
) -> Problem:
    """The problem of a name that is not known; `what` is the sort of thing that it should be."""
    place = document.key(*route) if key else document.at(*route)
    code = f"unknown-{what.replace(' ', '-')}"
    article = "an" if what[0] in "aeio" else "a"
    return error(code, f"{quoted(value)} is not {article} {what}", choices(value, known), place, route)


def listed(
    document: Document, values: Sequence[str], what: str, known: Mapping[str, Any], route: Route
) -> Iterator[Problem]:
    """Values of a list that are not known, or stand in it twice."""
    for index, value in enumerate(values):
        here = (*route, index) if _is_list(document, route) else route
        if value not in known:
            yield unknown(document, value, what, known, here)
        elif value in values[:index]:
            yield warning(
                "repeated-entry", f"{quoted(value)} stands in this list twice", "remove one", document.at(*here), here
            )


def _is_list(document: Document, route: Route) -> bool:
    data = document.data
    for step in route:
        data = data[step]
    return isinstance(data, list)
