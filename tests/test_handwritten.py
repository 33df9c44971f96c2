"""Tables, legends and remarks written by hand: what is found on a page, what it repeats, and what is said of it.

The pages are the generated table as Markdown, in each language, with a mistake planted in it; it must be found equal
to the data as it comes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import checks, fixes, handwritten, project, render
from decision.guides import guide as guides
from decision.handwritten import plain, reading, symbols
from decision.handwritten.labels import key, similarity
from decision.handwritten.matching import By, Match
from decision.handwritten.plain import Source
from decision.handwritten.reading import Tables
from decision.matrix import symbols as skeletons
from decision.problem import Problem, in_order
from decision.project import Project
from tests.tables_on_disk import HERE, LANGUAGES

SHARED = HERE.parent.parent / "shared"
CODES = {
    "wrong-symbol",
    "mixed-symbols",
    "legend-differs",
    "table-differs",
    "ragged-table",
    "lost-remark",
    "blanks-behind-legend",
    "mistranslated-head",
}
FROZEN = project.load(HERE / "frozen")
ELSEWHERE = Project(Path(), FROZEN.languages)
NO_SHARED = "the source documents and the corpus are not beside this project, these tests were NOT RUN"


def problems(text: str, locale: str = "en", of: Project = FROZEN) -> tuple[Problem, ...]:
    guide = guides.read("page.md", locale, "page.md", text)
    mine = [check for check in checks.all_checks() if checks.code_of(check) in CODES]
    assert len(mine) == len(CODES)
    return in_order(problem for check in mine for problem in check.check(guide, of))


def found(text: str, locale: str = "en", of: Project = FROZEN) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems(text, locale, of)]


def read(text: str) -> Tables:
    return reading.read(guides.read("page.md", "en", "page.md", text))


def match_of(text: str, locale: str = "en") -> Match | None:
    page = handwritten.page(guides.read("page.md", locale, "page.md", text), FROZEN)
    return page.repetitions[0].match


def generated(locale: str, form: str = "md") -> str:
    _, table = FROZEN.tables["usecases"]
    if form == "md":
        return render.table_markdown(table, "usecases", locale, "en")
    return render.table_html(table, "usecases", locale, "en", lambda section: section, locale)


EN = generated("en")


# --- equal


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_generated_is_found_equal(locale: str, form: str) -> None:
    text = generated(locale, form)
    match = match_of(text, locale)
    assert match is not None and match.sure >= 0.9
    assert [row.id for row in match.rows] == list(match.table.usecases)
    assert [column.id for column in match.columns] == list(match.table.integrations)
    assert match.alternatives == 3
    assert not match.missing and not match.extra
    assert found(text, locale) == []


def test_rows_and_columns_may_stand_anywhere() -> None:
    lines = [line for line in EN.split("\n") if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    turned = [[row[3], row[2], row[0], row[1]] for row in (cells[0], cells[1], *reversed(cells[2:]))]
    text = "\n".join(f"| {' | '.join(row)} |" for row in turned) + "\n"
    match = match_of(text)
    assert match is not None
    assert match.alternatives == 0 and match.label_column == 2
    assert [row.id for row in match.rows] == list(match.table.usecases)[::-1]
    assert {code for _, code in found(text)} == {"lost-remark"}  # the remarks were left behind


@pytest.mark.parametrize(
    ("right", "same"),
    [
        ("| ✔✔ |", "|✔✔|"),
        ("✔✔ |", "**✔✔** |"),
        ("✔✔ |", "&#10004;&#10004; |"),
        ("✔✔ |", "![✔✔](tick.png) |"),
        ("✔✔ |", '<img src="tick.png" alt="✔✔"> |'),
        ("✔✔ |", "[✔✔](page.md) |"),
        ("✔✔ |", "preferred |"),
        ("don't", "don’t"),
        ("Migrate huge", "MIGRATE  HUGE"),
        ("number/volume", "number / volume"),
        ("number (1) of", "number<sup>1</sup> of"),
        ("number (1) of", "number（1）of"),
        (" <br> [Asset", "<br/>[Asset"),
        (" <br> [Asset", ", [Asset"),
        (" <br> [Asset", " and [Asset"),
        ("| [AEM desktop app](integration-best-practices.md#desktop-app)", "| AEM Desktop App"),
        ("- ✔✔: preferred solution", "- **✔✔** = Preferred"),
        ("- ✔✔: preferred solution", "- ✔✔ – preferred: preferred solution."),
        ("- ✔✔: preferred solution\n- ✔: acceptable solution\n- ✘: ", "✔✔ = preferred, ✔ = acceptable, ✘ = "),
    ],
)
def test_spelling_makes_no_difference(right: str, same: str) -> None:
    assert right in EN
    assert found(EN.replace(right, same, 1)) == []


def test_aliases_are_names() -> None:
    source, table = FROZEN.tables["usecases"]
    usecase = table.usecases["open"].model_copy(update={"aliases": {"en": ("Have a look",)}})
    changed = table.model_copy(update={"usecases": {**table.usecases, "open": usecase}})
    file = project.DataFile("usecases", source, project.KINDS["decision-table"], changed)
    other = Project(FROZEN.root, FROZEN.languages, {"usecases": file})
    text = EN.replace("Quickly open an asset on desktop", "Have a look", 1)
    assert [code for _, code in found(text)] == ["table-differs"]
    assert found(text, of=other) == []


# --- mistakes, one at a time

# what is there, what is put there, on which line of the problem the text stands ("" for the first changed one), code
FAULTS = [
    ("access to DAM | ✔✔ | ✔ |", "access to DAM | ✔ | ✔ |", "", "table-differs"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ✓✓ | ✘ |", "", "table-differs"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM |  | ✘ |", "", "table-differs"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | acceptable | ✘ |", "", "table-differs"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ✗ | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ❌ | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | × | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | X | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | :x: | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ![✗](no.png) | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | 🟡 | ✘ |", "", "wrong-symbol"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ✘ ✘ |", "", "ragged-table"),
    ("assets to DAM | ✘ | ✘ |", "assets to DAM | ✘ | ✘ | ✘ |", "", "ragged-table"),
    ("asset on desktop | ✔✔ |", "asset on desktop | ✔ ✔ |", "", "wrong-symbol"),
    ("asset on desktop | ✔✔ |", "asset on desktop | ✔\u00a0✔ |", "", "wrong-symbol"),
    ("asset on desktop | ✔✔ |", "asset on desktop | ✔️✔️ |", "", "wrong-symbol"),
    ("asset on desktop | ✔✔ |", "asset on desktop | ☑☑ |", "", "wrong-symbol"),
    ("asset on desktop | ✔✔ |", "asset on desktop | ✔✔✔ |", "", "wrong-symbol"),
    ("- ✔✔: pref", "- ✔ ✔: pref", "", "wrong-symbol"),
    ("- ✔✔: pref", "- ✓✓: pref", "", "wrong-symbol"),
    ("- ✔✔: pref", "- 🟢: pref", "", "wrong-symbol"),
    ("- ✔✔: pref", "- ✔: pref", "", "legend-differs"),
    ("✔✔: preferred solution", "✔✔: best solution", "", "legend-differs"),
    ("✔✔: preferred solution", "✔✔: acceptable solution", "", "legend-differs"),
    ("✔✔: preferred solution", "✔✔: preferred solution  ", "", "blanks-behind-legend"),
    ("- ✘: shouldn't be used for the use case\n", "", "- ✔✔", "legend-differs"),
    ("[Link Share](", "[Link Sharing](", "", "table-differs"),
    ("[Link Share](integration-best-practices.md#link-share)", "", "", "table-differs"),
    (" <br> [Asset", " [Asset", "", "table-differs"),
    ("Brand Portal](", "Brand Portal, ](", "", None),
    (
        "Web UI Upload](integration-best-practices.md#web-ui-upload) <br> [Custom",
        "Web UI UploadCustom",
        "",
        "table-differs",
    ),
    ("smaller number (1) of", "smaller number of", "", "table-differs"),
    ("smaller number (1) of", "smaller number (2) of", "", "table-differs"),
    ("smaller number (1) of", "smaller number (9) of", "", "table-differs"),
    ("DAM (3) |", "DAM (3)(1) |", "", "table-differs"),
    ("- (1) Smaller", "- Smaller", "| Share smaller number (1)", "lost-remark"),
    ("- (1) Smaller", "- (5) Smaller", "", "lost-remark"),
    ("- (1) Smaller", "- (5) New\n- (1) Smaller", "- (5)", "lost-remark"),
    ("| Migrate huge", "| Make coffee | ✔ | ✘ |  |\n| Migrate huge", "", "table-differs"),
    ("| Quickly open an asset on desktop | ✔✔ | ✘ |  |\n", "", "| Migrate", "table-differs"),
    ("| Quickly open an asset on desktop |", "| Open it in a hurry |", "", "table-differs"),
    ("| Quickly open and change asset on desktop |", "| Quickly open an asset on desktop |", "", "table-differs"),
    ("#desktop-app) | [Folder", "#desktop-app) [Folder", "", "ragged-table"),
    ("| Use case |", "| Hoofdletters gebruiken |", "", "mistranslated-head"),
]


@pytest.mark.parametrize(("right", "wrong", "at", "code"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_mistake_is_named_once_where_it_stands(right: str, wrong: str, at: str, code: str | None) -> None:
    assert right in EN
    text = EN.replace(right, wrong, 1)
    lines, before = text.split("\n"), EN.split("\n")
    first = next(number for number, line in enumerate(lines) if line != before[number]) + 1
    line = next(number for number, held in enumerate(lines, 1) if held.startswith(at)) if at else first
    assert found(text) == ([(line, code)] if code else [])


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_cell_in_every_language(locale: str) -> None:
    """Another verdict, a look-alike, a blank: one problem each, on the line of the cell."""
    lines = generated(locale).split("\n")
    rows = [number for number, line in enumerate(lines) if line.startswith("| ")][1:]
    planted = 0
    for number in rows:
        cells = lines[number].split("|")
        for column in (2, 3):
            symbol = cells[column].split()[0]
            wrong = {other: "table-differs" for other in ("✔✔", "✔", "✘") if other != symbol}
            wrong |= {symbol.replace("✔", "✓").replace("✘", "✗"): "wrong-symbol", " ".join(symbol): "wrong-symbol"}
            for text, code in wrong.items():
                if text == symbol:
                    continue
                changed = [*cells[:column], cells[column].replace(symbol, text), *cells[column + 1 :]]
                page = "\n".join([*lines[:number], "|".join(changed), *lines[number + 1 :]])
                assert found(page, locale) == [(number + 1, code)], "|".join(changed)
                planted += 1
    assert planted == len(rows) * 2 * 3 + sum(line.count("✔✔") for line in lines[rows[0] : rows[-1] + 1])


def test_a_symbol_that_differs_is_named_once_also_without_a_legend() -> None:
    """What the data says is sure, so that 'mixed-symbols' has nothing to add."""
    text = "\n".join(line for line in EN.split("\n") if not line.startswith("- ✔") and not line.startswith("- ✘"))
    assert found(text) == []
    assert [code for _, code in found(text.replace("| ✘ | ✘ |", "| ✗ | ✘ |", 1))] == ["wrong-symbol"]


def test_each_remark_that_is_lost_is_named_the_last_one_too() -> None:
    text = "\n".join(line for line in EN.split("\n") if not line.startswith("- ("))
    said = [problem.message for problem in problems(text) if problem.code == "lost-remark"]
    assert sorted(said) == [f"({number}) is explained nowhere on this page" for number in (1, 2, 3)]


def test_two_mistakes_are_two_problems() -> None:
    text = EN.replace("asset on desktop | ✔✔ |", "asset on desktop | ✔ ✔ |", 1)
    text = text.replace("access to DAM | ✔✔ | ✔ |", "access to DAM | ✔✔ | ✘ |", 1)
    lines = {code: line for line, code in found(text)}
    assert len(found(text)) == 2 and lines.keys() == {"wrong-symbol", "table-differs"}
    assert "✔ ✔" in text.split("\n")[lines["wrong-symbol"] - 1]
    assert "who have access to DAM" in text.split("\n")[lines["table-differs"] - 1]


def test_labels_at_each_others_verdicts_are_one_problem() -> None:
    head = "| Use case | AEM desktop app | Folder sharing | Other solutions |"
    text = EN.replace(next(line for line in EN.split("\n") if line.startswith("| Use case")), head)
    assert found(text) == []
    exchanged = head.replace("AEM desktop app | Folder sharing", "Folder sharing | AEM desktop app")
    assert found(text.replace(head, exchanged)) == [(3, "table-differs")]
    one, other = "users who have access to DAM", "users who don't have access to DAM"
    rows = text.replace(one, "\0").replace(other, one).replace("\0", other)
    assert [code for _, code in found(rows)] == ["table-differs"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("asset on desktop | ✔✔ |", "asset on desktop | ✔ ✔ |"),
        ("asset on desktop | ✔✔ |", "asset on desktop | &#x2713;&#x2713; |"),
        ("assets to DAM | ✘ | ✘ |", "assets to DAM | ❌ | ✘ |"),
        ("✔✔: preferred solution", "✔✔: preferred solution \t"),
        ("- ✔✔: pref", "- ✔ ✔: pref"),
    ],
)
def test_what_is_mechanical_is_repaired_and_nothing_else(right: str, wrong: str) -> None:
    text = EN.replace(right, wrong, 1).encode()
    repaired = fixes.apply(text, problems(text.decode()))
    assert repaired == EN.encode()
    assert fixes.apply(repaired, problems(repaired.decode())) == repaired


def test_a_legend_and_the_cells_that_follow_it_are_repaired_together() -> None:
    text = EN.replace("✔✔", "✔ ✔")
    for of in (FROZEN, ELSEWHERE):
        assert [code for _, code in found(text, of=of)] == ["wrong-symbol"]
        assert fixes.apply(text.encode(), problems(text, of=of)) == EN.encode()


# --- translations


def damaged(locale: str) -> str:
    """The table as machine translation gives it back: symbols, heads, the border between two entries."""
    text = generated(locale).replace("✔✔", "✔ ✔")
    first = next(line for line in text.split("\n") if line.startswith("| "))
    head = {"sv": "Använd skiftläge", "nl": "Hoofdletters gebruiken"}[locale]
    text = text.replace(first, f"| {head} |{first.split('|', 2)[2]}")
    link = text.index("#web-ui-upload) <br> [")
    return text[:link] + text[link:].replace("#web-ui-upload) <br> [", "#web-ui-upload) [", 1)


@pytest.mark.parametrize("locale", ["sv", "nl"])
def test_a_damaged_translation(locale: str) -> None:
    text = damaged(locale)
    lines = text.split("\n")
    shown = [(code, lines[line - 1][:9]) for line, code in found(text, locale)]
    assert [code for code, _ in shown] == ["mistranslated-head", "table-differs", "wrong-symbol"]
    assert shown[2][1] == "- ✔ ✔: " + lines[found(text, locale)[2][0] - 1][7:9]
    assert [code for _, code in found(text, locale, ELSEWHERE)] == ["mistranslated-head", "wrong-symbol"]


def test_other_words_for_everything_are_still_the_same_table() -> None:
    text = """\
