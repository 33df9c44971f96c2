"""A comment that looks like a marker, and is none: the reader would see nothing in its place.

Bad:

    <!-- decison-table: usecases -->

Bad, as readers see this:

    <!– decision-table: usecases –>

Good:

    <!-- decision-table: usecases -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from decision.guides import prose
from decision.guides.guide import Guide
from decision.guides.markers import MARKERS, WITH_PARTS, Marker, find
from decision.problem import Place, Problem, error, nearest
from decision.project import Project

_LOOSE = re.compile(r"<!--\s*(?P<name>[A-Za-z_ -]+?)\s*(?P<sign>[:=\s])\s*(?P<argument>[^\s:=<>]+)\s*-->")
_BROKEN = re.compile(
    r"<[!–—-]*+[ \t]*(?P<name>[A-Za-z_-]+)[ \t]*:[ \t]*(?P<argument>[\w/]+(?:-+[\w/]+)*+)[ \t]*[!–—-]*>"
)
_NEARLY = 0.8


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each comment whose name is nearly that of a marker, and for markers inside a line of text."""
    for marker, found in guide.markers:
        if marker.meant:
            message = f"'{marker.name}' is not a marker, so nothing is shown here"
            yield error("unknown-marker", message, f"did you mean '{marker.meant}'?", guide.place(found))
        elif not marker.is_known and (noun := _noun(marker, project)):
            message = f"'{marker.name}' is not a marker, so nothing is shown here, and '{marker.argument}' is a {noun}"
            hint = f"a marker keeps its name in every language: {', '.join(MARKERS)}"
            yield error("unknown-marker", message, hint, guide.place(found))
        elif marker.is_known and found.text.lstrip(" >\t").rstrip() != marker.comment:
            message = f"the marker '{marker.name}' stands in a line with other text, so nothing is shown here"
            yield error(
                "unknown-marker",
                message,
                f"put it on a line of its own; markers: {', '.join(MARKERS)}",
                guide.place(found),
            )
    yield from _loose(guide, project)
    yield from _broken(guide)


def _loose(guide: Guide, project: Project) -> Iterator[Problem]:
    """Comments with another sign than a colon, or a blank in the name; a sentence in a comment is none of them."""
    for comment in guide.syntax.comments:
        found = None if find(comment.text) else _LOOSE.fullmatch(comment.text)
        name = _meant(found["name"].replace(" ", "-")) if found else None
        if found and name and (found["sign"] == ":" or nearest(found["argument"], project.files)):
            message = "the comment is not a marker, so nothing is shown here"
            hint = f"did you mean '<!-- {name}: {found['argument']} -->'?"
            yield error("unknown-marker", message, hint, Place(guide.path, comment.line, comment.column, comment.end))


def _broken(guide: Guide) -> Iterator[Problem]:
    """Markers that are no comments any more, by a lost hyphen or by typography."""
    for block, match in prose.matches(guide.syntax, _BROKEN, "<"):
        name = _meant(match["name"])
        if name:
            place = prose.place(guide.syntax, block, *match.span())
            hint = f"write '<!-- {name}: {match['argument']} -->'"
            yield error("unknown-marker", "the marker is not a comment, so readers see it as it is", hint, place)


def _noun(marker: Marker, project: Project) -> str:
    """What a comment names: a table or a part of a glossary, for example; empty where it names no data."""
    file, _, part = marker.argument.partition("/")
    kind = project.files[file].kind if file in project.files else None
    shown_by = [name for name, shown in MARKERS.items() if kind and shown == kind.name]
    may_have_part = any(name in WITH_PARTS for name in shown_by)
    return kind.noun if kind and shown_by and (may_have_part or not part) else ""


def _meant(name: str) -> str | None:
    near = get_close_matches(name.lower().replace("_", "-"), MARKERS, n=1, cutoff=_NEARLY)
    return near[0] if near else None
