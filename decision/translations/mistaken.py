"""What is something else than in the original: another sort of piece, another target, another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from decision.problem import Edit, quoted
from decision.translations import naming
from decision.translations.aligning import content, counted, key_of, size
from decision.translations.comparing import Added, Lost
from decision.translations.inline import Mark
from decision.translations.pool import Finding, Pool, column, grouped
from decision.translations.sections import Paragraph, Piece
from decision.translations.typography import plain

_MarkEntry = TypeVar("_MarkEntry", Lost[Mark], Added[Mark])
_TextEntry = TypeVar("_TextEntry", Lost[Paragraph], Added[Paragraph])


def replaced(pool: Pool) -> Iterator[Finding]:
    """Another sort of piece at the place of one."""
    for lost in pool.pieces.lost[:]:
        others = [
            each
            for each in pool.pieces.added
            if each.around is lost.into and each.thing.kind != lost.thing.kind and _is_alike(lost.thing, each.thing)
        ]
        for twin in others[:1]:
            pool.pieces.take(lost, twin)
            message = f"{naming.the(twin.thing)} stands here, in the original {naming.the(lost.thing)}"
            yield Finding(message, twin.thing.line, twin.thing.column, lost.thing.line)


def _is_alike(one: Piece, other: Piece) -> bool:
    lengths = sorted((size(one) + len(one.key), size(other) + len(other.key)))
    return 2 * lengths[0] >= lengths[1] or bool(content(one) & content(other))


# --- pieces that differ in themselves


def changed(pool: Pool) -> Iterator[Finding]:
    """Code with other characters, notes of another kind, lists that are numbered or not, tables of another size."""
    for each in pool.changed:
        thing, original = each.thing, each.original
        if thing.kind == "code":
            yield _other_code(original, thing, pool.lines)
        elif thing.kind == "note":
            message = f"the note is '>[!{thing.key}]', in the original '>[!{original.key}]'"
            yield Finding(message, thing.line, thing.column, original.line)
        elif thing.kind == "diagram":
            message = "the diagram has other parts than in the original: only what people read in it is translated"
            yield Finding(message, thing.line, thing.column, original.line)
        else:
            message = f"this is {naming.the(thing)}, in the original {naming.the(original)}"
            yield Finding(message, thing.line, thing.column, original.line)


def _other_code(original: Piece, thing: Piece, lines: Sequence[str]) -> Finding:
    info, code = original.key.split("\n", 1)
    other_info, other_code = thing.key.split("\n", 1)
    if info != other_info and code == other_code:
        message = f"the code is of the language {quoted(other_info)}, in the original {quoted(info)}"
        return Finding(message, thing.line, thing.column, original.line)
    mine, its = code.split("\n"), other_code.split("\n")
    number = next((n for n, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b), min(len(mine), len(its)) - 1)
    is_fenced = lines[thing.line - 1].lstrip(" \t>").startswith(("```", "~~~"))
    first = thing.line + is_fenced
    if len(mine) != len(its):
        message = f"the code has {naming.count(len(its) - 1, 'line')}, in the original {len(mine) - 1}"
        return Finding(message, min(first + number, thing.end), 1, original.line + is_fenced + number)
    message = f"the code has {quoted(its[number].strip())} here, the original {quoted(mine[number].strip())}"
    fix = _typography(mine, its, first, lines)
    return Finding(message, min(first + number, thing.end), 1, original.line + is_fenced + number, fix=fix)


def _typography(mine: Sequence[str], its: Sequence[str], first: int, lines: Sequence[str]) -> tuple[Edit, ...]:
    """The edits that give code its characters back where only quotes, dashes or blanks are others."""
    edits = []
    for number, (right, wrong) in enumerate(zip(mine, its, strict=True), first):
        if right == wrong:
            continue
        at = lines[number - 1].find(wrong) if wrong.strip() and number <= len(lines) else -1
        if plain(right).strip() != plain(wrong).strip() or at < 0:
            return ()
        edits.append(Edit((number, at + 1), (number, at + 1 + len(wrong)), right, wrong))
    return tuple(edits)


# --- pieces that became text, and text that became a piece


def wrappers(pool: Pool) -> Iterator[Finding]:
    """Pieces that are missing, or too many, while what stands in them is there."""
    for lost in pool.pieces.lost[:]:
        marks, texts = _inside(
            lost.thing,
            [each for each in pool.marks.added if each.around is lost.into],
            [each for each in pool.texts.added if each.around is lost.into],
        )
        if marks or texts:
            pool.pieces.take(lost)
            pool.marks.take(*marks)
            pool.texts.take(*texts)
            line = min([*(each.thing.line for each in texts), *(each.thing.line for each in marks)])
            yield Finding(f"what stands here is {naming.the(lost.thing)} in the original", line, 1, lost.thing.line)
    for added in pool.pieces.added[:]:
        gone, said = _inside(
            added.thing,
            [each for each in pool.marks.lost if each.into is added.around],
            [each for each in pool.texts.lost if each.into is added.around],
        )
        if gone or said:
            pool.pieces.take(added)
            pool.marks.take(*gone)
            pool.texts.take(*said)
            origin = min([*(each.thing.line for each in said), *(each.thing.line for each in gone)])
            message = f"{naming.the(added.thing)} stands here, in the original plain text"
            yield Finding(message, added.thing.line, column(added.thing), origin)


def _inside(
    piece: Piece, marks: Sequence[_MarkEntry], texts: Sequence[_TextEntry]
) -> tuple[list[_MarkEntry], list[_TextEntry]]:
    """Those marks and texts that are what stands in a piece: most of its marks, or as much text."""
    left = content(piece)
    held = []
    for each in marks:
        if left[key_of(each.thing)] > 0:
            left[key_of(each.thing)] -= 1
            held.append(each)
    length = sum(len(each.thing.words) for each in texts)
    is_as_long = bool(texts) and 2 * min(length, size(piece)) >= max(length, size(piece))
    are_most = 2 * len(held) >= sum(counted(mark) for mark in piece.marks())
    if is_as_long and are_most:
        return held, list(texts)
    return (held if are_most else []), []


# --- marks


def marks(pool: Pool) -> Iterator[Finding]:
    """Marks of a place of which one became another one, or several became fewer."""
    for kind in sorted({each.thing.kind for each in pool.marks.lost}):
        for group in grouped((each.into, each) for each in pool.marks.lost if each.thing.kind == kind):
            here = group[0].into
            there = [each for each in pool.marks.added if each.thing.kind == kind and each.around is here]
            pool.marks.take(*(group if there else ()), *there)
            if len(there) == len(group):
                yield from _pairwise(group, there)
            elif there:
                mine, its = [each.thing for each in group][::-1], [each.thing for each in there][::-1]
                has, had = (naming.listed([naming.the(mark) for mark in found]) for found in (its, mine))
                verb = "stands" if len(its) == 1 else "stand"
                message = f"{has} {verb} here, in the original {had}"
                yield Finding(message, its[0].line, its[0].column, mine[0].line, its[0].end)
    for lost in pool.marks.lost[:]:
        same = [each for each in pool.marks.added if each.around is lost.into and each.thing.key == lost.thing.key]
        for twin in same[:1]:
            pool.marks.take(lost, twin)
            yield _other_mark(lost.thing, twin.thing)


def _pairwise(lost: Sequence[Lost[Mark]], added: Sequence[Added[Mark]]) -> Iterator[Finding]:
    """As many marks as in the original, each another one: the most similar are pairs."""
    ranked = sorted(
        ((_similar(one.thing, other.thing), -n, -k) for n, one in enumerate(lost) for k, other in enumerate(added)),
        reverse=True,
    )
    done: tuple[set[int], set[int]] = (set(), set())
    for _, n, k in ranked:
        if n not in done[0] and k not in done[1]:
            done[0].add(n)
            done[1].add(k)
            yield _other_mark(lost[-n].thing, added[-k].thing)


def _similar(one: Mark, other: Mark) -> float:
    return SequenceMatcher(None, one.key, other.key, False).ratio()


def _other_mark(original: Mark, mark: Mark) -> Finding:
    if original.kind != mark.kind:
        message = f"this is {naming.the(mark)}, in the original {naming.the(original)}"
    elif mark.kind == "link":
        message = f"the link leads to {quoted(mark.key)}, in the original to {quoted(original.key)}"
    else:
        name = naming.thing(mark).partition(" ")[0]
        message = f"the {name} is {naming.source(mark)}, in the original {naming.source(original)}"
    return Finding(message, mark.line, mark.column, original.line, mark.end)
