"""DMN: valid, disjoint, and other engines decide by it as this one does; pyDMNrules has a module of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from lxml import etree
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS

from decision.exchange import dmn
from decision.exchange.exporting import Subject
from decision.matrix.disjoint import MOST_REMEMBERED, rules
from decision.matrix.model import DecisionTable
from tests.exchange.agreement import Load, disagreements, literally, spiff
from tests.exchange.examples import frozen, hostile, live
from tests.exchange.mistakes import BROKEN, cells, changed, flipped
from tests.strategies import tables

SUBJECTS = frozen()
IDS = [subject.table_id for subject in SUBJECTS]
ENGINES = (literally, spiff)


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    """The schema of the OMG, which SpiffWorkflow brings along."""
    return etree.XMLSchema(file=SCHEMAS[dmn.MODEL])


def text_of(subject: Subject) -> str:
    return "".join(dmn.write(subject))


def subject_of(table: DecisionTable) -> Subject:
    return Subject("t", table, ("en",), "en")


# --- what is written


@pytest.mark.parametrize("subject", SUBJECTS, ids=IDS)
def test_it_is_valid_in_every_language_and_decides_alike(subject: Subject) -> None:
    for locale in subject.locales:
        text = text_of(replace(subject, locale=locale))
        schema().assertValid(etree.fromstring(text.encode()))
        for load in ENGINES:
            assert list(disagreements(subject.table, text, load)) == [], load.__name__


def test_the_live_tables_decide_alike() -> None:
    for subject in live():
        text = text_of(subject)
        schema().assertValid(etree.fromstring(text.encode()))
        for load in ENGINES:
            assert list(disagreements(subject.table, text, load)) == [], (subject.table_id, load.__name__)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_random_tables_decide_alike(table: DecisionTable) -> None:
    text = text_of(subject_of(table))
    schema().assertValid(etree.fromstring(text.encode()))
    for load in ENGINES:
        assert list(disagreements(table, text, load)) == []


def test_a_question_that_changes_nothing_is_not_looked_at() -> None:
    found = [rule.options for rule in rules(hostile())]
    assert ("in", "false", None) in found, "a question that is not asked"
    assert ("1", None, None) in found


@settings(max_examples=30, deadline=None)
@given(tables())
def test_what_is_remembered_changes_nothing(table: DecisionTable) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("decision.matrix.disjoint.MOST_REMEMBERED", 0)
        forgetful = list(rules(table))
    assert MOST_REMEMBERED and forgetful == list(rules(table))


def test_texts_of_each_language_stand_in_it() -> None:
    subject = SUBJECTS[IDS.index("lunch")]
    english, swedish = (text_of(replace(subject, locale=locale)) for locale in ("en", "sv"))
    assert 'xml:lang="en"' in english and "Where to eat lunch" in english
    assert 'xml:lang="sv"' in swedish and "Var man äter lunch" in swedish and "Where to eat lunch" not in swedish
    assert '<input id="column_hurry" xml:lang="en">' in swedish, "a text that falls back says so"
    found = [re.findall("<text>.*</text>", text) for text in (english, swedish)]
    assert found[0] == found[1], "what is decided is the same in every language"


def test_hostile_texts_are_texts() -> None:
    subject = SUBJECTS[-1]
    root = etree.fromstring(text_of(subject).encode())
    described = "\n".join(root.itertext("{*}description"))
    for text in ("</description><rule/><!--", "__import__('os')", '"] or true or ["', "] ]> ]]>", "\ufffdbell \ufffd"):
        assert text in described
    assert "Line one line two line three tab" in described, "a text is one line"
    assert root.get("namespace", "").isascii()


# --- that the tests see mistakes


def small() -> Iterator[tuple[Subject, str]]:
    for name in ("lunch", "usecases", SUBJECTS[-1].table_id):
        subject = SUBJECTS[IDS.index(name)]
        yield subject, text_of(subject)


@pytest.mark.parametrize("load", ENGINES)
def test_each_cell_that_is_flipped_is_seen(load: Load) -> None:
    for subject, text in small():
        for cell in cells(text):
            wrong = changed(text, cell, flipped(subject.table, cell))
            assert any(disagreements(subject.table, wrong, load)), (subject.table_id, cell)


@pytest.mark.parametrize("load", ENGINES)
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_cell_is_seen(broken: str, load: Load) -> None:
    for subject, text in small():
        for cell in list(cells(text))[::7]:
            assert any(disagreements(subject.table, changed(text, cell, broken), load)), (subject.table_id, cell)


def test_rules_that_are_missing_or_overlap_are_seen() -> None:
    """Engines take the first of several rules without a word, so only reading by the letter sees both."""
    for subject, text in small():
        rule = re.findall(r" *<rule .*?</rule>\n", text, re.DOTALL)[-1]
        for load in ENGINES:
            assert any(disagreements(subject.table, text.replace(rule, ""), load))
        assert any(disagreements(subject.table, text.replace(rule, rule + rule), literally))
