"""A link or image whose whole text is the sign of a chain.

Machine translation puts it in place of words that went elsewhere in the sentence.
Nobody can tell where such a link leads, least of all who hears the page.

Bad:

    Contact Customer Care [&#128279;](https://example.org/support).

Good:

    [Contact Customer Care](https://example.org/support).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project

_ALONE = re.compile("[\\s\u200b\ufe0f]*\U0001f517[\\s\u200b\ufe0f\U0001f517]*")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each link and image that says nothing else."""
    page = guide.syntax
    if "128279" not in page.text and "1f517" not in page.text.lower() and "\U0001f517" not in page.text:
        return
    for name, entries in (("link", page.links), ("image", page.images)):
        for entry in entries:
            said = entry.alt if name == "image" else entry.text  # type: ignore[union-attr]
            if said is not None and _ALONE.fullmatch(said):
                message = f"the {name} to {quoted(entry.target)} has no words"
                hint = "put the words of the sentence that belong to it between the brackets"
                place = Place(page.path, entry.line, entry.column, entry.end)
                yield warning("lost-link-text", message, hint, place)
