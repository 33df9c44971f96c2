"""Problems as text."""

from __future__ import annotations

from collections.abc import Sequence

from decision.problem import Problem, Severity


def as_text(problems: Sequence[Problem]) -> str:
    """One problem after the other, each with its hint, and a line that counts them."""
    return "".join(f"{problem}\n" for problem in problems) + summary(problems) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    if not problems:
        return "no problems"
    counts = [(sum(problem.severity is severity for problem in problems), severity) for severity in Severity]
    return ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for count, severity in counts if count)
