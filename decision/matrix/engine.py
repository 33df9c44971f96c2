"""The engine: answers in, a decision with a reason for every step out.

Resolution, in this order:

0. unknown questions and options are refused (`AnswerError`);
1. answers to questions that are not asked are ignored, and recorded;
2. every use case whose `when` holds applies; none at all: `unanswered`;
3. per integration the most restrictive verdict of those use cases counts; alternatives are their union;
4. what an integration or alternative requires and these answers do not give rules it out;
5. lifecycle: a removed integration is ruled out, a status may cap the verdict;
6. the outcome is the best usable verdict that an integration which is not deprecated has, then `alternative`,
   `deprecated`, `none`.

Use cases are the bits of integers, one integer per (question, option), so that a table of 100,000 use cases is
answered by a handful of AND operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from decision.matrix.model import DecisionTable, Rule, Status
from decision.problem import choices, quoted

Answers = Mapping[str, str]
# One option per question in table order; None: not asked (or, while deciding, not answered).
Values = tuple[str | None, ...]

# How many use cases the remembered decisions may list in all.
MOST_REMEMBERED = 1_000_000
Result = tuple[str, tuple[str, ...]]
Item = TypeVar("Item")
NOTHING: Mapping[str, str] = MappingProxyType({})


class Reason(NamedTuple):
    """Why a step came out as it did: its id, and what it speaks of.

    `agree-on-verdict`, `most-restrictive`: `usecases` decided, `others` were less strict.
    `requirement`: `question` would have to be answered with one of `options`.
    `cap`: the status allows `verdict` at most. `deprecated`: `others` replace it. `removed`, `experimental`.
    `depends`: what is not answered yet decides.
    """

    id: str
    usecases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of one integration.

    `rows`: the verdict of each use case that applies. `combined`: the strictest of them; `effective`: what remains of
    it after requirements and lifecycle; both None while open answers can change them (and where no use case applies).
    `possible`: the effective verdicts that can still come out, in legend order.
    """

    rows: Mapping[str, str]
    combined: str | None
    effective: str | None
    possible: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of `decide`.

    `answers`, `ignored`: question to option. `open`: unanswered questions that can still change outcome or
    recommendation. `matched`: use cases that apply. `alternatives` are usable, `unusable` maps the others to the
    reason. `outcome`: a verdict, `alternative`, `deprecated`, `none`, `undecided` or `unanswered`. `recommend`: the
    class of the outcome; `order`: all that is usable, best first. With open questions, lists hold what is so whatever
    the answers will be, in the order of the first completion.
    """

    answers: Answers
    ignored: Answers
    open: tuple[str, ...]
    matched: tuple[str, ...]
    verdicts: Mapping[str, Assessment]
    alternatives: tuple[str, ...]
    unusable: Mapping[str, Reason]
    outcome: str
    recommend: tuple[str, ...]
    order: tuple[str, ...]


class AnswerError(ValueError):
    """Answers that the table does not know; `message` names the value, `hint` what was possible."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


def decide(table: DecisionTable, answers: Answers) -> Decision:
    """The decision for answers to all, some or none of the table's questions.

    `answers`: question id to option id. Raises AnswerError for what the table does not know.
    Equal answers give the same object: decisions are looked up once they were made.
    """
    return engine(table).decide(answers)


@lru_cache(maxsize=64)
def engine(table: DecisionTable) -> Engine:
    """The engine of a table, made once."""
    return Engine(table)


