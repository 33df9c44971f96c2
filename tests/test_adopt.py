"""Tables adopted from pages: what the project writes comes back as it was, and what people write is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decision import document, render
from decision.exchange import adopting
from decision.exchange.adopting import Adoption, Options
from decision.guides import guide as guides
from decision.handwritten.labels import key
from decision.matrix import reading
from decision.matrix.model import MARK, DecisionTable
from decision.render import views
from decision.texts import words
from tests.tables_on_disk import ALL, FROZEN, HERE, LANGUAGES, load

CASES = HERE / "adopt"
SEEDS = HERE.parent.parent / "shared" / "seeds"
NO_SHARED = "the source documents are not beside this project, these tests were NOT RUN"


def adopt(text: str | Mapping[str, str], **options: Any) -> Adoption:
    pages = {"en": text} if isinstance(text, str) else text
    opened = [guides.read(f"{locale}.md", locale, "page.md", one) for locale, one in pages.items()]
    return adopting.adopt(opened, next(iter(pages)), options=Options(**options))


def only(adoption: Adoption, languages: tuple[str, ...] = LANGUAGES) -> DecisionTable:
    """The one table that was adopted, read as any file in data/ is."""
    (adopted,) = adoption.tables
    return table_of(adopted.text, languages)


def table_of(text: str, languages: tuple[str, ...] = LANGUAGES) -> DecisionTable:
    source, problems = document.read("adopted.yaml", text.encode())
    assert source is not None and not problems, [str(problem) for problem in problems]
    table, problems = reading.read(source, languages)
    assert table is not None and not problems, ([str(problem) for problem in problems], text)
    return table


@dataclass(frozen=True)
class Said:
    """A table without ids, in a language: what has to be the same."""

    integrations: list[tuple[str, str]]
    legend: list[tuple[str, str]]
    remarks: list[str]
    rows: list[tuple[str, list[str], list[str], list[int]]]


def said(table: DecisionTable, locale: str, default: str = "en") -> Said:
    def text(value: Mapping[str, str]) -> str:
        return words(value, locale, default).text

    def label(value: Mapping[str, str]) -> str:
        return " ".join(MARK.sub(lambda match: f" ({table.remark_number(match[1])})", text(value)).split())

    return Said(
        [(text(one.label), one.status.value) for one in table.integrations.values()],
        [(one.symbol, text(one.meaning)) for one in table.legend.values()],
        [text(one.text) for one in table.remarks.values()],
        [
            (
                label(row.label),
                [table.legend[row.verdict(name)].symbol for name in table.integrations],
                [text(table.alternatives[name].label) for name in row.alternatives],
                sorted(table.remark_number(name) for name in row.remarks),
            )
            for row in table.usecases.values()
        ],
    )


def shown(table: DecisionTable, locale: str, default: str = "en") -> Said:
    """The same of the table as it is shown, with the remarks that the view adds."""
    view = views.table_view(table, "t", locale, default, lambda section: section)
    own = said(table, locale, default)
    rows = []
    for row in view.rows:
        label = "".join(f" ({piece.mark.number})" if piece.mark else piece.text for piece in row.label.pieces)
        marks = [piece.mark.number for piece in row.label.pieces if piece.mark]
        # a remark belongs to a row, so the mark of a cell moves to the label
        for number in (cell.mark.number for cell in row.cells if cell.mark):
            label += f" ({number})" if number not in marks else ""
            marks.append(number)
        verdicts = [cell.symbol for cell in row.cells]
        others = [one.label.text for one in row.alternatives]
        rows.append((" ".join(label.split()), verdicts, others, sorted(set(marks))))
    return Said(own.integrations, own.legend, [note.text.text for note in view.remarks], rows)


def rendered(table: DecisionTable, locale: str, form: str, default: str = "en") -> str:
    if form == "md":
        return render.table_markdown(table, "t", locale, default)
    return render.table_html(table, "t", locale, default, lambda section: section, locale)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_rendered_is_adopted_as_it_was(path: Path, form: str, locale: str) -> None:
    _, table = load(path)
    adoption = adopt({locale: rendered(table, locale, form)})
    assert said(only(adoption, (locale,)), locale, locale) == shown(table, locale)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["md", "html"])
def test_the_same_page_in_several_languages_becomes_one_table(path: Path, form: str) -> None:
    _, table = load(path)
    adopted = only(adopt({locale: rendered(table, locale, form) for locale in LANGUAGES}))
    for locale in LANGUAGES:
        assert said(adopted, locale) == shown(table, locale)


def described(adoption: Adoption, locale: str) -> list[Any]:
    """What a case expects: each table without its ids, and the problems."""
    tables = []
    for one in adoption.tables:
        found = said(table_of(one.text, (locale,)), locale, locale)
        made: dict[str, Any] = {
            "id": one.id,
            "integrations": [
                name if status == "active" else f"{name} ({status})" for name, status in found.integrations
            ],
            "legend": [list(entry) for entry in found.legend],
            "rows": [[label, " ".join(verdicts), others, remarks] for label, verdicts, others, remarks in found.rows],
        }
        tables.append({**made, "remarks": found.remarks} if found.remarks else made)
    problems = [f"{one.line}:{one.column} {one.code}: {one.message}" for one in adoption.problems]
    return [*tables, {"problems": problems or None}]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    locale = case.stem.rpartition(".")[2] if "." in case.stem else "en"
    source, problems = document.read(case.stem, case.with_suffix(".yaml").read_bytes())
    assert source is not None and not problems
    assert described(adopt({locale: case.read_text("utf-8")}), locale) == source.data


def test_an_older_translation_fills_the_rows_that_it_has() -> None:
    rows = [f"| Trip {n} | {'Yes' if n % 2 else 'No'} | Yes |" for n in range(1, 12)]
    page = "\n".join(["# Which bag", "", "| Trip | Cart | Bike |", "|---|---|---|", *rows, ""])
    older = "\n".join(["# Väskor", "", "| Resa | Kärra | Cykel |", "|---|---|---|", "| Resa 1 | Ja | Ja |",
                       "| Resa 2 | Nej | Ja |", "| Resa 3 | Ja | Ja |", ""])  # fmt: skip
    adoption = adopt({"en": page, "sv": older, "ja": older.replace("Ja", "[はい]").replace("Nej", "いいえ")})
    table = only(adoption, ("en", "sv", "ja"))
    assert [row.label.get("sv") for row in table.usecases.values()] == ["Resa 1", "Resa 2", "Resa 3", *[None] * 8]
    assert sum("has no counterpart in 'sv.md'" in problem.message for problem in adoption.problems) == 8
    # nobody has written the question in Japanese
    assert set(table.questions["usecase"].label) == {"en", "sv"}


# --- the seed


def seed() -> str:
    found = sorted(SEEDS.glob("000_*.txt"))
    if not found:
        pytest.skip(NO_SHARED)
    return found[0].read_text("utf-8")


def told(adoption: Adoption) -> list[tuple[int, str, str]]:
    """The problems but those of links that lead out of the page, which are proposals."""
    return [(p.line, p.code, p.message) for p in adoption.problems if "no page of this site" not in p.message]


def matrix() -> list[Any]:
    """Rows of the frozen matrix as they are named on the page: label, verdicts, other solutions, remarks."""
    return said(load(FROZEN)[1], "en").rows


def test_the_seed_is_the_frozen_matrix() -> None:
    adoption = adopt(seed())
    found = said(only(adoption), "en")
    frozen = said(load(FROZEN)[1], "en")
    assert found.rows == matrix()
    assert [label for label, _ in found.integrations] == [label for label, _ in frozen.integrations]
    assert (found.legend, found.remarks) == (frozen.legend, frozen.remarks)
    assert told(adoption) == []


def test_a_damaged_seed_gives_the_rest_and_names_the_damage() -> None:
    text = seed()
    right = "| ✔✔ | ✔ | [Link Share](link-sharing.md) |"
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if right in line)
    first = next(n for n, line in enumerate(lines) if "| ✔✔ | ✔ | |" in line)
    lines[first] = lines[first].replace("✔✔", "✔ ✔")
    lines[row] = lines[row].replace("(link-sharing.md)", "(link-sharing.md")
    adoption = adopt("\n".join(lines))
    assert said(only(adoption), "en").rows == matrix()
    assert told(adoption) == [
        (first + 1, "doubtful-verdict", "'✔ ✔' is taken for '✔✔'"),
        (
            row + 1,
            "doubtful-link",
            "the link '[Link Share](link-sharing.md' is broken: the bracket behind its target is missing",
        ),
    ]


# --- links that are broken, however they are


BROKEN = {
    "[A bag] (bag.md)": ("A bag", "bag.md"),
    "[A bag]()": ("A bag", None),
    "[A bag](bag.md": ("A bag", "bag.md"),
    "[A bag(bag.md)": ("A bag", "bag.md"),
    "A bag](bag.md)": ("A bag", "bag.md"),
    "A bag(bag.md)": ("A bag", "bag.md"),
    "(A bag)[bag.md]": ("A bag", "bag.md"),
    "[A bag": ("A bag", None),
    "[A bag]": ("A bag", None),
    "[A bag][nowhere]": ("A bag", None),
    r"\[A bag\](bag.md)": ("A bag", "bag.md"),
    "[A bag]（bag.md）": ("A bag", "bag.md"),
    "［A bag］(bag.md)": ("A bag", "bag.md"),
    "[A bag](htps:/example.org/bag)": ("A bag", "https://example.org/bag"),
    "[A bag](bag\u200b.md)": ("A bag", "bag.md"),
    '<a href="bag.md">A bag': ("A bag", "bag.md"),
    "[[A bag](bag.md)": ("A bag", "bag.md"),
}
WHOLE = {
    "[A bag](bag.md)": ("A bag", "bag.md"),
    '[A bag](bag.md "what it is")': ("A bag", "bag.md"),
    "[A bag][there]": ("A bag", "https://example.org/there"),
    "**[A bag](bag.md)**": ("A bag", "bag.md"),
    '<a href="bag.md">A bag</a>': ("A bag", "bag.md"),
    "A bag": ("A bag", None),
    "Bag / sack": ("Bag / sack", None),
}


@pytest.mark.parametrize("written", [*BROKEN, *WHOLE])
def test_a_link_is_taken_as_it_was_meant(written: str) -> None:
    head = "| Trip | Case | Box | Alternatives |\n|---|---|---|---|"
    page = f"{head}\n| A day | ✔ | ✘ | {written} |\n| A week | ✘ | ✔ | |\n"
    adoption = adopt(f"{page}\n[there]: https://example.org/there\n")
    (found,) = adoption.tables[0].drafts[0].rows[0].alternatives
    assert (found.label, found.target) == {**BROKEN, **WHOLE}[written]
    named = [problem for problem in told(adoption) if problem[1] == "doubtful-link"]
    assert bool(named) == (written in BROKEN), named


# --- other languages that disagree


def test_what_languages_do_not_agree_on_is_named_where_it_stands() -> None:
    _, table = load(FROZEN)
    english, swedish = rendered(table, "en", "md"), rendered(table, "sv", "md")
    lines = swedish.split("\n")
    wrong = next(n for n, line in enumerate(lines) if "Migrera" in line)
    lines[wrong] = lines[wrong].replace("✘", "✔", 1)
    lost = next(n for n, line in enumerate(lines) if "Dela DAM-resurser med användare som har" in line)
    del lines[lost]
    adoption = adopt({"en": english, "sv": "\n".join(lines)})
    adopted = only(adoption)
    assert said(adopted, "en") == shown(table, "en")
    found = {(p.path, p.line): p.message for p in adoption.problems if p.code == "doubtful-translation"}
    assert len(found) == 2
    # a line above it is gone
    assert found["sv.md", wrong].startswith("the verdict is '✔', on en.md:")
    assert "'Share DAM assets with users who have access to DAM' has no counterpart in 'sv.md'" in " ".join(
        found.values()
    )
    rows = [row.label for row in adopted.usecases.values()]
    assert ["sv" in label for label in rows] == [True] * 2 + [False] + [True] * 6


# --- in place of the table


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_marker_takes_the_place_of_table_legend_and_remarks(locale: str) -> None:
    table = rendered(load(FROZEN)[1], locale, "md")
    adoption = adopt({locale: f"# Page\n\nBefore.\n\n{table}\nAfter.\n"})
    how = table.split("\n", 1)[0]
    assert adoption.replaced(0) == f"# Page\n\nBefore.\n\n{how}\n\n<!-- decision-table: page -->\n\nAfter.\n"


# --- random tables


NAMES = st.text(st.sampled_from("abcdefgh ÅÄÖüßñ漢字абв'’\"`*_#&<>!?.,;:-+=%@~$^/\\"), min_size=1, max_size=24).map(
    lambda text: " ".join(text.split())
)
# what reads as a verdict, a number of a remark, an entry of a list or nothing at all is no label of a use case
LABELS = NAMES.filter(lambda text: len(key(text)) > 3 and not re.search("[,;]( |$)|~~|^[-*+] ", text))
SYMBOLS = st.lists(
    st.sampled_from(["✔", "✔✔", "✘", "✘✘", "●", "○", "◐", "🟢", "🔴", "⚠", "★", "★★"]),
    min_size=2,
    max_size=5,
    unique=True,
)


@st.composite
def written(draw: st.DrawFn, without: str = "") -> DecisionTable:
    """A table whose labels hold everything that Markdown and YAML may take for something else."""
    names = LABELS.filter(lambda text: not set(text) & set(without))
    symbols = draw(SYMBOLS)
    labels = draw(st.lists(names, min_size=12, max_size=12, unique_by=key))
    remarks = draw(st.lists(names, max_size=3, unique_by=key))
    columns = {f"c{n}": {"label": labels[n]} for n in range(draw(st.integers(2, 4)))}
    others = {f"o{n}": {"label": labels[4 + n]} for n in range(draw(st.integers(0, 2)))}
    usecases = {}
    for n in range(draw(st.integers(2, 6))):
        row: dict[str, Any] = {"label": labels[6 + n], "when": {"q": f"a{n}"}}
        row["verdicts"] = {name: draw(st.sampled_from([f"v{i}" for i in range(len(symbols))])) for name in columns}
        row["alternatives"] = draw(st.lists(st.sampled_from(sorted(others)), unique=True)) if others else []
        row["remarks"] = [f"r{i}" for i in range(len(remarks)) if draw(st.booleans()) or n == 0]
        usecases[f"u{n}"] = row
    return DecisionTable.model_validate(
        {
            "kind": "decision-table",
            "version": "1.0.0",
            "title": "t",
            "legend": {
                f"v{n}": {"symbol": one, "word": f"w{n}", "meaning": f"means {n}"} for n, one in enumerate(symbols)
            },
            "questions": {"q": {"label": "q", "options": {f"a{n}": {"label": "a"} for n in range(6)}}},
            "integrations": columns,
            "alternatives": {
                name: other
                for name, other in others.items()
                if any(name in u["alternatives"] for u in usecases.values())
            },
            "remarks": {f"r{n}": {"text": text} for n, text in enumerate(remarks)},
            "usecases": usecases,
        }
    )


# the signs of Markdown say nothing in HTML, and a page may still use them there
FORMS = st.one_of(written().map(lambda t: (t, "md")), written("*_`\\").map(lambda t: (t, "html")))


@given(FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_tables_are_adopted_as_they_were(made: tuple[DecisionTable, str]) -> None:
    table, form = made
    found = said(only(adopt(rendered(table, "en", form)), ("en",)), "en")
    expected = shown(table, "en")
    assert (found.rows, found.integrations) == (expected.rows, expected.integrations)
    assert sorted(found.legend) == sorted(expected.legend)


# --- whatever stands on a page


PIECES = st.sampled_from((CASES / "pieces.txt").read_text("utf-8").split("\n"))


@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=30), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_page_is_an_exception_and_what_is_written_can_be_read(
    one: list[str], other: list[str], turned: bool
) -> None:
    english = "\n".join(one)
    adoption = adopt(
        {"en": english, "sv": "\n".join(other)}, transposed=True if turned else None, tables=(1,) if turned else ()
    )
    for adopted in adoption.tables:
        table_of(adopted.text, ("en", "sv"))
    for problem in adoption.problems:
        lines = (english if problem.path == "en.md" else "\n".join(other)).split("\n")
        assert 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert adoption.replaced(0).count("<!-- decision-table: ") == len(adoption.tables)
