"""The verdicts of a table from the strictest to the best: from its legend, and from what its cells say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from decision.exchange.adopting.drafts import BLANK, UNREAD, Cell, Draft
from decision.exchange.adopting.hearing import GLYPHS, Heard, glyph_kind
from decision.exchange.adopting.layout import is_lone_x
from decision.exchange.adopting.vocabulary import RANKS, Kind, proposed
from decision.handwritten import symbols
from decision.handwritten.labels import key
from decision.handwritten.symbols import How
from decision.matrix.symbols import skeleton
from decision.problem import Place, Problem, printable, quoted, warning

CIRCLES_OF_YES = "○◯⚪◦〇⭕"
_POOL = "◐◇△□☆◆▲■★◑▽○●◒◓▼▷◁◈◉"
MOST_SYMBOL = 12
MOST_WORD = 30


@dataclass(eq=False)
class Verdict:
    """A verdict in the making: `names` are the identities of the cells that say it.

    `proposed` names what nobody said: `symbol`, `word`, `meaning`.
    """

    names: set[str]
    kind: Kind
    symbol: str
    word: str
    meaning: str
    is_used: bool = False
    proposed: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Scale:
    """The verdicts in order; `is_known`: the order is that of the page's legend, and agrees with what they say."""

    verdicts: list[Verdict]
    is_known: bool
    by_name: dict[str, Verdict]
    problems: list[Problem]

    def of(self, cell: Cell) -> Verdict:
        """The verdict of a cell."""
        return self.by_name[_name(cell)]


def _name(cell: Cell) -> str:
    if cell.heard is None:
        return UNREAD if cell.text else BLANK
    heard = cell.heard
    return f"{heard.symbol}\n" if heard.symbol else key(heard.word)


def scale(draft: Draft) -> Scale:
    """The verdicts of a draft, every cell's among them."""
    return _Maker(draft).scale()


