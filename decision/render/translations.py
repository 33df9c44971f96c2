"""The state of translations in words: for the command line, and as a page for writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from decision.render import environment
from decision.translations.beside import Pages

MOST_LISTED = 20
_STATES = ("current", "outdated", "missing", "unknown", "dropped")
_WIDTH = max(map(len, _STATES))


def as_text(found: Mapping[str, Any]) -> str:
    """The list of `translations.status.as_data` as lines."""
    lines: list[str] = []
    for locale, counts in found["languages"].items():
        lines.append(f"{locale}: {summary(counts)}")
        for entry in (entry for entry in found["entries"] if entry["locale"] == locale):
            lines += _entry(entry)
    return "".join(f"{line}\n" for line in lines or ["there is one language, and nothing to translate into"])


def summary(counts: Mapping[str, int]) -> str:
    """How many pages and data files are in each state, in words."""
    said = [f"{counts[state]} {state}" for state in _STATES if counts[state] or state != "dropped"]
    said += [f"{counts['words']:,} words to translate"] if counts["words"] else []
    said += [f"{counts['machine_translated']} translated by machine"] if counts["machine_translated"] else []
    return ", ".join(said)


def page(found: Mapping[str, Any]) -> str:
    """The list as a page of Markdown for writers."""
    return environment().get_template("translations.md.j2").render(found=found, summary=summary, made_by=made_by)


def parity_as_text(found: Sequence[Pages], alone: Sequence[str]) -> str:
    """How many pages were compared, which a machine translated, and whether from the same version of their original."""
    lines = [f"compared {len(found)} page{'' if len(found) == 1 else 's'}"]
    by_machine = [pages for pages in found if pages.machine is not None]
    if len(by_machine) <= MOST_LISTED:
        lines += [f"{pages.translation.path}: {_machine(pages)}" for pages in by_machine]
    else:
        unreviewed = sum(pages.machine is not None and pages.machine.is_unreviewed for pages in by_machine)
        lines.append(f"translated by machine: {len(by_machine)}, of which {unreviewed} not reviewed by people")
    lines += list(_versions(found))
    lines += (
        alone[:MOST_LISTED] if len(alone) <= MOST_LISTED else [f"not compared: {len(alone)} pages have no counterpart"]
    )
    return "".join(f"{line}\n" for line in lines)


def made_by(machine: Mapping[str, Any]) -> str:
    """Of a page that a machine translated: how much of it people did."""
    by_people = machine["by_people"]
    degree = "not reviewed by people" if machine["is_unreviewed"] else f"{by_people:g} % by people"
    return f"translated by machine ({machine['workflow']}), {degree}"


def _entry(entry: Mapping[str, Any]) -> Iterable[str]:
    machine = entry["machine_translated"]
    more = [made_by(machine)] if machine else []
    more += (
        [f"from commit {entry['source_commit'][:10]}"] if entry["source_commit"] and entry["state"] == "unknown" else []
    )
    words = [f"{entry['words']:,} words"] if entry["words"] else []
    behind = f" ({', '.join([*words, *more])})" if words or more else ""
    yield f"  {entry['state']:<{_WIDTH}}  {entry['path'] or entry['original']}{behind}"
    for part in entry["parts"]:
        was = f" (was {part['was']})" if part["was"] else ""
        if part["state"] in ("outdated", "new", "gone", "renamed"):
            yield f"  {'':<{_WIDTH}}    {part['state']} #{part['id']}{was}, {part['words']:,} words"
        elif part["addresses_changed"]:
            yield f"  {'':<{_WIDTH}}    links of #{part['id']} lead elsewhere in the original"


def _machine(pages: Pages) -> str:
    assert pages.machine is not None
    made = made_by({**pages.machine._asdict(), "is_unreviewed": pages.machine.is_unreviewed})
    return f"{made}, from commit {pages.commit[:10]}" if pages.commit else made


def _versions(found: Sequence[Pages]) -> Iterable[str]:
    """The originals of which translations name different versions."""
    originals = Counter(pages.original.path for pages in found)
    told = []
    for path in originals:
        commits = [(pages.translation.path, pages.commit) for pages in found if pages.original.path == path]
        named = {commit for _, commit in commits if commit}
        if len(named) > 1:
            said = ", ".join(f"{commit[:10]} ({name})" for name, commit in commits if commit)
            told.append(f"{path}: its translations are made from different versions: {said}")
    if len(told) > MOST_LISTED:
        return [f"translations are made from different versions of {len(told)} originals"]
    return told
