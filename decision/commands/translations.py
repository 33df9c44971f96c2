"""`decision translations`: what is current, what changed in originals, what differs; and to say what is current."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from decision import checks, files, fixes, report
from decision.areas import from_here, read_line, relative
from decision.calling import fail
from decision.files import ChangedUnderneathError
from decision.problem import Problem, in_order
from decision.project import Project
from decision.render import translations as shown
from decision.translations import accepting, beside, changes, status, wishes, worddiff
from decision.translations.accepting import Outcome
from decision.translations.beside import Pages
from decision.translations.freshness import State
from decision.translations.history import History, HistoryError
from decision.translations.status import Translations
from decision.translations.wishes import Wish, WishError

FAIL_ON = ("missing", "outdated", "unknown", "machine-translated")
MOST_ROUNDS = 10
VERSION = 1


@click.group(invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on", multiple=True, metavar="STATE", help="End with 1 if anything is missing, outdated, unknown, …"
)
@click.pass_context
def translations(context: click.Context, form: str, fail_on: tuple[str, ...]) -> None:
    """List every page and data file in every language: current, outdated, missing, unknown.

    A section is outdated when the original's words or structure changed since it was translated; typography, line
    breaks, link addresses and comments do not count. What a page was translated from stands in its front matter.

    `--fail-on missing,outdated` makes a gate of it.
    """
    if context.invoked_subcommand is not None:
        return
    wanted = [state.strip() for text in fail_on for state in text.split(",") if state.strip()]
    for state in wanted:
        if state not in FAIL_ON:
            fail(f"'{state}' is no state", f"possible: {', '.join(FAIL_ON)}")
    loaded: Project = context.obj.load()
    entries = list(Translations(loaded).entries())
    found = status.as_data(loaded, entries)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(shown.as_text(found), nl=False)
    states = {entry.state.value for entry in entries}
    states |= {"machine-translated" for entry in entries if entry.machine is not None and entry.machine.is_unreviewed}
    sys.exit(1 if states & set(wanted) else 0)


@translations.command("diff")
@click.argument("names", nargs=-1, required=True, metavar="PAGE...")
@click.pass_context
def diff_command(context: click.Context, names: tuple[str, ...]) -> None:
    """Show what changed in the original since PAGE was translated, word by word; it is looked for in git.

    PAGE is `nl/page.md`, `nl/page.md#section` or `data/usecases.yaml`. What is gone stands in [-…-], what is new in
    {+…+}.
    """
    known = Translations(context.obj.load())
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    is_different = False
    try:
        for wish in _wishes(known, names):
            _not_default(known, wish)
            for change in changes.since(known, wish, History(known.project.root)):
                is_different = True
                click.echo(_change(change, wish, colour))
    except (HistoryError, WishError) as reason:
        fail(reason.message, reason.hint)
    if not is_different:
        click.echo("nothing changed since")
    sys.exit(1 if is_different else 0)


def _change(change: changes.Change, wish: Wish, colour: bool) -> str:
    head = f"{change.place}: #{change.part}, {change.state} in '{wish.locale}'"
    if change.new is None:
        return f"{head}: the original no longer has it\n"
    if change.old is None:
        why = "is new" if change.state is State.NEW else "git does not have the text that was translated; it is now"
        return f"{head}: {why}\n\n{change.new}\n"
    return f"{head}, since {str(change.commit)[:10]}\n\n{worddiff.marked(change.old, change.new, colour)}\n"


@translations.command("accept")
@click.argument("names", nargs=-1, metavar="[PAGE...]")
@click.option("--all", "everything", is_flag=True, help="Every page and data file in every language.")
@click.pass_context
def accept_command(context: click.Context, names: tuple[str, ...], everything: bool) -> None:
    """Note that PAGE is up to date: that it says what the original says now.

    PAGE is `nl/page.md`, `nl/page.md#section`, `data/usecases.yaml`, or a language. Refused where the structure
    differs; the others are noted. Only the front matter is changed.
    """
    if everything == bool(names):
        fail("name pages, or say --all", "as in 'decision translations accept nl/page.md'")
    known = Translations(context.obj.load())
    try:
        asked = wishes.everything(known, known.locales) if everything else _wishes(known, names)
        outcome = accepting.accept(known, [_not_default(known, wish) for wish in asked])
    except WishError as reason:
        fail(reason.message, reason.hint)
    _finish(known, outcome, "is up to date", "differs from its original")


@translations.command("carry")
@click.argument("names", nargs=-1, required=True, metavar="PAGE#SECTION...")
@click.option("--since", metavar="COMMIT", default="", help="The version with the slip; else the last other one.")
@click.pass_context
def carry_command(context: click.Context, names: tuple[str, ...], since: str) -> None:
    """Keep translations current after a slip was mended in the original.

    PAGE is one of the default language, such as `en/page.md#section`, or `data/usecases.yaml#route`. Those translations
    that were current before note the text as it is now. Refused when numbers, code, labels, links or structure changed;
    what the text was before is looked for in git.
    """
    known = Translations(context.obj.load())
    default = known.project.default
    try:
        asked = [
            wish if not wish.is_data else replace(wish, locale=default)
            for wish in _wishes(known, names)
            if not wish.is_data or wish.locale == known.locales[0]
        ]
        for wish in asked:
            if wish.locale != default:
                hint = f"'accept' is for translations; did you mean '{default}/{wish.name}'?"
                fail(f"'{wish.locale}/{wish.name}' is a translation, and slips are mended in originals", hint)
        outcome = accepting.carry(known, asked, History(known.project.root), since)
    except (HistoryError, WishError) as reason:
        fail(reason.message, reason.hint)
    if not outcome.told and not outcome.refused:
        click.echo("nothing to carry")
        return
    _finish(known, outcome, "stays current", "is not carried")


def _wishes(known: Translations, names: Iterable[str]) -> list[Wish]:
    return [wish for name in names for wish in wishes.read(known, name)]


def _not_default(known: Translations, wish: Wish) -> Wish:
    if wish.locale == known.project.default:
        hint = f"name its translation, as in '{known.locales[0] if known.locales else 'sv'}/{wish.name}'"
        fail(f"'{wish.locale}/{wish.name}' is an original", hint)
    return wish


def _finish(known: Translations, outcome: Outcome, done: str, refused: str) -> None:
    """Write what came of it, and tell it."""
    try:
        for path, (before, after) in outcome.files.items():
            files.write(path, after, expected=before)
    except (OSError, ChangedUnderneathError) as reason:
        fail(f"not everything was noted: {reason}", "run the command again")
    for told in outcome.told:
        click.echo(f"{told} {done}")
    if outcome.problems:
        _print([from_here(known.project.root, problem) for problem in outcome.problems])
    for name in outcome.refused:
        click.echo(f"{name}" if ": " in name else f"{name} {refused}", err=True)
    click.echo(f"noted in {len(outcome.files)} file{'' if len(outcome.files) == 1 else 's'}", err=True)
    sys.exit(1 if outcome.refused else 0)


# --- parity ----------------------------------------------------------------------------------------------------------


@translations.command("parity")
@click.argument("original", type=click.Path(path_type=Path, exists=True), metavar="EN")
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="OTHER...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Repair what is mechanical, and change nothing else.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, without writing.")
@click.pass_context
def parity_command(
    context: click.Context, original: Path, others: tuple[Path, ...], form: str, fix: bool, diff: bool
) -> None:
    """Compare the page or folder EN with its translations OTHER, whatever they claim.

    Names each difference of structure once, at the line where the piece should stand, and the damage that translation
    machines do; says which pages a machine translated, and from which version of the original.
    """
    found, alone = _pairs(original, others)
    if diff:
        text = "".join(fixes.diff(relative(path), *both) for path, both in _repaired(found).items())
        click.echo(text, nl=False)
        sys.exit(1 if text else 0)
    if fix:
        try:
            repaired = _repaired(found)
            for path, (before, after) in repaired.items():
                files.write(path, after, expected=before)
        except (OSError, ChangedUnderneathError) as reason:
            fail(f"not everything was repaired: {reason}", "run the command again")
        click.echo(f"repaired {len(repaired)} file{'' if len(repaired) == 1 else 's'}", err=True)
        found = [_reread(pages) for pages in found]
    results = [(pages, in_order(checks.run_beside(pages))) for pages in found]
    if form == "json":
        click.echo(json.dumps(_parity_as_data(results, alone), ensure_ascii=False, indent=2))
    else:
        _print([problem for _, problems in results for problem in problems])
        click.echo(shown.parity_as_text([pages for pages, _ in results], alone), nl=False)
    sys.exit(1 if any(problems for _, problems in results) else 0)


def _parity_as_data(results: Iterable[tuple[Pages, Sequence[Problem]]], alone: Sequence[str]) -> dict[str, Any]:
    """What `decision translations parity` finds, for programs.

    `version` of this shape; `pairs` with `original`, `translation`, `machine_translated` (null, or `workflow`,
    `by_people` in percent or null, `is_unreviewed`), `source_commit` (or null) and `problems` as `decision check` tells
    them; `not_compared`. Keys may be added within a version, none change or go.
    """
    return {
        "version": VERSION,
        "pairs": [
            {
                "original": pages.original.path,
                "translation": pages.translation.path,
                "machine_translated": pages.machine
                and {**pages.machine._asdict(), "is_unreviewed": pages.machine.is_unreviewed},
                "source_commit": pages.commit,
                "problems": json.loads(report.as_json(problems))["problems"],
            }
            for pages, problems in results
        ],
        "not_compared": list(alone),
    }


def _pairs(original: Path, others: Sequence[Path]) -> tuple[list[Pages], list[str]]:
    """The pages in pairs, and the originals that have no translation."""
    found: list[Pages] = []
    alone: list[str] = []
    for other in others:
        if original.is_dir() != other.is_dir():
            fail(f"'{original}' and '{other}' are not both pages, nor both folders", "compare like with like")
        two = beside.pairs(original, other) if original.is_dir() else iter([(original, other)])
        for first, second in two:
            if second is None:
                alone.append(f"{relative(first)}: not in {relative(other)}")
                continue
            try:
                found.append(beside.read(first, second, (relative(first), relative(second))))
            except OSError as reason:
                fail(f"'{reason.filename}' cannot be read: {(reason.strerror or 'unknown reason').lower()}")
    return found, alone


def _reread(pages: Pages, content: bytes | None = None) -> Pages:
    return beside.read(*pages.files, (pages.original.path, pages.translation.path), content)


def _repaired(found: Iterable[Pages]) -> dict[Path, tuple[bytes, bytes]]:
    """What the repairs make of the translations that they change: before and after."""
    changed: dict[Path, tuple[bytes, bytes]] = {}
    for pages in found:
        path = pages.files[1]
        before = now = path.read_bytes()
        for _ in range(MOST_ROUNDS):
            after = fixes.apply(now, checks.run_beside(_reread(pages, now)))
            if after == now:
                break
            now = after
        if now != before:
            changed[path] = (before, now)
    return changed


def _print(problems: Sequence[Problem]) -> None:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    click.echo(report.as_text(problems, read_line, colour), nl=False)
