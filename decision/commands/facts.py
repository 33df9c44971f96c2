"""`decision facts`: whether the guides tell every fact of a list, in every language."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from decision import facts, report
from decision.areas import from_here, read_line, relative
from decision.calling import fail
from decision.problem import Severity
from decision.project import Project


@click.command("facts")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def command(context: click.Context, file: Path | None) -> None:
    """Look for each fact of a list in its section of the guides, in every language.

    FILE is a list of facts; docs/facts.yaml without it. The patterns in data/ are tried on their samples as well.
    """
    loaded: Project = context.obj.load()
    path = file or loaded.root / facts.NAME
    if not path.is_file():
        hint = "look at the name" if file else "write one, or name another list: 'decision facts FILE'"
        fail(f"there is no file '{relative(path)}'", hint)
    wrong = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    if wrong:
        fail("facts can only be looked for when the data is right", f"see 'decision check' ({report.summary(wrong)})")
    try:
        content = path.read_bytes()
    except OSError as reason:
        fail(f"'{relative(path)}' cannot be read: {(reason.strerror or 'unknown reason').lower()}")
    count, problems = facts.look(loaded, relative(path), content, context.obj.most_bytes)
    tried, disobedient = facts.try_patterns(loaded)
    problems += tuple(from_here(loaded.root, problem) for problem in disobedient)
    if problems:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(report.as_text(problems, read_line, colour), nl=False)
        sys.exit(1)
    click.echo(f"{count}: nothing missing")
    if tried.patterns:
        click.echo(f"{tried}: each does what its pattern says")
