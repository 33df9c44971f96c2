"""What is on a page, below its title: where a screen is too narrow for the theme's list beside the text.

The theme keeps that list in its drawer then, which takes two more clicks and cannot be opened with the keyboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import markup

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

END_OF_TITLE = "</h1>"
FEWEST = 2


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the list in when everything else is done with the text, so that no search finds it."""
    first = next(iter(page.toc), None)
    items = first.children if first and first.level == 1 else list(page.toc)
    if len(items) < FEWEST or "toc" in (page.meta.get("hide") or ()):
        return output
    listed = markup.render("contents.html.j2", items=items, word=config.extra["words"]["site-on-this-page"])
    return output.replace(END_OF_TITLE, END_OF_TITLE + listed, 1)
