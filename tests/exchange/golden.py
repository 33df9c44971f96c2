"""What each format writes, kept in files: `python -m tests.exchange.golden` writes them anew; read the diff then.

For every format of the list there is a file for each of two tables, and for each language of theirs where the format
speaks one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from decision.exchange.exporting import Format, Subject
from decision.exchange.formats import FORMATS
from tests.exchange.examples import HOSTILE_LANGUAGES, hostile
from tests.tables_on_disk import LUNCH, load

FOLDER = Path(__file__).parent / "golden"
ANEW = "write it with 'python -m tests.exchange.golden', and read it"


def subjects() -> tuple[Subject, ...]:
    """The tables, in the first language of each."""
    return (
        Subject("lunch", load(LUNCH)[1], ("en", "sv"), "en"),
        Subject("hostile", hostile(), HOSTILE_LANGUAGES, HOSTILE_LANGUAGES[0]),
    )


def written(formats: Sequence[Format] = FORMATS) -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file."""
    for form in formats:
        for subject in subjects():
            for locale in subject.locales if form.per_language else subject.locales[:1]:
                text = "".join(form.write(replace(subject, locale=locale)))
                yield form.file_name(subject.table_id, locale), text.encode()


def differences(formats: Sequence[Format] = FORMATS) -> Iterator[str]:
    """Files that are missing, hold something else, or that no format writes."""
    names = set()
    for name, content in written(formats):
        names.add(name)
        path = FOLDER / name
        if not path.is_file():
            yield f"tests/exchange/golden/{name} is missing: {ANEW}"
        elif path.read_bytes() != content:
            yield f"tests/exchange/golden/{name} holds something else: {ANEW}"
    for path in sorted(FOLDER.glob("*")):
        if path.name not in names:
            yield f"tests/exchange/golden/{path.name} is of no format of the list: remove it"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in written():
        (FOLDER / name).write_bytes(content)
