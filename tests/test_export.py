"""`decision export`, and the list of formats behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decision import exchange
from decision.cli import main
from decision.exchange.exporting import Format
from decision.exchange.formats import FORMATS
from decision.matrix import analysis
from tests.exchange import golden
from tests.exchange.examples import frozen
from tests.tables_on_disk import HERE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["export", *arguments], catch_exceptions=False)


# --- the list


def test_each_format_writes_what_its_golden_files_hold() -> None:
    assert list(golden.differences()) == []


def test_a_format_without_golden_files_is_named() -> None:
    new = replace(FORMATS[0], name="new", suffix=".new", per_language=False)
    assert list(golden.differences((*FORMATS, new)))[:1] == [
        f"tests/exchange/golden/lunch.new is missing: {golden.ANEW}",
    ]
    assert "of no format" in list(golden.differences(FORMATS[1:]))[-1]


def test_every_module_with_a_format_is_in_the_list() -> None:
    folder = Path(exchange.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "\nFORMAT = " in path.read_text("utf-8")}
    assert modules == {form.write.__module__.rpartition(".")[2] for form in FORMATS}
    assert sorted(form.name for form in FORMATS) == [form.name for form in FORMATS]
    assert len({form.suffix for form in FORMATS}) == len(FORMATS), "files would have the same name"


def test_the_command_says_what_each_format_is() -> None:
    told = " ".join(run(HERE, "--help").stdout.split())
    for form in FORMATS:
        assert form.summary and f"{form.name}: {form.summary}" in told, form.name


# --- the command


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
def test_it_prints_or_writes_what_the_format_gives(root: Path, form: Format) -> None:
    content = "".join(form.write(replace(frozen()[0], locale="nl"))).encode()
    done = run(root, "usecases", "--format", form.name, "--lang", "nl")
    assert (done.exit_code, done.stderr, done.stdout_bytes) == (0, "", content)
    for _ in ("a new file", "one that is there"):
        done = run(root, "usecases", "--format", form.name, "--lang", "nl", "--output", "out")
        assert (done.exit_code, done.output, (root / "out").read_bytes()) == (0, "", content)


def test_signs_come_out_whole_where_the_terminal_knows_few(root: Path) -> None:
    command = [sys.executable, "-m", "decision", "export", "usecases", "--lang", "sv", "--format", "dmn"]
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, env=environment)
    assert "åtkomst" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("usecase",), "no table is called 'usecase'; did you mean 'usecases'?"),
        (("usecases", "--lang", "de"), "the site has no language 'de'; possible: en, sv, nl"),
        (("usecases", "--format", "dmm"), "Invalid value for '--format'"),
        (("usecases", "--output", "no/folder"), "'no/folder' cannot be written: no such file or directory"),
        (("usecases", "--output", "data"), "'data' cannot be written: is a directory"),
        ((), "Missing argument 'TABLE'"),
    ],
)
def test_wrong_usage_is_one_line(root: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(root, *arguments)
    assert done.exit_code == 2 and told in done.stderr and not done.stdout


def test_a_table_that_is_too_large_is_refused_in_words(root: Path) -> None:
    """Twenty questions with two options have more than a million combinations."""
    path = root / "data" / "usecases.yaml"
    questions = "".join(f"  q{n}: {{label: q, options: {{a: {{label: a}}, b: {{label: b}}}}}}\n" for n in range(20))
    path.write_text(
        "kind: decision-table\nversion: 1.0.0\ntitle: t\n"
        "legend: {no: {symbol: n, word: n, meaning: n}, yes: {symbol: y, word: y, meaning: y}}\n"
        f"questions:\n{questions}integrations: {{i: {{label: i}}}}\n"
        "usecases: {u: {label: u, verdicts: {i: yes}}}\n",
        "utf-8",
    )
    done = run(root, "usecases", "--format", "dmn", "--output", "out.dmn")
    assert done.exit_code == 2 and not (root / "out.dmn").exists()
    assert done.stderr == (
        "decision: data/usecases.yaml is too large for 'dmn', which holds every combination; "
        f"it takes up to {analysis.MOST_COMBINATIONS:,} combinations of answers and {analysis.MOST_ROWS:,} use cases\n"
    )
    assert run(root, "usecases", "--format", "table").exit_code == 0, "what does not hold them takes any table"


def test_pieces_come_one_by_one() -> None:
    """A large table needs no memory of its size."""
    for form in FORMATS:
        pieces = list(form.write(frozen()[2]))
        assert len(pieces) > 5 and max(map(len, pieces)) < 20_000, form.name
