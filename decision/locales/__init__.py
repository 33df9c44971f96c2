"""The interface words of the site: one catalog per language, `<locale>.yaml`, keys to texts with {named} places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from decision import document
from decision.problem import Problem, error

DEFAULT = "en"


@lru_cache(maxsize=32)
def words(locale: str) -> Mapping[str, str]:
    """The words of a language; those it lacks come from English."""
    return MappingProxyType({**catalog(DEFAULT), **catalog(locale)})


def catalog(locale: str) -> dict[str, str]:
    """What the catalog of a language itself holds; nothing where there is none."""
    file = files(__name__).joinpath(f"{locale}.yaml")
    if not locale.replace("-", "").isalnum() or not file.is_file():
        return {}
    source, _ = document.read(f"decision/locales/{locale}.yaml", file.read_bytes())
    data = source.data if source is not None and isinstance(source.data, dict) else {}
    return {str(key): str(text) for key, text in data.items()}


def problems(locale: str) -> tuple[Problem, ...]:
    """What is wrong with the catalog of a language; a language without one has English words."""
    file = files(__name__).joinpath(f"{locale}.yaml")
    if not locale.replace("-", "").isalnum() or not file.is_file():
        return ()
    source, found = document.read(f"decision/locales/{locale}.yaml", file.read_bytes())
    if source is not None and not isinstance(source.data, dict):
        return (error("wrong-type", "a catalog is a mapping of words", "write 'key: text' lines", source.at()),)
    return found
