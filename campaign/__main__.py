"""`make campaign`: an hour of hostile bytes, changed code, kills, stress and injection; 1 when something is wrong.

What is tried follows from the seed and the minutes; each part takes its share of the time, and says so where that did
not suffice. The summary is printed, and written to `campaign/REPORT.md`; input that did harm is in `campaign/found/`.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from campaign import fuzzing, kills, mutation, plan, stress
from campaign.plan import ROOT, Outcome, Plan, say
from decision import files

REPORT = ROOT / "campaign" / "REPORT.md"
SEED, MINUTES = 9, 60.0
# of so many attempts of injection, a shorter campaign makes its part
ATTEMPTS = 200
PACKAGES = ("mkdocs", "mkdocs-material", "pydantic", "PyYAML", "markdown-it-py", "mermaidx", "hypothesis", "pytest")


class Part(NamedTuple):
    """A part: what it is about, its share of the time, what does it."""

    title: str
    share: float
    run: Callable[[Plan], Outcome]


def main() -> None:
    """Do the parts asked for, and say what came of them."""
    parser = argparse.ArgumentParser(prog="make campaign", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--seed", type=int, default=SEED, help="what is drawn by chance follows from it")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="how long all parts take together")
    parser.add_argument("--date", default="", help="the day that the report says; else today")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the report is written")
    chosen = parser.parse_args()
    for name in chosen.parts:
        if name not in PARTS:
            parser.error(f"there is no part '{name}': {', '.join(PARTS)}")
    if not 0 < chosen.minutes <= MINUTES:
        parser.error(f"{chosen.minutes} minutes: more than 0 and at most {MINUTES:.0f} are possible")
    names = chosen.parts or list(PARTS)
    outcomes, spare = {}, 0.0
    for name in names:
        outcomes[name], spare = outcome(name, chosen.seed, chosen.minutes, spare)
    text = report(outcomes, chosen.seed, chosen.minutes, chosen.date or datetime.now(UTC).date().isoformat())
    files.write(chosen.report, text.encode(), chosen.report.read_bytes() if chosen.report.exists() else None)
    say("")
    for name, found in outcomes.items():
        say(f"{name}: {found.summary}")
        for line in found.wrong:
            say(f"  {line}")
    sys.exit(any(found.wrong for found in outcomes.values()))


def outcome(name: str, seed: int, minutes: float, spare: float) -> tuple[Outcome, float]:
    """What comes of a part, and the seconds that it left to the others; its folder is gone afterwards."""
    part = PARTS[name]
    folder = Path(tempfile.mkdtemp(prefix=f"campaign-{name}-"))
    began, seconds = time.monotonic(), part.share * minutes * 60 + spare
    say(f"{name} …")
    try:
        found = part.run(Plan(seed, minutes / MINUTES, seconds, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    took = time.monotonic() - began
    say(f"{name}: {found.summary} ({took:.0f} s)")
    return replace(found, seconds=took), max(0.0, seconds - took)


def inject(given: Plan) -> Outcome:
    """Attempts to have a page run something; they have a module of their own, with a browser."""
    count = [] if given.scale == 1 else ["--count", str(given.count(ATTEMPTS))]
    return told("campaign.injection", "--seed", str(given.seed), "--seconds", f"{given.seconds:.0f}", *count)


def long_tests(given: Plan) -> Outcome:
    """The tests that take too long for `make test`."""
    return told("pytest", "--quiet", "-n", str(given.workers), "-m", "campaign")


def told(module: str, *arguments: str) -> Outcome:
    """What a module says at its end, and more of it where it fails."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()] or ["nothing was said"]
    return Outcome(said[-1], (), tuple(said[-20:]) if done.returncode else ())


PARTS: Mapping[str, Part] = {
    "tests": Part("Tests that take long", 0.05, long_tests),
    "fuzz": Part("Hostile bytes", 0.30, fuzzing.run),
    "mutation": Part("Changed code", 0.43, mutation.run),
    "kills": Part("Killed at any moment", 0.10, kills.run),
    "serve": Part("Saved and read at once", 0.03, stress.run),
    "injection": Part("Injected text", 0.09, inject),
}


def report(outcomes: Mapping[str, Outcome], seed: int, minutes: float, date: str) -> str:
    """All of it as a page."""
    arguments = f"{' '.join(outcomes)} --seed {seed} --minutes {minutes:g}"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    parts = [
        "# What the campaign found",
        "Written by `python -m campaign`; do not edit.",
        f'`make campaign CAMPAIGN="{arguments}"`, {date}, commit {commit()}.',
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; {packages}.",
    ]
    for name, found in outcomes.items():
        parts += [f"## {PARTS[name].title}", f"{found.summary}. This took {found.seconds / 60:.1f} minutes."]
        parts += ["\n".join(plan.lines(found.rows))] if found.rows else []
        parts += [listed(found.wrong)] if found.wrong else []
    return "\n\n".join(parts) + "\n"


def listed(texts: Sequence[str]) -> str:
    """What is wrong, as a list of code: it may hold anything."""
    return "\n".join(f"- `{text.replace('`', chr(39))}`" for text in texts)


def commit() -> str:
    """The commit that was looked at, and whether more than that was changed."""
    said = [
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for words in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))
    ]
    return f"{said[0] or 'unknown'}{' with changes' if said[1] else ''}"


if __name__ == "__main__":
    main()
