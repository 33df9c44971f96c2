"""What is there, but not where it belongs: lists that are cut in two, pieces, texts and marks that stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.translations import naming
from decision.translations.aligning import content, key_of
from decision.translations.comparing import Added, Lost
from decision.translations.inline import Mark
from decision.translations.pool import Finding, Pool, column, flat, same_marks, together
from decision.translations.sections import Paragraph, Piece

_ELSEWHERE = "in another place than in the original"


def cuts(pool: Pool) -> Iterator[Finding]:
    """Lists that are two where the original has one, or one where it has two."""
    for cut in pool.cut:
        if cut.is_cut:
            first = cut.between[0] if cut.between else cut.rest
            entry = naming.item(cut.thing)
            message = f"the list is cut in two: what stands here belongs to the {entry} above it"
            advice = f"indent it as deep as the text of the {entry}"
            yield Finding(message, first.line, column(first), cut.thing.line, advice=advice)
            continue
        texts = [part for part in cut.between if isinstance(part, Paragraph)]
        pool.marks.take(*(each for each in pool.marks.lost if any(each.paragraph is text for text in texts)))
        message = f"two lists became one: the original begins another one with {naming.excerpt(cut.rest.pieces[0])}"
        if texts:
            message = f"{naming.the(texts[0])} is missing, so that two lists became one"
        yield Finding(message, cut.thing.line, cut.thing.column, texts[0].line if texts else cut.rest.line)


def levels(pool: Pool) -> Iterator[Finding]:
    """Items that are all there, at another level or outside of what they stood in."""
    lost = [each for each in pool.pieces.lost if each.thing.kind in ("item", "list")]
    added = [each for each in pool.pieces.added if each.thing.kind in ("item", "list")]
    number = sum(_entries(each.thing) for each in lost)
    if not lost or not added or number != sum(_entries(each.thing) for each in added):
        return
    mine, its = (content(together(each.thing for each in entries)) for entries in (lost, added))
    if sum((its & mine).values()) * 2 < sum((its | mine).values()):
        return
    marks = [each for each in pool.marks.lost if key_of(each.thing) in its]
    first = min((each.thing for each in added), key=lambda piece: piece.line)
    origin = lost[0].thing
    pool.pieces.take(*lost, *added)
    pool.marks.take(*(marks if len(marks) < number else ()))
    verb = "stands" if number == 1 else "stand"
    message = f"{naming.count(number, 'item')} of a list {verb} at another level than in the original"
    advice = f"in the original, {naming.excerpt(origin)} stands in line {origin.line}: indent as there"
    yield Finding(message, first.line, first.column, origin.line, advice=advice)


def _entries(piece: Piece) -> int:
    """How many items a list or an item is, with those in it."""
    return (piece.kind == "item") + sum(_entries(inner) for inner in piece.pieces if inner.kind in ("item", "list"))


def pieces(pool: Pool) -> Iterator[Finding]:
    """The same piece elsewhere in the section."""
    for lost in pool.pieces.lost[:]:
        whole = content(lost.thing)
        same = [
            each
            for each in pool.pieces.added
            if (each.thing.kind, each.thing.key) == (lost.thing.kind, lost.thing.key) and content(each.thing) == whole
        ]
        for twin in same[:1]:
            pool.pieces.take(lost, twin)
            message = f"{naming.the(twin.thing)} stands {_ELSEWHERE}"
            yield Finding(message, twin.thing.line, twin.thing.column, lost.thing.line, advice=_where(lost.around))


def texts(pool: Pool) -> Iterator[Finding]:
    """Texts that stand outside of what they belong to, or in something that they do not belong to."""
    for lost in pool.texts.lost[:]:
        if not any(each is lost for each in pool.texts.lost):
            continue
        near = [each for each in pool.texts.added if each.around is not lost.into and _is_as_long(lost, each)]
        twin = min(near, key=lambda each: abs(each.thing.line - lost.line), default=None)
        if twin is None:
            continue
        there = [each for each in pool.marks.added if each.around is twin.around]
        here = [each for each in pool.marks.lost if each.into is lost.into]
        pool.texts.take(lost, twin)
        pool.marks.take(*flat(same_marks(here, there)))
        for other in [each for each in pool.texts.lost if each.into is lost.into]:
            same = [each for each in pool.texts.added if each.around is twin.around and _is_as_long(other, each)]
            pool.texts.take(*([other, same[0]] if same else ()))
        message = f"{naming.the(twin.thing)} stands {_ELSEWHERE}"
        yield Finding(message, twin.thing.line, 1, lost.thing.line, advice=_where(lost.around))


def _is_as_long(lost: Lost[Paragraph], added: Added[Paragraph]) -> bool:
    lengths = sorted(len(text.own) + 1 for text in (lost.thing, added.thing))
    return 2 * lengths[0] >= lengths[1]


def marks(pool: Pool) -> Iterator[Finding]:
    """Marks that stand in another place: those from one place to another are one finding."""
    ways: dict[tuple[int, int], list[tuple[Lost[Mark], Added[Mark]]]] = {}
    for lost, added in same_marks(pool.marks.lost, pool.marks.added):
        ways.setdefault((id(lost.into), id(added.around)), []).append((lost, added))
    for way in ways.values():
        found = sorted((added.thing for _, added in way), key=lambda mark: (mark.line, mark.column))
        first, at = way[0][0], way[0][1].around
        pool.marks.take(*flat(way))
        # the texts that they stand in went with them
        pool.texts.take(*(each for each in pool.texts.added if each.around is at and _holds(each.thing, found)))
        pool.texts.take(*(each for each in pool.texts.lost if any(each.thing is one.paragraph for one, _ in way)))
        verb = "stands" if len(way) == 1 else "stand"
        message = f"{naming.listed([naming.the(mark) for mark in found])} {verb} {_ELSEWHERE}"
        place = found[0]
        yield Finding(message, place.line, place.column, first.thing.line, place.end, _where(first.around))


def _holds(text: Paragraph, marks: Sequence[Mark]) -> bool:
    return any(mark in text.marks for mark in marks)


def _where(around: Piece) -> str:
    """Where something stands in the original."""
    if around.kind == "item":
        return f"in the original it belongs to the item {naming.excerpt(around)}: indent it as deep as the item's text"
    return f"in the original it stands in {naming.the(around)}" if around.kind != "section" else ""
