"""Where a decision comes from, and when a person last reviewed it."""

from __future__ import annotations

from typing import NamedTuple

from decision.matrix.engine import Decision
from decision.matrix.model import Cell, DecisionTable, Provenance

# A source, and the day of a review.
Said = tuple[str | None, str | None]


class Origin(NamedTuple):
    """What shares a source and a day of review: use cases, and cells (use case, integration) that say their own."""

    provenance: Provenance
    usecases: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]


def origins(table: DecisionTable, decision: Decision) -> tuple[Origin, ...]:
    """The origins of the use cases that apply, in table order; without a source or day there is none."""
    usecases: dict[Said, list[str]] = {}
    cells: dict[Said, list[tuple[str, str]]] = {}
    for name in decision.matched:
        said = of_usecase(table, name)
        usecases.setdefault(said, []).append(name)
        for integration in table.usecases[name].verdicts:
            own = of_cell(table, name, integration)
            if own != said:
                cells.setdefault(own, []).append((name, integration))
    return tuple(
        Origin(Provenance(source=key[0], reviewed=key[1]), tuple(usecases.get(key, ())), tuple(cells.get(key, ())))
        for key in dict.fromkeys((*usecases, *cells))
        if any(key)
    )


def of_usecase(table: DecisionTable, name: str) -> Said:
    """Where a use case comes from: what it says itself, else what the table says of all."""
    usecase, defaults = table.usecases[name], table.defaults
    return usecase.source or defaults.source or table.source, usecase.reviewed or defaults.reviewed or table.reviewed


def of_cell(table: DecisionTable, usecase: str, integration: str) -> Said:
    """Where a verdict comes from: what its cell says, else what its use case says."""
    cell, (source, reviewed) = table.usecases[usecase].verdicts[integration], of_usecase(table, usecase)
    return (cell.source or source, cell.reviewed or reviewed) if isinstance(cell, Cell) else (source, reviewed)
