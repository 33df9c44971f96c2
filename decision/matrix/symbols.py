"""Symbols as eyes see them: what looks alike has the same skeleton.

Check marks and crosses by how they are drawn; letters by the look-alikes between Latin, Greek and Cyrillic (Unicode
Technical Standard 39, confusables, those that occur in keyboards); blanks, joiners and variation selectors not at all.
"""

from __future__ import annotations

import unicodedata

CHECKS = "✔✓☑✅🗸🗹√"
CROSSES = "✘✗✖✕❌❎×☒🗙🗴🗵╳⨯"
DOTS = "●⬤⚫•∙·"
CIRCLES = "○◯⚪◦"
DASHES = "–—-−‐‑‒―﹣－"
_FAMILIES = (CHECKS, CROSSES, DOTS, CIRCLES, DASHES)
# Cyrillic capitals and small letters, Greek ones, each with the Latin letter it looks like
_LETTERS = {
    **dict(zip("АВСЕНІЈКМОРЅТХУ", "ABCEHIJKMOPSTXY", strict=True)),
    **dict(zip("аеорсѕхуіј", "aeopcsxyij", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ον", "ov", strict=True)),
}
_LIKE = {character: family[0] for family in _FAMILIES for character in family}


def skeleton(symbol: str) -> str:
    """The symbol with everything that looks alike as one character, and nothing that cannot be seen."""
    plain = unicodedata.normalize("NFKC", "".join(_LIKE.get(c, c) for c in symbol))
    seen = [_LIKE.get(c, _LETTERS.get(c, c)) for c in plain if not is_invisible(c) and not c.isspace()]
    return "".join(seen)


def is_invisible(character: str) -> bool:
    """Whether a character takes no room: joiners, marks of direction, variation selectors, zero-width blanks."""
    return unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") and not character.isspace()


def stray(symbol: str) -> str:
    """What a symbol holds that should not be there, in words; empty where it is as it should be."""
    inner = symbol.strip()
    if any(c.isspace() for c in inner):
        return "a blank"
    hidden = next((c for c in symbol if is_invisible(c)), None)
    if hidden is not None:
        return f"an invisible character (U+{ord(hidden):04X})"
    if inner != symbol:
        return "a blank at its end"
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in symbol if c.isalpha()}
    return "letters of two alphabets" if len(scripts & {"LATIN", "GREEK", "CYRILLIC"}) > 1 else ""
