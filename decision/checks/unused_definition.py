"""Something is defined and never used.

What nothing refers to is either forgotten where it belongs or left over: a remark that nothing attaches, another
solution that no use case names, an option that no rule mentions, a verdict that no cell has, an integration that every
use case rules out, a replacement that replaces nothing.

Bad:

    alternatives:
      web-shop: {label: Web shop}

where no use case has `alternatives: web-shop`.

Good: it is used, or removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision.matrix import analysis
from decision.matrix.model import DecisionTable
from decision.problem import Problem, Route, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each definition that nothing refers to; a question none of whose options is used is one."""
    for source, table in project.tables.values():
        for route, what in _unused(table):
            message = f"{what} '{route[-1]}' is defined and never used"
            yield warning("unused-definition", message, "use it, or remove it", source.key(*route), route)


def _unused(table: DecisionTable) -> Iterator[tuple[Route, str]]:
    rows = list(table.usecases.values())
    attached = {name for row in rows for name in row.remarks}
    attached |= {name for question in table.questions.values() for o in question.options.values() for name in o.remarks}
    yield from ((("remarks", name), "the remark") for name in table.remarks if name not in attached)
    named = {name for row in rows for name in row.alternatives}
    replacing = {name for integration in table.integrations.values() for name in integration.replaced_by}
    for name in table.alternatives:
        if name not in named | replacing:
            yield ("alternatives", name), "the other solution"
    yield from ((("replacements", name), "the replacement") for name in table.replacements if name not in replacing)
    said = {row.verdict(name) for row in rows for name in table.integrations}
    said |= {limit.cap for limit in table.policy.lifecycle.values()}
    yield from ((("legend", name), "the verdict") for name in table.legend if name not in said)
    strictest = next(iter(table.legend))
    for name in table.integrations:
        if name not in replacing and all(row.verdict(name) == strictest for row in rows):
            yield ("integrations", name), "the integration"
    mentioned = _mentioned(table)
    for name, question in table.questions.items():
        options = [option for option in question.options if option not in mentioned.get(name, set())]
        if len(options) == len(question.options):
            yield ("questions", name), "the question"
        elif options:
            # 'gap' says it better: nobody has an answer for those who choose it
            options = [option for option in options if option not in _uncovered(table, name, options)]
            yield from ((("questions", name, "options", option), "the option") for option in options)


def _uncovered(table: DecisionTable, question: str, options: list[str]) -> set[str]:
    """Those of the options that whole regions of uncovered answers consist of."""
    if not analysis.is_decidable(table):
        return set()
    named = [set(region.get(question, ())) for region in analysis.coverage(table).regions]
    return {option for region in named if region <= set(options) for option in region}


def _mentioned(table: DecisionTable) -> Mapping[str, set[str]]:
    """The options that some rule names, by question."""
    parts = (*table.integrations.values(), *table.replacements.values(), *table.alternatives.values())
    rules = [row.when for row in table.usecases.values()]
    rules += [question.ask_when for question in table.questions.values()] + [part.requires for part in parts]
    mentioned: dict[str, set[str]] = {}
    # what a requirement or a condition does not name, it excludes: such an option counts, too
    for rule in rules[len(table.usecases) :]:
        for question in rule:
            mentioned.setdefault(question, set()).update(table.questions[question].options)
    for rule in rules:
        for question, options in rule.items():
            mentioned.setdefault(question, set()).update(options)
    return mentioned
