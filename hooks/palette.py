"""Of the theme's colours, those that the site uses: the others are most of a file that comes with each page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PALETTE = "assets/stylesheets/palette.*.css"
DEFAULT = "indigo"  # as in the theme's base.html
RULE = re.compile(r"(?<=[{}])([^{}]+)\{[^{}]*\}")
COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=([\w-]+)\]")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Take the rules of other colours out."""
    used = colours(config)
    for name in [name for name in files.src_uris if PurePosixPath(name).match(PALETTE)]:
        content = files.src_uris[name].content_string
        files.remove(files.src_uris[name])
        less = RULE.sub(lambda rule: rule[0] if is_used(rule[1], used) else "", content)
        files.append(File.generated(config, name, content=less))


def is_used(selector: str, used: set[str]) -> bool:
    """Whether a rule is for no colour, or for one that is used."""
    named = COLOUR.findall(selector)
    return not named or not used.isdisjoint(named)


def colours(config: MkDocsConfig) -> set[str]:
    """The names of the colours that mkdocs.yml chooses."""
    given = config.theme.get("palette") or {}
    chosen = given if isinstance(given, list) else [given]
    return {palette.get(part, DEFAULT) for palette in chosen for part in ("primary", "accent")}
