"""Facts: what stands in a section as its reader sees it, in every language. Cases say what is missing."""

from __future__ import annotations

import re
import shutil
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decision import facts, project, render
from decision.cli import main
from decision.facts import Site
from decision.guides import pages
from decision.guides.sections import plain
from decision.problem import Problem
from decision.project import Project
from tests import rendering
from tests.tables_on_disk import HERE, LANGUAGES

CASES = HERE / "facts"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The frozen project with the pages of these tests."""
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    for locale in LANGUAGES:
        shutil.copy(CASES / f"paper.{locale}.md", tmp_path / "docs" / locale / "paper.md")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "facts", *arguments], catch_exceptions=False)


def looked(root: Path, text: str) -> tuple[Problem, ...]:
    return facts.look(project.load(root), "facts.yaml", text.encode())[1]


# --- cases


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_case(path: Path, root: Path) -> None:
    text = path.read_text("utf-8")
    problems = looked(root, text)
    wanted = [(number, code) for number, line in enumerate(text.split("\n"), 1)
              for code in (line.partition("# expect: ")[2].split())]  # fmt: skip
    assert [(problem.line, problem.code) for problem in problems] == wanted
    assert all(problem.message and problem.hint for problem in problems)


def test_a_missing_text_is_told_with_the_files_and_lines_where_it_was_looked_for(root: Path) -> None:
    (problem,) = looked(root, '- {source: "1:9", where: paper.md#below, must: ["own anchor"], fact: it is told}')
    lines = (root / "docs/en/paper.md").read_text("utf-8").split("\n")
    first, end = (next(n for n, line in enumerate(lines, 1) if f"{{#{name}}}" in line) for name in ("below", "table"))
    where = [f"docs/{locale}/paper.md:{first}-{end - 1}" for locale in LANGUAGES]
    assert problem.message == f"'own anchor' does not stand in {where[0]}, {where[1]} and {where[2]}"
    assert problem.hint == "fact 1:9: it is told; it stands below '#table'"


def test_languages_that_lack_a_page_are_named(root: Path) -> None:
    (root / "docs/sv/paper.md").unlink()
    (problem,) = looked(root, '- {source: "1:9", where: paper.md#below, must: [Deeper.]}')
    assert problem.message == "there is no page 'paper.md' in docs/sv"
    assert problem.hint == "fact 1:9; translate it"


def test_an_included_page_and_a_renamed_translation_are_looked_at(root: Path) -> None:
    (root / "docs/en/_includes").mkdir()
    (root / "docs/en/_includes/part.md").write_text("From another file.\n", "utf-8")
    for locale, name in (("en", "one"), ("sv", "ett"), ("nl", "one")):
        page = "---\nexl-id: 1-2-3\n---\n# One {#one}\n\n{{$include /_includes/part.md}}\n"
        (root / f"docs/{locale}/{name}.md").write_text(page, "utf-8")
    assert looked(root, '- {source: "1:9", where: one.md#one, must: [From another file.]}') == ()


def test_right_to_left_and_any_number_of_languages(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "extra: {languages: [{locale: ar, name: العربية, site_name: غداء}]}\nsite_name: x\n", "utf-8"
    )
    (tmp_path / "docs/ar").mkdir(parents=True)
    (tmp_path / "docs/ar/index.md").write_text("# الغداء {#home}\n\nبعد \u200f5\u200f ثوان، **الآن**.\n", "utf-8")
    source = '- {source: "كتاب:3", where: index.md#home, must: [5 ثوان، الآن.]}\n'
    count, problems = facts.look(project.load(tmp_path), "facts.yaml", source.encode())
    assert problems == ()
    assert str(count) == "1 fact, 1 string, 1 language"


# --- the command


def test_the_command_counts_what_it_found() -> None:
    done = run(HERE / "frozen")
    assert done.exit_code == 0
    assert done.output.startswith("6 facts, 11 strings, 3 languages: nothing missing\n")


def test_a_fact_that_leaves_one_language_is_missed(root: Path) -> None:
    page = root / "docs/nl/integration-best-practices.md"
    page.write_text(page.read_text("utf-8").replace("blijft op je computer", "gaat mee"), "utf-8")
    done = run(root)
    assert done.exit_code == 1
    assert re.search(r"facts\.yaml:21:\d+: error missing-fact: 'blijft op je computer' does not", done.output)
    assert done.output.endswith("\n1 error\n")


def test_a_list_of_another_name_can_be_given(root: Path) -> None:
    assert ": nothing missing\n" in run(root, str(CASES / "found.yaml")).output
    assert run(root, str(CASES / "lost.yaml")).exit_code == 1


def test_patterns_are_tried_on_their_samples(root: Path) -> None:
    (root / "data/samples.yaml").write_text(
        "kind: values\nversion: 1.0.0\nvalues:\n"
        "  image:\n    value: /images/.*[.]png\n    matches: [/images/a.png, /images/b.jpg]\n    excludes: /a.png\n"
    )
    counts = [
        int(count.replace(",", "")) for count in re.findall(r"\d+", str(facts.try_patterns(project.load(root))[0]))
    ]
    done = run(root)
    assert done.exit_code == 1
    assert re.search(r"data/samples\.yaml:6:\d+: error failing-sample: .*'/images/b\.jpg'", done.output)
    data = root / "data/samples.yaml"
    data.write_text(data.read_text("utf-8").replace(", /images/b.jpg", ""), "utf-8")
    wanted = f"{counts[0]} patterns, {counts[1] - 1} samples: each does what its pattern says\n"
    assert run(root).output.endswith(wanted)
    for path in (root / "data").glob("*.yaml"):
        if "kind: values" in path.read_text("utf-8"):
            path.unlink()
    assert "pattern" not in run(root, str(HERE / "frozen/docs/facts.yaml")).output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"[]", "empty-file"),
        (b"kind: facts", "wrong-type"),
        (b"- source: [", "yaml-syntax"),
        (b"- {source: '1:1', source: '1:2', where: a.md, must: []}", "repeated-key"),
        (b"\xff", "not-utf-8"),
    ],
)
def test_what_is_no_list_of_facts_is_one_problem(root: Path, content: bytes, code: str) -> None:
    path = root / "docs/facts.yaml"
    path.write_bytes(content)
    done = run(root)
    assert done.exit_code == 1
    assert re.findall(r"error ([a-z0-9-]+):", done.output) == [code]


def test_without_a_list_or_a_project_the_command_says_what_to_do(root: Path) -> None:
    (root / "docs/facts.yaml").unlink()
    done = run(root)
    assert done.exit_code == 2
    assert "docs/facts.yaml'; write one, or name another list: 'decision facts FILE'" in done.output
    assert run(root, "nothing.yaml").exit_code == 2
    data = root / "data/usecases.yaml"
    data.write_text(data.read_text("utf-8").replace("kind: decision-table", "kind: decision"), "utf-8")
    shutil.copy(HERE / "frozen/docs/facts.yaml", root / "docs/facts.yaml")
    done = run(root)
    assert (done.exit_code, done.output) == (
        2,
        "decision: facts can only be looked for when the data is right; see 'decision check' (1 error)\n",
    )


# --- the same sections, cut out of the pages as Python-Markdown renders them


def html_of(loaded: Project, locale: str, name: str) -> str:
    files = {tree.locale: pages.listed(tree.folder) for tree in loaded.trees}
    known = pages.Pages(loaded.guide, files, loaded.default)
    made = rendering.html(render.prepared(known.translation(locale, name, files[locale]).text, loaded, locale))
    return render.page(made, loaded, locale, lambda section: section)


def section_of(html: str, anchor: str) -> str:
    """From a heading to the next one of the same or a higher level."""
    heading = re.search(rf'<h(\d)[^>]* id="{re.escape(anchor)}"', html)
    assert heading, anchor
    end = re.compile(rf"<h[1-{heading[1]}][ >]").search(html, heading.end())
    return html[heading.start() : end.start() if end else len(html)]


def words_of(html: str) -> list[str]:
    """What is between the tags, without blanks, by whole elements."""
    without = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return ["".join(plain(unescape(text)).split()) for text in re.split(r"<[^>]*>", without) if plain(unescape(text))]


def test_sections_hold_the_text_that_is_rendered_and_no_other(root: Path) -> None:
    loaded = project.load(root)
    site = Site(loaded)
    compared = 0
    for locale in LANGUAGES:
        for name in site.names(locale):
            page = site.page(locale, name)
            assert page
            html = html_of(loaded, locale, name)
            for heading in page.sections.syntax.headings:
                section = page.sections.find(heading.anchor)
                assert section
                rendered = section_of(html, heading.anchor)
                attributes = re.findall(r'\b(?:title|alt|aria-label)="([^"]*)"', rendered)
                said = "".join([*words_of(rendered), *("".join(unescape(text).split()) for text in attributes)])
                own = [re.sub(r"^\d+\. ", "", line).replace(" ", "") for line in section.text.split("\n")]
                assert [line for line in own if line not in said] == []
                shown = "".join(own)
                assert [word for word in words_of(rendered) if word not in shown] == []
                compared += 1
    assert compared > 100


def test_every_must_of_the_frozen_list_counts(root: Path) -> None:
    """Each text is really looked for: without what it says, the fact is missing in all languages."""
    text = (root / "docs/facts.yaml").read_text("utf-8")
    loaded = project.load(root)
    look = partial(facts.look, loaded, "facts.yaml")
    for must in ("digital asset management", "InDesign", "Brand Portal", "address:usecases/asset-link", "✔✔"):
        assert text.count(must) == 1
        (problem,) = look(text.replace(must, f"{must}x").encode())[1]
        assert problem.code == "missing-fact"
        assert all(f"docs/{locale}/" in problem.message for locale in LANGUAGES)
