"""`decision translations`: what is current, what changed, what is accepted, carried and compared; git or no git."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from decision import checks, project
from decision.cli import main
from decision.commands.translations import translations
from decision.translations import notice, status, worddiff
from decision.translations.status import Translations
from tests.tables_on_disk import HERE

SEEDS = HERE.parent.parent / "shared" / "seeds"
CORPUS = HERE.parent.parent / "shared" / "corpus" / "desktop-app"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the stamped project, in which the command runs."""
    shutil.copytree(HERE / "translations" / "project", tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def repository(root: Path) -> Path:
    """The same in git."""
    git("init", "--quiet")
    commit("first")
    return root


def git(*arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(message: str) -> str:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)
    return git("rev-parse", "HEAD").strip()


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["translations", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.output


def edit(name: str, old: str, new: str) -> None:
    text = Path(name).read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


def found() -> dict[str, Any]:
    code, output = run("--format", "json")
    assert code == 0
    data: dict[str, Any] = json.loads(output)
    return data


def states(locale: str = "sv") -> dict[str, str]:
    return {
        entry["original"] or entry["path"]: entry["state"] for entry in found()["entries"] if entry["locale"] == locale
    }


def parts(name: str, locale: str = "sv") -> dict[str, str]:
    (entry,) = (e for e in found()["entries"] if e["locale"] == locale and name in (e["original"], e["path"]))
    return {part["id"]: part["state"] for part in entry["parts"]}


ORDERING, SWEDISH = "docs/en/ordering.md", "docs/sv/ordering.md"

# --- the list


def test_every_page_and_data_file_is_listed_in_every_language(root: Path) -> None:
    data = found()
    assert data["version"] == 1 and data["default"] == "en"
    assert data["languages"] == {
        "sv": {
            "current": 3,
            "outdated": 0,
            "missing": 0,
            "unknown": 0,
            "dropped": 0,
            "machine_translated": 0,
            "words": 0,
        },
        "nl": {
            "current": 2,
            "outdated": 0,
            "missing": 1,
            "unknown": 0,
            "dropped": 0,
            "machine_translated": 1,
            "words": 304,
        },
    }
    assert states() == {"data/flours.yaml": "current", "docs/en/index.md": "current", ORDERING: "current"}
    code, output = run()
    assert code == 0
    assert "  missing   docs/en/ordering.md (304 words)" in output
    assert "  current   docs/nl/index.md (translated by machine (tm+mt), not reviewed by people)" in output


def test_a_change_makes_its_section_outdated_and_no_other(root: Path) -> None:
    edit(ORDERING, "the time, see", "the day and the time, see")
    assert states()[ORDERING] == "outdated"
    assert parts(ORDERING) == {"confirm": "outdated"}
    code, output = run()
    assert code == 0
    assert "outdated  docs/sv/ordering.md (22 words)" in output
    assert "outdated #confirm, 22 words" in output


def test_sections_that_come_go_and_are_renamed(root: Path) -> None:
    edit(ORDERING, "## Choose the flour {#flour}", "## Choose the flour {#flours}")
    edit(
        ORDERING,
        "### Confirm the order {#confirm}",
        "### Pay {#pay}\n\nYou pay at the door.\n\n### Confirm {#confirm-it}",
    )
    assert parts(ORDERING) == {"pay": "new", "confirm-it": "new", "flours": "renamed", "confirm": "gone"}
    assert [problem for problem in checks.run(project.load(root)) if problem.path.startswith("docs/sv")] == []


def test_an_address_that_changed_makes_nothing_outdated(root: Path) -> None:
    edit(ORDERING, "(index.md#begin)", "(index.md)")
    assert states()[ORDERING] == "current"
    assert parts(ORDERING) == {"trouble": "current"}
    assert "links of #trouble lead elsewhere in the original" in run()[1]
    assert checks.run(project.load(root)) == ()


def test_pages_without_stamps_are_unknown_and_never_current(root: Path) -> None:
    text = Path(SWEDISH).read_text("utf-8")
    front, _, rest = text.partition("source:\n")
    bare = front + rest[rest.index("---") :]
    Path(SWEDISH).write_text(bare, "utf-8")
    assert states()[ORDERING] == "unknown"
    Path(SWEDISH).write_text(bare.replace("---\n", "---\nsource-git-commit: 0123456789abcdef\n", 1), "utf-8")
    assert states()[ORDERING] == "unknown"
    assert "unknown   docs/sv/ordering.md (from commit 0123456789)" in run()[1]
    Path(SWEDISH).write_text(bare.replace("---\n", "---\nsource: {ordering: 2:00000000, order: x}\n", 1), "utf-8")
    assert states()[ORDERING] == "unknown"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("workflow-type: tm+mt\nht-degree: 0%\n", {"workflow": "tm+mt", "by_people": 0.0, "is_unreviewed": True}),
        ("workflow-type: mt\n", {"workflow": "mt", "by_people": None, "is_unreviewed": True}),
        ("workflow-type: tm+mt\nht-degree: 38%\n", {"workflow": "tm+mt", "by_people": 38.0, "is_unreviewed": False}),
        ("workflow-type: tm+mt\nht-degree: '100%'\n", None),
        ("workflow-type: ht\nht-degree: 0%\n", None),
        ("workflow-type: [tm, mt]\n", None),
        ("", None),
    ],
)
def test_what_machines_did_is_understood(root: Path, front: str, expected: object) -> None:
    edit(SWEDISH, "---\n", f"---\n{front}")
    (entry,) = (e for e in found()["entries"] if e["path"] == SWEDISH)
    assert entry["machine_translated"] == expected


