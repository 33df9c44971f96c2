"""A table with everything in it, for programs: texts in every language, provenance resolved, ids as in the data."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from decision.exchange import notation
from decision.exchange.exporting import Format, Subject
from decision.exchange.notation import texts, texts_or_none
from decision.matrix import analysis, origins
from decision.matrix.model import DecisionTable, Integration, Linked, Option, Question

Data = dict[str, Any]


def write(subject: Subject) -> Iterator[str]:
    """The JSON of a table, in pieces."""
    table = subject.table
    return notation.document(
        {
            "$schema": "../../schema/table.json",
            "id": subject.table_id,
            "version": table.version,
            "languages": subject.locales,
            "default_language": subject.default,
            "title": texts(subject, table.title),
            "source": table.source,
            "reviewed": table.reviewed,
            "combinations": combinations(table),
            "policy": {
                "combine": table.policy.combine,
                "lifecycle": {status: {"cap": limit.cap} for status, limit in table.policy.lifecycle.items()},
            },
            "legend": [_verdict(subject, name) for name in table.legend],
            "questions": [_question(subject, name, entry) for name, entry in table.questions.items()],
            "integrations": [_integration(subject, name, entry) for name, entry in table.integrations.items()],
            "replacements": [_linked(subject, name, entry) for name, entry in table.replacements.items()],
            "alternatives": [_linked(subject, name, entry) for name, entry in table.alternatives.items()],
            "remarks": [
                {"id": name, "number": table.remark_number(name), "text": texts(subject, entry.text)}
                for name, entry in table.remarks.items()
            ],
            "usecases": _usecases(subject),
            "conflicts": [{"usecases": one.usecases, "reason": texts(subject, one.reason)} for one in table.conflicts],
        }
    )


def combinations(table: DecisionTable) -> int | None:
    """How many combinations of answers a table has; None where nobody counts them."""
    return analysis.count_combinations(table) if analysis.is_decidable(table) else None


def _verdict(subject: Subject, name: str) -> Data:
    entry = subject.table.legend[name]
    rank = list(subject.table.legend).index(name)
    return {
        "id": name,
        "rank": rank,
        "rules_out": rank == 0,
        "symbol": entry.symbol.strip(),
        "word": texts(subject, entry.word),
        "meaning": texts(subject, entry.meaning),
    }


def _question(subject: Subject, name: str, entry: Question) -> Data:
    return {
        "id": name,
        "label": texts(subject, entry.label),
        "hint": texts_or_none(subject, entry.hint),
        "ordered": entry.ordered,
        "ask_when": dict(entry.ask_when),
        "options": [_option(subject, option, part) for option, part in entry.options.items()],
    }


def _option(subject: Subject, name: str, entry: Option) -> Data:
    return {
        "id": name,
        "label": texts(subject, entry.label),
        "hint": texts_or_none(subject, entry.hint),
        "remarks": entry.remarks,
        "section": _section(subject, entry.section),
    }


def _integration(subject: Subject, name: str, entry: Integration) -> Data:
    return {
        **_linked(subject, name, entry),
        "status": entry.status,
        "replaced_by": entry.replaced_by,
        "source": entry.source,
        "reviewed": entry.reviewed,
    }


def _linked(subject: Subject, name: str, entry: Linked) -> Data:
    return {
        "id": name,
        "label": texts(subject, entry.label),
        "requires": dict(entry.requires),
        "section": _section(subject, entry.section),
        "address": entry.address,
    }


def _section(subject: Subject, section: str | None) -> str | None:
    return None if section is None else notation.address(section, directory_urls=subject.directory_urls)


def _usecases(subject: Subject) -> Iterator[Data]:
    table = subject.table
    never = set(analysis.never_the_answer(table)) if analysis.is_decidable(table) else None
    for name, entry in table.usecases.items():
        source, reviewed = origins.of_usecase(table, name)
        yield {
            "id": name,
            "label": texts(subject, entry.label),
            "when": dict(entry.when),
            "verdicts": {other: _cell(table, name, other, never) for other in table.integrations},
            "alternatives": entry.alternatives,
            "remarks": subject.remarks(name),
            "section": _section(subject, entry.section),
            "source": source,
            "reviewed": reviewed,
        }


def _cell(table: DecisionTable, usecase: str, integration: str, never: Set[tuple[str, str]] | None) -> Data:
    source, reviewed = origins.of_cell(table, usecase, integration)
    return {
        "verdict": table.usecases[usecase].verdict(integration),
        "never_the_answer": None if never is None else (usecase, integration) in never,
        "source": source,
        "reviewed": reviewed,
    }


FORMAT = Format("table", ".json", write, per_language=False)