class Engine:
    """A table turned into bits. `rows` are the ids of the use cases; bit n of an integer is use case n."""

    def __init__(self, table: DecisionTable) -> None:
        self.table = table
        self.questions = tuple(table.questions)
        self.options = tuple(tuple(question.options) for question in table.questions.values())
        self.position = {name: index for index, name in enumerate(self.questions)}
        self.verdicts = tuple(table.legend)
        self.rank = {name: index for index, name in enumerate(self.verdicts)}
        self.integrations = tuple(table.integrations)
        self.rows = tuple(table.usecases)
        self.all_rows = (1 << len(self.rows)) - 1
        self.ask_when = tuple(self._conditions(question.ask_when) for question in table.questions.values())
        self.accepting = self._accepting()
        self.saying = self._saying()
        self.alternatives_of = {
            name: usecase.alternatives for name, usecase in table.usecases.items() if usecase.alternatives
        }
        self.with_alternatives = _bits(
            len(self.rows), (i for i, name in enumerate(self.rows) if name in self.alternatives_of)
        )
        self.requires = {
            name: self._conditions(part.requires)
            for name, part in (*table.integrations.items(), *table.alternatives.items())
        }
        self.caps = {name: self._cap(part.status) for name, part in table.integrations.items()}
        self.status = {name: part.status for name, part in table.integrations.items()}
        self.most_remembered = MOST_REMEMBERED // max(10, len(self.rows))
        self._decided: dict[frozenset[tuple[str, str]], Decision] = {}
        self._resolved: dict[Values, Decision] = {}

    # --- the table as bits -------------------------------------------------------------------------------------------

    def _conditions(self, rule: Rule) -> tuple[tuple[int, frozenset[str]], ...]:
        return tuple((self.position[question], frozenset(options)) for question, options in rule.items())

    def _accepting(self) -> tuple[Mapping[str | None, int], ...]:
        """Per question: option (None: not asked) to the use cases that accept it."""
        size = len(self.rows)
        whens = [usecase.when for usecase in self.table.usecases.values()]
        result: list[Mapping[str | None, int]] = []
        for question, options in zip(self.questions, self.options, strict=True):
            unnamed = _field(size)
            named: dict[str, bytearray] = {option: _field(size) for option in options}
            for index, when in enumerate(whens):
                byte, bit = index >> 3, 1 << (index & 7)
                if question in when:
                    for option in when[question]:
                        named[option][byte] |= bit
                else:
                    unnamed[byte] |= bit
            anyway = int.from_bytes(unnamed, "little")
            accepting: dict[str | None, int] = {o: int.from_bytes(b, "little") | anyway for o, b in named.items()}
            accepting[None] = anyway
            result.append(accepting)
        return tuple(result)

    def _saying(self) -> Mapping[str, tuple[int, ...]]:
        """Per integration: for each verdict, strictest first, the use cases that give it."""
        size = len(self.rows)
        result = {}
        for integration in self.integrations:
            bits = {verdict: _field(size) for verdict in self.verdicts}
            for index, usecase in enumerate(self.table.usecases.values()):
                bits[usecase.verdict(integration)][index >> 3] |= 1 << (index & 7)
            result[integration] = tuple(int.from_bytes(bits[verdict], "little") for verdict in self.verdicts)
        return result

    def _cap(self, status: Status) -> int:
        """The best rank that a status leaves; one above all where it leaves each."""
        if status is Status.REMOVED:
            return 0
        limit = self.table.policy.lifecycle.get(status)
        return len(self.verdicts) if limit is None else self.rank[limit.cap]

    # --- questions ---------------------------------------------------------------------------------------------------

    def is_asked(self, index: int, values: Sequence[str | None]) -> bool:
        """Whether the question at `index` is asked, given final values of all earlier questions."""
        return all(values[at] in options for at, options in self.ask_when[index])

    def combinations(self) -> Iterator[Values]:
        """Every combination of answers to asked questions, in table order."""
        yield from self.completions((None,) * len(self.questions))

    def completions(self, given: Sequence[str | None]) -> Iterator[Values]:
        """Every combination that agrees with the answers given: one option or None per question."""

        def extend(values: list[str | None]) -> Iterator[Values]:
            index = len(values)
            if index == len(self.questions):
                yield tuple(values)
            elif not self.is_asked(index, values):
                yield from extend([*values, None])
            else:
                fixed = given[index]
                for option in self.options[index] if fixed is None else (fixed,):
                    yield from extend([*values, option])

        yield from extend([])

    # --- decisions ---------------------------------------------------------------------------------------------------

    def decide(self, answers: Answers) -> Decision:
        """The decision for these answers; see `decide`."""
        try:
            return self._decided[frozenset(answers.items())]
        except (KeyError, TypeError, AttributeError):
            pass
        decision = self.work_out(answers)
        if len(self._decided) >= self.most_remembered:
            self._decided.clear()
        self._decided[frozenset(answers.items())] = decision
        return decision

    def work_out(self, answers: Answers) -> Decision:
        """The decision, computed anew."""
        given = self._given(answers)
        whole = self._whole(given)
        decision = self._merge(given) if whole is None else self.resolve(whole)
        if whole is not None and len(answers) == len(decision.answers):
            return decision
        # what no completion asks is ignored
        ignored = {question for question in answers if question not in decision.answers}
        kept = {q: answers[q] for q in self.questions if q in answers and q not in ignored}
        return replace(decision, answers=kept, ignored={q: answers[q] for q in self.questions if q in ignored})

    def _given(self, answers: Answers) -> Values:
        """One option or None per question; raises AnswerError for what the table does not know."""
        given: list[str | None] = [None] * len(self.questions)
        for question, option in answers.items():
            at = self.position.get(question) if isinstance(question, str) else None
            if at is None:
                raise AnswerError(f"{quoted(question)} is not a question", choices(question, self.questions))
            if not isinstance(option, str) or option not in self.accepting[at]:
                message = f"{quoted(option)} is not an option of '{question}'"
                raise AnswerError(message, choices(option, self.options[at]))
            given[at] = option
        return tuple(given)

    def is_whole(self, answers: Answers) -> bool:
        """Whether every question that is asked is answered; raises AnswerError for what the table does not know."""
        return self._whole(self._given(answers)) is not None

    def _whole(self, given: Values) -> Values | None:
        """The combination that the answers are, or None where a question that is asked has no answer."""
        values: list[str | None] = []
        for index, option in enumerate(given):
            asked = self.is_asked(index, values)
            if asked and option is None:
                return None
            values.append(option if asked else None)
        return tuple(values)

    def matching(self, values: Values) -> int:
        """The use cases that apply, as bits."""
        bits = self.all_rows
        for accepting, value in zip(self.accepting, values, strict=True):
            bits &= accepting[value]
        return bits

    def ranks(self, values: Values, bits: int) -> tuple[int, ...]:
        """The rank of the effective verdict per integration, where the use cases in `bits` apply."""
        result = []
        for integration in self.integrations:
            if self.unmet(integration, values):
                result.append(0)
                continue
            rank = next(rank for rank, saying in enumerate(self.saying[integration]) if bits & saying)
            result.append(min(rank, self.caps[integration]))
        return tuple(result)

    def unmet(self, name: str, values: Sequence[str | None]) -> tuple[int, frozenset[str]] | None:
        """The first requirement (question, options) that the values contradict.

        A requirement on a question that is not asked counts as met.
        """
        for at, options in self.requires[name]:
            value = values[at]
            if value is not None and value not in options:
                return at, options
        return None

    def resolve(self, values: Values) -> Decision:
        """The decision where every asked question is answered; None stands for one that is not asked."""
        known = self._resolved.get(values)
        if known is None:
            if len(self._resolved) >= self.most_remembered:
                self._resolved.clear()
            known = self._resolved[values] = self.resolve_anew(values)
        return known

    def resolve_anew(self, values: Values) -> Decision:
        """As `resolve`, computed."""
        answers = {q: v for q, v in zip(self.questions, values, strict=True) if v is not None}
        bits = self.matching(values)
        matched = self.names(bits)
        if not matched:
            nothing = Assessment(NOTHING, None, None, (), ())
            verdicts = dict.fromkeys(self.integrations, nothing)
            return Decision(answers, NOTHING, (), (), verdicts, (), {}, "unanswered", (), ())
        verdicts = {name: self._assess(name, values, bits, matched) for name in self.integrations}
        alternatives, unusable = self.alternatives(values, bits)
        return self._conclude(answers, matched, verdicts, alternatives, unusable)

    def names(self, bits: int) -> tuple[str, ...]:
        """The ids of the use cases in `bits`, in table order."""
        found = []
        if len(self.rows) < 256:
            while bits:
                low = bits & -bits
                found.append(self.rows[low.bit_length() - 1])
                bits ^= low
            return tuple(found)
        # taking one bit off a long integer copies all of it, so long ones are walked byte by byte
        for position, byte in enumerate(bits.to_bytes(len(self.rows) // 8 + 1, "little")):
            while byte:
                low = byte & -byte
                found.append(self.rows[8 * position + low.bit_length() - 1])
                byte ^= low
        return tuple(found)

    def _assess(self, name: str, values: Values, bits: int, matched: tuple[str, ...]) -> Assessment:
        usecases = self.table.usecases
        rows = {row: usecases[row].verdict(name) for row in matched}
        rank = next(rank for rank, saying in enumerate(self.saying[name]) if bits & saying)
        combined = self.verdicts[rank]
        strict = tuple([row for row in matched if rows[row] == combined])
        if len(strict) == len(matched):
            reasons = [Reason("agree-on-verdict", matched, verdict=combined)]
        else:
            others = tuple([row for row in matched if rows[row] != combined])
            reasons = [Reason("most-restrictive", strict, others, verdict=combined)]
        unmet = self.unmet(name, values)
        if unmet is not None:
            at, options = unmet
            accepted = tuple([option for option in self.options[at] if option in options])
            reasons.append(
                Reason("requirement", question=self.questions[at], options=accepted, verdict=self.verdicts[0])
            )
            rank = 0
        status = self.status[name]
        if status is not Status.ACTIVE:
            cap = self.caps[name]
            if status is Status.REMOVED:
                reasons.append(
                    Reason("removed", others=self.table.integrations[name].replaced_by, verdict=self.verdicts[0])
                )
            elif rank > cap:
                reasons.append(Reason("cap", verdict=self.verdicts[cap]))
            if status is Status.DEPRECATED:
                reasons.append(Reason("deprecated", others=self.table.integrations[name].replaced_by))
            elif status is Status.EXPERIMENTAL:
                reasons.append(Reason("experimental"))
            rank = min(rank, cap)
        effective = self.verdicts[rank]
        return Assessment(rows, combined, effective, (effective,), tuple(reasons))

    def alternatives(self, values: Values, bits: int) -> tuple[tuple[str, ...], Mapping[str, Reason]]:
        """The alternatives that the use cases name: those usable, and those not, with the reason."""
        named: dict[str, None] = {}
        for row in self.names(bits & self.with_alternatives):
            named.update(dict.fromkeys(self.alternatives_of[row]))
        unusable = {}
        for name in named:
            unmet = self.unmet(name, values)
            if unmet is not None:
                at, options = unmet
                accepted = tuple([option for option in self.options[at] if option in options])
                unusable[name] = Reason("requirement", question=self.questions[at], options=accepted)
        return tuple([name for name in named if name not in unusable]), unusable

    def _conclude(
        self,
        answers: Answers,
        matched: tuple[str, ...],
        verdicts: Mapping[str, Assessment],
        alternatives: tuple[str, ...],
        unusable: Mapping[str, Reason],
    ) -> Decision:
        """Step 6: outcome, recommendation, order."""
        current: list[tuple[int, bool, str]] = []
        deprecated: list[tuple[int, str]] = []
        for name, assessment in verdicts.items():
            rank = self.rank[assessment.effective or self.verdicts[0]]
            if rank:
                status = self.status[name]
                if status is Status.DEPRECATED:
                    deprecated.append((-rank, name))
                else:
                    current.append((-rank, status is Status.EXPERIMENTAL, name))
        # sorted() keeps the order of the table among equals only when the name is not compared
        current.sort(key=lambda entry: entry[:2])
        deprecated.sort(key=lambda entry: entry[0])
        old = tuple([name for _, name in deprecated])
        order = (*[name for _, _, name in current], *alternatives, *old)
        if current:
            best = current[0][0]
            outcome = self.verdicts[-best]
            recommend = tuple([name for rank, _, name in current if rank == best])
        elif alternatives:
            outcome, recommend = "alternative", alternatives
        elif old:
            outcome, recommend = "deprecated", old
        else:
            outcome, recommend = "none", ()
        return Decision(answers, NOTHING, (), matched, verdicts, alternatives, unusable, outcome, recommend, order)

    # --- questions left open -----------------------------------------------------------------------------------------

    def _merge(self, given: Values) -> Decision:
        """What holds in every completion of the answers given; `answers` are those that some completion asks for."""
        results: dict[Values, Result] = {}
        common: Decision | None = None
        asked: set[str] = set()
        for completion in self.completions(given):
            decision = self.resolve(completion)
            results[completion] = (decision.outcome, decision.recommend)
            asked.update(decision.answers)
            common = decision if common is None else self._common(common, decision)
        if common is None:
            raise AssertionError("answers have at least one completion")
        decided = len(set(results.values())) == 1
        return replace(
            common,
            answers=dict.fromkeys(asked, ""),
            open=() if decided else self._open(given, results),
            verdicts={name: self._with_doubt(assessment) for name, assessment in common.verdicts.items()},
            outcome=common.outcome if decided else "undecided",
            recommend=common.recommend if decided else (),
        )

    def _common(self, one: Decision, other: Decision) -> Decision:
        """What holds in both decisions, in the order of the first."""
        return replace(
            one,
            matched=_in_both(one.matched, other.matched),
            verdicts={name: self._both(one.verdicts[name], other.verdicts[name]) for name in self.integrations},
            alternatives=_in_both(one.alternatives, other.alternatives),
            unusable={n: reason for n, reason in one.unusable.items() if other.unusable.get(n) == reason},
            order=_in_both(one.order, other.order),
        )

    def _both(self, one: Assessment, other: Assessment) -> Assessment:
        if one == other:
            return one
        return Assessment(
            rows={row: verdict for row, verdict in one.rows.items() if row in other.rows},
            combined=one.combined if one.combined == other.combined else None,
            effective=one.effective if one.effective == other.effective else None,
            possible=tuple([v for v in self.verdicts if v in one.possible or v in other.possible]),
            reasons=_in_both(one.reasons, other.reasons),
        )

    def _with_doubt(self, assessment: Assessment) -> Assessment:
        if assessment.effective is not None or not assessment.possible:
            return assessment
        return replace(assessment, reasons=(*assessment.reasons, Reason("depends")))

    def _open(self, given: Values, results: Mapping[Values, Result]) -> tuple[str, ...]:
        """The unanswered questions of which another answer, all else equal, can give another result."""
        return tuple(
            question
            for index, question in enumerate(self.questions)
            if given[index] is None and self._matters(index, given, results)
        )

    def _matters(self, at: int, given: Values, results: Mapping[Values, Result]) -> bool:
        """Whether two completions have another result that answer `at` otherwise, and alike all else that both ask.

        Under one set of answers to all other questions, each option has one result; so to compare with that of the
        first option is enough.
        """
        last = len(self.questions)

        def options(values: Values) -> tuple[str | None, ...]:
            index = len(values)
            if not self.is_asked(index, values):
                return (None,)
            fixed = given[index]
            return self.options[index] if fixed is None else (fixed,)

        def differ(one: Values, other: Values) -> bool:
            if len(one) == last:
                return results[one] != results[other]
            mine, theirs = options(one), options(other)
            if mine == theirs:
                return any(differ((*one, option), (*other, option)) for option in mine)
            return any(differ((*one, option), (*other, another)) for option in mine for another in theirs)

        def search(values: Values) -> bool:
            first, *others = options(values)
            if len(values) < at:
                return any(search((*values, option)) for option in (first, *others))
            return any(differ((*values, first), (*values, other)) for other in others)

        return search(())


def canonical(answers: Answers) -> str:
    """The one form of a combination: `question=option`, sorted by question, joined by `&`."""
    return "&".join(f"{question}={answers[question]}" for question in sorted(answers))


def _in_both(one: tuple[Item, ...], other: tuple[Item, ...]) -> tuple[Item, ...]:
    """What stands in both, in the order of the first."""
    return one if one == other else tuple([item for item in one if item in other])


def _field(size: int) -> bytearray:
    """Room for so many bits."""
    return bytearray(size // 8 + 1)


def _bits(size: int, positions: Iterator[int]) -> int:
    field = _field(size)
    for position in positions:
        field[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(field, "little")
