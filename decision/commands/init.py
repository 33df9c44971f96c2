"""`decision init`: a new project of this kind, around a tree of pages that is there or with a first page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from decision import starting
from decision.areas import relative
from decision.calling import fail
from decision.starting import StartError, Wish
from decision.starting.beginning import REPORT, Begun
from decision.starting.sources import LOCALE


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--from", "tree", type=click.Path(path_type=Path), metavar="TREE", help="A folder of pages to bring.")
@click.option(
    "--lang",
    "langs",
    multiple=True,
    metavar="LANG[=TREE]",
    help="The language of the pages, or the one that counts first; with TREE, the same pages in another language.",
)
@click.option("--name", default="", metavar="TEXT", help="What the site is called; else as the tree says.")
def init(folder: Path, tree: Path | None, langs: tuple[str, ...], name: str) -> None:
    """Begin a project in FOLDER, which is new or empty; without it, in the current folder.

    `decision init site --from en-pages --lang sv=sv-pages` lays trees of pages out as a site: a folder for each
    language, images shared, TOC.md or another tool's order as navigation. What needs a hand is named, and listed in
    REPORT.md. A tree may hold its languages in folders of its own. Without --from and trees, there is one page and a
    small table to begin with.
    """
    lang, others = _languages(langs)
    try:
        begun = starting.begin(Wish(folder, tree, lang, others, " ".join(name.split())))
    except StartError as reason:
        fail(reason.message, reason.hint)
    except OSError as reason:
        fail(f"nothing was made: {reason}", "look at the folder and the disk")
    _tell(folder, begun)
    sys.exit(0)


def _languages(langs: tuple[str, ...]) -> tuple[str | None, tuple[tuple[str, Path], ...]]:
    """The language that counts first, and the trees of others."""
    first: str | None = None
    others: list[tuple[str, Path]] = []
    for text in langs:
        locale, equals, path = text.partition("=")
        if not LOCALE.fullmatch(locale) or (equals and not path):
            fail(f"'{text}' is no language", "write it as 'sv' or 'pt-BR', with its pages as 'sv=some/folder'")
        if equals:
            others.append((locale, Path(path)))
        elif first is not None:
            fail(f"'{first}' and '{locale}' cannot both count first", "write --lang without a folder once")
        else:
            first = locale
    return first, tuple(others)


def _tell(folder: Path, begun: Begun) -> None:
    """What was made, and how much of it needs a hand."""
    where = relative(folder.resolve())
    trees = {source.locale: f" of {source.folder.as_posix()}" for source in begun.sources}
    for locale, count in begun.pages.items():
        click.echo(f"{locale}: {count:,} page{'' if count == 1 else 's'}{trees.get(locale, '')}")
    for finding in begun.findings:
        click.echo(f"  {len(finding.lines):>6,}  {finding.title}")
    if begun.findings:
        click.echo(f"{(Path(where) / REPORT).as_posix()} lists what needs a hand")
    click.echo(f"the project is in '{where}': 'make serve' there builds the site and serves it")
