"""A symbolic link in the guides that leads out of `docs/`, or nowhere.

The site would publish whatever lies there: on the machine of whoever builds it.

Bad:

    docs/en/setup.md, a link to /etc/hosts

Good:

    docs/en/setup.md, a link to ../shared/setup.md inside of docs/
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from decision.linkage import Site
from decision.problem import Place, Problem, error


def check(site: Site) -> Iterator[Problem]:
    """A problem for each such link."""
    project = site.project
    docs = project.root / "docs"
    inside = docs.resolve()
    for folder, folders, files in os.walk(docs) if project.falls_back else ():
        for path in (Path(folder, name) for name in sorted((*folders, *files))):
            if path.is_symlink() and not _is_inside(path, inside):
                place = Place(path.relative_to(project.root).as_posix())
                message = f"'{path.name}' is a link that leads out of docs/, or nowhere"
                yield error("leads-out", message, "put the file itself here, or link to one inside of docs/", place)


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):  # a circle of links is a RuntimeError before Python 3.13
        return False
