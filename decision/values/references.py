"""References to values in texts, such as `{{ connected-assets.mount-point }}`, and what they stand for.

What names no file of values is none of ours: code samples are full of `{{…}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from decision.problem import choices, nearest, quoted

_BRACES = re.compile(
    r"(?P<open>\{\{|(?<![{$#%@])\{)\s*(?P<file>[\w-]+)(?P<sign>\s*[./:]\s*)(?P<value>[\w-]+)(?P<more>[^{}]*)"
    r"(?P<close>\}{1,2})"
)


class Reference(NamedTuple):
    """What is, or was meant to be, a reference: from where to where it stands in its text, the value's name.

    `text` is what it stands for, None where there is none. Then `message` and `hint` say what is wrong, but where the
    mistake is in the file of values: they are empty.
    """

    start: int
    end: int
    name: str
    text: str | None
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Values:
    """The values of all files by the file's id and their own; None in place of what its file does not tell.

    They are equal when they hold the same, so that what was read with them can be kept.
    """

    files: Mapping[str, Mapping[str, str | None] | None] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(tuple((file, frozenset(values or ())) for file, values in self.files.items()))

    def find(self, text: str) -> Iterator[Reference]:
        """The references in a text, and what nearly is one; nothing of what others write between braces."""
        if not self.files or "{" not in text:
            return
        for match in _BRACES.finditer(text):
            found = self._reference(match)
            if found:
                yield found

    def fill(self, text: str) -> str:
        """The text with every value in the place of its reference."""
        parts: list[str] = []
        last = 0
        for found in self.find(text):
            if found.text is not None:
                parts += (text[last : found.start], found.text)
                last = found.end
        return "".join((*parts, text[last:]))

    def _reference(self, match: re.Match[str]) -> Reference | None:
        file, value = match["file"], match["value"]
        name = f"{file}.{value}"
        is_whole = match["open"] == "{{" and match["close"] == "}}" and "\n" not in match[0]
        is_written_right = is_whole and match["sign"] == "." and not match["more"].strip()
        if not is_written_right or file not in self.files:
            meant = self._meant(file, value, is_written_right)
            message = f"{quoted(match[0])} is no reference, so readers see it as it is"
            return Reference(*match.span(), name, None, message, f"did you mean '{meant}'?") if meant else None
        known = self.files[file]
        if known is None or value in known:
            return Reference(*match.span(), name, known[value] if known else None)
        message = f"{quoted(file)} has no value called {quoted(value)}"
        return Reference(*match.span(), name, None, message, choices(value, known))

    def _meant(self, file: str, value: str, is_written_right: bool) -> str | None:
        """The reference that was meant: where its form is wrong the names must be right, else they may be misspelt."""
        near = _near(file, self.files) if is_written_right else file
        known = self.files.get(near or "")
        meant = nearest(value, known) if known and is_written_right else value if known and value in known else None
        return f"{{{{ {near}.{meant} }}}}" if meant else None


NONE = Values()


def _near(file: str, files: Iterable[str]) -> str | None:
    """The file that was meant, where that is rather sure: others name their own things in the same form."""
    return next(iter(get_close_matches(file.casefold(), files, n=1, cutoff=0.8)), None)
