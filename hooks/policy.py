"""What a browser may run and load, in every page and beside the site: see `decision/headers.py`.

`mkdocs serve` puts a script of its own into each page, so there pages come without a policy.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import child
import markup
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file

from decision import files, headers

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.hooks.policy")

SCRIPTS = "partials/javascripts/"  # where the theme keeps those that stand in pages
BEGINNING = 4096
UNKNOWN = "'%s' has a script in it that does not run: put it into a file, and list that under extra_javascript"
WRITTEN = {"_headers.j2": "_headers", "nginx.conf.j2": "deploy/nginx.conf"}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """See which scripts the theme has."""
    names = sorted({path.name for folder in config.theme.dirs for path in Path(folder, SCRIPTS).glob("*.html")})
    config.extra["theme_scripts"] = [env.get_template(SCRIPTS + name) for name in names]


@event_priority(-1000)
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Know them as they stand on this page."""
    config.extra["known_scripts"] = known(context, config)


@event_priority(-1000)
def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """As on any page."""
    config.extra["known_scripts"] = known(context, config)


@event_priority(-1000)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy first in the head, when all else is there."""
    return protected(output, page.file.src_uri, config)


@event_priority(-1000)
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """As on any page."""
    return protected(output, template_name, config)


@event_priority(-900)
def on_post_build(config: MkDocsConfig) -> None:
    """Beside the site: the same for all of its files, for servers that can be told."""
    site, below = Path(config.site_dir), urlsplit(config.site_url or "/").path
    if child.order() is not None or child.is_served():
        return
    policies = {name: policy_of(site / name) for name in files.below(site) if name.endswith(".html")}
    for name in sorted(name for name, allowed in policies.items() if allowed is None):
        log.warning("'%s' came without a policy: it was written by no template", name)
    values = {
        "headers": headers.of(mark for allowed in policies.values() for mark in allowed or ()),
        "lasting": [quote(path) for path in headers.lasting(site, config.theme.dirs)],
        "for_ever": headers.FOR_EVER,
        "asked_each_time": headers.ASKED_EACH_TIME,
        "below": below,
    }
    for template, name in WRITTEN.items():
        write_file(markup.render(template, **values).encode(), str(site / name))


def known(context: TemplateContext, config: MkDocsConfig) -> frozenset[str]:
    """The fingerprints of the theme's scripts."""
    values = {**context, "features": config.theme.get("features") or ()}
    texts = [
        script for template in config.extra["theme_scripts"] for script in headers.scripts(template.render(values))
    ]
    return frozenset(map(headers.fingerprint, texts))


def policy_of(path: Path) -> set[str] | None:
    """The scripts that the policy of a page lists, which stands where the page begins; None where it has none."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
        found = headers.allowed(beginning.decode("utf-8", "replace"))
        return headers.allowed((beginning + file.read()).decode("utf-8", "replace")) if found is None else found


def protected(html: str, name: str, config: MkDocsConfig) -> str:
    """A page with its policy; what is no page as it is."""
    if child.is_served():
        return html
    html, unknown = headers.with_policy(html, config.extra["known_scripts"])
    if unknown:
        log.warning(UNKNOWN, name)
    return html
