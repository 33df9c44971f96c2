"""Everything a project consists of: its languages, tables and guides, read once from its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from decision import document
from decision.document import Document
from decision.guides import guide as guides
from decision.guides.guide import Guide
from decision.matrix import model, reading
from decision.matrix.model import DecisionTable
from decision.problem import Place, Problem, choices, error, printable, quoted, warning

KINDS = (model.KIND,)
_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class Language:
    """A language of the site, as `extra.languages` in mkdocs.yml names it."""

    locale: str
    name: str
    site_name: str
    site_description: str = ""


@dataclass(frozen=True)
class TableFile:
    """A decision table in data/: its document, and the table where the document holds a valid one."""

    id: str
    document: Document | None
    table: DecisionTable | None


# What files would hold, in place of what they hold: changes can be tried before anything is written.
Overlay = Mapping[Path, bytes]
UNCHANGED: Overlay = {}


class Tree(NamedTuple):
    """The pages of a language: everything below a folder."""

    locale: str
    folder: Path


@dataclass(frozen=True, eq=False)
class Project:
    """A project as read. `problems` are those of mkdocs.yml and data/; the first language is the default one.

    Guides are read when they are asked for, one by one: who only wants the tables does not wait for them, and memory
    does not grow with their number. `falls_back`: what a language lacks is shown in the default one.
    """

    root: Path
    languages: tuple[Language, ...]
    files: Mapping[str, TableFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    trees: tuple[Tree, ...] = ()
    falls_back: bool = True
    # the pages that the navigation lists, and where
    navigation: tuple[tuple[str, Place], ...] = ()
    instead: Overlay = field(default_factory=dict)
    most_bytes: int = document.MOST_BYTES

    @property
    def default(self) -> str:
        """The locale of the default language."""
        return self.languages[0].locale

    @cached_property
    def tables(self) -> dict[str, tuple[Document, DecisionTable]]:
        """The valid tables, each with its document, by id."""
        return {
            n: (f.document, f.table) for n, f in self.files.items() if f.document is not None and f.table is not None
        }

    def read_guides(self) -> Iterator[tuple[Guide | None, tuple[Problem, ...]]]:
        """Every page by language and path, with what is wrong with its file; None where it cannot be read."""
        for tree in self.trees:
            others = [
                other.folder for other in self.trees if other.folder.is_relative_to(tree.folder) and other != tree
            ]
            for path in sorted(tree.folder.rglob("*.md")):
                if not any(path.is_relative_to(other) for other in others):
                    yield self._read(tree, path)

    def guide(self, locale: str, page: str) -> Guide | None:
        """A page of a language by its path below the language's folder, None where there is none."""
        tree = next((tree for tree in self.trees if tree.locale == locale), None)
        if tree is None or not (tree.folder / page).is_file():
            return None
        return self._read(tree, tree.folder / page)[0]

    def _read(self, tree: Tree, path: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
        name = path.relative_to(self.root).as_posix()
        content, problems = _content(path, name, self.instead, self.most_bytes)
        if content is None:
            return None, tuple(problems)
        text, wrong = document.decode(name, content)
        guide = guides.read(name, tree.locale, path.relative_to(tree.folder).as_posix(), text)
        return guide, (wrong,) if wrong else ()


def load(root: Path, most_bytes: int = document.MOST_BYTES, instead: Overlay = UNCHANGED) -> Project:
    """The project in a folder. What is wrong with its files becomes problems; nothing is raised for it."""
    folders = [path.name for path in sorted((root / "docs").glob("*")) if path.is_dir()]
    config, problems = _config(root, instead)
    languages, found = _languages(config, folders)
    problems += found
    locales = [language.locale for language in languages]
    # where languages are missing in mkdocs.yml by mistake, the texts in them are not wrong as well
    known = [*locales, *(name for name in folders if problems and _LOCALE.fullmatch(name) and name not in locales)]
    files: dict[str, TableFile] = {}
    for path in sorted(p for p in (root / "data").glob("*") if p.suffix in (".yaml", ".yml")):
        file, found = _table(root, path, known, most_bytes, instead)
        files[file.id] = file
        problems += found
    trees = tuple(Tree(locale, root / "docs" / locale) for locale in locales)
    listed = tuple(_navigation(config))
    return Project(
        root, languages, files, tuple(problems), trees, navigation=listed, instead=instead, most_bytes=most_bytes
    )


def load_pages(folder: Path, most_bytes: int = document.MOST_BYTES, instead: Overlay = UNCHANGED) -> Project:
    """A folder of pages that is no project of this kind: no tables, nothing falls back.

    Folders in it that are named like a locale (`en`, `pt-BR`) are its languages; else it is one language, the one that
    it is named after, or English.
    """
    named = [path for path in sorted(folder.iterdir()) if path.is_dir() and _LOCALE.fullmatch(path.name)]
    own = folder.name if _LOCALE.fullmatch(folder.name) else "en"
    trees = [Tree(path.name, path) for path in named if next(path.rglob("*.md"), None) is not None]
    if not trees or any(path.suffix == ".md" for path in folder.iterdir()):
        trees.append(Tree(own if own not in {tree.locale for tree in trees} else "", folder))
    trees.sort(key=lambda tree: (tree.locale != "en", tree.locale))
    languages = tuple(Language(tree.locale, tree.locale, "") for tree in trees)
    return Project(folder, languages, trees=tuple(trees), falls_back=False, instead=instead, most_bytes=most_bytes)


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that holds a mkdocs.yml."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)


def _content(path: Path, name: str, instead: Overlay, most_bytes: int) -> tuple[bytes | None, list[Problem]]:
    if path in instead:
        return instead[path], []
    try:
        if path.exists() and not path.is_file():
            return None, [error("unreadable", "this is not a file", "put a file here, or remove it", Place(name))]
        size = path.stat().st_size
        if size <= most_bytes:
            return path.read_bytes(), []
        message = f"the file has {size:,} bytes, at most {most_bytes:,} are read"
        return None, [error("too-large", message, "split it, or raise the limit with --most-bytes", Place(name))]
    except OSError as reason:
        said = (reason.strerror or "unknown reason").lower()
        return None, [
            error("unreadable", f"the file cannot be read: {said}", "look at its kind and its permissions", Place(name))
        ]


def _table(
    root: Path, path: Path, locales: list[str], most_bytes: int, instead: Overlay
) -> tuple[TableFile, list[Problem]]:
    name = path.relative_to(root).as_posix()
    content, problems = _content(path, name, instead, most_bytes)
    if content is None:
        return TableFile(path.stem, None, None), problems
    source, found = document.read(name, content, most_bytes)
    problems += found
    if source is None:
        return TableFile(path.stem, None, None), problems
    wrong_kind = _kind_problem(source)
    if wrong_kind is not None:
        return TableFile(path.stem, source, None), [*problems, wrong_kind]
    if any(problem.code == "repeated-key" for problem in problems):
        # a value is lost, and what is missed because of that is no mistake of its own
        return TableFile(path.stem, source, None), problems
    table, read_problems = reading.read(source, locales)
    usable = table if not problems else None
    return TableFile(path.stem, source, usable), [*problems, *read_problems]


def _kind_problem(source: Document) -> Problem | None:
    """Every file in data/ says its kind in its first key."""
    data: Any = source.data
    if not isinstance(data, dict):
        return error(
            "wrong-type",
            f"the file holds {quoted(data)}, expected a mapping",
            f"begin with 'kind: {KINDS[0]}'",
            source.at(),
        )
    if "kind" not in data:
        return error(
            "missing-kind",
            "the file does not say its kind",
            f"begin with one of: {', '.join(f'kind: {k}' for k in KINDS)}",
            Place(source.path),
        )
    if next(iter(data)) != "kind":
        return error(
            "missing-kind", "'kind' is not the first key", "move it to the first line", source.key("kind"), ("kind",)
        )
    if data["kind"] not in KINDS:
        return error(
            "unknown-kind",
            f"{quoted(data['kind'])} is not a kind of file",
            choices(data["kind"], KINDS),
            source.at("kind"),
            ("kind",),
        )
    return None


def _config(root: Path, instead: Overlay) -> tuple[Document | None, list[Problem]]:
    """mkdocs.yml, whose tags such as !ENV belong to MkDocs."""
    name = "mkdocs.yml"
    content, problems = _content(root / name, name, instead, document.MOST_BYTES)
    if content is None:
        return None, problems
    source, found = document.read(name, content)
    return source, [problem for problem in found if problem.code != "yaml-tag"]


def _languages(config: Document | None, folders: Sequence[str]) -> tuple[tuple[Language, ...], list[Problem]]:
    """The languages that mkdocs.yml names under `extra.languages`; where it names none, the first of the folders.

    That is English where there is such a folder, or none at all.
    """
    named = [name for name in folders if _LOCALE.fullmatch(name)]
    first = "en" if "en" in named or not named else named[0]
    alone = (Language(first, "English" if first == "en" else first, "", ""),)
    if config is None:
        return alone, []
    extra = config.data.get("extra") if isinstance(config.data, dict) else None
    listed = extra.get("languages") if isinstance(extra, dict) else None
    if not isinstance(listed, list) or not listed:
        hint = "list the languages under 'extra: languages:', the default one first"
        return alone, [error("site-languages", "mkdocs.yml names no languages", hint, config.at("extra"))]
    languages: list[Language] = []
    problems: list[Problem] = []
    for index, entry in enumerate(listed):
        known = entry if isinstance(entry, dict) else {}
        texts = {key: known.get(key) for key in ("locale", "name", "site_name")}
        missing = [key for key, value in texts.items() if not isinstance(value, str) or not value.strip()]
        if missing:
            message = f"language {index + 1} has no {printable(missing[0])}"
            hint = "each language has the texts 'locale', 'name' and 'site_name'"
            problems.append(error("site-languages", message, hint, config.at("extra", "languages", index)))
        if "locale" not in missing:
            locale, description = str(texts["locale"]), str(known.get("site_description") or "")
            place = config.at("extra", "languages", index)
            if locale in [language.locale for language in languages]:
                problems.append(
                    error("site-languages", f"the locale {quoted(locale)} stands here twice", "remove one", place)
                )
                continue
            unlisted = [name for name in named if name not in [_locale_of(other) for other in listed]]
            if locale not in folders and (unlisted or not languages):
                # a language without a page is no mistake: it falls back. One beside a folder of no language is a slip
                hint = "make the folder, or look at the locale: it is written as 'en' or 'pt-BR'"
                message = f"there is no folder 'docs/{printable(locale)}'"
                problems.append(warning("site-languages", message, hint, place))
            languages.append(Language(locale, str(texts["name"] or locale), str(texts["site_name"] or ""), description))
    return tuple(languages) or alone, problems


def _locale_of(entry: Any) -> Any:
    return entry.get("locale") if isinstance(entry, dict) else None


def _navigation(config: Document | None) -> Iterator[tuple[str, Place]]:
    """The pages that `nav` lists, with their places."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = []
    if config is not None and isinstance(config.data, dict):
        waiting.append((config.data.get("nav"), ("nav",)))
    while waiting:
        value, route = waiting.pop(0)
        if isinstance(value, str) and config is not None:
            yield value, config.at(*route)
        elif isinstance(value, (list, dict)):
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [(inner, (*route, key)) for key, inner in entries]
