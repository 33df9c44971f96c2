"""The pages for writers that explain a data file key by key, made from its schema. Markdown, in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from decision.render import environment

Schema = Mapping[str, Any]
# what a reader is told of a form, by the pattern that says it
_FORMS = {
    r"\S": "a text",
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "three numbers, as `1.0.0`",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day, as `2026-01-31`",
    r"^https?://\S+$": "an address with `https://`",
}


class Key(NamedTuple):
    """A key: its name, whether it has to be there, what it means, and what may stand there."""

    name: str
    is_required: bool
    said: str
    possible: str


class Part(NamedTuple):
    """A mapping with known keys; `name` is that of its definition, empty for the whole file."""

    name: str
    said: str
    keys: tuple[Key, ...]

    @property
    def title(self) -> str:
        """The name as words."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name).capitalize()

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return self.title.lower().replace(" ", "-")


def pages(schemas: Mapping[str, Schema]) -> Mapping[str, str]:
    """A page for each kind of data file, path to Markdown."""
    return {f"keys-{kind}.md": page(kind, schema) for kind, schema in schemas.items()}


def page(kind: str, schema: Schema) -> str:
    """The page of a kind of data file."""
    parts = [_part("", schema)]
    parts += [_part(name, part) for name, part in schema["definitions"].items() if "properties" in part]
    return environment().get_template("keys.md.j2").render(kind=kind, parts=parts)


def _part(name: str, schema: Schema) -> Part:
    required = schema["required"]
    keys = (
        Key(key, key in required, value["description"], possible(value)) for key, value in schema["properties"].items()
    )
    return Part(name, schema["description"], tuple(keys))


def possible(schema: Schema) -> str:
    """What may stand for a schema, in words."""
    if "allOf" in schema:
        return possible(schema["allOf"][0])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        part = Part(name, "", ())
        return "a text, or one for each language" if name == "Text" else f"[{part.title.lower()}](#{part.anchor})"
    if "anyOf" in schema:
        first, second = schema["anyOf"]
        is_list = second.get("items") == first
        return f"{possible(first)}, or {'a list of such' if is_list else possible(second)}"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        count = f", {schema['minItems']} of them" if "maxItems" in schema else ""
        return f"a list: {possible(schema['items'])}{count}"
    if schema["type"] == "object":
        return f"{_names(schema)}: {possible(schema['additionalProperties'])}"
    return {"boolean": "`true` or `false`", "integer": "a number", "string": _form(schema)}[schema["type"]]


def _form(schema: Schema) -> str:
    pattern = schema.get("pattern", r"\S").removesuffix(r"|\{\{")
    return _FORMS.get(pattern, f"a text of the form `{pattern}`")


def _names(schema: Schema) -> str:
    """What the keys of a mapping are that is open to any."""
    names = schema.get("propertyNames", {})
    if "enum" in names:
        return "for each of " + ", ".join(f"`{name}`" for name in names["enum"])
    if "$ref" in names or "pattern" not in names:
        return "for each key"
    return "for each language" if "A-Za-z" in names["pattern"] else "for each id"
