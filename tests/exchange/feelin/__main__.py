"""Whether dmn-moddle and feelin, of which the editor dmn-js is made, decide as this engine does.

`python -m tests.exchange.feelin` tries every combination of every table. It needs node, and npm to get the two packages
once, in the versions of package-lock.json, into .cache/; without them it says so and exits with 2.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from decision.exchange import dmn
from decision.exchange.exporting import Subject
from decision.matrix.engine import Decision, canonical, engine
from tests.exchange.agreement import Facts, expected, facts
from tests.exchange.examples import HERE, ROOT, frozen, live

FOLDER = ROOT / ".cache" / "feelin"
FILES = ("package.json", "package-lock.json", "decide.mjs")


def main() -> int:
    """0: all agree; 1: not all; 2: it cannot be tried."""
    lack = install()
    if lack:
        print(f"not tried: {lack}", file=sys.stderr)
        return 2
    subjects = [*frozen(), *live()]
    asked = [{"xml": "".join(dmn.write(one)), "facts": told(one)} for one in subjects]
    command, task = ["node", "decide.mjs"], json.dumps(asked)
    done = subprocess.run(command, cwd=FOLDER, input=task, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return max([report(one, there) for one, there in zip(subjects, json.loads(done.stdout), strict=True)])


def install() -> str:
    """What is missing; nothing when all is there."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node and npm are not here"
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HERE / "feelin" / name, FOLDER)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    done = subprocess.run(command, cwd=FOLDER, check=False)
    return "" if done.returncode == 0 else "npm could not get the packages"


def told(subject: Subject) -> list[Facts]:
    """What the other engine is told, for every combination."""
    return [facts(subject.table, decision.answers) for decision in every(subject)]


def every(subject: Subject) -> list[Decision]:
    """The decision for every combination."""
    worker = engine(subject.table)
    return [worker.resolve(values) for values in worker.combinations()]


def report(subject: Subject, results: list[Mapping[str, Any]]) -> int:
    """Say of a table what came out, and whether it is as here."""
    wrong = 0
    for decision, there in zip(every(subject), results, strict=True):
        here = expected(subject.table, decision)
        if here != there:
            wrong += 1
            print(f"  {canonical(decision.answers)}: {here} here, {there} there")
    print(f"{subject.table_id}: {len(results) - wrong} of {len(results)} combinations agree")
    return int(wrong > 0)


sys.exit(main())
