"""Every check against cases that say what they expect, in `tests/checks/<code>.yaml` and `.md`.

YAML: `# expect: code` stands on the line of the problem; several documents in a file are separated by `=====`.
Markdown: `<!-- expect: code -->` stands on the line above, in a picture `%% expect: code`. A document without an
expectation must be clean. What is said of a case stands beside it, see `tests/told.py`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from decision import checks, locales, project
from decision.checks import (
    avoided_word,
    broken_picture,
    drifting_term,
    large_picture,
    leftover_placeholder,
    linked_tag,
    overdue_review,
    translation_differs,
    untranslated_text,
    wrong_front_matter,
)
from decision.checks.documentation import groups
from decision.guides import guide as guides
from decision.guides.guide import Guide
from decision.matrix import analysis
from decision.pictures import drawing
from decision.pictures.drawing import Picture
from decision.pictures.source import Fault
from decision.problem import Place, Problem, error
from decision.project import Project
from decision.translations.claims import Claims
from tests import told
from tests.tables_on_disk import FROZEN, HERE
from tests.told import yaml_cases

FROZEN_PROJECT = project.load(HERE / "frozen")


def expected(text: str) -> list[tuple[int, str]]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [(number, code) for code in re.findall(r"# expect: ([a-z-]+)", line)]
        found += [(number + 1, code) for code in re.findall(r"(?:<!--|%%) expect: ([a-z-]+)", line)]
    return found


def found(problems: Iterable[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(("name", "text"), yaml_cases(), ids=lambda value: value if len(value) < 40 else "")
def test_case_in_yaml(name: str, text: str, tmp_path: Path) -> None:
    problems = told.of_document(text, tmp_path)
    assert all(problem.hint and problem.message for problem in problems)
    assert found(problems) == expected(text)
    code, _, number = name.rpartition("-")
    assert told.shown(problems, text) == told.kept(f"{code}.yaml", int(number))


@pytest.mark.parametrize("path", told.markdown_cases(), ids=lambda path: path.stem)
def test_case_in_markdown(path: Path, tmp_path: Path) -> None:
    problems, text = told.of_page(path, tmp_path), path.read_text("utf-8")
    assert all(problem.hint and problem.message for problem in problems)
    assert found(problems) == expected(text)
    assert told.shown(problems, text) == told.kept(path.name)


def test_the_frozen_project_is_clean() -> None:
    assert checks.run(project.load(HERE / "frozen")) == ()


def test_the_live_project_is_clean() -> None:
    """All that is asked of the live data and guides: that they are valid."""
    assert checks.run(project.load(HERE.parent)) == ()


def test_every_check_is_listed_and_has_cases() -> None:
    here = Path(checks.__file__).parent
    codes = {path.stem.replace("_", "-") for path in here.glob("*.py")} - {"--init--", "documentation"}
    assert codes == {checks.code_of(check) for check in checks.all_checks()}
    elsewhere = {
        "overdue-review",
        "broken-link",
        "broken-anchor",
        "broken-image",
        "internal-page",
        "large-chooser",
        "leftover-placeholder",
        "translation-differs",
        "untranslated-text",
        "taken-address",
        "large-picture",
        "unreadable-graph",
        "drifting-term",
        "active-file",
        "leads-out",
    }  # test_linkage, test_cli, test_translations, test_pictures, test_graph, test_terms, test_boundaries
    for code in sorted(codes - elsewhere):
        texts = [text for name, text in yaml_cases() if name.rpartition("-")[0] == code]
        texts += [path.read_text("utf-8") for path in told.CASES.glob(f"{code}.md")]
        assert any(code == other for text in texts for _, other in expected(text)), f"no case expects {code}"


def test_every_code_that_reading_gives_has_a_case() -> None:
    sources = [p for p in (HERE.parent / "decision").rglob("*.py") if p.parent.name in ("decision", "matrix", "values")]
    used = {
        code
        for path in sources
        for code in re.findall(r'(?:error|warning|_report|_stop)\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    cases = {code for _, text in yaml_cases() for _, code in expected(text)}
    elsewhere = {"too-large", "not-utf-8", "empty-file", "too-deep", "yaml-tag"}  # test_document
    elsewhere |= {"too-many-aliases", "too-many-values"}  # test_document
    elsewhere |= {"unreadable", "site-languages"}  # test_project
    elsewhere |= {"missing-fact"}  # test_facts
    assert used - cases - elsewhere == set()


def test_all_problems_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "data" / "usecases.yaml"
    text = FROZEN.read_text("utf-8")
    for right, wrong in (
        ("symbol: ✔✔", "symbol: ✔"),
        ("task: open}", "taks: open}"),
        ("desktop-app: preferred, folder-sharing: avoid", "desktop-app: prefered"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    path.write_text(text, "utf-8")
    codes = [problem.code for problem in checks.run(project.load(tmp_path)) if problem.path == "data/usecases.yaml"]
    assert codes == ["repeated-symbol", "missing-verdict", "unknown-verdict", "unknown-question"]


def page(front: str, text: str = "") -> Guide:
    return guides.read("page.md", "en", "page.md", f"---\n{front}\n---\n# Page {{#page}}\n\n{text}\n")


def test_a_placeholder_has_a_word_and_a_number() -> None:
    """Whatever else stands in braces is text."""
    text = "Set {name}, {1} and { 2}, for {UICONTROL Save 3} or {path 4}.\n"
    translated = guides.read("page.md", "sv", "page.md", f"# Sida {{#page}}\n\n{text}")
    found = [problem.column for problem in leftover_placeholder.check(translated, FROZEN_PROJECT)]
    assert found == [text.index("{UICONTROL") + 1, text.index("{path") + 1]


@pytest.mark.parametrize(
    ("front", "wrong"),
    [
        ("hide: [toc]", False),
        ("hide: []", False),
        ("hide: toc", False),
        ("hide: yes", True),
        ("hide: On", True),
        ("hide: 'true'", True),
        ("hide: true", True),
        ("hide: {toc: yes}", True),
        ("internal: y", False),
        ("internal: maybe", True),
        ("title: 6.5", True),
        ("title: ' '", True),
        ("description: false", True),
    ],
)
def test_values_of_front_matter(front: str, wrong: bool) -> None:
    found = list(wrong_front_matter.check(page(front), Project(Path(), ())))
    assert [(problem.line, problem.code) for problem in found] == ([(2, "wrong-front-matter")] if wrong else [])


REVIEWED = """\
kind: decision-table
version: 1.0.0
title: Which bag
{}
legend: {{never: {{symbol: ✘, word: n, meaning: n}}, always: {{symbol: ✔, word: a, meaning: a}}}}
questions: {{trip: {{label: Trip?, options: {{day: {{label: A day}}, week: {{label: A week}}}}}}}}
integrations:
  backpack: {{label: Backpack, reviewed: 2026-02-01}}
  trolley: {{label: Trolley, reviewed: 2026-03-01}}
