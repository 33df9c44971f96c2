"""The tables of the tests as a site: the frozen one, two of other subjects, and odd ones; also in Hebrew."""

from __future__ import annotations

import shutil
from pathlib import Path

from decision.matrix import analysis
from tests import conftest, form_site, tables_on_disk
from tests.tables_on_disk import HERE, HOSTING, LUNCH

TABLES = ("usecases", "lunch", "hosting", "odd", "single", "large")
CODES = ("never-the-answer", "deprecated-best-verdict", "ineffective-usecase")
CONFIG = """INHERIT: project.yml
site_name: Choosers

extra:
  languages:
    - {locale: en, name: English, site_name: Choosers, site_description: All of them.}
    - {locale: sv, name: Svenska, site_name: Frågor}
    - {locale: nl, name: Nederlands, site_name: Vragen}
    - {locale: he, name: עברית, site_name: שאלות}

nav: [index.md, integration-best-practices.md, terms.md, everything.md, %s]
"""
LARGE = """kind: decision-table
version: 1.0.0
title: Too many ways
legend:
  no: {symbol: "✘", word: no, meaning: does not suit}
  yes: {symbol: "✔", word: yes, meaning: suits}
questions:
%s
integrations: {it: {label: It}}
usecases: {all: {label: All of it, verdicts: {it: yes}}}
"""


def write(target: Path) -> Path:
    """The project, as `mkdocs build` needs it."""
    shutil.copytree(HERE / "frozen", target)
    shutil.copy(conftest.ROOT / "mkdocs.yml", target / "project.yml")
    for folder in ("hooks", "decision", "docs/assets"):
        shutil.copytree(conftest.ROOT / folder, target / folder)
    for name in ("odd", "single"):
        shutil.copy(HERE / "chooser" / f"{name}.yaml", target / "data")
    (target / "data" / "large.yaml").write_text(large(301), "utf-8")
    for path in (LUNCH, HOSTING):
        (target / "data" / path.name).write_text(complete(path), "utf-8")
    (target / "docs" / "he").mkdir()
    for locale in ("en", "sv", "nl"):
        shutil.copy(HERE / "audit" / "guide.md", target / "docs" / locale / "everything.md")
    forms = form_site.write(target)
    (target / "mkdocs.yml").write_text(CONFIG % ", ".join(forms), "utf-8")
    with (target / "docs" / "en" / "index.md").open("a", encoding="utf-8") as home:
        home.write("".join(f"\n<!-- decision-table: {name} -->\n" for name in TABLES))
    return target


def complete(path: Path) -> str:
    """A table with its conflicts declared, and what is found in it then excused."""
    found = analysis.conflicts(tables_on_disk.load(path)[1]).first
    if not found:
        return path.read_text("utf-8")
    conflicts = "".join(f"  - {{usecases: [{one}, {other}], reason: Both are said.}}\n" for one, other in found)
    excuse = f"allow: {{{', '.join(f'{code}: It shows what an engine can do.' for code in CODES)}}}\n"
    return f"{path.read_text('utf-8').replace('policy:', f'{excuse}policy:', 1)}conflicts:\n{conflicts}"


def large(combinations: int) -> str:
    """A table of one question with that many options."""
    options = ", ".join(f"o{number}: {{label: Way {number}}}" for number in range(combinations))
    return LARGE % f"  way: {{label: Which way?, options: {{{options}}}}}"
