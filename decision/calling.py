"""What every command has: the project that it is about, and a line for wrong usage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from decision import project
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
