"""What the front matter of a page says to the site; what it lacks comes from `TOC.md`, then from `metadata.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from types import MappingProxyType
from typing import Any

from decision.guides import parser

YES = frozenset(("y", "yes", "true", "on", "1"))
NO = frozenset(("n", "no", "false", "off", "0"))
# what belongs to the file that says it
_OWN = frozenset(
    [
        *("title", "description", "seo-title", "seo-description", "exl-id", "uuid", "discoiquuid", "id", "template"),
        *("user-guide-title", "user-guide-description", "breadcrumb-title", "source-git-commit", "source-wordcount"),
        *("workflow-type", "ht-degree", "hide", "source"),
    ]
)


@dataclass(frozen=True)
class Metadata:
    """What becomes of a page. Texts may stand in HTML as they are; `hide` holds Material's words, such as `toc`.

    `title` names the page in the navigation, `head_title` in the window; both are empty where none is given.
    """

    title: str
    head_title: str
    description: str
    is_published: bool
    is_in_navigation: bool
    is_in_search: bool
    is_indexed: bool
    hide: tuple[str, ...]
    id: str
    data: Mapping[str, Any]


def of(own: Mapping[str, Any], inherited: Iterable[Mapping[str, Any]] = ()) -> Metadata:
    """The metadata of a page from its front matter and, outermost first, that of the files it inherits from."""
    data: dict[str, Any] = {}
    for source in inherited:
        data |= {key: value for key, value in source.items() if key not in _OWN}
    data |= own
    title = _text(data.get("title"))
    hide = data.get("hide")
    is_hidden = _says(hide, YES)
    is_indexed = not _says(data.get("index"), NO)
    return Metadata(
        title=title,
        head_title=_text(data.get("seo-title")) or title,
        description=escape(plain(_text_of(data.get("seo-description")) or _text_of(data.get("description")))),
        is_published=not _says(data.get("internal"), YES),
        is_in_navigation=not (is_hidden or _says(data.get("hidefromtoc"), YES)),
        is_in_search=not is_hidden and is_indexed,
        is_indexed=is_indexed,
        hide=_words(hide),
        id=_text_of(data.get("exl-id")),
        data=MappingProxyType(data),
    )


def is_usable(key: str, value: object, exists: Callable[[str], bool]) -> bool:
    """Whether Material's templates can do with a value of the front matter; some would stop on what others mean by it.

    `exists` tells whether the theme has a file.
    """
    match key:
        case "search":
            return isinstance(value, dict)
        case "icon":
            return isinstance(value, str) and exists(f".icons/{value}.svg")
        case "template":
            return isinstance(value, str) and exists(value)
        case _:
            return value not in ("", [])


def plain(text: str) -> str:
    """A text of the front matter without the tags of the dialect, as characters: no references, nothing invisible."""
    protected = parser.protect(unescape(text))
    shown = "".join(piece.text for piece in parser.pieces(protected) if not piece.is_tag)
    return " ".join(parser.restore(shown).replace("\u200b", "").split())


def _text(value: object) -> str:
    return escape(plain(_text_of(value)), quote=False)


def _text_of(value: object) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _says(value: object, words: frozenset[str]) -> bool:
    return not isinstance(value, (dict, list)) and str(value).strip().lower() in words


def _words(hide: object) -> tuple[str, ...]:
    """Material's `hide`, which is a list; anything else would stop its templates."""
    if isinstance(hide, list):
        return tuple(str(word) for word in hide)
    return (hide,) if isinstance(hide, str) and not _says(hide, YES | NO) else ()
