"""A page with a marker in place of a table, its legend and its remarks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from decision.exchange.adopting.drafts import Draft
from decision.handwritten.reading import Tables

_PREFIX = re.compile(r"[ \t>]*")
_INTRODUCTION = re.compile(r"[^|]{1,160}[:：]\s*\Z")


def replaced(found: Tables, text: str, drafts: Sequence[tuple[Draft, str]]) -> str:
    """The text of a page in which the markers of the given ids stand for the drafts of it."""
    lines = text.split("\n")
    gone: set[int] = set()
    markers: dict[int, str] = {}
    mine = {draft.layout.table for draft, _ in drafts}
    stays = {found.legend_of(table) for table in found.tables if table not in mine and table.symbols}
    for draft, name in drafts:
        table = draft.layout.table
        first, last = table.line - 1, table.last - 1
        prefix = _PREFIX.match(lines[first])
        markers[first] = f"{prefix[0] if prefix else ''}<!-- decision-table: {name} -->"
        gone |= set(range(first, last + 1))
        if draft.legend is not None and draft.legend not in stays:
            gone |= _with_introduction(lines, draft.legend.line - 1, draft.legend.last - 1, gone)
        used = {name for row in draft.rows for name in row.marks} | {name for c in draft.columns for name in c.marks}
        for remark in sorted((draft.remarks[name] for name in used if name in draft.remarks), key=lambda one: one.line):
            gone |= _with_introduction(lines, remark.line - 1, remark.last - 1, gone)
    return "\n".join(_kept(lines, gone, markers))


def _kept(lines: Sequence[str], gone: Collection[int], markers: Mapping[int, str]) -> Iterator[str]:
    """What stays of the lines, with the markers; where something went, one of two blank lines goes with it."""
    before, is_gap = "x", False
    for n, line in enumerate(lines):
        if n in gone and n not in markers:
            is_gap = True
            continue
        shown = markers.get(n, line)
        if is_gap and not shown.strip() and not before.strip():
            continue
        yield shown
        before, is_gap = shown, False


def _with_introduction(lines: Sequence[str], first: int, last: int, gone: set[int]) -> set[int]:
    """The lines of a block, with a line in front that only introduces it, and the blank lines between."""
    found = set(range(first, min(last, len(lines) - 1) + 1))
    above = first - 1
    while above >= 0 and not lines[above].strip(" \t>"):
        above -= 1
    if above >= 0 and above not in gone and _INTRODUCTION.fullmatch(lines[above].strip(" \t>*_")):
        before = lines[above - 1].strip(" \t>") if above else ""
        if not before or above - 1 in gone:
            found |= set(range(above, first))
    return found
