"""A decision table as it is or was: from a file, from the project by its id, or from a revision that git knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from decision import document, project
from decision.document import Document
from decision.matrix import model, reading
from decision.matrix.model import DecisionTable
from decision.problem import choices, quoted
from decision.project import KINDS, Project
from decision.schema import is_usable
from decision.translations.history import History, HistoryError
from decision.values import texts

FOLDER = "data"
ENDINGS = (".yaml", ".yml")


class VersionError(Exception):
    """What was asked for cannot be had; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, eq=False)
class Version:
    """A table with the name under which it was asked for; `id` is the name of its file, `default` its language.

    `is_own`: it is the one that the project has now.
    """

    name: str
    id: str
    table: DecisionTable
    default: str
    is_own: bool = False


@dataclass(frozen=True, eq=False)
class Finder:
    """Finds tables for a project, or where there is none in the current folder."""

    home: Project | None
    most_bytes: int = document.MOST_BYTES

    def find(self, name: str, table_id: str = "") -> Version:
        """The table of a file, of an id, or of `REVISION:path` or `REVISION:id`; with `table_id`, of a revision.

        Raises VersionError where there is no such table.
        """
        if table_id:
            return self._at(name, table_id)
        path = Path(name)
        if path.is_file():
            return self._in_file(path, name)
        if name and path.is_dir():
            raise VersionError(f"{quoted(name)} is a folder", "name a file of a decision table")
        own = self._own(name)
        if own is not None:
            return self._in_file(own, name)
        revision, colon, inside = name.partition(":")
        if colon and inside:
            return self._at(revision, inside)
        if colon or self._is_revision(name):
            hint = f"name the table as well, as in '{revision}:usecases', or with --table"
            raise VersionError(f"{quoted(name)} names no table", hint)
        known = self.home.names(model.KIND) if self.home else ()
        raise VersionError(f"{quoted(name)} is no file, no table and no revision", choices(name, known))

    def _own(self, table_id: str) -> Path | None:
        """The file of an id in the project."""
        if self.home is None or table_id not in self.home.files:
            return None
        paths = (self.home.root / FOLDER / f"{table_id}{ending}" for ending in ENDINGS)
        return next((path for path in paths if path.is_file()), None)

    def _in_file(self, path: Path, name: str) -> Version:
        root = project.find_root(path.resolve().parent)
        is_data = root is not None and path.resolve().parent == (root / FOLDER).resolve()
        home = self.home
        if root is not None and is_data and (home is None or home.root.resolve() != root.resolve()):
            home = project.load(root, self.most_bytes)
        try:
            content = path.read_bytes()
        except OSError as reason:
            said = (reason.strerror or "unknown reason").lower()
            raise VersionError(f"{quoted(name)} cannot be read: {said}", "look at its permissions") from reason
        is_own = is_data and home is not None and self.home is not None and home.root == self.home.root
        return replace(self._read(name, path.stem, content, home), is_own=is_own)

    # --- git

    def _at(self, revision: str, inside: str) -> Version:
        """The table at a revision: `inside` is a path, as git writes it, or an id of the project."""
        history = History(self.home.root if self.home else Path.cwd())
        name = f"{revision}:{inside}"
        try:
            if revision and not history.has(revision):
                hint = "look at the name, or fetch the commits that are missing here"
                raise VersionError(f"git knows no revision {quoted(revision)}", hint)
            for place, path in self._places(inside):
                content = History(place).file(revision, path)
                if content is not None:
                    home = self._home_at(history, revision) if b"{{" in content else self.home
                    return self._read(name, Path(path).stem, content, home)
            listed = [Path(path).as_posix() for path in history.listed(revision, FOLDER)]
        except HistoryError as reason:
            raise VersionError(f"{quoted(name)} cannot be had: {reason.message}", reason.hint) from reason
        hint = choices(inside, listed) if listed else "look at the name"
        raise VersionError(f"there is no file {quoted(inside)} in {quoted(revision or 'the index')}", hint)

    def _places(self, inside: str) -> Iterator[tuple[Path, str]]:
        """Where git may know a file: as an id or path of the project, below the repository, or as seen from here."""
        root = self.home.root if self.home else Path.cwd()
        if "/" not in inside and not inside.endswith(ENDINGS):
            yield from ((root, f"./{FOLDER}/{inside}{ending}") for ending in ENDINGS)
        if inside.startswith(("./", "../")):
            yield Path.cwd(), inside
        else:
            yield from ((root, inside), (root, f"./{inside}"))

    def _is_revision(self, name: str) -> bool:
        try:
            return History(self.home.root if self.home else Path.cwd()).has(name)
        except HistoryError:
            return False

    def _home_at(self, history: History, revision: str) -> Project | None:
        """The project with the values that it had then."""
        if self.home is None:
            return None
        paths = [path for path in sorted((self.home.root / FOLDER).glob("*")) if path.suffix in ENDINGS]
        then = {path: history.file(revision, f"./{FOLDER}/{path.name}") for path in paths}
        instead = {path: content for path, content in then.items() if content is not None}
        return project.load(self.home.root, self.most_bytes, instead)

    # --- reading

    def _read(self, name: str, table_id: str, content: bytes, home: Project | None) -> Version:
        source, problems = document.read(name, content, self.most_bytes)
        if source is None or not is_usable(problems):
            _refuse(name, str(problems[0]))
        said_kind = source.data.get("kind") if isinstance(source.data, dict) else None
        if said_kind != model.KIND:
            kind = KINDS.get(said_kind) if isinstance(said_kind, str) else None
            said = f"is a {kind.noun}, and no table" if kind else "does not say that it is a decision table"
            raise VersionError(f"{quoted(name)} {said}", f"a table begins with 'kind: {model.KIND}'")
        if home is not None:
            source = replace(source, data=texts.filled(source.data, home.values))
        languages = _languages(source, home)
        table, problems = reading.read(source, languages)
        if table is None:
            _refuse(name, str(next(problem for problem in problems if problem.severity == "error")))
        return Version(name, table_id, table, languages[0])


def _languages(source: Document, home: Project | None) -> tuple[str, ...]:
    """The languages of the site, and those of the table that the site does not have, or no longer."""
    title = source.data.get("title")
    written = [str(locale) for locale in title] if isinstance(title, dict) else []
    own = [language.locale for language in home.languages] if home else []
    known = tuple(dict.fromkeys((*(own if not written or set(own) & set(written) else []), *written))) or ("en",)
    _, problems = reading.read(source, known)
    return (*known, *(str(problem.route[-1]) for problem in problems if problem.code == "unknown-language"))


def _refuse(name: str, problem: str) -> NoReturn:
    said = " ".join(problem.split())
    raise VersionError(f"{quoted(name)} cannot be used before its problems are mended", said)
