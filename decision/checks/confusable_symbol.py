"""Two symbols of a legend that eyes confuse.

✔ and ✓ are two characters, and so are ✘ and ✗; А may be a Cyrillic letter; a blank or an invisible character makes
`✔ ✔` another symbol than `✔✔`. Readers, translators and search see no difference, or one that nobody meant.

Bad:

    legend:
      avoid: {symbol: ✗, …}
      acceptable: {symbol: ✓, …}
      preferred: {symbol: ✔, …}

Good:

    legend:
      avoid: {symbol: ✘, …}
      acceptable: {symbol: ✔, …}
      preferred: {symbol: ✔✔, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.symbols import skeleton, stray
from decision.problem import Problem, Route, error, quoted, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each symbol that looks like one above it, or holds what nobody sees."""
    for source, table in project.tables.values():
        seen: dict[str, str] = {}
        for name, verdict in table.legend.items():
            route: Route = ("legend", name, "symbol")
            known = skeleton(verdict.symbol)
            if known in seen:
                other = table.legend[seen[known]].symbol
                message = f"the symbol '{verdict.symbol}' of '{name}' looks like '{other}' of '{seen[known]}'"
                yield error("confusable-symbol", message, "choose one that nobody mistakes", source.at(*route), route)
            elif stray(verdict.symbol):
                message = f"the symbol {quoted(verdict.symbol)} of '{name}' holds {stray(verdict.symbol)}"
                yield warning("confusable-symbol", message, "write it without", source.at(*route), route)
            seen.setdefault(known, name)
