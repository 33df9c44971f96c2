"""A table as a graph: questions that lead to questions and, in the end, to outcomes.

Whatever leads to the same stands there once: equal parts are one, and a question whose answers all lead to the same is
left out. For an order of questions there is one such graph (Bryant 1986, for more than two answers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from decision.matrix import analysis
from decision.matrix.engine import Answers, Engine, engine
from decision.matrix.model import DecisionTable

# a picture with more boxes is no help to anybody
MOST_BOXES = 40
# how far a graph is looked for in a table that has a large one
MOST_STATES = 20_000
MOST_QUESTIONS = 200


class Leaf(NamedTuple):
    """An outcome and what it recommends, as in a decision."""

    outcome: str
    recommend: tuple[str, ...]


class Edge(NamedTuple):
    """The options that lead to a node, by its number."""

    options: tuple[str, ...]
    target: int


class Step(NamedTuple):
    """A question, and where its answers lead, in the order of the first of their options."""

    question: str
    edges: tuple[Edge, ...]


Node = Step | Leaf


@dataclass(frozen=True)
class Graph:
    """The nodes; the first one is where to begin, every other stands behind those that lead to it."""

    nodes: tuple[Node, ...]

    @property
    def steps(self) -> tuple[tuple[int, Step], ...]:
        """The questions with their numbers among the nodes."""
        return tuple((number, node) for number, node in enumerate(self.nodes) if isinstance(node, Step))

    @property
    def boxes(self) -> int:
        """How many boxes draw it: an outcome stands wherever it is reached, or arrows to it would cross all others."""
        ends = sum(isinstance(self.nodes[edge.target], Leaf) for _, step in self.steps for edge in step.edges)
        return len(self.steps) + max(1, ends)

    def follow(self, answers: Answers) -> Leaf:
        """The outcome of whole answers."""
        node = self.nodes[0]
        while isinstance(node, Step):
            target = next(edge.target for edge in node.edges if answers[node.question] in edge.options)
            node = self.nodes[target]
        return node


@lru_cache(maxsize=16)
def graph(table: DecisionTable) -> Graph | None:
    """The graph of a table; None where it is not looked for, because the table is too large."""
    if len(table.questions) > MOST_QUESTIONS or not analysis.is_decidable(table):
        return None
    try:
        return _Builder(engine(table)).graph()
    except _TooManyError:
        return None


class _TooManyError(Exception):
    """There are more states than are looked at."""


class _Builder:
    """Goes through the questions once for each set of use cases, and of answers that still count."""

    def __init__(self, worker: Engine) -> None:
        self.worker = worker
        self.numbers: dict[Node, int] = {}
        self.known: dict[tuple[object, ...], int] = {}
        self.counting = tuple(self._counting(index) for index in range(len(worker.questions) + 1))

    def graph(self) -> Graph:
        root = self._node((), self.worker.all_rows)
        nodes = list(self.numbers)
        order = list(_from(root, nodes))
        place = {number: index for index, number in enumerate(order)}
        return Graph(tuple(_renumbered(nodes[number], place) for number in order))

    def _counting(self, index: int) -> tuple[int, ...]:
        """The questions before one whose answers decide more than which use cases apply."""
        conditions = [*self.worker.ask_when[index:], *self.worker.requires.values()]
        return tuple(sorted({at for rule in conditions for at, _ in rule if at < index}))

    def _node(self, values: tuple[str | None, ...], bits: int) -> int:
        """The number of the node that these answers to the first questions lead to."""
        index = len(values)
        state = (index, bits, *(values[at] for at in self.counting[index]))
        if state not in self.known:
            self.known[state] = self._made(values, bits)
            if len(self.known) > MOST_STATES:
                raise _TooManyError
        return self.known[state]

    def _made(self, values: tuple[str | None, ...], bits: int) -> int:
        worker, index = self.worker, len(values)
        if index == len(worker.questions):
            decision = worker.resolve(values)
            return self._number(Leaf(decision.outcome, decision.recommend))
        accepting = worker.accepting[index]
        if not worker.is_asked(index, values):
            return self._node((*values, None), bits & accepting[None])
        targets: dict[int, list[str]] = {}
        for option in worker.options[index]:
            targets.setdefault(self._node((*values, option), bits & accepting[option]), []).append(option)
        if len(targets) == 1:
            return next(iter(targets))
        edges = tuple(Edge(tuple(options), target) for target, options in targets.items())
        return self._number(Step(worker.questions[index], edges))

    def _number(self, node: Node) -> int:
        return self.numbers.setdefault(node, len(self.numbers))


def _from(root: int, nodes: list[Node]) -> Iterator[int]:
    """The nodes level by level, each behind all that lead to it."""
    depth = {root: 0}
    waiting = [root]
    while waiting:
        number = waiting.pop()
        node = nodes[number]
        for edge in node.edges if isinstance(node, Step) else ():
            if depth.get(edge.target, 0) <= depth[number]:
                depth[edge.target] = depth[number] + 1
                waiting.append(edge.target)
    yield from sorted(depth, key=lambda number: (depth[number], number))


def _renumbered(node: Node, place: dict[int, int]) -> Node:
    if isinstance(node, Leaf):
        return node
    return Step(node.question, tuple(Edge(edge.options, place[edge.target]) for edge in node.edges))
