"""A link to a page or file of the site that does not exist.

Bad:

    See the [guide](integration-best-practises.md).

Good:

    See the [guide](integration-best-practices.md).

The pages that the navigation in `mkdocs.yml` lists have to be there as well.

A translation falls back to the page of the default language, and a page that was dropped there is no mistake of the
translator's: in a translation a link is complained of only where the same link of the original leads elsewhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from decision.linkage import Lost, Site
from decision.problem import Problem, choices, warning


def check(site: Site) -> Iterator[Problem]:
    """A problem for each link whose page or file is not there, or that leads nowhere, the navigation's too."""
    for facts, reference, loss in site.losses:
        if reference.is_image or loss.lost is Lost.ANCHOR:
            continue
        place = facts.place(reference)
        if loss.lost is Lost.TARGET:
            yield warning("broken-link", "a link has no target", "write the target between ( and )", place)
        elif loss.lost is Lost.PAGE:
            hint = choices(loss.name, loss.possible, most=3) if loss.possible else "look at the name and the folder"
            yield warning("broken-link", f"there is no page '{loss.name}'", hint, place)
        else:
            hint = "a link to a page ends with .md; a link to a file names one that is there"
            yield warning("broken-link", f"there is no file '{loss.name}'", hint, place)
    pages = dict.fromkeys(page for locale, page in site.pages if locale == site.project.default)
    for name, place in site.project.navigation:
        if name.endswith(".md") and "://" not in name and posixpath.normpath(name) not in pages:
            hint = choices(name, pages, most=3)
            yield warning("broken-link", f"there is no page '{name}' in docs/{site.project.default}", hint, place)
