"""What is read of a page, where it stands, and what it becomes: pages with everything, and all of that in files.

`python -m tests.test_syntax` writes that anew; read the diff then. Problems, repairs and translations are made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.guides import markers, prose, syntax, translation
from decision.guides.syntax import Image, Link, Syntax
from decision.guides.work import Surroundings
from tests.tables_on_disk import HERE

PAGES = sorted((HERE / "syntax").glob("*.md"))
PARTS = (
    *("headings", "anchors", "links", "images", "notes", "tags", "tables", "lists", "comments", "fences", "code"),
    "html",
)
# what stands where a finding begins; other things begin with anything
BEGINS = {"links": "[<h", "images": "!<", "notes": "[", "tags": "[", "comments": "<", "code": "`", "html": "<"}


def read(path: Path) -> Syntax:
    return syntax.read(path.name, path.read_text("utf-8"))


def told(page: Syntax) -> str:
    front = [f"front matter: {dict(page.front.data)}, {page.front.lines} lines"] if page.front.lines else []
    return "\n".join([*front, *(f"{part}: {found}" for part in PARTS for found in getattr(page, part))]) + "\n"


def translated(page: Syntax) -> str:
    made = translation.translate(page)
    return "\n".join([f"{made.front}{made.text}", *map(str, made.problems)]) + "\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_everything_on_a_page_is_found(path: Path) -> None:
    assert told(read(path)) == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_page_becomes(path: Path) -> None:
    """Constructs have their cases in `tests/dialect`; here they stand beside each other, and some are broken."""
    assert translated(read(path)) == path.with_suffix(".becomes").read_text("utf-8")


def test_what_markers_were_meant_to_be() -> None:
    names = ("decison-table", "Decision_Graph", "glosary", "decision-table", "picture")
    meant = [markers.Marker(name, "usecases").meant for name in names]
    assert meant == ["decision-table", "decision-graph", "glossary", None, None]


def test_what_nothing_closes() -> None:
    for text, where in (
        ("<!-- never", (3, 1)),
        ("<!-- ended -->", None),
        ("<!-- one --> <!--", (3, 14)),
        ("Text", None),
    ):
        assert prose.unclosed_comment(syntax.read("page.md", f"# A\n\n{text}\n")) == where
    for text, count in (("```", 1), ("```\n```", 0), ("```\ncode", 1), ("~~~\n```", 1), ("````\n```", 1)):
        assert len(prose.unclosed_code(syntax.read("page.md", f"# A\n\n{text}\n"))) == count


def test_code_html_addresses_and_escapes_are_no_text() -> None:
    text = "a `b` <i>c</i> <https://d.e/[f> \\* g <!-- h --> i"
    page = syntax.read("page.md", text)
    (block,) = page.inlines
    assert prose.masked(page, block).split() == ["a", "c", "g", "i"]
    assert len(prose.masked(page, block)) == len(text)


def test_files_that_include_each_other_end() -> None:
    def include(path: str) -> Syntax:
        return syntax.read(path, f"Step {path[:-3]}\n\n{{{{$include {int(path[:-3]) + 1}.md}}}}\n")

    made = translation.translate(include("0.md"), Surroundings(page="0.md", include=include))
    assert [problem.code for problem in made.problems] == ["include-cycle"]
    assert "too often" in made.problems[0].message
    assert made.text.startswith("Step 0\n\nStep 1\n") and 50 <= made.text.count("Step") <= 52


def places(page: Syntax) -> Iterator[tuple[str, str]]:
    for part, signs in BEGINS.items():
        for found in getattr(page, part):
            yield signs, page.lines[found.line - 1][found.column - 1 :]
    both: list[Link | Image] = [*page.links, *page.images]
    for found in both:
        if found.kind == "inline" and found.target:
            yield found.target[0] + "<&", page.lines[found.target_line - 1][found.target_column - 1 :]
        if found.kind == "inline":
            line, column = found.end
            yield ")", page.lines[line - 1][column - 2 :]
    for item in (item for found in page.lists for item in found.items):
        yield item.marker[0], page.lines[item.line - 1][item.column - 1 :]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_it_stands_where_it_is_said_to_stand(path: Path) -> None:
    found = list(places(read(path)))
    assert found
    for signs, text in found:
        assert text[:1] and text[:1] in signs, (signs, text)


if __name__ == "__main__":
    for file in PAGES:
        file.with_suffix(".txt").write_text(told(read(file)), "utf-8")
        file.with_suffix(".becomes").write_text(translated(read(file)), "utf-8")
