"""What a page of the chooser costs: a site built with the pages and without them, for one table with many combinations.

The table has 288 combinations in four questions (409 pages a language and one with all of them), the site three guides.
`without` is the same site whose hook makes none. Each build is a process of its own and they take turns;
the difference, divided by the number of pages, is what a page costs, in one language. Of that, `ours` is what this
project does for a page (decision, words, HTML), measured in a process of its own; the rest is MkDocs and the theme,
which is measured once more as pages that are empty. All figures are of CPU time, which other work disturbs least.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

import yaml

from bench import running, tree
from bench.side_by_side import Target, arguments, figure, report
from decision import project
from decision.render import chooser

MOST = Target("at most", 15)
WITH, WITHOUT, EMPTY = "with", "without", "empty pages"
QUESTIONS = {"size": 4, "place": 4, "time": 3, "people": 6}
TABLE = """kind: decision-table
version: 1.0.0
title: {en: Where to put it}
source: Nowhere
reviewed: 2026-01-31
policy: {lifecycle: {deprecated: {cap: fair}}}
legend:
  never: {symbol: "0", word: never, meaning: ruled out}
  fair: {symbol: "1", word: fair, meaning: works}
  best: {symbol: "2", word: best, meaning: made for it}
"""
# What is put behind hooks/chooser.py.
CHANGES = {
    WITH: "",
    WITHOUT: "chooser.pages = lambda project, locale: ()",
    EMPTY: "chooser.Page.html = lambda self, link: '<h1>x</h1>'",
}


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="builds of each (default: 5)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-chooser-") as folder:
        sites = {name: make(Path(folder) / name.replace(" ", "-"), name) for name in (WITH, WITHOUT, EMPTY)}
        spent: dict[str, list[float]] = {name: [] for name in sites}
        for turn in range(chosen.rounds + 1):
            for name, root in sites.items():
                running.forget(root)
                seconds = running.run(root, running.BUILD).cpu
                if turn:  # the first round compiles the hooks and warms the disk
                    spent[name].append(seconds)
        loaded = project.load(sites[WITH])
        pages = len(list(chooser.pages(loaded, "en")))
        ours = [1000 * seconds_of(loaded) / pages for _ in range(chosen.rounds)]
    each = [1000 * (a - b) / pages for a, b in zip(spent[WITH], spent[WITHOUT], strict=True)]
    empty = [1000 * (a - b) / pages for a, b in zip(spent[EMPTY], spent[WITHOUT], strict=True)]
    figures = [
        figure("a page, in all", "ms", each, target=MOST),
        figure("of it ours, measured alone", "ms", ours),
        figure("an empty page, by MkDocs and the theme", "ms", empty),
        figure("the whole build", "s", spent[WITH]),
    ]
    report(f"Building {pages:,} pages of a chooser in one language", figures, chosen)


def seconds_of(loaded: project.Project) -> float:
    """Seconds of CPU for all pages, from the table to HTML."""
    before = process_time()
    for page in chooser.pages(loaded, "en"):
        page.html(lambda target: target)
    return process_time() - before


def make(root: Path, name: str) -> Path:
    """A site of one language with the large table."""
    tree.write(root, 3, languages=tree.LANGUAGES[:1])
    (root / "data" / "places.yaml").write_text(table(), "utf-8")
    hook = root / "hooks" / "chooser.py"
    hook.write_text(f"{hook.read_text('utf-8')}\n\n{CHANGES[name]}\n", "utf-8")
    return root


def table() -> str:
    """A table of many combinations, of which each use case covers a part."""
    data = yaml.safe_load(TABLE)
    data["questions"] = {
        name: {
            "label": f"What about the {name}?",
            "ordered": False,
            "options": {f"{name}-{n}": {"label": f"Option {n} of {name}", "hint": "A hint."} for n in range(count)},
        }
        for name, count in QUESTIONS.items()
    }
    data["integrations"] = {
        f"tool-{n}": {"label": f"Tool {n}", "requires": {"place": [f"place-{n}", "place-3"]}} for n in range(3)
    }
    data["alternatives"] = {"other": {"label": "Another way"}}
    data["usecases"] = {
        f"{name}-{n}": {
            "label": f"With option {n} of {name}",
            "when": {name: [f"{name}-{n}"]},
            "verdicts": {f"tool-{t}": ("never", "fair", "best")[(n + t) % 3] for t in range(3)},
            "alternatives": ["other"],
        }
        for name, count in QUESTIONS.items()
        for n in range(count)
    }
    data["allow"] = dict.fromkeys(("never-the-answer", "ineffective-usecase"), "It is for a measurement.")
    rows = list(data["usecases"])
    data["conflicts"] = [
        {"usecases": [one, other], "reason": "So it is."}
        for i, one in enumerate(rows)
        for other in rows[i + 1 :]
        if one.rpartition("-")[0] != other.rpartition("-")[0]
        and data["usecases"][one]["verdicts"] != data["usecases"][other]["verdicts"]
    ]
    return str(yaml.safe_dump(data, sort_keys=False))


if __name__ == "__main__":
    main()
