"""Each change of the table in CONTRIBUTING.md, made in a copy: exactly those files, and the checks stay green."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from decision import checks, locales, project, render
from decision.cli import main
from decision.matrix import analysis
from decision.matrix.engine import decide
from decision.project import Project
from decision.render import pictures
from tests import rendering, tables_on_disk
from tests.tables_on_disk import HERE, HOSTING, LUNCH

DATA = "data/usecases.yaml"
GLOSSARY = "data/glossary.yaml"
VALUES = "data/paths.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    return tmp_path


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def after(root: Path, before: dict[str, bytes], *touched: str) -> Project:
    """The project after a change: it is clean, and only the named files (or folders) differ."""
    now = snapshot(root)
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    assert all(any(name == t or name.startswith(f"{t}/") for t in touched) for name in changed), changed
    loaded = project.load(root)
    assert [str(problem) for problem in checks.run(loaded)] == []
    return loaded


def table_in(loaded: Project, locale: str, name: str = "usecases") -> str:
    return render.page(f"<!-- decision-table: {name} -->", loaded, locale, lambda section: section)


def terms_in(loaded: Project, locale: str, group: str, name: str = "glossary") -> str:
    text = rendering.html(render.prepared(f"<!-- glossary: {name}{group} -->", loaded, locale))
    return render.page(text, loaded, locale, lambda section: section)


def test_a_changed_verdict(root: Path) -> None:
    before = snapshot(root)
    edit(
        root,
        DATA,
        "when: {task: open}\n    verdicts: {desktop-app: preferred",
        "when: {task: open}\n    verdicts: {desktop-app: acceptable",
    )
    loaded = after(root, before, DATA)
    decision = decide(loaded.tables["usecases"][1], {"task": "open", "dam-access": "yes"})
    assert (decision.outcome, decision.recommend) == ("acceptable", ("desktop-app",))


def test_a_version_and_its_record(root: Path) -> None:
    command = ["--root", str(root), "diff", "--record", "--date", "2026-01-31"]
    before = snapshot(root)
    old = root.parent / "old.yaml"
    shutil.copy(root / DATA, old)
    assert CliRunner().invoke(main, [*command, "usecases"]).exit_code == 0
    edit(root, DATA, "version: 1.0.0", "version: 1.0.1")
    edit(root, DATA, "en: Folder sharing", "en: Sharing of folders")
    assert CliRunner().invoke(main, [*command, str(old), "usecases"]).exit_code == 0
    loaded = after(root, before, DATA, "data/history-usecases.yaml")
    shown = render.page("<!-- decision-history: usecases -->", loaded, "sv", lambda section: section)
    assert shown.index("Version 1.0.1") < shown.index("Omformulerade texter: 1") < shown.index("Version 1.0.0")


def test_a_use_case_an_option_and_a_question(root: Path) -> None:
    before = snapshot(root)
    edit(root, DATA, "      migrate:\n", "      archive:\n        label: {en: Archive assets}\n      migrate:\n")
    edit(
        root,
        DATA,
        "  open-change:\n",
        "  archive:\n    label: Archive assets\n    when: {task: archive, weekend: [yes, no]}\n"
        "    verdicts: {desktop-app: avoid, folder-sharing: avoid}\n    alternatives: custom-tool\n  open-change:\n",
    )
    edit(
        root,
        DATA,
        "\nintegrations:\n",
        "  weekend:\n    label: Is it a weekend?\n    ask_when: {task: archive}\n"
        "    options: {yes: {label: Yes}, no: {label: No}}\n\nintegrations:\n",
    )
    loaded = after(root, before, DATA)
    decision = decide(loaded.tables["usecases"][1], {"task": "archive", "weekend": "no"})
    assert (decision.outcome, decision.recommend) == ("alternative", ("custom-tool",))
    assert '<th scope="row" role="rowheader" lang="en">Archive assets</th>' in table_in(loaded, "nl")


def test_an_integration_and_a_verdict(root: Path) -> None:
    before = snapshot(root)
    edit(
        root,
        DATA,
        "  folder-sharing:\n    label:\n",
        "  pigeon: {label: Carrier pigeon}\n  folder-sharing:\n    label:\n",
    )
    edit(
        root,
        DATA,
        "  acceptable:\n",
        "  tolerable:\n    symbol: ○\n    word: tolerable\n    meaning: if nothing else is at hand\n  acceptable:\n",
    )
    path = root / DATA
    text = re.sub(r"verdicts: \{", "verdicts: {pigeon: tolerable, ", path.read_text("utf-8"))
    path.write_text(text.replace("verdicts:\n", "verdicts:\n      pigeon: tolerable\n", 1), "utf-8")
    loaded = after(root, before, DATA)
    assert decide(loaded.tables["usecases"][1], {"task": "migrate"}).outcome == "tolerable"
    assert "Carrier pigeon" in table_in(loaded, "sv")


def test_another_table(root: Path) -> None:
    before = snapshot(root)
    shutil.copy(HOSTING, root / "data" / "hosting.yaml")
    text = (root / "data" / "hosting.yaml").read_text("utf-8")
    conflicts = "conflicts:\n" + "".join(
        f"  - {{usecases: [{one}, {other}], reason: Both are said.}}\n" for one, other in conflicts_of(HOSTING)
    )
    codes = ("never-the-answer", "deprecated-best-verdict", "ineffective-usecase")
    excuse = f"allow: {{{', '.join(f'{code}: It shows what an engine can do.' for code in codes)}}}\n"
    (root / "data" / "hosting.yaml").write_text(text.replace("policy:\n", excuse + "policy:\n", 1) + conflicts, "utf-8")
    edit(root, "docs/en/index.md", "\n## ", "\n<!-- decision-table: hosting -->\n\n## ")
    loaded = after(root, before, "data/hosting.yaml", "docs/en/index.md")
    assert "A service mesh" in table_in(loaded, "en", "hosting")


def conflicts_of(path: Path) -> list[tuple[str, str]]:
    return list(analysis.conflicts(tables_on_disk.load(path)[1]).first)


def test_a_picture_and_a_graph(root: Path) -> None:
    before = snapshot(root)
    for locale, title in (("en", "A picture"), ("sv", "En bild")):
        page = root / "docs" / locale / "index.md"
        words = f"    accTitle: {title}\n    accDescr: All of it.\n"
        picture = f'```mermaid\nflowchart TB\n{words}    a["one"] --> b["two"]\n```\n'
        page.write_text(f"{page.read_text('utf-8')}\n{picture}\n<!-- decision-graph: usecases -->\n", "utf-8")
    loaded = after(root, before, "docs/en/index.md", "docs/sv/index.md")
    html = pictures.page("<!-- decision-graph: usecases -->", loaded, "sv")
    assert "AEM desktop app" in html and "Bilden i ord" in html


def test_a_language(root: Path) -> None:
    """Folder, entry, some texts; the catalog is tried with a language that has none, and falls back."""
    before = snapshot(root)
    edit(
        root,
        "mkdocs.yml",
        "    - {locale: nl",
        "    - {locale: de, name: Deutsch, site_name: Gefroren}\n    - {locale: nl",
    )
    (root / "docs" / "de").mkdir()
    (root / "docs" / "de" / "index.md").write_text("# Hallo {#home}\n", "utf-8")
    edit(root, DATA, "      sv: Mappdelning\n", "      sv: Mappdelning\n      de: Ordnerfreigabe\n")
    loaded = after(root, before, "mkdocs.yml", "docs/de", DATA)
    text = table_in(loaded, "de")
    assert ">Ordnerfreigabe</a>" in text and 'lang="en">AEM desktop app</a>' in text
    assert locales.words("de") == locales.words("en")


def test_a_guide_and_its_translation(root: Path) -> None:
    before = snapshot(root)
    (root / "docs" / "en" / "more.md").write_text("# More {#more}\n\n<!-- decision-table: usecases -->\n", "utf-8")
    after(root, before, "docs/en/more.md")
    (root / "docs" / "sv" / "more.md").write_text("# Mer {#more}\n\n<!-- decision-table: usecases -->\n", "utf-8")
    after(root, before, "docs/en/more.md", "docs/sv/more.md")


def test_a_term_and_a_group(root: Path) -> None:
    before = snapshot(root)
    term = "  rendition:\n    term: Rendition\n    definition: a version in another size\n"
    edit(root, GLOSSARY, "groups:\n", f"{term}groups:\n  files: [asset, rendition]\n")
    loaded = after(root, before, GLOSSARY)
    for shown in (terms_in(loaded, "nl", ""), terms_in(loaded, "nl", "/files")):
        assert re.search(r' lang="en"[^>]*>Rendition<', shown)


def test_a_word_to_avoid(root: Path) -> None:
    before = snapshot(root)
    edit(root, GLOSSARY, "en: [draft, work-in-progress]", "en: [draft, work-in-progress, desktop machine]")
    after(root, before, GLOSSARY)
    edit(root, "docs/en/index.md", "## Start here {#start-here}", "## Desktop machines {#start-here}")
    (problem,) = checks.run(project.load(root))
    assert problem.code == "avoided-word"
    assert "'work in progress' or 'WIP'" in problem.hint


def test_a_value_and_what_is_made_from_it(root: Path) -> None:
    before = snapshot(root)
    edit(root, VALUES, "  folder: ", "  archive: '{{ folder }}-archive'\n  folder: ")
    edit(root, VALUES, "mount-point: connectedassets", "mount-point: fetched")
    edit(root, "docs/en/terms.md", "`{{ paths.folder }}`", "`{{ paths.folder }}` and `{{ paths.archive }}`")
    loaded = after(root, before, VALUES, "docs/en/terms.md")
    page = loaded.guide("en", "terms.md")
    assert page is not None
    assert "in `/content/dam/fetched` and `/content/dam/fetched-archive`" in page.syntax.text_with_values
    assert "/content/dam/fetched" in terms_in(loaded, "sv", "")


def test_another_glossary_and_other_values(root: Path) -> None:
    before = snapshot(root)
    kind = "version: 1.0.0\ntitle: Words\n"
    text = f"kind: glossary\n{kind}terms:\n  rye: {{term: Rye, definition: 'a grain, {{{{ bakery.price }}}}'}}\n"
    (root / "data" / "bread.yaml").write_text(text, "utf-8")
    (root / "data" / "bakery.yaml").write_text(f"kind: values\n{kind}values: {{price: 9 kr}}\n", "utf-8")
    edit(root, "docs/en/index.md", "\n## ", "\n<!-- glossary: bread -->\n\nIt costs {{ bakery.price }}.\n\n## ")
    loaded = after(root, before, "data/bread.yaml", "data/bakery.yaml", "docs/en/index.md")
    assert ">a grain, 9 kr<" in terms_in(loaded, "en", "", "bread")


def test_another_team(root: Path) -> None:
    """Data and guides replaced: the engine knows no subject."""
    before = snapshot(root)
    shutil.rmtree(root / "docs")
    shutil.rmtree(root / "data")
    (root / "data").mkdir()
    (root / "docs" / "en").mkdir(parents=True)
    (root / "docs" / "en" / "index.md").write_text("# Lunch {#lunch}\n\n<!-- decision-table: lunch -->\n", "utf-8")
    shutil.copy(LUNCH, root / "data" / "lunch.yaml")
    conflict = "conflicts: []\n"
    (root / "data" / "lunch.yaml").write_text(LUNCH.read_text("utf-8") + conflict, "utf-8")
    edit(root, "mkdocs.yml", "site_name: Frozen", "site_name: Lunch")
    config = root / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)^nav:\n(?: +.*\n)*", "nav:\n  - index.md\n", config.read_text("utf-8")), "utf-8")
    loaded = after(root, before, "data", "docs", "mkdocs.yml")
    assert "A sandwich" in table_in(loaded, "en", "lunch")


def test_a_change_in_the_default_language_alone_is_never_a_problem(root: Path) -> None:
    before = snapshot(root)
    path = root / "docs" / "en" / "integration-best-practices.md"
    path.write_text(path.read_text("utf-8") + "\n## New {#new}\n\nText.\n", "utf-8")
    (root / "docs" / "en" / "index.md").unlink()
    text = (root / DATA).read_text("utf-8")
    (root / DATA).write_text(re.sub(r"\n +(sv|nl): .*", "", text), "utf-8")
    after(root, before, "docs/en", DATA)