def test_pages_that_only_a_translation_has_were_dropped(root: Path) -> None:
    Path(ORDERING).unlink()
    assert states() == {"data/flours.yaml": "current", "docs/en/index.md": "current", SWEDISH: "dropped"}


def test_a_page_is_the_same_under_another_name_where_its_id_is(root: Path) -> None:
    Path(SWEDISH).rename("docs/sv/bestallning.md")
    assert states()[ORDERING] == "current"
    edit("docs/sv/bestallning.md", "| Vete | 62 % | `3 h` |\n", "")
    assert [problem.code for problem in checks.run(project.load(root)) if problem.line > 60][:1] == [
        "translation-differs"
    ]


def test_texts_of_data_have_their_own_state(root: Path) -> None:
    edit("data/flours.yaml", "en: Bake a dark loaf", "en: Bake a very dark loaf")
    edit("data/flours.yaml", ", nl: Sterk meel", "")
    assert parts("data/flours.yaml") == {"usecases/dark/label": "outdated"}
    assert parts("data/flours.yaml", "nl") == {"usecases/dark/label": "outdated", "integrations/strong/label": "new"}
    assert checks.run(project.load(root)) == ()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("missing", 1), ("outdated", 0), ("outdated,missing", 1), ("machine-translated", 1), ("unknown", 0)],
)
def test_a_gate_fails_on_what_it_is_asked_to(root: Path, wanted: str, expected: int) -> None:
    assert run("--fail-on", wanted)[0] == expected


def test_a_gate_is_asked_for_states_that_there_are(root: Path) -> None:
    code, output = run("--fail-on", "old")
    assert code == 2 and "'old' is no state; possible: missing, outdated" in output


def test_a_site_in_one_language_has_nothing_to_translate(root: Path) -> None:
    Path("mkdocs.yml").write_text("extra: {languages: [{locale: en, name: English, site_name: A}]}\n", "utf-8")
    shutil.rmtree("docs/sv")
    shutil.rmtree("docs/nl")
    assert run()[1] == "there is one language, and nothing to translate into\n"


# --- accept


def test_a_section_is_accepted_and_nothing_else_in_the_file_changes(root: Path) -> None:
    edit(ORDERING, "the time, see", "the day and the time, see")
    edit(ORDERING, "how long the bread keeps", "how long bread keeps")
    before = Path(SWEDISH).read_bytes().split(b"\n")
    assert run("accept", "sv/ordering.md#confirm") == (
        0,
        "docs/sv/ordering.md#confirm is up to date\nnoted in 1 file\n",
    )
    after = Path(SWEDISH).read_bytes().split(b"\n")
    assert [line.split(b":")[0] for line, old in zip(after, before, strict=True) if line != old] == [b"  confirm"]
    assert parts(ORDERING) == {"flour": "outdated"}
    assert run("accept", "docs/sv/ordering.md")[0] == 0
    assert states()[ORDERING] == "current"
    assert run("accept", "sv/ordering.md") == (0, "docs/sv/ordering.md is up to date\nnoted in 0 files\n")


def test_what_has_another_structure_is_refused_and_nothing_is_written(root: Path) -> None:
    edit(ORDERING, "1. Wait", "1. Breathe.\n\n1. Wait")
    before = Path(SWEDISH).read_bytes()
    for name in ("sv/ordering.md", "sv/ordering.md#order"):
        code, output = run("accept", name)
        assert code == 1
        assert "translation-differs: the list has 4 steps, in the original 5: 'Breathe.' is missing" in output
        assert f"docs/{name} differs from its original" in output
    assert run("accept", "sv/ordering.md#flour")[0] == 0
    assert Path(SWEDISH).read_bytes() == before