usecases:
  day: {{label: A day, when: {{trip: day}}, verdicts: {{backpack: always, trolley: never}}}}
  week: {{label: A week, when: {{trip: week}}, verdicts: {{backpack: never, trolley: always}}, reviewed: 2026-01-31}}
"""


@pytest.mark.parametrize(
    ("said", "overdue"),
    [
        (
            "",
            [(8, "last reviewed on 2026-02-01"), (11, "'day' was never reviewed"), (12, "last reviewed on 2026-01-31")],
        ),
        (
            "reviewed: 2026-02-28",
            [
                (4, "last reviewed on 2026-02-28"),
                (8, "last reviewed on 2026-02-01"),
                (12, "last reviewed on 2026-01-31"),
            ],
        ),
        (
            "defaults: {reviewed: 2026-03-01}",
            [(8, "last reviewed on 2026-02-01"), (12, "last reviewed on 2026-01-31")],
        ),
        (
            "defaults: {reviewed: 2025-03-01}",
            [
                (4, "last reviewed on 2025-03-01"),
                (8, "last reviewed on 2026-02-01"),
                (12, "last reviewed on 2026-01-31"),
            ],
        ),
    ],
)
def test_what_was_reviewed_before_a_day(said: str, overdue: list[tuple[int, str]], tmp_path: Path) -> None:
    assert told.of_document(REVIEWED.format(said), tmp_path) == ()
    found = list(overdue_review.check(project.load(tmp_path), "2026-03-01"))
    assert sorted((problem.line, problem.message) for problem in found) == overdue
    keys = {problem.line: problem.route for problem in found}
    assert (keys[8], keys[12]) == (("integrations", "backpack", "reviewed"), ("usecases", "week", "reviewed"))


def test_words_of_the_interface_and_texts_of_data_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = error("wrong-names", "the word names nothing", "write them", Place("decision/locales/sv.yaml"))
    for module, name in ((locales, "problems"), (avoided_word, "check_data"), (drifting_term, "check_data")):
        monkeypatch.setattr(module, name, lambda about: (wrong,) if about in ("sv", FROZEN_PROJECT) else ())
        assert checks.run(FROZEN_PROJECT) == (wrong,)
        monkeypatch.undo()


def test_checks_that_pass_on_what_others_find_pass_on_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ("large-picture", "broken-picture", "untranslated-text", "translation-differs")
    faults = tuple(Fault(code, "m", "h") for code in codes)
    monkeypatch.setattr(drawing, "draw", lambda *_: Picture("", (), None, faults))
    guide = page("title: A", "```mermaid\nflowchart LR\n```")
    for module in (large_picture, broken_picture):
        assert {problem.code for problem in module.check(guide, FROZEN_PROJECT)} == {checks.code_of(module)}
    said = tuple(error(code, "m", "h", Place("page.md")) for code in codes)
    monkeypatch.setattr(Claims, "problems", lambda *_: said)
    for check in (untranslated_text, translation_differs):
        assert {problem.code for problem in check.check(guide, Claims(FROZEN_PROJECT))} == {checks.code_of(check)}


PROVEN = ("gap", "ineffective-usecase", "never-the-answer", "unreachable-usecase", "better-when-demanding")


@pytest.mark.parametrize("code", PROVEN)
def test_of_a_table_too_large_to_look_through_nothing_is_claimed(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = next(text for name, text in yaml_cases() if name.rpartition("-")[0] == code)
    monkeypatch.setattr(analysis, "MOST_ROWS", 0)
    said = {problem.code for problem in told.of_document(text, tmp_path)}
    assert "undecided-analysis" in said and said.isdisjoint(PROVEN)


def test_a_page_by_itself(tmp_path: Path) -> None:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "docs" / "en" / "page.md"
    path.write_text("# A page {#page}\n\n[no page](gone.md)\n\n[UICONTROL Save]\n", "utf-8")
    loaded = project.load(tmp_path)
    assert found(checks.run_alone(loaded, path)) == [(5, "malformed-tag")]
    path.write_text("# A page {#page}\n\n<!-- allow: malformed-tag: So it is. -->\n\n[UICONTROL Save]\n", "utf-8")
    assert checks.run_alone(loaded, path) == ()
    path.write_text("---\na: [\n---\n# A page {#page}\n", "utf-8")
    assert [problem.code for problem in checks.run_alone(loaded, path)] == ["yaml-syntax"]
    assert checks.run_alone(loaded, tmp_path / "mkdocs.yml") == ()


def test_what_is_written_for_writers_is_in_parts() -> None:
    assert list(groups()) == [
        *("Files", "What stands in a table", "What a table says", "Glossaries", "Values", "Histories", "Pages"),
        *("Translations", "Terms", "Links between pages and tables", "Lists of facts", "Tables adopted from pages"),
        *("Words of the interface", "Excuses"),
    ]
    assert all(groups().values())


@pytest.mark.parametrize(("text", "repaired"), [("See [!DNL A](b.md).", True), ("See [UICONTROL A](b.md).", False)])
def test_a_linked_tag_is_repaired_where_it_is_one(text: str, repaired: bool) -> None:
    found = list(linked_tag.check(page("title: A", text), Project(Path(), ())))
    assert [problem.fix != () for problem in found] == [repaired]
    assert all(isinstance(problem.fix, tuple) for problem in found)


SHARED = """
import os, sys
from pathlib import Path
from decision import checks, project, sharing
sharing.LEAST = 1
forks = []
os.register_at_fork(before=lambda: forks.append(1))
for folder in map(Path, sys.argv[1:]):
    load = project.load if (folder / "mkdocs.yml").is_file() else project.load_pages
    os.cpu_count = lambda: 3
    shared = checks.run(load(folder))
    os.cpu_count = lambda: 1
    assert shared == checks.run(load(folder)), folder
    print(len(shared))
assert len(forks) >= 6, forks
"""


def test_what_forks_find_together_is_what_one_process_finds() -> None:
    folders = [HERE.parent, HERE / "translations" / "project", HERE / "dialect"]
    done = subprocess.run(
        [sys.executable, "-c", SHARED, *map(str, folders)], cwd=HERE.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert sum(map(int, done.stdout.split())) > 50
