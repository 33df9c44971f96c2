"""One decision of the project's own table, with its reasons: this engine beside three others.

SpiffWorkflow and pyDMNrules read the table as the DMN that the project exports: a row per combination, with all that
was decided for it. zen-engine is written in Rust.

zen answers from decision tables in its own format (JDM), which come in two forms. `resolved`: a row per combination,
hit policy first, that gives outcome, recommendation, order, use cases and verdicts; requirements, lifecycle and
outcome were worked out here beforehand, so zen does less, and its answers are proven equal first. `use cases`: the rows
as written, hit policy collect, combined by nobody. Its tables are compiled once, outside of the time measured, and no
trace is asked for where it does not say so. All of them have to agree before anything is measured.

zen's price depends on the door. `create_decision` is the basic usage of its documentation, and how the targets came
about; `loader` is an engine that holds its tables in memory, by far its fastest way. Both are shown.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from typing import Any

from bench.side_by_side import ROOT, Figure, Run, Target, alternate, arguments, figure, ratio, report
from decision.exchange import dmn
from decision.exchange.exporting import Subject
from decision.matrix.engine import Decision, Engine, Values, decide
from decision.matrix.model import DecisionTable
from decision.project import load
from tests.exchange import agreement

COMPUTED = Target("at least", 5)
LOOKED_UP = Target("at least", 100)
REPEATS = 20
DMN = {"SpiffWorkflow": agreement.spiff, "pyDMNrules": agreement.pydmnrules}


def main() -> None:
    """Measure and report."""
    parser = arguments(__doc__)
    tables = load(ROOT).tables
    parser.add_argument("--table", default="usecases", choices=sorted(tables), help="in data/ (default: usecases)")
    parser.add_argument("--rounds", type=int, default=30, help="samples of each (default: 30)")
    chosen = parser.parse_args()
    try:
        zen = importlib.import_module("zen")  # not among the requirements of `make test`, whose mypy reads this
    except ImportError:
        sys.exit("zen-engine is missing: python -m pip install --require-hashes -r requirements/bench.txt")
    _, table = tables[chosen.table]
    runs = {**ours(table), **theirs(zen, table), **by_dmn(chosen.table, table)}
    samples = alternate(runs, chosen.rounds)
    report(
        f"A decision of data/{chosen.table}.yaml, mean of its {len(list(Engine(table).combinations()))} combinations",
        [*(figure(name, "us", values, 1e6) for name, values in samples.items()), *ratios(samples)],
        chosen,
        notes=[f"zen-engine {version('zen-engine')}, Python {platform.python_version()}"],
    )


def ratios(samples: Mapping[str, list[float]]) -> list[Figure]:
    """How many times as fast as the others; as zen, by each of its doors."""
    figures = [ratio(f"computed, against {name}", samples[name], samples["computed"], COMPUTED) for name in DMN]
    for door in ("create_decision", "loader"):
        resolved, traced = samples[f"zen, {door}, resolved"], samples[f"zen, {door}, use cases, trace"]
        figures += [
            ratio(f"computed, against {door}, resolved", resolved, samples["computed"], COMPUTED),
            ratio(f"computed, against {door}, use cases, trace", traced, samples["computed"], COMPUTED),
            ratio(f"looked up, against {door}, resolved", resolved, samples["looked up"], LOOKED_UP),
        ]
    return figures


# --- this engine -----------------------------------------------------------------------------------------------------


def ours(table: DecisionTable) -> dict[str, Run]:
    """A decision with its reasons, computed each time; the same looked up; and the verdicts alone."""
    anew = Engine(table)
    anew.most_remembered = 0  # remembers one combination at most, and never asks for the same one twice in a row
    whole = list(anew.combinations())
    answers = [given(anew, values) for values in whole]

    def verdicts(values: Values) -> object:
        return anew.ranks(values, anew.matching(values))

    return {
        "computed": each(anew.work_out, answers),
        "computed, answers already checked": each(anew.resolve_anew, whole),
        "verdicts alone": each(verdicts, whole),
        "looked up": each(lambda known: decide(table, known), answers),
    }


def given(worker: Engine, values: Values) -> dict[str, str]:
    """The answers that a combination stands for."""
    return {question: option for question, option in zip(worker.questions, values, strict=True) if option is not None}


def each(call: Callable[[Any], object], arguments: list[Any], repeats: int = REPEATS) -> Run:
    """The call with each of the arguments in turn, several times over."""

    def run() -> None:
        for _ in range(repeats):
            for argument in arguments:
                call(argument)

    return Run(run, repeats * len(arguments))


# --- engines for DMN -------------------------------------------------------------------------------------------------


def by_dmn(name: str, table: DecisionTable) -> dict[str, Run]:
    """The engines that read the table as it is exported; one of them takes hundreds of times as long."""
    locale = next(iter(table.title))
    text = "".join(dmn.write(Subject(name, table, (locale,), locale)))
    worker, runs = Engine(table), {}
    told = [agreement.facts(table, given(worker, values)) for values in worker.combinations()]
    for engine, reads in DMN.items():
        if found := list(agreement.disagreements(table, text, reads)):
            raise AssertionError(f"{engine}: {found[0]}")
        runs[engine] = each(reads(text), told, repeats=1)
    return runs


# --- zen -------------------------------------------------------------------------------------------------------------


def theirs(zen: Any, table: DecisionTable) -> dict[str, Run]:
    """Both forms of the table by both doors, with and without a trace of how the answer came about."""
    worker = Engine(table)
    tables = {"resolved": resolved(worker), "use cases": as_written(worker)}
    loader = zen.ZenEngine({"loader": {"type": "static", "content": tables}})
    contexts = [facts(worker, values) for values in worker.combinations()]
    doors = {
        f"{door}, {form}": evaluate
        for form, content in tables.items()
        for door, evaluate in (
            ("create_decision", zen.ZenEngine().create_decision(json.dumps(content)).evaluate),
            ("loader", partial(loader.evaluate, form)),
        )
    }
    runs = {}
    for door, evaluate in doors.items():
        prove(worker, door.endswith("resolved"), evaluate)
        runs[f"zen, {door}"] = each(evaluate, contexts)
        if not door.endswith("resolved"):
            runs[f"zen, {door}, trace"] = each(partial(evaluate, opts={"trace": True}), contexts)
    return runs


def facts(worker: Engine, values: Values) -> dict[str, str | None]:
    """A combination as zen is given it: every question, null where it is not asked."""
    return {name(question): option for question, option in zip(worker.questions, values, strict=True)}


def name(identifier: str) -> str:
    """An id as zen's expressions read it."""
    return identifier.replace("-", "_")