class _Maker:
    """Collects the verdicts of a table."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.cells = [cell for row in draft.rows for cell in row.cells]
        self.heard = [(cell.heard, cell.place) for cell in self.cells if cell.heard]
        self.problems: list[Problem] = []
        self.verdicts: list[Verdict] = []
        self.by_name: dict[str, Verdict] = {}

    def scale(self) -> Scale:
        """All of them in order."""
        for entry in self.draft.entries:
            self._entry(entry.heard, entry.meaning, entry.place)
        explained = list(self.verdicts)
        self._symbols()
        self._words()
        self._blanks()
        if not self.draft.entries and any(one.symbol or one.word for one, _ in self.heard):
            message = "no legend explains the verdicts: words for them are proposed"
            self._doubt("doubtful-legend", message, "say what each means under 'legend'", self.draft.place)
        for heard, place in self.heard:
            if heard.is_odd:
                said = heard.word or heard.note
                self._doubt(
                    "doubtful-verdict",
                    f"the symbol and '{printable(said)}' contradict each other",
                    "choose one of the two",
                    place,
                )
        self._name()
        made = list(self.verdicts)
        is_known = self._order(explained)
        self._second()
        for cell in self.cells:
            self.by_name[_name(cell)].is_used = True
        self._draw(made)
        return Scale(self.verdicts, is_known, self.by_name, self.problems)

    def _doubt(self, code: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(warning(code, message, hint, place))

    def _entry(self, heard: Heard, meaning: str, place: Place) -> None:
        """An entry of the legend."""
        symbol = _clean(heard.symbol)
        if symbols.tidied(heard.symbol) != heard.symbol and len(set(symbols.bare(symbol))) == 1:
            self._doubt(
                "doubtful-verdict",
                f"blanks stand in the symbol {quoted(heard.symbol)}",
                f"it is taken for '{symbol}'",
                place,
            )
        # the dash of nothing said has a symbol that is no glyph
        kind = self._circle(symbol) if heard.kind is Kind.OTHER and symbol else heard.kind
        made = Verdict(set(), kind, symbol, heard.word, meaning)
        name = f"{heard.symbol}\n" if heard.symbol else key(heard.word)
        if name in self.by_name:
            self._doubt(
                "doubtful-legend",
                f"the legend explains {quoted(heard.symbol or heard.word)} twice",
                "the first one counts",
                place,
            )
            return
        self.by_name[name] = made
        self.verdicts.append(made)

    def _circle(self, symbol: str) -> Kind:
        """What a circle says beside the other symbols of its legend."""
        glyphs = "".join(symbols.bare(entry.heard.symbol) for entry in self.draft.entries)
        bare = symbols.bare(symbol)
        if bare == "◎":
            return Kind.BEST
        is_yes = bare and bare in CIRCLES_OF_YES and any(glyph in "△▲×✕✖✗✘❌" for glyph in glyphs)
        return Kind.YES if is_yes else Kind.OTHER

    # --- symbols

    def _symbols(self) -> None:
        """Each symbol of the cells, as one of the legend or as a new verdict."""
        is_x = is_lone_x([heard for heard, _ in self.heard])
        counts = Counter(heard.symbol for heard, _ in self.heard if heard.symbol)
        icons = {heard.symbol for heard, _ in self.heard if heard.is_icon}
        first = {heard.symbol: place for heard, place in reversed(self.heard) if heard.symbol}
        kinds = {heard.symbol: heard.kind for heard, _ in reversed(self.heard) if heard.symbol and heard.word}
        has_legend = any(verdict.symbol for verdict in self.verdicts)
        # the most frequent drawing of a verdict is the one that is kept, so it comes first
        for symbol in sorted(counts, key=lambda one: (one in icons, symbols.tidied(one) != one, -counts[one])):
            if f"{symbol}\n" in self.by_name:
                continue
            near = symbols.nearest(symbol, [verdict.symbol for verdict in self.verdicts if verdict.symbol])
            if near is None and has_legend:
                near = self._by_kind(symbol)
            if near is not None:
                self.by_name[f"{symbol}\n"] = next(v for v in self.verdicts if v.symbol == near.symbol)
                if near.how not in (How.SAME, How.FORM) and symbol not in icons:
                    for heard, place in self.heard:
                        if heard.symbol == symbol:
                            self._doubt(
                                "doubtful-verdict",
                                f"{quoted(symbol)} is taken for '{near.symbol}'",
                                "write it so, or give it an entry in the legend",
                                place,
                            )
                continue
            if has_legend:
                self._doubt(
                    "doubtful-verdict",
                    f"the legend has no {quoted(symbol)}",
                    "a verdict of its own is proposed for it",
                    first[symbol],
                )
            kind = kinds.get(symbol) or self._kind(symbol, is_x, set(counts))
            if is_x and kind is Kind.YES:
                self._doubt(
                    "doubtful-verdict",
                    f"{quoted(symbol)} is the only symbol: it is taken for a yes",
                    "if it means no, change the legend",
                    first[symbol],
                )
            made = Verdict(set(), kind, _clean(symbol), "", "")
            self.verdicts.append(made)
            self.by_name[f"{symbol}\n"] = made

    def _by_kind(self, symbol: str) -> symbols.Nearest | None:
        """The one entry of the legend that says the same as a symbol by itself."""
        kind = self._kind(symbol, False, {symbol})
        same = [verdict for verdict in self.verdicts if verdict.symbol and verdict.kind is kind]
        return symbols.Nearest(same[0].symbol, How.KIND) if len(same) == 1 and kind in (Kind.NO, Kind.PARTLY) else None

    def _kind(self, symbol: str, is_x: bool, others: set[str]) -> Kind:
        """What a symbol says among the others of its table."""
        bare = symbols.bare(symbol)
        kind = next(heard.kind for heard, _ in self.heard if heard.symbol == symbol)
        if is_x and kind is Kind.NO:
            return Kind.YES
        glyphs = "".join(symbols.bare(other) for other in others)
        if bare == "⊘" and any(glyph_kind(other) is Kind.NO for other in others - {symbol}):
            return Kind.NOT_APPLICABLE
        if bare == "◎":
            return Kind.BEST
        if kind is Kind.OTHER and bare and bare in CIRCLES_OF_YES:
            return Kind.NO if "●" in glyphs or "⬤" in glyphs else Kind.YES
        if kind is Kind.BEST and set(bare) and bare[:1] not in glyphs.replace(bare, "", 1):
            return Kind.BEST
        return kind

    # --- words

    def _words(self) -> None:
        """Verdicts that are said in words only; they are the symbols' where these say the same."""
        counts = Counter(key(heard.word) for heard, _ in self.heard if heard.word and not heard.symbol)
        first = {
            key(heard.word): (heard, place) for heard, place in reversed(self.heard) if heard.word and not heard.symbol
        }
        for name in sorted(counts, key=lambda one: -counts[one]):
            if name in self.by_name:
                continue
            heard, place = first[name]
            same = [verdict for verdict in self.verdicts if verdict.kind is heard.kind and heard.kind is not Kind.OTHER]
            drawn = [verdict for verdict in same if verdict.symbol]
            explained = next((verdict for verdict in self.verdicts if key(verdict.meaning) == name), None)
            if explained is not None:
                self.by_name[name] = explained
            elif len(drawn) == 1 and not drawn[0].meaning:
                if counts[name] < sum(counts.values()) / 2 or key(drawn[0].word) != name:
                    self._doubt(
                        "doubtful-verdict",
                        f"{quoted(heard.word)} is taken for '{drawn[0].symbol}'",
                        "if it means something else, change the legend",
                        place,
                    )
                self.by_name[name] = drawn[0]
            elif same and heard.kind is Kind.NO:
                self.by_name[name] = same[0]
                said = same[0].word or same[0].symbol
                self._doubt(
                    "doubtful-verdict",
                    f"{quoted(heard.word)} is taken for '{said}'",
                    "only the first verdict of the legend rules out",
                    place,
                )
            else:
                made = Verdict(set(), heard.kind, "", heard.word, "")
                self.verdicts.append(made)
                self.by_name[name] = made

    def _blanks(self) -> None:
        """Cells that say nothing, or nothing that can be read."""
        has_no = any(verdict.kind is Kind.NO for verdict in self.verdicts)
        dashes = [
            verdict
            for verdict in self.verdicts
            if verdict.kind is Kind.NOT_APPLICABLE and not verdict.word and not verdict.meaning
        ]
        blank = [cell for cell in self.cells if cell.heard is None and not cell.text]
        unread = [cell for cell in self.cells if cell.heard is None and cell.text]
        if not has_no and len(dashes) == 1 and not blank:
            dashes[0].kind = Kind.NO
            place = next(place for heard, place in self.heard if self.by_name.get(f"{heard.symbol}\n") is dashes[0])
            self._doubt(
                "doubtful-verdict",
                f"{quoted(dashes[0].symbol)} is taken for a no",
                "if it means something else, change the legend",
                place,
            )
        if blank:
            kind = Kind.UNKNOWN if has_no else Kind.NO
            made = Verdict(set(), kind, "", "", "")
            known = [verdict for verdict in self.verdicts if verdict.kind is Kind.UNKNOWN]
            made = known[0] if known and kind is Kind.UNKNOWN else made
            if made not in self.verdicts:
                self.verdicts.append(made)
            self.by_name[BLANK] = made
            said = proposed(kind, self.draft.locale) or proposed(kind, "en")
            count = f"{len(blank)} cells are empty: they are" if len(blank) > 1 else "a cell is empty: it is"
            self._doubt(
                "doubtful-verdict",
                f"{count} taken for '{said}'",
                "if that is wrong, change the legend or the verdicts",
                blank[0].place,
            )
        for cell in unread:
            self._doubt(
                "doubtful-verdict",
                f"{quoted(cell.text)} is no verdict",
                "its text becomes a remark, its verdict is 'unknown'; choose one",
                cell.place,
            )
        if unread:
            known = [verdict for verdict in self.verdicts if verdict.kind is Kind.UNKNOWN]
            if not known:
                known = [Verdict(set(), Kind.UNKNOWN, "", "", "")]
                self.verdicts += known
            self.by_name[UNREAD] = known[0]

    # --- names, order, drawing

    def _name(self) -> None:
        """Words for the verdicts that have none."""
        for verdict in self.verdicts:
            mine = [heard for heard, _ in self.heard if heard.symbol and self.by_name[f"{heard.symbol}\n"] is verdict]
            said = Counter(heard.word for heard in mine if heard.word)
            notes = {heard.note for heard in mine}
            if said and not verdict.word:
                verdict.word = said.most_common(1)[0][0]
            elif not verdict.word and len(notes) == 1:
                verdict.word = _always_said(notes.pop(), len(mine), verdict.meaning)
            beginning = re.match(rf"{re.escape(verdict.word)}\s*(?:[:：=]|\s[–—-])\s*", verdict.meaning, re.IGNORECASE)
            if verdict.word and beginning and beginning.end() < len(verdict.meaning):
                verdict.meaning = verdict.meaning[beginning.end() :]
            if not verdict.meaning:
                verdict.proposed.append("meaning")
            if not verdict.word:
                verdict.proposed.append("word")
                fallback = proposed(verdict.kind, self.draft.locale) or proposed(verdict.kind, "en")
                verdict.word = verdict.meaning or fallback or verdict.symbol
            verdict.meaning = verdict.meaning or verdict.word
        seen: dict[str, Verdict] = {}
        for verdict in self.verdicts:
            if key(verdict.word) in seen and verdict.symbol and "word" in verdict.proposed:
                verdict.word = f"{verdict.word} {verdict.symbol}"
            seen[key(verdict.word)] = verdict

    def _order(self, explained: Sequence[Verdict]) -> bool:
        """From the strictest to the best; the legend's order counts where it goes one way."""

        def rank(verdict: Verdict) -> tuple[int, int]:
            return RANKS[verdict.kind], len(symbols.bare(verdict.symbol)) if verdict.kind in (
                Kind.YES,
                Kind.BEST,
            ) else 0

        rising = _direction([rank(verdict) if verdict.kind is not Kind.OTHER else None for verdict in explained])
        if rising is not None or (len(explained) > 1 and all(verdict.kind is Kind.OTHER for verdict in explained)):
            order = list(explained) if rising else list(reversed(explained))
            for verdict in sorted((v for v in self.verdicts if v not in explained), key=rank):
                place = next(
                    (
                        n
                        for n, known in enumerate(order)
                        if known.kind is not Kind.OTHER and rank(known) > rank(verdict)
                    ),
                    len(order),
                )
                order.insert(place, verdict)
            self.verdicts = order
            if rising is None:
                message = "the legend does not tell which verdict is stricter: its last one is taken for the strictest"
                self._doubt("doubtful-legend", message, "put the strictest first", self.draft.entries[0].place)
            return rising is not None
        # of equal ones, what is written first is better
        self.verdicts = self.verdicts[::-1]
        self.verdicts.sort(key=rank)
        return False

    def _second(self) -> None:
        """A legend needs two entries at least, the first of which rules out."""
        rules_out = RANKS[self.verdicts[0].kind] < RANKS[Kind.OTHER]
        if len(self.verdicts) == 1 or (not rules_out and not self.draft.entries):
            kind = Kind.YES if rules_out else Kind.NO
            word = proposed(kind, self.draft.locale) or proposed(kind, "en") or ""
            made = Verdict(set(), kind, "", word, word, proposed=["word", "meaning"])
            self.verdicts.insert(0 if kind is Kind.NO else 1, made)

    def _draw(self, made: Sequence[Verdict]) -> None:
        """Symbols for the verdicts that are said in words: their word where it is short, unless a glyph is plain."""
        taken = {skeleton(verdict.symbol) for verdict in self.verdicts if verdict.symbol}
        # those that are said most came first
        order = [*made, *(one for one in self.verdicts if one not in made)]
        # what has a glyph of its own gets it, whatever was there before
        for verdict in sorted(order, key=lambda one: one.kind not in GLYPHS):
            if verdict.symbol:
                continue
            for symbol in _drawings(verdict):
                if skeleton(symbol) not in taken:
                    verdict.symbol = symbol
                    break
            taken.add(skeleton(verdict.symbol))
            verdict.proposed.append("symbol")


