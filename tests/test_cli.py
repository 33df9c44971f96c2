"""The command, as users run it: a few times in a process of its own, which costs most of it, else in this one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

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


Done = subprocess.CompletedProcess[str]


def run(root: Path, *arguments: str) -> Done:
    with chdir(root):
        done = CliRunner().invoke(main, arguments, prog_name="decision")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def run_alone(root: Path, *arguments: str) -> Done:
    command = [sys.executable, "-m", "decision", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_of_a_clean_project(root: Path) -> None:
    done = run_alone(root, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems\n", "")


def test_check_names_what_is_wrong(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    path.write_text(path.read_text("utf-8").replace("desktop-app: preferred", "desktop-app: prefered", 1), "utf-8")
    done = run_alone(root, "check")
    assert done.returncode == 1
    head, line, carets, hint, count = done.stdout.splitlines()
    assert re.fullmatch(r"data/usecases\.yaml:\d+:29: error unknown-verdict: 'prefered' is not a verdict", head)
    assert hint == "    did you mean 'preferred'? possible: avoid, acceptable, preferred"
    assert line[carets.index("^") : carets.rindex("^") + 1] == "prefered", "the carets stand under the value"
    assert count == "1 error"


def test_warnings_fail_the_check_too(root: Path) -> None:
    path = root / "data" / "usecases.yaml"
    text = re.sub(r" +allow:\n +never-the-answer.*\n +deprecated-best.*\n", "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    done = run(root, "check")
    assert done.returncode == 1
    assert done.stdout.endswith("2 warnings\n")


def test_paths_limit_what_is_reported(root: Path) -> None:
    page = root / "docs" / "en" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](gone.md)\n", "utf-8")
    assert run(root, "check", "data").returncode == 0
    assert run(root, "check", "docs/sv", "data/usecases.yaml").returncode == 0
    done = run(root / "docs", "check", "en/index.md")
    assert done.returncode == 1 and done.stdout.startswith("en/index.md:"), "paths are seen from the current folder"
    assert run(root, "check", "--ignore", "broken").returncode == 0
    assert run(root, "check", "--select", "gap,unknown").returncode == 0
    assert run(root, "check", "--select", "broken-link").returncode == 1


def test_any_folder_of_pages_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.md").write_text("# A {#a}\n\n[B](/help/b.md) [C](c.md#no)\n", "utf-8")
    (tmp_path / "en" / "c.md").write_text("# C {#c}\n", "utf-8")
    done = run(tmp_path, "check", ".")
    assert [line.split(" ", 1)[0] for line in done.stdout.splitlines() if line.startswith("en/")] == [
        "en/a.md:3:5:",
        "en/a.md:3:21:",
    ]
    assert run(tmp_path, "check", "en/c.md").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "there is no file or folder"),
        (["check", "--select", "nonsense"], "no code begins with 'nonsense'"),
        (["check", "--ignore", "brokn-link"], "no code begins with 'brokn-link'"),
        (["check", "--reviewed-since", "yesterday"], "'yesterday' is not a date; write it as 2026-01-31"),
    ],
)
def test_wrong_usage_of_check(root: Path, arguments: list[str], words: str) -> None:
    done = run(root, *arguments)
    assert done.returncode == 2 and words in done.stderr and len(done.stderr.splitlines()) == 1


def test_what_is_overdue_depends_on_the_command_line_only(root: Path) -> None:
    assert run(root, "check", "--reviewed-since", "2020-01-01").returncode == 0
    done = run(root, "check", "--reviewed-since", "2030-01-01")
    assert done.returncode == 1 and "warning overdue-review: last reviewed on" in done.stdout


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


def test_a_process_of_its_own_does_the_same(root: Path) -> None:
    for arguments in (["decide", "usecases", "--lang", "sv"], ["decide", "usecase"], ["show", "usecases"]):
        inside, alone = run(root, *arguments), run_alone(root, *arguments)
        assert (alone.returncode, alone.stdout, alone.stderr) == (inside.returncode, inside.stdout, inside.stderr)


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


def test_show_lists_every_combination(root: Path) -> None:
    lines = run(root, "show", "usecases", "--lang", "sv").stdout.splitlines()
    assert len(lines) == 4 + 13 and lines[2].endswith("Utfall")
    assert [line for line in lines if line.endswith("Migreringsguide (annan lösning)")]
    done = run(root, "show", "usecase")
    assert done.returncode == 2 and "did you mean 'usecases'?" in done.stderr


def test_decide_says_what_would_change_it_and_where_it_comes_from(root: Path) -> None:
    said = run(root, "decide", "usecases", "task=save", "volume=larger", "dam-access=no").stdout
    assert "With the answer “Yes, they have access” to “Do the users have access to the DAM?”: AEM desktop app" in said
    assert "Last reviewed on 2026-11-20." in said and "Use AEM desktop app upload folder feature" in said
    undecided = run(root, "decide", "usecases", "task=save")
    assert undecided.returncode == 0 and "Not decided yet" in undecided.stdout
    assert "What would change it" not in undecided.stdout


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = (HERE.parent / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert command.help, name
        assert f"decision {name}" in readme, f"the README does not tell of 'decision {name}'"
