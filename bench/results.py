"""`bench/RESULTS.md`: the figures of the last run of each measurement, with versions and machine, written by them."""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PATH = Path(__file__).resolve().parent / "RESULTS.md"
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "markdown-it-py", "pydantic", "PyYAML")
# those that it is compared with, where they are installed
OTHERS = ("mkdocs-static-i18n", "py-spy", "zen-engine", "SpiffWorkflow", "pyDMNrules")
INTRODUCTION = """# Results

Written by `make bench BENCH=--write`; what is compared, and why it is fair, `python -m bench.<name> --help` says.
Seconds are of one machine that does other things as well; ratios are of things that took turns.
"""


def write(title: str, rows: Sequence[Sequence[str]], notes: Sequence[str], path: Path = PATH) -> None:
    """Put figures into their section of the file, in place of earlier ones; the first row is the head."""
    head, *body = rows
    table = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body)]
    section = "\n".join([f"## {title}", "", where(), "", *table, *(f"\n{note}" for note in notes), ""])
    held = path.read_text("utf-8") if path.exists() else INTRODUCTION
    parts = {part.partition("\n")[0]: part for part in re.split(r"(?m)^(?=## )", held)}
    parts[f"## {title}"] = section
    path.write_text("\n".join(part.rstrip("\n") + "\n" for part in parts.values()), "utf-8")


def where() -> str:
    """The versions, the machine, and how busy it is."""
    versions = ", ".join(f"{name} {found}" for name in (*PACKAGES, *OTHERS) if (found := installed(name)))
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, files on {file_system()}"
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    return f"Python {platform.python_version()}, {versions}; {machine}; load when it ended: {load}."


def file_system() -> str:
    """The kind of file system on which projects are built; on a disk, creating files may take most of the time."""
    folder, mounts = f"{Path(tempfile.gettempdir()).resolve()}/", Path("/proc/mounts")
    listed = [line.split() for line in mounts.read_text("utf-8").splitlines()] if mounts.is_file() else []
    above = [(len(where), kind) for _, where, kind, *_ in listed if folder.startswith(f"{where.rstrip('/')}/")]
    return max(above, default=(0, "a file system of which nothing is known"))[1]


def installed(name: str) -> str:
    """The version of a package; empty where there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
