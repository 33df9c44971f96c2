"""A Mermaid fence as a picture for a page, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from gzip import compress
from pathlib import Path

from decision.pictures import cache, svg
from decision.pictures.mermaid import HOW_TO_INSTALL, MermaidError, NotInstalledError, show
from decision.pictures.source import Fault, Source, blamed, paragraphs, read, squeezed
from decision.pictures.svg import Svg, UnsafeError
from decision.problem import printable, quoted

# what a reader downloads of a picture at most, compressed
MOST_BYTES = 10_000

_LINE = re.compile(r"on line (\d+)")
_SAID = re.compile(r"Expecting .*", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A picture: alternative text, long description as texts and lists, the drawing (None where there is none)."""

    title: str
    description: tuple[str | tuple[str, ...], ...]
    drawing: Svg | None
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=256)
def draw(fence: str, folder: Path | None) -> Picture:
    """The picture of a fence's text; `folder` keeps what was drawn."""
    source = read(fence)
    drawing, faults = None, source.faults
    if not any(fault.code == "broken-picture" for fault in faults):
        try:
            drawing = _drawn(source, folder)
            faults = (*faults, *_wrong(source, drawing))
        except (MermaidError, NotInstalledError, UnsafeError) as reason:
            faults = (*faults, _failure(source, reason))
    ordered = tuple(sorted(faults, key=lambda fault: fault.line))
    return Picture(source.title, paragraphs(source.description), drawing, ordered)


def _drawn(source: Source, folder: Path | None) -> Svg:
    """The cleaned drawing; one that is kept and not as it should be is drawn again."""
    code = _code(source)
    try:
        return svg.clean(cache.drawn(code, folder, source.title))
    except UnsafeError:
        return svg.clean(cache.drawn(code, folder, source.title, anew=True))


def _code(source: Source) -> str:
    """What Mermaid gets; it would drop blank lines in front."""
    return source.code.strip("\n")


def _first(source: Source) -> int:
    """The line that Mermaid takes for the first."""
    return source.code.count("\n") - source.code.lstrip("\n").count("\n")


def _failure(source: Source, reason: Exception) -> Fault:
    first = _first(source)
    if isinstance(reason, NotInstalledError):
        message = f"the picture cannot be drawn, because {quoted(str(reason))} is not installed"
        return Fault("broken-picture", message, HOW_TO_INSTALL, first)
    if isinstance(reason, UnsafeError):
        message = f"the picture holds {printable(str(reason))}, which may not stand on a page"
        return Fault("broken-picture", message, "say it with boxes, arrows and text", first)
    at = _LINE.search(str(reason))
    said = _SAID.search(str(reason))
    line, message = blamed(source, first + int(at[1]) - 1) if at else (first, "Mermaid cannot draw the picture")
    words = said[0] if said else str(reason)
    return Fault("broken-picture", message, f"Mermaid says: {printable(' '.join(show(words).split()), 160)}", line)


def _wrong(source: Source, drawing: Svg) -> Iterator[Fault]:
    """What Mermaid drew without a word, and is not what was meant."""
    first = _first(source)
    if not drawing.texts:
        yield Fault("broken-picture", "the picture shows no text", "name what it shows in boxes or on arrows", first)
    seen = squeezed(" ".join(drawing.texts))
    for line, label in source.labels:
        text = show(re.sub(r"<br\s*/?>", " ", label))
        if squeezed(text) not in seen:
            hint = 'put it in quotation marks, as in ["…"], or where this kind of picture shows a text'
            yield Fault("broken-picture", f"the text {quoted(text)} is not drawn as it stands here", hint, line)
    size = len(compress(drawing.element.encode(), mtime=0))
    if size > MOST_BYTES:
        message = f"the picture has {size:,} bytes when compressed, more than {MOST_BYTES:,}"
        yield Fault("large-picture", message, "make several pictures of it, or use plainer shapes", first)
