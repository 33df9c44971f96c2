"""What is asked for by name: `nl/page.md#limits`, `docs/nl/page.md`, `data/usecases.yaml`, `nl/usecases.yaml`, `nl`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decision.problem import choices
from decision.translations import data
from decision.translations.status import Translations


class WishError(Exception):
    """What is asked for cannot be done; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Wish:
    """A page or data file in a language, and one part of it, or all (`part` empty).

    `name` is the page's path in the default language, or the id of the data file.
    """

    locale: str
    name: str
    is_data: bool = False
    part: str = ""


def everything(translations: Translations, locales: tuple[str, ...]) -> Iterator[Wish]:
    """Every page and data file in some languages."""
    for name in data.files(translations.project):
        yield from (Wish(locale, name, is_data=True) for locale in locales)
    originals = translations.names(translations.project.default)
    for locale in locales:
        yield from (Wish(locale, name) for name in sorted(translations.names(locale) & originals))


def read(translations: Translations, written: str) -> tuple[Wish, ...]:
    """What a name means; of a data file without a language, each one. Raises WishError for what there is not."""
    name, _, part = written.partition("#")
    project = translations.project
    locales = [language.locale for language in project.languages]
    name = _from_root(project.root, name).removeprefix("docs/").rstrip("/")
    locale, slash, rest = name.partition("/")
    if name in locales and not part:
        return tuple(everything(translations, (name,)))
    if locale in locales and rest.endswith((".yaml", ".yml")):
        return _data(translations, (locale,), Path(rest).stem, part, written)
    if locale == "data" and slash:
        return _data(translations, translations.locales, Path(rest).stem, part, written)
    if locale not in locales:
        possible = ", ".join(f"{known}/{rest or 'page.md'}" for known in locales)
        raise WishError(f"'{written}' names no page of a language", f"did you mean one of {possible}?")
    shown = translations.pages.renamed.get(locale, {}).get(rest, rest)
    if shown not in translations.names(locale):
        raise WishError(f"there is no page '{rest}' in '{locale}'", choices(rest, sorted(translations.names(locale))))
    return (Wish(locale, shown, part=part),)


def _data(translations: Translations, locales: tuple[str, ...], name: str, part: str, written: str) -> tuple[Wish, ...]:
    known = data.files(translations.project)
    if name not in known:
        raise WishError(f"'{written}' names no data file that can be read", choices(name, known))
    return tuple(Wish(locale, name, is_data=True, part=part) for locale in locales)


def _from_root(root: Path, name: str) -> str:
    """A path as seen from the project's root, where it names something that exists; else as it is."""
    path = Path(name)
    if not path.exists():
        return name
    relative = Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
    return name if relative.startswith("../") else relative
