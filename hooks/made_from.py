"""What a build is made from, as keys: for the hooks that take over what an earlier one made."""

from __future__ import annotations

import logging
import os
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import child
import messages

import decision
from decision import fingerprints
from decision.guides.pages import is_page
from decision.kept import Kept, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from mkdocs.config.defaults import MkDocsConfig

    from decision.fingerprints import Inputs

# what changes nothing that is made, or is looked at otherwise
NO_INPUT = ("config_file_path", "dev_addr", "hooks", "plugins", "site_dir", "strict", "watch")
OF_PROCESSES = (child.ORDER, child.SERVED, "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
SEARCH = "material/search"
EXTENSIONS = re.compile(
    r"(markdown\.extensions\.)?(abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|legacy_attrs"
    r"|legacy_em|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)"
    r"|pymdownx\.(?!snippets|b64|pathconverter)\w+"
)
INHERIT = re.compile(r"^INHERIT:[ \t]*['\"]?([^'\"#\n]+)", re.MULTILINE)
# what takes a whole page into another one
INCLUDE = re.compile(rb"\{\{[ \t]*\$include")
# what a page may hold of data/
REFERENCE = re.compile(rb"\{\{|<!--|address:")
# what a decision table says of itself
TABLE = re.compile(rb"^kind:[ \t]*['\"]?decision-table\b", re.MULTILINE)
FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---.*?^(?:---|\.\.\.)[ \t\r]*$", re.DOTALL | re.MULTILINE)


@dataclass
class Build:
    """A build on its way: what it is made from, what it said so far, whether all of it is taken over.

    `site` is where it is made, `old` the place that it is for, and where the one before it lies; `is_published`: that
    one is the same, and stays.
    """

    kept: Kept
    site: Path
    old: Path | None
    inputs: Inputs
    recorder: messages.Recorder
    in_use: int
    sort: str
    key: str
    code: str
    is_taken_over: bool = False
    is_published: bool = False
    has_ended: bool = False

    @cached_property
    def is_sound(self) -> bool:
        """When all is made: whether it was made from what was read, as nothing changed meanwhile."""
        return self.inputs.are_unchanged()

    def end(self) -> None:
        """Leave the cache to others."""
        if not self.has_ended:
            self.has_ended = True
            self.recorder.end()
            self.kept.tidy(self.in_use)


def is_doubtful(config: MkDocsConfig) -> bool:
    """Whether something takes part that may depend on what nobody here knows."""
    plugins = [name for name in config.plugins if name not in modules(config)]
    return bool(
        not set(plugins) <= {SEARCH}
        or not all(EXTENSIONS.fullmatch(name) for name in config.markdown_extensions)
        or config.draft_docs
        or messages.MKDOCS.getEffectiveLevel() < logging.INFO
    )


def key(config: MkDocsConfig, inputs: Inputs, code: str, locale: str) -> str:
    """What identifies all that a language is made from; the whole site where no locale is given."""
    return fingerprint([locale, settings(config), code, list(seen(config, inputs, locale))])


def settings(config: MkDocsConfig) -> str:
    """What identifies the configuration as it is now; of values that nobody knows the types."""
    site = str(config.extra.get("whole", config)["site_dir"])  # another folder each time
    said = {name: value for name, value in config.items() if name not in NO_INPUT}
    # where a site is made is known to those only that make it
    said["extra"] = {name: value for name, value in config.extra.items() if name != "stage"}
    plugins = [plugin.config for name, plugin in config.plugins.items() if name == SEARCH]
    values = fingerprints.plain([said, config.theme.dirs, config.theme.static_templates, plugins])
    return fingerprint(str(values).replace(site, ""))


def surroundings(config: MkDocsConfig, build: Build) -> str:
    """What identifies all that a build is made from but for docs/ and data/."""
    return fingerprint([settings(config), build.code])


def code_of(config: MkDocsConfig, inputs: Inputs) -> str:
    """What identifies the code, the theme, and what is asked of the process."""
    content = tuple(f"{root(config) / folder}{os.sep}" for folder in ("docs", "data"))
    code = [path for path in inputs.hashes if not str(path).startswith(content)]
    return fingerprint(
        [
            [(str(path), inputs.hashes[path]) for path in code],
            {name: value for name, value in fingerprints.environment(code).items() if name not in OF_PROCESSES},
            fingerprints.installed(),
            [fingerprints.theme(Path(folder)) for folder in config.theme.dirs],
            messages.MKDOCS.getEffectiveLevel(),
            child.is_served(),
        ]
    )


def seen(config: MkDocsConfig, inputs: Inputs, locale: str) -> Iterator[tuple[str, str]]:
    """What a language is made from, of docs/ and data/; all of it where no locale is given."""
    docs = root(config) / "docs"
    languages = config.extra["project"].languages[1:] if locale else ()
    others = [docs / language.locale for language in languages if language.locale != locale]
    for folder in (docs, root(config) / "data"):
        for name, found in inputs.below(folder):
            path = folder / name
            other = next((other for other in others if path.is_relative_to(other)), None)
            if other and path.suffix == ".md" and is_page(path.relative_to(other).as_posix()):
                yield str(path), front_matter(path)
            else:
                yield str(path), found


def front_matter(path: Path) -> str:
    """What identifies what a page says of itself before its text."""
    try:
        found = FRONT_MATTER.match(path.read_bytes())
    except OSError as reason:
        return str(reason.errno)
    return found[0].decode(errors="backslashreplace") if found else ""


def sources(config: MkDocsConfig) -> list[Path]:
    """Everything that a build reads, but for what is installed."""
    start = Path(config.config_file_path)
    loaded = [Path(str(getattr(module, "__file__", None) or "")) for module in list(sys.modules.values())]
    installed = [Path(sys.prefix), Path(sys.base_prefix)]
    own = [path for path in loaded if path.is_file() and not any(path.is_relative_to(folder) for folder in installed)]
    hooks = {Path(str(module.__file__)).parent for module in modules(config).values()}
    theme = [Path(folder) for folder in config.theme.dirs if not any(map(Path(folder).is_relative_to, installed))]
    folders = {root(config) / "docs", root(config) / "data", Path(str(decision.__file__)).parent, *hooks, *theme}
    alone = {path for path in own if not any(path.is_relative_to(folder) for folder in folders)}
    return [*sorted(folders), *sorted(alone), *configurations(start)]


def configurations(path: Path) -> Iterator[Path]:
    """A configuration and those that it inherits from."""
    yield path
    found = INHERIT.search(path.read_text("utf-8", errors="replace")) if path.is_file() else None
    if found:
        yield from configurations(path.parent / found[1].strip())


def modules(config: MkDocsConfig) -> dict[str, ModuleType]:
    """The hooks by their names, in the order of mkdocs.yml."""
    return dict(cast("Any", config.hooks))


def root(config: MkDocsConfig) -> Path:
    """The folder of the project."""
    return Path(config.config_file_path).parent


def default_locale(config: MkDocsConfig) -> str:
    """The first language of mkdocs.yml, which may be wrong in any way before it is checked; empty then."""
    listed = config.extra.get("languages")
    first = listed[0] if isinstance(listed, list) and listed else None
    return str(first["locale"]) if isinstance(first, dict) and isinstance(first.get("locale"), str) else ""


def is_guide(path: Path, docs: Path) -> bool:
    """Whether a file is a page that others do not take from, in any language."""
    text, above = str(path), f"{docs}{os.sep}"
    below = text[len(above) :].partition(os.sep)[2] if text.endswith(".md") and text.startswith(above) else ""
    return bool(below) and is_page(below.replace(os.sep, "/"))


def content(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""