def _always_said(note: str, count: int, meaning: str) -> str:
    """What is said beside a symbol wherever it stands, as its word; empty where that is not sure."""
    is_sure = key(meaning).startswith(key(note)) if meaning else count > 1
    return note if is_sure and len(note) <= MOST_WORD else ""


def _direction(ranks: Sequence[tuple[int, int] | None]) -> bool | None:
    """Whether a legend goes from the strictest to the best; None where it goes neither way, or does not tell."""
    known = [rank for rank in ranks if rank is not None]
    if len(known) > 1 and known[0] != known[-1]:
        if all(one <= other for one, other in pairwise(known)):
            return True
        return False if all(one >= other for one, other in pairwise(known)) else None
    if len(known) == 1 and len(ranks) > 1:
        ends = (ranks[0], ranks[-1])
        is_strict = known[0][0] < RANKS[Kind.OTHER]
        if ends[0] is not None:
            return is_strict
        return not is_strict if ends[1] is not None else None
    return None


def _clean(symbol: str) -> str:
    """The symbol as it is written in data: without blanks, and without what takes no room."""
    return symbols.without_invisible(symbols.tidied(symbol)) or symbol


def _drawings(verdict: Verdict) -> Iterator[str]:
    if verdict.kind is Kind.NO and verdict.proposed and "word" in verdict.proposed:
        yield "–"
    if verdict.kind in GLYPHS:
        yield GLYPHS[verdict.kind]
    if len(verdict.word) <= MOST_SYMBOL and len(verdict.word.split()) == 1:
        yield verdict.word
    yield from _POOL
    yield from (f"{one}{other}" for one in _POOL for other in _POOL)
