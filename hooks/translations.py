"""A quiet notice on a translated page of which sections are not current, or that nobody has reviewed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markup
from mkdocs.plugins import event_priority
from mkdocs.utils import normalize_url

from decision.translations import notice
from decision.translations.status import Translations

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_config(config: MkDocsConfig) -> None:
    """Have the translations at hand."""
    memory = config.extra.get("memory")
    config.extra["translations"] = Translations(config.extra["project"], memory.words if memory else {})


@event_priority(-60)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put it above the text, once links that lead nowhere are gone: the original is in another language's site."""
    original, locale = config.extra["project"].languages[0], config.theme["language"]
    if locale == original.locale or not (page.file.generated_by or page.file.src_dir == config.docs_dir):
        return html
    # a text that is not translated is not found in this language
    html = re.sub(rf'<[a-z][^<>]*\slang="{original.locale}"(?![^<>]*data-search)', r"\g<0> data-search-exclude", html)
    told = notice.of(config.extra["translations"], locale, page.file.src_uri)
    if page.file.generated_by or not told.is_needed:
        return html
    href = normalize_url(f"../{original.locale}/{page.url}", page)
    return (
        markup.render("translation.html.j2", notice=told, href=href, original=original, say=config.extra["words"])
        + html
    )
