"""Everything a project consists of: its languages, tables and guides, read once from its folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from decision import document, glossary, history, stamps
from decision.document import Document
from decision.glossary import Glossary
from decision.guides import guide as guides
from decision.guides.guide import Guide
from decision.guides.markers import MARKERS, Marker
from decision.history import History
from decision.matrix import model, reading
from decision.matrix.model import DecisionTable
from decision.pictures.cache import FOLDER as PICTURES
from decision.problem import Place, Problem, choices, error, printable, quoted, warning
from decision.values import reading as values
from decision.values import resolving, texts
from decision.values.reading import ValuesFile
from decision.values.references import NONE, Values

# a document and the locales of the site, the default one first -> what it holds (None: unusable), and its problems
Read = Callable[[Document, Sequence[str]], tuple[Any, tuple[Problem, ...]]]


class Kind(NamedTuple):
    """A kind of data file: how it is called in the file's first key and in a message, and what reads it.

    `sections` are keys that such files have. Texts have values in them when they are read, but where `holds_code`:
    there a value must not end the code.
    """

    name: str
    noun: str
    read: Read
    sections: tuple[str, ...]
    holds_code: bool = False


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(model.KIND, "table", reading.read, ("questions", "usecases")),
        Kind(glossary.KIND, "glossary", glossary.read, ("terms",), holds_code=True),
        Kind(values.KIND, "file of values", values.read, ("values",)),
        Kind(stamps.KIND, "file of stamps", stamps.read, ("files",)),
        Kind(history.KIND, "history", history.read, ("table", "entries")),
    )
}
C = TypeVar("C")
_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class Language:
    """A language of the site, as `extra.languages` in mkdocs.yml names it."""

    locale: str
    name: str
    site_name: str
    site_description: str = ""


@dataclass(frozen=True)
class DataFile:
    """A file in data/: its document where it can be read, the kind it says, and what it holds where it is valid."""

    id: str
    document: Document | None = None
    kind: Kind | None = None
    content: Any = None


class Lack(NamedTuple):
    """Why a name leads to no file of a kind: what is wrong, and what to do."""

    message: str
    hint: str


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
    files: Mapping[str, DataFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    trees: tuple[Tree, ...] = ()
    falls_back: bool = True
    # what `{{ file.value }}` stands for
    values: Values = NONE
    # the pages that the navigation lists, and where
    navigation: tuple[tuple[str, Place], ...] = ()
    instead: Overlay = field(default_factory=dict)
    most_bytes: int = document.MOST_BYTES

    @property
    def default(self) -> str:
        """The locale of the default language."""
        return self.languages[0].locale

    @property
    def pictures(self) -> Path | None:
        """Where drawn pictures are kept; nowhere for pages that are no project."""
        return self.root / PICTURES if self.falls_back else None

    @cached_property
    def tables(self) -> dict[str, tuple[Document, DecisionTable]]:
        """The valid tables, each with its document, by id."""
        return self._of(DecisionTable)

    @cached_property
    def glossaries(self) -> dict[str, tuple[Document, Glossary]]:
        """The valid glossaries, each with its document, by id."""
        return self._of(Glossary)

    @cached_property
    def value_files(self) -> dict[str, tuple[Document, ValuesFile]]:
        """The valid files of values, each with its document, by id."""
        return self._of(ValuesFile)

    @cached_property
    def histories(self) -> dict[str, tuple[Document, History]]:
        """The valid histories of tables, each with its document, by id."""
        return self._of(History)

    def names(self, kind: str) -> list[str]:
        """The ids of the files that say that they are of a kind, also those that cannot be used."""
        return [name for name, file in self.files.items() if file.kind and file.kind.name == kind]

    def lack(self, name: str, kind: str) -> Lack | None:
        """Why a name leads to no file of a kind. None where it does, and where nobody knows what the file is."""
        file = self.files.get(name)
        if file is None:
            return Lack(f"no {KINDS[kind].noun} is called {quoted(name)}", choices(name, self.names(kind)))
        if file.kind is None or file.kind.name == kind:
            return None
        message = f"{quoted(name)} is a {file.kind.noun}, and no {KINDS[kind].noun}"
        return Lack(message, choices(name, self.names(kind)))

    def lack_of(self, marker: Marker) -> Lack | None:
        """Why a marker leads to no file of the kind that it shows. None where it does, and where nobody knows."""
        if not marker.file:
            kind = KINDS[MARKERS[marker.name]]
            return Lack(f"'{marker.name}' names no {kind.noun}", choices("", self.names(kind.name)))
        lack = self.lack(marker.file, MARKERS[marker.name])
        file = self.files.get(marker.file)
        right = next((name for name, kind in MARKERS.items() if file and file.kind and file.kind.name == kind), None)
        return Lack(lack.message, f"did you mean '<!-- {right}: {marker.argument} -->'?") if lack and right else lack

    def _of(self, model: type[C]) -> dict[str, tuple[Document, C]]:
        """The files that hold something of a model."""
        return {
            name: (file.document, file.content)
            for name, file in self.files.items()
            if file.document is not None and isinstance(file.content, model)
        }

    def read_guides(self) -> Iterator[tuple[Guide | None, tuple[Problem, ...]]]:
        """Every page by language and path, with what is wrong with its file; None where it cannot be read."""
        for tree, path in self.guide_files():
            yield self.read_guide(tree, path)

    def guide_files(self) -> Iterator[tuple[Tree, Path]]:
        """Where every page lies, by language and path."""
        for tree in self.trees:
            others = [
                other.folder for other in self.trees if other.folder.is_relative_to(tree.folder) and other != tree
            ]
            for path in sorted(tree.folder.rglob("*.md")):
                if not any(path.is_relative_to(other) for other in others):
                    yield tree, path

    def guide(self, locale: str, page: str) -> Guide | None:
        """A page of a language by its path below the language's folder, None where there is none."""
        tree = next((tree for tree in self.trees if tree.locale == locale), None)
        if tree is None or not (tree.folder / page).is_file():
            return None
        return self.read_guide(tree, tree.folder / page)[0]

    def read_guide(self, tree: Tree, path: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
        """A page by where it lies, with what is wrong with its file; None where it cannot be read."""
        name = path.relative_to(self.root).as_posix()
        content, problems = _content(path, name, self.instead, self.most_bytes)
        if content is None:
            return None, tuple(problems)
        text, wrong = document.decode(name, content)
        guide = guides.read(name, tree.locale, path.relative_to(tree.folder).as_posix(), text, self.values)
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
    paths = sorted(p for p in (root / "data").glob("*") if p.suffix in (".yaml", ".yml"))
    files, told, found = _held([_opened(root, path, most_bytes, instead) for path in paths], known)
    problems += [*_repeated(root, paths), *found]
    trees = tuple(Tree(locale, root / "docs" / locale) for locale in locales)
    listed = tuple(_navigation(config))
    return Project(
        root,
        languages,
        files,
        tuple(problems),
        trees,
        values=told,
        navigation=listed,
        instead=instead,
        most_bytes=most_bytes,
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


def _repeated(root: Path, paths: Sequence[Path]) -> Iterator[Problem]:
    """Files that differ in the ending of their names only: pages could not tell them apart."""
    first: dict[str, Path] = {}
    for path in paths:
        if first.setdefault(path.stem, path) != path:
            message = f"{quoted(path.stem)} is the id of '{first[path.stem].name}' already"
            place = Place(path.relative_to(root).as_posix())
            yield error("repeated-id", message, "rename one of the two, or bring them together", place)


class _Opened(NamedTuple):
    """A file in data/ before what it holds is looked at, and its problems so far."""

    file: DataFile
    problems: tuple[Problem, ...]


def _opened(root: Path, path: Path, most_bytes: int, instead: Overlay) -> _Opened:
    name = path.relative_to(root).as_posix()
    content, problems = _content(path, name, instead, most_bytes)
    if content is None:
        return _Opened(DataFile(path.stem), tuple(problems))
    source, found = document.read(name, content, most_bytes)
    wrong_kind = _kind_problem(source) if source is not None else None
    if source is None or wrong_kind is not None:
        return _Opened(DataFile(path.stem, source), (*problems, *found, *([wrong_kind] if wrong_kind else [])))
    return _Opened(DataFile(path.stem, source, KINDS[source.data["kind"]]), (*problems, *found))


def _held(opened: Sequence[_Opened], locales: Sequence[str]) -> tuple[dict[str, DataFile], Values, list[Problem]]:
    """The files with what they hold, and the values among it: they are read first, because all others may name them."""
    first = [_with_content(one, NONE, locales) for one in opened if _is_values(one.file)]
    files = {one.file.id: (one.file.document, one.file.content) for one in first}
    usable = {name: (source, held) for name, (source, held) in files.items() if source is not None and held is not None}
    # a file of which nobody knows the kind may hold values as well
    unknown = [one.file.id for one in opened if one.file.kind is None]
    told, problems = resolving.resolve(usable, (name for name in (*files, *unknown) if name not in usable))
    rest = [_with_content(one, told, locales) for one in opened if not _is_values(one.file)]
    problems += tuple(problem for one in (*first, *rest) for problem in one.problems)
    held = {one.file.id: one.file for one in (*first, *rest)}
    return {one.file.id: held[one.file.id] for one in opened}, told, list(problems)


def _is_values(file: DataFile) -> bool:
    return file.kind is not None and file.kind.name == values.KIND


def _with_content(opened: _Opened, told: Values, locales: Sequence[str]) -> _Opened:
    """A file with what it holds, where that is valid; its texts may name the values told."""
    file, problems = opened
    if file.document is None or file.kind is None or any(problem.code == "repeated-key" for problem in problems):
        # a value is lost, and what is missed because of that is no mistake of its own
        return opened
    unknown = texts.problems(file.document, told)
    source = (
        file.document if file.kind.holds_code else replace(file.document, data=texts.filled(file.document.data, told))
    )
    content, found = file.kind.read(source, locales)
    content = None if problems or unknown else content
    return _Opened(replace(file, document=source, content=content), (*problems, *unknown, *found))


def _kind_problem(source: Document) -> Problem | None:
    """Every file in data/ says its kind in its first key."""
    data: Any = source.data
    if not isinstance(data, dict):
        return error(
            "wrong-type",
            f"the file holds {quoted(data)}, expected a mapping",
            f"begin with one of: {', '.join(f'kind: {k}' for k in KINDS)}",
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
    here = source.at("kind"), ("kind",)
    if data["kind"] not in tuple(KINDS):
        return error(
            "unknown-kind", f"{quoted(data['kind'])} is not a kind of file", choices(data["kind"], KINDS), *here
        )
    held = [kind for kind in KINDS.values() if all(section in data for section in kind.sections)]
    if len(held) == 1 and not any(section in data for section in KINDS[data["kind"]].sections):
        message = f"the file says that it is a {KINDS[data['kind']].noun}, and holds a {held[0].noun}"
        return error("unknown-kind", message, f"did you mean 'kind: {held[0].name}'?", *here)
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
