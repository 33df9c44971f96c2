"""What a translation notes of its original, and nobody can read.

Under `source` stands for each heading of the original, by its id, which text of it was translated.
`decision translations accept` writes it; who writes it by hand cannot know it.
Where it cannot be read, nobody knows whether the section is current.

Bad:

    source:
      prerequisites: yesterday

Good:

    source:
      prerequisites: 1:3f9a2c1e07b2
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Problem, quoted, warning
from decision.project import Project
from decision.stamps import KEY
from decision.translations import claims


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each such entry."""
    for name, value in claims.malformed(guide):
        place = guide.syntax.front.place(KEY, name)
        hint = f"'decision translations accept {guide.locale}/{guide.page}#{name}' writes what belongs here"
        yield warning("malformed-stamp", f"{quoted(value)} is not what a section was made from", hint, place)
