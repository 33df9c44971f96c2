"""From the differences of two sections to their causes: what belongs together is told once, where it should stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from decision.translations import misplaced, mistaken, unpaired
from decision.translations.comparing import Raw
from decision.translations.pool import Finding, Pool

# each takes what it tells of out of the pool, so that those behind it do not see it
CAUSES: tuple[Callable[[Pool], Iterator[Finding]], ...] = (
    misplaced.cuts,
    misplaced.levels,
    misplaced.pieces,
    mistaken.replaced,
    mistaken.changed,
    mistaken.wrappers,
    misplaced.texts,
    misplaced.marks,
    mistaken.marks,
    unpaired.missing,
    unpaired.surplus,
)


def find(differences: Iterable[Raw], lines: Sequence[str]) -> Iterator[Finding]:
    """The findings of a section. `lines` are those of the translation's file."""
    pool = Pool(differences, lines)
    for cause in CAUSES:
        yield from cause(pool)
