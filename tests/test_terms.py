"""Words of a glossary in running text: forms, what is to be avoided, and what a translation has lost.

Cases stand in `tests/terms/`: the forms of words, texts with words to avoid, sections beside their translations.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import checks, project
from decision.checks import avoided_word
from decision.guides import guide as guides
from decision.guides import syntax
from decision.problem import Place, Problem
from decision.terms import drift, inflection, passages, phrases
from decision.terms.drift import Wording
from decision.terms.lexicon import Avoided, Lexicon
from decision.translations import data, sections
from tests.tables_on_disk import HERE

CASES = HERE / "terms"
FORMS: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load((CASES / "forms.yaml").read_text("utf-8"))
AVOIDED: list[dict[str, Any]] = yaml.safe_load((CASES / "avoided.yaml").read_text("utf-8"))
DRIFT: list[dict[str, Any]] = yaml.safe_load((CASES / "drift.yaml").read_text("utf-8"))
FORMS_OF = [(locale, word, known) for locale, words in FORMS.items() for word, known in words.items()]


def listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def phrase(word: str, locale: str) -> phrases.Phrase:
    made = phrases.phrase(word, locale)
    assert made is not None
    return made


def avoided_in(locale: str, text: str, avoid: Sequence[str], use: Sequence[str], foreign: Sequence[str]) -> list[str]:
    """What `avoided-word` finds in a text, from the page to the words."""
    known = tuple(Avoided(phrase(word, locale), "g", "t", "T", (), "", Place("g")) for word in avoid)
    words = Lexicon(known, tuple(phrase(word, locale) for word in use), tuple(phrase(word, "en") for word in foreign))
    found = []
    for passage in passages.of_page(syntax.read("page.md", text)):
        prose = passage.prose()
        hits = list(words.hits(prose, words.candidates(passage.written)))
        assert [hit.start for hit in hits] == [
            hit.start for hit in words.hits(prose, known)
        ]  # candidates leave none out
        found += [passage.written[hit.start : hit.end] for hit in hits]
    return found


# --- forms


@pytest.mark.parametrize(("locale", "word", "known"), FORMS_OF, ids=[f"{case[0]}-{case[1]}" for case in FORMS_OF])
def test_a_word_has_its_forms_and_no_others(locale: str, word: str, known: dict[str, list[str]]) -> None:
    made = phrase(word, locale).forms[0]
    folded = {form: phrases.folded(form) for form in (*known.get("are", ()), *known.get("not", ()))}
    assert [form for form in known.get("are", ()) if folded[form] not in made] == []
    assert [form for form in known.get("not", ()) if folded[form] in made] == []


PLANTED = [
    (locale, word, form)
    for locale, word, known in FORMS_OF
    if inflection.has_rules(locale)
    for form in (word, *known["are"])
]
AROUND = st.sampled_from(
    ["{}", "**{}**", "*{}*s", "[{}](page.md)", "({})", "{}.", "{}, x", "x\n{}\nx", "# {}\n", "- {}\n"]
)
FILLER = st.sampled_from(["", "Qwx zzy. ", "1,234 ", "`zzyqwx` ", "| "])


@given(st.sampled_from(PLANTED), AROUND, FILLER, st.sampled_from([str.lower, str.upper, str.capitalize]))
@settings(max_examples=300, deadline=None)
def test_a_form_is_found_wherever_it_stands(planted: tuple[str, str, str], around: str, filler: str, case: Any) -> None:
    locale, word, form = planted
    text = filler + around.format(case(form))
    assert [phrases.folded(found) for found in avoided_in(locale, text, [word], [], [])] == [phrases.folded(form)]


LONG = {locale: [word for word in words if len(word) >= inflection.LEAST_AS_FIRST] for locale, words in FORMS.items()}
LINKS = {"sv": ["", "s"], "nl": ["", "s", "en", "e"]}
SECOND = {"sv": ["lista", "panelen", "hantering"], "nl": ["lijst", "beheer", "paneeltje"]}


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_compound_is_found_by_its_first_part(chosen: st.DataObject) -> None:
    locale = chosen.draw(st.sampled_from(sorted(LINKS)))
    word, link, second = (chosen.draw(st.sampled_from(of[locale])) for of in (LONG, LINKS, SECOND))
    compound = f"{word}{link}{second}"
    assert avoided_in(locale, f"x {compound} x", [word], [], []) == [compound]


@given(st.sampled_from(["en", "sv", "nl"]), st.sampled_from([" ", "-", "\u2011", "\u00a0", "\n", "** **"]))
@settings(deadline=None)
def test_blanks_and_hyphens_part_a_term_alike(locale: str, between: str) -> None:
    text = f"**use{between}case** x" if "*" in between else f"x use{between}case x"
    assert len(avoided_in(locale, text, ["use case"], [], [])) == 1


SAID = st.lists(st.sampled_from(PLANTED), min_size=1, max_size=3)


@given(st.sampled_from(PLANTED), SAID, AROUND)
@settings(max_examples=200, deadline=None)
def test_what_is_found_in_a_text_never_counts_as_lost(term: tuple[str, str, str], said: Any, around: str) -> None:
    locale, word, form = term
    others = [other for other_locale, _, other in said if other_locale == locale]
    text = phrases.folded(around.format(" ".join([*others, form])))
    one = phrase(word, locale)
    assert list(phrases.matches(one, text, phrases.words(text)))
    assert drift.is_said(drift.without_accents(text), Wording("", (one,), (), (), Place("g")))


# --- words to avoid


@pytest.mark.parametrize("case", AVOIDED, ids=lambda case: f"{case['locale']}-{case['avoid']}-{case['text'][:20]}")
def test_words_to_avoid(case: dict[str, Any]) -> None:
    words = (listed(case.get(key)) for key in ("avoid", "use", "foreign"))
    assert avoided_in(case["locale"], case["text"], *words) == case["found"]


# --- terms that got lost

CONFIG = """
site_name: x
extra:
  languages:
    - {locale: en, name: English, site_name: x}
    - {locale: LOCALE, name: Other, site_name: x}
