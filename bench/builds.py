"""Builds that do only what changed: a whole one, and those after nothing, a page, or a verdict of the table changed.

Beside them the same pages of one language with MkDocs and Material alone, as `bench.site` makes them. Every build is a
process of its own, and they take turns; ratios are of one turn. CPU is that of children, too. With `--write`, the
figures replace their part of `bench/RESULTS.md`, with the versions and the machine they are of.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from random import Random

from bench import tree
from bench.side_by_side import ROOT, Figure, Target, arguments, figure, ratio, report
from bench.site import BARE, BUILD, THREE, Spent, forget, make, run

RESULTS = ROOT / "bench" / "RESULTS.md"
PLAIN, COLD, UNCHANGED, PAGE, MATRIX = "Material alone, one language", "cold", "unchanged", "one page", "the matrix"
# the limits of ratios to a cold build, at up to 300 pages per language and above
FEW = {UNCHANGED: 0.30, PAGE: 0.50, MATRIX: 0.60}
MANY = {UNCHANGED: 0.10, PAGE: 0.18, MATRIX: 0.35}
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions")
INTRODUCTION = (
    "# Results\n\nWritten by `python -m bench.builds --write`; see there for what is compared.\n"
    "Seconds are of one machine that does other things as well; ratios are of builds that took turns.\n"
)


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=94, help="pages per language (default: 94)")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each (default: 3)")
    parser.add_argument("--write", action="store_true", help="write the figures into bench/RESULTS.md")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-builds-") as folder:
        projects = make(Path(folder), chosen.pages, 20, ())
        spent: dict[str, list[Spent]] = {}
        for number in range(chosen.rounds):
            for name, seconds in one_round(projects[BARE], projects[THREE], Random(number)):
                spent.setdefault(name, []).append(seconds)
    measured = list(figures(spent, FEW if chosen.pages <= 300 else MANY))
    title = f"Builds of {chosen.pages:,} pages per language, {chosen.rounds} of each"
    report(title, measured, as_json=chosen.json)
    if chosen.write:
        write(title, measured)


def one_round(plain: Path, project: Path, source: Random) -> Iterator[tuple[str, Spent]]:
    """One build of each kind, in this order: each after the one before it."""
    yield PLAIN, run(plain, BUILD)
    forget(project)
    yield COLD, run(project, BUILD)
    yield UNCHANGED, run(project, BUILD)
    page = source.choice(sorted((project / "docs" / tree.LANGUAGES[0]).rglob("*.md")))
    page.write_text(f"{page.read_text('utf-8')}\nA sentence more.\n", "utf-8")
    yield PAGE, run(project, BUILD)
    table = project / "data" / f"{tree.TABLE}.yaml"
    table.write_text(changed(table.read_text("utf-8")), "utf-8")
    yield MATRIX, run(project, BUILD)


def changed(text: str) -> str:
    """A table with another word in a text of its own."""
    found = re.search(r"(?<=\nusecases:\n)(?s:.*?)\n +en: \S+", text)
    if not found:
        raise ValueError("the table has no use case with a text")
    return f"{text[: found.end()]}s{text[found.end() :]}"


def figures(spent: Mapping[str, Sequence[Spent]], limits: Mapping[str, float]) -> Iterator[Figure]:
    """Seconds of each, and what each costs of a cold build."""
    for what in Spent._fields:
        seconds = {name: [getattr(one, what) for one in builds] for name, builds in spent.items()}
        yield from (figure(f"{name}: {what}", "s", found) for name, found in seconds.items())
        each = [3 * one for one in seconds[PLAIN]]
        yield ratio(f"cold to Material alone, per language: {what}", seconds[COLD], each, Target("at most", 1.6))
        for name, limit in limits.items():
            yield ratio(f"{name} to cold: {what}", seconds[name], seconds[COLD], Target("at most", limit))


def write(title: str, measured: Sequence[Figure]) -> None:
    """Put the figures into their section of the file."""
    rows = [
        f"| {one.name} | {one.median:.3g} | {one.low:.3g} – {one.high:.3g} | {one.unit} | {goal(one)} |"
        for one in measured
    ]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    of = f"Python {platform.python_version()}, {versions}; {machine}; load when it ended: {load}."
    head = ("| | median | quartiles | unit | limit |", "|---|---|---|---|---|")
    section = "\n".join([f"## {title}", "", of, "", *head, *rows, ""])
    held = RESULTS.read_text("utf-8") if RESULTS.exists() else INTRODUCTION
    parts = [part for part in re.split(r"(?m)^(?=## )", held) if not part.startswith(f"## {title}\n")]
    RESULTS.write_text("\n".join([*(part.rstrip("\n") + "\n" for part in parts), section]), "utf-8")


def goal(one: Figure) -> str:
    """The limit of a figure, and whether it is kept."""
    return f"{one.target.bound} {one.target.value:g}, {'met' if one.is_met else 'missed'}" if one.target else ""


if __name__ == "__main__":
    main()
