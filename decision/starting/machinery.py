"""What makes a site of pages and data: the code of this project, which a new one gets a copy of, and its settings."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from decision.exchange.adopting.writing import scalar
from decision.project import Language
from decision.starting.placing import Item
from decision.starting.sources import StartError

HOME = Path(__file__).parents[2]
FOLDERS = ("decision", "hooks", "docs/assets", "schema")
REQUIREMENTS = ("requirements/site.in", "requirements/site.txt")
LICENSE = "decision/LICENSE"
THEME = "theme"
_SKIPPED = ("__pycache__", "LICENSE")
# a key of the first level with all that belongs to it, and the comments above it
_BLOCK = re.compile(r"(?:^#.*\n)*^(?P<key>[A-Za-z_]\w*):.*\n(?:(?:[ \t]+.*|[ \t]*)\n|- .*\n)*", re.MULTILINE)
_LISTED = re.compile(r"^  languages:.*\n(?:(?:    .*|[ \t]*)\n)*", re.MULTILINE)
_OWN_THEME = re.compile(rf"^  custom_dir: {THEME}\n", re.MULTILINE)
# a section of a TOML file: of the package, what is about tools for working on the code stays behind
_SECTION = re.compile(r"^\[\[?(?P<name>[\w.-]+)\].*\n(?:(?!\[).*\n?)*", re.MULTILINE)


def items() -> Iterator[Item]:
    """The files to copy. Raises StartError where the code does not lie in a checkout, which holds all of them."""
    missing = [name for name in (*FOLDERS, *REQUIREMENTS, "mkdocs.yml", "pyproject.toml") if not (HOME / name).exists()]
    if missing:
        raise StartError(
            f"there is no '{missing[0]}' beside the code", "run the command of a checkout: .venv/bin/decision init"
        )
    for folder in FOLDERS:
        for file in sorted((HOME / folder).rglob("*")):
            parts = file.relative_to(HOME).parts
            if file.is_file() and not any(part in _SKIPPED or part.startswith(".") for part in parts):
                yield Item("/".join(parts), file)
    for name in REQUIREMENTS:
        yield Item(name, HOME / name)
    for name in (LICENSE, "LICENSE"):
        if (HOME / name).is_file():
            yield Item(LICENSE, HOME / name)
            break


def taken() -> frozenset[str]:
    """The paths below `docs/<locale>/` at which the site has files of its own."""
    folder = HOME / "docs"
    return frozenset(file.relative_to(folder).as_posix() for file in (folder / "assets").rglob("*") if file.is_file())


def texts(name: str) -> dict[str, str]:
    """The small files of a new project by their paths; `name` is what its README calls it."""
    package = (HOME / "pyproject.toml").read_text("utf-8")
    kept = "".join(match[0] for match in _SECTION.finditer(package) if not _is_of_tool(match["name"]))
    kept = re.sub(r"(?m)^license-files = .*$", f'license-files = ["{LICENSE}"]', kept)
    title = name.replace("\n", " ")
    return {
        "README.md": f"# {title}\n\n{_text('project/README.md')}",
        "Makefile": _text("project/Makefile"),
        ".gitignore": _text("project/gitignore"),
        "pyproject.toml": kept.rstrip("\n") + "\n",
        "data/.gitkeep": "",
    }


def settings(languages: Sequence[Language], nav: Sequence[Any], has_theme: bool) -> str:
    """The mkdocs.yml of a new project: ours, with its own names, languages and navigation."""
    config = _OWN_THEME.sub("", (HOME / "mkdocs.yml").read_text("utf-8"))
    listed = "  languages:\n" + "".join(textwrap.indent(_language(language), "    ") for language in languages)
    replaced = {
        "site_name": f"# The site; hooks/ makes one complete site per language of it.\n"
        f"site_name: {_quoted(languages[0].site_name)}\n",
        "nav": f"# Titles come from the pages.\nnav:\n{_nav(nav, 1)}\n" if nav else "",
    }

    def block(match: re.Match[str]) -> str:
        if match["key"] == "extra":
            return _LISTED.sub(lambda _: listed, match[0], count=1)
        if match["key"] == "theme" and has_theme:
            return re.sub(r"^  name: .*\n", rf"\g<0>  custom_dir: {THEME}\n", match[0], count=1, flags=re.MULTILINE)
        return replaced.get(match["key"], match[0])

    return _BLOCK.sub(block, config)


def words(locale: str) -> str | None:
    """The theme's words for a language that it does not know, to be translated; None for one that it knows."""
    folder = _theme_words()
    if folder is None or (folder / f"{locale}.html").is_file():
        return None
    near = folder / f"{locale.partition('-')[0]}.html"
    text = (near if near.is_file() else folder / "en.html").read_text("utf-8")
    return re.sub(r'"language": "[^"]*"', f'"language": "{locale}"', text, count=1)


def words_path(locale: str) -> str:
    """Where the words of a language that the theme does not know stand."""
    return f"{THEME}/partials/languages/{locale}.html"


def _is_of_tool(section: str) -> bool:
    return section.startswith("tool.") and not section.startswith("tool.flit")


def _theme_words() -> Path | None:
    """The folder of the theme's words; None where the theme is not installed."""
    spec = find_spec("material")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0], "templates", "partials", "languages") if places else None


def _language(language: Language) -> str:
    lines = [f"locale: {_quoted(language.locale)}", f"name: {_quoted(language.name)}"]
    lines.append(f"site_name: {_quoted(language.site_name)}")
    if language.site_description:
        lines.append(f"site_description: {_quoted(language.site_description)}")
    return "- " + "\n  ".join(lines) + "\n"


def _nav(entries: Sequence[Any], depth: int) -> str:
    """A navigation in YAML: pages, and groups by their labels."""
    lines: list[str] = []
    for entry in entries:
        for label, inner in entry.items() if isinstance(entry, dict) else ((None, entry),):
            key = "" if label is None else f"{_quoted(str(label))}:"
            if isinstance(inner, list):
                lines.append(f"{'  ' * depth}- {key}\n{_nav(inner, depth + 2)}")
            else:
                lines.append(f"{'  ' * depth}- {f'{key} ' if key else ''}{_quoted(str(inner))}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    """A text that every reader of YAML takes for a text, also readers of version 1.1."""
    plain = scalar(text)
    return json.dumps(text) if plain in ("yes", "no") else plain


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
