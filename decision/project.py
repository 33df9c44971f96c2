"""Everything a project consists of: its languages, tables and guides, read once from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from decision import document
from decision.document import Document
from decision.guides import guide as guides
from decision.guides.guide import Guide
from decision.matrix import model, reading
from decision.matrix.model import DecisionTable
from decision.problem import Place, Problem, choices, error, printable, quoted

KINDS = (model.KIND,)


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


@dataclass(frozen=True, eq=False)
class Project:
    """A project as read. `problems` are those of mkdocs.yml and data/; the first language is the default one.

    Guides are read when they are first asked for: who only wants the tables does not wait for them.
    """

    root: Path
    languages: tuple[Language, ...]
    files: Mapping[str, TableFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def default(self) -> str:
        """The locale of the default language."""
        return self.languages[0].locale

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The pages of all languages, by language and path."""
        return self._read_guides[0]

    @property
    def guide_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files of the guides."""
        return self._read_guides[1]

    @cached_property
    def _read_guides(self) -> tuple[tuple[Guide, ...], tuple[Problem, ...]]:
        pages: list[Guide] = []
        problems: list[Problem] = []
        for language in self.languages:
            folder = self.root / "docs" / language.locale
            for path in sorted(folder.rglob("*.md")):
                name = path.relative_to(self.root).as_posix()
                content, found = _content(path, name)
                problems += found
                if content is not None:
                    text, wrong = document.decode(name, content)
                    problems += [wrong] if wrong else []
                    pages.append(guides.read(name, language.locale, path.relative_to(folder).as_posix(), text))
        return tuple(pages), tuple(problems)

    @property
    def tables(self) -> dict[str, tuple[Document, DecisionTable]]:
        """The valid tables, each with its document, by id."""
        return {
            n: (f.document, f.table) for n, f in self.files.items() if f.document is not None and f.table is not None
        }


def load(root: Path, most_bytes: int = document.MOST_BYTES) -> Project:
    """The project in a folder. What is wrong with its files becomes problems; nothing is raised for it."""
    languages, problems = _languages(root)
    locales = [language.locale for language in languages]
    files: dict[str, TableFile] = {}
    for path in sorted(p for p in (root / "data").glob("*") if p.suffix in (".yaml", ".yml")):
        file, found = _table(root, path, locales, most_bytes)
        files[file.id] = file
        problems += found
    return Project(root, languages, files, tuple(problems))


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that holds a mkdocs.yml."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)


def _content(path: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    try:
        return path.read_bytes(), []
    except OSError as reason:
        said = (reason.strerror or "unknown reason").lower()
        return None, [
            error("unreadable", f"the file cannot be read: {said}", "look at its kind and its permissions", Place(name))
        ]


def _table(root: Path, path: Path, locales: list[str], most_bytes: int) -> tuple[TableFile, list[Problem]]:
    name = path.relative_to(root).as_posix()
    content, problems = _content(path, name)
    if content is None:
        return TableFile(path.stem, None, None), problems
    source, found = document.read(name, content, most_bytes)
    problems += found
    if source is None:
        return TableFile(path.stem, None, None), problems
    wrong_kind = _kind_problem(source)
    if wrong_kind is not None:
        return TableFile(path.stem, source, None), [*problems, wrong_kind]
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


def _languages(root: Path) -> tuple[tuple[Language, ...], list[Problem]]:
    """The languages that mkdocs.yml names under `extra.languages`; English alone where it names none."""
    name = "mkdocs.yml"
    alone = (Language("en", "English", "", ""),)
    content, problems = _content(root / name, name)
    if content is None:
        return alone, problems
    source, found = document.read(name, content)
    # tags such as !ENV belong to MkDocs
    problems += [problem for problem in found if problem.code != "yaml-tag"]
    if source is None:
        return alone, problems
    extra = source.data.get("extra") if isinstance(source.data, dict) else None
    listed = extra.get("languages") if isinstance(extra, dict) else None
    if not isinstance(listed, list) or not listed:
        hint = "list the languages under 'extra: languages:', the default one first"
        return alone, [*problems, error("site-languages", "mkdocs.yml names no languages", hint, source.at("extra"))]
    languages = []
    for index, entry in enumerate(listed):
        known = entry if isinstance(entry, dict) else {}
        texts = {key: known.get(key) for key in ("locale", "name", "site_name")}
        missing = [key for key, value in texts.items() if not isinstance(value, str) or not value.strip()]
        if missing:
            message = f"language {index + 1} has no {printable(missing[0])}"
            hint = "each language has the texts 'locale', 'name' and 'site_name'"
            problems.append(error("site-languages", message, hint, source.at("extra", "languages", index)))
            continue
        description = str(known.get("site_description") or "")
        languages.append(Language(str(texts["locale"]), str(texts["name"]), str(texts["site_name"]), description))
    return tuple(languages) or alone, problems
