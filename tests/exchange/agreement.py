"""Whether another engine, given a table as DMN, decides as this one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from decision.exchange import dmn
from decision.matrix.engine import Decision, canonical, engine
from decision.matrix.model import DecisionTable

Facts = Mapping[str, str | None]
# What comes out for facts: a value for each column; less, or an exception, where the engine fails.
Decide = Callable[[Facts], Mapping[str, Any]]
Load = Callable[[str], Decide]


def facts(table: DecisionTable, answers: Mapping[str, str]) -> Facts:
    """The answers as other engines are told them: null where a question is not asked."""
    return {_name("answer", question): answers.get(question) for question in table.questions}


def expected(table: DecisionTable, decision: Decision) -> Mapping[str, str]:
    """What has to come out."""
    verdicts = {
        _name("verdict", name): decision.verdicts[name].effective or "unanswered" for name in table.integrations
    }
    listed = {"recommend": decision.recommend, "order": decision.order}
    return {"outcome": decision.outcome, **{k: " ".join(ids) or "none" for k, ids in listed.items()}, **verdicts}


def _name(prefix: str, name: str) -> str:
    return f"{prefix}_{name.replace('-', '_')}"


def disagreements(table: DecisionTable, text: str, load: Load) -> Iterator[str]:
    """A line for each combination of answers for which the other engine says something else, or nothing."""
    try:
        decide = load(text)
    except Exception as reason:
        yield f"not read: {reason!r}"
        return
    worker = engine(table)
    for values in worker.combinations():
        decision = worker.resolve(values)
        here = expected(table, decision)
        try:
            there = dict(decide(facts(table, decision.answers)))
        except Exception as reason:
            there = {"failed": repr(reason)}
        if there != here:
            yield f"{canonical(decision.answers)}: {here} here, {there} there"


# --- engines


def spiff(text: str) -> Decide:
    """SpiffWorkflow, which reads conditions and results as Python."""
    from lxml import etree
    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
    from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
    from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

    parser = BpmnDmnParser()
    parser.add_dmn_xml(etree.fromstring(text.encode()))
    (known,) = parser.dmn_parsers.values()
    known.parse()
    worker = DMNEngine(known.decision.decisionTables[0])
    workflow = SimpleNamespace(script_engine=PythonScriptEngine())
    return lambda facts: dict(worker.result(SimpleNamespace(data=dict(facts), workflow=workflow)))


def pydmnrules(text: str) -> Decide:
    """PyDMNrules, which reads them as FEEL, and says what it cannot read in a status."""
    from pyDMNrules import DMN  # takes ten seconds to load: only one test module may do it

    worker = DMN()
    status = worker.useXML(text.encode())
    if status:
        raise ValueError(status)

    def decide(facts: Facts) -> Mapping[str, Any]:
        status, found = worker.decide(dict(facts))
        if status:
            raise ValueError(status)
        return {name: value for name, value in found["Result"].items() if name not in facts}

    return decide


def literally(text: str) -> Decide:
    """The cells taken by their letters. Exactly one rule has to hold, which no engine asks."""
    from lxml import etree

    root = etree.fromstring(text.encode())
    name = {None: dmn.MODEL}
    inputs = [column.findtext("inputExpression/text", namespaces=name) for column in root.iterfind(".//input", name)]
    outputs = [column.get("name") for column in root.iterfind(".//output", name)]
    rules = [
        [
            [cell.findtext("text", namespaces=name) for cell in rule.iterfind(tag, name)]
            for tag in ("inputEntry", "outputEntry")
        ]
        for rule in root.iterfind(".//rule", name)
    ]

    def decide(facts: Facts) -> Mapping[str, Any]:
        told = [facts[column] for column in inputs]
        held = [
            results
            for cells, results in rules
            if all(cell == "-" or cell == f'"{fact}"' for cell, fact in zip(cells, told, strict=True))
        ]
        (results,) = held
        return {name: cell[1:-1] for name, cell in zip(outputs, results, strict=True)}

    return decide