def test_an_excuse_counts_here_too(root: Path) -> None:
    edit(SWEDISH, "1. Vänta", "1. Andas.\n\n1. Vänta")
    assert run("accept", "sv/ordering.md")[0] == 1
    edit(SWEDISH, "1. Andas.", "<!-- allow: translation-differs: People hurry here. -->\n\n1. Andas.")
    code, output = run("accept", "sv/ordering.md")
    assert code == 0, output


def test_everything_is_accepted_at_once(root: Path) -> None:
    for path in (SWEDISH, "docs/sv/index.md", "docs/nl/index.md"):
        text = Path(path).read_text("utf-8")
        front, _, rest = text.partition("source:\n")
        Path(path).write_text(front + rest[rest.index("---") :], "utf-8")
    Path("data/translations.yaml").unlink()
    assert set(states().values()) == {"unknown"}
    code, output = run("accept", "--all")
    assert code == 0 and "noted in 4 files" in output
    original = HERE / "translations" / "project"
    for path in (SWEDISH, "docs/sv/index.md", "docs/nl/index.md", "data/translations.yaml"):
        assert Path(path).read_bytes() == (original / path).read_bytes()


def test_a_language_and_a_data_file_can_be_accepted(root: Path) -> None:
    edit("data/flours.yaml", "en: Bake a dark loaf", "en: Bake a very dark loaf")
    assert run("accept", "nl/flours.yaml#usecases/dark/label")[0] == 0
    assert parts("data/flours.yaml") == {"usecases/dark/label": "outdated"}
    assert parts("data/flours.yaml", "nl") == {}
    assert run("accept", "sv")[0] == 0
    assert parts("data/flours.yaml") == {}


def test_a_text_of_data_that_lost_a_mark_is_not_accepted(root: Path) -> None:
    edit("data/flours.yaml", "en: Bake a dark loaf, sv: Baka", "en: Bake a `dark` loaf, sv: Baka")
    code, output = run("accept", "data/flours.yaml")
    assert code == 1 and "the code 'dark' is missing" in output
    assert parts("data/flours.yaml") == {"usecases/dark/label": "outdated"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name pages, or say --all"),
        (("sv/ordring.md",), "there is no page 'ordring.md' in 'sv'; did you mean 'ordering.md'?"),
        (("sv/ordering.md#flower",), "docs/en/ordering.md has no section 'flower'; did you mean 'flour'?"),
        (("de/ordering.md",), "'de/ordering.md' names no page of a language"),
        (("nl/ordering.md",), "there is no page 'ordering.md' in 'nl'"),
        (("en/ordering.md",), "'en/ordering.md' is an original; name its translation, as in 'sv/ordering.md'"),
        (("data/flour.yaml",), "'data/flour.yaml' names no data file that can be read; did you mean 'flours'?"),
        (("data/flours.yaml#title/x",), "data/flours.yaml has no text 'title/x'"),
    ],
)  # fmt: skip
def test_what_there_is_not_cannot_be_accepted(root: Path, arguments: tuple[str, ...], message: str) -> None:
    code, output = run("accept", *arguments)
    assert code == 2 and message in output and len(output.splitlines()) == 1


def test_a_page_whose_front_matter_cannot_be_read_is_left_alone(root: Path) -> None:
    edit(SWEDISH, "title: Beställ", "title: [Beställ")
    before = Path(SWEDISH).read_bytes()
    code, output = run("accept", "sv/ordering.md")
    assert code == 2 and "the front matter of docs/sv/ordering.md cannot be read; mend it first" in output
    assert Path(SWEDISH).read_bytes() == before


# --- diff


def test_what_changed_is_shown_word_by_word(repository: Path) -> None:
    edit(ORDERING, "names the time, see", "names the day, see")
    commit("second")
    edit(ORDERING, "The flour decides", "### More {#more}\n\nMore.\n\nThe flour decides")
    code, output = run("diff", "sv/ordering.md")
    assert code == 1
    assert "docs/en/ordering.md:41: #confirm, outdated in 'sv', since" in output
    assert "names the [-time-]{+day+}, see" in output
    assert "#more, new in 'sv': is new" in output
    code, output = run("diff", "sv/ordering.md#confirm")
    assert code == 1 and "#more" not in output
    assert run("diff", "sv/index.md") == (0, "nothing changed since\n")


