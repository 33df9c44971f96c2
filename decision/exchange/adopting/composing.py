"""Drafts as the data of a decision table: ids, texts in all languages, and what of it is proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from decision import locales
from decision.exchange.adopting import aligning
from decision.exchange.adopting.aligning import Aligned
from decision.exchange.adopting.drafts import Draft, Named, Row
from decision.exchange.adopting.marks import Remark
from decision.exchange.adopting.naming import Ids, slug
from decision.exchange.adopting.scales import Scale, Verdict
from decision.exchange.adopting.vocabulary import Kind, is_plain, proposed
from decision.handwritten.labels import key
from decision.matrix.model import KIND, Status
from decision.problem import Problem, Route, quoted, warning

VERSION = "1.0.0"
QUESTION = "usecase"
REASON = "The page that this was adopted from says so."

# a link's target -> the section of a guide that it leads to; None where it leads to none
Section = Callable[[str], str | None]
Data = Mapping[str, Any]
_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_ADDRESS = re.compile(r"https?://\S+\Z")


@dataclass(frozen=True, eq=False)
class Composed:
    """The data of a table, with comments by route, and what was doubtful on the way."""

    data: Data
    comments: Mapping[Route, str]
    problems: tuple[Problem, ...]


def compose(first: Draft, scale: Scale, others: Sequence[Aligned], default: str, section: Section) -> Composed:
    """A table from its drafts. `default` is the language of the site that texts fall back to."""
    return _Composer(first, scale, others, default, section).compose()


@dataclass(eq=False)
class _Solution:
    """Another solution: its id, its names by language, its targets."""

    id: str
    label: dict[str, str]
    target: str | None
    named: Named


@dataclass(eq=False)
class _Composer:
    first: Draft
    scale: Scale
    others: Sequence[Aligned]
    default: str
    section: Section
    problems: list[Problem] = field(default_factory=list)
    comments: dict[Route, str] = field(default_factory=dict)

    def compose(self) -> Composed:
        self.locale = self.first.locale
        self.verdict_ids = self._verdict_ids()
        integrations = Ids("integration")
        self.integrations = [integrations.give(*self._column_labels(n)) for n in range(len(self.first.columns))]
        self.replacements: dict[str, dict[str, Any]] = {}
        self.solution_ids = Ids("solution", integrations.taken)
        self.solutions: dict[str, _Solution] = {}
        self.notes: dict[tuple[str, ...], str] = {}
        self.remark_ids = Ids("remark")
        self.remarks = self._remark_names()
        columns = {name: self._integration(n) for n, name in enumerate(self.integrations)}
        rows = self._rows()
        title = self._text(
            {self.locale: self.first.title, **{one.draft.locale: one.draft.title for one in self.others}}
        )
        data: dict[str, Any] = {
            "kind": KIND,
            "proposed": ["version", "title"] if self.scale.is_known else ["version", "title", "legend"],
            "version": VERSION,
            "title": title,
            "legend": {self.verdict_ids[verdict]: self._verdict(verdict) for verdict in self.scale.verdicts},
            "questions": {QUESTION: self._question(rows)},
            "integrations": columns,
            "replacements": self.replacements,
            "alternatives": {one.id: self._alternative(one) for one in self.solutions.values()},
            "remarks": {**self._remarks(), **self._notes()},
            "usecases": rows,
        }
        data |= self._default_texts(data)
        excused = self._excused(data)
        if excused:
            data["proposed"] = [*data["proposed"], "allow"]
            data = {"kind": KIND, "proposed": data["proposed"], "allow": excused, **data}
        data = {name: value for name, value in data.items() if value not in ({}, [])}
        return Composed(data, self.comments, tuple(self.problems))

    # --- texts

    def _text(self, said: Mapping[str, str]) -> str | dict[str, str]:
        """A text in its languages; without any where one is all there is, and it is the site's."""
        known = {locale: text for locale, text in said.items() if text.strip()}
        if set(known) == {self.default}:
            return known[self.default]
        return known

    def _each(self, make: Callable[[str], str | None]) -> dict[str, str]:
        """A text of the interface in the languages of the pages, as far as it is known in them."""
        others = [one.draft.locale for one in self.others]
        known = [name for name in others if locales.spoken("adopt-question", name) == name]
        made = {locale: make(locale) for locale in (self.locale, *known)}
        return {locale: text for locale, text in made.items() if text}

    def _default_texts(self, data: dict[str, Any]) -> dict[str, Any]:
        """Where no page is in the site's language, its texts are proposed as those of the first page."""
        known = {self.locale, *(one.draft.locale for one in self.others)}
        if self.default in known:
            return {}
        data["proposed"].append("texts")
        return {
            name: _with_default(value, self.default, self.locale)
            for name, value in data.items()
            if isinstance(value, dict)
        }

    # --- legend

    def _verdict_ids(self) -> dict[Verdict, str]:
        ids = Ids("verdict")
        found = {}
        for verdict in self.scale.verdicts:
            own = [
                theirs.word
                for one in self.others
                if one.draft.locale == "en"
                for n, theirs in one.verdicts.items()
                if self.scale.verdicts[n] is verdict
            ]
            label = next((text for text in (*own, verdict.word) if 0 < len(text.split()) <= 4), "")
            found[verdict] = ids.give(label, verdict.kind.value if verdict.kind is not Kind.OTHER else "")
        return found

    def _verdict(self, verdict: Verdict) -> dict[str, Any]:
        index = self.scale.verdicts.index(verdict)
        word, meaning = {self.locale: verdict.word}, {self.locale: verdict.meaning}
        for one in self.others:
            theirs = one.verdicts.get(index)
            locale = one.draft.locale
            said = theirs.word if theirs else (proposed(verdict.kind, locale) if "word" in verdict.proposed else None)
            if said:
                word[locale], meaning[locale] = said, theirs.meaning if theirs else said
        return {
            "proposed": [
                "id",
                *sorted(set(verdict.proposed) | ({"word"} if verdict.word == verdict.meaning else set())),
            ],
            "symbol": verdict.symbol,
            "word": self._text(word),
            "meaning": self._text(meaning),
        }

    # --- integrations and other solutions

    def _numbered(self, label: str) -> str:
        """A head with the numbers of its remarks: a remark belongs to a row, so in a head it is no more than that."""
        order = list(self.remarks)
        return _MARK.sub(
            lambda match: f"({order.index(match[1]) + 1})" if match[1] in order else f"({match[1]})", label
        )

    def _column_labels(self, index: int) -> list[str]:
        drafts = [
            *(one.draft for one in self.others if one.draft.locale == "en"),
            self.first,
            *(one.draft for one in self.others),
        ]
        return [_plain(draft.columns[index].named.label) for draft in drafts]

    def _integration(self, index: int) -> dict[str, Any]:
        column = self.first.columns[index]
        name = self.integrations[index]
        said = {self.locale: self._numbered(column.named.label) or f"({index + 1})"}
        said |= {one.draft.locale: self._numbered(one.draft.columns[index].named.label) for one in self.others}
        made: dict[str, Any] = {"proposed": ["id"], "label": self._text(said)}
        if column.status is not Status.ACTIVE:
            made["status"] = column.status.value
            made["replaced_by"] = [self._replacement(one, index, n) for n, one in enumerate(column.instead)]
        return self._linked(made, ("integrations", name), column.named)

    def _replacement(self, named: Named, index: int, at: int) -> str:
        """The integration of that name, or what is known as a replacement only."""
        for n, column in enumerate(self.first.columns):
            if key(column.named.label) == key(named.label):
                return self.integrations[n]
        for name, known in self.replacements.items():
            if slug(named.label) == name or known["label"] == named.label:
                return name
        name = self.solution_ids.give(named.label)
        said = {self.locale: named.label}
        for one in self.others:
            instead = one.draft.columns[index].instead
            if at < len(instead):
                said[one.draft.locale] = instead[at].label
        self.replacements[name] = self._linked(
            {"proposed": ["id"], "label": self._text(said)}, ("replacements", name), named
        )
        return name

    def _linked(self, made: dict[str, Any], route: Route, named: Named) -> dict[str, Any]:
        """A thing with what its link leads to, where that can be known."""
        if not named.target:
            return made
        section = self.section(named.target)
        if section:
            return {**made, "proposed": [*made["proposed"], "section"], "section": section}
        if _ADDRESS.match(named.target):
            return {**made, "proposed": [*made["proposed"], "address"], "address": named.target}
        self.comments[route] = f"link: {' '.join(named.target.split())}"
        message = f"the link of {quoted(named.label)} leads to {quoted(named.target)}, which is no page of this site"
        self.problems.append(warning("doubtful-link", message, "name its 'section' or its 'address'", named.place))
        return made

    def _alternative(self, solution: _Solution) -> dict[str, Any]:
        made = {"proposed": ["id"], "label": self._text(solution.label)}
        return self._linked(
            made, ("alternatives", solution.id), Named(solution.named.label, solution.target, solution.named.place)
        )

    def _solution(self, named: Named, index: int, row: int) -> str:
        """The id of a solution; one is known by its label."""
        name = key(named.label) or named.label
        theirs = {one.draft.locale: found.label for one in self.others if row in one.rows
                  if (found := aligning.counterpart(named, index, self.first.rows[row], one.rows[row]))}  # fmt: skip
        known = self.solutions.get(name)
        if known is None:
            labels = [theirs[locale] for locale in ("en",) if locale in theirs]
            made = self.solution_ids.give(*labels, named.label, *theirs.values())
            self.solutions[name] = known = _Solution(made, {self.locale: named.label}, None, named)
        if named.target and known.target is None:
            known.target, known.named = named.target, Named(known.named.label, named.target, named.place)
        elif named.target and named.target != known.target:
            message = f"{quoted(named.label)} leads to {quoted(named.target)} here, elsewhere to {quoted(known.target)}"
            self.problems.append(warning("doubtful-link", message, "the first one counts", named.place))
        known.label = {**theirs, **known.label}
        return known.id

    # --- remarks

    def _used(self) -> list[Remark]:
        """The remarks of the table in the order of the page."""
        marks = {name for row in self.first.rows for name in row.marks} | {
            n for c in self.first.columns for n in c.marks
        }
        used = [self.first.remarks[name] for name in marks if name in self.first.remarks]
        listed = sorted(used, key=lambda one: (one.line, one.column, one.name))
        numbered = [one for one in listed if one.name.isdigit()]
        if len(numbered) == len(listed):
            listed.sort(key=lambda one: int(one.name))
            # what nothing refers to keeps its number, so that those behind it keep theirs
            last = int(listed[-1].name) if listed else 0
            between = [
                one
                for one in self.first.remarks.values()
                if one.name.isdigit() and int(one.name) < last and one not in listed
            ]
            near = [
                one for one in between if min(o.line for o in listed) - 3 <= one.line <= max(o.last for o in listed) + 3
            ]
            listed = sorted([*listed, *near], key=lambda one: int(one.name))
        return listed

    def _remark_names(self) -> dict[str, str]:
        """Name on the page -> id."""
        found = {}
        for number, remark in enumerate(self._used(), 1):
            english = [
                one.draft.remarks[remark.name].text
                for one in self.others
                if one.draft.locale == "en" and remark.name in one.draft.remarks
            ]
            found[remark.name] = self.remark_ids.give(*(_short(text) for text in (*english, remark.text)))
            if remark.name.isdigit() and int(remark.name) != number:
                place = self.first.place.__class__(self.first.guide.path, remark.line, remark.column)
                message = f"remark ({remark.name}) becomes remark ({number})"
                self.problems.append(
                    warning("doubtful-remark", message, "remarks are counted from 1 in their order", place)
                )
        return found

    def _remarks(self) -> dict[str, Any]:
        made = {}
        for name, own in self.remarks.items():
            said = {self.locale: self.first.remarks[name].text}
            said |= {one.draft.locale: one.draft.remarks[name].text for one in self.others if name in one.draft.remarks}
            made[own] = {"proposed": ["id"], "text": self._text(said)}
        return made

    def _notes(self) -> dict[str, Any]:
        languages = (self.locale, *(one.draft.locale for one in self.others))
        return {
            own: {
                "proposed": ["id", "text"],
                "text": self._text({locale: text for locale, text in zip(languages, texts, strict=True) if text}),
            }
            for texts, own in self.notes.items()
        }

    def _note(self, texts: Sequence[str]) -> str:
        """The id of a remark that is made of what a cell says besides its verdict; equal ones are one."""
        found = tuple(texts)
        if found not in self.notes:
            self.notes[found] = self.remark_ids.give(*(_short(text) for text in found if text))
        return self.notes[found]

    # --- rows

    def _rows(self) -> dict[str, Any]:
        ids = Ids("row")
        labels = [key(_MARK.sub("", row.label)) for row in self.first.rows]
        made: dict[str, Any] = {}
        for index, row in enumerate(self.first.rows):
            is_repeated = labels.count(labels[index]) > 1
            said = {self.locale: self._label(row, is_repeated)}
            said |= {
                one.draft.locale: self._label(one.rows[index], is_repeated) for one in self.others if index in one.rows
            }
            if is_repeated and not row.group:
                message = f"another row is called {quoted(_plain(row.label))}, too"
                self.problems.append(warning("doubtful-row", message, "call the two differently", row.place))
            shown = [_plain(text) for text in ([said["en"]] if "en" in said else []) + list(said.values())]
            name = ids.give(*shown)
            made[name] = self._row(index, row, name, said)
        return made

    def _label(self, row: Row, is_repeated: bool) -> str:
        """A label with the marks of its remarks as the data has them."""
        text = _MARK.sub(
            lambda match: f"[^{self.remarks[match[1]]}]" if match[1] in self.remarks else f"({match[1]})", row.label
        )
        return f"{row.group}: {text}" if is_repeated and row.group else text

    def _row(self, index: int, row: Row, name: str, said: Mapping[str, str]) -> dict[str, Any]:
        remarks = [self.remarks[mark] for mark in row.marks if mark in self.remarks]
        for at in range(len(row.cells)):
            texts = [self._said(row, at, self.scale, self.first)]
            texts += [
                self._said(one.rows[index], at, one.scale, one.draft) if index in one.rows else ""
                for one in self.others
            ]
            if texts[0]:
                remarks.append(self._note(texts))
        for at, note in enumerate(row.notes):
            theirs = [
                one.rows[index].notes[at] if index in one.rows and at < len(one.rows[index].notes) else ""
                for one in self.others
            ]
            remarks.append(self._note([note, *theirs]))
        made: dict[str, Any] = {
            "proposed": ["id", "when"],
            "label": self._text({locale: _with_marks(text, remarks) for locale, text in said.items()}),
            "when": {QUESTION: name},
            "verdicts": {
                self.integrations[n]: self.verdict_ids[self.scale.of(cell)] for n, cell in enumerate(row.cells)
            },
        }
        alternatives = [self._solution(one, n, index) for n, one in enumerate(row.alternatives)]
        if alternatives:
            made["alternatives"] = list(dict.fromkeys(alternatives))
        if remarks:
            made["remarks"] = list(dict.fromkeys(remarks))
        return made

    def _said(self, row: Row, at: int, scale: Scale, draft: Draft) -> str:
        """What a cell says besides its verdict, with the integration of which it says it."""
        cell = row.cells[at]
        if cell.heard is None:
            said = cell.text
        else:
            verdict = scale.of(cell)
            is_said = key(cell.heard.word) == key(verdict.word) or is_plain(cell.heard.word, verdict.kind)
            said = ": ".join(text for text in ("" if is_said else cell.heard.word, cell.heard.note) if text)
            said = "" if key(said) == key(verdict.word) else said
        label = _plain(draft.columns[at].named.label)
        return f"{label}: {said}" if said and label else said

    def _question(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        label = self._each(lambda locale: locales.words(locale)["adopt-question"])
        return {
            "proposed": ["id", "label", "options"],
            "label": self._text(label),
            "options": {name: {"label": _unmarked(row["label"])} for name, row in rows.items()},
        }

    # --- what the checks would say

    def _excused(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What the checks would say of the table as it stands on the page, which is not for an adoption to change."""
        strictest = next(iter(data["legend"]))
        best = list(data["legend"])[-1]
        rows = data["usecases"].values()
        said = {verdict for row in rows for verdict in row["verdicts"].values()}
        attached = {remark for row in rows for remark in row.get("remarks", ())}
        replacing = {name for one in data["integrations"].values() for name in one.get("replaced_by", ())}
        is_idle = bool(set(data["legend"]) - said or set(data["remarks"]) - attached) or any(
            all(row["verdicts"][name] == strictest for row in rows)
            for name in data["integrations"]
            if name not in replacing
        )
        old = [name for name, one in data["integrations"].items() if one.get("status") == Status.DEPRECATED]
        gone = [name for name, one in data["integrations"].items() if one.get("status") == Status.REMOVED]
        excused = {}
        if any(row["verdicts"][name] != strictest for row in rows for name in gone):
            excused["never-the-answer"] = REASON
        if is_idle:
            excused["unused-definition"] = REASON
        if any(row["verdicts"][name] == best for row in rows for name in old):
            excused["deprecated-best-verdict"] = REASON
        return excused


def _with_marks(label: str, remarks: Sequence[str]) -> str:
    """A label in which every remark of its row is marked, at the end where the page marks it elsewhere."""
    marked = _MARK.findall(label)
    return " ".join([label, *(f"[^{name}]" for name in dict.fromkeys(remarks) if name not in marked)])


def _short(text: str) -> str:
    """The beginning of a remark, for its id: up to its first colon or sentence, not too many words."""
    return " ".join(re.split(r"[:：.。;]", text, maxsplit=1)[0].split()[:5])


def _plain(label: str) -> str:
    return " ".join(_MARK.sub("", label).split())


def _unmarked(label: Any) -> Any:
    if isinstance(label, str):
        return _plain(label) or label
    return {locale: _plain(text) or text for locale, text in label.items()}


def _with_default(value: Any, default: str, first: str) -> Any:
    """Data in which each text that has the first language has the default one, too."""
    if not isinstance(value, dict):
        return value
    if first in value and all(isinstance(text, str) for text in value.values()) and default not in value:
        return {default: value[first], **value}
    return {name: _with_default(one, default, first) for name, one in value.items()}
