"""`make audit`: the project's site as its readers meet it, in every combination; 1 when something is wrong.

The site is built into `.cache/audit`, for the address at which it is looked at. Looked at is each state of
`audit/states.py` in every language, light and dark, at three widths; and in colours of the reader's own, without
movement, in letters twice as large, and from right to left. Each page of the site is looked at once. Each kind of page
is weighed against `audit/budget.yaml`, five times. Then Lighthouse, where npm can get it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from audit import kinds, lighthouse, pairwise, states
from audit.kinds import Kind, Pages
from audit.looking import Look, look_at, version
from audit.serving import served
from audit.weighing import Weight, budget, excess, weigh
from tests.conftest import SWITCHES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "audit"
SITE = KEPT / "site"
SCHEMES, WIDTHS = ("light", "dark"), (320, 360, 1280)
OTHERS = {
    "forced colours": Look(320, "dark", forced_colors=True),
    "forced colours, wide": Look(1280, forced_colors=True),
    "reduced motion": Look(360, reduced_motion=True),
    "letters of 200 %": Look(1280, letters=200),
    "letters of 200 %, narrow": Look(640, letters=200),
    "right to left": Look(320, direction="rtl"),
    "right to left, wide": Look(1280, direction="rtl"),
}
ROUNDS = 5
WEIGHED = (Look(360), Look(1280))


class Sight(NamedTuple):
    """Something to look at: what it is called, where it is, what is done there, and how it is looked at."""

    name: str
    address: str
    state: states.State
    look: Look


def main() -> None:
    """Do all that was asked for, and say what was found."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("parts", nargs="*", help="axe, weight, lighthouse (default: all)", metavar="PART")
    parser.add_argument("--only", default="", help="only sights whose name has this regular expression")
    chosen = parser.parse_args()
    parts = chosen.parts or ["axe", "weight", "lighthouse"]
    with served(SITE) as address:
        build(address)
        pages = {locale: kinds.pages(SITE, locale) for locale in kinds.locales(SITE)}
        wrong = [line for part in parts for line in PARTS[part](address, pages, re.compile(chosen.only))]
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(wrong)} wrong\n" if wrong else "nothing wrong\n")
    sys.exit(bool(wrong))


def build(address: str) -> None:
    """Build the project's site for the address at which it is served."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(SITE)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "SITE_URL": address})


# --- looking


def look(address: str, pages: Mapping[str, Pages], only: re.Pattern[str]) -> Iterator[str]:
    """What is wrong with each sight, as `name: what`."""
    wanted = [sight for sight in (*sights(pages), *each_page(pages)) if only.search(sight.name)]
    say(f"axe-core {version()}: {len(wanted)} sights")
    with chromium() as browser:
        for number, sight in enumerate(wanted, 1):
            found = look_at(browser, address + sight.address, sight.state.act, sight.look)
            say(f"{number} {sight.name}: {len(found)}")
            yield from (f"{sight.name}: {what}" for what in found)


def sights(pages: Mapping[str, Pages]) -> Iterator[Sight]:
    """Every state in every language, scheme and width, and as `OTHERS` look at it."""
    looks = {f"{scheme}, {width}": Look(width, scheme) for scheme in SCHEMES for width in WIDTHS} | OTHERS
    for combination in pairwise.every({"locale": [*pages], "look": [*looks], "state": [*states.STATES]}):
        locale, name = combination["locale"], combination["state"]
        sight = states.sight(SITE, pages[locale], name, looks[combination["look"]])
        if sight:
            yield Sight(f"{locale}, {combination['look']}, {name}", *sight)


def each_page(pages: Mapping[str, Pages]) -> Iterator[Sight]:
    """Every page once, with all that can be unfolded, in turn light and dark, narrow and wide."""
    turns = cycle([Look(width, scheme) for width in WIDTHS for scheme in SCHEMES])
    addresses = {address: None for found in pages.values() for several in found.values() for address in several}
    state = states.State(Kind.GUIDE, states.open_details)
    for address, turn in zip(addresses, turns, strict=False):
        yield Sight(f"page, {turn.scheme}, {turn.width}, {address}", address, state, turn)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the system."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)


# --- weighing


def weigh_kinds(address: str, pages: Mapping[str, Pages], only: re.Pattern[str]) -> Iterator[str]:
    """What is above the budget: all guides, and the largest page of the other kinds, in each language."""
    say(f"load of this machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    say(f"{'bytes':>9} {'requests':>8} {'shift':>8} {'script':>8}")
    with chromium() as browser:
        for kind, most in budget().items():
            for page in weighed(pages, Kind(kind)):
                for turn in WEIGHED:
                    name = f"{kind}, {turn.width}, {page}"
                    if not only.search(name):
                        continue
                    weight = middle([weigh(browser, address + page, turn) for _ in range(ROUNDS)])
                    measured = (
                        f"{weight.bytes:>9,.0f} {weight.requests:>8} {weight.shift:>8.4f} {weight.script:>5.1f} ms"
                    )
                    say(f"{measured}  {name}")
                    yield from (f"{name}: {what}" for what in excess(weight, most))


def weighed(pages: Mapping[str, Pages], kind: Kind) -> list[str]:
    """The addresses that stand for a kind."""
    found = [several if kind is Kind.GUIDE else several[:1] for own in pages.values() if (several := own.get(kind))]
    return list(dict.fromkeys(address for several in found for address in several))


def middle(weights: Sequence[Weight]) -> Weight:
    """The median of the time of scripts, and the worst of all else."""
    worst = Weight(*(max(values) for values in zip(*weights, strict=True)))
    return worst._replace(script=median(weight.script for weight in weights))


# --- Lighthouse


def ask_lighthouse(address: str, pages: Mapping[str, Pages], only: re.Pattern[str]) -> Iterator[str]:
    """What Lighthouse does not give the full marks."""
    program = lighthouse.program(KEPT / "lighthouse")
    if program is None:
        say("LIGHTHOUSE WAS NOT RUN: there is no npm, or it cannot get Lighthouse")
        return
    for own in pages.values():
        for kind in (Kind.HOME, Kind.GUIDE, Kind.OUTCOME, Kind.QUESTION):
            for page in own.get(kind, ())[:1]:
                if only.search(page):
                    marks, wrong = lighthouse.ask(program, address + page, kind is Kind.QUESTION)
                    say(f"{marks}  {kind}, {page}")
                    yield from (f"Lighthouse: {kind}, {page}: {what}" for what in wrong)


def say(line: str) -> None:
    """What is measured, as soon as it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


PARTS = {"axe": look, "weight": weigh_kinds, "lighthouse": ask_lighthouse}

if __name__ == "__main__":
    main()
