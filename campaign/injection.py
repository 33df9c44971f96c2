"""Attempts to have something run in a reader's browser, in every field that reaches a page, in every form of output.

`python -m campaign.injection [--seed N] [--count N]` makes a site whose data, guides, names and settings consist of the
attempts in tests/injection/attempts.txt, with the checks that would refuse them taken out, and looks at each page in
Chromium with the policy of the pages switched off: what is found is what escaping alone let through. Printed are the
counts; the exit status is 1 where something ran, or stands where it is more than a text.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from audit.__main__ import chromium
from audit.serving import served
from campaign import hostile
from campaign.hostile import Attempt
from campaign.plan import WORKERS
from tests import conftest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ADDRESS = "https://example.org/team/handbook/"
INIT = """window.ran = []; for (const name of ["alert", "confirm", "prompt", "print"]) {
    window[name] = (what) => { window.ran.push(String(what)); };
}
window.answers = 0; window.Worker = class extends Worker {
    constructor(address) {
        super(address);
        this.addEventListener("message", ({ data }) => { window.answers += data.type === 3; });
    }
};"""
# the search answers, and the page shows it; what is typed and means the same as before has no answer
ANSWERED = """(before) => new Promise((shown) => {
    const end = performance.now() + 500;
    const look = () => (window.answers > before || performance.now() > end
        ? requestAnimationFrame(() => setTimeout(shown)) : setTimeout(look, 5));
    look();
})"""
# each element, attribute and address that no text may become, also in templates and where no scripts run
UNESCAPED = (Path(__file__).parent / "unescaped.js").read_text("utf-8")
FORMULA = re.compile(r"[\s\"]*[=+@＝＋＠-]")
# a cell in quotes, and what stands behind it
CELL = re.compile(r'"(?:[^"]|"")*"([,;\t])')
XML_NAME = re.compile(r"(?:\{[^}]*\})?[A-Za-z]+\Z")
DMN = frozenset(
    re.findall(
        r"\w+",
        """definitions decision decisionTable input inputExpression inputValues output outputValues rule inputEntry
        outputEntry text description inputData variable informationRequirement requiredInput""",
    )
)
# the pages for writers that are the same whatever the project holds
SAME = re.compile(r"/contribute/(?:checks/|keys-)")
BATCH = 40  # of attempts in a site: each page names them all
SITEMAP = frozenset(("urlset", "url", "loc", "link", "sitemapindex", "sitemap"))


class Found(NamedTuple):
    """What came of the attempts: how many there were, the places looked at, what ran, and what was not escaped."""

    attempts: int = 0
    placed: int = 0
    pages: int = 0
    addresses: int = 0
    files: int = 0
    ran: tuple[str, ...] = ()
    unescaped: tuple[str, ...] = ()


def main() -> None:
    """Make sites, look at them, say what was found."""
    parser = argparse.ArgumentParser(prog="campaign.injection", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the order in which attempts meet fields")
    parser.add_argument("--count", type=int, help="how many of the attempts (default: all)")
    parser.add_argument("--seconds", type=float, default=math.inf, help="after so many, no further site is begun")
    given = parser.parse_args()
    attempts, whole, end = drawn(given.seed, given.count), Found(), time.monotonic() + given.seconds
    batches = [attempts[first : first + BATCH] for first in range(0, len(attempts), BATCH)]
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(WORKERS) as pool:
        targets = [Path(folder, str(number)) for number in range(len(batches))]
        for found in pool.map(attack_alone, targets, batches, repeat(end)):
            whole = added(whole, found)
            for line in (*found.ran, *found.unescaped):
                say(line)
    of = "" if whole.attempts == len(attempts) else f" of {len(attempts)} (the time was over)"
    say(
        f"seed {given.seed}: {whole.attempts}{of} attempts in {whole.placed:,} places, {whole.pages:,} pages, "
        f"{whole.addresses:,} addresses and searches, {whole.files:,} files: "
        f"{len(whole.ran)} executed, {len(whole.unescaped)} unescaped"
    )
    sys.exit(bool(whole.ran or whole.unescaped or of))


def added(one: Found, other: Found) -> Found:
    """Two sites as one."""
    pairs: Any = zip(one, other, strict=True)
    return Found(*(first + second for first, second in pairs))


def say(line: str) -> None:
    """What is found, as soon as it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def drawn(seed: int, count: int | None = None) -> list[Attempt]:
    """Some of the attempts, or all, in an order of their own."""
    every = hostile.attempts()
    return random.Random(seed).sample(every, count or len(every))


def attack_alone(target: Path, attempts: Sequence[Attempt], end: float) -> Found:
    """The same as `attack`, in a process and a browser of its own; nothing where the time is over."""
    if time.monotonic() > end:
        return Found()
    with chromium() as browser:
        return attack(target, attempts, browser)


