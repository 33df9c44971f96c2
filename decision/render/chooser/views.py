"""What the chooser's pages show: a question with what is still possible, an outcome, every combination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.matrix import paths
from decision.matrix.engine import decide
from decision.matrix.model import DecisionTable
from decision.matrix.paths import State
from decision.render.explanation import Explanation, Given, explanation, given, result, said
from decision.render.phrases import NOTHING, Phrase, Phrases, plain
from decision.texts import words


@dataclass(frozen=True)
class Answered:
    """An answer given, and the page that asks for it again."""

    given: Given
    page: str


@dataclass(frozen=True)
class Choice:
    """An option: its label, hints below it, and the page it leads to."""

    label: Phrase
    hints: tuple[Phrase, ...]
    page: str


@dataclass(frozen=True)
class Way:
    """A way to an outcome: the answers that are still to be given, and the outcome's page."""

    answers: Phrase
    page: str


@dataclass(frozen=True)
class Possible:
    """An outcome that is still possible, with the ways that lead to it."""

    result: Phrase
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Frame:
    """What every page of a table's chooser shows: the table, the answers so far, the way back and the beginning."""

    table: Phrase
    answers: tuple[Answered, ...]
    back: str
    first: str


@dataclass(frozen=True)
class QuestionView:
    """A question. `anyway`: the outcome, where it is certain already; `decides`: the questions that it depends on."""

    title: str
    frame: Frame
    question: Phrase
    hint: Phrase
    choices: tuple[Choice, ...]
    anyway: Phrase
    decides: Phrase
    possible: tuple[Possible, ...]
    every: str


@dataclass(frozen=True)
class OutcomeView:
    """An outcome with its explanation, and the pages of the better ones in it."""

    title: str
    description: str
    frame: Frame
    told: Explanation
    better: tuple[str, ...]
    every: str


@dataclass(frozen=True)
class CombinationView:
    """A combination: per question of the table the option, or nothing; its outcome."""

    options: tuple[Phrase, ...]
    result: Phrase
    page: str


@dataclass(frozen=True)
class EveryView:
    """Every combination of answers."""

    title: str
    description: str
    frame: Frame
    questions: tuple[Phrase, ...]
    combinations: tuple[CombinationView, ...]


class Chooser:
    """A table's chooser in one language."""

    def __init__(self, table_id: str, table: DecisionTable, locale: str, default: str) -> None:
        self.table_id, self.table, self.locale, self.default = table_id, table, locale, default
        self.say = Phrases(table, locale, default)
        self.states = paths.states(table_id, table)
        self.outcomes = tuple(state for state in self.states if state.is_outcome)
        self.decisions = {state.page: decide(table, state.answers) for state in self.outcomes}
        self.results = {page: result(self.say, decision) for page, decision in self.decisions.items()}

    def question(self, state: State) -> QuestionView:
        """The page of a state that asks something."""
        asked = self.table.questions[state.question or ""]
        label = self.say.text(asked.label)
        decision = decide(self.table, state.answers)
        is_open = decision.outcome == "undecided"
        return QuestionView(
            title=self._title(label),
            frame=self._frame(state),
            question=label,
            hint=self.say.text(asked.hint) if asked.hint else NOTHING,
            choices=tuple(self._choice(state, option) for option in asked.options),
            anyway=NOTHING if is_open else result(self.say, decision),
            decides=self.say.listed([self.say.question(name) for name in decision.open], "and"),
            possible=self._possible(state),
            every="" if state.answers else paths.all_page(self.table_id),
        )

    def outcome(self, state: State) -> OutcomeView:
        """The page of an outcome."""
        say, told = self.say, explanation(self.table, decide(self.table, state.answers), self.locale, self.default)
        options = say.joined([one.option for one in told.answers], " · ")
        answers = say.say("decide-heading", answers=said(say, told.answers))
        title = say.say("chooser-outcome-title", result=told.result, answers=options, title=say.text(self.table.title))
        return OutcomeView(
            title=plain(title),
            description=plain(say.say("chooser-description", outcome=told.outcome, answers=answers)),
            frame=self._frame(state),
            told=told,
            better=tuple(State(self.table_id, one.answers, None).page for one in told.better),
            every=paths.all_page(self.table_id),
        )

    def is_found(self, state: State) -> bool:
        """Whether the page of a state is there to be found: an outcome whose title has no text of another language."""
        return state.is_outcome and all(map(self._is_own, self._in_title(state)))

    def is_every_found(self) -> bool:
        """Whether the page with every combination is."""
        return self._is_own(self.table.title)

    def every(self) -> EveryView:
        """The page with every combination."""
        say = self.say
        asked = paths.ever_asked(self.table)
        return EveryView(
            title=self._title(say.say("chooser-all")),
            description=plain(say.say("chooser-all-description", title=say.text(self.table.title))),
            frame=self._frame(State(self.table_id, {}, next(iter(self.table.questions)))),
            questions=tuple(say.text(self.table.questions[name].label) for name in asked),
            combinations=tuple(self._combination(state, asked) for state in self.outcomes),
        )

    def _is_own(self, text: Mapping[str, str]) -> bool:
        return words(text, self.locale, self.default).locale == self.locale

    def _in_title(self, state: State) -> list[Mapping[str, str]]:
        """The texts of the table that stand in the title of an outcome."""
        decision = self.decisions[state.page]
        linked = (self.table.linked(name) for name in decision.recommend)
        texts = [self.table.title, *(part.label for part in linked if part is not None)]
        texts += [self.table.questions[question].options[option].label for question, option in state.answers.items()]
        return [*texts, self.table.legend[decision.outcome].word] if decision.outcome in self.table.legend else texts

    def _title(self, of: Phrase) -> str:
        return plain(self.say.say("chooser-title", question=of, title=self.say.text(self.table.title)))

    def _frame(self, state: State) -> Frame:
        answers = [Answered(one, state.before(one.id).page) for one in given(self.say, state.answers)]
        first = paths.first_page(self.table_id)
        return Frame(self.say.text(self.table.title), tuple(answers), answers[-1].page if answers else "", first)

    def _choice(self, state: State, option: str) -> Choice:
        name = state.question or ""
        label = self.say.text(self.table.questions[name].options[option].label)
        return Choice(label, self.say.hints(name, option), state.page_after(option))

    def _possible(self, state: State) -> tuple[Possible, ...]:
        """The outcomes still possible from here, equal ones together, in the order in which they are met."""
        ways: dict[Phrase, list[Way]] = {}
        for leaf in self.outcomes:
            if state.leads_to(leaf):
                left = {question: option for question, option in leaf.answers.items() if question not in state.answers}
                options = [self.say.option(question, option) for question, option in left.items()]
                ways.setdefault(self.results[leaf.page], []).append(Way(self.say.joined(options, " · "), leaf.page))
        return tuple(Possible(found, tuple(leading)) for found, leading in ways.items())

    def _combination(self, state: State, asked: Sequence[str]) -> CombinationView:
        options = (self.say.option(name, state.answers[name]) if name in state.answers else NOTHING for name in asked)
        return CombinationView(tuple(options), self.results[state.page], state.page)
