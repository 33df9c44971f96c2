"""The tables that every export is tried on, as subjects: those of the tests, a hostile one, and the live data."""

from __future__ import annotations

from pathlib import Path

from decision import document, project
from decision.exchange.exporting import Subject
from decision.matrix import analysis, reading
from decision.matrix.model import DecisionTable
from tests.tables_on_disk import ALL, LANGUAGES, load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# a name that ends what it stands in, where it is not escaped
HOSTILE_ID = "a \"b\" <c> & 'd' é-1.2"
HOSTILE_LANGUAGES = ("en", "ar")
# combinations of answers
MOST = 1_000


def hostile() -> DecisionTable:
    """Ids that are words of other languages, and texts that are code, markup and formulas."""
    source, problems = document.read("hostile.yaml", (HERE / "hostile.yaml").read_bytes())
    assert source is not None and not problems, problems
    table, problems = reading.read(source, HOSTILE_LANGUAGES)
    assert table is not None and not problems, problems
    return table


def frozen() -> tuple[Subject, ...]:
    """The tables of the tests, in the first language of each."""
    tables = [(path.stem, load(path)[1], LANGUAGES) for path in ALL]
    known = (*tables, (HOSTILE_ID, hostile(), HOSTILE_LANGUAGES))
    return tuple(Subject(table_id, table, locales, locales[0]) for table_id, table, locales in known)


def live() -> tuple[Subject, ...]:
    """The tables of this site, but those for which other engines would need minutes."""
    loaded = project.load(ROOT)
    locales = tuple(language.locale for language in loaded.languages)
    tables = {table_id: table for table_id, (_, table) in loaded.tables.items()}
    small = {name for name, table in tables.items() if analysis.count_combinations(table, MOST) <= MOST}
    return tuple(Subject(name, table, locales, locales[0]) for name, table in tables.items() if name in small)
