"""The interface words of the site: one catalog per language, `<locale>.yaml`, keys to texts with {named} places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType

from decision import document
from decision.document import Document
from decision.problem import Problem, choices, error, quoted, warning

DEFAULT = "en"


@lru_cache(maxsize=32)
def words(locale: str) -> Mapping[str, str]:
    """The words of a language; those it lacks come from English."""
    return MappingProxyType({**catalog(DEFAULT), **catalog(locale)})


def spoken(key: str, locale: str) -> str:
    """The language in which `words(locale)` says a text: its own, or English where it lacks that."""
    return locale if key in _keys(locale) else DEFAULT


@lru_cache(maxsize=32)
def _keys(locale: str) -> frozenset[str]:
    return frozenset(catalog(locale))


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
    return (*found, *_wrong_words(source, catalog(DEFAULT))) if source is not None else found


def _wrong_words(source: Document, english: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the single words, in comparison with those of the default language."""
    for key, text in source.data.items():
        if not isinstance(text, str) or not text.strip():
            message = f"the word {quoted(key)} is {quoted(text)}, expected a text"
            yield error(
                "wrong-type", message, "write a text, in quotes if it looks like something else", source.at(key)
            )
        elif key not in english:
            yield warning("unknown-word", f"no word is called {quoted(key)}", choices(key, english), source.key(key))
        elif names(text) != names(english[key]):
            expected = " ".join(sorted(names(english[key]))) or "none"
            message = f"the word {quoted(key)} names {' '.join(sorted(names(text))) or 'nothing'}, expected {expected}"
            yield error("wrong-names", message, "write the names in braces as in English", source.at(key))
    missing = [key for key in english if key not in source.data]
    if missing:
        message = f"{len(missing)} of {len(english)} words are missing, the first is {quoted(missing[0])}"
        hint = f"add them as they stand in {DEFAULT}.yaml; until then they are said in English"
        yield warning("missing-word", message, hint, source.at())


def names(text: str) -> frozenset[str]:
    """The names in braces, which are replaced when a word is said."""
    try:
        return frozenset(f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({"a single brace"})
