"""The block tags of the dialect, and what each is for."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from decision.guides import parser

# kind of a note -> the classes of its box: Material's type first, then what tells kinds of the same type apart
# https://squidfunk.github.io/mkdocs-material/reference/admonitions/#supported-types
BOXES = {
    "NOTE": "note",
    "INFO": "info",
    "TIP": "tip",
    "IMPORTANT": "warning important",
    "CAUTION": "warning caution",
    "WARNING": "warning",
    "ERROR": "danger error",
    "SUCCESS": "success",
    "ADMINISTRATION": "info administration",
    "AVAILABILITY": "info availability",
    "PREREQUISITES": "abstract prerequisites",
    "MORELIKETHIS": "abstract related",
}
# kind of a note -> the key of its word in the locales
WORDS = {
    "NOTE": "note-note",
    "INFO": "note-info",
    "TIP": "note-tip",
    "IMPORTANT": "note-important",
    "CAUTION": "note-caution",
    "WARNING": "note-warning",
    "ERROR": "note-error",
    "SUCCESS": "note-success",
    "ADMINISTRATION": "note-administration",
    "AVAILABILITY": "note-availability",
    "PREREQUISITES": "note-prerequisites",
    "MORELIKETHIS": "note-morelikethis",
}
# other names of the same, and what machine translation made of them
SAME = {
    "ADMIN": "ADMINISTRATION",
    "PREREQUISITE": "PREREQUISITES",
    "RELATEDARTICLES": "MORELIKETHIS",
    "OBS": "NOTE",
    "OBSERVERA": "NOTE",
    "ANMÄRKNING": "NOTE",
    "OPMERKING": "NOTE",
    "HINWEIS": "NOTE",
    "REMARQUE": "NOTE",
    "NOTA": "NOTE",
    "TIPS": "TIP",
    "TIPP": "TIP",
    "CONSEIL": "TIP",
    "VIKTIGT": "IMPORTANT",
    "BELANGRIJK": "IMPORTANT",
    "WICHTIG": "IMPORTANT",
    "IMPORTANTE": "IMPORTANT",
    "FÖRSIKTIGHET": "CAUTION",
    "VARFÖRSIKTIG": "CAUTION",
    "LETOP": "CAUTION",
    "VOORZICHTIG": "CAUTION",
    "ACHTUNG": "CAUTION",
    "VORSICHT": "CAUTION",
    "ATTENTION": "CAUTION",
    "VARNING": "WARNING",
    "WAARSCHUWING": "WARNING",
    "WARNUNG": "WARNING",
    "AVERTISSEMENT": "WARNING",
    "ADVERTENCIA": "WARNING",
}
BRACKETS = frozenset(("BEGINTABS", "TAB", "ENDTABS", "BEGINSHADEBOX", "ENDSHADEBOX"))
# help inside the product; no reader of the site may see it
HIDDEN = frozenset(("CONTEXTUALHELP",))
VIDEO = "VIDEO"
KINDS = frozenset((*BOXES, *BRACKETS, *HIDDEN, VIDEO))

_TAG = re.compile(r"\[(?P<mark>!?)[ \t]*(?P<inside>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\](?P<behind>[^\n]*)\Z")
_LETTERS = re.compile(r"[\W\d_]")


class BlockTag(NamedTuple):
    """A block tag: its kind, the words behind it between the brackets, and what stands behind the brackets.

    `is_known` is False where the name is none of the dialect; `said` is the name as written.
    """

    kind: str
    title: str
    behind: str
    said: str
    is_known: bool = True


def read(line: str, any_name: bool = True) -> BlockTag | None:
    """The tag that a line of a blockquote begins with. `any_name`: an unknown name makes a note, too."""
    found = _TAG.match(line)
    if not found:
        return None
    words = found["inside"].split()
    behind = found["behind"].strip()
    for count in range(min(3, len(words)), 0, -1):
        name = "".join(words[:count])
        kind = None if parser.has_references(name) else kind_of(name)
        if kind and (found["mark"] or _is_plain(found["inside"], behind)):
            title = found["inside"].strip()
            for _ in range(count):
                title = title.split(maxsplit=1)[1] if len(title.split(maxsplit=1)) > 1 else ""
            return BlockTag(kind, title.strip(), behind, " ".join(words[:count]))
    if not found["mark"] or not any_name or not words or behind.startswith(("(", "[")):
        return None
    name = _LETTERS.sub("", words[0]).upper()
    if not name or name != words[0].upper() or len(words) > 1:
        return None
    near = get_close_matches(name, KINDS, n=1, cutoff=0.8)
    return BlockTag(near[0] if near else "NOTE", "" if near else words[0].capitalize(), behind, words[0], False)


def kind_of(name: str) -> str | None:
    """The kind that a name stands for, whatever its case."""
    name = _LETTERS.sub("", name).upper()
    name = SAME.get(name, name)
    return name if name in KINDS else None


def _is_plain(inside: str, behind: str) -> bool:
    """Whether brackets without `!` can only be a tag: in capitals, and no link."""
    return inside == inside.upper() and not behind.startswith(("(", "[", ":"))
