"""What readers find: the queries of `bench/queries/`, written before the search was built, asked of two sites.

Both are built from this project as it is and served on this machine; Chromium runs the search worker of each language
as a page would. One site is the project's; the other leaves the hooks of its search out: Material as it comes, with an
index per language. A query counts when a page that answers it is among the first three, or, for words of other
languages and of none, when nothing is found. It is also counted how often a section that answers is shown there.
Compressed is with gzip -9: the worker, what it imports, and the index.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bench.side_by_side import ROOT, Figure, Target, arguments, report
from tests.conftest import SWITCHES

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERIES = ROOT / "bench" / "queries"
OURS, THEIRS = "this search", "Material as it comes"
FOUND = Target("at least", 95)
COMPRESSED = Target("at most", 40_000)
FIRST = 3

# Starts the worker that a page names and asks it one query after another: the pages found, each with its sections.
ASK = """async (queries) => {
    const config = JSON.parse(document.getElementById("__config").textContent);
    const worker = new Worker(new URL(config.search, location));
    const answer = (type) => new Promise((done) => {
        const take = ({ data }) => {
            if (data.type !== type) return;
            worker.removeEventListener("message", take);
            done(data.data);
        };
        worker.addEventListener("message", take);
    });
    const ready = answer(1);
    const index = await (await fetch(new URL("search/search_index.json", new URL(config.base, location)))).json();
    if (index.docs.length) worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
    await ready;
    const found = [];
    for (const query of queries) {
        const result = answer(3);
        worker.postMessage({ type: 2, data: query });
        found.push((await result).items.map((page) => page.map((section) => section.location)));
    }
    worker.terminate();
    return found;
}"""


@dataclass(frozen=True)
class Query:
    """What somebody types, and the sections any of which answers it; none, where nothing may be found."""

    text: str
    kind: str
    at: tuple[str, ...]

    def is_answered(self, found: Sequence[Sequence[str]]) -> bool:
        """Whether a page with the answer is among the first found."""
        pages = [page_of(sections[0]) for sections in found[:FIRST]]
        return any(page_of(section) in pages for section in self.at) if self.at else not found

    def names_the_section(self, found: Sequence[Sequence[str]]) -> bool:
        """Whether the first pages show a section that answers, or one of its page where only a page was asked for."""
        shown = {section for sections in found[:FIRST] for section in sections}
        return not self.at or any(at in shown or ("#" not in at and at in map(page_of, shown)) for at in self.at)


def main() -> None:
    """Ask and report."""
    parser = arguments(__doc__)
    parser.add_argument("--misses", action="store_true", help="also list what was not found")
    chosen = parser.parse_args()
    asked = {path.stem: read(path) for path in sorted(QUERIES.glob("*.yaml"))}
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        sites = {
            OURS: build(Path(folder) / "ours"),
            THEIRS: build(Path(folder) / "theirs", without=("search", "search_field")),
        }
        answers = {name: answered(site, asked) for name, site in sites.items()}
        figures = list(shares(asked, answers)) + [
            size for name, site in sites.items() for size in sizes(name, site, asked)
        ]
    notes = list(misses(asked, answers)) if chosen.misses else []
    report("Finding pages: queries of three languages", figures, chosen, notes=notes)


def read(path: Path) -> list[Query]:
    """The queries of a language."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    return [Query(entry["query"], entry["kind"], tuple(entry.get("at", ()))) for entry in entries]


def build(folder: Path, without: Sequence[str] = ()) -> Path:
    """The site of this project, without some of its hooks."""
    for name in ("data", "decision", "docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for hook in without:
        config = config.replace(f"  - hooks/{hook}.py\n", "")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def answered(site: Path, asked: Mapping[str, Sequence[Query]]) -> dict[str, list[list[list[str]]]]:
    """What a site finds for each query of each language."""
    with served(site) as address, browser_page() as page:
        found = {}
        for locale, queries in asked.items():
            page.goto(f"{address}{locale}/")
            found[locale] = page.evaluate(ASK, [query.text for query in queries])
    return found


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site on a port of this machine."""
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def browser_page() -> Iterator[Page]:
    """An empty page of a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        yield browser.new_page()
        browser.close()


def shares(
    asked: Mapping[str, Sequence[Query]], answers: Mapping[str, Mapping[str, Sequence[Any]]]
) -> Iterator[Figure]:
    """Per language and site: how many queries find their page, by kind, and how many show the section."""
    for locale, queries in asked.items():
        for name, found in answers.items():
            by_kind: dict[str, list[bool]] = defaultdict(list)
            for query, pages in zip(queries, found[locale], strict=True):
                by_kind[query.kind].append(query.is_answered(pages))
            everything = [is_found for kind in by_kind.values() for is_found in kind]
            yield share(f"{locale}: all {len(queries)} queries: {name}", everything, FOUND if name is OURS else None)
            for kind, found_of_kind in by_kind.items():
                yield share(f"{locale}: {kind} ({len(found_of_kind)}): {name}", found_of_kind)
            pairs = [pair for pair in zip(queries, found[locale], strict=True) if pair[0].at]
            yield share(
                f"{locale}: with the section: {name}", [query.names_the_section(pages) for query, pages in pairs]
            )


def share(name: str, found: Sequence[bool], target: Target | None = None) -> Figure:
    """How many of a hundred."""
    value = 100 * sum(found) / len(found)
    return Figure(name, "%", value, value, value, target)


def sizes(name: str, site: Path, asked: Mapping[str, Sequence[Query]]) -> Iterator[Figure]:
    """What a reader's first query fetches, compressed."""
    for locale in asked:
        root = site / locale
        ours = root / "assets/search/index.json"
        files = [*root.glob("assets/javascripts/workers/search.*.min.js")]
        if ours.is_file():
            data = json.loads(ours.read_text("utf-8"))
            files += [ours, ours.with_name("worker.js"), *(ours.parent / script for script in data["stemmer"])]
        else:
            scripts = root / "assets/javascripts/lunr/min"
            files.append(root / "search/search_index.json")
            files += [scripts / f"lunr.{part}.min.js" for part in ("stemmer.support", locale) if locale != "en"]
        size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
        yield Figure(
            f"{locale}: worker and index: {name}", "bytes", size, size, size, COMPRESSED if name is OURS else None
        )


def misses(asked: Mapping[str, Sequence[Query]], answers: Mapping[str, Mapping[str, Sequence[Any]]]) -> Iterator[str]:
    """The queries that were not answered, with what was found instead."""
    for name, found in answers.items():
        for locale, queries in asked.items():
            for query, pages in zip(queries, found[locale], strict=True):
                if not query.is_answered(pages):
                    instead = ", ".join(sections[0] or "/" for sections in pages[:FIRST]) or "nothing"
                    yield f"{name}, {locale}: '{query.text}' ({query.kind}) found {instead}"


def page_of(section: str) -> str:
    """The page on which a section stands."""
    return section.partition("#")[0]


if __name__ == "__main__":
    main()
