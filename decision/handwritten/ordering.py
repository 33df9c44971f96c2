"""Two lists whose entries belong together in one order, such as the rows of a table on two pages."""

from __future__ import annotations

from collections.abc import Sequence


def in_one_order(likeness: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """Pairs of indices, each alike at least so much, both growing, whose likeness is greatest in all.

    `likeness` has a row for each entry of the first list, in it a number for each of the second.
    """
    height, width = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs = []
    i = j = 0
    while i < height and j < width:
        if likeness[i][j] >= least and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
