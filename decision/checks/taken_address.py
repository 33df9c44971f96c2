"""A page stands where the build puts a page of a table's chooser.

One of the two would be lost.

Bad, where `data/usecases.yaml` is a decision table:

    docs/en/choose/usecases.md

Good:

    docs/en/choose-an-integration.md

The pages of a chooser stand in `choose/`, in a folder that is called like the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.linkage import Site
from decision.problem import Place, Problem, error


def check(site: Site) -> Iterator[Problem]:
    """A problem for each page of the default language that a generated one would replace."""
    taken = {_folder(page) for page in site.generated}
    for facts in site.pages.values():
        if facts.locale == site.project.default and _folder(facts.page) in taken:
            message = f"'{facts.page}' has the address of a page of the chooser"
            yield error("taken-address", message, "rename the page, or its folder", Place(facts.path))


def _folder(page: str) -> str:
    """Where a page is published: `a.md`, `a/index.md` and `a/README.md` are all in `a`."""
    return page.removesuffix(".md").removesuffix("/index").removesuffix("/README")
