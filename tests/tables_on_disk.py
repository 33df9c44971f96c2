"""The frozen tables of the tests, as values."""

from __future__ import annotations

from pathlib import Path

from decision import document
from decision.document import Document
from decision.matrix import reading
from decision.matrix.model import DecisionTable

HERE = Path(__file__).parent
FROZEN = HERE / "frozen" / "data" / "usecases.yaml"
LUNCH = HERE / "tables" / "lunch.yaml"
HOSTING = HERE / "tables" / "hosting.yaml"
ALL = (FROZEN, LUNCH, HOSTING)
LANGUAGES = ("en", "sv", "nl")


def load(path: Path) -> tuple[Document, DecisionTable]:
    """A table that is known to be right."""
    source, problems = document.read(path.name, path.read_bytes())
    assert source is not None and not problems, problems
    table, problems = reading.read(source, LANGUAGES)
    assert table is not None and not problems, [str(problem) for problem in problems]
    return source, table
