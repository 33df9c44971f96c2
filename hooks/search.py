"""Search in one language: a small index and a worker of ours, both fetched when a reader turns to the search field.

Why, and what of Material this leans on: CONTRIBUTING.md, "Search"; `tests/test_search.py` says what a new one changes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url, write_file

from decision.render import search

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SCRIPTS = "assets/javascripts"
THEME = (f"{SCRIPTS}/", "assets/stylesheets/")
INDEX = "assets/search/index.json"
WORKER = "assets/search/worker.js"


@event_priority(-50)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Leave out the stemmers of other languages, and the source maps."""
    config.extra["stemmer"] = wanted = stemmer(config)
    for name in list(files.src_uris):
        is_unused = name.startswith(f"{SCRIPTS}/lunr/") and name not in wanted
        if is_unused or (name.startswith(THEME) and name.endswith(".map")):
            files.remove(files.src_uris[name])
    config.extra["outcomes"] = {files.src_uris[path].url for path in config.extra.get("chooser", ())}
    config.extra["own_search"] = WORKER in files.src_uris


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Put our index beside our worker; where Material has its own, leave what it needs to mark words on a page."""
    site = Path(config.site_dir)
    theirs = site / "search" / "search_index.json"
    if theirs.is_file() and config.extra["own_search"]:
        sections = search.brief(json.loads(theirs.read_text("utf-8"))["docs"], config.extra["outcomes"])
        scripts = {"worker": worker(site), "stemmer": config.extra["stemmer"]}
        addresses = {key: [get_relative_url(file, INDEX) for file in files] for key, files in scripts.items()}
        write(site / INDEX, {"language": language(config), **addresses, **search.index(sections)})
        write(theirs, {"config": search.CONFIG, "docs": []})


def stemmer(config: MkDocsConfig) -> tuple[str, ...]:
    """The files that take the words of the language apart; none where the theme has none, or needs none."""
    file = f"{SCRIPTS}/lunr/min/lunr.{language(config)}.min.js"
    return (f"{SCRIPTS}/lunr/min/lunr.stemmer.support.min.js", file) if is_in_theme(config, file) else ()


def language(config: MkDocsConfig) -> str:
    """What the theme's search calls the language, which may be another name: `no` for `nb`."""
    own = str(config.theme["language"]).partition("-")[0].lower()
    plugin: Any = config.plugins.get("material/search")
    names = [own, *(plugin.config.lang or () if plugin else ())]
    return next((name for name in names if is_in_theme(config, f"{SCRIPTS}/lunr/min/lunr.{name}.min.js")), own)


def is_in_theme(config: MkDocsConfig, file: str) -> bool:
    """Whether the theme has a file."""
    return any(Path(folder, file).is_file() for folder in config.theme.dirs)


def worker(site: Path) -> list[str]:
    """Material's worker, whose name changes with its content."""
    return [path.relative_to(site).as_posix() for path in site.glob(f"{SCRIPTS}/workers/search.*.min.js")]


def write(path: Path, data: object) -> None:
    """As MkDocs writes its files."""
    write_file(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), str(path))
