"""`make advisories`: whether a pinned package is known to be vulnerable, as pip-audit hears from PyPI.

pip-audit says of a package that it could not ask for that it was skipped, and then that nothing is known; so what was
skipped is counted here, and said loudly. The exit status is 1 where something is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PINS = ("site", "dev", "bench")
FOLDER = Path(__file__).parent.parent / "requirements"


class Answer(NamedTuple):
    """How many packages PyPI told of, how many not, and what is known, a line for each."""

    asked: int
    skipped: int
    known: tuple[str, ...]


def main() -> None:
    """Ask for all pins, and say what is known."""
    answer = read({"dependencies": [*{each["name"]: each for name in PINS for each in ask(name)}.values()]})
    for line in answer.known:
        sys.stdout.write(f"{line}\n")
    if answer.skipped:
        sys.stdout.write(f"NOBODY ANSWERED FOR {answer.skipped} PACKAGES: pip-audit cannot reach PyPI, or not all\n")
    sys.stdout.write(f"{answer.asked} packages asked for, {len(answer.known)} known to be vulnerable\n")
    sys.exit(bool(answer.known))


def ask(name: str) -> list[Any]:
    """What pip-audit says of the packages in a file of pins; nothing is installed, and no other place is asked."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--disable-pip"]
    command += ["--require-hashes", "--requirement", str(FOLDER / f"{name}.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except ValueError:
        return [{"name": f"the pins in {name}.txt", "skip_reason": done.stderr[-300:]}]


def read(told: Any) -> Answer:
    """pip-audit's answer."""
    packages = told["dependencies"]
    skipped = [package for package in packages if "skip_reason" in package]
    return Answer(len(packages) - len(skipped), len(skipped), tuple(_known(packages)))


def _known(packages: list[Any]) -> Iterator[str]:
    for package in packages:
        for found in package.get("vulns", ()):
            mended = ", ".join(found["fix_versions"]) or "no version"
            yield f"{package['name']} {package['version']}: {found['id']}, mended in {mended}"


if __name__ == "__main__":
    main()
