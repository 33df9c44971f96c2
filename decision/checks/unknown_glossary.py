"""A marker that names a glossary which does not exist, something else than a glossary, or a group it does not have.

Bad:

    <!-- glossary: terms -->

Bad:

    <!-- glossary: glossary/integrations -->

Good, for all terms and for those of a group:

    <!-- glossary: glossary -->

    <!-- glossary: glossary/integration -->

The id of a glossary is the name of its file in `data/`, without `.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import glossary
from decision.guides.guide import Guide
from decision.guides.markers import MARKERS
from decision.problem import Problem, choices, error, quoted
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each marker that leads to no glossary, or to no group of it."""
    for marker, found in guide.markers:
        if MARKERS.get(marker.name) != glossary.KIND:
            continue
        lack = project.lack_of(marker)
        if lack is not None:
            yield error("unknown-glossary", lack.message, lack.hint, guide.place(found))
        elif "/" in marker.argument and marker.file in project.glossaries:
            groups = project.glossaries[marker.file][1].groups
            if marker.part not in groups:
                message = f"the glossary '{marker.file}' has no group called {quoted(marker.part)}"
                yield error("unknown-glossary", message, choices(marker.part, groups), guide.place(found))
