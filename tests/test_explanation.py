"""What is said of decisions, in words: the sentences and their parts as files, and what no sentence may say.

In `tests/explanations/<table>.<locale>.txt` a sentence of the catalog is its key with its parts, so that the words of
the interface can change freely: `key(part=…)`. `‹en …›` is in another language than the page, `[…](x)` leads to x.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings

from decision import document, locales
from decision.matrix import reading
from decision.matrix.engine import canonical, decide
from decision.matrix.model import MARK, DecisionTable
from decision.matrix.origins import origins
from decision.render import combinations, explain, phrases
from decision.render.explanation import Explanation, explanation
from decision.render.phrases import Phrase
from decision.texts import words
from tests import reference, strategies, tables_on_disk
from tests.tables_on_disk import FROZEN, HERE, HOSTING, LANGUAGES, LUNCH

ODD = HERE / "chooser" / "odd.yaml"
CASES = {
    "usecases.en": (FROZEN, "en", ("share/smaller/no", "share/larger/yes", "save/smaller/no", "open/no", "migrate")),
    "usecases.nl": (FROZEN, "nl", ("share/larger/no", "save/larger/yes")),
    "lunch.sv": (LUNCH, "sv", ("yes", "no/many")),
    "hosting.en": (HOSTING, "en", ("low/none", "high/database/no/one")),
    "odd.sv": (ODD, "sv", ("x/q", "z/only")),
}


def load(path: Path) -> DecisionTable:
    source, problems = document.read(path.name, path.read_bytes())
    assert source is not None and not problems
    table, _ = reading.read(source, (*LANGUAGES, "he"))
    assert table is not None
    return table


class Keys(Mapping[str, str]):
    """A catalog that says for each sentence its key and parts; words within sentences stay words."""

    def __init__(self, locale: str) -> None:
        self.own = locales.words(locale)

    def __getitem__(self, key: str) -> str:
        places = [place for _, place, _, _ in Formatter().parse(self.own[key]) if place]
        if key.startswith(("table-", "quoted")):
            return self.own[key]
        return f"{key}({', '.join(f'{place}={{{place}}}' for place in places)})" if places else key

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)


def shown(phrase: Phrase, around: str) -> str:
    inside = "".join(part if isinstance(part, str) else shown(part, phrase.locale) for part in phrase.parts)
    linked = f"[{inside}]({phrase.target})" if phrase.target else inside
    return linked if phrase.locale == around or not phrase else f"‹{phrase.locale} {linked}›"


def lines(told: Explanation, locale: str) -> Iterator[str]:
    yield shown(told.outcome, locale)
    yield shown(told.result, locale)
    yield f"order: {shown(told.order, locale)}"
    for name in ("usecases", "disagreements", "alternatives", "remarks", "reading", "origins"):
        yield from (f"{name}: {shown(phrase, locale)}" for phrase in getattr(told, name))
    for other in told.unusable:
        yield f"unusable: {shown(other.sentence, locale)} {shown(other.reason, locale)}"
    for judged in told.integrations:
        yield f"integration: {shown(judged.name, locale)} {judged.symbol} {shown(judged.verdict, locale)}"
        yield from (f"  {shown(reason, locale)}" for reason in judged.reasons)
    yield from (f"better: {shown(better.sentence, locale)} {canonical(better.answers)}" for better in told.better)


@pytest.mark.parametrize("name", CASES)
def test_sentences_and_their_parts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, locale, ways = CASES[name]
    table = load(path)
    monkeypatch.setattr(phrases, "interface_words", Keys)
    combinations = {"/".join(answers.values()): answers for answers in reference.everything(table)}
    found = ""
    for way in ways:
        told = explanation(table, decide(table, combinations[way]), locale, "en")
        found += f"{way}\n" + "".join(f"  {line}\n" for line in lines(told, locale)) + "\n"
    assert found == (HERE / "explanations" / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("path", [*tables_on_disk.ALL, ODD], ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_decision_names_what_decided_it_and_nothing_that_is_ruled_out(path: Path, locale: str) -> None:
    table = load(path)
    for answers in reference.everything(table):
        check(table, answers, locale)


@settings(max_examples=60, deadline=None)
@given(strategies.tables())
def test_every_decision_of_random_tables(table: DecisionTable) -> None:
    for answers in reference.everything(table):
        check(table, answers, "en")


def check(table: DecisionTable, answers: dict[str, str], locale: str) -> None:
    """By the reference: the reasons speak of all that applies, and only replacements that fit are named."""
    decision, expected = decide(table, answers), reference.full(table, answers)
    told = explanation(table, decision, locale, "en")
    text = explain.in_words(table, decision, locale, "en")

    def label(part: Mapping[str, str]) -> str:
        return MARK.sub("", words(part, locale, "en").text)

    assert [phrases.plain(usecase) for usecase in told.usecases] == [
        label(table.usecases[u].label) for u in expected["matched"]
    ]
    for name, judged in zip(table.integrations, told.integrations, strict=True):
        integration, rows = table.integrations[name], expected["verdicts"][name]["rows"]
        said = " ".join(phrases.plain(reason) for reason in judged.reasons)
        assert phrases.plain(judged.sentence) in text and all(
            phrases.plain(reason) in text for reason in judged.reasons
        )
        if not rows:
            assert said == ""
            continue
        effective = table.legend[expected["verdicts"][name]["effective"]]
        assert (judged.symbol, phrases.plain(judged.verdict)) == (effective.symbol.strip(), label(effective.word))
        assert all(label(table.usecases[row].label) in said for row in rows), "each use case that applies is named"
        gone = integration.status in ("deprecated", "removed")
        fit = [other for other in integration.replaced_by if gone and fits(table, other, answers, expected)]
        named = [phrase.target or phrase for reason in judged.reasons for phrase in linked_in(reason, table)]
        assert len(named) == len(fit)
        for other in fit:
            part = table.linked(other)
            assert part is not None and label(part.label) in said
    assert len(told.unusable) == len(expected["unusable"])
    assert bool(told.order) is (len(expected["order"]) > len(expected["recommend"]))


def fits(
    table: DecisionTable, name: str, answers: dict[str, str], expected: Mapping[str, dict[str, dict[str, str]]]
) -> bool:
    """Whether a replacement is one that these answers allow."""
    part = table.linked(name)
    assert part is not None
    met = all(question not in answers or answers[question] in options for question, options in part.requires.items())
    ruled_out = name in table.integrations and expected["verdicts"][name]["effective"] == next(iter(table.legend))
    return met and not ruled_out


def linked_in(phrase: Phrase, table: DecisionTable) -> list[Phrase]:
    """The parts of a phrase that are labels of integrations, replacements and alternatives."""
    things = (*table.integrations.values(), *table.replacements.values(), *table.alternatives.values())
    labels = {text for thing in things for text in thing.label.values()}
    here = [phrase] if len(phrase.parts) == 1 and phrase.parts[0] in labels else []
    return here + [found for part in phrase.parts if isinstance(part, Phrase) for found in linked_in(part, table)]


def test_where_it_comes_from_is_inherited_and_cells_may_say_their_own() -> None:
    table = load(ODD)
    found = origins(table, decide(table, {"a": "x", "b": "q"}))
    assert [(o.provenance.source, o.provenance.reviewed, o.usecases, o.cells) for o in found] == [
        (None, "2026-02-03", ("anything",), ()),
        ("A & B", "2026-02-03", ("other",), ()),
        ("https://example.org/<s>?a&b", "2020-02-02", (), (("other", "pen"),)),
    ]


@pytest.mark.parametrize("path", tables_on_disk.ALL, ids=lambda path: path.stem)
def test_show_lists_every_combination_in_columns(path: Path) -> None:
    table = load(path)
    title, _, head, rule, *rows = combinations.combinations(table, "sv", "en")
    assert title == words(table.title, "sv", "en").text
    starts = [0, *(index + 2 for index in range(len(rule)) if rule.startswith("  ", index))]
    cells = [[row[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] for row in (head, *rows)]
    everything = reference.everything(table)
    assert len(rows) == len(everything)
    for answers, row in zip(everything, cells[1:], strict=True):
        for question, heading, cell in zip(table.questions, cells[0], row, strict=False):
            assert heading == words(table.questions[question].label, "sv", "en").text
            option = table.questions[question].options.get(answers.get(question, ""))
            assert cell == (words(option.label, "sv", "en").text if option else "–")
