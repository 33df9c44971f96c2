"""Whether a translation has what its original has: sections, and in them lists, tables, notes, code, links, labels.

Sections are aligned by their anchors, then by their order; what stands in them is compared, and each difference is told
once, at the line where the piece should stand. Of which sections it is asked, the caller says: builds ask it of those
that claim to be current, so that a change of the original alone finds nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from decision.guides.syntax import Syntax
from decision.problem import Edit, quoted
from decision.translations import causes, naming
from decision.translations.aligning import align, content, distance, likeness, signature, size
from decision.translations.comparing import Added, Cut, Lost, Raw, compare
from decision.translations.inline import Mark
from decision.translations.pool import Finding
from decision.translations.sections import Paragraph, Piece, Section

LONG = 8  # words of a sentence that is not left as it is by chance
LONG_ENOUGH = 3 * LONG  # characters
FEW_CAPITALS = 4
MANY = 5  # sentences left as they are, of which more than half make a page that is not translated
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|[\x02\x03\n]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Pair:
    """An original and its translation, in sections; `page` is the translation as it is written."""

    original: tuple[Section, ...]
    translation: tuple[Section, ...]
    page: Syntax


@dataclass(frozen=True)
class Asked:
    """What is asked: of which sections of the original, by anchor, and of which of them also where links lead.

    `only_these`: whether the translation may have no other sections; `order`: whether theirs has to be the same.
    """

    sections: Collection[str]
    addresses: Collection[str]
    only_these: bool = False
    order: bool = False


def all_of(pair: Pair) -> Asked:
    """Everything that can be asked of a pair."""
    anchors = frozenset(section.anchor for section in pair.original)
    return Asked(anchors, anchors, only_these=True, order=True)


def differences(pair: Pair, asked: Asked) -> Iterator[Finding]:
    """What a translation has otherwise than its original."""
    pairs = paired(pair.original, pair.translation)
    anchors = {f"#{b.anchor}": f"#{a.anchor}" for a, b in pairs if a and b}
    ratio = _ratio(pairs, asked)
    joined = _Joined(pairs, asked, ratio)
    yield from joined.findings()
    if asked.order:
        yield from _moved(pairs)
    for one, other in joined.pairs:
        if one is None or other is None or one.anchor not in asked.sections:
            continue
        if one.level != other.level:
            message = f"the heading is of level {other.level}, in the original of level {one.level}"
            yield Finding(message, other.line, 1, one.line)
        if one.id and other.id and one.id != other.id:
            yield _other_id(one, other, pair.page)
        if signature(one.root) == signature(other.root):
            continue
        found = compare(one.root, other.root, ratio)
        kept = _without_anchors(found, anchors, one.anchor in asked.addresses)
        if joined.is_joined(one):
            # without the heading between them, two lists are one
            kept = [each for each in kept if not (isinstance(each, Cut) and not each.is_cut)]
        yield from causes.find(kept, pair.page.lines)


def untranslated(pair: Pair, asked: Asked) -> Iterator[Finding]:
    """Sentences of the translation that stand as they are in the original."""
    theirs = {said: text.line for section in pair.original for text in section.root.texts() for said in _split(text)}
    same = {
        id(text): found
        for section in pair.translation
        for text in section.root.texts()
        if (found := [said for said in _split(text) if said in theirs and _is_prose(said)])
    }
    if not same:
        return
    count, whole = len({said for found in same.values() for said in found}), sum(map(_is_prose, theirs))
    if asked.only_these and count >= MANY and 2 * count > whole:
        message = f"this page is not translated: {count} of {whole} sentences are those of the original"
        yield Finding(message, pair.translation[0].line, 1, pair.original[0].line)
        return
    for one, other in paired(pair.original, pair.translation):
        if other is None or (one is None and not asked.only_these) or (one and one.anchor not in asked.sections):
            continue
        for text in other.root.texts():
            for said in same.get(id(text), ())[:1]:
                message = f"this is not translated: {naming.excerpt(text._replace(words=said))}"
                yield Finding(message, text.line, 1, theirs[said])


def sentences(text: Paragraph) -> list[str]:
    """The sentences of a text that are long enough to be no name: code and labels are left out."""
    return [said for said in _split(text) if _is_prose(said)]


def _split(text: Paragraph) -> list[str]:
    """The sentences of a text that may be long enough."""
    if len(text.words) < LONG_ENOUGH:
        return []
    return [" ".join(said.split()) for said in _SENTENCE.split(text.bare) if len(said) >= LONG_ENOUGH]


def _is_prose(said: str) -> bool:
    words = _WORD.findall(said)
    return len(words) >= LONG and sum(not word[0].isupper() for word in words) >= FEW_CAPITALS


# --- which sections belong together

_Pairs = list[tuple[Section | None, Section | None]]


def paired(original: Sequence[Section], translation: Sequence[Section]) -> _Pairs:
    """The sections of two pages in pairs, in the order of the translation where it has them."""
    known = {section.anchor: number for number, section in reversed(list(enumerate(translation)))}
    twins = {number: known[section.anchor] for number, section in enumerate(original) if section.anchor in known}
    order = _in_order(list(twins.items()))
    pairs: _Pairs = []
    begin = (0, 0)
    free = set(range(len(translation))) - set(twins.values())
    for at in (*order, (len(original), len(translation))):
        mine = [original[n] for n in range(begin[0], at[0]) if n not in twins]
        its = [translation[n] for n in range(begin[1], at[1]) if n in free]
        pairs += _gap(mine, its)
        if at[0] < len(original):
            pairs.append((original[at[0]], translation[at[1]]))
        begin = at[0] + 1, at[1] + 1
    in_order = set(order)
    pairs += [(original[a], translation[b]) for a, b in twins.items() if (a, b) not in in_order]
    return pairs


def _in_order(twins: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose order is the same in both."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for number, (_, at) in enumerate(twins):
        place = bisect_left(tails, at)
        if place == len(tails):
            tails.append(at)
            ends.append(number)
        else:
            tails[place], ends[place] = at, number
        before.append(ends[place - 1] if place else None)
    found: list[tuple[int, int]] = []
    current: int | None = ends[-1] if ends else None
    while current is not None:
        found.append(twins[current])
        current = before[current]
    return found[::-1]


def _gap(mine: Sequence[Section], its: Sequence[Section]) -> _Pairs:
    """Sections between two that have counterparts: paired by level and by what they hold."""

    def score(one: Section, other: Section) -> float:
        same = likeness(one.root, other.root)
        if one.level == other.level:
            return 1 + 2 * same
        return same if content(one.root) & content(other.root) and same > 0.6 else 0

    return align(mine, its, score)


class _Joined:
    """Sections without counterpart: missing or too many, unless only the heading is, and the text stands above it."""

    def __init__(self, pairs: _Pairs, asked: Asked, ratio: float) -> None:
        self.asked, self.ratio = asked, ratio
        self.pairs: _Pairs = []
        self.lost: list[tuple[Section, int]] = []
        self.extra: list[tuple[Section, Section]] = []
        self.missing: list[tuple[list[Section], Section | None, Section | None]] = []
        self.surplus: list[Section] = []
        self.whole: list[Section] = []
        for index, (one, other) in enumerate(pairs):
            if one is not None and other is None:
                self._lacks(one, pairs[index + 1 :], bool(index) and pairs[index - 1][1] is None)
            elif other is not None and one is None:
                self._has(other)
            else:
                self.pairs.append((one, other))

    def _lacks(self, one: Section, rest: _Pairs, follows_missing: bool) -> None:
        above = self.pairs[-1] if self.pairs else (None, None)
        if above[0] is not None and above[1] is not None:
            whole = _with(above[0], one)
            if self._is_nearer(whole.root, above[1].root, above[0].root, above[1].root):
                self.pairs[-1] = (whole, above[1])
                self.whole.append(whole)
                if one.anchor in self.asked.sections:
                    self.lost.append((one, _divided(above[0], one, above[1])))
                return
        if one.anchor not in self.asked.sections:
            return
        following = next((other for _, other in rest if other is not None), None)
        if follows_missing and self.missing and self.missing[-1][1] is above[1]:
            self.missing[-1][0].append(one)
        else:
            self.missing.append(([one], above[1], following))

    def _has(self, other: Section) -> None:
        above = self.pairs[-1] if self.pairs else (None, None)
        if above[0] is not None and above[1] is not None:
            whole = _with(above[1], other)
            if self._is_nearer(above[0].root, whole.root, above[0].root, above[1].root):
                self.pairs[-1] = (above[0], whole)
                if above[0].anchor in self.asked.sections:
                    self.extra.append((above[0], other))
                return
        if self.asked.only_these:
            self.surplus.append(other)

    def _is_nearer(self, one: Piece, other: Piece, before: Piece, before_other: Piece) -> bool:
        """Whether two pieces are more like each other than two were before, by more than chance."""
        return distance(one, other, self.ratio) + 0.5 < distance(before, before_other, self.ratio)

    def is_joined(self, section: Section) -> bool:
        """Whether a section of the original is several."""
        return any(section is whole for whole in self.whole)

    def findings(self) -> Iterator[Finding]:
        """What is told of headings."""
        for one, line in self.lost:
            message = f"the heading {_named(one)} is missing: what it stands above is here"
            yield Finding(message, line, 1, one.line)
        for one, extra in self.extra:
            yield Finding(f"the heading {quoted(extra.title)} is not in the original", extra.line, 1, one.line)
        for group, before, following in self.missing:
            line = following.line if following else (before.root.end + 1 if before else 1)
            said = naming.listed([_named(section) for section in group])
            whole = Piece("group", "", 0, 0, content=[section.root for section in group])
            verb = "section" if len(group) == 1 else "sections"
            message = f"the {verb} {said} {'is' if len(group) == 1 else 'are'} missing{naming.holds(whole)}"
            yield Finding(message, line, 1, group[0].line)
        for section in self.surplus:
            name = _named(section) if section.level else "above the first heading"
            yield Finding(f"the section {name} is not in the original", section.line, 1, 0)


def _with(above: Section, below: Section) -> Section:
    """A section, with the text of the one below it."""
    root = replace(above.root, content=[*above.root.content, *_body(below).content], end=below.root.end)
    return replace(above, root=root)


def _divided(above: Section, lost: Section, whole: Section) -> int:
    """The line of a text at which a section begins whose heading is lost: where both parts are most like theirs."""
    found = [
        (
            distance(above.root, replace(whole.root, content=upper))
            + distance(_body(lost), replace(whole.root, content=lower)),
            line,
        )
        for upper, lower, line in _halves(whole.root)
    ]
    return min(found, key=lambda entry: entry[0], default=(0, whole.line))[1]


def _halves(piece: Piece) -> Iterator[tuple[list[Piece | Paragraph], list[Piece | Paragraph], int]]:
    """The ways to divide a piece between two parts, or between the items of a list; the line of the lower half."""
    parts = piece.content
    for number, part in enumerate(parts):
        if isinstance(part, Piece) and part.kind == "title":
            continue
        yield parts[:number], parts[number:], part.line
        if isinstance(part, Piece) and part.kind == "list":
            for k in range(1, len(part.content)):
                upper, lower = (replace(part, content=items) for items in (part.content[:k], part.content[k:]))
                yield [*parts[:number], upper], [lower, *parts[number + 1 :]], part.content[k].line


def _body(section: Section) -> Piece:
    """What stands below the heading of a section."""
    parts = [part for part in section.root.content if not (isinstance(part, Piece) and part.kind == "title")]
    return replace(section.root, content=parts)


def _named(section: Section) -> str:
    return f"'{section.title} {{#{section.anchor}}}'" if section.level else "above the first heading"


def _moved(pairs: _Pairs) -> Iterator[Finding]:
    """Sections in another order, the first of each group that moved."""
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    both.sort(key=lambda pair: pair[1].line)
    kept = {id(both[n][1]) for n, _ in _in_order([(n, pair[0].line) for n, pair in enumerate(both)])}
    before_moved = False
    for one, other in both:
        moved = id(other) not in kept
        if moved and not before_moved:
            message = f"the section {_named(other)} stands in another place than in the original"
            yield Finding(message, other.line, 1, one.line)
        before_moved = moved


def _other_id(one: Section, other: Section, page: Syntax) -> Finding:
    heading = next(heading for heading in page.headings if heading.line == other.line and heading.id == other.id)
    begin, end = (heading.line, heading.column), (heading.line, heading.column + len(other.id or ""))
    written = page.lines[heading.line - 1][heading.column - 1 : end[1] - 1]
    fix = (Edit(begin, end, one.id or "", other.id),) if written == other.id else ()
    message = f"the heading has the id {quoted(other.id)}, in the original {quoted(one.id)}"
    return Finding(message, *begin, one.line, end, "links lead to it in every language", fix)


# --- what is not asked, or is the same


def _ratio(pairs: _Pairs, asked: Asked) -> float:
    """How long the translation of a text is: the middle one of the sections that have as many texts."""
    found = sorted(
        size(other.root) / size(one.root)
        for one, other in pairs
        if one and other and one.anchor in asked.sections and size(one.root) > 100
        and sum(1 for _ in one.root.texts()) == sum(1 for _ in other.root.texts())
    )  # fmt: skip
    return min(2.0, max(0.3, found[len(found) // 2])) if len(found) > 2 else 1.0


def _without_anchors(found: Iterator[Raw], anchors: dict[str, str], with_addresses: bool) -> list[Raw]:
    """The differences without links to the same section under its id in this language; without addresses, if so asked.

    Where no addresses are asked, any link stands for a link, any image for an image.
    """
    raws = list(found)
    for lost in [each for each in raws if isinstance(each, Lost) and _is_address(each.thing)]:
        twins = [
            each
            for each in raws
            if isinstance(each, Added)
            and each.around is lost.into
            and _is_address(each.thing)
            and _is_same(lost.thing, each.thing, anchors, with_addresses)
        ]
        if twins:
            raws = [each for each in raws if each is not lost and each is not twins[0]]
    return raws


def _is_address(thing: object) -> bool:
    return isinstance(thing, Mark) and thing.kind in ("link", "image")


def _is_same(one: object, other: object, anchors: dict[str, str], with_addresses: bool) -> bool:
    assert isinstance(one, Mark) and isinstance(other, Mark)
    return one.kind == other.kind and (not with_addresses or anchors.get(other.key) == one.key)
