"""What is nowhere in a translation, and what only the translation has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.translations import naming
from decision.translations.comparing import Added, Lost
from decision.translations.inline import Mark
from decision.translations.pool import Finding, Pool, column, flat, grouped, same_marks, together
from decision.translations.sections import Paragraph, Piece

_ENTRIES = ("item", "row")


def missing(pool: Pool) -> Iterator[Finding]:
    """What is missing: entries of a list together, what stood in one text together."""
    for group in grouped((each.around, each) for each in pool.pieces.lost if each.thing.kind in _ENTRIES):
        pool.pieces.take(*group)
        first, whole = group[0], len(group[0].around.pieces)
        have = _have(first.around, whole - len(group), whole)
        what = f"{naming.excerpt(first.thing)} is missing" if len(group) == 1 else f"{len(group)} are missing"
        held = naming.holds(together(each.thing for each in group))
        yield Finding(f"{have}: {what}{held}", first.line, first.column, first.thing.line)
    for chunk in _chunks([*pool.pieces.lost, *pool.texts.lost]):
        for each in chunk:
            here = [lost for lost in pool.marks.lost if lost.around is each.around]
            inside = each.thing.marks if isinstance(each.thing, Paragraph) else tuple(each.thing.marks())
            pool.marks.take(*flat(same_marks(here, [Added(mark, each.into) for mark in inside])))
        said = naming.listed([naming.the(each.thing) for each in chunk])
        verb = "is" if len(chunk) == 1 else "are"
        held = naming.holds(together(each.thing for each in chunk))
        yield Finding(f"{said} {verb} missing{held}", chunk[0].line, chunk[0].column, chunk[0].thing.line)
    for marks in grouped((each.paragraph, each) for each in pool.marks.lost):
        said = _all([each.thing for each in marks])
        verb = "is" if len(marks) == 1 else "are"
        yield Finding(f"{said} {verb} missing", marks[0].line, marks[0].column, marks[0].thing.line)


def _chunks(lost: Sequence[Lost[Piece] | Lost[Paragraph]]) -> list[list[Lost[Piece] | Lost[Paragraph]]]:
    """What follows each other in the original: it got lost at once."""
    chunks: list[list[Lost[Piece] | Lost[Paragraph]]] = []
    for group in grouped((each.around, each) for each in lost):
        places = {id(part): place for place, part in enumerate(group[0].around.content)}
        last = None
        for each in sorted(group, key=lambda one: places.get(id(one.thing), 0)):
            place = places.get(id(each.thing))
            if last is not None and place == last + 1:
                chunks[-1].append(each)
            else:
                chunks.append([each])
            last = place
    return chunks


def surplus(pool: Pool) -> Iterator[Finding]:
    """What the original does not have."""
    for group in grouped((each.around, each) for each in pool.pieces.added if each.thing.kind in _ENTRIES):
        pool.pieces.take(*group)
        around, first = group[0].around, group[0].thing
        have = _have(around, len(around.pieces), len(around.pieces) - len(group))
        yield Finding(f"{have}: {naming.excerpt(first)} is too many", first.line, first.column, 0)
    for added in pool.pieces.added:
        message = f"{naming.the(added.thing)} is not in the original{naming.holds(added.thing)}"
        yield Finding(message, added.thing.line, column(added.thing), 0)
    for text in pool.texts.added:
        pool.marks.take(*(each for each in pool.marks.added if each.thing in text.thing.marks))
        yield Finding(f"{naming.the(text.thing)} is not in the original", text.thing.line, 1, 0)
    for marks in grouped((each.around, each) for each in pool.marks.added):
        first_mark = min((each.thing for each in marks), key=lambda mark: (mark.line, mark.column))
        verb = "is" if len(marks) == 1 else "are"
        message = f"{_all([each.thing for each in marks])} {verb} not in the original"
        yield Finding(message, first_mark.line, first_mark.column, 0, first_mark.end)


def _have(around: Piece, there: int, whole: int) -> str:
    if around.kind == "list":
        return f"the list has {naming.count(there, naming.item(around))}, in the original {whole}"
    return f"the table has {naming.count(there, 'row')}, in the original {whole}"


def _all(marks: list[Mark]) -> str:
    return naming.listed([naming.the(mark) for mark in sorted(marks, key=lambda mark: (mark.line, mark.column))])
