"""Do the tests notice when the code is changed? All mutants of the decision table, a draw of checks and guides.

The known tools do not fit (November 2026): mutmut 3.8 changes the bodies of functions without decorators only, neither
tables of constants nor properties nor validators; cosmic-ray 8.7 starts a test run of its own for each mutant, and that
is more than an hour of starting.

A survivor is either a hole in the tests or no change of what the code does: `campaign/survivors.yaml` says which of
them are the latter, and why.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from campaign import mutants
from campaign.mutants import Mutant
from campaign.mutating import HANGS, KILLED, SURVIVED, UNREACHED
from campaign.plan import ROOT, Outcome, Plan, say

ALL = ("decision/matrix",)
DRAWN = {"decision/checks": 200, "decision/guides": 200}
LEAST = 0.9
EXPLAINED = Path(__file__).resolve().parent / "survivors.yaml"
# what builds no site, and reaches these folders by a shorter way than others do; which test calls a changed function is
# found out by running each once
TESTS = (
    *("analysis", "boundaries", "changes", "checks", "dialect", "dialect_pages", "diff", "document", "engine"),
    *("explanation", "facts", "fixes_markdown", "form", "glossary", "graph", "handwritten", "linkage", "paths"),
    *("project", "reader", "render", "syntax", "terms", "translations"),
    *("translations_damage", "translations_stamps", "values"),
)


def run(plan: Plan) -> Outcome:
    """Try all mutants of the first folders, and a draw of the others."""
    chosen = {folder: drawn(folder, plan.count(len(_of(folder))), plan) for folder in ALL}
    chosen |= {folder: drawn(folder, plan.count(count), plan) for folder, count in DRAWN.items()}
    listed = [mutant for each in chosen.values() for mutant in each]
    # where the time does not suffice, what was tried is a draw
    plan.random("order").shuffle(listed)
    ends = tried(listed, plan)
    rows: list[tuple[str, ...]] = [("code", "mutants", "tried", "killed", "survived with a reason", "without")]
    explained, wrong = reasons(), []
    total: Counter[str] = Counter()
    for folder, each in chosen.items():
        figures: Counter[str] = Counter()
        for mutant in each:
            end = ends.get(mutant)
            kind = "killed" if end in (KILLED, HANGS) else "excused" if _reason(explained, mutant) else "open"
            if end is not None:
                figures[kind] += 1
                if kind == "open":
                    wrong.append(f"{mutant.module}:{mutant.line}: {end}: {mutant.name}")
        total += figures
        found = [figures.total(), figures["killed"], figures["excused"], figures["open"]]
        rows.append((folder, f"{len(_of(folder)):,}", *(f"{figure:,}" for figure in found)))
    share = total["killed"] / max(1, total.total())
    summary = f"{total['killed']:,} of {total.total():,} mutants killed ({share:.1%})"
    if total.total() < len(listed):
        summary += f"; {len(listed) - total.total():,} not tried, as the time was over"
    for line in sorted(wrong):
        say(line)
    return Outcome(summary, tuple(rows), () if share >= LEAST and not wrong else (*sorted(wrong), summary))


def drawn(folder: str, count: int, plan: Plan) -> list[Mutant]:
    """So many by chance; each has a lot of its own, so that the draw stays nearly the same where the code changes."""
    return sorted(_of(folder), key=lambda mutant: plan.random(folder, mutant.module, mutant.name).random())[:count]


def _of(folder: str) -> list[Mutant]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    return [mutant for path in paths for mutant in mutants.mutants(path, path.relative_to(ROOT).as_posix())]


def tried(listed: Sequence[Mutant], plan: Plan, tests: Sequence[str] = ()) -> dict[Mutant, str]:
    """How each of the mutants ends that there was time for."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    orders = plan.folder / "orders.json"
    files = [f"tests/test_{name}.py" for name in tests or TESTS if (ROOT / "tests" / f"test_{name}.py").is_file()]
    content = {"mutants": listed, "tests": files, "workers": plan.workers, "seconds": plan.seconds}
    orders.write_text(json.dumps(content), "utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "0", "TMPDIR": str(plan.folder)}
    command = [sys.executable, "-m", "campaign.mutating", str(orders)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    ends: dict[Mutant, str] = {}
    told_all = orders.with_suffix(".told").read_text("utf-8").splitlines()
    if not told_all:
        say(done.stdout + done.stderr)
    for line in told_all:
        told = json.loads(line)
        if isinstance(told, dict):
            say(f"tests: {told['tests']:,}; {told['left_out']:,} left out, because they fail or take long")
        else:
            ends[Mutant(*told[0])] = told[1]
    return ends


def reasons() -> Mapping[str, Any]:
    """The survivors that change nothing that counts: module, then the mutant's name, then why."""
    return yaml.safe_load(EXPLAINED.read_text("utf-8")) or {}


def _reason(explained: Mapping[str, Any], mutant: Mutant) -> str:
    return str((explained.get(mutant.module) or {}).get(mutant.name, ""))


__all__ = ["HANGS", "KILLED", "SURVIVED", "UNREACHED", "run", "tried"]
