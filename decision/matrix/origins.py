"""Where a decision comes from, and when a person last reviewed it."""

from __future__ import annotations

from typing import NamedTuple

from decision.matrix.engine import Decision
from decision.matrix.model import Cell, DecisionTable, Provenance


class Origin(NamedTuple):
    """What shares a source and a day of review: use cases, and cells (use case, integration) that say their own."""

    provenance: Provenance
    usecases: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]


def origins(table: DecisionTable, decision: Decision) -> tuple[Origin, ...]:
    """The origins of the use cases that apply, in table order; without a source or day there is none."""
    usecases: dict[tuple[str | None, str | None], list[str]] = {}
    cells: dict[tuple[str | None, str | None], list[tuple[str, str]]] = {}
    for name in decision.matched:
        usecase = table.usecases[name]
        source = usecase.source or table.defaults.source or table.source
        reviewed = usecase.reviewed or table.defaults.reviewed or table.reviewed
        usecases.setdefault((source, reviewed), []).append(name)
        for integration, cell in usecase.verdicts.items():
            if isinstance(cell, Cell) and (cell.source or cell.reviewed):
                own = (cell.source or source, cell.reviewed or reviewed)
                if own != (source, reviewed):
                    cells.setdefault(own, []).append((name, integration))
    return tuple(
        Origin(Provenance(source=key[0], reviewed=key[1]), tuple(usecases.get(key, ())), tuple(cells.get(key, ())))
        for key in dict.fromkeys((*usecases, *cells))
        if any(key)
    )
