"""What a page that does not describe itself says to search engines: the beginning of its text."""

from __future__ import annotations

import re
from html import unescape

# what search engines show of a description, about
MOST_CHARACTERS = 160

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_IMAGE = re.compile(r"<img\s[^>]*?\balt=\"([^\"]*)\"[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def summary(html: str) -> str:
    """The first paragraph that is more than a picture, as text, cut behind a sentence or a word; empty without one."""
    found = (paragraph[1] for paragraph in _PARAGRAPH.finditer(html) if _text(paragraph[1]))
    text = _text(_IMAGE.sub(r"\1", next(found, "")))
    if len(text) <= MOST_CHARACTERS:
        return text
    sentence = re.match(rf".{{40,{MOST_CHARACTERS - 1}}}(?:[.!?؟](?=\s)|。)", text)
    cut = text[: MOST_CHARACTERS - 1]
    return sentence[0] if sentence else f"{cut.rpartition(' ')[0] or cut}…"


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
