"""Mistakes put into an exported file, which a comparison with other engines has to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from decision.matrix.model import DecisionTable

BROKEN = ('"preferred', "preferred(", '"a" "b"', "no such name", "null")


class Cell(NamedTuple):
    """A cell of a rule: where its text stands in the file, the text, and the column's name."""

    start: int
    text: str
    column: str


def cells(text: str) -> Iterator[Cell]:
    """The cells of all rules."""
    for match in re.finditer(r'<(?:in|out)putEntry id="rule_\d+_(\w+)">\s*<text>(.*?)</text>', text):
        yield Cell(match.start(2), match[2], match[1])


def changed(text: str, cell: Cell, instead: str) -> str:
    """The file with another text in a cell."""
    return text[: cell.start] + escape(instead) + text[cell.start + len(cell.text) :]


def flipped(table: DecisionTable, cell: Cell) -> str:
    """Another value of the same column."""
    questions = {f"answer_{name.replace('-', '_')}": question for name, question in table.questions.items()}
    possible = questions[cell.column].options if cell.column in questions else (*table.legend, "none")
    return next(f'"{value}"' for value in (*possible, "another") if f'"{value}"' != cell.text)
