"""The pages for writers: what the checks ask, what data files hold, what is translated; and for who reads the API.

They are English, beside the guides and not among them, built once, below the default language; every page's footer
leads to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import markup
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import normalize_url

from decision.checks import documentation
from decision.exchange import editors
from decision.render import contribute, keys, translations
from decision.translations import status

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

FOLDER = "contribute/"


def on_config(config: MkDocsConfig) -> None:
    """Keep what mkdocs.yml says below its pages."""
    config.extra["copyright"] = config.copyright or ""


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages to the default language, out of its navigation."""
    if config.theme["language"] == config.extra["project"].default:
        state = status.as_data(config.extra["project"], config.extra["translations"].entries())
        made = {**contribute.pages(documentation.groups()), "translations.md": translations.page(state)}
        made |= keys.pages({kind: editors.of_kind(kind) for kind in editors.MODELS})
        for path, text in made.items():
            files.append(File.generated(config, FOLDER + path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say that they are English, whatever the default language is."""
    return f'<div lang="en">\n{html}\n</div>' if page.file.generated_by and page.url.startswith(FOLDER) else html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Lead there from a page."""
    config.copyright = footer(config, normalize_url(f"../{address(config)}", page))


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """Lead there from the page for what does not exist, which may stand anywhere."""
    config.copyright = footer(config, urlsplit(config.extra["whole"]["site_url"] or "/").path + address(config))


def address(config: MkDocsConfig) -> str:
    """Where the pages begin, below the root of the whole site."""
    return f"{config.extra['project'].default}/{FOLDER}{'' if config.use_directory_urls else 'index.html'}"


def footer(config: MkDocsConfig, href: str) -> str:
    """What stands below a page, which the theme takes for a copyright."""
    word = config.extra["words"]["site-contribute"]
    return markup.render("footer.html.j2", copyright=config.extra["copyright"], href=href, word=word)