def attack(target: Path, attempts: Sequence[Attempt], browser: Browser, most: int | None = None) -> Found:
    """Build a site of the attempts and look at its pages, and at addresses and searches that are attempts.

    `most`: how many of those at most, and of the pages only those of the first language that guides and tables make.
    """
    placed = hostile.write(target, attempts)
    done = conftest.run_mkdocs(target, "build", SITE_URL=ADDRESS)
    if done.returncode:
        raise RuntimeError(done.stderr)
    site, eye = target / "site", Eye([], [])
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages = [page for page in pages if not SAME.search(page) and (most is None or page.startswith("en/"))]
    files = [*in_files(site)]
    with served(site) as root, without_policy(browser) as page:
        for address in pages:
            eye.look(page, root, quote(address))
        asked = [*addresses(attempts)][:most]
        for address in asked:
            eye.look(page, root, address)
        typed = [one.line for one in attempts][:most]
        eye.search(page, root, typed)
    others = sum(path.suffix != ".html" for path in site.rglob("*") if path.is_file())
    unescaped = (*files, *eye.unescaped)
    return Found(len(attempts), placed, len(pages), len(asked) + len(typed), others, tuple(eye.ran), unescaped)


@contextmanager
def without_policy(browser: Browser) -> Iterator[Page]:
    """A page in which the policy of the site does not count, and what runs is noted."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(INIT)
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class Eye:
    """Notes what ran on pages, and what became more than a text."""

    ran: list[str]
    unescaped: list[str]

    def look(self, page: Page, root: str, address: str) -> None:
        """At a page, with all that can be unfolded."""
        page.goto(root + address, wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        self.note(page, address)

    def search(self, page: Page, root: str, typed: Sequence[str]) -> None:
        """At what the search shows of each text, and of a word that stands in all."""
        page.goto(f"{root}en/", wait_until="load")
        field = page.locator(".md-search__input")
        field.focus()
        for text in ("alert", "page", *typed):
            before = page.evaluate("window.answers")
            field.fill(text)
            page.evaluate(ANSWERED, before)
            self.note(page, f"search for {text!r}")

    def note(self, page: Page, name: str) -> None:
        """What there is to say of a page now."""
        told = page.evaluate(UNESCAPED)
        self.ran.extend(f"{name}: executed: {what}" for what in told["ran"])
        self.unescaped.extend(f"{name}: {what}" for what in told["found"])


def addresses(attempts: Sequence[Attempt]) -> Iterator[str]:
    """The chooser, a search that an address brings along, an anchor, and what does not exist."""
    for one in attempts:
        text = quote(one.text, safe="")
        raw = one.line.replace("#", "%23")
        yield f"en/?a={text}&table-0.a={text}&h={text}&q={text}#{text}"
        yield f"en/choose/table-0/?{raw}#{raw}"
        yield f"en/{text.replace('%00', '')}?{text}"


# --- files that are no pages


def in_files(site: Path) -> Iterator[str]:
    """What of the texts became more than a text in the other forms of output."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name, reader = path.relative_to(site).as_posix(), READERS.get(path.suffix)
        try:
            yield from (f"{name}: {what}" for what in (reader(path) if reader else ()))
        except (ValueError, csv.Error, ElementTree.ParseError) as reason:
            yield f"{name}: cannot be read: {reason}"


def in_json(path: Path) -> Iterator[str]:
    """Only whether it is JSON: texts in it are texts."""
    json.loads(path.read_text("utf-8"))
    yield from ()


def in_csv(path: Path) -> Iterator[str]:
    """A cell that a spreadsheet would calculate, or a row that is longer than the first."""
    text = path.read_text("utf-8-sig")
    first = CELL.match(text)
    delimiter = first[1] if first else ","
    rows = [*csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)]
    yield from (f"formula: {cell}" for row in rows for cell in row if FORMULA.match(cell))
    yield from (f"{len(row)} cells, not {len(rows[0])}" for row in rows if len(row) != len(rows[0]))


def in_xml(path: Path) -> Iterator[str]:
    """Elements that neither a sitemap nor DMN has."""
    text = path.read_text("utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield "has a document type"
    for one in ElementTree.fromstring(text).iter():
        name = str(one.tag).rpartition("}")[2]
        if name not in (SITEMAP if path.suffix == ".xml" else DMN) or not XML_NAME.match(str(one.tag)):
            yield f"element {name}"


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".json": in_json,
    ".csv": in_csv,
    ".xml": in_xml,
    ".dmn": in_xml,
}

if __name__ == "__main__":
    main()
