"""What changed from one table to another: combinations of answers that are decided otherwise, and what is new or gone.

Two combinations belong together when somebody who answers all questions of both tables would get both: they agree on
each question that both ask. So a question that is new or gone, or asked at other times, takes nothing apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

from decision.matrix import analysis
from decision.matrix.engine import Answers, Decision, Engine, Values, canonical, engine
from decision.matrix.model import MARK, DecisionTable
from decision.problem import Route
from decision.texts import DEFAULT

# Each is decided twice; beyond this a reviewer would wait for minutes.
MOST_COMBINATIONS = 100_000
SECTIONS = ("questions", "options", "legend", "integrations", "replacements", "alternatives", "remarks", "usecases")
# the texts of an entry; what else may be written in several languages are names for programs
WORDS = ("symbol", "word", "meaning", "label", "hint", "text")

Pair = tuple[str, str]
Lists = tuple[tuple[str, ...], tuple[str, ...]]


class Step(IntEnum):
    """What a version has to say of a change."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Change(NamedTuple):
    """A combination of the old table that the new one decides otherwise, and the one of the new table it became.

    Of each pair, the first is the old. `verdicts`: the effective verdicts that changed, of integrations in both.
    """

    before: Answers
    now: Answers
    outcome: Pair
    recommend: Lists
    alternatives: Lists
    verdicts: Mapping[str, Pair]


class Reworded(NamedTuple):
    """A text that changed: the keys that lead to it, its language (empty: the default one), old and new words."""

    route: Route
    locale: str
    before: str | None
    now: str | None


@dataclass(frozen=True, eq=False)
class Difference:
    """What changed from `old` to `new`.

    `added`, `removed`: ids by section. `cells`: verdicts in the rows of both, by use case and integration.
    `changes`, `worded` (decided alike, but told in other words), `arrived` and `left` (combinations that have no
    counterpart) are None where the tables are too large. `words`: texts of what is in both.
    """

    old: DecisionTable
    new: DecisionTable
    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    cells: Mapping[tuple[str, str], Pair]
    words: tuple[Reworded, ...]
    changes: tuple[Change, ...] | None
    worded: tuple[Answers, ...] | None
    arrived: tuple[Answers, ...] | None
    left: tuple[Answers, ...] | None

    @cached_property
    def step(self) -> Step:
        """How much changed, as the version should say it."""
        if self._takes_back:
            return Step.MAJOR
        if any(self.added.values()) or self.changes or _skeleton(self.old) != _skeleton(self.new):
            return Step.MINOR
        return Step.PATCH if _dump(self.old) != _dump(self.new) else Step.NONE

    @property
    def _takes_back(self) -> bool:
        """Whether somebody who went by the old table may be wrong now."""
        added = {name for names in self.added.values() for name in names}
        ranks = [[name for name in one.legend if name in other.legend] for one, other in self._both_ways]
        return (
            any(self.removed.values())
            or bool(self.cells)
            or bool(self.left)
            or ranks[0] != ranks[1]
            or any(_is_taken_back(change, added) for change in self.changes or ())
        )

    @property
    def _both_ways(self) -> tuple[tuple[DecisionTable, DecisionTable], ...]:
        return (self.old, self.new), (self.new, self.old)

    @cached_property
    def others(self) -> tuple[tuple[str, str | None, str | None], ...]:
        """What else changed of what is in both: the keys that lead to it, and what stands there, None for nothing."""
        mine, its = dict(_others(self.old)), dict(_others(self.new))
        told = [route for part in (self.added, self.removed) for route in _routes(part)]
        return tuple(
            (route, mine.get(route), its.get(route))
            for route in dict.fromkeys((*mine, *its))
            if mine.get(route) != its.get(route) and not f"{route}/".startswith(tuple(told))
        )

    @property
    def follows(self) -> bool:
        """Whether the version of the new table says at least what changed."""
        return numbers(self.new.version) >= least(self.old.version, self.step)


