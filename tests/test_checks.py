"""Every check against cases that say what they expect, in `tests/checks/<code>.yaml` and `.md`.

YAML: `# expect: code` stands on the line of the problem; several documents in a file are separated by `=====`.
Markdown: `<!-- expect: code -->` stands on the line above, in a picture `%% expect: code`. A document without an
expectation must be clean.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from decision import checks, project
from tests.tables_on_disk import FROZEN, HERE

CASES = HERE / "checks"
CONFIG = (HERE / "frozen" / "mkdocs.yml").read_text("utf-8")


def yaml_cases() -> list[tuple[str, str]]:
    return [
        (f"{path.stem}-{number}", text.strip() + "\n")
        for path in sorted(CASES.glob("*.yaml"))
        for number, text in enumerate(path.read_text("utf-8").split("\n=====\n"), 1)
    ]


def expected(text: str) -> list[tuple[int, str]]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [(number, code) for code in re.findall(r"# expect: ([a-z-]+)", line)]
        found += [(number + 1, code) for code in re.findall(r"(?:<!--|%%) expect: ([a-z-]+)", line)]
    return found


def found_in(root: Path, name: str) -> list[tuple[int, str]]:
    problems = checks.run(project.load(root))
    assert all(problem.hint and problem.message for problem in problems)
    return [(problem.line, problem.code) for problem in problems if problem.path == name]


@pytest.mark.parametrize(("name", "text"), yaml_cases(), ids=lambda value: value if len(value) < 40 else "")
def test_case_in_yaml(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "case.yaml").write_text(text, "utf-8")
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "docs" / "en" / "page.md").write_text("# Page {#page}\n", "utf-8")
    assert found_in(tmp_path, "data/case.yaml") == expected(text)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case_in_markdown(path: Path, tmp_path: Path) -> None:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    shutil.copy(path, tmp_path / "docs" / "en" / "case.md")
    assert found_in(tmp_path, "docs/en/case.md") == expected(path.read_text("utf-8"))


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
        texts += [path.read_text("utf-8") for path in CASES.glob(f"{code}.md")]
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
    found = [code for _, code in found_in(tmp_path, "data/usecases.yaml")]
    assert found == ["repeated-symbol", "missing-verdict", "unknown-verdict", "unknown-question"]
