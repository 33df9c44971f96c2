"""Pages with choosers on them, for the site with the tables of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LOCALES = ("en", "sv", "nl", "he")
TABLES = ("usecases", "lunch", "hosting", "odd", "single", "many", "large")
CHOOSER, TABLE = "<!-- decision-chooser: %s -->", "<!-- decision-table: %s -->"
PAGES: Mapping[str, str] = {
    **{name: f"{CHOOSER % name}\n\n{TABLE % name}" for name in TABLES},
    "two": "\n\n".join((CHOOSER % "usecases", TABLE % "usecases", CHOOSER % "lunch")),
    "twice": "\n\n".join((CHOOSER % "lunch", TABLE % "lunch") * 2),
    "alone": CHOOSER % "usecases",
    "brings": CHOOSER % "large",
    "none": "[A chooser](usecases.md#usecases-chooser)",
}


def write(root: Path) -> list[str]:
    """Write the pages in every language, and a table of many outcomes, into a project; the paths of the pages."""
    (root / "data" / "many.yaml").write_text(many(9), "utf-8")
    for locale in LOCALES:
        folder = root / "docs" / locale / "forms"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in PAGES.items():
            text = f"# Page {name} {{#page}}\n\nBefore.\n\n{content}\n\n## After {{#after}}\n\nAfter.\n"
            (folder / f"{name}.md").write_text(text, "utf-8")
    return [f"forms/{name}.md" for name in PAGES]


def many(outcomes: int) -> str:
    """A table with a question whose options all lead to another outcome, and one that changes nothing."""
    numbers = range(outcomes)
    options = ", ".join(f"o{n}: {{label: Way {n}}}" for n in numbers)
    usecases = "".join(
        f"  u{n}: {{label: Case {n}, when: {{which: o{n}}}, verdicts: {{it: no}}, alternatives: a{n}}}\n"
        for n in numbers
    )
    alternatives = ", ".join(f"a{n}: {{label: Solution {n}}}" for n in numbers)
    return MANY % (options, alternatives, usecases)


MANY = """kind: decision-table
version: 1.0.0
title: Many outcomes
legend:
  no: {symbol: "✘", word: no, meaning: does not suit}
  yes: {symbol: "✔", word: yes, meaning: suits}
questions:
  which: {label: Which?, options: {%s}}
  sure: {label: Are you sure?, options: {yes: {label: Yes}, no: {label: No}}}
integrations: {it: {label: It}}
alternatives: {%s}
usecases:
%s"""