def difference(old: DecisionTable, new: DecisionTable, default: str = DEFAULT) -> Difference:
    """What changed from one table to another; `default` is the language of texts that do not say theirs."""
    both = list(zip(SECTIONS, _parts(old), _parts(new), strict=True))
    reworded = tuple(_reworded(old, new, default))
    small = all(
        analysis.count_combinations(table, MOST_COMBINATIONS) <= MOST_COMBINATIONS
        and len(table.usecases) <= analysis.MOST_ROWS
        for table in (old, new)
    )
    changes, worded, left = _compared(old, new, reworded) if small else (None, None, None)
    return Difference(
        old,
        new,
        added={section: tuple(name for name in its if name not in mine) for section, mine, its in both},
        removed={section: tuple(name for name in mine if name not in its) for section, mine, its in both},
        cells=dict(_cells(old, new)),
        words=reworded,
        changes=changes,
        worded=worded,
        arrived=tuple(_alone(new, old)) if small else None,
        left=left,
    )


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, to compare it with others."""
    return tuple(int(number) for number in version.split("."))


def least(version: str, step: Step) -> tuple[int, ...]:
    """The least version that follows another one by a step."""
    major, minor, patch = numbers(version)
    return {
        Step.MAJOR: (major + 1, 0, 0),
        Step.MINOR: (major, minor + 1, 0),
        Step.PATCH: (major, minor, patch + 1),
        Step.NONE: (major, minor, patch),
    }[step]


def _parts(table: DecisionTable) -> Iterator[tuple[str, ...]]:
    """The ids of each section."""
    for section in SECTIONS:
        if section == "options":
            yield tuple(f"{name}/{option}" for name, question in table.questions.items() for option in question.options)
        else:
            yield tuple(getattr(table, section))


def _cells(old: DecisionTable, new: DecisionTable) -> Iterator[tuple[tuple[str, str], Pair]]:
    for name, usecase in old.usecases.items():
        for integration in old.integrations:
            if name in new.usecases and integration in new.integrations:
                pair = usecase.verdict(integration), new.usecases[name].verdict(integration)
                if pair[0] != pair[1]:
                    yield (name, integration), pair


# --- combinations ----------------------------------------------------------------------------------------------------


def _is_alike(old: DecisionTable, new: DecisionTable) -> bool:
    """Whether two tables decide alike wherever verdicts and alternatives are the same."""
    same = [
        (list(table.legend), [(name, one.status) for name, one in table.integrations.items()]) for table in (old, new)
    ]
    return same[0] == same[1]


def _outline(worker: Engine, values: Values) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """What an outcome follows from, in a fraction of the time that the decision with its reasons takes."""
    bits = worker.matching(values)
    return (worker.ranks(values, bits), worker.alternatives(values, bits)[0]) if bits else None


def _answers(worker: Engine, values: Values) -> Answers:
    return {name: value for name, value in zip(worker.questions, values, strict=True) if value is not None}


def _counterparts(worker: Engine, answers: Answers) -> Iterator[Values]:
    """The combinations of a table that agree with answers from another one on each question that both ask."""
    given: list[str | None] = [None] * len(worker.questions)
    impossible = []
    for question, option in answers.items():
        at = worker.position.get(question)
        if at is None:
            continue
        if option in worker.options[at]:
            given[at] = option
        else:
            impossible.append(at)
    for values in worker.completions(given):
        if all(values[at] is None for at in impossible):
            yield values


def _alone(table: DecisionTable, other: DecisionTable) -> Iterator[Answers]:
    """The combinations of a table that have no counterpart in the other one."""
    worker, its = engine(table), engine(other)
    for values in worker.combinations():
        answers = _answers(worker, values)
        if next(_counterparts(its, answers), None) is None:
            yield answers


def _compared(
    old: DecisionTable, new: DecisionTable, reworded: Sequence[Reworded]
) -> tuple[tuple[Change, ...], tuple[Answers, ...], tuple[Answers, ...]]:
    """The changes; the combinations of the new table that are told in other words only; those of the old one left."""
    changes: list[Change] = []
    worded: dict[str, Answers] = {}
    left: list[Answers] = []
    touched = {text.route[:4] if text.route[2:3] == ("options",) else text.route[:2] for text in reworded}
    mine, its = engine(old), engine(new)
    is_alike = _is_alike(old, new)
    for values in mine.combinations():
        answers = _answers(mine, values)
        counterparts = list(_counterparts(its, answers))
        if not counterparts:
            left.append(answers)
        for other in counterparts:
            same = is_alike and _outline(mine, values) == _outline(its, other)
            change = None if same else _change(mine.resolve_anew(values), its.resolve_anew(other))
            if change is not None:
                changes.append(change)
            elif touched and not touched.isdisjoint(_told(new, now := its.resolve_anew(other))):
                worded[canonical(now.answers)] = now.answers
    decided = {canonical(change.now) for change in changes}
    return tuple(changes), tuple(answers for name, answers in worded.items() if name not in decided), tuple(left)


def _change(before: Decision, now: Decision) -> Change | None:
    """How two decisions differ; None where they do not."""
    verdicts = {
        name: (known.effective or "", now.verdicts[name].effective or "")
        for name, known in before.verdicts.items()
        if name in now.verdicts and known.effective != now.verdicts[name].effective
    }
    change = Change(
        before.answers,
        now.answers,
        (before.outcome, now.outcome),
        (before.recommend, now.recommend),
        (before.alternatives, now.alternatives),
        verdicts,
    )
    same = all(one == other for one, other in (change.outcome, change.recommend, change.alternatives))
    return None if same and not verdicts else change


def _is_taken_back(change: Change, added: set[str]) -> bool:
    """Whether a change is more than something new that is there besides, or that suits better than all before."""
    stays = change.outcome[0] == change.outcome[1] and set(change.recommend[0]) <= set(change.recommend[1])
    is_new = not added.isdisjoint(change.recommend[1])
    gone = set(change.alternatives[0]) - set(change.alternatives[1])
    return change.outcome[0] != "unanswered" and (bool(gone) or bool(change.verdicts) or not (stays or is_new))


def _told(table: DecisionTable, decision: Decision) -> Iterator[Route]:
    """The parts of a table whose words a reader of the decision sees."""
    yield ("title",)
    remarks: set[str] = set()
    for question, option in decision.answers.items():
        yield "questions", question
        yield "questions", question, "options", option
        remarks.update(table.questions[question].options[option].remarks)
    for name in decision.matched:
        usecase = table.usecases[name]
        yield "usecases", name
        remarks.update(usecase.remarks, *(MARK.findall(text) for text in usecase.label.values()))
    for name, known in decision.verdicts.items():
        yield "integrations", name
        if known.effective:
            yield "legend", known.effective
    yield from (("alternatives", name) for name in decision.alternatives)
    yield from (("remarks", name) for name in sorted(remarks))


# --- words -----------------------------------------------------------------------------------------------------------


def _reworded(old: DecisionTable, new: DecisionTable, default: str) -> Iterator[Reworded]:
    """The texts that changed of what is in both tables, in the order of the file."""
    mine, its = dict(_texts(old, default)), dict(_texts(new, default))
    in_both = {route[:-1] for route in mine} & {route[:-1] for route in its}
    for route in dict.fromkeys((*mine, *its)):
        one, other = mine.get(route, {}), its.get(route, {})
        for locale in dict.fromkeys((*one, *other)):
            if route[:-1] in in_both and one.get(locale) != other.get(locale):
                yield Reworded(route, locale, one.get(locale), other.get(locale))


def _texts(table: DecisionTable, default: str) -> Iterator[tuple[Route, Mapping[str, str]]]:
    """The words of a table that readers see, each with the keys that lead to it."""
    yield ("title",), _in_languages(table.title, default)
    for section in SECTIONS:
        for name, part in getattr(table, section, {}).items():
            yield from _words_of(part, (section, name), default)
            if section == "questions":
                for option, inner in part.options.items():
                    yield from _words_of(inner, (section, name, "options", option), default)


def _words_of(part: Any, route: Route, default: str) -> Iterator[tuple[Route, Mapping[str, str]]]:
    for name in WORDS:
        text = getattr(part, name, None)
        if text is not None:
            yield (*route, name), _in_languages({DEFAULT: text} if isinstance(text, str) else text, default)


def _in_languages(text: Mapping[str, str], default: str) -> Mapping[str, str]:
    return {locale or default: words for locale, words in text.items()}


# --- what is no text -------------------------------------------------------------------------------------------------


def _others(table: DecisionTable) -> Iterator[tuple[str, str]]:
    """All values but verdicts, words and the version, each with its keys."""
    yield from _values(table.model_dump(mode="json", exclude={"version"}), ())


def _values(value: Any, route: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    is_verdict = route[2:3] == ("verdicts",) and route[4:] in ((), ("verdict",)) and isinstance(value, str)
    if is_verdict or (route and route[-1] in ("title", *WORDS) and _is_text(value)):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, (*route, str(key)))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from _values(inner, (*route, str(number)))
    elif value not in (None, []):
        yield "/".join(route), ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_text(value: Any) -> bool:
    """Whether a value is a text, in one language or several, and not an entry that has such a word as its id."""
    return isinstance(value, str) or (isinstance(value, dict) and all(isinstance(each, str) for each in value.values()))


def _routes(ids: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The keys that lead to entries, by the ids of each section."""
    for section, names in ids.items():
        for name in names:
            question, _, option = name.partition("/")
            yield f"questions/{question}/options/{option}/" if section == "options" else f"{section}/{name}/"


def _dump(table: DecisionTable) -> str:
    """All that a table says but its version, in its order."""
    return table.model_dump_json(exclude={"version"})


def _skeleton(table: DecisionTable) -> Any:
    """What decisions are made of besides verdicts: when and in which order is asked, when what applies, and status."""
    return (
        table.policy,
        [(name, list(one.options), one.ask_when, one.ordered) for name, one in table.questions.items()],
        {name: (one.requires, one.status, one.replaced_by) for name, one in table.integrations.items()},
        {name: one.requires for name, one in (*table.replacements.items(), *table.alternatives.items())},
        {name: (one.when, one.alternatives) for name, one in table.usecases.items()},
    )