| Fall | AEM | Delning av mappar |
|---|---|---|
| Dela ett litet antal resurser ur DAM med kreativa användare | ✔✔ | ✔ |
| Dela ett stort antal resurser ur DAM med kreativa användare | ✔✔ | ✘ |
| Dela resurser ur DAM med användare som har tillgång till DAM-systemet | ✔✔ | ✔ |
| Dela resurser ur DAM med användare som inte har tillgång till DAM-systemet | ✘ | ✔✔ |
| Spara ett litet antal resurser i DAM | ✔✔ | ✔ |
| Spara ett stort antal resurser i DAM | ✔ | ✘ |
| Migrera väldigt många resurser till DAM | ✘ | ✘ |
| Öppna snabbt en resurs på skrivbordet | ✔✔ | ✘ |
| Öppna snabbt och ändra en resurs på skrivbordet | ✔✔ | ✘ |
"""
    match = match_of(text, "sv")
    assert match is not None and match.sure < 0.9
    assert [row.id for row in match.rows] == list(match.table.usecases)
    assert all(row.by is By.LIKENESS for row in match.rows)
    named = problems(text, "sv")
    assert all(problem.severity == "warning" for problem in named)
    assert [problem.line for problem in named if "verdict" in problem.message] == [8]


# --- tables about something else

HEAD = "| Use case | AEM desktop app | Folder sharing |\n|---|---|---|\n"
LABELS = [usecase.label["en"].split(" [^")[0] for usecase in FROZEN.tables["usecases"][1].usecases.values()]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "| Works without a network | ✘ | ✔ |\n| Needs a licence | ✔ | ✔ |\n",
        "| Use case | Windows | macOS |\n|---|---|---|\n" + "".join(f"| {label} | ✔ | ✔ |\n" for label in LABELS),
        HEAD + "".join(f"| {label} | ✘ | ✔ |\n" for label in LABELS[5:]) + "\n- ✔: filmed\n- ✘: not yet filmed\n",
        "| Task | Status |\n|---|---|\n| Write | ✅ done |\n| Review | 🚧 |\n| Publish | ❌ later |\n",
        "| Role | Read | Write |\n|---|---|---|\n| Editor | ✔️ | ✔️ (own pages) |\n| Reader | ✔️ | – |\n",
        "- ✅ Fast\n- ❌ No ads\n\n| Feature | A |\n|---|---|\n| One | ✔ |\n| Two | ✘ |\n",
        "- ✔: supported\n- ✘: not supported\n",
        "<!-- decision-table: usecases -->\n\n- ✔: supported\n- ✘: not supported\n",
        "Press ✔, not ✘; `✔ ✔` and ✔ ✔ are none.\n",
        "<!--\n| a | b |\n|---|---|\n| ✔ | ✓ |\n-->\n\n```\n| a | b |\n|---|---|\n| ✔ | ✓ |\n```\n",
    ],
)
def test_nothing_is_said_of_tables_about_something_else(text: str) -> None:
    assert found(text) == []
    assert found(text, of=ELSEWHERE) == []
    page = handwritten.page(guides.read("page.md", "en", "page.md", text), FROZEN)
    assert all(one.match is None for one in page.repetitions)


def test_a_page_without_symbols_is_not_looked_at() -> None:
    text = "# Page {#page}\n\n| a | b |\n|---|---|\n| yes | no |\n\n- (1) one\n"
    assert read(text) is reading.EMPTY
    assert read(text.replace("yes", "&check;")) is not reading.EMPTY


# --- reading


@pytest.mark.parametrize(
    ("text", "form", "entries"),
    [
        (
            "Legend: ✅ done · 🟡 partly (see below) · ❌ missing.",
            "sentence",
            "✅ done|🟡 partly (see below)|❌ missing",
        ),
        ("**Legend**: ✅ = full support, ⚠️ = some, ❌ = none.", "sentence", "✅ full support|⚠️ some|❌ none"),
        ("It is said (✔✔ = best; ✘ = never) once.", "sentence", "✔✔ best|✘ never"),
        ("Tecken: ✔✔ bäst, ✔ bra och ✘ aldrig.", "sentence", "✔✔ bäst|✔ bra|✘ aldrig"),
        ("Yes: ✔, no: ✘", "sentence", "✔ Yes|✘ no"),
        ("✅ yes<br>❌ no", "sentence", "✅ yes|❌ no"),
        ("Legend:\n\n- ✅ Full\n- ❌ None", "list", "✅ Full|❌ None"),
        ("- `✔`: yes\n- **✘** – no", "list", "✔ yes|✘ no"),
        ("- Best: ✔✔\n- Never: ✘", "list", "✔✔ Best|✘ Never"),
        ("- ✔: yes\n<!-- why -->\n- ✘: no\n- -: unknown", "list", "✔ yes|✘ no|- unknown"),
        ("<ul><li>✔ – yes</li><li>✘ – no</li></ul>", "list", "✔ yes|✘ no"),
        ("| Sign | Meaning |\n|---|---|\n| ✓ | yes |\n| × | no |\n| - | unknown |", "table", "✓ yes|× no|- unknown"),
    ],
)
def test_legends_in_every_form(text: str, form: str, entries: str) -> None:
    (legend,) = read(text).legends
    assert legend.form == form
    assert "|".join(f"{entry.symbol.text} {entry.meaning}" for entry in legend.entries) == entries
    lines = text.split("\n")
    for entry in legend.entries:
        assert lines[entry.span.line - 1][entry.span.column - 1 :].startswith(entry.meaning)


def test_an_html_table_with_spans() -> None:
    text = (
        "<table>\n<thead>\n<tr><td rowspan=2>Case</td><td colspan=2>Kind</td></tr>\n<tr><td>A</td><td>B</td></tr>\n"
        "</thead>\n<tr><td rowspan=2>one <sup>1</sup></td><td>✔</td><td><p>✘</p></td></tr>\n"
        "<tr><td><img alt='✔'></td><td>✘ (2)</td></tr>\n</table>\n"
    )
    (table,) = read(text).tables
    assert table.kind == "html" and table.width == 3
    assert [[cell.symbol.text if cell.symbol else cell.label for cell in row.cells] for row in table.rows[-2:]] == [
        ["one", "✔", "✘"],
        ["one", "✔", "✘"],
    ]
    assert [mark.number for mark in table.rows[-1].cells[2].marks] == [2]
    assert table.rows[-1].cells[2].span[:2] == (7, 31)


def test_of_many_rows_that_do_not_fit_some_are_named() -> None:
    page = "# T {#t}\n\n| A | B |\n|---|---|\n" + "| a |\n" * 1500
    told = [problem for problem in problems(page) if problem.code == "ragged-table"]
    assert [problem.line for problem in told] == list(range(5, 25))
    assert {problem.message for problem in told[:-1]} == {"the row has one cell, the head 2"}
    assert told[-1].message == "the row has one cell, the head 2; of the rows below, 1,480 do not fit either"


def test_a_row_of_an_html_table_with_another_number_of_cells_than_its_head() -> None:
    """Where it is a table of verdicts; other HTML tables are laid out in all sorts of ways."""
    text = generated("en", "html")
    empty = '<td role="cell" data-label="Other solutions"></td>'
    for wrong, count, starts in (("", 3, "<th"), (empty * 2, 5, empty)):
        page = text.replace(empty, wrong, 1)
        (problem,) = problems(page)
        assert problem.code == "ragged-table" and "colspan" in problem.hint
        assert problem.message == f"the row has {count} cells, the head 4"
        assert page.split("\n")[problem.line - 1].startswith(starts)
    assert found("<table><tr><th>A</th><th>B</th></tr><tr><td>a</td></tr></table>\n") == []


def test_shown_text_knows_where_it_is_written() -> None:
    text = "a **b** [c _d_](e(f).md){x=1} &amp; ![g](h.png) `*i*` \\| [!DNL j] [k] <b>l</b><br>m"
    shown = plain.read(Source(text, lambda offset: (1, offset + 1)))
    assert shown.text == "a b c d & g *i* | j [k] l\nm"
    for word in "abcdgjklm":
        at = shown.text.index(word)
        assert text[shown.span(at, at + 1).column - 1] == word
    assert [(shown.text[link.start : link.end], link.target) for link in shown.links] == [("c d", "e(f).md")]


def test_a_symbol_and_its_look_alikes() -> None:
    legend = ["✘", "✔", "✔✔"]
    for symbol, meant in [("✔ ✔", "✔✔"), ("✓", "✔"), ("✅", "✔"), ("❌", "✘"), ("×", "✘"), ("x", "✘"), ("✔️", "✔")]:
        near = symbols.nearest(symbol, legend)
        assert near is not None and near.symbol == meant, symbol
    for symbol in ("✔✔✔", "✔✘", "–", "🟡", "?"):
        assert symbols.nearest(symbol, legend) is None
    assert symbols.nearest("✓", ["✔", "✅"]) == ("✔", "shape")
    assert symbols.nearest("☑", ["✔", "✅"]) is None


def test_only_what_looks_alike_is_alike() -> None:
    for alike in ("✔✓☑✅√", "✘✗❌×☒", "●•·", "○◯◦", "–—−-", "AАΑ", "oоο"):
        assert len({skeletons.skeleton(sign) for sign in alike}) == 1, alike
    signs = [*"~?#%&/()=+*_;:,.<>|§¤!°", "✔", "✘", "●", "○", "–", "A", "o", "🟡", "★"]
    assert len({skeletons.skeleton(sign) for sign in signs}) == len(signs)


def test_labels_are_compared_by_what_they_say() -> None:
    assert key("AEM-desktopapp") == key("aem  desktop app") == key("AEM desktop app")
    assert key("don’t") == key("don't") == "dont"
    assert key("C++") != key("C#") != key("C")
    assert similarity("Dela tillgångar", "Dela tillgångarna") > 0.8 > similarity("Dela", "Spara")


IN_HTML = ("<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<li>", "<br>", "<!--", "-->", "<sup>1</sup>")
IN_MARKDOWN = ("| |\n|---|---|\n", "|---|\n", "| ", ": ", "- ", "* ", "> ", "](x)", "[!DNL ", "{#a}", "**", "\n\n")
IN_TABLES = (HEAD, *(line + "\n" for line in EN.split("\n") if line.startswith(("| Quickly", "- ✔", "- (1)"))))
PIECES = st.sampled_from(
    (*"✔✘✅×-[]`\\\n", "✔ ✔", "(1)", "(2)", "（一）", "&#10004;", "&#x200B;", "yes", *IN_HTML, *IN_MARKDOWN, *IN_TABLES)
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60), st.sampled_from(LANGUAGES))
def test_nothing_on_a_page_is_an_exception_and_every_repair_fits(pieces: list[str], locale: str) -> None:
    text = "".join(pieces)
    for of in (FROZEN, ELSEWHERE):
        for problem in problems(text, locale, of):
            lines = text.split("\n")
            assert 1 <= problem.line <= len(lines) and problem.message and problem.hint
            for edit in problem.fix:
                assert fixes.apply(text.encode(), [problem]) != text.encode(), edit


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20))
def test_shown_text_has_a_place_for_each_character(pieces: list[str]) -> None:
    text = "".join(pieces)
    shown = plain.read(Source(text, lambda offset: (1, offset + 1)))
    assert shown.written is None or len(shown.written) == len(shown.text)
    assert all(0 <= link.start <= link.end <= len(shown.text) for link in shown.links)


# --- documents beside this project


def seed() -> str:
    path = next(iter(sorted((SHARED / "seeds").glob("000_*.txt"))), None)
    if path is None:
        pytest.skip(NO_SHARED)
    return path.read_text("utf-8")


def test_the_published_page_is_found_equal_to_the_data() -> None:
    text = seed()
    match = match_of(text)
    assert match is not None and match.sure == 1
    assert [row.id for row in match.rows] == list(match.table.usecases) and not match.extra
    page = handwritten.page(guides.read("page.md", "en", "page.md", text), FROZEN)
    (legend, explained), *others = page.legends
    assert [names.id for names in explained] == ["usecases"] and not others and len(legend.entries) == 3
    assert [remark.number for remark in page.found.remarks] == [1, 2, 3]
    assert found(text) == []
    assert found(text, of=ELSEWHERE) == []


def test_two_changes_on_the_published_page_are_both_named() -> None:
    text = seed()
    changed = text.replace("open an asset on desktop | ✔✔ |", "open an asset on desktop | ✔ ✔ |", 1)
    changed = changed.replace("have access to DAM | ✔✔ | ✔ |", "have access to DAM | ✔✔ | ✘ |", 1)
    lines = text.split("\n")
    places = [n for n, line in enumerate(changed.split("\n"), 1) if line != lines[n - 1]]
    assert found(changed) == list(zip(places, ["table-differs", "wrong-symbol"], strict=True))


def test_in_the_corpus_only_what_is_wrong_is_named() -> None:
    """Each was read: a head of five cells over a line of four, which readers see as source."""
    pages = sorted((SHARED / "corpus").rglob("*.md"))
    if not pages:
        pytest.skip(NO_SHARED)
    named = []
    for path in pages:
        locale = path.relative_to(SHARED / "corpus").parts[1]
        for of in (FROZEN, ELSEWHERE):
            named += [(path.name, line, code) for line, code in found(path.read_text("utf-8"), locale, of)]
    assert named == [("form-options.md", 39, "ragged-table")] * 2
