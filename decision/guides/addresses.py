"""Where a link or image leads: `/help/…` means the root of the pages of the same language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")


def localized(
    target: str, page: str, base: str, files: Collection[str], renamed: Mapping[str, str] | None = None
) -> str:
    """A link's target as a path relative to `page`, for a link written in the file `base`.

    `page`, `base` and `files` are paths below the root of the language; `renamed` maps a page's own name to the one
    under which it is published. What leads elsewhere, and what cannot be found, stays as it is written.
    """
    target = target.replace("\u200b", "").strip()
    if _ELSEWHERE.match(target):
        return target
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    path, behind = parts.path, target[len(parts.path) :]
    if not path:
        return target
    if not path.startswith("/") and posixpath.dirname(page) == posixpath.dirname(base) and not renamed:
        return target
    found = next(_candidates(unquote(path), base, files), None)
    if found is None:
        return target
    found = (renamed or {}).get(found, found)
    return _encoded(_relative(found, posixpath.dirname(page))) + behind


def found(target: str, base: str, files: Collection[str]) -> str | None:
    """The path below the root that a target in the file `base` means; None for what leads elsewhere."""
    if _ELSEWHERE.match(target):
        return None
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return next(_candidates(unquote(path), base, files), None) if path else base


def _candidates(path: str, base: str, files: Collection[str]) -> Iterator[str]:
    """Paths below the root that may be meant: those that exist first, then the likeliest for `/help/…`."""
    if not path.startswith("/"):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        return
    whole = posixpath.normpath(path.lstrip("/"))
    inside = whole.removeprefix("help/")
    possible = [whole, inside] if inside != whole else [whole, f"help/{whole}"]
    for candidate in possible:
        yield from (name for name in (candidate, f"{candidate}.md") if name in files)
    if inside != whole:
        yield whole if _have_help(frozenset(files)) else inside


@lru_cache(maxsize=8)
def _have_help(files: frozenset[str]) -> bool:
    """Whether the pages lie in a folder `help`; asked once for the files of a tree, which are many."""
    return any(name.startswith("help/") for name in files)


def _relative(path: str, folder: str) -> str:
    """The way from a folder to a path, both from the same root; `posixpath.relpath` asks where the process runs."""
    parts, base = path.split("/"), folder.split("/") if folder else []
    same = 0
    while same < min(len(parts) - 1, len(base)) and parts[same] == base[same]:
        same += 1
    return "/".join([".."] * (len(base) - same) + parts[same:])


def _encoded(path: str) -> str:
    return re.sub(r"[ ()?#%<>\"]", lambda match: f"%{ord(match[0]):02X}", path)
