"""A few combinations instead of all: every two values that can meet do so at least once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product

Combination = Mapping[str, str]


def every(
    factors: Mapping[str, Sequence[str]], is_possible: Callable[[Combination], bool] = lambda combination: True
) -> list[Combination]:
    """All possible combinations of a value of each factor, in the order of the factors and their values."""
    found = (dict(zip(factors, values, strict=True)) for values in product(*factors.values()))
    return [combination for combination in found if is_possible(combination)]


def pairwise(candidates: Sequence[Combination]) -> list[Combination]:
    """Some of the candidates, in which each pair of values that occurs in a candidate occurs.

    Taken is always the candidate with the most pairs that are still missing, the first of several: equal input gives
    equal output.
    """
    missing = {pair for candidate in candidates for pair in pairs(candidate)}
    taken = []
    while missing:
        best = max(candidates, key=lambda candidate: len(missing & pairs(candidate)))
        missing -= pairs(best)
        taken.append(best)
    return taken


def pairs(combination: Combination) -> set[frozenset[tuple[str, str]]]:
    """Every two of the values, each with the name of its factor."""
    return {frozenset(pair) for pair in combinations(combination.items(), 2)}
