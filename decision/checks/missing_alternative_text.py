"""An image without alternative text.

Who does not see the image does not learn what it shows.

Bad:

    ![](assets/panel.png)

Good:

    ![The panel with the search field on top](assets/panel.png)

An image that only decorates is `<img src="assets/line.png" alt="">`.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides.guide import Guide
from decision.guides.syntax import Image
from decision.problem import Place, Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each Markdown image with empty brackets, and for each `<img>` without `alt`."""
    for image in guide.syntax.images:
        if _lacks_text(image):
            end = image.end if image.end[0] == image.line else None
            yield warning(
                "missing-alternative-text",
                f"the image {quoted(image.target)} has no alternative text",
                "say what it shows, in the brackets" if image.kind != "html" else 'say what it shows: alt="…"',
                Place(guide.path, image.line, image.column, end),
            )


def _lacks_text(image: Image) -> bool:
    if image.kind == "html":
        return image.alt is None
    return not (image.alt or "").strip() and "alt" not in image.attributes
