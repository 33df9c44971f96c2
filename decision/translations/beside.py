"""A page beside another one, wherever the two lie: what a project would know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from decision import document
from decision.guides import guide as guides
from decision.guides import metadata
from decision.guides.guide import Guide
from decision.project import Language, Project
from decision.translations import freshness
from decision.translations.freshness import Machine

_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, eq=False)
class Beside(Project):
    """As much of a project as checks of a page ask for: the page that it is a translation of."""

    original: Guide | None = None

    def guide(self, locale: str, page: str) -> Guide | None:
        """The original, whatever is asked for."""
        return self.original


class Pages(NamedTuple):
    """An original and its translation, as files and as guides."""

    files: tuple[Path, Path]
    original: Guide
    translation: Guide

    @property
    def project(self) -> Project:
        """A project with just these."""
        languages = tuple(Language(guide.locale, guide.locale, "") for guide in (self.original, self.translation))
        return Beside(self.files[0].parent, languages, falls_back=False, original=self.original)

    @property
    def machine(self) -> Machine | None:
        """What the translation says of a machine."""
        return freshness.machine(self.translation.syntax.front.data)

    @property
    def commit(self) -> str | None:
        """The version of the original that the translation names."""
        return freshness.commit(self.translation.syntax.front.data)


def read(original: Path, translation: Path, shown: tuple[str, str], content: bytes | None = None) -> Pages:
    """Two pages; `shown` is how their paths are told, `content` what the translation shall hold instead.

    Raises OSError where one cannot be read.
    """
    first, second = _read(original, shown[0]), _read(translation, shown[1], content)
    locale = second.locale if second.locale != first.locale else ""
    return Pages((original, translation), first, Guide(second.path, locale, second.page, second.syntax))


def pairs(original: Path, translation: Path) -> Iterator[tuple[Path, Path | None]]:
    """The pages of two folders in pairs: of the same path, else of the same `exl-id`; None where there is none."""
    others = {path.relative_to(translation): path for path in sorted(translation.rglob("*.md"))}
    mine = [path.relative_to(original) for path in sorted(original.rglob("*.md"))]
    left = [path for name, path in others.items() if name not in mine]
    has_renamed = bool(left) and len(mine) > len(others) - len(left)
    by_id = {known: path for path in left if (known := _id(path))} if has_renamed else {}
    for name in mine:
        if name in others:
            yield original / name, others[name]
        else:
            yield original / name, by_id.get(_id(original / name)) if by_id else None


def _read(path: Path, shown: str, content: bytes | None = None) -> Guide:
    text, _ = document.decode(shown, path.read_bytes() if content is None else content)
    locale = next((part for part in reversed(path.parts[:-1]) if _LOCALE.fullmatch(part)), "")
    return guides.read(shown, locale, path.name, text)


def _id(path: Path) -> str:
    text, _ = document.decode(path.name, path.read_bytes())
    return metadata.of(guides.read("", "", "", text).syntax.front.data).id
