"""An image whose file does not exist.

Bad:

    ![The life of an asset](assets/lifecycle.pgn)

Good:

    ![The life of an asset](assets/lifecycle.png)
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.linkage import Lost, Site
from decision.problem import Problem, warning


def check(site: Site) -> Iterator[Problem]:
    """A problem for each image that is not there."""
    for facts, reference, loss in site.losses:
        if reference.is_image:
            message = "an image has no target" if loss.lost is Lost.TARGET else f"there is no image '{loss.name}'"
            hint = "images lie beside the pages; look at the name and the folder"
            yield warning("broken-image", message, hint, facts.place(reference))
