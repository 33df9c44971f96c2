"""The texts of data files in which values are named: with the values, and what is wrong with the names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision.document import Document
from decision.problem import Problem, Route, error
from decision.values.references import Values


def filled(data: Any, values: Values) -> Any:
    """A document's data with the values in its texts."""
    if not values.files:
        return data
    if isinstance(data, str):
        return values.fill(data)
    if isinstance(data, list):
        return [filled(entry, values) for entry in data]
    return {key: filled(entry, values) for key, entry in data.items()} if isinstance(data, dict) else data


def problems(document: Document, values: Values) -> tuple[Problem, ...]:
    """A problem for each text of a document that names a value which its file does not have."""
    return tuple(_problems(document, document.data, (), values)) if values.files else ()


def _problems(document: Document, data: Any, route: Route, values: Values) -> Iterator[Problem]:
    if isinstance(data, str):
        for found in values.find(data):
            if found.message:
                yield error("unknown-value-name", found.message, found.hint, document.at(*route), route)
    elif isinstance(data, (list, dict)):
        for key, entry in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _problems(document, entry, (*route, key), values)
