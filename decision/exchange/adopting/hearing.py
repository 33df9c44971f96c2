"""A cell heard as a verdict: a symbol, a word, an icon, and what is said besides."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from typing import NamedTuple

from decision.exchange.adopting import icons
from decision.exchange.adopting.vocabulary import Kind, verdicts
from decision.handwritten import symbols
from decision.handwritten.cells import MARK, Cell
from decision.handwritten.labels import key
from decision.handwritten.plain import Span
from decision.matrix.symbols import CHECKS, CIRCLES, CROSSES, DASHES, DOTS

MOST_VERDICT = 300
MOST_PREFIX = 4
MOST_SYMBOL = 3
_TAG = re.compile(r"<[^<>]*>")
_TWO_WAYS = re.compile(
    r"<(?P<tag>\w+)\b[^<>]*\baria-hidden\s*=\s*[\"']?true[^<>]*>(?P<symbol>[^<>]+)</(?P=tag)>\s*"
    r"<(?P<other>\w+)\b[^<>]*\bclass\s*=\s*[\"']?[^\"'<>]*(?:hidden|sr-only|screen-reader)[^<>]*>(?P<word>[^<>]+)</(?P=other)>",
    re.IGNORECASE,
)
# a run of blanks is looked at from its beginning only, or long ones take long
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[;,:(（。、，；：\n]\s*|(?<!\s)\s+[-–—/|+]\s+|\.\s+|(?:(?<!\s)\s+)?<br>\s*")
_WORDS = re.compile(r"\S+")
_AROUND = " \t\n-–—:;,*†‡§."
# a symbol in brackets is a verdict of its own: `(✔)` is less than `✔`
_IN_BRACKETS = re.compile(rf"[(（]\s*({symbols.RUN.pattern})\s*[)）](?=\s|\Z)(.*)", re.DOTALL)
# signs that are words elsewhere, with something in brackets behind them
_ALONE_WITH_NOTE = re.compile(r"(?:(\S{1,2})\s*([(（].*[)）]|\[[0-9a-z]{1,2}\])|([×√])\s+(?=[^\W\d])(.*))", re.DOTALL)
_BRACKET_MARK = re.compile(r"\s*\[(?:[0-9]{1,2}|[a-z])\]\s*\Z")
# what translation machines leave of a word that is marked as one of the interface
_FRAMED = re.compile(r"[\[［【「]\s*([^\[\]［］【】「」]+?)\s*[\]］】」]")
_PICTURES = {
    Kind.BEST: "💯🏆🌟",
    Kind.YES: "👍🟢🔵🟩🟦🆗★⭐⬤",
    Kind.PARTLY: "⚠△▲▽▼◐◑◒◓🟡🟠🟨🟧🔶🔷◇◆〜~",
    Kind.PLANNED: "🚧⏳🔜🕒⌛📅",
    Kind.UNKNOWN: "?？❓❔",
    Kind.NO: "👎🔴🚫⛔🟥☐⬜□⬛■☆🛑❗⊘",
    Kind.PREVIEW: "🧪🔬",
}


class Heard(NamedTuple):
    """A verdict as a cell says it: its symbol or icon ('' for none), its word ('' for none), and what else is said.

    `kind` is what the word says, else the glyph; `is_icon`: the symbol is not what stands there, but a picture's;
    `is_odd`: symbol and word contradict each other.
    """

    symbol: str
    word: str
    kind: Kind
    note: str
    span: Span
    is_icon: bool = False
    is_odd: bool = False

    @property
    def identity(self) -> str:
        """Equal for cells that say the same verdict, however it is drawn."""
        return f"={symbols.kind(self.symbol)}" if self.symbol else key(self.word)


GLYPHS = {Kind.BEST: "✔✔", Kind.YES: "✔", Kind.NO: "✘", Kind.PARTLY: "◐", Kind.PREVIEW: "◇", Kind.PLANNED: "⏳"} | {
    Kind.NOT_APPLICABLE: "–",
    Kind.UNKNOWN: "?",
    Kind.DEPRECATED: "▽",
}


def hear(cell: Cell, locale: str, others: Collection[str] = ()) -> Heard | None:
    """What a cell says; None where it says no verdict.

    `others` are further verdicts: keys of words, and with `=` in front what a legend explains letter by letter.
    """
    accessible = in_two_ways(cell.plain.source.text)
    if accessible:
        symbol, said, rest = accessible
        kind = glyph_kind(symbol) if cell.symbol else verdicts(locale).get(key(said), Kind.OTHER)
        return Heard(symbol, said, kind, _note(MARK.sub("", rest)), cell.plain.span())
    if f"={cell.label}" in others and not cell.symbol:
        return explained(cell.label, locale, cell.plain.span())
    bracketed = _IN_BRACKETS.match(cell.text_without_marks.strip())
    if bracketed:
        return Heard(f"({bracketed[1].strip()})", "", Kind.PARTLY, _note(bracketed[2]), cell.plain.span())
    alone = _ALONE_WITH_NOTE.fullmatch(cell.text_without_marks.strip())
    if alone and symbols.is_alone(alone[1] or alone[3]):
        glyph, said = alone[1] or alone[3], alone[2] or alone[4]
        return Heard(glyph, "", glyph_kind(glyph), _note(said), cell.plain.span())
    if cell.symbol:
        return _symbol(cell, locale)
    repeated = _repeated(cell)
    if repeated:
        return repeated
    icon = icons.kind_of(cell.plain.source.text)
    if icon and (not cell.label or len(icons.without(cell.plain.source.text).strip(_AROUND)) < len(cell.label)):
        return _icon(cell, locale, *icon)
    return word(cell.text_without_marks, locale, cell.plain.span(), others)


def _repeated(cell: Cell) -> Heard | None:
    """The same symbol in front of each line of a cell."""
    lines = [line for line in cell.text_without_marks.strip().split("\n") if line.strip()]
    runs = [symbols.RUN.match(line.strip()) for line in lines]
    drawn = [run[0] for run in runs if run]
    if len(lines) < 2 or len(drawn) < len(lines) or len({symbols.bare(one) for one in drawn}) > 1:
        return None
    notes = [line.strip().removeprefix(one) for line, one in zip(lines, drawn, strict=True)]
    note = ", ".join(text for text in map(_note, notes) if text)
    return Heard(drawn[0].strip(), "", glyph_kind(drawn[0]), note, cell.plain.span())


def in_two_ways(source: str) -> tuple[str, str, str] | None:
    """The symbol for those who see it, the word for those who hear it, and what is said behind them."""
    match = _TWO_WAYS.search(source)
    if match is None:
        return None
    rest = _TAG.sub("", source[match.end() :])
    return unescape(match["symbol"]).strip(), " ".join(unescape(match["word"]).split()), unescape(rest).strip()


def explained(text: str, locale: str, span: Span) -> Heard:
    """A verdict that a legend explains, whatever it is drawn or called: short ones are symbols."""
    kind = verdicts(locale).get(key(text))
    if kind is None and len(text) <= MOST_SYMBOL and not any(c.isspace() for c in text):
        return Heard(text, "", glyph_kind(text), "", span)
    return Heard("", text, kind or Kind.OTHER, "", span)


def word(text: str, locale: str, span: Span, others: Collection[str] = ()) -> Heard | None:
    """A verdict said in words, alone or in front of what else there is to say."""
    known = verdicts(locale)
    text = _BRACKET_MARK.sub("", text)
    whole = " ".join(text.split()).rstrip("*†‡§ ")
    if not whole or len(whole) > MOST_VERDICT:
        return None
    framed = _FRAMED.fullmatch(whole)
    if framed and key(framed[1]) in known:
        whole = framed[1]
    if key(whole) in known:
        return Heard("", whole, known[key(whole)], "", span)
    if key(whole) in others:
        return Heard("", whole, Kind.OTHER, "", span)
    for cut in _BETWEEN.finditer(text):
        said = " ".join(text[: cut.start()].split())
        if key(said) in known or key(said) in others:
            return Heard("", said, known.get(key(said), Kind.OTHER), _note(text[cut.end() :]), span)
    return _beginning(whole, locale, span)


def _beginning(text: str, locale: str, span: Span) -> Heard | None:
    """A verdict and what is said of it with nothing but a blank in between: `Supported in version 2`."""
    known = verdicts(locale)
    if not text[0].isalnum():
        return None
    ends = [match.end() for match in _WORDS.finditer(text)][:MOST_PREFIX]
    for count, end in reversed(list(enumerate(ends, 1))):
        said = text[:end]
        kind = known.get(key(said))
        is_telling = count > 1 or len(key(said)) >= 7 or key(said) in _SURE
        if kind and is_telling and end < len(text):
            return Heard("", said, kind, _note(text[end:]), span)
    return None


# what begins a sentence and is a verdict all the same; "No" may begin anything ("No limit")
_SURE = frozenset({"yes", "ja", "oui", "sí", "si", "sim", "sì", "tak", "да"})


def _note(text: str) -> str:
    note = _BRACKET_MARK.sub("", " ".join(text.split())).strip(" \t-–—:;,*†‡§")
    whole = re.fullmatch(r"[(（]([^()（）]*)[)）]", note)
    if whole:
        return whole[1].strip()
    return (
        note[:-1].rstrip()
        if note.endswith((")", "）")) and len(re.findall("[(（]", note)) < len(re.findall("[)）]", note))
        else note
    )


def _symbol(cell: Cell, locale: str) -> Heard | None:
    assert cell.symbol is not None
    symbol = cell.symbol
    span = symbol.span
    kind = glyph_kind(symbol.text)
    note = cell.note.strip(_AROUND)
    said = word(note, locale, span) if note else None
    if said and agree(kind, said.kind) and (symbols.has_strong(symbol.text) or said.word == note):
        return Heard(symbol.text, said.word, said.kind, said.note, span)
    if note and symbols.is_alone(symbol.text):
        return None
    return Heard(symbol.text, "", kind, _note(cell.note), span, is_odd=said is not None and contradict(kind, said.kind))


def agree(one: Kind, other: Kind) -> bool:
    """Whether two may be said of the same thing; a kind that does not tell agrees with all."""
    groups = ({Kind.YES, Kind.BEST}, {Kind.NO, Kind.NOT_APPLICABLE}, set(Kind) - {Kind.YES, Kind.BEST, Kind.NO})
    return Kind.OTHER in (one, other) or any({one, other} <= group for group in groups)


def contradict(one: Kind, other: Kind) -> bool:
    """Whether one is a yes, and the other a no."""
    return {one, other} in ({Kind.YES, Kind.NO}, {Kind.BEST, Kind.NO})


def _icon(cell: Cell, locale: str, kind: Kind, name: str) -> Heard:
    span = cell.plain.source.span(0, len(cell.plain.source.text))
    text = icons.without(cell.plain.source.text).strip(_AROUND)
    said = word(text, locale, span) if text else word(name, locale, span)
    if said:
        glyph = GLYPHS.get(said.kind, "")
        return Heard(glyph, said.word, said.kind, said.note, span, True, bool(text) and contradict(kind, said.kind))
    return Heard(GLYPHS[kind], "", kind, " ".join(text.split()), span, True)


def glyph_kind(symbol: str) -> Kind:
    """What a symbol says by itself."""
    bare = symbols.bare(symbol)
    glyph = bare[:1]
    if not bare:
        return Kind.OTHER
    if glyph in CHECKS:
        return Kind.BEST if len(bare) > 1 and set(bare) <= set(CHECKS) else Kind.YES
    if glyph in CROSSES or glyph in "xXхХ":
        return Kind.NO
    if glyph in DOTS:
        return Kind.YES
    if glyph in CIRCLES:
        return Kind.OTHER
    if glyph in DASHES:
        return Kind.NOT_APPLICABLE
    return next((kind for kind, glyphs in _PICTURES.items() if glyph in glyphs), Kind.OTHER)
