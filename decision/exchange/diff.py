"""What changed from one version of a table to another: in words for reviewers, as Markdown, as data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from decision.guides import escape
from decision.matrix.difference import MOST_COMBINATIONS, Change, Difference, Reworded, Step, least
from decision.matrix.engine import canonical
from decision.problem import printable

VERSION = 1
MOST_WORDS = 200
# What a person looks through; JSON has all of it.
MOST_LISTED = 300
_NOUNS = {
    "questions": "questions",
    "options": "options",
    "legend": "verdicts",
    "integrations": "integrations",
    "replacements": "replacements",
    "alternatives": "other solutions",
    "remarks": "remarks",
    "usecases": "use cases",
}


def follows(difference: Difference) -> str:
    """What the version of the new table would have to be, and whether it is."""
    if difference.step is Step.NONE:
        needed = f"nothing changed since {difference.old.version}"
    else:
        needed = (
            f"a {difference.step.name.lower()} step from {difference.old.version}: at least {next_version(difference)}"
        )
    return f"{needed}; the version is {difference.new.version}" + (
        "" if difference.follows else ", which does not follow"
    )


def next_version(difference: Difference) -> str:
    """The least version that says what changed."""
    return ".".join(map(str, least(difference.old.version, difference.step)))


# --- words -----------------------------------------------------------------------------------------------------------


def as_text(difference: Difference, names: tuple[str, str]) -> str:
    """What changed, line by line; `names` are those of the two versions."""
    lines = [f"{names[0]} -> {names[1]}", follows(difference)]
    for title, entries in _cut(_chapters(difference)):
        lines += ["", f"{title}:" if entries else title, *(f"  {line}" for line in entries)]
    return "".join(f"{line}\n" for line in lines)


def as_markdown(difference: Difference, names: tuple[str, str]) -> str:
    """The same as Markdown, as for a comment on a pull request."""
    lines = [f"## {_code(names[0])} → {_code(names[1])}", "", f"{follows(difference).capitalize()}."]
    for title, entries in _cut(_chapters(difference)):
        lines += ["", f"**{title.capitalize()}**" if entries else f"{title.capitalize()}."]
        lines += ["", *_items(entries)] if entries else []
    return "".join(f"{line}\n" for line in lines)


def _cut(chapters: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """The chapters with the beginning of long lists only."""
    for title, entries in chapters:
        more = len(entries) - MOST_LISTED
        yield (
            title,
            [*entries[:MOST_LISTED], f"and {more:,} more lines; --format json has all"] if more > 0 else entries,
        )


def _items(entries: Sequence[str]) -> Iterator[str]:
    """Lines as a list; those that are indented belong to the one above."""
    for line in entries:
        inner = line.startswith("  ")
        yield f"{'    ' if inner else ''}- {escape.text(line.strip())}"


def _code(name: str) -> str:
    return f"<code>{escape.literal(printable(name, 200))}</code>"


def _chapters(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    """What there is to tell: a title, and lines below it."""
    for word, by_section in (("new", difference.added), ("gone", difference.removed)):
        for section, names in by_section.items():
            if names:
                yield f"{word} {_NOUNS[section]}", [", ".join(names)]
    yield from _answers(difference)
    if difference.cells:
        cells = [f"{row}, {name}: {old} -> {new}" for (row, name), (old, new) in difference.cells.items()]
        yield f"cells that changed, {len(cells)}", cells
    if difference.words:
        yield f"texts that changed, {len(difference.words)}", [_reworded(text) for text in difference.words]
    if difference.others:
        others = [f"{route}: {old or 'nothing'} -> {new or 'nothing'}" for route, old, new in difference.others]
        yield f"other values that changed, {len(others)}", others


def _answers(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    if difference.changes is None:
        yield f"answers were not compared, there are more than {MOST_COMBINATIONS:,}; only rows were", []
        return
    if difference.changes:
        lines = [line for change in difference.changes for line in _change(change)]
        yield f"combinations that are decided otherwise, {len(difference.changes)}", lines
    for title, listed in (
        ("combinations that are decided alike and told in other words", difference.worded),
        ("combinations that are new", difference.arrived),
        ("combinations that are gone", difference.left),
    ):
        if listed:
            yield f"{title}, {len(listed)}", [canonical(answers) for answers in listed]


def _change(change: Change) -> Iterator[str]:
    before, now = canonical(change.before), canonical(change.now)
    yield now if before == now else f"{before} -> {now}"
    if change.outcome[0] != change.outcome[1]:
        yield f"  outcome: {change.outcome[0]} -> {change.outcome[1]}"
    for title, (old, new) in (("recommended", change.recommend), ("other solutions", change.alternatives)):
        if old != new:
            yield f"  {title}: {', '.join(old) or 'nothing'} -> {', '.join(new) or 'nothing'}"
    for name, (was, became) in change.verdicts.items():
        yield f"  {name}: {was or 'no verdict'} -> {became or 'no verdict'}"


def _reworded(text: Reworded) -> str:
    where = "/".join(map(str, text.route)) + (f" ({text.locale})" if text.locale else "")
    return f"{where}: {_words(text.before)} -> {_words(text.now)}"


def _words(text: str | None) -> str:
    return "nothing" if text is None else f"'{printable(text, MOST_WORDS)}'"


# --- data ------------------------------------------------------------------------------------------------------------


def as_json(difference: Difference, names: tuple[str, str]) -> str:
    """The same as JSON.

    `version` of this form; `old`, `new`: `name` and `version`; `step`, `least` and `follows`; `compared`: whether all
    answers were. `added`, `removed`: ids by section. `changes`: the canonical answers `before` and `now`, and what
    changed of `outcome`, `recommend`, `alternatives` and `verdicts`, each as a pair of old and new. `worded`,
    `arrived`, `left`: canonical answers, null where they were not compared. `cells`: by use case and integration.
    `words`: `route`, `locale` and the pair. Keys may be added within a version, none change or go.
    """
    return json.dumps(as_data(difference, names), ensure_ascii=False, indent=2) + "\n"


def as_data(difference: Difference, names: tuple[str, str]) -> dict[str, Any]:
    """What `as_json` writes."""
    return {
        "version": VERSION,
        "old": {"name": names[0], "version": difference.old.version},
        "new": {"name": names[1], "version": difference.new.version},
        "step": difference.step.name.lower(),
        "least": next_version(difference),
        "follows": difference.follows,
        "compared": difference.changes is not None,
        "added": {section: list(ids) for section, ids in difference.added.items() if ids},
        "removed": {section: list(ids) for section, ids in difference.removed.items() if ids},
        "changes": None if difference.changes is None else [_as_data(change) for change in difference.changes],
        "worded": _listed(difference.worded),
        "arrived": _listed(difference.arrived),
        "left": _listed(difference.left),
        "cells": [
            {"usecase": row, "integration": name, "verdict": list(pair)}
            for (row, name), pair in difference.cells.items()
        ],
        "words": [
            {"route": "/".join(map(str, text.route)), "locale": text.locale, "text": [text.before, text.now]}
            for text in difference.words
        ],
        "others": [{"route": route, "value": [old, new]} for route, old, new in difference.others],
    }


def _listed(combinations: Sequence[Mapping[str, str]] | None) -> list[str] | None:
    return None if combinations is None else [canonical(answers) for answers in combinations]


def _as_data(change: Change) -> dict[str, Any]:
    lists = {"recommend": change.recommend, "alternatives": change.alternatives}
    return {
        "before": canonical(change.before),
        "now": canonical(change.now),
        **({"outcome": list(change.outcome)} if change.outcome[0] != change.outcome[1] else {}),
        **{key: [list(old), list(new)] for key, (old, new) in lists.items() if old != new},
        **({"verdicts": {name: list(pair) for name, pair in change.verdicts.items()}} if change.verdicts else {}),
    }
