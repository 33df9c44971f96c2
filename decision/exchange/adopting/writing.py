"""Data as YAML that people like to read: blocks for what is long, one line for what is short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from decision.problem import Route

MOST_LINE = 110
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f:#{}\[\]\\]|:(?=\S)|(?<=\S)#)*\Z")
_SYMBOL = re.compile(r"[\u2190-\u2bff\U0001f300-\U0001faff]+\Z")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
# what YAML readers of any age take for something else than a text
_WORDS = re.compile(r"(?:y|n|yes|no|true|false|on|off|null|nan|inf)\Z", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
ONE_LINE = frozenset({"when", "verdicts"})


def text(data: Mapping[str, Any], comments: Mapping[Route, str], above: str = "") -> str:
    """A file's text. `comments` stand at the end of what they are about; `above` follows the first line."""
    lines = list(_block(data, 0, (), comments))
    return "\n".join([lines[0], *(f"# {line}" for line in above.split("\n") if line), *lines[1:]]) + "\n"


def _block(value: Mapping[str, Any], depth: int, route: Route, comments: Mapping[Route, str]) -> Iterator[str]:
    indent = "  " * depth
    for name, inner in value.items():
        here = (*route, name)
        key = scalar(name, is_key=True)
        if not isinstance(inner, Mapping):
            yield f"{indent}{key}: {_flow(inner)}"
        elif name in ONE_LINE and len(line := f"{indent}{key}: {_flow(inner)}") <= MOST_LINE:
            yield line
        else:
            yield f"{indent}{key}:"
            yield from _block(inner, depth + 1, here, comments)
        if here in comments:
            yield f"{indent}  # {_UNSAFE.sub(' ', comments[here])}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(name, is_key=True)}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return scalar(str(value))


def scalar(value: str, is_key: bool = False) -> str:
    """A text as a scalar: plain where no reader of YAML can take it for something else, else in quotes."""
    is_id = bool(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value))
    is_plain = bool(_PLAIN.match(value) or _SYMBOL.match(value) or _VERSION.match(value))
    is_safe = (is_id or (is_plain and not value.endswith((" ", ":")))) and not _UNSAFE.search(value)
    # `yes` and `no` are texts in YAML 1.2, and written like that here
    if is_safe and (value in ("yes", "no") or not _WORDS.match(value)):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
