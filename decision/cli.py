"""The command line: a function per command. Exit status 0: clean; 1: problems; 2: wrong usage."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from decision import checks, document, project, render, report
from decision.document import Document
from decision.matrix import analysis
from decision.matrix.engine import AnswerError, decide
from decision.matrix.model import DecisionTable
from decision.problem import choices
from decision.project import Project
from decision.render import explain


def _fail(message: str, hint: str = "") -> NoReturn:
    """Wrong usage: one line, exit status 2."""
    click.echo(f"decision: {message}" + (f"; {hint}" if hint else ""), err=True)
    sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root", type=click.Path(path_type=Path), help="The project's folder; else the nearest with a mkdocs.yml."
)
@click.option(
    "--most-bytes",
    type=click.IntRange(min=1),
    default=document.MOST_BYTES,
    show_default=True,
    help="The largest YAML file that is read.",
)
@click.version_option(package_name="decision")
@click.pass_context
def main(context: click.Context, root: Path | None, most_bytes: int) -> None:
    """Decision tables and the guides that show them: check, decide, print."""

    def load() -> Project:
        folder = root or project.find_root(Path.cwd())
        if folder is None:
            _fail("there is no mkdocs.yml here or above", "name the project's folder with --root")
        if not (folder / "mkdocs.yml").is_file():
            _fail(f"there is no mkdocs.yml in '{folder}'", "name the project's folder with --root")
        return project.load(folder, most_bytes)

    context.obj = load


@main.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Name every problem in data and guides, with path, line and column."""
    problems = checks.run(context.obj())
    click.echo(report.as_text(problems), nl=False)
    sys.exit(1 if problems else 0)


@main.command("decide")
@click.argument("table_id", metavar="TABLE")
@click.argument("answers", nargs=-1, metavar="[QUESTION=OPTION]...")
@click.option("--lang", help="The language of the explanation; the site's default without it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def decide_command(
    context: click.Context, table_id: str, answers: tuple[str, ...], lang: str | None, form: str
) -> None:
    """Decide for the answers given, and say why.

    Questions may be left open: `decision decide usecases task=share dam-access=no`.
    """
    loaded: Project = context.obj()
    _, table = _table(loaded, table_id)
    locale = _locale(loaded, lang)
    given: dict[str, str] = {}
    for answer in answers:
        question, equals, option = answer.partition("=")
        if not equals:
            _fail(f"'{answer}' is not an answer", f"write QUESTION=OPTION; questions: {', '.join(table.questions)}")
        if given.get(question, option) != option:
            _fail(f"'{question}' is answered twice", "answer each question once")
        given[question] = option
    try:
        decision = decide(table, given)
    except AnswerError as reason:
        _fail(reason.message, reason.hint)
    if form == "json":
        click.echo(json.dumps(explain.as_data(table_id, decision), ensure_ascii=False, indent=2))
    else:
        click.echo(explain.in_words(table, decision, locale, loaded.default), nl=False)


@main.command("table")
@click.argument("table_id", metavar="TABLE")
@click.option("--lang", help="The language of the table; the site's default without it.")
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md", show_default=True)
@click.pass_context
def table_command(context: click.Context, table_id: str, lang: str | None, form: str) -> None:
    """Print a table with its legend and remarks, as a guide shows it."""
    loaded: Project = context.obj()
    _, table = _table(loaded, table_id)
    locale = _locale(loaded, lang)
    if form == "md":
        click.echo(render.table_markdown(table, table_id, locale, loaded.default), nl=False)
    else:
        click.echo(
            render.table_html(table, table_id, locale, loaded.default, lambda section: section, locale), nl=False
        )


@main.command()
@click.argument("table_id", metavar="TABLE")
@click.pass_context
def analyse(context: click.Context, table_id: str) -> None:
    """Say what can be proven of a table: gaps, overlaps, conflicts, rows and cells that can never count."""
    source, table = _table(context.obj(), table_id)
    if not analysis.is_decidable(table):
        click.echo(f"{source.path}: not decided, the table is too large (see 'undecided-analysis')")
        return
    covered = analysis.coverage(table)
    click.echo(f"combinations of answers: {covered.combinations:,}")
    click.echo(f"gaps: {covered.gaps:,}")
    for region in covered.regions:
        click.echo("  " + ", ".join(f"{question}={'|'.join(options)}" for question, options in region.items()))
    for title, pairs in (("overlaps", analysis.overlaps(table)), ("conflicts", analysis.conflicts(table))):
        click.echo(
            f"{title}: {pairs.count:,}"
            + (f" (the first {len(pairs.first):,} listed)" if pairs.count > len(pairs.first) else "")
        )
        for one, other in pairs.first:
            click.echo(f"  {one}, {other}")
    click.echo(f"use cases that no answers reach: {len(covered.unreachable)}")
    for name in covered.unreachable:
        click.echo(f"  {name}")
    never = analysis.never_the_answer(table)
    click.echo(f"cells that can never be the answer: {len(never)}")
    for usecase, integration in never:
        click.echo(f"  {usecase} x {integration}: {table.usecases[usecase].verdict(integration)}")


def _table(loaded: Project, table_id: str) -> tuple[Document, DecisionTable]:
    """The table of that id; without one, a line that says what there is."""
    if table_id not in loaded.files:
        _fail(f"no table is called '{table_id}'", choices(table_id, loaded.files))
    if table_id not in loaded.tables:
        wrong = [problem for problem in loaded.problems if Path(problem.path).stem == table_id]
        _fail(
            f"'{table_id}' cannot be used before its problems are mended",
            f"'decision check' names them ({report.summary(wrong)})",
        )
    return loaded.tables[table_id]


def _locale(loaded: Project, lang: str | None) -> str:
    """The language asked for, or the default one."""
    known = [language.locale for language in loaded.languages]
    if lang is not None and lang not in known:
        _fail(f"the site has no language '{lang}'", choices(lang, known))
    return lang or loaded.default
