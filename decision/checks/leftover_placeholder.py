"""What machine translation put in place of markup, and did not take back: words in braces, with a number behind them.

Bad:

    Zie {de versiedetails van het 0} dienstpak.

Good:

    Zie de [versiedetails van het servicepack](release-notes.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import parser, prose
from decision.guides.guide import Guide
from decision.problem import Problem, quoted, warning
from decision.project import Project

_BRACES = re.compile(r"(?<![{$])\{(?![{#:.])[^{}=\n|#]*\}(?!\})")
_NUMBER = re.compile(r"[ \t\u200b]\d{1,2}[ \t]*\}\Z")
_WORD = re.compile(r"\w")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each on a translated page."""
    if guide.locale == project.default:
        return
    page = guide.syntax
    for block, match in prose.matches(page, _BRACES, "{"):
        number = _NUMBER.search(match[0])
        if number is None or not _WORD.search(match[0], 0, number.start()):
            continue
        place = prose.place(page, block, *match.span())
        message = f"{quoted(parser.restore(match[0]))} is no text"
        yield warning("leftover-placeholder", message, "look at the original, and write what belongs here", place)
