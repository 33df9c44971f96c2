"""Builds that do only what changed. Nothing else knows of this hook; without it, builds take longer and are the same.

1. Where nothing changed, the last output is taken over: of the whole site by the first process, of a language by the
   process that makes it; a site that stands in its place as it was is left there. What a build is made from is its
   key: all files below docs/ (of other languages their names and front matter), data/, hooks/ and the package, the
   configuration as MkDocs has it, what of the environment they name, the theme, Python and the versions of all
   packages.
2. In a language where something changed, pages are taken over that nothing changed for: see `cached_pages.py`.

What a build said is part of what it made, and said again. Whatever is damaged, unknown or changes during a build is
made anew: see `decision/kept.py` and `made_from.py`.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import child
import made_from
import messages
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files

from decision import fingerprints
from decision.kept import FOLDER, Kept, is_kept

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

WAITING = ".kept"  # hidden, so that MkDocs leaves it when it empties the folder
IN_ANY_CASE = ("startup", "shutdown", "serve", "build_error")

building: list[made_from.Build] = []  # here, because `on_build_error` is given no configuration


@event_priority(105)
def first(config: MkDocsConfig) -> None:
    """In the first process: take over the whole site, before anything of it is read."""
    give_up()
    if child.order() is None:
        begin(config)


@event_priority(85)
def narrowed(config: MkDocsConfig) -> None:
    """In that of another language, when the configuration is narrowed to it: take over the language."""
    if child.order() is not None:
        give_up()
        begin(config, config.theme["language"])


on_config = CombinedEvent(first, narrowed)


def on_files(files: Files, config: MkDocsConfig) -> Files | None:
    """There is nothing to do where all is taken over."""
    return Files([]) if any(build.is_taken_over for build in building) else None


@event_priority(-999)
def on_post_build(config: MkDocsConfig) -> None:
    """Put what was taken over in its place; keep what was made, if it was made from what was read."""
    for build in building:
        if build.is_published:
            continue
        if build.is_taken_over:
            for entry in sorted((build.site / WAITING).iterdir()):
                entry.rename(build.site / entry.name)
            (build.site / WAITING).rmdir()
        elif build.is_sound:
            with suppress(OSError):
                tree = build.kept.put_tree(build.site, config.extra.get("sums", {}))
                note = {"tree": tree, "said": build.recorder.said}
                build.kept.write_note(build.sort, build.key, note)
    give_up()


def on_build_error(error: Exception) -> None:
    """A failed build made nothing."""
    give_up()


def give_up() -> None:
    """Nothing is being built."""
    for build in building:
        build.end()
    building.clear()


def begin(config: MkDocsConfig, locale: str = "") -> None:
    """Look for what was made from the same; if it is there, have MkDocs do nothing. A locale: of this language only."""
    kept = Kept(made_from.root(config) / FOLDER)
    in_use = kept.in_use() if not made_from.is_doubtful(config) else None
    if in_use is None:
        return
    inputs = fingerprints.read(made_from.sources(config))
    sort, code = f"language-{locale}" if locale else "whole", made_from.code_of(config, inputs)
    site, key = Path(config.site_dir), made_from.key(config, inputs, code, locale)
    stage = config.extra.get("stage")
    old = stage.published(site) if stage else None
    build = made_from.Build(kept, site, old, inputs, messages.Recorder(), in_use, sort, key, code)
    config.extra["build"] = build
    building.append(build)
    note = kept.note(sort, key) if not child.is_waiting() else None
    build.is_published = note is not None and old is not None and not locale and is_kept(note["tree"], old)
    if note is not None and (build.is_published or kept.restore(note["tree"], site / WAITING, old)):
        build.is_taken_over = True
        empty(config)
        messages.repeat(note["said"])
    else:
        shutil.rmtree(site / WAITING, ignore_errors=True)


def empty(config: MkDocsConfig) -> None:
    """Have MkDocs build nothing, and no other hook take part but those that are listed above this one: they publish."""
    names = [vars(module) for module in made_from.modules(config).values()]
    staying = names[: next(place for place, found in enumerate(names) if found is globals()) + 1]
    for event, methods in config.plugins.events.items():
        if event not in IN_ANY_CASE:
            methods[:] = [
                method for method in methods if any(getattr(method, "__globals__", None) is own for own in staying)
            ]
    config.nav = None
    config.extra_templates = []
    config.theme.static_templates = set()
