"""The ways through a table's questions: every state that a reader can be in, and the address of its page.

A state is the answers given so far, in the order of the questions, of which only those that are asked count. It asks
the next question, or is an outcome. Addresses are made of ids, so that they are equal in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from decision.matrix import analysis
from decision.matrix.engine import Answers, Values, canonical, engine
from decision.matrix.model import DecisionTable

# A table with more combinations of answers has no pages: nobody would find a way through them.
MOST_PAGES = 300
# What a file system takes: bytes in a name, and in a path, with room for the site around it.
MOST_IN_NAME = 200
MOST_IN_PATH = 2_000
FOLDER = "choose"
# No option is called so: an id has no '_'.
ALL = "all_answers"
# The sections of an outcome's page, to which a link may lead.
SECTIONS = frozenset({"answers", "changes", "integrations", "origin", "other-solutions", "read-next", "remarks", "why"})


@dataclass(frozen=True)
class State:
    """Where a reader stands: `answers` in the order of the questions, and the question that comes next.

    `question` is None where all that is asked is answered: an outcome. `table_id` is the name of the table's file.
    """

    table_id: str
    answers: Answers
    question: str | None

    @property
    def is_outcome(self) -> bool:
        """Whether nothing is left to ask."""
        return self.question is None

    @property
    def combination(self) -> str:
        """The answers in canonical form: `question=option`, sorted, joined by `&`."""
        return canonical(self.answers)

    @property
    def page(self) -> str:
        """The path of the page below the folder of its language, as guides are named: `choose/t/yes/index.md`."""
        return _page(self.table_id, *self.answers.values())

    @property
    def address(self) -> str:
        """Where the page stands below the language: `choose/t/yes/`."""
        return quote(self.page.removesuffix("index.md"))

    def page_after(self, option: str) -> str:
        """The path of the page that follows when the question is answered with an option."""
        return _page(self.table_id, *self.answers.values(), option)

    def leads_to(self, other: State) -> bool:
        """Whether all that is answered here is answered alike there."""
        return all(other.answers.get(question) == option for question, option in self.answers.items())

    def before(self, question: str) -> State:
        """The state that asks a question which is answered here."""
        asked = list(self.answers)
        kept = asked[: asked.index(question)]
        return State(self.table_id, {name: self.answers[name] for name in kept}, question)


def first_page(table_id: str) -> str:
    """The path of the page that asks the first question."""
    return _page(table_id)


def all_page(table_id: str) -> str:
    """The path of the page with every combination and its outcome."""
    return _page(table_id, ALL)


def _page(table_id: str, *way: str) -> str:
    return "/".join((FOLDER, table_id, *way, "index.md"))


def pages(table_id: str, table: DecisionTable) -> Mapping[str, frozenset[str]]:
    """The path of every page, to the anchors that links may name; nothing for a table that has no pages."""
    if not has_pages(table_id, table):
        return {}
    made = {state.page: SECTIONS if state.is_outcome else frozenset[str]() for state in states(table_id, table)}
    return {**made, all_page(table_id): frozenset()}


def has_pages(table_id: str, table: DecisionTable) -> bool:
    """Whether the table has pages: combinations few enough, and addresses that a file system takes."""
    if analysis.count_combinations(table, MOST_PAGES) > MOST_PAGES or table_id.strip(".") == "":
        return False
    longest = (max(len(option) for option in question.options) for question in table.questions.values())
    names = (len(table_id.encode()), *longest)
    return max(names) <= MOST_IN_NAME and sum(names) + len(names) <= MOST_IN_PATH


def ever_asked(table: DecisionTable) -> tuple[str, ...]:
    """The questions that some combination asks, in table order."""
    left = dict.fromkeys(table.questions)
    for values in engine(table).combinations():
        for question, option in zip(table.questions, values, strict=True):
            if option is not None:
                left.pop(question, None)
        if not left:
            break
    return tuple(question for question in table.questions if question not in left)


@lru_cache(maxsize=64)
def states(table_id: str, table: DecisionTable) -> tuple[State, ...]:
    """Every state, each before those that follow from it; for tables that have pages."""
    found: dict[tuple[tuple[str, str], ...], State] = {}
    for values in engine(table).combinations():
        for state in _on_the_way(table_id, table, values):
            found.setdefault(tuple(state.answers.items()), state)
    return tuple(found.values())


def _on_the_way(table_id: str, table: DecisionTable, values: Values) -> Iterator[State]:
    """The states that lead to a combination, and the combination itself."""
    answers: Mapping[str, str] = {}
    for question, option in zip(table.questions, values, strict=True):
        if option is not None:
            yield State(table_id, answers, question)
            answers = {**answers, question: option}
    yield State(table_id, answers, None)
