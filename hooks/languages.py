"""One complete MkDocs site per language, each built in a process of its own.

The configuration describes all languages; this hook narrows it to one. The first process takes the default language and
starts a child for every other, with an order. What a child warns of is repeated here, where
`--strict` counts it, with `[sv]` in front.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import child
import click
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from decision import garbage, publishing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.languages")

NARROWED = ("docs_dir", "site_dir", "site_url", "site_name", "site_description")
COMMAND = (sys.executable, "-P", "-m", "mkdocs")
CHANGED_BY_COMMANDS = ("site_dir", "site_url", "use_directory_urls")

running: list[child.Child] = []  # here, because `on_build_error` is given no configuration


def on_startup(*, command: str, dirty: bool) -> None:
    """In every process."""
    garbage.collect_seldom()


@event_priority(90)
def on_config(config: MkDocsConfig) -> None:
    """Narrow the configuration to the language of this process, before search and others read it."""
    order = child.order()
    if order:
        if not child.is_waiting():
            child.report_to_parent("mkdocs")
        config.update(order["config"])
        if "stage" in order:
            config.extra["stage"] = publishing.Stage(Path(order["stage"][0]), Path(order["stage"][1]))
    config.extra["whole"] = {key: config[key] for key in NARROWED}
    narrow(config, order["locale"] if order else config.extra["project"].default)


def on_pre_build(config: MkDocsConfig) -> None:
    """In the first process: start the children."""
    if child.order() is None:
        running.extend(start(config, language.locale) for language in config.extra["project"].languages[1:])


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """When this language is written: wait for the others, and widen the configuration for who reads it next."""
    failed = [build.locale for build in running if not repeat_reports(build)]
    running.clear()
    config.update(config.extra["whole"])
    if failed:
        raise PluginError(f"There is no site in {', '.join(failed)}")


def on_build_error(error: Exception) -> None:
    """What is still being built will not be wanted."""
    for build in running:
        child.end(build)
    running.clear()


def narrow(config: MkDocsConfig, locale: str) -> None:
    """Make of the configuration for all languages the one for a language."""
    language = next(entry for entry in config.extra["project"].languages if entry.locale == locale)
    if not any(Path(folder, "partials", "languages", f"{locale}.html").is_file() for folder in config.theme.dirs):
        raise PluginError(f"mkdocs.yml: the theme has no words for the locale '{locale}'")
    config.docs_dir = str(Path(config.docs_dir, locale))
    config.site_dir = str(Path(config.site_dir, locale))
    config.site_url = config.site_url and f"{config.site_url}{locale}/"
    config.site_name = language.site_name
    config.site_description = language.site_description
    config.theme["language"] = locale


def start(config: MkDocsConfig, locale: str) -> child.Child:
    """Build another language with the settings of this process, whether a file or the command line made them."""
    whole = {**config, **config.extra["whole"]}
    order = {"locale": locale, "is_served": child.is_served()}
    order["config"] = {key: whole[key] for key in CHANGED_BY_COMMANDS}
    order["stage"] = [str(config.extra["stage"].target), str(config.extra["stage"].folder)]
    return child.start(locale, COMMAND, arguments(config), order)


def arguments(config: MkDocsConfig) -> list[str]:
    """What `mkdocs` is called with to build the same project."""
    words = ["build", "--no-strict", "--config-file", config.config_file_path]
    called = click.get_current_context(silent=True)
    theme = called.params.get("theme") if called else None
    return [*words, "--theme", theme] if theme else words


def repeat_reports(build: child.Child) -> bool:
    """Log what a child warned of; whether it made its site."""
    worst = logging.NOTSET
    for level, message in child.reports(build):
        log.log(level, "[%s] %s", build.locale, message)
        worst = max(worst, level)
    return worst < logging.CRITICAL
