"""What the hooks add to building a site: the same pages of one language with them and without, and three languages.

`bare` is the project's mkdocs.yml with the hooks taken out and `docs_dir` set to the folder of the one language; theme,
extensions, search and validation stay. With hooks, the build also reads the project, runs every check, renders the
decision tables and writes the root page. Every build is a process of its own, from the first import to its exit, and
they take turns. CPU is user and system time, that of children included. Reading and checking the project, as the
hooks do before a build, is measured once more in a process that does nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import projects, tree
from bench.running import BUILD, TIMES, Spent, forget, run
from bench.side_by_side import Figure, Target, arguments, figure, ratio, report

ADDED = Target("at most", 10)
BARE, ONE, THREE = "one language, bare", "one language, hooks", "three languages, hooks"
CHECK = "one language, only read and checked"
READ = ("-c", "from decision import checks, project; import pathlib; checks.run(project.load(pathlib.Path.cwd()))")


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=100, help="pages per language (default: 100)")
    parser.add_argument("--pairs", type=int, default=7, help="builds of each (default: 7)")
    parser.add_argument("--rows", type=int, default=20, help="use cases of the decision table (default: 20)")
    parser.add_argument("--without", nargs="+", default=(), metavar="HOOK", help="leave out hooks/HOOK.py, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        made = make(Path(folder), chosen.pages, chosen.rows, chosen.without)
        commands: dict[str, tuple[Path, Sequence[str]]] = {name: (project, BUILD) for name, project in made.items()}
        commands[CHECK] = made[ONE], READ
        spent: dict[str, list[Spent]] = {name: [] for name in commands}
        for turn in range(chosen.pairs + 1):
            for name, (project, command) in commands.items():
                forget(project)
                seconds = run(project, command)
                if turn:  # the first round compiles the hooks and warms the disk
                    spent[name].append(seconds)
    title = f"Building {chosen.pages:,} pages per language, a decision table of {chosen.rows:,} use cases"
    notes = [f"Left out of the hooks: {', '.join(chosen.without)}"] if chosen.without else []
    report(title, figures(spent), chosen, notes=notes)


def make(folder: Path, pages: int, rows: int, without: Sequence[str]) -> dict[str, Path]:
    """Three projects with the same English pages."""
    made = {BARE: folder / "bare", ONE: folder / "one", THREE: folder / "three"}
    for name, project in made.items():
        tree.write(project, pages, rows=rows, languages=tree.LANGUAGES if name is THREE else tree.LANGUAGES[:1])
        if name is BARE:
            projects.without_hooks(project)
        else:
            projects.without(project, without)
    return made


def figures(spent: Mapping[str, list[Spent]]) -> list[Figure]:
    """Seconds of each, what the hooks add, and what two more languages cost."""
    result = []
    for name, seconds in spent.items():
        result += [figure(f"{name}: {what}", "s", [getattr(one, what) for one in seconds]) for what in TIMES]
    for what in TIMES:
        bare, one, three = ([getattr(seconds, what) for seconds in spent[name]] for name in (BARE, ONE, THREE))
        added = [100 * (with_hooks / without - 1) for with_hooks, without in zip(one, bare, strict=True)]
        result.append(figure(f"hooks add: {what}", "%", added, target=ADDED))
        result.append(ratio(f"three languages to one: {what}", three, one))
    return result


if __name__ == "__main__":
    main()
