"""`decision diff`: which answers a change of a table changes, whether its version says so, and the record of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from decision import files, history, project
from decision.areas import relative
from decision.calling import Call, fail
from decision.checks.overdue_review import is_date
from decision.exchange import diff, editors, recording
from decision.exchange.recording import RecordError
from decision.exchange.versions import FOLDER, Finder, Version, VersionError
from decision.files import ChangedUnderneathError
from decision.matrix.difference import difference
from decision.matrix.model import KIND
from decision.project import Project

FORMS = {"text": diff.as_text, "markdown": diff.as_markdown, "json": diff.as_json}


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--table", "table_id", metavar="ID", help="OLD and NEW are revisions of this table of the project.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", show_default=True)
@click.option("--gate", is_flag=True, help="End with 1 if the version of NEW does not say what changed.")
@click.option("--record", is_flag=True, help="Write what changed into the history of the table.")
@click.option("--date", metavar="DATE", help="The day of the version that is recorded; else the table's 'reviewed'.")
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str | None,
    table_id: str | None,
    form: str,
    gate: bool,
    record: bool,
    date: str | None,
) -> None:
    """Say which answers change from the table OLD to the table NEW, and which only their words.

    Each is a file, the id of a table, or a revision that git knows with one of them: `HEAD~1:data/usecases.yaml`,
    `HEAD~1:usecases`. Without NEW, it is the table as it is now. A stricter or looser verdict, or something that is
    gone, makes a major step; a new row or integration a minor one; words a patch. `decision diff --record usecases`
    begins a history with the present version.
    """
    if date is not None and not is_date(date):
        fail(f"'{date}' is not a date", "write it as 2026-01-31")
    finder = Finder(_home(context.obj), context.obj.most_bytes)
    try:
        before = finder.find(old, table_id or "")
        if new is None and record and before.is_own and table_id is None:
            _record(finder, before, recording.first(before.table, _day(before, date)), is_first=True)
            return
        now = finder.find(new, table_id or "") if new is not None else _present(finder, before)
        found = difference(before.table, now.table, now.default)
        names = (before.name, now.name)
        if record:
            _record(finder, now, recording.entry(found, _day(now, date), _languages(finder)), is_first=False)
        else:
            click.echo(FORMS[form](found, names), nl=False)
    except (VersionError, RecordError) as reason:
        fail(reason.message, reason.hint)
    if gate and not found.follows:
        click.echo(f"decision: {diff.follows(found)}", err=True)
        sys.exit(1)


def _present(finder: Finder, before: Version) -> Version:
    """The table of the same id as the project has it now."""
    if finder.home is None or before.id not in finder.home.names(KIND):
        raise VersionError(f"there is no table '{before.id}' here to compare with", "name the second one as well")
    return finder.find(before.id)


def _home(call: Call) -> Project | None:
    """The project that the command is about; two files can be compared without one."""
    if call.root is not None:
        return call.load()
    root = project.find_root(Path.cwd())
    return project.load(root, call.most_bytes) if root is not None else None


def _day(version: Version, date: str | None) -> str:
    day = date or version.table.reviewed
    if day is None:
        fail("the table does not say when it was last reviewed", "name the day of this version with --date 2026-01-31")
    return day


def _languages(finder: Finder) -> tuple[str, ...]:
    """The locales of the site, the default one first."""
    return tuple(language.locale for language in finder.home.languages) if finder.home else ("en",)


def _record(finder: Finder, version: Version, made: Mapping[str, Any], is_first: bool) -> None:
    """Write an entry, whole or not at all."""
    home = finder.home
    if home is None or version.id not in home.tables:
        fail(f"'{version.id}' is no table of a project here", "the history of a table stands beside it in data/")
    known = [(source, held) for source, held in home.histories.values() if held.table == version.id]
    if is_first and known:
        fail(
            f"'{known[0][0].path}' is there already",
            "name the version before as well: 'decision diff --record OLD NEW'",
        )
    path = home.root / (known[0][0].path if known else f"{FOLDER}/{history.KIND}-{version.id}.yaml")
    before = path.read_bytes() if path.is_file() else None
    if known and before is not None:
        after = recording.appended(before, known[0][1], made, _languages(finder))
    elif before is not None:
        fail(f"'{relative(path)}' cannot be used before its problems are mended", "'decision check' names them")
    else:
        after = recording.begun(version.id, _first_line(home), made)
    try:
        files.write(path, after, expected=before)
    except (OSError, ChangedUnderneathError) as reason:
        fail(f"nothing was written: {reason}", "run the command again")
    click.echo(f"wrote {relative(path)}: {made['version']}, {made['step']}")


def _first_line(home: Project) -> str:
    """What leads an editor to the schema, where the project has it."""
    return editors.first_line(history.KIND) if (home.root / editors.path(history.KIND)).is_file() else ""
