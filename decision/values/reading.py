"""A file of values: names and texts. A text may be a pattern, with samples of what it matches and what it excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticKnownError

from decision import schema
from decision.problem import Place, Problem, Route, error, quoted, warning
from decision.texts import ALONE, Entries, Excusable, NonEmpty, OneOrMore, Part, Text, Version

if TYPE_CHECKING:
    from decision.document import Document

KIND = "values"
_NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")

Samples = Annotated[tuple[NonEmpty, ...], OneOrMore, ALONE]


class Value(Part):
    """A text, which may refer to other values.

    With samples it is a regular expression, matched on the whole of each: `matches` it has to match, `excludes` not.
    """

    value: NonEmpty
    """The text; with samples, a regular expression."""
    matches: Samples = ()
    """Texts that the expression has to match as a whole."""
    excludes: Samples = ()
    """Texts that it must not match as a whole."""


def _value(value: Any, _: ValidatorFunctionWrapHandler) -> Value:
    """A text may stand alone."""
    if isinstance(value, (dict, Value)):
        return Value.model_validate(value)
    if isinstance(value, str):
        return Value.model_validate({"value": value})
    raise PydanticKnownError("string_type")


class ValuesFile(Excusable):
    """All values of a file. Two are equal when they are the same object."""

    kind: Literal["values"]
    """The first key of the file: it holds values."""
    version: Version
    """The version of the values, three numbers."""
    title: Text | None = None
    """What the values are about."""
    values: Annotated[Mapping[str, Annotated[Value, WrapValidator(_value), ALONE]], Entries()]
    """The values by their names: a page writes `{{ file.name }}` where the value shall stand."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def read(document: Document, languages: Sequence[str]) -> tuple[ValuesFile | None, tuple[Problem, ...]]:
    """The values in a document, or None where they cannot be used, and every problem found.

    `languages`: the locales of the site, the default one first. What values refer to is found by `resolving`.
    """
    file, found = schema.read(document, languages, ValuesFile)
    if file is None:
        return None, found
    problems = (
        *_name_problems(document),
        *found,
        *schema.bad_ids(document, [("values", name) for name in file.values]),
        *_value_problems(document, file),
    )
    return (file if schema.is_usable(problems) else None), problems


def texts(file: ValuesFile) -> Iterator[tuple[Route, str]]:
    """Every text of the file that may hold references, with the route to it."""
    for name, value in file.values.items():
        yield ("values", name, "value"), value.value
        for key, samples in (("matches", value.matches), ("excludes", value.excludes)):
            yield from ((("values", name, key, at), sample) for at, sample in enumerate(samples))


def _name_problems(document: Document) -> Iterator[Problem]:
    """Pages name the file: only an id can be written between braces."""
    name = PurePosixPath(document.path).stem
    if not schema.ID.fullmatch(name):
        hint = (
            "rename the file, with small letters and digits, words joined by '-': pages name it in '{{ file.value }}'"
        )
        yield error("bad-id", f"the file's name {quoted(name)} is not an id", hint, Place(document.path))


def _value_problems(document: Document, file: ValuesFile) -> Iterator[Problem]:
    if not file.values:
        message, hint = "'values' has no entry", "a file of values needs at least one"
        yield schema.empty_section(document, message, hint, ("values",))
    for route, text in texts(file):
        if _NOT_IN_A_LINE.search(text):
            message = f"{schema.named(route)} is {quoted(text)}, expected a text on one line"
            yield error("wrong-format", message, "write it without line breaks and tabs", document.at(*route), route)
    for name, value in file.values.items():
        for key, samples in (("matches", value.matches), ("excludes", value.excludes)):
            for at, sample in enumerate(samples):
                if sample in samples[:at]:
                    route = ("values", name, key, at)
                    message = f"{quoted(sample)} stands in this list twice"
                    yield warning("repeated-entry", message, "remove one", document.at(*route), route)
