"""The house keeps its rules: style, types, who imports whom, what may be committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def run(*command: str) -> None:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_style() -> None:
    run("ruff", "check", ".")


def test_format() -> None:
    run("ruff", "format", "--check", ".")


def test_types() -> None:
    run("mypy")


def test_imports_go_upwards_only() -> None:
    run("lint-imports", "--no-cache")


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_machine_path_and_no_registry_in_the_tree() -> None:
    unwanted = re.compile(
        rb"(^|[^A-Za-z0-9_.])/(work|farm|root)/[A-Za-z.]|pythonhosted|pypi\.org|registry\.npmjs|deb\.debian"
    )
    found = [
        path.name
        for path in tracked()
        if path.is_file() and path.name != "test_house.py" and unwanted.search(path.read_bytes())
    ]
    assert found == []


def test_requirements_are_hashed_and_name_no_address() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith((" ", "#"))]
        assert lines and all(re.match(r"[a-z0-9._-]+==\S+ .*\\$", line) for line in lines), path.name
        assert "://" not in path.read_text("utf-8")
        assert path.read_text("utf-8").count("--hash=sha256:") >= len(lines)


def test_what_make_test_leaves_out_the_campaign_runs() -> None:
    """One of the two runs each test, whatever its marks."""
    assert '-m "not campaign" $(PYTEST)' in (ROOT / "Makefile").read_text("utf-8")
    assert '"-m", "campaign")' in (ROOT / "campaign" / "__main__.py").read_text("utf-8")
