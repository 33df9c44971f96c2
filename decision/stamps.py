"""What a translation notes of the text that it was made from: `1:3f9a2c1e07b2`.

Before the colon stands the number of the normalisation (`translations.typography`), behind it eight digits of a hash of
the words and pieces, and four of where links and images lead; without those four, nobody asks where they lead.
A page has its stamps in its front matter, by heading; the texts of data files have theirs in a file of its own kind:

    kind: translations
    files:
      usecases:
        sv:
          title: 1:3f9a2c1e
          usecases/share-few/label: 1:0b51d7aa
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import StringConstraints

from decision import schema
from decision.problem import Problem
from decision.texts import Part

if TYPE_CHECKING:
    from decision.document import Document

KIND = "translations"
KEY = "source"
_FORM = r"^[1-9][0-9]{0,3}:[0-9a-f]{8}([0-9a-f]{4})?$"
_STAMP = re.compile(_FORM)

Written = Annotated[str, StringConstraints(pattern=_FORM)]


class Stamp(NamedTuple):
    """A stamp read: the number of the normalisation, the hash of the words, that of the addresses (None: not noted)."""

    number: int
    words: str
    addresses: str | None


class Stamps(Part):
    """The stamps of the texts in data files: file, language, route with slashes, stamp."""

    kind: Literal["translations"]
    """The first key of the file: it holds stamps of translations."""
    files: Mapping[str, Mapping[str, Mapping[str, Written]]] = {}
    """Data file, language, route to the text, stamp. `decision translations accept` writes all of it."""


def read(document: Document, languages: Sequence[str]) -> tuple[Stamps | None, tuple[Problem, ...]]:
    """The stamps in a document, or None where it cannot be used, and every problem found."""
    return schema.read(document, languages, Stamps)


def parse(written: Any) -> Stamp | None:
    """A stamp as it is written; None for what is none."""
    if not isinstance(written, str) or not _STAMP.match(written):
        return None
    number, _, digits = written.partition(":")
    return Stamp(int(number), digits[:8], digits[8:] or None)


def of(front: Mapping[str, Any]) -> Mapping[str, Stamp | None] | None:
    """The stamps in the front matter of a page by heading, None for what is no stamp; None where it notes none."""
    held = front.get(KEY)
    return {str(key): parse(value) for key, value in held.items()} if isinstance(held, dict) else None
