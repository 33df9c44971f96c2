"""The symbols of verdicts, and what eyes or machines take them for.

A symbol is a run of glyphs such as `✔✔`. Blanks, invisible characters and variation selectors in it are damage or
typography, never a meaning. Two runs have the same shape where a reader confuses them (✔ and ✓), and are of the same
kind where they say the same in other clothes (✔ and ✅).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from decision.matrix.symbols import CHECKS, CIRCLES, CROSSES, DASHES, DOTS, skeleton

# glyphs that a reader confuses with each other
_ALIKE = ("✔✓🗸√", "☑🗹", "✘✗🗴", "✖✕×⨯╳🗙", "❎☒🗵", "xXхХ", DASHES, "●⬤⚫•∙", "○◯⚪◦", "☐⬜□", "★⭐", "?？❓❔", "+＋➕")
_OTHER = "⊘⚠❗☆◐◑◒◓◉🔴🟠🟡🟢🔵🟣🟤⬛■▲△▼▽◆◇👍👎🚫⛔🆗🔶🔷⏳🚧🔜🟥🟧🟨🟩🟦✦✧➖"
# these are words, signs or numbers as well: a symbol only where nothing else stands in the cell
_ALONE = f"{DASHES}?？+＋xXхХ×√•∙·◦"

_SHAPE = {glyph: group[0] for group in _ALIKE for glyph in group}
_GLYPHS = {*CHECKS, *CROSSES, *DOTS, *CIRCLES, *_SHAPE, *_OTHER}
_STRONG = "".join(sorted((_GLYPHS - set(_ALONE)) | {"×", "√"}))

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SELECTORS = "\ufe0e\ufe0f"
_BLANKS = " \t\u00a0\u2000-\u200a\u202f\u3000"
# pictures that nobody writes in running text may stand beside the others, in a cell or a legend
_PICTURES = (
    "\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u25a0-\u25ff\u2600-\u2793\u2b00-\u2bff"
    "\U0001f100-\U0001f2ff\U0001f300-\U0001faff"
)
_FREE = re.escape("".join(sorted(_GLYPHS - set(_ALONE)))) + _PICTURES
_GAP = f"[{_BLANKS}{INVISIBLE}{_SELECTORS}]*"
RUN = re.compile(f"[{INVISIBLE}]*[{_FREE}](?:{_GAP}[{_FREE}])*[{INVISIBLE}{_SELECTORS}]*")
_LONE = re.compile(f"[{INVISIBLE}]*([{re.escape(_ALONE)}])(?:{_GAP}\\1)*[{INVISIBLE}{_SELECTORS}]*")
_DROPPED = re.compile(f"[{_BLANKS}{INVISIBLE}{_SELECTORS}]")
_STRONG_GLYPH = re.compile(f"[{re.escape(_STRONG)}]")
# nearly every letter is told by a range, which is much faster than by one of many glyphs
_FAR = min(glyph for glyph in _STRONG if glyph > "\u00ff")
_MAY_BE_STRONG = re.compile(f"[{''.join(glyph for glyph in _STRONG if glyph < _FAR)}{_FAR}-\U0010ffff]")

SHORTCODES = {
    ":white_check_mark:": "✅",
    ":heavy_check_mark:": "✔",
    ":ballot_box_with_check:": "☑",
    ":x:": "❌",
    ":heavy_multiplication_x:": "✖",
    ":negative_squared_cross_mark:": "❎",
    ":warning:": "⚠",
    ":no_entry:": "⛔",
    ":no_entry_sign:": "🚫",
    ":heavy_minus_sign:": "➖",
    ":o:": "⭕",
    ":green_circle:": "🟢",
    ":large_green_circle:": "🟢",
    ":yellow_circle:": "🟡",
    ":large_yellow_circle:": "🟡",
    ":orange_circle:": "🟠",
    ":large_orange_circle:": "🟠",
    ":red_circle:": "🔴",
    ":black_circle:": "⚫",
    ":white_circle:": "⚪",
    ":green_square:": "🟩",
    ":yellow_square:": "🟨",
    ":red_square:": "🟥",
    ":star:": "⭐",
    ":construction:": "🚧",
    ":hourglass:": "⌛",
    ":hourglass_flowing_sand:": "⏳",
    ":soon:": "🔜",
    ":question:": "❓",
    ":grey_question:": "❔",
    ":exclamation:": "❗",
    ":+1:": "👍",
    ":thumbsup:": "👍",
    ":-1:": "👎",
    ":thumbsdown:": "👎",
    ":ok:": "🆗",
    ":balance_scale:": "⚖",
    ":test_tube:": "🧪",
}


class How(StrEnum):
    """How a symbol on a page comes to a symbol of the legend."""

    SAME = "same"
    FORM = "form"
    BLANKS = "blanks"
    INVISIBLE = "invisible"
    SHAPE = "shape"
    KIND = "kind"


class Nearest(NamedTuple):
    """The symbol of a legend that is meant, and how it is known."""

    symbol: str
    how: How


def has_strong(text: str) -> bool:
    """Whether a glyph stands in the text that hardly anything else is written with."""
    if text.isascii() or (first := _MAY_BE_STRONG.search(text)) is None:
        return False
    return bool(_STRONG_GLYPH.search(text, first.start()))


def is_alone(text: str) -> bool:
    """Whether the whole text is one symbol of those that are words or signs elsewhere, such as a dash."""
    return bool(_LONE.fullmatch(text))


@lru_cache(maxsize=4096)
def bare(symbol: str) -> str:
    """The glyphs alone."""
    return _DROPPED.sub("", symbol)


def shape(symbol: str) -> str:
    """Equal for symbols that a reader confuses."""
    return "".join(_SHAPE.get(glyph, glyph) for glyph in bare(symbol))


def kind(symbol: str) -> str:
    """Equal for symbols that say the same in other clothes."""
    return skeleton("".join("✘" if glyph in "xXхХ" else glyph for glyph in bare(symbol)))


def tidied(symbol: str) -> str:
    """The symbol without blanks and invisible characters inside; a variation selector stays."""
    return re.sub(f"[{_BLANKS}{INVISIBLE}]", "", symbol)


def nearest(symbol: str, legend: Iterable[str]) -> Nearest | None:
    """The one symbol of a legend that is meant, None where none or several come into question."""
    known = tuple(dict.fromkeys(legend))
    if symbol in known:
        return Nearest(symbol, How.SAME)
    steps: tuple[tuple[How, Sequence[str]], ...] = (
        (_damage(symbol), [entry for entry in known if bare(entry) == bare(symbol)]),
        (How.SHAPE, [entry for entry in known if shape(entry) == shape(symbol)]),
        (How.KIND, [entry for entry in known if kind(entry) == kind(symbol)]),
    )
    for how, found in steps:
        if found:
            return Nearest(found[0], how) if len(found) == 1 else None
    return None


def _damage(symbol: str) -> How:
    """What is in a symbol besides its glyphs."""
    if any(character in INVISIBLE for character in symbol):
        return How.INVISIBLE
    return How.BLANKS if tidied(symbol) != symbol else How.FORM


def is_mark(symbol: str) -> bool:
    """Whether a symbol is made of check marks or crosses, letters left out."""
    return all(glyph in CHECKS or glyph in CROSSES for glyph in bare(symbol))


def without_invisible(symbol: str) -> str:
    """The symbol without characters that take no room, and without selectors."""
    return re.sub(f"[{INVISIBLE}{_SELECTORS}]", "", symbol)
