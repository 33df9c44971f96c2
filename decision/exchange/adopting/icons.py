"""Pictures, icons and short codes that stand for a verdict: what their name or their text instead says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.exchange.adopting.vocabulary import Kind
from decision.handwritten.symbols import SHORTCODES

_NAMES = re.compile(
    r"!\[(?P<alt>[^\[\]]*)\]\(\s*+<?(?P<image>[^()\s>]*+)[^()]*+\)"
    r"|<(?:img|i|span|svg|ion-icon|ha-icon|iconify-icon|div|input)\b(?P<tag>[^<>]*)/?>"
    r"|:::\s*image\b(?P<azure>[^\n]*?):::"
    r"|:(?P<code>[a-z][a-z0-9_+-]*(?:-[a-z0-9_]+)*):"
    r"|\{%-?\s*(?:octicon|icon|include)\b(?P<liquid>[^%]*)%\}"
    r"|\{\{[<%]?(?P<hugo>[^{}]*+)\}\}"
    r"|\*\*\{(?P<gitlab>[a-z0-9_, -]+)\}\*\*|(?<!\{)\{(?P<brace>[a-z0-9_-]+)\}(?!\})"
    r"|<(?P<component>[A-Z][A-Za-z0-9.]*)\b(?P<props>[^<>]*)/?>",
)
_ATTRIBUTE = re.compile(
    r"\b(?:alt-text|alt|title|aria-label|class(?:Name)?|src|source|icon|name|type|checked|data-icon)"
    r"(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{\"?([^{}\"]*)\"?\}|([^\s\"'=<>`]+)))?",
    re.IGNORECASE,
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# what is said in place of a picture tells more than its file
_SAID = re.compile(r"alt|title|aria-label", re.IGNORECASE)
_END = re.compile(r"</\w+>|\{[^{}]*\}")
_NO = frozenset(
    [
        "x",
        "no",
        "not",
        "cross",
        "close",
        "times",
        "xmark",
        "fail",
        "failed",
        "failure",
        "red",
        "dotted",
        "unsupported",
        "ban",
        "false",
        "minus",
        "off",
        "wrong",
        "negative",
        "unavailable",
        "stop",
        "block",
        "blocked",
        "forbidden",
        "error",
        "cancel",
        "uncheck",
        "unchecked",
        "none",
        "n",
        "nope",
    ]
)
_PARTLY = frozenset(
    ["partial", "partially", "partly", "warning", "warn", "half", "yellow", "orange", "limited", "alert", "exclamation"]
)
_YES = frozenset(
    [
        "check",
        "checked",
        "checkmark",
        "tick",
        "yes",
        "done",
        "ok",
        "okay",
        "success",
        "supported",
        "true",
        "green",
        "available",
        "enabled",
        "included",
        "checkbox",
        "complete",
        "y",
        "good",
    ]
)
_NOTHING = frozenset(
    [
        "fa",
        "fas",
        "far",
        "fab",
        "icon",
        "icons",
        "svg",
        "png",
        "gif",
        "jpg",
        "webp",
        "material",
        "octicon",
        "octicons",
        "fontawesome",
    ]
)


def kind_of(source: str) -> tuple[Kind, str] | None:
    """What a piece of Markdown or HTML without words shows, and the words that stand for it; None for no icon."""
    for name in _named(source):
        known = SHORTCODES.get(f":{name}:")
        parts = {part.lower() for part in _PART.findall(name)} - _NOTHING
        for kind, telling in ((Kind.NO, _NO), (Kind.PARTLY, _PARTLY), (Kind.YES, _YES)):
            if parts & telling or (known and kind is Kind.YES and known in "✅✔☑"):
                return kind, name
    return None


def without(source: str) -> str:
    """The piece without its pictures and icons, their room kept."""
    return _END.sub(lambda match: " " * len(match[0]), _NAMES.sub(lambda match: " " * len(match[0]), source))


def _named(source: str) -> Iterator[str]:
    """The names of the icons: the text instead of a picture first, then its file."""
    for match in _NAMES.finditer(source):
        if match["alt"] and match["alt"].strip():
            yield match["alt"]
        if match["image"]:
            yield match["image"].rpartition("/")[2]
        for group in ("tag", "azure", "liquid", "props"):
            found = sorted(_ATTRIBUTE.finditer(match[group] or ""), key=lambda one: not _SAID.match(one[0]))
            for one in found:
                value = next((text for text in one.groups() if text), one[0].partition("=")[0])
                yield value.rpartition("/")[2] or value
        if match["liquid"]:
            yield match["liquid"]
        for group in ("code", "hugo", "gitlab", "brace", "component"):
            if match[group]:
                yield match[group].strip(" \t\r\n/>%")
