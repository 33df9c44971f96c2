"""Every decision of a table by its canonical answers, for programs that look up and decide nothing themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision.exchange import notation
from decision.exchange.exporting import Format, Subject
from decision.exchange.notation import Entries, texts
from decision.matrix import paths
from decision.matrix.decided import as_data
from decision.matrix.engine import canonical, engine
from decision.matrix.paths import State

Data = dict[str, Any]
KEPT = ("answers", "matched", "alternatives", "unusable", "outcome", "recommend", "order")
KEPT_OF_VERDICTS = ("combined", "effective", "reasons")
# How a result is said: `verdict` where the outcome is one, the others are outcomes themselves.
RESULTS = ("verdict", "alternative", "deprecated", "none", "unanswered")


def write(subject: Subject) -> Iterator[str]:
    """The JSON of the decisions, in pieces; of all of them only their answers are ever held."""
    table = subject.table
    return notation.document(
        {
            "$schema": "../../schema/decisions.json",
            "id": subject.table_id,
            "version": table.version,
            "languages": subject.locales,
            "default_language": subject.default,
            "title": texts(subject, table.title),
            "labels": _labels(subject),
            "decisions": Entries(_decisions(subject)),
        }
    )


def _labels(subject: Subject) -> Data:
    """What the ids are called that stand in the decisions."""
    table = subject.table
    return {
        "questions": {name: texts(subject, entry.label) for name, entry in table.questions.items()},
        "options": {
            name: {option: texts(subject, part.label) for option, part in entry.options.items()}
            for name, entry in table.questions.items()
        },
        "verdicts": {name: texts(subject, entry.word) for name, entry in table.legend.items()},
        "integrations": {name: texts(subject, entry.label) for name, entry in table.integrations.items()},
        "alternatives": {name: texts(subject, entry.label) for name, entry in table.alternatives.items()},
        "usecases": {name: texts(subject, entry.label) for name, entry in table.usecases.items()},
        "results": {name: notation.interface_texts(subject, f"result-{name}") for name in RESULTS},
    }


def _decisions(subject: Subject) -> Iterator[tuple[str, Data]]:
    """Every combination in the order of its canonical form, with its decision."""
    table, worker = subject.table, engine(subject.table)
    has_pages = paths.has_pages(subject.table_id, table)
    keys = ((canonical(_answers(worker.questions, values)), values) for values in worker.combinations())
    for combination, values in sorted(keys, key=lambda pair: pair[0]):
        decision = worker.resolve_anew(values)
        told = as_data(subject.table_id, decision)
        verdicts = {
            name: {key: assessment[key] for key in KEPT_OF_VERDICTS} for name, assessment in told["verdicts"].items()
        }
        state = State(subject.table_id, decision.answers, None)
        page = notation.address(state.page, directory_urls=subject.directory_urls) if has_pages else None
        yield combination, {**{key: told[key] for key in KEPT}, "verdicts": verdicts, "page": page}


def _answers(questions: tuple[str, ...], values: tuple[str | None, ...]) -> dict[str, str]:
    return {question: value for question, value in zip(questions, values, strict=True) if value is not None}


FORMAT = Format("decisions", ".decisions.json", write, per_language=False, resolves=True)
