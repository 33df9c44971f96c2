"""The graph of a decision table in words: as Mermaid for a picture, and as a list that says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from decision.matrix.graph import Graph, Leaf
from decision.matrix.model import DecisionTable
from decision.render.phrases import Phrase, Phrases, plain

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True)
class Asked:
    """A question of the description: how it is called there, and for each edge what follows."""

    question: Phrase
    answers: tuple[Phrase, ...]


def fence(graph: Graph, table: DecisionTable, locale: str, default: str) -> str:
    """The graph as a fence of Mermaid would say it; each outcome stands where an answer leads to it."""
    say = Phrases(table, locale, default)
    title = plain(say.say("graph-title", title=say.quoted(say.text(table.title))))
    lines = ["flowchart LR", f"accTitle: {title}"]
    lines += [f'n{number}["{_label(say.text(table.questions[step.question].label))}"]' for number, step in graph.steps]
    ends = count(len(graph.nodes))

    def box(number: int) -> str:
        node = graph.nodes[number]
        return f'n{next(ends)}("{_label(_result(say, node))}")' if isinstance(node, Leaf) else f"n{number}"

    for number, step in graph.steps:
        for options, target in step.edges:
            given = " /<br/>".join(_label(say.option(step.question, option)) for option in options)
            lines.append(f'n{number} -->|"{given}"| {box(target)}')
    return "\n".join(lines if graph.steps else (*lines, box(0)))


def asked(graph: Graph, table: DecisionTable, locale: str, default: str) -> tuple[Asked, ...]:
    """The graph as a list: its questions in order, and what follows from each answer."""
    say = Phrases(table, locale, default)
    places = {number: place for place, (number, _) in enumerate(graph.steps, 1)}

    def answer(question: str, options: Sequence[str], target: int) -> Phrase:
        given, following = say.options(question, options), graph.nodes[target]
        if isinstance(following, Leaf):
            return say.say("graph-outcome", options=given, result=_result(say, following))
        return say.say("graph-next", options=given, number=say.raw(str(places[target])))

    return tuple(
        Asked(
            say.text(table.questions[step.question].label), tuple(answer(step.question, *edge) for edge in step.edges)
        )
        for _, step in graph.steps
    )


def always(graph: Graph, table: DecisionTable, locale: str, default: str) -> Phrase | None:
    """The outcome where every answer leads to the same."""
    say = Phrases(table, locale, default)
    node = graph.nodes[0]
    return say.say("graph-always", result=_result(say, node)) if isinstance(node, Leaf) else None


def _result(say: Phrases, leaf: Leaf) -> Phrase:
    recommend = say.linked(leaf.recommend, "or")
    if leaf.outcome in say.table.legend:
        return say.say("result-verdict", recommend=recommend, verdict=say.text(say.table.legend[leaf.outcome].word))
    return say.say(f"result-{leaf.outcome}", recommend=recommend)


def _label(phrase: Phrase) -> str:
    """Text in a label of Mermaid, in which each sign is a code."""
    return _SIGN.sub(lambda sign: f"#{ord(sign[0])};", plain(phrase))