def test_the_text_that_was_translated_is_found_under_the_name_that_it_had(repository: Path) -> None:
    Path("docs/en/orders.md").write_bytes(Path(ORDERING).read_bytes())
    Path(ORDERING).unlink()
    Path(SWEDISH).rename("docs/sv/orders.md")
    edit("docs/en/index.md", "ordering.md#order", "orders.md#order")
    commit("renamed")
    edit("docs/en/orders.md", "names the time", "names the day")
    assert "names the [-time-]{+day+}" in run("diff", "sv/orders.md")[1]


def test_a_commit_that_a_page_names_serves_too(repository: Path) -> None:
    first = git("rev-parse", "HEAD").strip()
    edit(ORDERING, "names the time", "names the day")
    text = Path(SWEDISH).read_text("utf-8")
    front, _, rest = text.partition("source:\n")
    Path(SWEDISH).write_text(f"{front}source-git-commit: {first}\n{rest[rest.index('---') :]}", "utf-8")
    code, output = run("diff", "sv/ordering.md")
    assert code == 1 and "names the [-time-]{+day+}" in output and output.count("outdated in") == 1
    edit(SWEDISH, first, "0123456789abcdef0123456789abcdef01234567")
    code, output = run("diff", "sv/ordering.md")
    assert code == 2 and "names the commit 0123456789, which the history does not have" in output


def test_a_change_of_data_is_shown_too(repository: Path) -> None:
    edit("data/flours.yaml", "en: Bake a dark loaf", "en: Bake a very dark loaf")
    code, output = run("diff", "sv/flours.yaml")
    assert code == 1 and "Bake a {+very +}dark loaf" in output


def test_without_git_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    edit(ORDERING, "names the time", "names the day")
    for arguments in (("diff", "sv/ordering.md"), ("carry", "en/ordering.md#confirm")):
        code, output = run(*arguments)
        assert code == 2 and "this is no git repository" in output and len(output.splitlines()) == 1
    monkeypatch.setenv("PATH", "")
    code, output = run("diff", "sv/ordering.md")
    assert code == 2 and "git cannot be run" in output and "install git" in output


def test_a_text_that_the_history_does_not_have_is_shown_as_it_is(repository: Path) -> None:
    edit(SWEDISH, "  confirm: 1:", "  confirm: 1:0")
    text = Path(SWEDISH).read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(text) if line.startswith("  confirm"))
    text[at] = "  confirm: 1:00000000"
    Path(SWEDISH).write_text("\n".join(text), "utf-8")
    code, output = run("diff", "sv/ordering.md")
    assert code == 1 and "git does not have the text that was translated" in output and "The app confirms" in output


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a b", "a b c", "a b{+ c+}"),
        ("a\nb", "a b", "a b"),
        ("", "new", "{+new+}"),
        ("gone", "", "[-gone-]"),
        ("same", "same", "same"),
        ("“x” is", "“y” is", "“[-x-]{+y+}” is"),
    ],
)
def test_words_are_compared(old: str, new: str, expected: str) -> None:
    assert worddiff.marked(old, new) == expected


# --- carry


def test_a_slip_that_was_mended_leaves_translations_current(repository: Path) -> None:
    edit(ORDERING, "names the time, see", "names teh time, see")
    run("accept", "sv/ordering.md")
    commit("with a slip")
    edit(ORDERING, "names teh time, see", "names the time, see")
    assert states()[ORDERING] == "outdated"
    assert run("carry", "en/ordering.md#confirm") == (
        0,
        "docs/en/ordering.md#confirm in 'sv' stays current\nnoted in 1 file\n",
    )
    assert states()[ORDERING] == "current"


def test_all_slips_of_a_page_are_carried(repository: Path) -> None:
    edit(ORDERING, "names the time, see", "names the times, see")
    edit(ORDERING, "Spelt", "Spellt")
    commit("mended")
    code, output = run("carry", "en/ordering.md")
    assert code == 0 and output.count("stays current") == 2
    assert states()[ORDERING] == "current"


