"""Templates that are not compiled again, because nothing changed that Jinja makes them from: see `cache.py`.

That is their text, and the code around them: hooks, settings, and the versions of all packages.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import made_from
import markup
from jinja2 import BytecodeCache, Environment
from mkdocs.plugins import event_priority

from decision import render
from decision.kept import hashed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class Compiled(BytecodeCache):
    """The templates of a build: `known` are the pieces of earlier ones by template, `now` those of this one, too."""

    def __init__(self, build: made_from.Build, sort: str, key: str) -> None:
        self.build, self.sort, self.key = build, sort, key
        self.known: Mapping[str, str] = build.kept.note(sort, key) or {}
        self.now = dict(self.known)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """As Jinja's own, also where a folder's name is not text."""
        return hashed(f"{name}|{filename}".encode("utf-8", "surrogateescape"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """What an earlier build made of a template, where it is there as it was."""
        piece = self.known.get(_name(bucket))
        content = self.build.kept.get(piece) if piece else None
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made of a template now."""
        with suppress(OSError):
            self.now[_name(bucket)] = self.build.kept.put(bucket.bytecode_to_string())


@event_priority(83)
def on_config(config: MkDocsConfig) -> None:
    """For the project's own templates."""
    build = config.extra.get("build")
    made = None
    if build is not None:
        made = Compiled(build, f"templates-{config.theme['language']}", made_from.surroundings(config, build))
    config.extra["compiled"] = markup.environment.bytecode_cache = render.environment().bytecode_cache = made


@event_priority(-200)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """For the theme's."""
    env.bytecode_cache = config.extra["compiled"]


@event_priority(-998)
def on_post_build(config: MkDocsConfig) -> None:
    """Note what was made."""
    made: Compiled | None = config.extra["compiled"]
    if made is not None and made.now != made.known and made.build.is_sound:
        with suppress(OSError):
            made.build.kept.write_note(made.sort, made.key, made.now)


def _name(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
