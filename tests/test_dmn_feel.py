"""DMN in the eyes of pyDMNrules, which takes cells as FEEL.

Everything is one test, because loading it takes ten seconds and every process that runs a test would load it again.
It is for `make campaign`; `make test` asks SpiffWorkflow (`test_dmn.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from decision.exchange import dmn
from decision.exchange.exporting import Subject
from decision.matrix.model import DecisionTable
from tests.exchange.agreement import disagreements, pydmnrules
from tests.exchange.examples import frozen, live
from tests.exchange.mistakes import BROKEN, cells, changed, flipped
from tests.strategies import tables


@pytest.mark.campaign
def test_pydmnrules_decides_alike_and_sees_mistakes() -> None:
    for subject in (*frozen(), *live()):
        for locale in subject.locales:
            text = "".join(dmn.write(replace(subject, locale=locale)))
            assert list(disagreements(subject.table, text, pydmnrules)) == [], (subject.table_id, locale)
    decides_random_tables_alike()
    subject = next(one for one in frozen() if one.table_id == "lunch")
    for name, wrong in mistakes(subject, "".join(dmn.write(subject))):
        assert any(disagreements(subject.table, wrong, pydmnrules)), name


@settings(max_examples=15, deadline=None)
@given(tables())
def decides_random_tables_alike(table: DecisionTable) -> None:
    text = "".join(dmn.write(Subject("t", table, ("en",), "en")))
    assert list(disagreements(table, text, pydmnrules)) == []


def mistakes(subject: Subject, text: str) -> Iterator[tuple[str, str]]:
    """Every cell flipped, and some broken in each way."""
    for cell in cells(text):
        yield f"{cell} flipped", changed(text, cell, flipped(subject.table, cell))
    for broken in BROKEN:
        for cell in list(cells(text))[::3]:
            yield f"{cell} as {broken!r}", changed(text, cell, broken)
