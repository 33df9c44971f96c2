"""Every form in which others take a table: its module's `FORMAT`, written out here, in the order of their names.

A format is one module beside this one, its name in this list, and its golden files in tests/exchange/golden/.
"""

from __future__ import annotations

from decision.exchange import decisions, dmn, spreadsheet, table
from decision.exchange.exporting import Format

FORMATS: tuple[Format, ...] = (spreadsheet.FORMAT, decisions.FORMAT, dmn.FORMAT, table.FORMAT)


def named(name: str) -> Format:
    """The format of that name; KeyError where there is none."""
    return {form.name: form for form in FORMATS}[name]
