"""What the API promises within a version: two schemas compared, the stored one and the one that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

Schema = Mapping[str, Any]
# These say nothing of what a file may hold, or are looked at by themselves.
APART = {"$schema", "$id", "$defs", "$ref", "title", "description", "properties", "required", "enum", "items",
    "additionalProperties", "anyOf"}  # fmt: skip


def broken(old: Schema, new: Schema) -> list[str]:
    """What of the old schema no longer holds: things removed, renamed or retyped, and things newly required."""
    before, after = dict(nodes(old, old)), dict(nodes(new, new))
    found = [f"{path}: is gone" for path in before if path not in after]
    for path, node in after.items():
        known = before.get(path)
        if known is None:
            continue
        if facts(known) != facts(node):
            found.append(f"{path}: was {facts(known)}, is {facts(node)}")
        found += [f"{path}.{key}: may be missing now" for key in sorted(required(known) - required(node))]
        found += [f"{path}.{key}: is required now" for key in sorted(required(node) - required(known))]
        found += [f"{path}: '{value}' is gone" for value in known.get("enum", ()) if value not in node.get("enum", ())]
    return found


def nodes(schema: Schema, node: Schema, path: str = "$") -> Iterator[tuple[str, Schema]]:
    """Every place that a schema describes, references followed."""
    while "$ref" in node:
        node = {**schema["$defs"][node["$ref"].removeprefix("#/$defs/")], **{k: node[k] for k in node if k != "$ref"}}
    yield path, node
    for key, inside in node.get("properties", {}).items():
        yield from nodes(schema, inside, f"{path}.{key}")
    for number, inside in enumerate(node.get("anyOf", ())):
        yield from nodes(schema, inside, f"{path}|{number}")
    for key, sign in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(node.get(key), dict):
            yield from nodes(schema, node[key], path + sign)


def facts(node: Schema) -> dict[str, Any]:
    """The type of a place, and what else limits it; a list of allowed values may grow, but not appear."""
    kept = {key: value for key, value in node.items() if key not in APART}
    types = kept.pop("type", None)
    return {**kept, "type": sorted([types] if isinstance(types, str) else types or ()), "closed": "enum" in node}


def required(node: Schema) -> set[str]:
    return set(node.get("required", ()))


def closed(schema: Schema) -> dict[str, Any]:
    """The schema, refusing what it does not name: whatever is published has to be described."""
    made = deepcopy(dict(schema))
    waiting: list[Any] = [made]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if "properties" in node and isinstance(node["properties"], dict) and "required" in node:
                node["additionalProperties"] = False
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return made
