"""The record of a table's versions: what is written, what is refused, and how pages show it."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings

from decision import checks, document, files, history, project, render
from decision.cli import main
from decision.exchange import editors, recording
from decision.history import History
from decision.matrix.difference import Step, difference
from decision.matrix.model import DecisionTable
from decision.render import history as shown_history
from decision.render.phrases import plain
from tests.strategies import tables
from tests.tables_on_disk import HERE, LANGUAGES

TABLE = "data/usecases.yaml"
RECORD = Path("data/history-usecases.yaml")
MARKER = "<!-- decision-history: usecases -->"
OPEN = "when: {task: open}\n    verdicts: {desktop-app: preferred"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The frozen project, with the table as it was beside it."""
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    shutil.copy(TABLE, "old.yaml")
    return tmp_path


def edit(name: str | Path, old: str, new: str) -> None:
    text = Path(name).read_text("utf-8")
    assert old in text, old
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["diff", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def page(locale: str) -> list[str]:
    """The lines of the record on a page, without markup."""
    loaded = project.load(Path.cwd())
    assert [str(problem) for problem in checks.run(loaded)] == []
    text = render.page(MARKER, loaded, locale, lambda section: section)
    lines = [html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in text.split("\n")]
    return [line for line in lines if line]


def make_changes() -> None:
    """A version that changes a verdict, brings a row, and takes an integration's column away."""
    edit(TABLE, "version: 1.0.0", "version: 2.0.0")
    edit(TABLE, "reviewed: ", "reviewed: 2026-12-24 # ")
    edit(TABLE, OPEN, OPEN.replace("preferred", "acceptable"))


def test_a_history_begins_grows_and_is_shown_the_newest_first(root: Path) -> None:
    assert page("en") == ["No change has been recorded yet."]
    assert run("--record", "usecases", "--date", "2026-01-31") == (0, f"wrote {RECORD}: 1.0.0, first\n")
    make_changes()
    assert run("--record", "old.yaml", "usecases") == (0, f"wrote {RECORD}: 2.0.0, major\n")
    assert "date: 2026-12-24" in RECORD.read_text("utf-8")
    assert page("en") == [
        "Version 2.0.0, 2026-12-24",
        "With the answer “Open an asset on the desktop” to “What do you want to do?” and the answer “Yes, they have"
        " access” to “Do the users have access to the DAM?”:",
        "Outcome: before AEM desktop app (✔✔ preferred), now AEM desktop app (✔ acceptable)",
        "AEM desktop app: before ✔✔ preferred, now ✔ acceptable",
        "Version 1.0.0, 2026-01-31",
        "The record begins with this version.",
    ]
    assert any("nu ✔ godtagbart" in line for line in page("sv"))
    assert any(line.startswith("Uitkomst: eerst AEM") for line in page("nl"))


def test_what_is_gone_keeps_its_label_in_every_language(root: Path) -> None:
    run("--record", "usecases", "--date", "2026-01-31")
    edit(TABLE, "  custom-tool:\n", "  own-tool:\n")
    Path(TABLE).write_text(Path(TABLE).read_text("utf-8").replace("custom-tool]", "own-tool]"), "utf-8")
    edit(TABLE, "version: 1.0.0", "version: 2.0.0")
    assert run("--record", "old.yaml", "usecases", "--date", "2026-02-28")[0] == 0
    record = RECORD.read_text("utf-8")
    assert "custom-tool:" in record.partition("gone:")[2]
    label = re.search(
        r"custom-tool:\n    label:\n      en: (.*)\n      sv: (.*)\n", Path("old.yaml").read_text("utf-8")
    )
    assert label is not None
    for locale, word, name in (
        ("en", "Removed other solutions", label[1]),
        ("sv", "Borttagna andra lösningar", label[2]),
    ):
        assert any(word in line and name in line for line in page(locale)), page(locale)


def test_a_label_in_a_language_that_the_site_no_longer_has(root: Path) -> None:
    text = Path("old.yaml").read_text("utf-8")
    Path("old.yaml").write_text(
        text.replace("      nl: Mapdeling\n", "      nl: Mapdeling\n      de: Ordnerfreigabe\n"), "utf-8"
    )
    edit(
        "old.yaml",
        "      migrate:\n",
        "      archive: {label: {de: Ablegen, en: Archive, sv: Arkivera}}\n      migrate:\n",
    )
    edit(TABLE, "version: 1.0.0", "version: 2.0.0")
    assert run("--record", "old.yaml", "usecases", "--date", "2026-02-28")[0] == 0
    assert "Ablegen" not in RECORD.read_text("utf-8") and "Arkivera" in RECORD.read_text("utf-8")
    assert "Borttagna svarsalternativ: ”Arkivera”" in page("sv")


def test_the_same_version_is_recorded_once(root: Path) -> None:
    run("--record", "usecases", "--date", "2026-01-31")
    before = RECORD.read_bytes()
    edit(TABLE, OPEN, OPEN.replace("preferred", "acceptable"))
    for version, said in (
        ("1.0.0", "is recorded already"),
        ("0.9.0", "does not follow '1.0.0', the last one recorded"),
    ):
        edit(TABLE, re.search("(?m)^version: .*", Path(TABLE).read_text("utf-8"))[0], f"version: {version}")  # type: ignore[index]
        status, output = run("--record", "old.yaml", "usecases", "--date", "2026-02-28")
        assert (status, len(output.splitlines())) == (2, 1) and said in output
    status, output = run("--record", "usecases", "--date", "2026-02-28")
    assert status == 2 and "is there already" in output
    assert RECORD.read_bytes() == before


def test_nothing_to_record_and_no_day(root: Path) -> None:
    status, output = run("--record", "old.yaml", "usecases", "--date", "2026-01-31")
    assert status == 2 and "nothing changed, so there is nothing to record" in output
    text = re.sub(r"(?m)^reviewed: .*\n", "", Path(TABLE).read_text("utf-8"))
    Path(TABLE).write_text(text, "utf-8")
    status, output = run("--record", "usecases")
    assert status == 2 and "--date" in output and not RECORD.exists()


def test_a_file_keeps_what_people_wrote_in_it(root: Path) -> None:
    entry = "- version: 1.0.0  # the beginning\r\n  date: 2026-01-31\r\n  step: first"
    own = f"\ufeff# Ours.\r\nkind: history\r\ntable: usecases\r\nentries:\r\n{entry}"
    Path("data/record.yaml").write_bytes(own.encode())
    make_changes()
    assert run("--record", "old.yaml", "usecases") == (0, "wrote data/record.yaml: 2.0.0, major\n")
    after = Path("data/record.yaml").read_bytes().decode()
    assert after.startswith(own) and "\r\n- version: 2.0.0\r\n  date: 2026-12-24\r\n" in after
    assert "\n" not in after.replace("\r\n", "")
    assert len(page("en")) == 6


@pytest.mark.parametrize("own", [
    "kind: history\ntable: usecases\nentries: [{version: 1.0.0, date: 2026-01-31, step: first}]\n",
    "kind: history\nentries:\n  - {version: 1.0.0, date: 2026-01-31, step: first}\ntable: usecases\n",
    "kind: history\ntable: usecases\nentries:\n  - {version: 1.0.0, date: 2026-01-31, step: firs}\n",
])  # fmt: skip
def test_a_file_that_cannot_be_added_to_stays_as_it_is(root: Path, own: str) -> None:
    RECORD.write_text(own, "utf-8")
    make_changes()
    status, output = run("--record", "old.yaml", "usecases")
    assert (status, len(output.splitlines())) == (2, 1) and RECORD.read_text("utf-8") == own


def test_nothing_is_half_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("--record", "usecases", "--date", "2026-01-31")
    before = RECORD.read_bytes()
    make_changes()

    def full(path: Path, content: bytes, expected: bytes | None) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(files, "write", full)
    status, output = run("--record", "old.yaml", "usecases")
    assert status == 2 and "nothing was written: no space left" in output and RECORD.read_bytes() == before


def test_hostile_words_and_another_direction(root: Path) -> None:
    label = 'en: "<b>a</b>, {b}: [c] \\u202e#\\u2028"\n      sv: "פולדר"'
    edit("old.yaml", "en: Folder sharing\n      sv: Mappdelning\n      nl: Mapdeling", label)
    for verdicts in re.findall(r", folder-sharing: [a-z]+", Path(TABLE).read_text("utf-8")):
        edit(TABLE, verdicts, "")
    text = Path(TABLE).read_text("utf-8")
    start, end = text.index("  folder-sharing:\n    label:"), text.index("\n# Known as a replacement")
    text = text[:start] + text[end:]
    text = re.sub(r"      folder-sharing:\n(?:        .*\n)+", "", text)
    Path(TABLE).write_text(re.sub(r"\nconflicts:\n(?:  .*\n)+", "\nconflicts: []\n", text), "utf-8")
    edit(TABLE, "version: 1.0.0", "version: 2.0.0")
    status, output = run("--record", "old.yaml", "usecases", "--date", "2026-02-28")
    assert status == 0, output
    loaded = project.load(Path.cwd())
    shown = render.page(MARKER, loaded, "nl", lambda section: section)
    assert "&lt;b&gt;a&lt;/b&gt;" in shown and "<b>" not in shown and '<bdi lang="en">' in shown
    assert "פולדר" in render.page(MARKER, loaded, "sv", lambda section: section)


def test_a_table_without_a_history_and_a_marker_without_a_table(root: Path) -> None:
    (root / "docs" / "en" / "more.md").write_text("# More {#more}\n\n<!-- decision-history: usecase -->\n", "utf-8")
    (problem,) = checks.run(project.load(root))
    assert problem.code == "unknown-table" and "did you mean 'usecases'?" in problem.hint


def test_two_histories_of_a_table(root: Path) -> None:
    for name in ("a", "b"):
        (root / "data" / f"{name}.yaml").write_text("kind: history\ntable: usecases\nentries: []\n", "utf-8")
    (problem,) = checks.run(project.load(root))
    assert (problem.code, problem.path) == (
        "lost-history",
        "data/b.yaml",
    ) and "'data/a.yaml' already" in problem.message


def test_labels_of_what_is_gone_need_no_translation(root: Path) -> None:
    test_what_is_gone_keeps_its_label_in_every_language(root)
    listed = CliRunner().invoke(main, ["translations"]).output
    assert "history" not in listed


# --- any two tables


VALIDATOR = jsonschema.Draft7Validator(editors.of_kind(history.KIND))


@settings(max_examples=30, deadline=None)
@given(tables(), tables())
def test_any_change_is_recorded_as_it_is_and_shown(old: DecisionTable, new: DecisionTable) -> None:
    found = difference(old, new.model_copy(update={"version": "2.0.0"}))
    assume(found.step is not Step.NONE)
    first, second = recording.first(old, "2026-01-31"), recording.entry(found, "2026-02-28", LANGUAGES)
    begun = recording.begun("t", "", first)
    whole = recording.appended(begun, read(begun), second, LANGUAGES)
    kept = read(whole)
    assert [entry.version for entry in kept.entries] == ["1.0.0", "2.0.0"]
    assert kept.entries[1] == history.Entry.model_validate(second)
    shown = shown_history.shown(kept, found.new, "en", "en")
    assert plain(shown[0].title) == "Version 2.0.0, 2026-02-28" and all(plain(item.said) for item in shown[0].items)
    told = sum(len(change.answers) + change.more for change in kept.entries[1].changes)
    assert told >= len({tuple(change.now.items()) for change in found.changes or ()})


def read(content: bytes) -> History:
    source, problems = document.read("history.yaml", content)
    assert source is not None and not problems, content.decode()
    VALIDATOR.validate(source.data)
    held, problems = history.read(source, LANGUAGES)
    assert held is not None and not problems, [str(problem) for problem in problems]
    return held
