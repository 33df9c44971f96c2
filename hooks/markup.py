"""The few pages and pieces that are the site's own, through the templates beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

TEMPLATES = Path(__file__).parent / "templates"

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(("html.j2", "xml.j2")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(template: str, **values: object) -> str:
    """The template with the values, escaped; a value that is missing is an error."""
    return environment.get_template(template).render(values)


def unlisted(output: str) -> str:
    """The page, telling search engines to leave it out."""
    return output.replace("</head>", '<meta name="robots" content="noindex"></head>', 1)


def links(page: Page, files: Files) -> Callable[[str], str | None]:
    """What turns `page.md#anchor` into an address as this page has to write it; None where there is no such page."""

    def link(target: str) -> str | None:
        path, mark, anchor = (target, "", "") if target in files.src_uris else target.partition("#")
        file = files.src_uris.get(path)
        if file is page.file and anchor:  # any other form would drop the answers in the address
            return mark + anchor
        return file.url_relative_to(page.file) + mark + anchor if file else None

    return link
