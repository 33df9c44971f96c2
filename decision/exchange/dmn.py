"""A table as DMN 1.3, resolved: other engines decide by it as this one does.

They are told everything in full, because they differ where DMN leaves room. The hit policy is UNIQUE, and the rules are
disjoint, as engines take the first of several matches without a word. A cell holds one literal or `-`. Names are
`answer_<question>`, `outcome`, `recommend`, `order` and `verdict_<integration>`, with `_` for `-`, so that none is a
word of FEEL; `recommend` and `order` hold ids with a blank between them, or `none`. The answer to a question that is
not asked is `null`. Texts for people stand in descriptions: pyDMNrules takes the `label` of a column for its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from decision.exchange.exporting import Format, Subject
from decision.matrix.disjoint import Rule, rules
from decision.matrix.engine import Engine, engine
from decision.texts import Words

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Reserved ids: no integration, alternative or verdict is called so.
NOTHING, UNANSWERED = "none", "unanswered"
RESULTS = ("outcome", "recommend", "order")
OUTCOMES = ("alternative", "deprecated", NOTHING, UNANSWERED)
# Where very many use cases apply, a rule tells of the first of them.
MOST_TOLD = 20
_BLANKS = re.compile(r"[ \t\r\n]+")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(subject: Subject) -> Iterator[str]:
    """The model as XML, in pieces: one decision, with a rule for each way of answering."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<definitions xmlns="{MODEL}" id="definitions" name="{_decision_name(subject)}"'
    yield f' namespace="urn:decision:{quote(subject.table_id)}" xml:lang="{escape(subject.locale)}">\n'
    for question in subject.table.questions:
        yield _piece(_input_data(subject, question), 1)
    yield from _opened(_decision(subject), 1)
    yield from _opened(Element("decisionTable", id="rules", hitPolicy="UNIQUE"), 2)
    for question in subject.table.questions:
        yield _piece(_input(subject, question), 3)
    for output in _outputs(subject):
        yield _piece(output, 3)
    worker = engine(subject.table)
    for number, rule in enumerate(rules(subject.table), 1):
        yield _piece(_rule(subject, worker, number, rule), 3)
    yield "    </decisionTable>\n  </decision>\n</definitions>\n"


# --- what is decided, and by what


def _decision_name(subject: Subject) -> str:
    """A name that is no expression, whatever the file of the table is called."""
    return "decision_" + re.sub("[^A-Za-z0-9]", "_", subject.table_id)


def _decision(subject: Subject) -> Element:
    """The decision without its table."""
    name, title = _decision_name(subject), subject.words(subject.table.title)
    decision = Element("decision", id=name, name=name, label=_line(title))
    _describe(decision, subject, [title], [_line(title), subject.table.version])
    _add(decision, "variable", id="variable", name=name)
    for question in subject.table.questions:
        requirement = _add(decision, "informationRequirement", id=_id("requirement", question))
        _add(requirement, "requiredInput", href="#" + _id("input", question))
    return decision


def _input_data(subject: Subject, question: str) -> Element:
    name, label = _id("answer", question), subject.words(subject.table.questions[question].label)
    data = Element("inputData", id=_id("input", question), name=name, label=_line(label))
    _speak(data, subject, [label])
    _add(data, "variable", id=_id("variable", question), name=name, typeRef="string")
    return data


def _input(subject: Subject, question: str) -> Element:
    """The column of a question: what it asks, and what may be answered."""
    asked = subject.table.questions[question]
    said = [subject.words(text) for text in (asked.label, asked.hint) if text is not None]
    options = {option: subject.words(entry.label) for option, entry in asked.options.items()}
    column = Element("input", id=_id("column", question))
    _describe(column, subject, [*said, *options.values()], [*map(_line, said), *_entries(options)])
    expression = _add(column, "inputExpression", id=_id("expression", question), typeRef="string")
    _add(expression, "text").text = _id("answer", question)
    _values(column, "inputValues", _id("options", question), asked.options)
    return column


