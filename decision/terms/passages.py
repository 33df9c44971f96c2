"""What a reader reads of pages and data, in passages: a paragraph, a cell, a heading, a label of a picture, a text.

Code, labels of an interface, names that are not translated, references to values and addresses are hidden in it, and
what stands between quotation marks: it is said by others, or spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_type_hints

from markdown_it.token import Token
from pydantic import BaseModel

from decision.document import Document
from decision.guides import parser, prose, syntax
from decision.guides.syntax import Syntax
from decision.problem import Place, Route
from decision.terms.phrases import MARKUP, WALL
from decision.texts import DEFAULT, Text
from decision.translations import diagrams

_HIDDEN_BRACES = re.compile(r"\{\{[^{}\n]*\}\}|\{[^{}\n]*\}")
_PROTECTED = re.compile("[\U0010f000-\U0010f3ff]+")
_TAG = re.compile(r"\[![A-Z]+[^\]\n]*\]")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TARGET = re.compile(r"\]\([^()\s]*\)|\[\^[^\]\s]+\]")
_ADDRESS = re.compile(
    r"[\w+.-]+://\S+|www\.\S+|\S+@\S+|(?:[A-Za-z]:)?\\\S+|(?<![\w)])[.~]{0,2}/\w\S*|[^\s/]+/[^\s/]*/\S*"
)
_QUOTED = re.compile(
    r"“[^“”]{1,300}”|”[^”]{1,300}”|„[^„“”]{1,300}[“”]|«[^«»]{1,300}»|\"[^\"\n]{1,300}\"|(?<!\w)‘[^‘’]{1,300}’(?!\w)"
    r"|(?<!\w)'[^'\n]{1,300}'(?!\w)|(?<!\w)’[^‘’]{1,300}’(?!\w)|「[^「」]{1,300}」|『[^『』]{1,300}』"
)
_TITLE = re.compile(r"\"(?P<title>[^\n]*)\"[ \t]*\Z")
_TITLED = frozenset(("material_open", "collapsible", "block_fence"))


class Passage(NamedTuple):
    """A text as it is written, what of it is prose (nothing moves), and the place of a piece of it."""

    written: str
    prose: Callable[[], str]
    place: Callable[[int, int], Place]


def of_page(page: Syntax) -> Iterator[Passage]:
    """The passages of a page, its title and description first."""
    front = page.front.document.data if page.front.document else None
    for key in ("title", "description"):
        text = front.get(key) if isinstance(front, dict) else None
        if isinstance(text, str):
            yield _of_front(page, key, text)
    for block in page.tokens:
        if block.type == "inline":
            yield Passage(block.content, _prose_of(page, block), _place_in(page, block))
        elif block.type == "html_block":
            yield Passage(block.content, _prose_of_html(block), _place_in(page, block))
        elif block.type == "fence" and block.map:
            yield from _of_picture(page, block)
        elif block.type in _TITLED and block.map:
            yield from _of_title(page, block)


def of_data(source: Document, content: BaseModel, leave_out: frozenset[str]) -> Iterator[tuple[str, Route, str]]:
    """The texts of a data file: language (empty: the default one), route, words; keys to leave out."""
    for route, text in _texts(content, ()):
        if route[-1] not in leave_out:
            for locale, words in text.items():
                yield locale, (*route, locale) if locale != DEFAULT else route, words


def readable(text: str) -> str:
    """A text with quotations, addresses, code and labels hidden."""
    for hidden in (_CODE, _TAG, _TARGET, _HIDDEN_BRACES):
        text = hidden.sub(_wall, text)
    return _without_quotations(text)


def _without_quotations(text: str) -> str:
    return _QUOTED.sub(_wall, _ADDRESS.sub(_wall, text))


def _wall(found: re.Match[str]) -> str:
    return WALL * len(found[0])


def _of_front(page: Syntax, key: str, text: str) -> Passage:
    value = page.front.place(key)

    def place(start: int, end: int) -> Place:
        line = page.lines[value.line - 1]
        at = line.find(text[start:end], value.column - 1)
        return _at(value.path, value.line, at + 1, end - start) if at >= 0 else value

    return Passage(text, lambda: readable(text), place)


def _place_in(page: Syntax, block: Token) -> Callable[[int, int], Place]:
    return lambda start, end: prose.place(page, block, start, end)


def _prose_of(page: Syntax, block: Token) -> Callable[[], str]:
    def made() -> str:
        content = list(prose.masked(page, block))
        for index, sign in enumerate(prose.masked(page, block)):
            if sign == " " != block.content[index]:
                content[index] = WALL
        _hide_targets(page.children(block), block.content, content)
        text = "".join(content)
        text = _HIDDEN_BRACES.sub(_wall, _without_tags(text))
        return _without_quotations(_PROTECTED.sub(_wall, text))

    return made


def _hide_targets(children: list[Token], source: str, content: list[str]) -> None:
    """Hide what of a link or an image is not shown; its brackets are markup."""
    for child in children:
        span = child.meta.get("span")
        if span and child.type in ("link_open", "image") and child.markup != "autolink":
            start, end = span
            begin = start + (2 if child.type == "image" else 1)
            closing = max(source.rfind("](", start, end), source.rfind("][", start, end))
            closing = closing if closing >= 0 else end - 1
            content[start:begin] = MARKUP * (begin - start)
            content[closing:end] = MARKUP * (end - closing)


def _without_tags(text: str) -> str:
    """A protected text with what stands in labels and names hidden."""
    if not parser.has_tags(text):
        return text
    parts: list[str] = []
    depth = 0
    for piece in parser.pieces(text):
        depth = max(0, depth + (bool(piece.kind) or -1)) if piece.is_tag else depth
        parts.append(WALL * len(piece.text) if piece.is_tag or depth else piece.text)
    return "".join(parts)


def _prose_of_html(block: Token) -> Callable[[], str]:
    def made() -> str:
        text = prose.masked_html(block)
        for tag in syntax.tags(text):
            text = text[: tag.start()] + WALL * len(tag[0]) + text[tag.end() :]
        return readable(text)

    return made


def _of_picture(page: Syntax, block: Token) -> Iterator[Passage]:
    """The words of a picture."""
    if block.info.strip().partition(" ")[0] not in diagrams.KINDS:
        return
    first, end = block.map or (0, 0)
    for words in diagrams.read(parser.restore(block.content)).words:
        yield _somewhere(page, words, first + 1, end)


def _of_title(page: Syntax, block: Token) -> Iterator[Passage]:
    """The title of a block of Material or of the dialect."""
    first = (block.map or (0, 0))[0]
    said = parser.restore(block.content).partition("\n")[0]
    found = _TITLE.search(said) if block.type == "material_open" else None
    text = found["title"] if found else said.rpartition("|")[2] if block.type == "block_fence" else said
    if found or block.type == "collapsible" or "|" in said:
        yield _somewhere(page, text.strip(), first, first + 1)


def _somewhere(page: Syntax, text: str, first: int, end: int) -> Passage:
    """A passage that stands on some of the lines from `first` (from 0) up to `end`."""

    def place(start: int, stop: int) -> Place:
        wanted = text[start:stop]
        for number in range(first, min(end, len(page.lines))):
            at = page.lines[number].find(wanted)
            if at >= 0:
                return _at(page.path, number + 1, at + 1, len(wanted))
        return Place(page.path, first + 1)

    return Passage(text, lambda: readable(text), place)


def _at(path: str, line: int, column: int, length: int) -> Place:
    return Place(path, line, column, (line, column + length))


# --- texts of data


@lru_cache(maxsize=256)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model, each with whether it is a text; numbers and ids are left out."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((name, hints[name] == Text or Text in get_args(hints[name])) for name in model.model_fields)


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, Mapping[str, str]]]:
    if isinstance(value, BaseModel):
        for name, is_text in _fields(type(value)):
            held = getattr(value, name)
            if is_text and held is not None:
                yield (*route, name), held
            elif not isinstance(held, str):
                yield from _texts(held, (*route, name))
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _texts(held, (*route, key))
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from _texts(held, (*route, index))
