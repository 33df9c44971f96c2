"""What every command has: the project that it is about, and a line for wrong usage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from decision import project, report
from decision.document import Document
from decision.matrix import model
from decision.matrix.model import DecisionTable
from decision.problem import choices
from decision.project import Project


def fail(message: str, hint: str = "") -> NoReturn:
    """Wrong usage: one line, exit status 2."""
    click.echo(f"decision: {message}" + (f"; {hint}" if hint else ""), err=True)
    sys.exit(2)


class Call(NamedTuple):
    """What the options before the command say."""

    root: Path | None
    most_bytes: int

    def load(self) -> Project:
        """The project that the command is about."""
        folder = self.root or project.find_root(Path.cwd())
        if folder is None:
            fail("there is no mkdocs.yml here or above", "name the project's folder with --root")
        if not (folder / "mkdocs.yml").is_file():
            fail(f"there is no mkdocs.yml in '{folder}'", "name the project's folder with --root")
        return project.load(folder, self.most_bytes)


def find_table(loaded: Project, table_id: str) -> tuple[Document, DecisionTable]:
    """The table of that id; without one, a line that says what there is."""
    lack = loaded.lack(table_id, model.KIND)
    if lack is not None:
        fail(lack.message, lack.hint)
    if table_id not in loaded.tables:
        wrong = [problem for problem in loaded.problems if Path(problem.path).stem == table_id]
        fail(
            f"'{table_id}' cannot be used before its problems are mended",
            f"'decision check' names them ({report.summary(wrong)})",
        )
    return loaded.tables[table_id]


def find_locale(loaded: Project, lang: str | None) -> str:
    """The language asked for, or the default one."""
    known = [language.locale for language in loaded.languages]
    if lang is not None and lang not in known:
        fail(f"the site has no language '{lang}'", choices(lang, known))
    return lang or loaded.default
