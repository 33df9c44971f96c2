"""`{{name}}`: a section of `_includes/snippets.md`; `{{$include /help/_includes/page.md}}`: a whole file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from decision.guides import tree
from decision.guides.syntax import Syntax
from decision.guides.tree import Node
from decision.guides.work import MOST_DEPTH, Included, Work
from decision.problem import choices, quoted

INCLUDE = re.compile(r"\{\{[ \t]*(?:\$include[ \t]+(?P<file>[^{}\n]+?)|(?P<name>[\w.-]+))[ \t]*\}\}")
FOLDER = "_includes"
SNIPPETS = f"{FOLDER}/snippets.md"


def blocks(match: re.Match[str], work: Work, line: int) -> Included | None:
    """What an include stands for; a problem where that is not to be had."""
    if len(work.including) > MOST_DEPTH:
        work.report("include-cycle", "files are included in each other too often", "include less deep", line)
        return None
    if match["file"]:
        return _file(match["file"].strip("\"' "), work, line)
    return _snippet(match["name"], work, line)


def _file(written: str, work: Work, line: int) -> Included | None:
    for path in _paths(written, work):
        if path in work.including:
            work.report("include-cycle", f"{quoted(written)} includes itself", "break the circle", line)
            return None
        page = work.include(path)
        if page is not None:
            return Included(path, page, path, tree.build(page.tokens))
    is_outside = all(path.startswith("..") for path in _paths(written, work))
    message = f"{quoted(written)} lies outside of the pages" if is_outside else f"there is no file {quoted(written)}"
    work.report("unknown-include", message, f"name a file below the root of the pages, such as /help/{SNIPPETS}", line)
    return None


def _paths(written: str, work: Work) -> list[str]:
    """Where a file may lie, below the root of the language; those outside begin with `..`."""
    if not written.startswith("/"):
        return [posixpath.normpath(posixpath.join(posixpath.dirname(work.file), written))]
    whole = posixpath.normpath(written.lstrip("/"))
    return [whole] if whole.startswith("..") else [whole, whole.removeprefix("help/"), f"help/{whole}"]


def _snippet(name: str, work: Work, line: int) -> Included | None:
    known: list[str] = []
    for path in _snippet_files(work.file):
        page = work.include(path)
        if page is None:
            continue
        sections = dict(_sections(page))
        known += sections
        if name in sections:
            mark = f"{path}#{name}"
            if mark in work.including:
                work.report("include-cycle", f"the snippet {quoted(name)} includes itself", "break the circle", line)
                return None
            return Included(mark, page, path, sections[name])
    work.report("unknown-snippet", f"there is no snippet {quoted(name)}", choices(name, sorted(set(known))), line)
    return None


def _snippet_files(file: str) -> Iterator[str]:
    """`_includes/snippets.md` in the folder of a page and all above it."""
    folder = posixpath.dirname(file)
    while folder:
        yield f"{folder}/{SNIPPETS}"
        folder = posixpath.dirname(folder)
    yield SNIPPETS
    yield f"help/{SNIPPETS}"


def _sections(page: Syntax) -> Iterator[tuple[str, list[Node]]]:
    """The sections of a file of snippets: the id of the heading, the blocks below it up to the next of its level."""
    nodes = tree.build(page.tokens)
    headings = {heading.line - 1: heading for heading in page.headings}
    for index, node in enumerate(nodes):
        if node.kind != "heading" or node.line not in headings or headings[node.line].level == 1:
            continue
        level = headings[node.line].level
        end = index + 1
        while end < len(nodes) and not (nodes[end].kind == "heading" and _level(nodes[end]) <= level):
            end += 1
        yield headings[node.line].anchor, nodes[index + 1 : end]


def _level(node: Node) -> int:
    assert node.token is not None
    return int(node.token.tag[1])
