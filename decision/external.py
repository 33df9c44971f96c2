"""Addresses outside the site: where they stand, and whether somebody answers there.

Only `make links` asks, never a check or a build: what others' servers say changes from day to day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag
from urllib.request import Request, urlopen

from decision.problem import Place, printable
from decision.project import Project

SECONDS = 20
AT_ONCE = 8
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# some servers refuse what does not look like a browser
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; decision links)", "Accept": "*/*"}


@dataclass(frozen=True)
class Answer:
    """What came back from an address: `fault` says what is wrong, None where it is there; `moved` where to."""

    address: str
    fault: str | None
    moved: str | None = None


def collect(project: Project) -> dict[str, list[Place]]:
    """Every external address of the tables and guides, with the places where it stands."""
    found: dict[str, list[Place]] = {}
    for source, table in project.tables.values():
        for kind in ("integrations", "replacements", "alternatives"):
            for name, part in getattr(table, kind).items():
                if part.address:
                    found.setdefault(part.address, []).append(source.at(kind, name, "address"))
    for guide, _ in project.read_guides():
        if guide is not None:
            targets = [(e.target, e.target_line, e.target_column) for e in guide.syntax.links]
            targets += [(e.target, e.target_line, e.target_column) for e in guide.syntax.images]
            for target, line, column in targets:
                if _ADDRESS.match(target):
                    place = Place(guide.path, line, column, (line, column + len(target)))
                    found.setdefault(target, []).append(place)
    return found


def ask(addresses: Iterable[str], one: Callable[[str], Answer] | None = None) -> Iterator[Answer]:
    """The answer of each address, in order; several are asked at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(one or ask_one, addresses)


def ask_one(address: str) -> Answer:
    """Ask for the head of a page, and for the page itself where a server does not know that question."""
    url = quote(urldefrag(address).url, safe="%/:=&?~#+!$,;'@()*[]")
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(url, headers=_HEADERS, method=method), timeout=SECONDS) as response:
                moved = response.url if response.url != url else None
                return Answer(address, None, moved)
        except HTTPError as reason:
            fault = f"answers {reason.code} {reason.reason}"
        except (URLError, HTTPException, OSError, ValueError) as reason:
            fault = f"does not answer: {printable(str(getattr(reason, 'reason', reason)))}"
    return Answer(address, fault)


def as_text(answers: Iterable[Answer], places: Mapping[str, list[Place]], day: str) -> str:
    """The report: its day, the addresses that fail with every place, those that moved, and how many there are."""
    all_answers = list(answers)
    lines = [f"addresses outside the site, asked on {day}"]
    for answer in all_answers:
        if answer.fault:
            lines += [f"{place}: {answer.address} {answer.fault}" for place in places[answer.address]]
    for answer in all_answers:
        if answer.moved and not answer.fault:
            lines += [f"{place}: {answer.address} moved to {answer.moved}" for place in places[answer.address]]
    failing = sum(bool(answer.fault) for answer in all_answers)
    lines.append(f"{len(all_answers)} addresses, {failing} failing")
    return "\n".join(lines) + "\n"
