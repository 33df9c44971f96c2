"""What is written of the checks: complete, true, and where writers find it."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from decision import checks, document, project
from decision.checks import reading
from decision.checks.documentation import documentation, groups
from decision.cli import main
from decision.render import contribute
from tests.tables_on_disk import HERE
from tests.test_site import ADDRESS, LOCALES, PAGES, menu, tags, target, text

CODE = HERE.parent / "decision"
TEXTS = documentation()
IN_FILES = {
    **{checks.code_of(module): "data/glossary.yaml" for module in reading.GLOSSARIES},
    **{checks.code_of(module): "data/paths.yaml" for module in reading.VALUES},
}
WORDS = {"en": "Contribute to this site", "sv": "Bidra till webbplatsen", "nl": "Bijdragen aan deze site"}
SHOWN_AS_WHOLE_FILES = {"empty-file": "data/usecases.yaml", "missing-kind": "data/usecases.yaml",
    "unknown-kind": "data/usecases.yaml", "site-languages": "mkdocs.yml"}  # fmt: skip


# --- every code, and only those


def calls() -> Iterator[tuple[str, list[str]]]:
    """Each call in the code: the function's name, and its arguments; those that are no text are empty."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                values = [a.value if isinstance(a, ast.Constant) else "" for a in node.args]
                yield name, [value if isinstance(value, str) else "" for value in values]


def test_every_code_that_is_used_is_documented_and_the_reverse() -> None:
    problems = ("error", "warning", "_report", "_stop", "Problem")
    used = {given[0] for name, given in calls() if name in problems and given}
    # these make the code of the sort of thing that is not known
    made = [given[2] for name, given in calls() if name in ("unknown", "listed") and len(given) > 2]
    used |= {f"unknown-{what.replace(' ', '-')}" for what in made if what}
    assert used - set(TEXTS) - {"", "unknown-"} == set()
    mentioned = used | {text for _, given in calls() for text in given}
    assert set(TEXTS) - mentioned == set()


