"""`decision schema`: the shape of data files for editors, printed or written into the project."""

from __future__ import annotations

import click

from decision import files
from decision.areas import relative
from decision.calling import fail
from decision.exchange import editors
from decision.files import ChangedUnderneathError
from decision.problem import choices


@click.command("schema")
@click.argument("kind", required=False)
@click.option(
    "--write", is_flag=True, help="Put all schemas into schema/ of the project, where its data files name them."
)
@click.pass_context
def command(context: click.Context, kind: str | None, write: bool) -> None:
    """Print the JSON Schema of a KIND of data file; without it, list the kinds.

    An editor that reads YAML completes and explains by it what you type: each file in data/ names its own in the first
    line.
    """
    if write:
        _write(context)
    elif kind is None:
        click.echo("".join(f"{name}\n" for name in editors.MODELS), nl=False)
    elif kind in editors.MODELS:
        click.echo(editors.text(kind), nl=False)
    else:
        fail(f"no kind of data file is called '{kind}'", choices(kind, editors.MODELS))


def _write(context: click.Context) -> None:
    """Write the schemas that are not as they should be."""
    root = context.obj.load().root
    is_same = True
    try:
        for kind in editors.MODELS:
            path = root / editors.path(kind)
            before = path.read_bytes() if path.is_file() else None
            after = editors.text(kind).encode()
            if before != after:
                path.parent.mkdir(parents=True, exist_ok=True)
                files.write(path, after, expected=before)
                click.echo(f"wrote {relative(path)}")
                is_same = False
    except (OSError, ChangedUnderneathError) as reason:
        fail(f"not everything was written: {reason}", "run the command again")
    if is_same:
        click.echo("nothing to write: all schemas are as they should be")
