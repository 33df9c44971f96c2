"""A table as CSV in one language, which opens in a spreadsheet with its letters right and starts nothing there.

- A byte order mark says that it is UTF-8: Excel takes a file without one for the code page of the system.
- Excel separates columns by the list separator of the system: a semicolon where numbers have a decimal comma. So each
  catalog says the one of its readers (`csv-delimiter`). A first line `sep=;` would do it on every system, but makes
  Excel forget the byte order mark, and other programs take it for data.
- Every cell is quoted, and what a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV
  injection"), also behind blanks and signs that cannot be seen, in full-width forms, and where a program that expects
  another delimiter would begin a new cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from decision.exchange.exporting import Format, Subject
from decision.locales import spoken, words
from decision.matrix import origins
from decision.matrix.model import Rule, Status
from decision.texts import Words

BOM = "\ufeff"
LINE_END = "\r\n"
BETWEEN = "; "
HEADS = ("csv-id", "table-usecase")
LAST_HEADS = ("table-alternatives", "table-remarks", "csv-source", "csv-reviewed")
# U+2212 is what some spreadsheets read as a minus
_STARTS = frozenset("=+-@\N{MINUS SIGN}")
# The ends of cells as some program sees them, and the beginnings that matter behind one of them.
_INSIDE = re.compile(r"([,;\t|])([\s\"']*)(?=[=+@＝＋＠]|[-－−][^\W_]|[-－−]\()")
_BLANKS = re.compile(r"[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


def write(subject: Subject) -> Iterator[str]:
    """The CSV: a line of heads, and one for each use case."""
    delimiter = words(subject.locale)["csv-delimiter"]
    yield BOM
    for row in rows(subject):
        yield delimiter.join(map(_cell, row)) + LINE_END


def rows(subject: Subject) -> Iterator[list[str]]:
    """What stands in the cells, as people read it: the heads, then the use cases."""
    table = subject.table
    questions = [_text(subject, entry.label) for entry in table.questions.values()]
    yield [
        *(_word(subject, key) for key in HEADS),
        *questions,
        *(_head(subject, name) for name in table.integrations),
        *(_word(subject, key) for key in LAST_HEADS),
    ]
    for name, usecase in table.usecases.items():
        yield [
            name,
            _text(subject, usecase.label),
            *(_accepted(subject, usecase.when, question) for question in table.questions),
            *(_text(subject, table.legend[usecase.verdict(other)].word) for other in table.integrations),
            BETWEEN.join(_text(subject, table.alternatives[other].label) for other in usecase.alternatives),
            " ".join(_remarks(subject, name)),
            *(said or "" for said in origins.of_usecase(table, name)),
        ]


def _head(subject: Subject, integration: str) -> str:
    """The label of an integration, with its status where that matters."""
    entry = subject.table.integrations[integration]
    label = _text(subject, entry.label)
    return label if entry.status is Status.ACTIVE else f"{label} ({_word(subject, f'table-status-{entry.status}')})"


def _accepted(subject: Subject, when: Rule, question: str) -> str:
    """The options that a use case accepts; nothing where it accepts any."""
    options = subject.table.questions[question].options
    return BETWEEN.join(_text(subject, options[option].label) for option in when.get(question, ()))


def _remarks(subject: Subject, usecase: str) -> Iterator[str]:
    """The remarks on a use case with their numbers."""
    for name in subject.remarks(usecase):
        yield f"({subject.table.remark_number(name)}) {_text(subject, subject.table.remarks[name].text)}"


def _text(subject: Subject, text: Mapping[str, str]) -> str:
    return _said(subject, subject.words(text))


def _word(subject: Subject, key: str) -> str:
    return _said(subject, Words(words(subject.locale)[key], spoken(key, subject.locale)))


def _said(subject: Subject, found: Words) -> str:
    """A text on one line, as pages show it; one in another language says in which."""
    text = _BLANKS.sub(" ", found.text).strip(" ")
    return text if found.locale == subject.locale else f"{text} [{found.locale}]"


def _cell(text: str) -> str:
    quoted = defused(text).replace('"', '""')
    return f'"{quoted}"'


def defused(text: str) -> str:
    """The text of a cell with an apostrophe before what a spreadsheet would take for a formula."""
    inside = _INSIDE.sub(r"\1\2'", text)
    first = next((sign for sign in text if not _is_blank(sign)), "")
    starts = text.startswith(("\t", "\r")) or unicodedata.normalize("NFKC", first) in _STARTS
    return f"'{inside}" if starts else inside


def _is_blank(sign: str) -> bool:
    """Whether a sign takes room only, or none at all."""
    return unicodedata.category(sign)[0] in "ZC"


FORMAT = Format("csv", ".csv", write, per_language=True)
