"""The head of a column that machine translation made a phrase about letter case.

"Use case" came back as "use upper and lower case", in hundreds of published pages.

Bad:

    | Använd skiftläge | AEM desktop app |
    |---|---|

Good:

    | Användningsfall | AEM desktop app |
    |---|---|
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import locales
from decision.guides.guide import Guide
from decision.handwritten.grids import grids
from decision.handwritten.plain import read
from decision.problem import Place, Problem, warning
from decision.project import Project

# as it stands in public documentation, with the language that it is in
PHRASES = {"använd skiftläge": "sv", "hoofdletters gebruiken": "nl"}


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each head that is nothing but such a phrase."""
    text = guide.syntax.text.casefold()
    if not any(phrase in text for phrase in PHRASES):
        return
    for grid in grids(guide):
        for source in grid.head.cells if grid.head else ():
            shown = read(source).stripped
            locale = PHRASES.get(" ".join(shown.split()).casefold())
            if locale:
                span = source.span(0, len(source.text))
                place = Place(guide.path, span.line, span.column, (span.end_line, span.end_column))
                message = f"'{shown}' speaks of letter case"
                hint = f"did you mean '{locales.words(locale)['table-usecase']}'?"
                yield warning("mistranslated-head", message, hint, place)
