"""The same pages as other projects: with MkDocs and Material alone, with mkdocs-static-i18n, in one language.

Made of a project of this kind, as `bench.tree` writes them. Theme, extensions, search and validation stay as its
mkdocs.yml has them, but where it is said otherwise.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench import nodes

# what this project adds to mkdocs.yml, and what Material does not do by itself
OURS = ("hooks", "watch")
PRUNING = "navigation.prune"


def copy(source: Path, out: Path) -> Path:
    """All of a project but what its builds have made."""
    shutil.copytree(source, out, ignore=shutil.ignore_patterns("site", ".cache", ".git", ".venv", "__pycache__"))
    return out


def locales(project: Path) -> list[str]:
    """The languages of a project, the default one first."""
    listed = nodes.get(nodes.get(nodes.compose(project / "mkdocs.yml"), "extra"), "languages")
    return [str(nodes.get(entry, "locale").value) for entry in listed.value]


def without_hooks(project: Path) -> None:
    """Have MkDocs build the default language alone."""
    locale = locales(project)[0]
    config = nodes.compose(project / "mkdocs.yml")
    nodes.drop(config, *OURS)
    nodes.put(config, "docs_dir", f"docs/{locale}")
    _save(project, config)
    shutil.copytree(project / "docs" / "assets", project / "docs" / locale / "assets")


def as_it_comes(project: Path) -> None:
    """The same without what keeps the navigation small."""
    without_hooks(project)
    config = nodes.compose(project / "mkdocs.yml")
    features = nodes.get(nodes.get(config, "theme"), "features")
    features.value = [feature for feature in features.value if feature.value != PRUNING]
    _save(project, config)


def with_plugin(project: Path) -> None:
    """Have mkdocs-static-i18n build all languages, from the same folders."""
    first, *others = locales(project)
    known = [{"locale": first, "name": first, "default": True}, *({"locale": one, "name": one} for one in others)]
    config = nodes.compose(project / "mkdocs.yml")
    nodes.drop(config, *OURS)
    nodes.put(config, "plugins", ["search", {"i18n": {"docs_structure": "folder", "languages": known}}])
    _save(project, config)


def in_one_language(project: Path) -> None:
    """Leave the default language only, in pages and in data."""
    first, *others = locales(project)
    config = nodes.compose(project / "mkdocs.yml")
    listed = nodes.get(nodes.get(config, "extra"), "languages")
    listed.value = listed.value[:1]
    _save(project, config)
    for locale in others:
        shutil.rmtree(project / "docs" / locale, ignore_errors=True)
    for path in (project / "data").glob("*.yaml"):
        data = yaml.safe_load(path.read_text("utf-8"))
        if data["kind"] == "translations":
            path.unlink()
        else:
            path.write_text(yaml.safe_dump(_only(data, first, others), allow_unicode=True, sort_keys=False), "utf-8")


def without(project: Path, hooks: Sequence[str]) -> None:
    """Take these out of the list of hooks."""
    config = nodes.compose(project / "mkdocs.yml")
    listed = nodes.get(config, "hooks")
    listed.value = [entry for entry in listed.value if Path(entry.value).stem not in hooks]
    _save(project, config)


def _only(data: Any, locale: str, others: Sequence[str]) -> Any:
    """Data without the texts of other languages."""
    if isinstance(data, list):
        return [_only(entry, locale, others) for entry in data]
    if isinstance(data, dict):
        left = others if locale in data else ()
        return {key: _only(value, locale, others) for key, value in data.items() if key not in left}
    return data


def _save(project: Path, config: yaml.MappingNode) -> None:
    (project / "mkdocs.yml").write_text(nodes.text(config), "utf-8")
