"""What is wrong with the pictures of a page, as problems with their lines."""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.guides.syntax import PICTURE
from decision.pictures import drawing
from decision.problem import Place, Problem, Severity
from decision.project import Project

WARNINGS = frozenset(("ignored-in-picture", "large-picture"))


def problems(guide: Guide, project: Project, code: str) -> Iterator[Problem]:
    """The problems of a code that the Mermaid fences of a page give."""
    if PICTURE not in guide.syntax.text.lower():
        return
    for fence in guide.syntax.fences:
        if fence.language != PICTURE:
            continue
        for fault in drawing.draw(fence.text.removesuffix("\n"), project.pictures).faults:
            if fault.code == code:
                severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
                line = fence.line + 1 + fault.line
                yield Problem(code, severity, fault.message, fault.hint, _place(guide, line))


def _place(guide: Guide, line: int) -> Place:
    """The line of a page, from where its text begins."""
    text = guide.syntax.lines[line - 1] if line <= len(guide.syntax.lines) else ""
    return Place(guide.path, line, len(text) - len(text.lstrip(" \t>")) + 1)
