"""YAML as nodes, so that tags such as `!ENV` stay as they are where something beside them is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def compose(path: Path) -> yaml.MappingNode:
    """A file whose outermost value is a mapping. Raises TypeError where it is none."""
    config = yaml.compose(path.read_text("utf-8"))
    if not isinstance(config, yaml.MappingNode):
        raise TypeError(f"{path} is no mapping")
    return config


def text(config: yaml.MappingNode) -> str:
    """A file of them."""
    return yaml.serialize(config, allow_unicode=True, width=120)


def get(mapping: Any, key: str) -> Any:
    """The value of a key that is there."""
    return next(value for name, value in mapping.value if name.value == key)


def put(mapping: Any, key: str, data: Any) -> None:
    """Plain data as the value of a key, in the place of the one it has."""
    value = node(data)
    if any(name.value == key for name, _ in mapping.value):
        mapping.value = [(name, value if name.value == key else old) for name, old in mapping.value]
    else:
        mapping.value.append((node(key), value))


def drop(mapping: Any, *keys: str) -> None:
    """Take keys away, where they are there."""
    mapping.value = [(name, value) for name, value in mapping.value if name.value not in keys]


def node(data: Any) -> Any:
    """Plain data as a node."""
    return yaml.compose(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
