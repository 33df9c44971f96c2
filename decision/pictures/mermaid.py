"""Mermaid itself, in a JavaScript engine without a browser: a source in, its SVG out, the same bytes each time.

`mermaidx` is loaded with the first picture that has to be drawn anew. Its context is made a little faster here, and
text is measured as the browser will show it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from unicodedata import east_asian_width

PACKAGES = ("mermaidx", "novasvg", "quickjs-ng")
HOW_TO_INSTALL = "install requirements/site.txt, as 'make serve' does"
FONT_SIZE = 14
# a colour by which `svg` tells what is to be filled with the colour of lines; no reader sees it
SOLID = "#000001"
# signs that Mermaid would take for syntax stand in a source as characters of the private use area
_PRIVATE = 0xE000
_SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
_HIDDEN = {ord(sign): chr(_PRIVATE + ord(sign)) for sign in _SIGNS}
_SHOWN = {_PRIVATE + ord(sign): sign for sign in _SIGNS}
# as wide as the font is high, as characters of East Asia are, which the engine's font lacks
_WIDE = "—"

_LABELS = {"htmlLabels": False}
CONFIG: dict[str, Any] = {
    "securityLevel": "strict",
    "logLevel": "fatal",
    "suppressErrorRendering": True,
    "deterministicIds": True,
    "handDrawnSeed": 1,
    "maxEdges": 200,
    "theme": "base",
    "themeVariables": {"fontSize": f"{FONT_SIZE}px", "lineColor": SOLID, "nodeBorder": SOLID},
    "htmlLabels": False,
    "flowchart": {
        **_LABELS,
        "curve": "rounded",
        "wrappingWidth": 300,
        "nodeSpacing": 24,
        "rankSpacing": 44,
        "padding": 10,
        "subGraphTitleMargin": {"top": 6, "bottom": 8},
    },
    "state": _LABELS,
    "class": _LABELS,
    "er": _LABELS,
    "sequence": {"labelBoxWidth": 64, **dict.fromkeys(("actorFontSize", "messageFontSize", "noteFontSize"), FONT_SIZE)},
}
# What text is measured by, in place of Mermaid's own rules, which the engine would look through for every element:
# the fonts of docs/assets/pictures.css.
_FONTS = f"""
globalThis.__resolveCssProp = function (element, property) {{
  if (property === "font-size") return element.tagName === "svg" ? "{FONT_SIZE}px" : null;
  if (property !== "font-weight") return null;
  return ["cluster-label", "label-group"].some((name) => element.classList.contains(name)) ? "bold" : null;
}};
"""


class MermaidError(Exception):
    """Mermaid cannot draw a source; the text is Mermaid's own."""


class NotInstalledError(Exception):
    """The engine is not there."""


def hide(text: str) -> str:
    """A text with the signs that Mermaid would read as syntax made into others."""
    return text.translate(_HIDDEN)


def show(text: str) -> str:
    """The text that was hidden."""
    return text.translate(_SHOWN)


def measured(text: str | None) -> str:
    """What a text is measured as."""
    return "".join(_WIDE if east_asian_width(sign) in "WF" else sign for sign in show(text or ""))


@lru_cache(maxsize=1)
def versions() -> str:
    """What draws, with the versions: another one may draw otherwise. Raises NotInstalledError."""
    try:
        return " ".join(f"{name}-{version(name)}" for name in PACKAGES)
    except PackageNotFoundError as missing:
        raise NotInstalledError(str(missing.name)) from None


def missing() -> str | None:
    """The package without which nothing can be drawn; None where all are there."""
    try:
        versions()
    except NotInstalledError as reason:
        return str(reason)
    return None


def identity() -> str:
    """All that decides how a source is drawn. Raises NotInstalledError."""
    return "\n".join((versions(), json.dumps(CONFIG, sort_keys=True), _FONTS))


def draw(source: str) -> str:
    """The SVG of a source, as Mermaid writes it. Raises MermaidError and NotInstalledError."""
    engine = _engine()
    try:
        return str(engine.render_svg(source, "base", CONFIG, None))
    except Exception as reason:  # whatever the engine, the script in it, or the memory has against a source
        raise MermaidError(str(reason)) from None


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The engine, started once in a process."""
    try:
        from mermaidx.engines import _common, quickjs_engine  # type: ignore[import-untyped]
    except ImportError as missing:
        raise NotInstalledError(missing.name or PACKAGES[0]) from None

    class Measurer(_common.TextMeasurer):  # type: ignore[misc]
        def width(self, text: str | None, *font: Any) -> Any:
            return super().width(measured(text), *font)

        def full(self, text: str | None, *font: Any) -> Any:
            return super().full(measured(text), *font)

        def glyphs(self, text: str | None, *font: Any) -> Any:
            return super().glyphs(measured(text), *font)

    class Engine(quickjs_engine.Engine):  # type: ignore[misc]
        def _build_context(self) -> Any:
            self._measurer = Measurer()
            context = super()._build_context()
            context.eval(_FONTS)
            return context

    engine = Engine()
    engine.start()
    return engine
