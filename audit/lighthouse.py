"""Lighthouse, as it looks at a page on a phone. It comes from npm, in the version of package-lock.json."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SWITCHES = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# a page that only asks is not for search engines
OF_QUESTIONS = "is-crawlable"


def program(folder: Path) -> Path | None:
    """Where Lighthouse is, put there if need be; None where npm is missing or cannot get it."""
    npm, found = shutil.which("npm"), folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if npm is None or shutil.which("node") is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=False)
    return found if done.returncode == 0 and found.is_file() else None


def ask(program: Path, address: str, is_question: bool) -> tuple[str, list[str]]:
    """The marks of a page, and what took some of them away."""
    command = ["node", str(program), address, "--output=json", "--quiet", f"--chrome-flags={SWITCHES}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"]
    path = shutil.which("chromium") or os.environ.get("CHROME_PATH", "")
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": path}, capture_output=True, text=True, check=False)
    if done.returncode:
        return "failed", [done.stderr.strip()[-500:]]
    told = json.loads(done.stdout)
    marks = [round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES]
    return " / ".join(map(str, marks)), [what for name in CATEGORIES for what in lost(told, name, is_question)]


def lost(told: Any, category: str, is_question: bool) -> list[str]:
    """The audits of a category that count and are not passed."""
    found = []
    for reference in told["categories"][category]["auditRefs"]:
        audit = told["audits"][reference["id"]]
        is_excused = is_question and reference["id"] == OF_QUESTIONS
        if reference["weight"] and (audit["score"] or 0) < bound(category) and not is_excused and is_scored(audit):
            found.append(f"{category}: {reference['id']}: {audit.get('displayValue', audit['score'])}")
    return found if round(100 * told["categories"][category]["score"]) < 100 else []


def bound(category: str) -> float:
    """What an audit has to reach: a measured time need not be perfect for the full marks."""
    return 0.99 if category == "performance" else 1


def is_scored(audit: Any) -> bool:
    """Whether an audit says anything of this page."""
    return audit["scoreDisplayMode"] not in ("notApplicable", "informative", "manual")
