"""A heading without an id of its own.

The id that is made of its words changes when they do, and is another one in each language; links to it break.

Bad:

    ## Install the app

Good:

    ## Install the app {#install-the-app}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, parser, prose
from decision.guides.guide import Guide
from decision.guides.heading_ids import Braces
from decision.problem import Edit, Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each heading without `{#id}`; the repair gives it that of the default language's page."""
    # what 'wrong-front-matter' speaks of is no heading
    first = 3 if prose.has_unclosed_front_matter(guide.syntax) else 1
    lacking = [found for found in heading_ids.read(guide.syntax) if found.heading.line >= first and _lacks_id(found)]
    if not lacking:
        return
    names = _names(guide, project)
    for found in lacking:
        heading = found.heading
        end = guide.syntax.position(found.block, len(found.block.content))
        name = names[guide.headings.index(heading)]
        last = parser.restore(found.block.content[-1:])
        edit = Edit((end[0], end[1] - 1), end, f"{last} {{#{name}}}", last)
        yield warning(
            "missing-heading-id",
            f"the heading {quoted(heading.text)} has no id of its own",
            f"write '{{#{name or 'its-name'}}}' behind it",
            Place(guide.path, heading.line, heading.column, end if end[0] == heading.line else None),
            fix=(edit,) if name and heading.text else (),
        )


def _lacks_id(found: Braces) -> bool:
    """Whether a heading names no id, nor tries to, in braces or as an HTML anchor."""
    content = found.block.content.lower()
    has_anchor = "<a " in content and ("id=" in content or "name=" in content)
    return found.heading.id is None and found.fault is None and not has_anchor


def _names(guide: Guide, project: Project) -> list[str]:
    """An id for each heading, in their order: empty where none can be had."""
    original = _original(guide, project)
    used = {anchor.id for anchor in guide.syntax.anchors if anchor.kind != "slug"}
    linked = {link.target[1:] for link in guide.syntax.links if link.target.startswith("#")}
    names = []
    for position, heading in enumerate(guide.headings):
        name = heading.id
        if name is None:
            # what the page itself links to has to stay
            twin = original.headings[position].anchor if original and heading.anchor not in linked else heading.anchor
            name = next((one for one in (twin, heading.anchor) if one not in used and heading_ids.GOOD.match(one)), "")
            used.add(name)
        names.append(name)
    return names


def _original(guide: Guide, project: Project) -> Guide | None:
    """The page of the default language, if it has headings of the same levels in the same order."""
    if guide.locale == project.default:
        return None
    found = project.guide(project.default, guide.page)
    levels = [heading.level for heading in guide.headings]
    return found if found and [heading.level for heading in found.headings] == levels else None
