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
# what does not build a site; which of them reach a changed function is found out by running them once
TESTS = (
    *("analysis", "adopt", "changes", "checks", "dialect", "dialect_pages", "dialect_words", "diff", "dmn", "document"),
    *("engine", "explanation", "export", "faults", "fixes_markdown", "form", "glossary", "graph", "handwritten"),
    *("history", "linkage", "paths", "project", "reader", "render", "terms", "translations", "translations_damage"),
    *("translations_stamps", "values", "pictures", "facts", "mutants"),
)


def run(plan: Plan) -> Outcome:
    """Try all mutants of the first folders, and a draw of the others."""
    chosen = {folder: _of(folder) for folder in ALL}
    for folder, count in DRAWN.items():
        there = _of(folder)
        chosen[folder] = sorted(plan.random(folder).sample(there, min(plan.count(count), len(there))))
    if plan.scale < 1:
        chosen[ALL[0]] = sorted(plan.random(ALL[0]).sample(chosen[ALL[0]], plan.count(len(chosen[ALL[0]]))))
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
