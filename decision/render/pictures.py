"""Pictures on a page: Mermaid fences and the graphs of tables, each with its words below it.

They are put in when the page has been cleaned, and come from nowhere but `decision.pictures`.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import count

from decision.guides import markers
from decision.locales import words
from decision.matrix.graph import MOST_BOXES
from decision.matrix.graph import graph as graph_of
from decision.pictures import drawing
from decision.pictures.drawing import Picture
from decision.project import Project
from decision.render import environment, graph

MARKER = "decision-graph"
# so wide that it fits on every screen, and needs no region that scrolls
NARROW = 240

_FENCE = re.compile(r'<pre class="mermaid"><code>(.*?)</code></pre>', re.DOTALL)
# Material's script would load Mermaid from another host for it
_UNDRAWN = re.compile(r'(<pre\b[^>]*\sclass="[^"]*\b)mermaid\b')


def page(html: str, project: Project, locale: str) -> str:
    """A page's HTML with its pictures. What cannot be drawn stays as it is; the checks have told why."""
    numbers = count(1)

    def fence(found: re.Match[str]) -> str:
        picture = drawing.draw(unescape(found[1]).removesuffix("\n"), project.pictures)
        described = environment().get_template("description.html.j2").render(parts=picture.description)
        return _figure(picture, described, f"_picture-{next(numbers)}", locale) or found[0]

    def of_table(name: str, argument: str) -> str | None:
        if name != MARKER or argument not in project.tables:
            return None
        table = project.tables[argument][1]
        found = graph_of(table)
        if found is None or found.boxes > MOST_BOXES:
            return None
        texts = table, locale, project.default
        picture = drawing.draw(graph.fence(found, *texts), project.pictures)
        said = {"steps": graph.asked(found, *texts), "always": graph.always(found, *texts), "page_locale": locale}
        described = environment().get_template("graph.html.j2").render(said)
        return _figure(picture, described, f"_picture-{next(numbers)}", locale)

    drawn = markers.replace(_FENCE.sub(fence, html), of_table)
    return _UNDRAWN.sub(r"\1language-text", drawn)


def _figure(picture: Picture, description: str, name: str, locale: str) -> str | None:
    """A picture with its words; nothing where it is not drawn."""
    if picture.drawing is None:
        return None
    attributes = f' id="{name}" role="img" aria-label="{escape(picture.title)}" aria-describedby="{name}-words"'
    values = {
        "name": name,
        "svg": picture.drawing.named(name, attributes),
        "is_wide": picture.drawing.width > NARROW,
        "description": description,
        "say": words(locale),
    }
    return environment().get_template("picture.html.j2").render(values)