def test_what_was_outdated_before_stays_outdated(repository: Path) -> None:
    edit(ORDERING, "names the time, see", "names the day, see")
    commit("changed")
    edit(ORDERING, "names the day, see", "names the day: see")
    code, output = run("carry", "en/ordering.md#confirm")
    assert code == 1 and "the translation into 'sv' was outdated before" in output
    assert states()[ORDERING] == "outdated"
    code, output = run("carry", "en/ordering.md#confirm", "--since", "HEAD~1")
    assert code == 0 and states()[ORDERING] == "current"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("| Rye | 70 % |", "| Rye | 75 % |", "the numbers changed: without '70', with '75'"),
        ("| `3 h` |", "| `three h` |", "the code changed: without '3 h', with 'three h'"),
        ("[as wheat](#bake)", "[as wheat](#order)", "the links changed: without '#bake', with '#order'"),
        ("[as wheat](#bake)", "as wheat", "the links changed: without '#bake'"),
        ("pigs<sup>1</sup>", "pigs1", "the structure changed: without 'sup'"),
        ("| Rye | 70 % | `12 h` |\n", "", "the structure changed"),
        ("## Choose the flour", "### Choose the flour", "the structure changed"),
    ],
)  # fmt: skip
def test_more_than_a_slip_is_not_carried(repository: Path, old: str, new: str, reason: str) -> None:
    edit(ORDERING, "The flour decides", "The flower decides")
    edit(ORDERING, old, new)
    before = Path(SWEDISH).read_bytes()
    code, output = run("carry", "en/ordering.md#flour")
    assert code == 1 and reason in output
    assert Path(SWEDISH).read_bytes() == before


def test_a_label_that_changed_is_not_carried(repository: Path) -> None:
    edit(ORDERING, "[!UICONTROL Send]", "[!UICONTROL Post]")
    assert "the labels changed: without 'Send', with 'Post'" in run("carry", "en/ordering.md#order")[1]


def test_a_slip_in_data_is_carried(repository: Path) -> None:
    edit("data/flours.yaml", "en: Bake a dark loaf", "en: Bake one dark loaf")
    code, output = run("carry", "data/flours.yaml#usecases/dark/label")
    assert code == 0, output
    assert states()["data/flours.yaml"] == states("nl")["data/flours.yaml"] == "current"


def test_where_nothing_changed_there_is_nothing_to_carry(repository: Path) -> None:
    code, output = run("carry", "en/ordering.md#flour")
    assert code == 1 and "the history has no other text of it, so nobody knows what was mended" in output
    assert run("carry", "en/ordering.md") == (0, "nothing to carry\n")
    code, output = run("carry", "sv/ordering.md#flour")
    assert code == 2 and "is a translation, and slips are mended in originals" in output


# --- parity


def test_two_folders_are_compared(root: Path, tmp_path: Path) -> None:
    edit(SWEDISH, "| Vete | 62 % | `3 h` |\n", "")
    code, output = run("parity", "docs/en", "docs/sv", "docs/nl")
    assert code == 1
    assert "docs/sv/ordering.md:68:1: warning translation-differs: the table has 3 rows" in output
    assert "docs/nl/index.md: translated by machine (tm+mt), not reviewed by people" in output
    assert "docs/en/ordering.md: not in docs/nl" in output
    code, output = run("parity", "docs/en", "docs/sv", "--format", "json")
    data = json.loads(output)
    assert [len(pair["problems"]) for pair in data["pairs"]] == [0, 1]
    assert data["pairs"][1]["problems"][0]["line"] == 68


def test_pages_that_are_renamed_are_compared_by_their_id(root: Path) -> None:
    Path(SWEDISH).rename("docs/sv/bestallning.md")
    code, output = run("parity", "docs/en", "docs/sv")
    assert code == 0 and "compared 2 pages" in output


def test_what_is_mechanical_is_repaired(root: Path) -> None:
    before = Path(SWEDISH).read_bytes()
    edit(SWEDISH, "{#trouble}", "{#problem}")
    edit(SWEDISH, "**[!UICONTROL Send]**.", "**[!UICONTROL Send]** .")
    edit(SWEDISH, "[startsidan]", "[&#x200B; startsidan ]")
    code, output = run("parity", "docs/en", "docs/sv", "--diff")
    assert code == 1 and "-## Om något går fel {#problem}" in output and "+## Om något går fel {#trouble}" in output
    code, output = run("parity", "docs/en", "docs/sv", "--fix")
    assert code == 0, output
    assert Path(SWEDISH).read_bytes() == before
    assert run("parity", "docs/en", "docs/sv", "--diff") == (0, "")


def test_a_page_that_nobody_translated_is_told_once(root: Path) -> None:
    shutil.copy(ORDERING, "docs/nl/ordering.md")
    code, output = run("parity", ORDERING, "docs/nl/ordering.md")
    assert code == 1 and output.count("warning") == 2  # and in the summary
    assert "this page is not translated" in output


