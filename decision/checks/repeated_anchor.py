"""An id that the page defines twice.

Links to it lead to the first place only.

Bad:

    ## Install on Windows {#install}

    ## Install on macOS {#install}

Good:

    ## Install on Windows {#install-windows}

    ## Install on macOS {#install-macos}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape

from decision import linkage
from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each id that a heading or an HTML tag gave before."""
    first: dict[str, int] = {}
    for name, line, column in sorted(_ids(guide), key=lambda found: found[1:]):
        if name in first:
            yield warning(
                "repeated-anchor",
                f"the id {quoted(name)} is that of line {first[name]} already",
                "give each its own id",
                Place(guide.path, line, column, (line, column + len(name))),
            )
        first.setdefault(name, line)
    yield from _terms(guide, project, first)


def _terms(guide: Guide, project: Project, first: Mapping[str, int]) -> Iterator[Problem]:
    """Terms of a glossary whose id the page has given to something else; terms shown twice get ids of their own."""
    for name, marker in dict(linkage.term_anchors(guide, project)).items():
        if name in first:
            message = f"the id {quoted(name)} of a term that is shown here is that of line {first[name]} already"
            yield warning("repeated-anchor", message, f"give line {first[name]} another id", guide.place(marker))


def _ids(guide: Guide) -> Iterator[tuple[str, int, int]]:
    for heading in guide.headings:
        if heading.id:
            yield heading.id, heading.line, heading.column
    for tag in guide.syntax.html:
        attribute = tag.attribute("id")
        if attribute and attribute.value:
            yield unescape(attribute.value), attribute.line, attribute.column
