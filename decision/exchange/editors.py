"""The shape of data files as JSON Schema, made from the models, so that editors complete and explain while one types.

What a key means is the text below it in its model. Draft 7 is the newest that the YAML language server of VS Code reads
in full (https://github.com/redhat-developer/yaml-language-server). A schema knows no site and no other entry of the
file: languages, and ids that name something else, are left to `decision check`.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, StringConstraints

from decision import glossary, history, schema, stamps
from decision.matrix import model
from decision.texts import Alone, ByLanguage, Day, Entries, Text
from decision.values import reading as values

Schema = dict[str, Any]

# what may change: keys and values are added within a number; what makes a valid file invalid gets a new one
FOLDER = "schema/v1"
DIALECT = "http://json-schema.org/draft-07/schema#"
MODELS: Mapping[str, type[BaseModel]] = {
    model.KIND: model.DecisionTable,
    glossary.KIND: glossary.Glossary,
    values.KIND: values.ValuesFile,
    stamps.KIND: stamps.Stamps,
    history.KIND: history.History,
}
_LOCALE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_ID = f"^{schema.ID.pattern}$"
# a value of data/ may stand for all of it
_VALUE = r"\{\{"


def path(kind: str) -> str:
    """Where the schema of a kind lies in a project, and on its site."""
    return f"{FOLDER}/{kind}.json"


def first_line(kind: str, up: str = "../") -> str:
    """The line by which an editor finds the schema from a file in data/."""
    return f"# yaml-language-server: $schema={up}{path(kind)}\n"


def text(kind: str) -> str:
    """The schema of a kind of data file, as a file."""
    return json.dumps(of_kind(kind), ensure_ascii=False, indent=2) + "\n"


@lru_cache(maxsize=16)
def of_kind(kind: str) -> Schema:
    """The schema of a kind of data file."""
    maker = _Maker()
    whole = maker.model(MODELS[kind])
    return {"$schema": DIALECT, "title": kind, **whole, "definitions": maker.definitions}


class _Maker:
    """Makes schemas of annotations; `definitions` holds those of models and texts, which stand once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def model(self, of: type[BaseModel]) -> Schema:
        """The schema of a mapping with known keys."""
        hints = get_type_hints(of, include_extras=True)
        required = [name for name, known in of.model_fields.items() if known.is_required()]
        names = [*required, *(name for name in _own_first(of) if name not in required)]
        said = documented(of)
        return {
            "description": summary(of),
            "type": "object",
            "properties": {name: _described(said.get(name, ""), self.of(hints[name])) for name in names},
            "required": required,
            "additionalProperties": False,
        }

    def of(self, annotation: Any) -> Schema:
        """The schema of what may stand for an annotation."""
        if get_origin(annotation) is Annotated:
            return self._annotated(annotation)
        if get_origin(annotation) in (Union, UnionType):
            options = [self.of(option) for option in get_args(annotation) if option is not NoneType]
            return options[0] if len(options) == 1 else {"anyOf": options}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._defined(annotation.__name__, lambda: self.model(annotation))
        arguments = get_args(annotation)
        if get_origin(annotation) is Literal:
            return {"enum": list(arguments)}
        if get_origin(annotation) is tuple:
            return self._list(arguments)
        if arguments:
            inner = {"type": "object", "additionalProperties": self.of(arguments[1])}
            return {**inner, "propertyNames": self.of(arguments[0])} if arguments[0] is not str else inner
        if issubclass(annotation, StrEnum):
            return {"enum": [entry.value for entry in annotation]}
        return {"type": {str: "string", bool: "boolean", int: "integer"}[annotation]}

    def _annotated(self, annotation: Any) -> Schema:
        marks = annotation.__metadata__
        if annotation == Text:
            return self._defined("Text", self._text)
        found = self.of(get_args(annotation)[0])
        for mark in marks:
            if isinstance(mark, StringConstraints):
                found |= _with_pattern(str(mark.pattern))
            elif isinstance(mark, ByLanguage):
                found["propertyNames"] = {"pattern": _LOCALE}
            elif isinstance(mark, Entries):
                found |= _with_entries(mark, found["type"])
        if annotation == Day:
            found |= {"pattern": found["pattern"].removesuffix(f"|{_VALUE}"), "format": "date"}
        return _alone(found) if any(isinstance(mark, Alone) for mark in marks) else found

    def _list(self, arguments: tuple[Any, ...]) -> Schema:
        entry = {"type": "array", "items": self.of(arguments[0])}
        return entry if arguments[1] is Ellipsis else {**entry, "minItems": len(arguments), "maxItems": len(arguments)}

    def _text(self) -> Schema:
        one = {"type": "string", "pattern": r"\S"}
        by_language = {"type": "object", "propertyNames": {"pattern": _LOCALE}, "additionalProperties": one}
        said = "A text, or a text for each language: {en: …, sv: …}. Alone, it is in the default language of the site."
        return {"description": said, "anyOf": [one, {**by_language, "minProperties": 1}]}

    def _defined(self, name: str, make: Any) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}


def _described(said: str, found: Schema) -> Schema:
    """A schema with what is said of its key; beside a reference, draft 7 reads nothing else."""
    return {"description": said, **({"allOf": [found]} if "$ref" in found else found)}


def _with_pattern(pattern: str) -> Schema:
    """A form of texts; values that stand in them are not known here."""
    return {"pattern": f"{pattern}|{_VALUE}" if pattern.startswith("^") else pattern}


def _with_entries(mark: Entries, kind: str) -> Schema:
    if kind == "array":
        return {"minItems": mark.least}
    names: Schema = {"pattern": _ID}
    if mark.reserved:
        names["not"] = {"enum": sorted(mark.reserved)}
    return {"propertyNames": names, **({"minProperties": mark.least} if mark.least else {})}


def _alone(found: Schema) -> Schema:
    """What is marked to be written in short: an entry of a list alone, or a text for a mapping."""
    if found.get("type") == "array":
        return {"anyOf": [found["items"], found]}
    return {"anyOf": [{"type": "string", "pattern": r"\S"}, found]}


# --- what is said of keys --------------------------------------------------------------------------------------------


def documented(of: type[BaseModel]) -> Mapping[str, str]:
    """What is said of each key of a model: the text below it."""
    return {name: said for base in reversed(of.__mro__) for name, said in _texts_of(base).items()}


def summary(of: type[BaseModel]) -> str:
    """What a model is: the first paragraph of its docstring, without what concerns code only."""
    return " ".join(inspect.cleandoc(of.__doc__ or "").split("\n\n")[0].split()).split(". ")[0].rstrip(".") + "."


def _own_first(of: type[BaseModel]) -> Iterator[str]:
    """The keys of a model, its own before those that it shares with others."""
    names = dict.fromkeys(name for base in of.__mro__ for name in vars(base).get("__annotations__", {}))
    return (name for name in names if name in of.model_fields)


def _texts_of(of: type) -> Mapping[str, str]:
    module = sys.modules[of.__module__]
    return _texts_in(module).get(of.__name__, {}) if module.__name__.startswith("decision.") else {}


@lru_cache(maxsize=16)
def _texts_in(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """The texts below the fields of a module's classes."""
    classes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_below(node.body)) for node in classes}


def _below(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body):
        is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and is_text:
            yield field.target.id, " ".join(str(below.value.value).split())  # type: ignore[attr-defined]
