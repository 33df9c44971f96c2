"""What stands in braces behind headings: their ids, and what was meant to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from markdown.extensions.toc import slugify
from markdown_it.token import Token

from decision.guides import parser, prose
from decision.guides.syntax import Heading, Syntax

_AT_END = re.compile(r"\{[ \t]*:?[ \t]*#(?P<id>[^\s{}]++)(?P<more>[^{}]*+)\}[ \t]*\Z")
_BEHIND = re.compile(r"\{[ \t]*:?[ \t]*#[^{}]*\}(?=[ \t]*\S)")
_BRACES = re.compile(r"\{[ \t]*:?[ \t]*#(?P<id>[^{}]*)\}[ \t]*\Z")
_UNCLOSED = re.compile(r"\{[ \t]*:?#(?P<id>[\w.-]*)[ \t]*\Z")
_HASHLESS = re.compile(r"(?:(?<=[\s\w.)?!*`\]])|\A)\{(?P<id>[A-Za-z][\w.-]*)\}[ \t]*\Z")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*\Z")
_OTHER_ATTRIBUTE = re.compile(r"\.[\w-]+\Z|[\w:-]+=")
# one sign alone may begin a number or a word, as in #5 or #release
_UNREAD = re.compile(r"^(?P<signs>#{7,}(?=[ \t])|#{2,6}(?=[^\s#])|#(?=[^\s#][^\n]*\{#)).*", re.MULTILINE)
GOOD = re.compile(r"[^\W\d_][\w.:-]*\Z|_[\w.:-]*\Z")


class Fault(StrEnum):
    """What keeps braces behind a heading from being its id, or from being a good one."""

    BEHIND = "text stands behind it"
    HASHLESS = "its '#' is missing"
    UNCLOSED = "its brace is not closed"
    EMPTY = "it is empty"
    DOUBTFUL = "its '#' is missing, or it is text"
    BLANK = "it holds a blank"
    HASH = "it holds a '#'"
    DIGIT = "it begins with a digit"


class Braces(NamedTuple):
    """A heading and what is wrong with the id in braces behind it.

    `id` is what stands there, `meant` the id that it was meant to be, empty where that is not sure; `start` and `end`
    are offsets of `id` in the content of `block`.
    """

    heading: Heading
    block: Token
    fault: Fault | None = None
    id: str = ""
    start: int = 0
    end: int = 0
    meant: str = ""


def read(page: Syntax) -> Iterator[Braces]:
    """Every heading of a page with the fault of its braces, if there is one."""
    blocks = (page.tokens[n + 1] for n, token in enumerate(page.tokens) if token.type == "heading_open" and token.map)
    for heading, block in zip(page.headings, blocks, strict=True):
        if "{" in block.content:
            yield _braces(page, heading, block)
        else:
            yield Braces(heading, block)


def unread(page: Syntax) -> Iterator[prose.Match]:
    """The lines of paragraphs that look like headings and are none, without the blank or with too many signs."""
    return prose.matches(page, _UNREAD, "#")


def meant(page: Syntax) -> Iterator[str]:
    """The ids that headings were meant to have, to which links may lead once the headings are mended."""
    for found in read(page):
        if found.fault in (Fault.HASHLESS, Fault.BLANK, Fault.HASH, Fault.UNCLOSED, Fault.BEHIND):
            yield "-".join((found.meant or found.id).strip("{}#. ").split())
    for _, match in unread(page):
        named = _AT_END.search(match[0])
        if named:
            yield named["id"]


def _braces(page: Syntax, heading: Heading, block: Token) -> Braces:
    content = prose.masked(page, block)
    good = _AT_END.search(content)
    behind = _BEHIND.search(content, 0, good.start() if good else len(content))
    if behind:
        return Braces(heading, block, Fault.BEHIND, behind[0], *behind.span())
    if good:
        written = f"{good['id']}{good['more'].rstrip()}"
        fault = _fault_of(good["id"], good["more"])
        meant = "-".join(written.split()) if fault is Fault.BLANK else good["id"].strip("#")
        return _faulty(heading, block, fault, written, good.start("id"), meant)
    found = _BRACES.search(content)
    if found:
        fault = Fault.BLANK if found["id"].strip() else Fault.EMPTY
        return _faulty(heading, block, fault, found["id"], found.start("id"), "-".join(found["id"].split()))
    found = _UNCLOSED.search(content)
    if found:
        return _faulty(heading, block, Fault.UNCLOSED, found["id"], found.start("id"), f"{found['id']}}}")
    found = _HASHLESS.search(content)
    if found and _is_meant(page, heading, found["id"]):
        return _faulty(heading, block, Fault.HASHLESS, found["id"], found.start("id"), found["id"])
    if found and heading.id == found["id"]:
        return _faulty(heading, block, Fault.DOUBTFUL, found["id"], found.start("id"), found["id"])
    return Braces(heading, block)


def _faulty(heading: Heading, block: Token, fault: Fault | None, written: str, start: int, meant: str) -> Braces:
    end = start + len(written)
    is_sure = meant != written and GOOD.match(meant.removesuffix("}")) and block.content[start:end] == written
    return Braces(heading, block, fault, parser.restore(block.content[start:end]), start, end, meant if is_sure else "")


def _fault_of(name: str, more: str) -> Fault | None:
    if any(not _OTHER_ATTRIBUTE.match(word) for word in more.replace(",", " ").split()):
        return Fault.BLANK
    if "#" in name:
        return Fault.HASH
    return Fault.DIGIT if name[0].isdigit() else None


def _is_meant(page: Syntax, heading: Heading, name: str) -> bool:
    """Whether a word in braces was meant to be an id: it might be a placeholder, as in `GET /assets/{name}`."""
    text = heading.text.rpartition("{")[0] or heading.text
    others = [other for other in page.headings if other is not heading]
    return (
        slugify(text, "-") == name.lower()
        or any(link.target == f"#{name}" for link in page.links)
        or (bool(_SLUG.match(name)) and 2 * sum(other.id is not None for other in others) > len(others))
    )
