"""Stamps: what counts as a change of a text, what does not, and where a page keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision import project, stamps
from decision.guides import syntax
from decision.translations import data, diagrams, front, sections
from decision.translations.claims import Claims
from decision.translations.typography import count_words, plain
from tests.tables_on_disk import HERE

ROOT = HERE / "translations" / "project"
PAGE = (ROOT / "docs" / "en" / "ordering.md").read_text("utf-8")


def read(text: str) -> dict[str, sections.Section]:
    return {section.anchor: section for section in sections.read(syntax.read("page.md", text))}


def words(text: str) -> dict[str, str]:
    """The first part of each section's stamp."""
    found = {anchor: stamps.parse(section.stamp) for anchor, section in read(text).items()}
    return {anchor: stamp.words for anchor, stamp in found.items() if stamp is not None}


BEFORE = words(PAGE)

# --- typography


@settings(deadline=None)
@given(st.text())
def test_typography_is_taken_away_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(deadline=None)
@given(st.text(alphabet=" -–—'‘’“”\"«»\u00a0\u200b\u00ad….,;:()[]ab1é\u0301"))
def test_typography_is_taken_away_once_from_what_is_full_of_it(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It's “new” – really…", 'It’s "new" - really...'),
        ("from 1–5 m", "from 1-5\u00a0m"),
        ("soft\u00adware\u200b", "software"),
        ("« oui »", '"oui"'),
        ("Save .", "Save."),
        ("a  b\tc\nd", "a b c d"),
        ("café", "cafe\u0301"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5 GB", "6 GB"), ("can", "cannot"), ("Save", "save"), ("a, b", "a b"), ("m²", "m2"), ("re-sign", "resign")],
)
def test_words_and_figures_make_one(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("It's a well-known app, version 2.1: “new”!") == 7


# --- what counts as a change


def _anywhere(pattern: str, replacement: str) -> Callable[[str, int], str]:
    """A change of one of the places that a pattern finds."""

    def change(text: str, number: int) -> str:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        match = found[number % len(found)]
        return text[: match.start()] + match.expand(replacement) + text[match.end() :]

    return change


COSMETIC: dict[str, Callable[[str, int], str]] = {
    "a blank line more between paragraphs": _anywhere(r"(?<=[.!])\n\n(?=[A-Z])", r"\n\n\n"),
    "a line break in a paragraph": _anywhere(r"^([A-Z][a-z]+ [a-z]+) (?=[a-z]+ [^|]*$)", r"\1\n"),
    "a paragraph in two": _anywhere(r"(?<=Breadbox\], the app of the bakery\.)\n(?=The)", r"\n\n"),
    "two paragraphs in one": _anywhere(r"(?<=with a message\.)\n\n(?=Nobody)", r"\n"),
    "a comment": _anywhere(r"\n\n(?=[A-Z])", r"\n\n<!-- to be looked at -->\n\n"),
    "a comment with a heading in it": _anywhere(r"\n\n(?=## )", r"\n\n<!--\n## Hidden\n\ntext\n-->\n\n"),
    "a link outside leads elsewhere": _anywhere(r"https://example\.org/en/terms", r"https://example.org/terms/now"),
    "a link inside leads elsewhere": _anywhere(r"\(#(?:order|confirm|bake)\)", r"(index.md)"),
    "an image is another file": _anywhere(r"\(images/(?:oven|tin)\.png\)", r"(images/new.svg)"),
    "the width of an image": _anywhere(r"\{width=\"300\"\}", r"{width=200}"),
    "bold text": _anywhere(r"\b(order|bread|oven)\b(?=[ .])(?![^\n]*[|\"`{#])", r"**\1**"),
    "no bold text": _anywhere(r"\*\*([A-Z][a-z ]+\.)\*\*", r"\1"),
    "other bullets": _anywhere(r"^   \* Rye([^\n]*)\n   \* ", r"   - Rye\1\n   - "),
    "other numbers": _anywhere(r"^1\. (?=Wait)", r"4. "),
    "blanks in cells": _anywhere(r"^\| Rye \|", r"|Rye   |"),
    "other lines in a table": _anywhere(r"^\|---\|---\|---\|$", r"| --- | :-: | ------- |"),
    "a hard line break": _anywhere(r"(?<=start\.\*\*)\n", r"  \n"),
    "the form of a note": _anywhere(r"^>\n>(?=Orders)", r">"),
    "the front matter": _anywhere(r"^description: .*", r"description: Another one."),
    "a character that nobody sees": _anywhere(r"\b(?=bakery sees)", "\u200b"),
    "a blank that does not break": _anywhere(r"(?<=[a-z]) (?=bakery)", "\u00a0"),
    "no id behind what is no heading": _anywhere(r"(?<=names the time, see)", r" "),
}


@pytest.mark.parametrize("name", COSMETIC)
@given(number=st.integers(0, 20))
@settings(max_examples=8, deadline=None)
def test_a_cosmetic_change_is_none(name: str, number: int) -> None:
    changed = COSMETIC[name](PAGE, number)
    assert changed != PAGE
    assert words(changed) == BEFORE


@given(st.lists(st.tuples(st.sampled_from(sorted(COSMETIC)), st.integers(0, 20)), max_size=6, unique_by=lambda e: e[0]))
@settings(max_examples=60, deadline=None)
def test_many_cosmetic_changes_are_none_either(changes: list[tuple[str, int]]) -> None:
    text = PAGE
    for name, number in changes:
        try:
            text = COSMETIC[name](text, number)
        except ZeroDivisionError:  # another change took all the places
            continue
    assert words(text) == BEFORE


WORDS = [
    match
    for match in re.finditer(r"(?<![\w#/!\[(`\"-])[A-Za-z]{3,}(?![\w\]/)`:\"-])", PAGE)
    if match.start() > PAGE.index("# Order")
    and not re.search(r"[`(<{!+#][^ ]*$", PAGE[: match.start()].split("\n")[-1])
]


@given(st.integers(0, len(WORDS) - 1))
@settings(max_examples=60, deadline=None)
def test_another_word_is_a_change_of_its_section_alone(number: int) -> None:
    match = WORDS[number]
    after = words(PAGE[: match.start()] + "quite" + PAGE[match.end() :])
    line = PAGE.count("\n", 0, match.start()) + 1
    own = max((section for section in read(PAGE).values() if section.line <= line), key=lambda section: section.line)
    assert {anchor for anchor in BEFORE if after[anchor] != BEFORE[anchor]} == {own.anchor}


WEIGHTY = {
    "a figure": ("| Rye | 70 % |", "| Rye | 75 % |", "flour"),
    "code": ("`R-12`", "`R-13`", "order"),
    "code in a block": ('"state": "confirmed"', '"state":  "confirmed"', "confirm"),
    "the language of code": ("```json", "```yaml", "confirm"),
    "a label": ("[!UICONTROL Send]", "[!UICONTROL Post]", "order"),
    "a label that was bold text": ("**[!UICONTROL Send]**", "**Send**", "order"),
    "a link more": ("until the bakery", "until [the bakery](index.md)", "order"),
    "a row less": ("| Wheat | 62 % | `3 h` |\n", "", "flour"),
    "a step more": ("1. Wait", "1. Breathe.\n\n1. Wait", "order"),
    "a list that is numbered": (
        "   * Rye bread begins with `R`.\n   *",
        "   1. Rye bread begins with `R`.\n   1.",
        "order",
    ),
    "a note of another kind": ("[!TIP]", "[!CAUTION]", "order"),
    "no note": (">[!NOTE]\n>\n>Orders", "Orders", "ordering"),
    "another level": ("### Confirm", "## Confirm", "confirm"),
    "an image text": ("![A loaf in its tin]", "![A loaf on its tin]", "trouble"),
    "a marker": ("<!-- decision-table: flours -->", "<!-- decision-table: bread -->", "flour"),
    "the title of a tab": (">[!TAB Rye]", ">[!TAB Barley]", "bake"),
    "a title": ("+++What the oven does", "+++What our oven does", "bake"),
    "a tag": ("<sup>1</sup>", "<sub>1</sub>", "flour"),
    "a blank line that ends a list": ("   *  Wheat", "   *  Wheat", "order"),
}


@pytest.mark.parametrize("name", [name for name, (old, new, _) in WEIGHTY.items() if old != new])
def test_what_a_reader_would_notice_is_a_change(name: str) -> None:
    old, new, anchor = WEIGHTY[name]
    assert PAGE.count(old) >= 1
    after = words(PAGE.replace(old, new, 1))
    assert {key for key in BEFORE if after.get(key) != BEFORE[key]} == {anchor}


def test_where_links_lead_is_noted_apart() -> None:
    now = read(PAGE)["trouble"].stamp
    other = read(PAGE.replace("(index.md#begin)", "(index.md)"))["trouble"].stamp
    assert now[:10] == other[:10] and now != other
    assert len(read(PAGE)["ordering"].stamp) == 10  # no link, nothing to note


def test_sections_go_from_heading_to_heading() -> None:
    text = "before\n\n# One {#one}\n\ntext\n\n### Deeper\n\ntext\n\n- item\n\n  ## In it {#in-it}\n\n  text\n\nend\n"
    found = sections.read(syntax.read("", text))
    assert [(section.anchor, section.id, section.level, section.line) for section in found] == [
        ("^", None, 0, 1),
        ("one", "one", 1, 3),
        ("deeper", None, 3, 7),
        ("in-it", "in-it", 2, 13),
    ]
    assert "end" in found[-1].normal


def test_values_are_compared_by_their_names() -> None:
    """What they stand for changes in all languages at once."""
    from decision.values.references import Values

    text = "# One {#one}\n\nStored in `{{ paths.folder }}`, or {{ paths.folder }}.\n"
    pages = [syntax.read("", text, Values({"paths": {"folder": folder}})) for folder in ("/a", "/b")]
    assert sections.read(pages[0])[0].stamp == sections.read(pages[1])[0].stamp


def test_of_a_diagram_the_words_are_text() -> None:
    form = 'flowchart TB\n  accTitle: %s\n  accDescr {\n    %s {{ a.b }}.\n  }\n  a["%s"] -->|%s| b("%s")\n'
    english = form % ("Two ways", "One way", "Begin", "then", "End")
    swedish = form % ("Två vägar", "En väg", "Börja", "sedan", "Slut")
    assert diagrams.read(english).skeleton == diagrams.read(swedish).skeleton
    assert set(diagrams.read(swedish).words) == {"Två vägar", "En väg {{ a.b }}.", "Börja", "sedan", "Slut"}
    assert diagrams.read(english).skeleton != diagrams.read(english.replace("-->", "---")).skeleton


# --- a change of the original alone is no problem of a translation


@st.composite
def changed_pages(draw: st.DrawFn) -> str:
    """The English page with some lines dropped, doubled, moved, or with something else in them."""
    lines = PAGE.split("\n")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(6, len(lines) - 1))
        kind = draw(
            st.sampled_from(["drop", "double", "move", "blank", "indent", "dedent", "words", "heading", "link"])
        )
        line = lines[at]
        if kind == "drop":
            del lines[at]
        elif kind == "double":
            lines.insert(at, line)
        elif kind == "move":
            lines.insert(draw(st.integers(6, len(lines) - 1)), lines.pop(at))
        else:
            lines[at] = {
                "blank": "\n" + line,
                "indent": "   " + line,
                "dedent": line.lstrip(),
                "words": re.sub(r"\b[a-z]+\b", "other", line, count=1),
                "heading": "## New {#new}\n\n" + line,
                "link": line.replace("](", "](https://example.org/other/", 1),
            }[kind]
    return "\n".join(lines)


@given(changed_pages())
@settings(max_examples=150, deadline=None)
def test_a_change_of_the_original_alone_never_makes_a_translation_wrong(english: str) -> None:
    loaded = project.load(ROOT, instead={ROOT / "docs" / "en" / "ordering.md": english.encode()})
    claims = Claims(loaded)
    for locale in ("en", "sv"):
        guide = loaded.guide(locale, "ordering.md")
        assert guide is not None
        claims.add(guide)
    assert guide is not None
    assert [str(problem) for problem in claims.problems(guide)] == []


# --- in the front matter

STAMPS = {"^": "1:00000000", "one": "1:3f9a2c1e", "two.1": "1:3f9a2c1e07b2", "a: b": "1:11111111"}
BLOCK = 'source:\n  ^: 1:00000000\n  one: 1:3f9a2c1e\n  two.1: 1:3f9a2c1e07b2\n  "a: b": 1:11111111\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A\n", f"---\n{BLOCK}---\n\n# A\n"),
        ("---\n---\n# A\n", f"---\n{BLOCK}---\n# A\n"),
        ("---\na: 'A'  # x\n\nb: [1,\n  2]\n...\n# A\n", f"---\na: 'A'  # x\n\nb: [1,\n  2]\n{BLOCK}...\n# A\n"),
        ("---\nsource:\n  old: 1:22222222\ntitle: A\n---\n", f"---\n{BLOCK}title: A\n---\n"),
        ("---\nsource: {old: 1:22222222,\n  b: 1:22222222\n  }\ntitle: A\n---\n", f"---\n{BLOCK}title: A\n---\n"),
        ("---\na: 1\nsource:\n\n# b\nb: 2\n---\n", f"---\na: 1\n{BLOCK}\n# b\nb: 2\n---\n"),
        ("---\nsource: the old page\n---\n", f"---\n{BLOCK}---\n"),
        ("---\nsource:\n    old: 1:22222222  # why\n\n# then\nt: A\n---\n",
         f"---\n{BLOCK.replace('  ', '    ', 4)}\n# then\nt: A\n---\n"),
        ("---\nsource:\n  # why\n  old: 1:22222222\n---\n",
         f"---\n{BLOCK.replace('source:', 'source:' + chr(10) + '  # why')}---\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_stamps_are_written_and_nothing_else_changes(before: str, after: str, end: str, mark: bytes) -> None:
    made = front.with_stamps(mark + before.replace("\n", end).encode(), STAMPS)
    assert made == mark + after.replace("\n", end).encode()
    page = syntax.read("", made.decode("utf-8-sig"))
    assert page.front.problems == ()
    assert stamps.of(page.front.data) == {name: stamps.parse(stamp) for name, stamp in STAMPS.items()}
    assert front.with_stamps(made, STAMPS) == made


@settings(deadline=None)
@given(st.text(alphabet="abc: #'\"[]{}-\n\r\u00e5", max_size=60), st.text(max_size=40))
def test_what_stands_around_stamps_stays(head: str, body: str) -> None:
    note = head.replace("\r", "").replace("\n", "\n  ")
    content = f"---\ntitle: A\nnote: |\n  {note}\nend: 1\n---\n{body}".encode()
    assume(not syntax.read("", content.decode()).front.problems)
    made = front.with_stamps(content, {"one": "1:3f9a2c1e"})
    line = b"source:\n  one: 1:3f9a2c1e\n"
    if b"\r\n" in made:
        line = line.replace(b"\n", b"\r\n") if line not in made else line
    assert made.count(line) == 1
    assert made.replace(line, b"") == content


def test_front_matter_that_cannot_be_read_is_not_touched() -> None:
    for content in (b"---\na: [\n---\n", b"---\n- a\n---\n"):
        with pytest.raises(ValueError, match="cannot be read"):
            front.with_stamps(content, STAMPS)
    with pytest.raises(UnicodeDecodeError):
        front.with_stamps(b"---\na: \xff\n---\n", STAMPS)


@pytest.mark.parametrize(
    "written", ["", "1:", "1:xyz", "0:3f9a2c1e", "1:3f9a2c1", "1:3f9a2c1e07b", 1, None, [], "1:3F9A2C1E"]
)
def test_what_is_no_stamp(written: object) -> None:
    assert stamps.parse(written) is None


# --- in data


def test_the_texts_of_data_files_are_found_whatever_they_are(tmp_path: Path) -> None:
    loaded = project.load(ROOT)
    source = data.files(loaded)["flours"]
    routes = [text.route for text in data.texts(source, loaded)]
    assert routes[:2] == ["title", "legend/no/word"] and "usecases/light/label" in routes
    assert not any("plain" in route for route in routes)  # the same in every language


def test_the_stamps_of_data_files_are_written_under_the_comments_that_stand_there() -> None:
    content = b"# By the command.\n\nkind: translations\nfiles: {}\n"
    made = data.written(content, {"t": {"sv": {"a/b": "1:3f9a2c1e", "no": "1:00000000"}}})
    assert made == (
        b"# By the command.\n\nkind: translations\nfiles:\n  t:\n    sv:\n      a/b: 1:3f9a2c1e\n"
        b'      "no": 1:00000000\n'
    )
    assert data.written(made, {}) == b"# By the command.\n\nkind: translations\nfiles: {}\n"
