"""What it costs to ask 200 pages and their translations whether they are current and have the same structure.

The pages are made by `bench.tree`, then drift is planted: of every third original a section changed since it was
translated, from every fourth translation a link, an item, code or an image is gone. What is found of it is told below
the figures; beside them stands what parsing the same pages costs.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench import tree
from bench.side_by_side import Figure, Run, Target, alternate, arguments, figure, ratio, report
from decision import checks, project
from decision.guides import syntax
from decision.translations import accepting, beside, wishes
from decision.translations.beside import Pages
from decision.translations.freshness import State
from decision.translations.status import Translations

PAIRS = 200
SECONDS = 3.0
LOSSES: tuple[tuple[str, str], ...] = (
    (r"(?<!!)\[([^\[\]!]+)\]\([^()]+\)", r"\1"),
    (r"^(?:- |1\. )[^\n]+\n(?=- |1\. )", ""),
    (r"(?<!`)`([^`\n]+)`(?!`)", r"\1"),
    (r"^!\[[^\n]+\n", ""),
)

Pair = tuple[Path, Path]


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help=f"how many pages (default: {PAIRS})")
    parser.add_argument("--rounds", type=int, default=5, help="samples of each (default: 5)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs = made(Path(folder), chosen.pairs)
        stamp(Path(folder))
        changed, lost = drift(pairs)
        figures = measured(Path(folder), pairs, chosen.rounds)
        notes = [found(Path(folder), pairs, changed, lost)]
    report(f"Translations: {chosen.pairs} pages and their originals", figures, chosen, notes=notes)


def made(root: Path, count: int) -> list[Pair]:
    """As many pages that have a translation, in a project; the others are removed."""
    tree.write(root, count + count // 5 + 5, languages=("en", "sv"))
    pairs: list[Pair] = []
    for path in sorted((root / "docs" / "en").rglob("*.md")):
        twin = root / "docs" / "sv" / path.relative_to(root / "docs" / "en")
        if twin.is_file() and len(pairs) < count:
            pairs.append((path, twin))
        else:
            path.unlink()
            twin.unlink(missing_ok=True)
    return pairs


def stamp(root: Path) -> None:
    """Have every translation note what it was made from."""
    known = Translations(project.load(root))
    for path, (_, after) in accepting.accept(known, wishes.everything(known, known.locales)).files.items():
        path.write_bytes(after)


def drift(pairs: list[Pair]) -> tuple[int, int]:
    """Change originals and damage translations; how many of each."""
    source = Random("drift")
    changed = lost = 0
    for number, (path, twin) in enumerate(pairs):
        if number % 3 == 0:
            path.write_text(path.read_text("utf-8") + "\nOne more sentence, which nobody has translated.\n", "utf-8")
            changed += 1
        if number % 4 == 0:
            text = twin.read_text("utf-8")
            body = text.index("\n---\n")
            places = [
                (match, new)
                for old, new in LOSSES
                for match in re.finditer(old, text, re.MULTILINE)
                if match.start() > body
            ]
            if places:
                match, new = source.choice(places)
                twin.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], "utf-8")
                lost += 1
    return changed, lost


def measured(root: Path, pairs: list[Pair], rounds: int) -> list[Figure]:
    """Seconds for all pairs."""
    runs: dict[str, Callable[[], object]] = {
        "freshness and parity": lambda: together(root, pairs),
        "freshness": lambda: fresh(root),
        "parity": lambda: compared(pairs),
        "decision check of the project": lambda: checks.run(project.load(root)),
        "parsing alone": lambda: parsed(pairs),
    }
    samples = alternate({name: Run(call) for name, call in runs.items()}, rounds)
    both, alone = samples["freshness and parity"], samples["parsing alone"]
    return [
        figure("freshness and parity", "s", both, target=Target("at most", SECONDS)),
        *(figure(name, "s", samples[name]) for name in list(runs)[1:]),
        ratio("freshness and parity beside parsing", both, alone),
    ]


def fresh(root: Path) -> list[State]:
    """The state of every page, from the files."""
    return [entry.state for entry in Translations(project.load(root)).entries()]


def together(root: Path, pairs: list[Pair]) -> tuple[list[State], int]:
    """Both, as one command asks for them: each page is read and parsed once."""
    known = Translations(project.load(root))
    states = [entry.state for entry in known.entries()]
    differing = 0
    for pair in pairs:
        name = pair[0].relative_to(root / "docs" / "en").as_posix()
        original, translation = known.guide("en", name), known.guide("sv", name)
        assert original is not None and translation is not None
        differing += len(checks.run_beside(Pages(pair, original, translation)))
    return states, differing


def compared(pairs: list[Pair]) -> int:
    """Everything that is found by comparing every page, whatever it claims."""
    return sum(len(checks.run_beside(beside.read(*pair, (pair[0].name, pair[1].name)))) for pair in pairs)


def parsed(pairs: list[Pair]) -> int:
    """The inline parts of every page, parsed."""
    count = 0
    for path in (path for pair in pairs for path in pair):
        page = syntax.read(path.name, path.read_text("utf-8"))
        count += sum(len(page.children(block)) for block in page.inlines)
    return count


def found(root: Path, pairs: list[Pair], changed: int, lost: int) -> str:
    """How much of the drift is found."""
    outdated = fresh(root).count(State.OUTDATED)
    differing = 0
    for pair in pairs:
        pages = beside.read(*pair, (pair[0].name, pair[1].name))
        differing += any(problem.code == "translation-differs" for problem in checks.run_beside(pages))
    planted = f"planted: {changed} originals changed, {lost} translations damaged"
    return f"{planted}; found: {outdated} outdated, {differing} differ"


if __name__ == "__main__":
    main()
