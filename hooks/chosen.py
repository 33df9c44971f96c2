"""Files of which MkDocs is to make some pages only; for hooks that take over the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mkdocs.structure.pages import Page

# before and behind all other hooks
FIRST, LAST = 10000, -10000


class Chosen(Files):
    """All files; of the pages, those that MkDocs is to make now."""

    left_out: frozenset[str] = frozenset()

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """As always, without those that are taken over."""
        pages = super().documentation_pages(inclusion=inclusion)
        return [file for file in pages if file.src_uri not in self.left_out]


def page_of(file: File) -> Page:
    """The page of a file that is one."""
    if file.page is None:
        raise TypeError(f"{file.src_uri} is no page")
    return file.page
