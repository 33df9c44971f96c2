"""`decision export`: a table in a form that others take."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from decision import files
from decision.calling import fail, find_locale, find_table
from decision.exchange import formats
from decision.exchange.exporting import Subject
from decision.files import ChangedUnderneathError
from decision.matrix import analysis
from decision.project import Project


@click.command(epilog="\n\n".join(f"{form.name}: {form.summary}" for form in formats.FORMATS))
@click.argument("table_id", metavar="TABLE")
@click.option(
    "--format",
    "name",
    type=click.Choice([form.name for form in formats.FORMATS]),
    default=formats.FORMATS[0].name,
    show_default=True,
)
@click.option("--lang", help="The language of the texts; the site's default without it.")
@click.option("--output", metavar="FILE", default="-", help="The file to write; '-', or nothing, prints.")
@click.pass_context
def export(context: click.Context, table_id: str, name: str, lang: str | None, output: str) -> None:
    """Write TABLE in a form that other programs take.

    As in `decision export usecases --format dmn --lang sv --output usecases.dmn`.
    """
    loaded: Project = context.obj.load()
    source, table = find_table(loaded, table_id)
    locales = tuple(language.locale for language in loaded.languages)
    subject = Subject(table_id, table, locales, find_locale(loaded, lang))
    form = formats.named(name)
    if not form.takes(table):
        most = f"{analysis.MOST_COMBINATIONS:,} combinations of answers and {analysis.MOST_ROWS:,} use cases"
        fail(f"{source.path} is too large for '{name}', which holds every combination", f"it takes up to {most}")
    pieces = (piece.encode() for piece in form.write(subject))
    if output == "-":
        sys.stdout.buffer.writelines(pieces)
    else:
        _write(Path(output), pieces)


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """A new file, or one in place of another."""
    try:
        files.write_pieces(path, pieces, path.read_bytes() if path.exists() else None)
    except OSError as reason:
        fail(f"'{path}' cannot be written: {(reason.strerror or 'unknown reason').lower()}", "name another file")
    except ChangedUnderneathError:
        fail(f"'{path}' changed while it was written", "run the command again")
