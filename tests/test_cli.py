"""The command, run as users run it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision.cli import main
from tests.tables_on_disk import HERE

KEYS = [
    "table",
    "answers",
    "ignored",
    "open",
    "matched",
    "verdicts",
    "alternatives",
    "unusable",
    "outcome",
    "recommend",
    "order",
]
ASSESSMENT = ["rows", "combined", "effective", "possible", "reasons"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "decision", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_of_a_clean_project(root: Path) -> None:
    done = run(root, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems\n", "")


def test_check_names_what_is_wrong(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    path.write_text(path.read_text("utf-8").replace("desktop-app: preferred", "desktop-app: prefered", 1), "utf-8")
    done = run(root, "check")
    assert done.returncode == 1
    assert re.fullmatch(
        r"data/usecases\.yaml:\d+:29: error unknown-verdict: 'prefered' is not a verdict\n"
        r"    did you mean 'preferred'\? possible: avoid, acceptable, preferred\n1 error\n",
        done.stdout,
    ), done.stdout


def test_warnings_fail_the_check_too(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    text = re.sub(r" +allow:\n +never-the-answer.*\n +deprecated-best.*\n", "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    done = run(root, "check")
    assert done.returncode == 1
    assert done.stdout.endswith("2 warnings\n")


def test_decide_explains_in_words(root: Path) -> None:
    answers = ("task=share", "volume=smaller", "dam-access=no")
    texts = {lang: run(root, "decide", "usecases", *answers, "--lang", lang).stdout for lang in ("en", "sv", "nl")}
    assert "No integration fits, but another solution does: Brand Portal or Asset Share" in texts["en"]
    assert "The strictest verdict counts: “avoid”" in texts["en"]
    assert "It is deprecated." in texts["en"] and "use Adobe Asset Link" not in texts["en"], (
        "both replacements need access"
    )
    assert "Ingen integration passar" in texts["sv"] and "Mappdelning" in texts["sv"]
    assert "Geen enkele integratie past" in texts["nl"] and "Mapdeling" in texts["nl"]
    assert run(root, "decide", "usecases", *answers).stdout == texts["en"]


def test_decide_prints_one_object(root: Path) -> None:
    for answers in ([], ["task=share"], ["task=migrate", "volume=larger"]):
        done = run(root, "decide", "usecases", *answers, "--format", "json")
        data = json.loads(done.stdout)
        assert list(data) == KEYS and done.returncode == 0
        assert all(list(assessment) == ASSESSMENT for assessment in data["verdicts"].values())
    assert (data["outcome"], data["ignored"], data["recommend"]) == (
        "alternative",
        {"volume": "larger"},
        ["migration-guide"],
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["decide", "usecases", "taks=share"], "'taks' is not a question; did you mean 'task'?"),
        (["decide", "usecases", "task=shar"], "'shar' is not an option of 'task'; did you mean 'share'?"),
        (["decide", "usecases", "task"], "'task' is not an answer; write QUESTION=OPTION"),
        (["decide", "usecases", "task=share", "task=save"], "'task' is answered twice"),
        (["decide", "usecase"], "no table is called 'usecase'; did you mean 'usecases'?"),
        (["decide", "usecases", "--lang", "se"], "the site has no language 'se'; possible: en, sv, nl"),
        (["--root", "/nowhere", "check"], "there is no mkdocs.yml in '/nowhere'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_2(root: Path, arguments: list[str], words: str) -> None:
    done = run(root, *arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and words in done.stderr


def test_a_table_with_problems_cannot_be_asked(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    path.write_text(path.read_text("utf-8").replace("symbol: ✔✔", "symbol: ✔", 1), "utf-8")
    done = run(root, "decide", "usecases")
    assert done.returncode == 2 and "'decision check' names them (1 error)" in done.stderr


def test_table_as_markdown_in_dutch(root: Path) -> None:
    done = run(root, "table", "usecases", "--lang", "nl", "--format", "md")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert "| Een klein aantal (1) assets uit de DAM delen met creatieven | ✔✔ | ✔ |  |" in lines
    assert "- ✔✔: aanbevolen oplossing" in lines


def test_analyse_prints_what_was_proven(root: Path) -> None:
    done = run(root, "analyse", "usecases")
    assert "gaps: 0" in done.stdout and "conflicts: 3" in done.stdout
    assert "share-no-access x folder-sharing: preferred" in done.stdout


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = (HERE.parent / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert command.help, name
        assert f"decision {name}" in readme, f"the README does not tell of 'decision {name}'"
