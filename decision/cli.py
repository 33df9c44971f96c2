"""The command line: a function per command. Exit status 0: clean; 1: problems; 2: wrong usage."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import click

from decision import __version__, document, garbage, project, render, report
from decision.areas import AreaError, Options, find_areas, read_line
from decision.calling import Call, find_locale, find_table
from decision.calling import fail as _fail
from decision.checks import overdue_review
from decision.checks.documentation import documentation
from decision.commands.adopt import adopt
from decision.commands.diff import command as diff
from decision.commands.export import export
from decision.commands.facts import command as facts
from decision.commands.init import init
from decision.commands.schema import command as schema
from decision.commands.translations import translations
from decision.files import ChangedUnderneathError
from decision.guides import pages
from decision.matrix import analysis
from decision.matrix.engine import AnswerError, decide
from decision.problem import Problem, choices
from decision.project import Project
from decision.render import combinations, contribute, explain


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
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context, root: Path | None, most_bytes: int) -> None:
    """Decision tables and the guides that show them: check, decide, print."""
    garbage.collect_seldom()
    context.obj = Call(root, most_bytes)


main.add_command(translations)
main.add_command(adopt)
main.add_command(facts)
main.add_command(schema)
main.add_command(diff)
main.add_command(init)
main.add_command(export)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@click.option("--select", multiple=True, metavar="CODE", help="Only problems whose code is this one or begins with it.")
@click.option("--ignore", multiple=True, metavar="CODE", help="No problems whose code is this one or begins with it.")
@click.option("--fix", is_flag=True, help="Repair what is mechanical, and change nothing else.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, without writing.")
@click.option("--reviewed-since", metavar="DATE", help="Also name what was last reviewed before this date.")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    reviewed_since: str | None,
) -> None:
    """Name every problem in data and guides, with path, line and column.

    Without PATHS, those of the project; with PATHS inside a project, only those of these files and folders; any other
    folder of Markdown pages is checked by itself. Codes may be shortened: `--ignore unknown` leaves out all
    `unknown-…`; several are separated by commas or given by repeating the option.
    """
    if reviewed_since is not None and not overdue_review.is_date(reviewed_since):
        _fail(f"'{reviewed_since}' is not a date", "write it as 2026-01-31")
    options = Options(_codes(select), _codes(ignore), reviewed_since, context.obj.most_bytes)
    for code in (*options.select, *options.ignore):
        if not any(known.startswith(code) for known in documentation()):
            _fail(f"no code begins with '{code}'", choices(code, documentation(), most=0))
    try:
        areas = find_areas(paths, context.obj.root)
    except AreaError as reason:
        _fail(reason.message, reason.hint)
    if diff:
        changes = "".join(area.diff(options) for area in areas)
        click.echo(changes, nl=False)
        sys.exit(1 if changes else 0)
    if fix:
        try:
            repaired = sum(area.repair(options) for area in areas)
        except (OSError, ChangedUnderneathError) as reason:
            _fail(f"not everything was repaired: {reason}", "run the command again")
        click.echo(f"repaired {repaired} file{'' if repaired == 1 else 's'}", err=True)
    problems = [problem for area in areas for problem in area.problems(options)]
    click.echo(_formatted(problems, form), nl=False)
    sys.exit(1 if problems else 0)


def _formatted(problems: Sequence[Problem], form: str) -> str:
    """The report in one of the forms of `decision check`."""
    if form == "json":
        return report.as_json(problems)
    if form == "github":
        return f"{report.as_github(problems)}{report.summary(problems)}\n"
    if form == "sarif":
        return report.as_sarif(problems, documentation(), __version__)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return report.as_text(problems, read_line, colour)


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of an option that may be repeated, and hold several."""
    return tuple(code.strip() for text in given for code in text.split(",") if code.strip())


@main.command("explain")
@click.argument("code", required=False)
def explain_command(code: str | None) -> None:
    """Say what a problem's CODE means, with a bad and a good example; without it, list all codes."""
    texts = documentation()
    if code is None:
        width = max(len(name) for name in texts)
        for name, text in texts.items():
            click.echo(f"{name:<{width}}  {contribute.summary(text)}")
    elif code in texts:
        click.echo(f"{code}\n\n{texts[code]}")
    else:
        near = get_close_matches(code, texts)
        _fail(f"no check is called '{code}'", choices(code, near) if near else "'decision explain' lists all")


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
    loaded: Project = context.obj.load()
    _, table = find_table(loaded, table_id)
    locale = find_locale(loaded, lang)
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
    loaded: Project = context.obj.load()
    _, table = find_table(loaded, table_id)
    locale = find_locale(loaded, lang)
    if form == "md":
        click.echo(render.table_markdown(table, table_id, locale, loaded.default), nl=False)
    else:
        click.echo(
            render.table_html(table, table_id, locale, loaded.default, lambda section: section, locale), nl=False
        )


@main.command()
@click.argument("table_id", metavar="TABLE")
@click.option("--lang", help="The language of the words; the site's default without it.")
@click.pass_context
def show(context: click.Context, table_id: str, lang: str | None) -> None:
    """Print every combination of answers with its outcome.

    `decision decide` says why an outcome is what it is.
    """
    loaded: Project = context.obj.load()
    source, table = find_table(loaded, table_id)
    locale = find_locale(loaded, lang)
    if not analysis.is_decidable(table):
        _fail(f"{source.path} has too many combinations to list them", "see 'undecided-analysis'")
    for line in combinations.combinations(table, locale, loaded.default):
        click.echo(line)


@main.command()
@click.pass_context
def links(context: click.Context) -> None:
    """Ask every address outside the site whether it is still there, and print a dated report."""
    from decision import external  # what speaks to the network takes a tenth of a second to load

    places = external.collect(context.obj.load())
    answers = list(external.ask(places))
    click.echo(external.as_text(answers, places, datetime.now(UTC).date().isoformat()), nl=False)
    sys.exit(1 if any(answer.fault for answer in answers) else 0)


@main.command()
@click.argument("table_id", metavar="TABLE")
@click.pass_context
def analyse(context: click.Context, table_id: str) -> None:
    """Say what can be proven of a table: gaps, overlaps, conflicts, rows and cells that can never count."""
    source, table = find_table(context.obj.load(), table_id)
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


@main.command("dialect")
@click.argument("page", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def dialect_command(context: click.Context, page: Path) -> None:
    """Print a page of the writers' dialect in plain Markdown for Material, as the site is built from it.

    PAGE may lie in a project, or in any tree of pages. What could not be translated is named on standard error.
    """
    path = page.resolve()
    root = context.obj.root or project.find_root(path.parent)
    loaded = project.load(root.resolve(), context.obj.most_bytes) if root else None
    if loaded is None or not any(path.is_relative_to(tree.folder) for tree in loaded.trees):
        loaded = project.load_pages(pages.root_of(path))
    tree = next(tree for tree in loaded.trees if path.is_relative_to(tree.folder))
    files = {other.locale: pages.listed(other.folder) for other in loaded.trees}
    known = pages.Pages(loaded.guide, files, loaded.default)
    name = path.relative_to(tree.folder).as_posix()
    translation = known.translation(tree.locale, name, files[tree.locale], keeps_comments=True)
    click.echo(translation.front + translation.text, nl=False)
    click.echo("".join(f"{problem}\n" for problem in translation.problems), err=True, nl=False)
    sys.exit(1 if translation.problems else 0)
