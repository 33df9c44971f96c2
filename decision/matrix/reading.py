"""A document as a decision table: its shape by its model, its references here. Every mistake becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from decision import schema
from decision.matrix import references
from decision.matrix.model import MARK, RESERVED, Cell, DecisionTable, Question, Rule
from decision.problem import Problem, Route, error, nearest
from decision.schema import empty_section, listed, unknown
from decision.texts import DEFAULT

if TYPE_CHECKING:
    from decision.document import Document

_SECTIONS = ("legend", "questions", "integrations", "usecases")
_NAMED = ("legend", "questions", "integrations", "replacements", "alternatives", "remarks", "usecases")


def read(document: Document, languages: Sequence[str]) -> tuple[DecisionTable | None, tuple[Problem, ...]]:
    """The table in a document, or None where it cannot be used, and every problem found.

    `languages`: the locales of the site, the default one first.
    """
    table, found = schema.read(document, languages, DecisionTable)
    if table is None:
        return None, found
    problems = (
        *found,
        *_id_problems(document, table),
        *_legend_problems(document, table),
        *_question_problems(document, table),
        *_link_problems(document, table),
        *_usecase_problems(document, table),
        *_conflict_problems(document, table),
    )
    told = tuple(references.told_once(document, table, problems))
    return (table if schema.is_usable(problems) else None), told


def _id_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    named = [(section, name) for section in _NAMED for name in getattr(table, section)]
    options = [("questions", q, "options", o) for q, question in table.questions.items() for o in question.options]
    yield from schema.bad_ids(document, (*named, *options))
    for section, name in named:
        if name in RESERVED and section != "questions":
            message = f"'{name}' is the name of an outcome"
            yield error("reserved-id", message, "choose another id", document.key(section, name), (section, name))
    spaces = {
        "integrations": table.integrations,
        "replacements": table.replacements,
        "alternatives": table.alternatives,
    }
    seen: dict[str, str] = {}
    for section, names in spaces.items():
        for name in names:
            if name in seen:
                message = f"'{name}' is an id in '{seen[name]}' already"
                yield error(
                    "repeated-id",
                    message,
                    "recommendations name these by id: choose another",
                    document.key(section, name),
                    (section, name),
                )
            seen.setdefault(name, section)
    for section in _SECTIONS:
        if not getattr(table, section):
            yield empty_section(document, f"'{section}' has no entry", "a table needs at least one", (section,))


def _legend_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, verdict in table.legend.items():
        symbol = verdict.symbol.strip()
        if symbol in seen:
            route = ("legend", name, "symbol")
            message = f"the symbol '{symbol}' of '{name}' is that of '{seen[symbol]}' too"
            yield error(
                "repeated-symbol",
                message,
                "readers could not tell the two apart: choose another",
                document.at(*route),
                route,
            )
        seen.setdefault(symbol, name)
    if len(table.legend) == 1:
        hint = "the first rules out, so at least two are needed"
        yield empty_section(document, "the legend has one verdict", hint, ("legend",))
    for status, limit in table.policy.lifecycle.items():
        if limit.cap not in table.legend:
            yield unknown(document, limit.cap, "verdict", table.legend, ("policy", "lifecycle", status.value, "cap"))


def _question_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    earlier: dict[str, Question] = {}
    for name, question in table.questions.items():
        if not question.options:
            message, hint = f"the question '{name}' has no options", "a question needs at least one"
            yield empty_section(document, message, hint, ("questions", name, "options"))
        yield from _rule_problems(document, question.ask_when, earlier, ("questions", name, "ask_when"), table)
        for option_name, option in question.options.items():
            yield from listed(
                document,
                option.remarks,
                "remark",
                table.remarks,
                ("questions", name, "options", option_name, "remarks"),
            )
        earlier[name] = question


def _rule_problems(
    document: Document, rule: Rule, questions: Mapping[str, Question], route: Route, table: DecisionTable
) -> Iterator[Problem]:
    for name, options in rule.items():
        here = (*route, name)
        if name not in questions:
            if name in table.questions:
                hint = f"ask '{name}' first: put it above, or name one of: {', '.join(questions) or 'none is earlier'}"
                yield error("unknown-question", f"'{name}' is asked later", hint, document.key(*here), here)
            else:
                yield unknown(document, name, "question", questions, here, key=True)
            continue
        if not options:
            yield error(
                "empty-section",
                f"'{name}' accepts no option",
                "name at least one, or remove the line",
                document.at(*here),
                here,
            )
        yield from listed(document, options, "option", questions[name].options, here)


def _link_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    for section in ("integrations", "replacements", "alternatives"):
        for name, part in getattr(table, section).items():
            yield from _rule_problems(document, part.requires, table.questions, (section, name, "requires"), table)
    for name, integration in table.integrations.items():
        others = {
            n: i for n, i in {**table.integrations, **table.replacements, **table.alternatives}.items() if n != name
        }
        yield from listed(
            document, integration.replaced_by, "replacement", others, ("integrations", name, "replaced_by")
        )


def _usecase_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    possible = ", ".join(table.legend)
    judged = [name for name in table.integrations if any(name in row.verdicts for row in table.usecases.values())]
    for name in (name for name in table.integrations if name not in judged):
        others = {other for row in table.usecases.values() for other in row.verdicts} - table.integrations.keys()
        if not any(nearest(other, [name]) for other in others):
            hint = f"add '{name}: …' to the 'verdicts' of each, one of: {possible}"
            message = f"no use case has a verdict on '{name}'"
            yield error("missing-verdict", message, hint, document.key("integrations", name), ("integrations", name))
    for name, usecase in table.usecases.items():
        route: Route = ("usecases", name)
        yield from _rule_problems(document, usecase.when, table.questions, (*route, "when"), table)
        yield from listed(document, usecase.alternatives, "alternative", table.alternatives, (*route, "alternatives"))
        yield from listed(document, usecase.remarks, "remark", table.remarks, (*route, "remarks"))
        yield from _mark_problems(document, usecase.label, table, (*route, "label"))
        for integration, cell in usecase.verdicts.items():
            here = (*route, "verdicts", integration)
            if integration not in table.integrations:
                yield unknown(document, integration, "integration", table.integrations, here, key=True)
                continue
            verdict = cell.verdict if isinstance(cell, Cell) else cell
            if verdict not in table.legend:
                at = (*here, "verdict") if isinstance(cell, Cell) else here
                yield unknown(document, verdict, "verdict", table.legend, at)
        misspelt = [integration for integration in usecase.verdicts if integration not in table.integrations]
        for integration in judged:
            if integration not in usecase.verdicts and not any(nearest(name, [integration]) for name in misspelt):
                message = f"'{name}' has no verdict on '{integration}'"
                yield error(
                    "missing-verdict",
                    message,
                    f"add '{integration}: …', one of: {possible}",
                    document.key(*route, "verdicts"),
                    (*route, "verdicts"),
                )


def _mark_problems(
    document: Document, label: Mapping[str, str], table: DecisionTable, route: Route
) -> Iterator[Problem]:
    for locale, text in label.items():
        for remark in MARK.findall(text):
            if remark not in table.remarks:
                yield unknown(
                    document, remark, "remark", table.remarks, route if locale == DEFAULT else (*route, locale)
                )


def _conflict_problems(document: Document, table: DecisionTable) -> Iterator[Problem]:
    for index, conflict in enumerate(table.conflicts):
        for position, name in enumerate(conflict.usecases):
            if name not in table.usecases:
                yield unknown(document, name, "use case", table.usecases, ("conflicts", index, "usecases", position))
    for index, case in enumerate(table.cases):
        route: Route = ("cases", index, "answers")
        for question, option in case.answers.items():
            if question not in table.questions:
                yield unknown(document, question, "question", table.questions, (*route, question), key=True)
            elif option not in table.questions[question].options:
                yield unknown(document, option, "option", table.questions[question].options, (*route, question))
