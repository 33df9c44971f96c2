"""Something in a table is proposed only, and nobody has confirmed it yet.

`decision adopt` reads a table from a page. What the page does not say, such as ids, questions, which answers a use case
is about, it proposes, and lists under `proposed` beside what it is about. A proposal may be wrong.

Bad:

    usecases:
      share-smaller-number-of-assets:
        proposed: [id, when]
        when: {usecase: share-smaller-number-of-assets}
        …

Good: somebody who knows has corrected it, and taken it off the list:

    usecases:
      share-smaller:
        when: {task: share, volume: smaller}
        …
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.document import Document
from decision.problem import Problem, Route, warning
from decision.project import Project

_SECTIONS = ("legend", "questions", "integrations", "replacements", "alternatives", "remarks", "usecases")


def check(project: Project) -> Iterator[Problem]:
    """A problem for each entry of each list of proposals."""
    for source, table in project.tables.values():
        yield from _listed(source, table.proposed, (), "the table")
        for section in _SECTIONS:
            for name, part in getattr(table, section).items():
                yield from _listed(source, part.proposed, (section, name), f"'{name}'")


def _listed(source: Document, proposed: tuple[str, ...], route: Route, about: str) -> Iterator[Problem]:
    is_list = len(proposed) != 1 or source.at(*route, "proposed", 0) != source.at(*route, "proposed")
    for index, name in enumerate(proposed):
        here = (*route, "proposed", index) if is_list else (*route, "proposed")
        message = f"'{name}' of {about} is proposed and not confirmed"
        hint = f"correct it if it is wrong, then take '{name}' off the list 'proposed'"
        yield warning("unconfirmed-proposal", message, hint, source.at(*here), here)
