"""A page is painted once it has come whole, and does not wait for scripts.

Painted in parts, its head and its tables would move while a reader looks. The stylesheet a browser has to wait for is
larger than a page, so waiting for its end costs nothing. Scripts behind the end run later, in their order; one within a
page, which makes a form of what stands there, runs before it is painted.
See https://html.spec.whatwg.org/multipage/links.html#link-type-expect; what a browser does not know it leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

LAST = "__config"  # the id of the last element of the theme's pages but for scripts
EXPECTED = f'<link rel="expect" href="#{LAST}" blocking="render"></head>'


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Have the browser wait for the end of a page."""
    return painted_whole(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return painted_whole(output)


def painted_whole(html: str) -> str:
    """The page, waiting for its last element, if it is one of the theme's."""
    before, last, behind = html.partition(f'id="{LAST}"')
    if not last:
        return html
    return before.replace("</head>", EXPECTED, 1) + last + behind.replace('<script src="', '<script defer src="')