"""


def write(root: Path, case: dict[str, Any]) -> None:
    """A project with a page and its translation, stamped unless it claims nothing."""
    locale = case["locale"]
    for folder in ("data", "docs/en", f"docs/{locale}"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG.replace("LOCALE", locale), "utf-8")
    terms = {
        name: {
            "term": {key: listed(words)[0] for key, words in term.items() if key != "avoid"},
            "definition": {"en": "It is said."},
            "use": {key: listed(words) for key, words in term.items() if key != "avoid"},
            **({"avoid": {locale: listed(term["avoid"])}} if "avoid" in term else {}),
        }
        for name, term in case["terms"].items()
    }
    glossary = {"kind": "glossary", "version": "1.0.0", "title": {"en": "Words"}, "terms": terms}
    (root / "data" / "words.yaml").write_text(yaml.safe_dump(glossary, allow_unicode=True, sort_keys=False), "utf-8")
    if "values" in case:
        values = {"kind": "values", "version": "1.0.0", "title": {"en": "V"}, "values": case["values"]}
        (root / "data" / "values.yaml").write_text(yaml.safe_dump(values, sort_keys=False), "utf-8")
    original = f"# One {{#one}}\n\n## Two {{#two}}\n\n{case['original']}\n"
    (root / "docs" / "en" / "page.md").write_text(original, "utf-8")
    claimed = original if case.get("claims", True) else "## Other {#two}\n\nIt was another text.\n"
    stamps = {section.anchor: section.stamp for section in sections.read(syntax.read("", claimed))}
    front = yaml.safe_dump({"source": stamps})
    translated = f"---\n{front}---\n\n# 1 {{#one}}\n\n## 2 {{#two}}\n\n{case['translation']}\n"
    (root / "docs" / locale / "page.md").write_text(translated, "utf-8")


def test_a_page_that_shows_the_whole_glossary_may_name_what_is_to_be_avoided() -> None:
    frozen = project.load(HERE / "frozen")
    for marker, count in (("glossary: glossary", 0), ("glossary: glossary/people", 1), ("decision-table: usecases", 1)):
        text = f"# A page {{#page}}\n\n<!-- {marker} -->\n\nA draft is no word for it.\n"
        found = list(avoided_word.check(guides.read("page.md", "en", "page.md", text), frozen))
        assert [problem.line for problem in found] == [5] * count


def drifting(root: Path) -> list[Problem]:
    found = checks.run(project.load(root))
    assert [str(problem) for problem in found if problem.code not in ("drifting-term", "avoided-word")] == []
    return [problem for problem in found if problem.code == "drifting-term"]


@pytest.mark.parametrize("case", DRIFT, ids=lambda case: case["name"])
def test_terms_that_got_lost(case: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, case)
    found = drifting(tmp_path)
    expected = [
        f"the original says '{term}' {count} times, this section has no word for it"
        for term, count in case.get("lost", {}).items()
    ]
    assert sorted(problem.message for problem in found) == sorted(expected)
    lines = (tmp_path / "docs" / case["locale"] / "page.md").read_text("utf-8").split("\n")
    assert all(lines[problem.line - 1] == "## 2 {#two}" for problem in found)


def test_what_got_lost_can_be_excused(tmp_path: Path) -> None:
    write(tmp_path, DRIFT[0])
    path = tmp_path / "docs" / "nl" / "page.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("## 2", "<!-- allow: drifting-term: Zo heet het in dit menu. -->\n\n## 2"), "utf-8")
    assert drifting(tmp_path) == []


# --- in a decision table


@pytest.fixture
def stamped(tmp_path: Path) -> Path:
    """The frozen project, whose texts all claim to be current."""
    shutil.copytree(HERE / "frozen", tmp_path, dirs_exist_ok=True)
    stamp(tmp_path)
    return tmp_path


def stamp(root: Path) -> None:
    (root / "data" / "translations.yaml").unlink(missing_ok=True)
    loaded = project.load(root)
    files = {
        name: {
            locale: {text.route: data.section(text.words["en"]).stamp for text in data.texts(source, loaded)}
            for locale in ("sv", "nl")
        }
        for name, source in data.files(loaded).items()
        if name == "usecases"
    }
    path = root / "data" / "translations.yaml"
    path.write_text(yaml.safe_dump({"kind": "translations", "files": files}, sort_keys=False), "utf-8")


def edit(root: Path, old: str, new: str) -> None:
    path = root / "data" / "usecases.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


LABEL = "sv: Öppna en resurs på datorn och ändra den"
LOST = "sv: Öppna en fil på datorn och ändra den"


def test_a_label_that_lost_a_term(stamped: Path) -> None:
    assert drifting(stamped) == []
    edit(stamped, LABEL, LOST)
    (problem,) = drifting(stamped)
    assert problem.message == "the original says 'Asset' once, this text has no word for it"
    assert problem.hint.startswith("write 'resurs' or 'resurser'; see data/usecases.yaml:")
    lines = (stamped / "data" / "usecases.yaml").read_text("utf-8").split("\n")
    assert lines[problem.line - 1].strip() == LOST


def test_a_label_can_be_excused(stamped: Path) -> None:
    edit(stamped, LABEL, LOST)
    edit(stamped, "kind: decision-table\n", "kind: decision-table\nallow: {drifting-term: So it is called.}\n")
    assert drifting(stamped) == []


def test_a_change_of_the_original_alone_is_no_drift(stamped: Path) -> None:
    edit(stamped, LABEL, LOST)
    edit(stamped, "en: Open an asset on the desktop and change it", "en: Open an asset on the desktop, then change it")
    assert drifting(stamped) == []


def test_a_text_that_claims_nothing_is_not_asked(stamped: Path) -> None:
    edit(stamped, LABEL, LOST)
    (stamped / "data" / "translations.yaml").unlink()
    assert drifting(stamped) == []
