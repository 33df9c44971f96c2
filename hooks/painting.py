"""A page is painted once it has come whole: painted in parts, its head and its tables move while a reader looks.

The stylesheets a browser has to wait for are larger than a page, so this waiting costs nothing.
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
    return waiting(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return waiting(output)


def waiting(html: str) -> str:
    """The page, waiting for its last element if it has it."""
    return html.replace("</head>", EXPECTED, 1) if f'id="{LAST}"' in html else html
