"""What MkDocs knows of a page that is read, as text that can be kept, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure.files import File
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# what is no part of the page itself: where it stands among others
PLACE = ("file", "children", "parent", "previous_page", "next_page", "_Page__active")


def written(page: Page, **instead: Any) -> str | None:
    """The state of a page; None where it holds what cannot be told exactly, such as an object of a plugin."""
    state = {name: value for name, value in vars(page).items() if name not in PLACE}
    try:
        return json.dumps(plain(state | instead), ensure_ascii=True, separators=(",", ":"))
    except TypeError:
        return None


def restore(page: Page, text: str, files: Files) -> None:
    """Bring a page into a state in which it was."""
    state = vars(page)
    for name in [name for name in state if name not in PLACE]:
        del state[name]
    state.update(back(json.loads(text), files))


def plain(value: Any) -> Any:
    """A value as JSON has it; its type must be known exactly, as another one may behave otherwise."""
    match value:
        case None | bool() | int() | float() | str() if type(value) in (bool, int, float, str, type(None)):
            return value
        case list() if type(value) is list:
            return [plain(inner) for inner in value]
        case dict() if type(value) is dict:
            return {"dict": [[plain(key), plain(inner)] for key, inner in value.items()]}
        case tuple() if type(value) is tuple:
            return {"tuple": [plain(inner) for inner in value]}
        case set() | frozenset():
            return {type(value).__name__: sorted(plain(inner) for inner in value)}
        case datetime() | date() if type(value) in (date, datetime):
            return {type(value).__name__: value.isoformat()}
        case TableOfContents():
            return {"contents": plain(value.items)}
        case AnchorLink():
            return {"anchor": plain(vars(value))}
        case File():
            return {"file": value.src_uri}
    raise TypeError(type(value))


def back(value: Any, files: Files) -> Any:
    """The value that `plain` was given."""
    if isinstance(value, list):
        return [back(inner, files) for inner in value]
    if not isinstance(value, dict):
        return value
    (kind, inner), *_ = value.items()
    match kind:
        case "dict":
            return {back(key, files): back(entry, files) for key, entry in inner}
        case "tuple" | "set" | "frozenset":
            return {"tuple": tuple, "set": set, "frozenset": frozenset}[kind](back(inner, files))
        case "date" | "datetime":
            return {"date": date, "datetime": datetime}[kind].fromisoformat(inner)
        case "contents":
            return TableOfContents(back(inner, files))
        case "file":
            return files.src_uris[inner]
    link = AnchorLink("", "", 0)
    vars(link).clear()
    vars(link).update(cast("dict[str, Any]", back(inner, files)))
    return link
