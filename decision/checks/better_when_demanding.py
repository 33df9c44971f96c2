"""A verdict gets better as the answers get more demanding.

For a question that says `ordered: true` the options go from the least to the most demanding: what copes with more
copes with less, so a verdict that improves on the way is a mistake in a cell or in the order.

Bad:

    questions:
      volume: {ordered: true, options: {smaller: …, larger: …}, …}
    usecases:
      few: {when: {volume: smaller}, verdicts: {folder-sharing: avoid}, …}
      many: {when: {volume: larger}, verdicts: {folder-sharing: preferred}, …}

Good:

    usecases:
      few: {when: {volume: smaller}, verdicts: {folder-sharing: preferred}, …}
      many: {when: {volume: larger}, verdicts: {folder-sharing: avoid}, …}

Where every verdict that changes gets better, the options stand the wrong way round, and that is said once.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.document import Document
from decision.matrix import analysis
from decision.matrix.analysis import Improvement
from decision.matrix.engine import canonical, engine
from decision.matrix.model import DecisionTable
from decision.problem import Problem, Route, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each cell that decides an improvement, told once, with the first answers that show it."""
    for source, table in project.tables.values():
        if not analysis.is_decidable(table):
            continue
        by_question: dict[str, dict[Route, Improvement]] = {}
        for found in analysis.improvements(table):
            by_question.setdefault(found.question, {}).setdefault(_cell(table, found), found)
        for question, cells in by_question.items():
            if len(cells) > 1 and _is_reversed(table, question):
                route: Route = ("questions", question, "options")
                message = f"every verdict that changes with '{question}' gets better as the answers get more demanding"
                hint = "put the options the other way round, from the least to the most demanding"
                yield warning("better-when-demanding", message, hint, source.key(*route), route)
            else:
                yield from (_in_cell(source, route, found) for route, found in cells.items())


def _cell(table: DecisionTable, found: Improvement) -> Route:
    """The cell that decides what an improvement leads to."""
    answers = {**found.others, found.question: found.more}
    rows = engine(table).decide(answers).verdicts[found.integration]
    row = next(name for name, verdict in rows.rows.items() if verdict == rows.combined)
    return ("usecases", row, "verdicts", found.integration)


def _is_reversed(table: DecisionTable, name: str) -> bool:
    """Whether nothing would get better if the options of a question stood the other way round."""
    question = table.questions[name]
    turned = question.model_copy(update={"options": dict(reversed(list(question.options.items())))})
    other = table.model_copy(update={"questions": {**table.questions, name: turned}})
    return not any(found.question == name for found in analysis.improvements(other))


def _in_cell(source: Document, route: Route, found: Improvement) -> Problem:
    message = (
        f"'{found.integration}' is better for {found.question}={found.more} ({found.after})"
        f" than for {found.question}={found.less} ({found.before})"
    )
    rest = canonical(found.others)
    hint = f"look at both verdicts{f' where {rest}' if rest else ''}, or at 'ordered'"
    return warning("better-when-demanding", message, hint, source.at(*route), route)