def test_like_is_compared_with_like(root: Path) -> None:
    code, output = run("parity", "docs/en", SWEDISH)
    assert code == 2 and "are not both pages, nor both folders" in output


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
def test_the_seeds() -> None:
    """A page and its two translations: the missing table is one finding, and the other has the same structure."""
    english, swedish, dutch = (str(next(SEEDS.glob(f"00{number}_*"))) for number in (2, 3, 4))
    code, output = run("parity", english, swedish, dutch, "--format", "json")
    pairs = json.loads(output)["pairs"]
    found = [[p["message"] for p in pair["problems"] if p["code"] == "translation-differs"] for pair in pairs]
    assert code == 1
    assert found == [[], ["a table of 5 columns and 1 row is missing, with its 5 links"]]
    assert all(pair["machine_translated"]["is_unreviewed"] for pair in pairs)
    assert len({pair["source_commit"] for pair in pairs}) == 2
    assert pairs[0]["problems"] == []
    assert {p["code"] for p in pairs[1]["problems"]} == {
        "translation-differs", "zero-width-character", "blank-in-link", "blank-before-punctuation",
    }  # fmt: skip
    assert "made from different versions: e3fd0fe2ee" in run("parity", english, swedish, dutch)[1]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("locale", ["sv", "nl"])
def test_real_translations_have_the_structure_of_their_originals(locale: str) -> None:
    _, output = run("parity", str(CORPUS / "en"), str(CORPUS / locale), "--format", "json")
    pairs = json.loads(output)["pairs"]
    assert len(pairs) == 19
    assert [p["message"] for pair in pairs for p in pair["problems"] if p["code"] == "translation-differs"] == []


# --- the notice


def told(locale: str, name: str) -> notice.Notice:
    return notice.of(Translations(project.load(Path.cwd())), locale, name)


def test_readers_are_told_of_sections_that_are_not_current(root: Path) -> None:
    assert not told("sv", "ordering.md").is_needed
    edit(ORDERING, "names the time, see", "names the day, see")
    edit(ORDERING, "## Bake the bread {#bake}", "## Knead {#knead}\n\nKnead it.\n\n## Bake it {#bake-it}")
    found = told("sv", "ordering.md")
    assert [(part.id, part.title) for part in found.outdated] == [("confirm", "Bekräfta beställningen")]
    assert [(part.id, part.title) for part in found.new] == [("knead", "Knead"), ("bake-it", "Bake it")]
    assert [(part.id, part.title) for part in found.gone] == [("bake", "Baka brödet")]
    assert not found.is_unreviewed


def test_readers_are_told_of_the_section_that_shows_a_table_with_outdated_texts(root: Path) -> None:
    edit("data/flours.yaml", "en: What do you bake?", "en: What will you bake?")
    assert not told("sv", "ordering.md").is_needed  # questions are not in the table
    edit("data/flours.yaml", "en: Bake a dark loaf", "en: Bake a very dark loaf")
    edit("data/flours.yaml", "sv: Baka en ljus limpa, ", "")
    found = told("sv", "ordering.md")
    assert [part.id for part in found.outdated] == [part.id for part in found.partly] == ["flour"]


def test_readers_are_told_that_a_machine_made_a_page(root: Path) -> None:
    assert told("nl", "index.md").is_unreviewed and told("nl", "index.md").is_needed
    edit("docs/nl/index.md", "ht-degree: 0%", "ht-degree: 60%")
    assert not told("nl", "index.md").is_needed


def test_of_pages_that_are_unknown_or_not_there_nothing_is_told(root: Path) -> None:
    text = Path(SWEDISH).read_text("utf-8")
    Path(SWEDISH).write_text(text.replace("source:", "sources:"), "utf-8")
    edit(ORDERING, "names the time, see", "names the day, see")
    for locale, name in (("sv", "ordering.md"), ("nl", "ordering.md"), ("en", "ordering.md"), ("sv", "x.md")):
        assert not told(locale, name).is_needed


# --- all of it is documented


def test_every_command_is_documented() -> None:
    words = (HERE.parent / "CONTRIBUTING.md").read_text("utf-8")
    for name, command in translations.commands.items():
        assert command.help
        assert f"decision translations {name}" in words, name


def test_the_list_of_a_project_is_what_programs_read(root: Path) -> None:
    loaded = project.load(root)
    assert found() == json.loads(json.dumps(status.as_data(loaded, Translations(loaded).entries())))
