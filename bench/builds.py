"""Builds of the same pages beside each other, and those that do only what changed.

- Material: MkDocs with the theme, for one language, with the extensions and the pruned navigation of this project.
- static-i18n: the same with the plugin mkdocs-static-i18n, for all languages.
- cold: this project, for all languages and for the default one alone; nothing is left of an earlier build.
- unchanged, a page, the matrix: this project's next builds, after nothing, a page or a text of a table was changed.

Every build is a process of its own, and they take turns; ratios are of one turn. CPU and the memory of the largest
process are those of children, too; memory of all processes is looked at five times a second in a build that is not
timed. Where a time misses its limit, another build of the kind is looked at by py-spy, which says where it goes. Up to
300 pages, each project was built once before anything is measured. Above 1,000 pages Material is not built as it comes,
without the pruned navigation: that takes minutes, as does static-i18n with so many (`--without` leaves it out).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from bench import profile, projects, tree
from bench.running import BUILD, TIMES, Spent, forget, memory_of_all, run
from bench.side_by_side import Figure, Target, arguments, figure, ratio, report

SIZES = (94, 1_000, 3_000)
FEW = 300  # up to so many pages per language the limits for few hold, and with so many those for pages a second begin
MOST_UNPRUNED = 1_000
ROUNDS = {0: 3, 1_000: 2, 3_000: 1}  # from so many pages on
PLAIN, PLUGIN, PRUNED = "Material, one language", "static-i18n", "Material as it comes, one language"
ONE, COLD = "cold, one language", "cold"
UNCHANGED, PAGE, MATRIX = "unchanged", "a page", "the matrix"
SMALL = f"cold, {FEW} pages"
# the limits of ratios to a cold build
OF_COLD = ({UNCHANGED: 0.30, PAGE: 0.50, MATRIX: 0.60}, {UNCHANGED: 0.10, PAGE: 0.18, MATRIX: 0.35})
MEMORY = Target("at most", 1024)


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help=f"per language (default: {SIZES})")
    parser.add_argument("--tree", type=Path, help="the pages of this project instead")
    parser.add_argument("--without", nargs="+", choices=(PLUGIN, PRUNED), default=(), help="what is not built")
    parser.add_argument(
        "--rounds", type=int, help="builds of each (default: 3; from 1,000 pages on 2, from 3,000 on 1)"
    )
    chosen = parser.parse_args()
    for pages in chosen.pages if chosen.tree is None else (0,):
        with tempfile.TemporaryDirectory(prefix="bench-builds-") as folder:
            source = chosen.tree or Path(folder, "tree")
            if chosen.tree is None:
                tree.write(source, pages)
            count = len(list((source / "docs" / projects.locales(source)[0]).rglob("*.md")))
            rounds = chosen.rounds or next(times for least, times in reversed(ROUNDS.items()) if count >= least)
            made = make(Path(folder), source, count, chosen.without)
            measured = list(measure(made, count, rounds))
            where = f"{count:,} pages per language" + (f" of {source.resolve().name}" if chosen.tree else "")
            notes = list(profiles(made[COLD], measured))
        report(f"Builds of {where}, {rounds} of each", measured, chosen, notes=notes)
        print(flush=True)


def measure(made: Mapping[str, Path], pages: int, rounds: int) -> Iterator[Figure]:
    """Every figure of a project in its forms."""
    known = projects.locales(made[COLD])
    for name, project in made.items():
        if pages <= FEW and name not in (COLD, PRUNED):
            run(project, BUILD)
    unpruned, memory = [run(made[PRUNED], BUILD)] if PRUNED in made else [], memory_of_all(made[COLD], BUILD)
    spent: dict[str, list[Spent]] = {}
    for number in range(rounds):
        for name, seconds in one_round(made, Random(number)):
            spent.setdefault(name, []).append(seconds)
    for what in TIMES:
        yield from timed(what, spent, len(known), pages)
    for name in (each for each in (PLAIN, PLUGIN, COLD) if each in made):
        yield figure(f"{name}: memory of the largest process", "MiB", [each.memory for each in spent[name]])
    yield figure(f"{COLD}: memory of all processes", "MiB", [memory], target=MEMORY)
    yield from (figure(f"{PRUNED}: wall", "s", [each.wall]) for each in unpruned)
    yield from weighed({name: size(project / "site") for name, project in made.items()}, len(known), pages)


def profiles(project: Path, figures: Sequence[Figure]) -> Iterator[str]:
    """Where the time goes of each kind of build that misses a limit of time."""
    missed = [each.name for each in figures if each.is_met is False and each.name.endswith(": wall")]
    for kind in (COLD, UNCHANGED, PAGE, MATRIX):
        told = (f"{kind} to ", "pages a second") if kind == COLD else f"{kind} to "
        if any(name.startswith(told) for name in missed):
            prepare(project, kind, Random(0))
            try:
                yield profile.table(profile.of_build(project), kind)
            except RuntimeError as reason:
                yield f"Nobody could look where the time goes of {kind}: {reason}"


def make(folder: Path, source: Path, pages: int, without: Sequence[str]) -> dict[str, Path]:
    """The project in each of its forms but some, and beside many pages one of few."""
    forms = {PLAIN: projects.without_hooks, PLUGIN: projects.with_plugin, ONE: projects.in_one_language}
    if pages <= MOST_UNPRUNED:
        forms[PRUNED] = projects.as_it_comes
    forms = {name: form for name, form in forms.items() if name not in without}
    made = {name: projects.copy(source, folder / f"{number}") for number, name in enumerate((COLD, *forms))}
    for name, form in forms.items():
        form(made[name])
    if pages > FEW:
        made[SMALL] = folder / "small"
        tree.write(made[SMALL], FEW)
    return made


def one_round(made: Mapping[str, Path], source: Random) -> Iterator[tuple[str, Spent]]:
    """One build of each kind, in this order: each after the one before it."""
    for name in (each for each in (PLAIN, PLUGIN, SMALL, ONE) if each in made):
        forget(made[name])
        yield name, run(made[name], BUILD)
    for name in (COLD, UNCHANGED, PAGE, MATRIX):
        if prepare(made[COLD], name, source):
            yield name, run(made[COLD], BUILD)


def prepare(project: Path, kind: str, source: Random) -> bool:
    """Have the next build of a built project be one of a kind; whether there is something to change for it."""
    if kind == COLD:
        forget(project)
    if kind == PAGE:
        page = source.choice(sorted((project / "docs" / projects.locales(project)[0]).rglob("*.md")))
        page.write_text(f"{page.read_text('utf-8')}\nA sentence more.\n", "utf-8")
    if kind == MATRIX:
        for table in sorted((project / "data").glob("*.yaml")):
            if (text := changed(table.read_text("utf-8"))) is not None:
                table.write_text(text, "utf-8")
                return True
        return False
    return True


def changed(text: str) -> str | None:
    """A table with another word in a text of its own; None where it is no table."""
    found = re.search(r"(?<=\nusecases:\n)(?s:.*?)\n +[a-z]{2}: \S+", text)
    return f"{text[: found.end()]}s{text[found.end() :]}" if found else None


def timed(what: str, spent: Mapping[str, Sequence[Spent]], languages: int, pages: int) -> Iterator[Figure]:
    """Seconds of each, and the ratios that have limits."""
    seconds = {name: [getattr(one, what) for one in builds] for name, builds in spent.items()}
    yield from (figure(f"{name}: {what}", "s", found) for name, found in seconds.items())
    each = [languages * one for one in seconds[PLAIN]]
    yield ratio(f"cold to Material, per language: {what}", seconds[COLD], each, Target("at most", 1.6))
    if PLUGIN in seconds:
        yield ratio(f"cold to static-i18n: {what}", seconds[COLD], seconds[PLUGIN], Target("at most", 0.6))
    # so many languages ask as much more of the processors; what there is to win is to have several of these at work
    several = Target("at most", 1.9 if pages <= FEW else 1.7) if what == "wall" else None
    yield ratio(f"cold to one language: {what}", seconds[COLD], seconds[ONE], several)
    for name, limit in OF_COLD[pages > FEW].items():
        if name in seconds:
            yield ratio(f"{name} to cold: {what}", seconds[name], seconds[COLD], Target("at most", limit))
    if SMALL in seconds:
        many, few = ([count / one for one in seconds[name]] for count, name in ((pages, COLD), (FEW, SMALL)))
        yield ratio(f"pages a second, to those with {FEW}: {what}", many, few, Target("at least", 0.85))


def weighed(sizes: Mapping[str, int], languages: int, pages: int) -> Iterator[Figure]:
    """The site on disk, beside as many of one language that Material makes."""
    yield from (figure(f"{name}: site on disk", "MiB", [size / 2**20]) for name, size in sizes.items() if name != SMALL)
    if PRUNED in sizes:
        limit = Target("at most", 0.5) if pages > FEW else None
        several = languages * sizes[PRUNED]
        yield ratio(f"site on disk to {languages} of Material as it comes", [sizes[COLD]], [several], limit)


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
