"""What changed with a version, written into the history of its table: `decision diff --record`.

The file keeps what people wrote in it: an entry is put behind the last one, and nothing else changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decision import document, history
from decision.history import Entry, History
from decision.matrix.difference import Change, Difference, Step
from decision.matrix.engine import canonical
from decision.matrix.model import DecisionTable
from decision.problem import quoted

# What a page can show; the rest is counted.
MOST_CHANGES = 50
MOST_COMBINATIONS = 20
MOST_ROWS = 200
MOST_LINE = 110
_PLAIN = re.compile(r"[a-z][a-z0-9]*([-=&/][a-z0-9]+)*\Z|[0-9]+\.[0-9]+\.[0-9]+\Z|[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null"))
_UNSAFE = re.compile(r"[\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
_VERSION = re.compile(r"^( *)- *version:", re.MULTILINE)


class RecordError(Exception):
    """The version cannot be recorded; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def first(table: DecisionTable, date: str) -> dict[str, Any]:
    """The entry of the version with which a history begins."""
    return {"version": table.version, "date": date, "step": history.Step.FIRST.value}


def entry(difference: Difference, date: str, languages: Sequence[str]) -> dict[str, Any]:
    """The entry of the new version of a difference, as it stands in the file. Raises RecordError for no change.

    `languages`: the locales of the site, the default one first; labels of what is gone are kept in these.
    """
    if difference.step is Step.NONE:
        raise RecordError("nothing changed, so there is nothing to record", "compare with the version before")
    groups = list(_groups(difference.changes or ()))
    rows: dict[str, dict[str, Any]] = {}
    for (row, name), pair in list(difference.cells.items())[:MOST_ROWS]:
        rows.setdefault(row, {})[name] = _turn(pair)
    made: dict[str, Any] = {
        "version": difference.new.version,
        "date": date,
        "step": difference.step.name.lower(),
        "new": {section: list(ids) for section, ids in difference.added.items() if ids},
        "gone": {
            section: {name: _label(difference.old, section, name, languages) for name in ids}
            for section, ids in difference.removed.items()
            if ids
        },
        "changes": groups[:MOST_CHANGES],
        "more": max(0, len(groups) - MOST_CHANGES),
        "rows": rows,
        "words": len(difference.words),
    }
    kept = {key: value for key, value in made.items() if value}
    return kept if difference.changes is not None else {**kept, "compared": False}


def _groups(changes: Sequence[Change]) -> Iterator[dict[str, Any]]:
    """What changed alike, with the combinations for which it did."""
    groups: dict[str, tuple[dict[str, Any], dict[str, None]]] = {}
    for change in changes:
        said: dict[str, Any] = {}
        if change.outcome[0] != change.outcome[1] or change.recommend[0] != change.recommend[1]:
            said |= {"outcome": _turn(change.outcome), "recommend": _turns(change.recommend)}
        if change.verdicts:
            said["verdicts"] = {name: _turn(pair) for name, pair in change.verdicts.items()}
        if change.alternatives[0] != change.alternatives[1]:
            said["alternatives"] = _turns(change.alternatives)
        _, combinations = groups.setdefault(json.dumps(said), (said, {}))
        combinations[canonical(change.now)] = None
    for said, combinations in groups.values():
        listed = list(combinations)
        more = {"more": len(listed) - MOST_COMBINATIONS} if len(listed) > MOST_COMBINATIONS else {}
        yield {"answers": listed[:MOST_COMBINATIONS], **more, **said}


def _turn(pair: tuple[str, str]) -> dict[str, str]:
    return {"before": pair[0], "now": pair[1]}


def _turns(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> dict[str, list[str]]:
    return {"before": list(pair[0]), "now": list(pair[1])}


def _label(table: DecisionTable, section: str, name: str, languages: Sequence[str]) -> str | dict[str, str]:
    """The label that something had, in the languages that the site still has."""
    if section == "options":
        question, _, option = name.partition("/")
        text = table.questions[question].options[option].label
    else:
        part = getattr(table, section)[name]
        text = getattr(part, {"legend": "word", "remarks": "text"}.get(section, "label"))
    kept = {locale: words for locale, words in text.items() if locale in languages}
    return kept if languages[0] in kept else next(iter(text.values()))


# --- the file --------------------------------------------------------------------------------------------------------


def begun(table_id: str, first_line: str, made: Mapping[str, Any]) -> bytes:
    """A history with its first entry."""
    said = "# What changed with each version; 'decision diff --record' writes it, the newest at the end.\n"
    head = f"{first_line}{said}kind: history\ntable: {_scalar(table_id)}\nentries:\n"
    return (head + _item(made, "  ")).encode()


def appended(content: bytes, known: History, made: Mapping[str, Any], languages: Sequence[str]) -> bytes:
    """The file with one more entry. Raises RecordError for a version that does not follow the last one."""
    last = known.entries[-1].version if known.entries else ""
    if last and history.numbers(made["version"]) <= history.numbers(last):
        is_same = last == made["version"] or made["version"] in [one.version for one in known.entries]
        said = "is recorded already" if is_same else f"does not follow {quoted(last)}, the last one recorded"
        raise RecordError(f"the version {quoted(made['version'])} {said}", "raise 'version' in the table")
    text = content.decode("utf-8-sig")
    ending = "\r\n" if "\r\n" in text else "\n"
    indents = _VERSION.findall(text)
    item = _item(made, indents[-1] if indents else "  ").replace("\n", ending)
    after = content + (b"" if text.endswith("\n") else ending.encode()) + item.encode()
    source, problems = document.read("history", after)
    read = history.read(source, languages)[0] if source is not None and not problems else None
    if read is None or read.entries != (*known.entries, Entry.model_validate(dict(made))):
        hint = "write 'entries:' last in the file, each entry beginning with '- version:' on a line of its own"
        raise RecordError("the history is not written so that an entry can be put behind the last one", hint)
    return after


def _item(made: Mapping[str, Any], indent: str) -> str:
    lines = [f"{indent}  {line}" for line in _block(made)]
    lines[0] = f"{indent}- {lines[0].strip()}"
    return "".join(f"{line}\n" for line in lines)


def _block(value: Mapping[str, Any]) -> Iterator[str]:
    """A mapping as lines: what is short on one line, what is long below its key."""
    for key, inner in value.items():
        line = f"{_scalar(key)}: {_flow(inner)}"
        if not isinstance(inner, (dict, list)) or (len(line) <= MOST_LINE and key not in ("changes", "gone")):
            yield line
            continue
        yield f"{_scalar(key)}:"
        if isinstance(inner, dict):
            yield from (f"  {below}" for below in _block(inner))
            continue
        for entry in inner:
            below = list(_block(entry)) if isinstance(entry, dict) else [_flow(entry)]
            yield from (f"{'  - ' if not number else '    '}{line}" for number, line in enumerate(below))


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value) if isinstance(value, str) else json.dumps(value)


def _scalar(value: str) -> str:
    """A text: plain where no reader of YAML can take it for something else, else in quotes."""
    if _PLAIN.match(value) and value not in _WORDS:
        return value
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
