"""The static API: files with every table in every format, an index of them with their hashes, and their schemas.

What may change within a version stands in `decision/render/templates/api.md.j2`, for those who build on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from decision import files
from decision.exchange import notation
from decision.exchange.exporting import Format, Subject
from decision.exchange.formats import FORMATS
from decision.exchange.notation import texts
from decision.locales import words
from decision.matrix import analysis
from decision.matrix.model import DecisionTable
from decision.problem import quoted
from decision.project import Project

FOLDER = "api/v1"
# Of what the files say; a new major one stands in another folder.
VERSION = "1.0.0"
SCHEMAS = ("decisions", "index", "table")
INDEX = "index.json"
# A file with more would be a burden for a site and for each build of it; `decision export` writes it all the same.
MOST_COMBINATIONS = 50_000

Data = dict[str, Any]


class Published(NamedTuple):
    """A table as the index names it, and a message for each of its files that is left out."""

    entry: Data
    left_out: tuple[str, ...]


def publish(project: Project, folder: Path, *, directory_urls: bool = True) -> tuple[str, ...]:
    """Write all of it below a new folder; a message for each thing that is left out, for those who build the site."""
    locales = tuple(language.locale for language in project.languages)
    tables = [
        _table(Subject(name, table, locales, locales[0], directory_urls), source.path, folder)
        for name, (source, table) in ((name, project.tables[name]) for name in table_ids(project))
    ]
    schemas = [_schema(name, folder) for name in SCHEMAS]
    members = {
        "$schema": f"schema/{INDEX}",
        "api_version": VERSION,
        "default_language": project.default,
        "languages": [_language(language.locale, language.name) for language in project.languages],
        "schemas": schemas,
        "tables": [table.entry for table in tables],
    }
    _write(folder, INDEX, notation.document(members))
    return tuple(message for table in tables for message in table.left_out)


def table_ids(project: Project) -> list[str]:
    """The tables that the API has, sorted; a name of dots only would be another folder."""
    return sorted(name for name in project.tables if name.strip("."))


def every_file() -> dict[str, str]:
    """The names of the files of a table, and what each is for."""
    return {form.file_name("table", "<language>"): form.summary for form in FORMATS}


def _language(locale: str, name: str) -> Data:
    """A language of the site, where its pages begin, and what its readers' spreadsheets expect."""
    root = f"../../{quote(locale)}/"
    return {"locale": locale, "name": name, "root": root, "csv_delimiter": words(locale)["csv-delimiter"]}


def _schema(name: str, folder: Path) -> Data:
    text = resources(__package__).joinpath("v1", f"{name}.json").read_text("utf-8")
    return {"describes": name, **_write(folder, f"schema/{name}.json", [text])}


def _table(subject: Subject, path: str, folder: Path) -> Published:
    table = subject.table
    written, left_out = [], []
    for form in FORMATS:
        if _takes(form, table):
            written += [_file(form, one, folder) for one in _subjects(form, subject)]
        else:
            left_out.append(form.name)
    entry = {
        "id": subject.table_id,
        "title": texts(subject, table.title),
        "version": table.version,
        "reviewed": table.reviewed,
        "combinations": analysis.count_combinations(table) if analysis.is_decidable(table) else None,
        "files": written,
        "left_out": [{"format": name, "reason": "too-many-combinations"} for name in left_out],
    }
    message = f"{path}: the API has no {{}} of it: more than {MOST_COMBINATIONS:,} combinations of answers"
    return Published(entry, tuple(message.format(quoted(name)) for name in left_out))


def _takes(form: Format, table: DecisionTable) -> bool:
    if not form.resolves:
        return True
    return form.takes(table) and analysis.count_combinations(table, MOST_COMBINATIONS) <= MOST_COMBINATIONS


def _subjects(form: Format, subject: Subject) -> Iterator[Subject]:
    """What a format writes of a table: once, or in each language."""
    for locale in subject.locales if form.per_language else subject.locales[:1]:
        yield replace(subject, locale=locale)


def _file(form: Format, subject: Subject, folder: Path) -> Data:
    name = f"tables/{subject.table_id}/{form.file_name('table', subject.locale)}"
    language = subject.locale if form.per_language else None
    return {"format": form.name, "language": language, **_write(folder, name, form.write(subject))}


def _write(folder: Path, name: str, pieces: Iterable[str]) -> Data:
    """Write a file while it is made; where it is, and what its content is known by."""
    path, digest = folder / name, sha256()

    def content() -> Iterator[bytes]:
        for piece in pieces:
            data = piece.encode()
            digest.update(data)
            yield data

    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_pieces(path, content(), expected=None)
    return {"href": quote(name), "bytes": path.stat().st_size, "sha256": digest.hexdigest()}
