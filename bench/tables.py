"""Decision tables of any size: one as a file in which every answer has one use case, one as data, filled at random."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from math import prod
from random import Random
from typing import Any

from bench.words import Speaker

INTEGRATIONS = ("desktop-app", "panel", "web-interface", "sync-folder", "share-link", "importer", "plug-in", "portal")
DEPRECATED = INTEGRATIONS[3]
REMARK = "larger-number"
ALTERNATIVES = ("help-desk", "custom-script", "print-service")
VERDICTS = ("avoid", "acceptable", "preferred")
SYMBOLS = ("✘", "✔", "✔✔")
TRANSLATED = 0.9

# A use case's rule: per question, in order, the positions of the options that it accepts.
Box = tuple[tuple[int, ...], ...]


def text(rows: int, languages: Sequence[str], seed: int, sections: Sequence[str]) -> str:
    """A file in data/ that the checks have nothing to say of, written as people write it.

    `languages`: the default one first. `sections`: `page.md#anchor` of guides, where integrations are told of. Every
    combination of answers is covered by one of the `rows` use cases.
    """
    questions, options = _size(rows)
    return "\n".join(_Draft(languages, seed, sections).lines(rows, questions, options)) + "\n"


class _Draft:
    """A file being written."""

    def __init__(self, languages: Sequence[str], seed: int, sections: Sequence[str]) -> None:
        self.source = Random(f"{seed}/table")
        self.speakers = [Speaker(locale, Random(f"{seed}/table/{locale}")) for locale in languages]
        self.sections = sections

    def lines(self, rows: int, questions: int, options: int) -> Iterator[str]:
        """The whole file."""
        yield from ("kind: decision-table", "version: 1.0.0", *self.labelled("title", 0), "reviewed: 2026-01-31")
        yield from ("policy:", "  lifecycle:", "    deprecated: {cap: acceptable}", "legend:")
        for verdict, symbol in zip(VERDICTS, SYMBOLS, strict=True):
            yield from (f"  {verdict}:", f"    symbol: {symbol}")
            yield from (*self.labelled("word", 4), *self.labelled("meaning", 4))
        yield "questions:"
        for question in range(questions):
            yield from (f"  question-{question}:", *self.labelled("label", 4), "    options:")
            for option in range(options):
                yield from (f"      option-{option}:", *self.labelled("label", 8))
        yield "integrations:"
        for name in INTEGRATIONS:
            yield from (f"  {name}:", *self.labelled("label", 4), f"    section: {self.source.choice(self.sections)}")
            if name == DEPRECATED:
                yield from ("    status: deprecated", f"    replaced_by: [{INTEGRATIONS[0]}]")
        yield "alternatives:"
        for name in ALTERNATIVES:
            yield from (f"  {name}:", *self.labelled("label", 4), f"    section: {self.source.choice(self.sections)}")
            yield f"    address: https://example.org/{name}"
        yield from ("remarks:", f"  {REMARK}:", *self.labelled("text", 4), "usecases:")
        for number, box in enumerate(boxes(rows, questions, options)):
            yield from (f"  usecase-{number}:", *self.usecase(box, options))

    def usecase(self, box: Box, options: int) -> Iterator[str]:
        """A row, in some places with a text that is not translated, an alternative, a remark."""
        has_remark = self.source.random() < 0.1
        yield from self.labelled("label", 4, f" [^{REMARK}]" if has_remark else "", TRANSLATED)
        when = ", ".join(_condition(at, accepted) for at, accepted in enumerate(box) if len(accepted) < options)
        yield f"    when: {{{when}}}"
        yield f"    verdicts: {{{', '.join(f'{name}: {self.verdict(name)}' for name in INTEGRATIONS)}}}"
        if self.source.random() < 0.4:
            yield f"    alternatives: [{self.source.choice(ALTERNATIVES)}]"
        if has_remark:
            yield f"    remarks: {REMARK}"

    def verdict(self, integration: str) -> str:
        """Any, but never the best for what is deprecated."""
        return self.source.choice(VERDICTS[:2] if integration == DEPRECATED else VERDICTS)

    def labelled(self, key: str, indent: int, end: str = "", translated: float = 1) -> Iterator[str]:
        """A text in each language, as `key:` and a line for each; `translated` is the chance of each translation."""
        yield f"{' ' * indent}{key}:"
        for say in self.speakers:
            if say is self.speakers[0] or say.source.random() < translated:
                yield f"{' ' * indent}  {say.locale}: {say.title()}{end}"


def boxes(rows: int, questions: int, options: int) -> Iterator[Box]:
    """So many disjoint rules that cover everything; the largest one is split by its first question that can be."""
    whole: Box = (tuple(range(options)),) * questions
    order = count()
    waiting = [(-(options**questions), next(order), whole)]
    while len(waiting) < rows:
        _, _, box = heapq.heappop(waiting)
        at = next(index for index, accepted in enumerate(box) if len(accepted) > 1)
        pieces = min(len(box[at]), rows - len(waiting))
        singles, rest = box[at][: pieces - 1], box[at][pieces - 1 :]
        for accepted in (*((single,) for single in singles), rest):
            piece = (*box[:at], accepted, *box[at + 1 :])
            heapq.heappush(waiting, (-prod(len(known) for known in piece), next(order), piece))
    yield from sorted(box for _, _, box in waiting)


def scattered(
    rows: int, seed: int, *, questions: int = 6, options: int = 8, still_open: float = 0.25, conditional: int = 0
) -> dict[str, Any]:
    """The data of a table whose cells are drawn at random, so many of the rules' cells open; use cases contradict.

    `conditional`: how many questions, from the second on, are asked after half of the answers to the one before only.
    """
    source = Random(f"{seed}/scattered")
    names = [f"question-{index}" for index in range(questions)]
    possible = [f"option-{index}" for index in range(options)]
    asked: dict[str, dict[str, Any]] = {
        name: {"label": name, "options": {option: {"label": option} for option in possible}} for name in names
    }
    for earlier, later in pairwise(names[: conditional + 1]):
        asked[later]["ask_when"] = {earlier: possible[: options // 2]}
    return {
        "kind": "decision-table",
        "version": "1.0.0",
        "title": "Scattered",
        "legend": {v: {"symbol": s, "word": v, "meaning": v} for v, s in zip(VERDICTS, SYMBOLS, strict=True)},
        "questions": asked,
        "integrations": {name: {"label": name} for name in INTEGRATIONS},
        "usecases": {
            f"usecase-{number}": {
                "label": f"Use case {number}",
                "when": {name: source.choice(possible) for name in names if source.random() >= still_open},
                "verdicts": {name: source.choice(VERDICTS) for name in INTEGRATIONS},
            }
            for number in range(rows)
        },
    }


def _size(rows: int) -> tuple[int, int]:
    """How many questions of how many options a table of so many rows asks."""
    return (3, 4) if rows <= 50 else (4, 6) if rows <= 500 else (6, 8)


def _condition(question: int, accepted: tuple[int, ...]) -> str:
    names = [f"option-{option}" for option in accepted]
    return f"question-{question}: {names[0]}" if len(names) == 1 else f"question-{question}: [{', '.join(names)}]"
