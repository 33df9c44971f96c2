"""Every combination of answers with its outcome, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import combining, east_asian_width

from decision.matrix import paths
from decision.matrix.engine import engine
from decision.matrix.model import DecisionTable
from decision.render.explanation import result
from decision.render.phrases import Phrases, plain

BETWEEN = "  "
NOT_ASKED = "–"


def combinations(table: DecisionTable, locale: str, default: str) -> Iterator[str]:
    """The lines of a table: a column for each question that is ever asked, and the outcome behind them."""
    say, worker = Phrases(table, locale, default), engine(table)
    asked = paths.ever_asked(table)
    columns = {name: _labels(say, name) for name in asked}
    heads = [plain(say.text(table.questions[name].label)) for name in asked]
    widths = [max(map(_width, (head, *columns[name].values()))) for name, head in zip(asked, heads, strict=True)]
    outcome = plain(say.say("chooser-outcome"))
    yield plain(say.text(table.title))
    yield ""
    yield _line((*heads, outcome), widths)
    yield BETWEEN.join("-" * width for width in (*widths, _width(outcome)))
    for values in worker.combinations():
        decision = worker.resolve_anew(values)
        labels = [columns[name][decision.answers.get(name, "")] for name in asked]
        yield _line((*labels, plain(result(say, decision))), widths)


def _labels(say: Phrases, question: str) -> Mapping[str, str]:
    """The labels of the options of a question, and what stands where it is not asked."""
    options = say.table.questions[question].options
    return {"": NOT_ASKED, **{option: plain(say.option(question, option)) for option in options}}


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells side by side; the last one needs no width."""
    filled = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)]
    return BETWEEN.join((*filled, cells[-1]))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