def test_every_module_is_listed_in_one_place() -> None:
    listed = [
        checks.code_of(module)
        for module in (*reading.READING, *reading.FACTS, *reading.ADOPTING, *reading.CATALOGS, *checks.all_checks())
    ]
    folders = (Path(checks.__file__).parent, Path(reading.__file__).parent)
    found = {path.stem.replace("_", "-") for folder in folders for path in folder.glob("*.py")}
    assert sorted(listed) == sorted(found - {"--init--", "documentation"})
    assert sorted(listed) == sorted(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_each_says_what_is_wrong_and_shows_bad_and_good(code: str) -> None:
    assert {"Bad", "Good"} <= set(re.findall(r"(?m)^(Bad|Good)[:,]", TEXTS[code]))
    assert contribute.summary(TEXTS[code])[-1] in ".:"


# --- the examples of what reading finds


def examples(code: str, kind: str) -> list[str]:
    """The indented blocks behind `Bad:` or `Good:`."""
    part = re.split(r"(?m)^(Bad|Good):", TEXTS[code])
    return [
        re.sub(r"(?m)^ {4}", "", block)
        for label, body in zip(part[1::2], part[2::2], strict=True)
        if label == kind
        for block in re.findall(r"(?:^ {4}.*\n?)+", body, re.MULTILINE)
    ]


def filled(snippet: Any, whole: Any, depth: int = 0) -> Any:
    """The snippet put into a whole table: an entry that it names is as it says; `…` stands for the rest of one."""
    is_section = depth < 2 and isinstance(whole, dict) and any(isinstance(value, dict) for value in whole.values())
    if not isinstance(snippet, dict) or not (is_section or "…" in snippet):
        return snippet
    kept = {key: value for key, value in snippet.items() if key != "…"}
    return {**whole, **{key: filled(value, whole.get(key), depth + 1) for key, value in kept.items()}}


def found_in(example: str, code: str, root: Path) -> set[str]:
    """The codes of what is found in an example: a whole file, or a piece of a frozen one."""
    shutil.copytree(HERE / "frozen", root, dirs_exist_ok=True)
    name = SHOWN_AS_WHOLE_FILES.get(code) or IN_FILES.get(code, "data/usecases.yaml")
    if code not in SHOWN_AS_WHOLE_FILES:
        snippet, problems = document.read("example.yaml", example.encode())
        if problems:
            return {problem.code for problem in problems}
        whole, _ = document.read("frozen.yaml", (HERE / "frozen" / name).read_bytes())
        assert snippet and whole
        example = json.dumps(filled(snippet.data, whole.data))
    (root / name).write_text(example, "utf-8")
    return {problem.code for problem in project.load(root).problems if problem.path == name}


@pytest.mark.parametrize("code", [checks.code_of(module) for module in reading.READING])
def test_bad_is_found_and_good_is_not(code: str, tmp_path: Path) -> None:
    for number, example in enumerate(examples(code, "Bad")):
        assert found_in(example, code, tmp_path / f"bad-{number}") == {code}
    for number, example in enumerate(block for block in examples(code, "Good") if not block.startswith("decision ")):
        found = found_in(example, code, tmp_path / f"good-{number}")
        assert code not in found
        assert found == set() or code in SHOWN_AS_WHOLE_FILES  # of which only the beginning is shown


# --- the command


def explain(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["explain", *arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize("code", TEXTS)
def test_explain_prints_the_documentation(code: str) -> None:
    assert explain(code) == (0, f"{code}\n\n{TEXTS[code]}\n")


def test_explain_without_a_code_lists_all() -> None:
    status, output = explain()
    assert status == 0
    assert [line.split()[0] for line in output.splitlines()] == list(TEXTS)
    assert all(line.endswith((".", ":")) for line in output.splitlines())


def test_explain_suggests_what_was_meant() -> None:
    status, output = explain("unkown-verdict")
    assert status == 2 and len(output.splitlines()) == 1
    assert "no check is called 'unkown-verdict'; did you mean 'unknown-verdict'?" in output
    assert explain("xyz") == (2, "decision: no check is called 'xyz'; 'decision explain' lists all\n")


# --- the pages


def test_an_example_is_fenced_whatever_it_holds() -> None:
    text = "Wrong.\n\nBad:\n\n    # A\n\n    <!-- decision-table: x -->\n    ```\n    ```\n\nGood: this:\n\n    a: 1\n"
    assert contribute.as_markdown(text) == (
        "Wrong.\n\n**Bad:**\n\n````yaml\n# A\n\n<!-- decision-table: x -->\n```\n```\n````\n"
        "\n**Good:** this:\n\n````yaml\na: 1\n````\n"
    )


def test_what_the_pages_say_of_the_command_is_true() -> None:
    index = contribute.pages(groups())["index.md"]
    parameters = (*main.commands["check"].params, *main.commands["schema"].params)
    options = {option for parameter in parameters for option in parameter.opts}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", index))
    assert told == {option for option in options if option.startswith("--")}


def below(site: Path, locale: str = "en") -> Path:
    return site / locale / "contribute"


def test_each_check_has_a_section_to_which_the_index_leads(plain_site: Path) -> None:
    index = below(plain_site) / "index.html"
    pages = {
        below(plain_site) / "checks" / title.lower().replace(" ", "-") / "index.html": list(group)
        for title, group in groups().items()
    }
    state = below(plain_site) / "translations" / "index.html"
    others = {below(plain_site) / name / "index.html" for name in ("api", *(f"keys-{kind}" for kind in project.KINDS))}
    assert set(below(plain_site).rglob("*.html")) == {index, state, *others, *pages}
    assert others <= {target(index, a["href"]) for a in tags(index, "a") if not a["href"].startswith("#")}
    assert state in {target(index, a["href"]) for a in tags(index, "a") if not a["href"].startswith("#")}
    led_to = [a["href"].removeprefix("checks/") for a in tags(index, "a") if a["href"].startswith("checks/")]
    assert led_to == [f"{page.parent.name}/#{code}" for page, codes in pages.items() for code in codes]
    for page, codes in pages.items():
        sections = re.split(r'<h2 id="([\w-]+)"', text(page))
        assert sections[1::2] == codes
        for section in sections[2::2]:
            assert "<strong>Bad" in section and "<strong>Good" in section
        assert index in {target(page, a["href"]) for a in tags(page, "a")}


def test_every_page_in_every_language_leads_to_them(plain_site: Path) -> None:
    index = below(plain_site) / "index.html"
    own = [*(plain_site / locale / name for locale in LOCALES for name in PAGES), *below(plain_site).rglob("*.html")]
    for page in own:
        locale = page.relative_to(plain_site).parts[0]
        footer = text(page).partition("<footer")[2]
        (link,) = re.findall(r'<a href="([^"]*contribute/)" hreflang="en">([^<]*)</a>', footer)
        assert target(page, link[0]) == index and not link[0].startswith("/")
        assert link[1].startswith(WORDS[locale])
        assert "© The parcel service" in footer


def test_the_page_for_what_does_not_exist_leads_to_them_too(plain_site: Path, addressed_site: Path) -> None:
    for site, root in ((plain_site, "/"), (addressed_site, "/team/handbook/")):
        assert f'<a href="{root}en/contribute/" hreflang="en">Bidra' in text(site / "sv" / "404.html")


def test_readers_do_not_stumble_over_them(addressed_site: Path) -> None:
    for locale in LOCALES:
        assert "contribute" not in text(addressed_site / locale / "search" / "search_index.json")
        assert "contribute" not in text(addressed_site / locale / "sitemap.xml")
        home = text(addressed_site / locale / "index.html")
        assert home.count("contribute") == 1
    for page in below(addressed_site).rglob("*.html"):
        assert not re.search(r'rel="(prev|next)"', text(page))
    assert not below(addressed_site, "sv").exists() and not below(addressed_site, "nl").exists()


def test_their_language_menu_leads_to_the_home_pages(plain_site: Path) -> None:
    for page in below(plain_site).rglob("*.html"):
        assert {locale: target(page, href) for locale, href in menu(page).items()} == {
            locale: plain_site / locale / "index.html" for locale in LOCALES
        }


def test_they_say_who_they_are(addressed_site: Path) -> None:
    page = below(addressed_site) / "checks" / "files" / "index.html"
    assert "<title>Checks: Files - Parcels</title>" in text(page)
    assert '<div lang="en">' in text(page)
    address = f"{ADDRESS}en/contribute/checks/files/"
    assert [a["href"] for a in tags(page, "link") if a.get("rel") == "canonical"] == [address]
