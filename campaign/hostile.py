"""A project that consists of attempts to have something run: in its data, guides, file names and settings.

Each attempt stands in every kind of field at least once. Several share a field, with a sign between them.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests import conftest

ATTEMPTS = conftest.ROOT / "tests" / "injection" / "attempts.txt"
BETWEEN = " ‖ "
PACK = 12
LOCALES = ("en", "sv")
# Problems stop a build before it begins; here is tried what would come of it if they did not.
REPORTS = "report(checks.run("
SILENT = "\n\nclass checks:\n    run = staticmethod(lambda *_, **__: ())\n"
GUIDE = """---
title: {title}
description: {title}
author: {title}
status: {title}
tags: [{title}]
revision_date: {title}
---
# Page {number}: {line} {{#page}}

{text}

Text before {line} and behind. [{line}](https://example.org/x) **{line}** `{line}`

[x]({line}) and [x](<{line}>) and [x](https://example.org/?{quoted} "{line}") and ![{line}](box.svg "{line}")

> {line}

>[!NOTE]
>
>{line}

+++ {line}

Inside {line}

+++

- {line}
    - {line}

1. {line}

| A | {line} |
| --- | --- |
| {line} | b |

## Section {line} {{#section}}

```text
{text}
```

``` {line}
code
```

<div title="{escaped}">

{line}

</div>

<p title='{line}'>{line}</p>

<a href="{line}">x</a> <a href="{escaped}">x</a> <img src="{escaped}" alt="{escaped}">

<details><summary>{line}</summary>{line}</details>

Term {line}
:   {line}

A note[^n].

[^n]: {line}

*[Term]: {line}

[{line}]: {line}

[reference][{line}]

## {line}
"""


class Attempt(NamedTuple):
    """An attempt, with the number that it reports when it runs."""

    number: int
    text: str

    @property
    def line(self) -> str:
        """Without line breaks, for fields that are a line."""
        return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", self.text)


def attempts() -> list[Attempt]:
    """All of the file, in its order; a line in quotes is written as in JSON."""
    lines = [line for line in ATTEMPTS.read_text("utf-8").split("\n") if line and not line.startswith("## ")]
    return [
        Attempt(number, _decoded(line).replace("alert(1)", f"alert({number})")) for number, line in enumerate(lines)
    ]


def write(target: Path, given: Sequence[Attempt]) -> int:
    """Make the project; in how many fields an attempt was put."""
    for folder in ("hooks", "decision", "docs/assets"):
        shutil.copytree(conftest.ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(conftest.ROOT / "mkdocs.yml", target / "project.yml")
    _without_checks(target / "hooks" / "decisions.py")
    packs = [[one.text for one in given[first : first + PACK]] for first in range(0, len(given), PACK)]
    placed = _write_data(target / "data", packs, given) + _write_guides(target / "docs", len(packs), given)
    return placed + _write_settings(target, given)


def _decoded(line: str) -> str:
    try:
        decoded = json.loads(line)
    except ValueError:
        return line
    return decoded if isinstance(decoded, str) else line


def _without_checks(hook: Path) -> None:
    text = hook.read_text("utf-8")
    assert REPORTS in text, "the hook reports problems in another way: take that out instead"
    hook.write_text(text + SILENT, "utf-8")


# --- data


def _write_data(folder: Path, packs: Sequence[Sequence[str]], given: Sequence[Attempt]) -> int:
    """A table for each pack, a glossary, and a file of values."""
    folder.mkdir()
    placed = 0
    for first in range(len(packs)):
        fields = _Fields(packs, first)
        _dump(folder / f"table-{first}.yaml", table(fields))
        placed += fields.placed
    fields = _Fields(packs, 0)
    terms = {f"term-{number}": _term(fields) for number in range(len(packs))}
    _dump(folder / "words.yaml", {"kind": "glossary", "version": "1.0.0", "title": fields.next(), "terms": terms})
    values = {f"value-{one.number}": one.line for one in given}
    _dump(folder / "values.yaml", {"kind": "values", "version": "1.0.0", "title": fields.next(), "values": values})
    return placed + fields.placed + len(values)


class _Fields:
    """Gives each field the next pack."""

    def __init__(self, packs: Sequence[Sequence[str]], first: int) -> None:
        self.packs, self.at, self.placed = packs, first, 0

    def next(self) -> str:
        """The text of a field."""
        pack = self.packs[self.at % len(self.packs)]
        self.at += 1
        self.placed += len(pack)
        return f"x{self.at} {BETWEEN.join(pack)} x"

    def address(self) -> str:
        """The same in an address, which has no blanks."""
        return "https://example.org/" + re.sub(r"\s", "", self.next())


def table(fields: _Fields) -> dict[str, Any]:
    """A decision table in which each text is the next of the fields."""
    text, address = fields.next, fields.address
    both = {"en": text(), "sv": text()}
    return {
        "kind": "decision-table",
        "version": "1.0.0",
        "title": both,
        "source": text(),
        "allow": {"gap": text(), "never-the-answer": text(), "ineffective-usecase": text()},
        "legend": {
            "no": {"symbol": "✘", "word": text(), "meaning": text()},
            "yes": {"symbol": "✔", "word": text(), "meaning": {"en": text(), "sv": text()}},
        },
        "questions": {
            "a": {"label": text(), "hint": text(), "options": {name: _option(fields) for name in ("x", "y")}},
            "b": {
                "label": text(),
                "hint": {"en": text(), "sv": text()},
                "ask_when": {"a": "x"},
                "options": {name: _option(fields) for name in ("x", "y")},
            },
        },
        "integrations": {
            "one": {"label": text(), "source": text(), "address": address(), "requires": {"a": "x"}},
            "two": {"label": text(), "source": text(), "status": "deprecated", "replaced_by": ["other", "one"]},
        },
        "replacements": {"other": {"label": text(), "address": address()}},
        "alternatives": {"else": {"label": text(), "address": address(), "section": "index.md#" + text()}},
        "remarks": {"note": {"text": text()}},
        "usecases": {
            "first": {
                "label": f"{text()} [^note]",
                "when": {"a": "x"},
                "verdicts": {"one": {"verdict": "yes", "source": text()}, "two": "no"},
                "alternatives": "else",
                "remarks": "note",
                "source": text(),
                "section": "page-0.md#" + text(),
            },
            "second": {"label": text(), "when": {"b": "y"}, "verdicts": {"one": "no", "two": "yes"}, "source": text()},
        },
        "conflicts": [{"usecases": ["first", "second"], "reason": text()}],
    }


def _option(fields: _Fields) -> dict[str, Any]:
    return {"label": {"en": fields.next(), "sv": fields.next()}, "hint": fields.next()}


def _term(fields: _Fields) -> dict[str, Any]:
    avoid = {"en": [{"word": fields.next(), "reason": fields.next()}], "sv": [fields.next()]}
    return {"term": fields.next(), "definition": fields.next(), "use": {"en": [fields.next()]}, "avoid": avoid}


# --- guides


def _write_guides(folder: Path, tables: int, given: Sequence[Attempt]) -> int:
    """A page of each attempt, one named by it, pictures with all of them, and a page of the tables."""
    english = folder / "en"
    (english / "names").mkdir(parents=True)
    (folder / "sv").mkdir()
    shutil.copy(conftest.ROOT / "docs" / "assets" / "icon.svg", english / "box.svg")
    markers = (f"<!-- decision-{kind}: table-{number} -->" for number in range(tables) for kind in ("table", "chooser"))
    home = "\n\n".join(["# Home {#home}", *markers, "<!-- glossary: words -->"])
    (english / "index.md").write_text(home, "utf-8")
    (folder / "sv" / "index.md").write_text(home, "utf-8")
    values = "\n\n".join(f"{{{{ values.value-{one.number} }}}} `{{{{ values.value-{one.number} }}}}`" for one in given)
    (english / "values.md").write_text(f"# Values {{#values}}\n\n{values}\n", "utf-8")
    (english / "pictures.md").write_text("\n\n".join(pictures(given)), "utf-8")
    for one in given:
        (english / f"page-{one.number}.md").write_text(guide(one), "utf-8", newline="")
    names = [one for one in given if _is_name(one.text)]
    for one in names:
        (english / "names" / f"{one.text}.md").write_text(f"No heading, {one.number}\n", "utf-8")
    return len(given) * (GUIDE.count("{line}") + GUIDE.count("{escaped}") + 10) + len(names)


def guide(one: Attempt) -> str:
    """A page with the attempt in each place that Markdown has."""
    title = json.dumps(one.text)
    quoted = re.sub(r"[\s<>()\"']", "", one.line)
    escaped = one.text.replace('"', "&quot;")
    return GUIDE.format(number=one.number, title=title, text=one.text, line=one.line, quoted=quoted, escaped=escaped)


def pictures(given: Sequence[Attempt]) -> Iterator[str]:
    """Pictures with the attempts as labels, as names, and raw."""
    yield "# Pictures {#pictures}"
    for first in range(0, len(given), PACK):
        labels = [one.line.replace('"', "#quot;") for one in given[first : first + PACK]]
        boxes = "\n".join(f'    n{at}["{label}"] -->|"{label}"| m{at}("{label}")' for at, label in enumerate(labels))
        told = BETWEEN.join(labels)
        yield f"```mermaid\nflowchart TB\n    accTitle: {told}\n    accDescr: {told}\n{boxes}\n```"


def _is_name(text: str) -> bool:
    return not re.search(r"[/\x00\\]", text) and len(text.encode()) < 200 and not text.startswith(".")


# --- settings


def _write_settings(target: Path, given: Sequence[Attempt]) -> int:
    """Names of the site and of a language, and of pages in the navigation."""
    whole = BETWEEN.join(one.line for one in given)
    languages = [{"locale": locale, "name": whole, "site_name": whole, "site_description": whole} for locale in LOCALES]
    nav: list[Any] = ["index.md", "values.md", "pictures.md"]
    nav += [{one.line: [{one.line: f"page-{one.number}.md"}, {one.line: one.line}]} for one in given]
    settings = {"INHERIT": "project.yml", "site_name": whole, "extra": {"languages": languages}, "nav": nav}
    _dump(target / "mkdocs.yml", settings)
    return len(given) * (1 + 3 * len(LOCALES) + 4)


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False, width=1_000_000), "utf-8")