def expected(decision: Decision) -> dict[str, Any]:
    """What the resolved table gives."""
    return {
        "outcome": decision.outcome,
        "recommend": list(decision.recommend),
        "order": list(decision.order),
        "matched": list(decision.matched),
        "verdicts": {integration: known.effective for integration, known in decision.verdicts.items()},
    }


def resolved(worker: Engine) -> dict[str, Any]:
    """A row per combination, with all that was decided for it."""
    rules = []
    for values in worker.combinations():
        cells = {name(q): json.dumps(o) if o else "" for q, o in zip(worker.questions, values, strict=True)}
        rules.append(cells | {f"out_{key}": json.dumps(v) for key, v in expected(worker.resolve(values)).items()})
    return graph(worker, "first", list(expected(worker.resolve(next(worker.combinations())))), rules)


def as_written(worker: Engine) -> dict[str, Any]:
    """A row per use case, with its verdicts as ranks."""
    rules = []
    for row, usecase in worker.table.usecases.items():
        cells = {name(q): ", ".join(json.dumps(o) for o in usecase.when.get(q, ())) for q in worker.questions}
        ranks = {f"out_{name(i)}": json.dumps(worker.rank[usecase.verdict(i)]) for i in worker.integrations}
        rules.append(cells | {"out_usecase": json.dumps(row)} | ranks)
    return graph(worker, "collect", ["usecase", *(name(i) for i in worker.integrations)], rules)


def graph(worker: Engine, hit_policy: str, outputs: list[str], rules: list[dict[str, str]]) -> dict[str, Any]:
    """The smallest graph around a decision table: input, table, output."""
    table = {
        "hitPolicy": hit_policy,
        "inputs": [{"id": name(question), "name": question, "field": name(question)} for question in worker.questions],
        "outputs": [{"id": f"out_{output}", "name": output, "field": output} for output in outputs],
        "rules": [{"_id": f"rule-{index}"} | rule for index, rule in enumerate(rules)],
    }
    kinds = {"inputNode": {}, "decisionTableNode": table, "outputNode": {}}
    return {
        "nodes": [{"id": kind, "type": kind, "name": kind, "content": content} for kind, content in kinds.items()],
        "edges": [
            {"id": "in", "type": "edge", "sourceId": "inputNode", "targetId": "decisionTableNode"},
            {"id": "out", "type": "edge", "sourceId": "decisionTableNode", "targetId": "outputNode"},
        ],
    }


def prove(worker: Engine, is_resolved: bool, evaluate: Callable[[Any], Any]) -> None:
    """A fast wrong answer would be no comparison."""
    for values in worker.combinations():
        result = evaluate(facts(worker, values))["result"]
        decision = worker.resolve(values)
        rows = result if is_resolved else tuple(row["usecase"] for row in result)
        if rows != (expected(decision) if is_resolved else decision.matched):
            raise AssertionError(f"zen answers {values} with {result}")


if __name__ == "__main__":
    main()