def _outputs(subject: Subject) -> Iterator[Element]:
    """The columns of what comes out: three of the decision, and one for each integration."""
    table = subject.table
    legend = {name: subject.words(verdict.word) for name, verdict in table.legend.items()}
    for name in RESULTS:
        column = Element("output", id=name, name=name, typeRef="string")
        if name == "recommend":
            linked = {**table.integrations, **table.alternatives}
            named = {known: subject.words(entry.label) for known, entry in linked.items()}
            _describe(column, subject, list(named.values()), list(_entries(named)))
        elif name == "outcome":
            _describe(column, subject, list(legend.values()), list(_entries(legend)))
            _values(column, "outputValues", "outcomes", (*table.legend, *OUTCOMES))
        yield column
    for integration, entry in table.integrations.items():
        name, label = _id("verdict", integration), subject.words(entry.label)
        column = Element("output", id=name, name=name, typeRef="string")
        _describe(column, subject, [label], [_line(label)])
        _values(column, "outputValues", _id("verdicts", integration), (*table.legend, UNANSWERED))
        yield column


def _rule(subject: Subject, worker: Engine, number: int, rule: Rule) -> Element:
    """A rule; its description names the use cases that it comes from."""
    table, result = subject.table, rule.result
    element = Element("rule", id=f"rule_{number}")
    matched = worker.names(result.matched)
    labels = {name: subject.words(table.usecases[name].label) for name in matched[:MOST_TOLD]}
    more = [f"… (+{len(matched) - MOST_TOLD})"] if len(matched) > MOST_TOLD else []
    _describe(element, subject, list(labels.values()), [*_entries(labels), *more])
    for question, option in zip(table.questions, rule.options, strict=True):
        _cell(element, "inputEntry", _id(f"rule_{number}_answer", question), option)
    for name, ids in zip(RESULTS, ((result.outcome,), result.recommend, result.order), strict=True):
        _cell(element, "outputEntry", f"rule_{number}_{name}", " ".join(ids) or NOTHING)
    for integration, verdict in zip(table.integrations, result.verdicts, strict=True):
        _cell(element, "outputEntry", _id(f"rule_{number}_verdict", integration), verdict or UNANSWERED)
    return element


# --- XML


def _id(prefix: str, name: str) -> str:
    """A name for a part of the table that is no word of FEEL and holds no minus; ids hold no `_` themselves."""
    return f"{prefix}_{name.replace('-', '_')}"


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, attributes)


def _cell(parent: Element, tag: str, name: str, value: str | None) -> None:
    _add(_add(parent, tag, id=name), "text").text = "-" if value is None else f'"{value}"'


def _values(parent: Element, tag: str, name: str, values: Iterator[str] | Mapping[str, object] | Sequence[str]) -> None:
    _add(_add(parent, tag, id=name), "text").text = ",".join(f'"{value}"' for value in values)


def _describe(parent: Element, subject: Subject, words: Sequence[Words], lines: Sequence[str]) -> None:
    """What people read of a part, line by line; nothing where there is nothing to say."""
    if lines:
        _speak(parent, subject, words)
        _add(parent, "description").text = "\n".join(lines)


def _speak(element: Element, subject: Subject, words: Sequence[Words]) -> None:
    """Say in which language the texts of a part are, where all of them fall back to another."""
    locales = {text.locale for text in words}
    if len(locales) == 1 and locales != {subject.locale}:
        element.set(LANGUAGE, *locales)


def _entries(labels: Mapping[str, Words]) -> Iterator[str]:
    return (f"{name}: {_line(label)}" for name, label in labels.items())


def _line(words: Words) -> str:
    """A text on one line, without what XML cannot hold."""
    return _BLANKS.sub(" ", _NO_XML.sub("\ufffd", words.text)).strip(" ")


def _piece(element: Element, depth: int) -> str:
    """An element as text, indented."""
    ElementTree.indent(element, level=depth)
    element.tail = "\n"
    return "  " * depth + ElementTree.tostring(element, encoding="unicode")


def _opened(element: Element, depth: int) -> Iterator[str]:
    """An element as text without its end, so that more can follow in it."""
    inside = list(element)
    for child in inside:
        element.remove(child)
    element.text = None
    yield _piece(element, depth).replace(" />\n", ">\n")
    for child in inside:
        yield _piece(child, depth + 1)


FORMAT = Format("dmn", ".dmn", write, per_language=True, resolves=True)
