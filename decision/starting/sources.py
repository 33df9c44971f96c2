"""Where a tree keeps its pages, and in which languages: every tool has a custom, and most are found out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from decision import document
from decision.guides import contents, pages
from decision.guides.includes import FOLDER
from decision.starting.walking import said

LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")
CONFIGS = ("mkdocs.yml", "mkdocs.yaml")
# where the pages lie beside a file of the tool's that makes a site of them; `help` is the custom of the dialect
_CUSTOMS = {
    "content": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml"),
    "docs": ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "sidebars.js", "sidebars.ts"),
}
# beside the pages of a repository, and none of them
_ABOUT = re.compile(r"(readme|license|licence|contributing|changelog|code_of_conduct|security)\b.*", re.IGNORECASE)
# what pages share, and what may stand above their folder
SHARED = (pages.METADATA, FOLDER)


class StartError(Exception):
    """Nothing can be made of what was asked for; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Source:
    """The pages of a language: the folder of the tree that was named, and the one that the pages lie in.

    `above` are files that the tree keeps outside of it, and that its pages inherit from. `config` is what another
    site's mkdocs.yml says. Where the files of several languages lie side by side, `endings` are the languages that
    names end with (`page.sv.md`), and `is_plain` tells whether those without such an ending are of this one.
    """

    locale: str
    tree: Path
    folder: Path
    above: tuple[Path, ...] = ()
    config: Mapping[str, Any] | None = None
    endings: frozenset[str] = frozenset()
    is_plain: bool = True


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Languages by their locales, each as it calls itself."""
    source, _ = document.read("languages.yaml", files(__package__).joinpath("languages.yaml").read_bytes())
    return dict(source.data) if source is not None else {}


def find(tree: Path | None, lang: str | None, others: Sequence[tuple[str, Path]]) -> tuple[Source, ...]:
    """The languages with their pages, the default one first. Raises StartError where a tree has none.

    `lang` says which language a tree is in, or which of its languages is the default; `others` are further trees.
    """
    found: dict[str, Source] = {}
    for source in _in_tree(tree, lang) if tree is not None else ():
        found[source.locale] = source
    for locale, folder in others:
        if locale in found:
            raise StartError(f"there are two trees for '{locale}'", "name one of them")
        found[locale] = _source(folder, locale)
    if lang is not None and lang not in found:
        raise StartError(f"no tree is in '{lang}'", f"the languages are: {', '.join(found)}")
    first = lang or next(iter(found))
    return (found[first], *(source for locale, source in found.items() if locale != first))


def _in_tree(tree: Path, lang: str | None) -> Iterator[Source]:
    """The one language of a tree, or all that its folders are named after: English first, the others by alphabet."""
    folder, config = _root(tree)
    locales = _locales(folder)
    if not locales:
        first = _source(tree, lang or _own(tree, config))
        endings = frozenset(_endings(first.folder))
        yield replace(first, endings=endings)
        for locale in sorted(endings - {first.locale}):
            yield replace(first, locale=locale, endings=endings, is_plain=False)
        yield from _translated(tree, first.locale)
        return
    for name in sorted(locales, key=lambda name: (name != "en", name)):
        locale = _known(name) if sum(_known(other) == _known(name) for other in locales) == 1 else name
        yield Source(locale, tree, folder / name, _above(folder / name, tree), config)


def _endings(folder: Path) -> set[str]:
    """The languages that names of pages end with, where the same page is there without it or in another one."""
    paths = [path.relative_to(folder).as_posix() for path in _markdown(folder)]
    found: dict[str, set[str]] = {}
    for page in paths:
        base, locale = split(page)
        found.setdefault(base, set()).add(locale)
    return {locale for locales in found.values() if len(locales) > 1 for locale in locales if locale}


def split(path: str) -> tuple[str, str]:
    """A path without the language that its name ends with, and that language: `a.sv.md` is `a.md` in `sv`."""
    match = re.fullmatch(r"(?P<stem>.*[^/.])\.(?P<locale>[a-z]{2}(?:-[A-Za-z]{2,4})?)(?P<end>\.\w+)", path)
    is_known = match and (match["locale"] in names() or match["locale"][:2] in names())
    return (match["stem"] + match["end"], match["locale"]) if match and is_known else (path, "")


def _translated(tree: Path, default: str) -> Iterator[Source]:
    """The translations of a tree that keeps them below `i18n`, as Docusaurus does."""
    for folder in sorted(tree.glob("i18n/*/docusaurus-plugin-content-docs/current")):
        locale = folder.parts[-3]
        if locale != default and LOCALE.fullmatch(locale) and next(_markdown(folder), None):
            yield Source(locale, tree, folder)


def _source(tree: Path, locale: str) -> Source:
    folder, config = _root(tree)
    inside = folder / locale
    folder = inside if locale in _locales(folder) else folder
    if not any(pages.is_page(path.name) for path in _markdown(folder)):
        raise StartError(f"there is no page in '{tree}'", "a page is a file whose name ends with .md")
    return Source(locale, tree, folder, _above(folder, tree), config)


def _root(tree: Path) -> tuple[Path, Mapping[str, Any] | None]:
    """The folder with the pages of all languages, and what the mkdocs.yml of the tree says."""
    if not tree.is_dir():
        raise StartError(f"there is no folder '{tree}'", "look at the name")
    for name in CONFIGS:
        if (tree / name).is_file():
            config = _config(tree / name)
            docs = tree / str(config.get("docs_dir") or "docs")
            if docs.is_dir() and docs.resolve().is_relative_to(tree.resolve()):
                return docs, config
    for folder, signs in {**_CUSTOMS, "help": ()}.items():
        is_custom = any((tree / sign).is_file() for sign in signs) or (not signs and not _has_own(tree))
        if (tree / folder).is_dir() and is_custom and next(_markdown(tree / folder), None):
            return tree / folder, None
    return tree, None


def _config(path: Path) -> Mapping[str, Any]:
    try:
        source, _ = document.read(path.name, path.read_bytes())
    except OSError:
        return {}
    return source.data if source is not None and isinstance(source.data, dict) else {}


def _locales(folder: Path) -> list[str]:
    """The languages that the folders in a folder are named after; none where one of them is named otherwise."""
    try:
        inside = [path for path in folder.iterdir() if path.is_dir() and path.name[:1] not in "._"]
    except OSError as reason:
        raise StartError(f"'{folder}' cannot be read: {said(reason)}", "look at its permissions") from reason
    held = [path.name for path in inside if next(_markdown(path), None) is not None]
    known = [name for name in held if LOCALE.fullmatch(name) and _known(name) in names()]
    is_all = known == held and not _has_own(folder) and (len(known) > 1 or "en" in known)
    return known if is_all else []


def _has_own(folder: Path) -> bool:
    """Whether pages lie in a folder itself, besides those about a repository."""
    own = [path.name for path in folder.glob("*.md") if path.name not in (contents.NAME, pages.METADATA)]
    return any(not _ABOUT.fullmatch(name) for name in own)


def _own(tree: Path, config: Mapping[str, Any] | None) -> str:
    """The language of a tree: as its configuration says, or its name; English where neither does."""
    theme = (config or {}).get("theme")
    said = theme.get("language") if isinstance(theme, dict) else None
    name = tree.resolve().name
    for word in (str(said or ""), name, re.split(r"[._]", name)[-1]):
        if LOCALE.fullmatch(word) and _known(word) in names():
            return _known(word)
    return "en"


def _known(locale: str) -> str:
    """A locale as it is known: without its country, where only the language is."""
    return locale if locale in names() or locale[:2] not in names() else locale[:2]


def _above(folder: Path, tree: Path) -> tuple[Path, ...]:
    """What the pages of a folder inherit from the folders above it, within the tree: the nearest of each name."""
    outer = [path for path in folder.parents if path.is_relative_to(tree)]
    missing = [name for name in SHARED if not (folder / name).exists()]
    found = [next((path / name for path in outer if (path / name).exists()), None) for name in missing]
    return tuple(path for path in found if path is not None)


def _markdown(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.md") if path.is_file())
