"""What a translator says of a translation: it is up to date, or was before a slip was mended in the original.

Nothing is written here: what files shall hold is given back, so that all of it is written, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from decision import stamps
from decision.document import Document
from decision.excuses import Excuses
from decision.guides import syntax
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.stamps import KEY
from decision.translations import carrying, claims, data, front, originals, parity, sections
from decision.translations.history import History
from decision.translations.originals import Original, Text
from decision.translations.parity import Asked, Pair
from decision.translations.status import Translations
from decision.translations.typography import NUMBER
from decision.translations.wishes import Wish, WishError

Written = dict[Path, tuple[bytes | None, bytes]]


@dataclass
class Outcome:
    """What came of it: files with what they held and shall hold, what is to be told, and why something was refused."""

    files: Written = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Writer:
    """Collects the stamps of pages and data files."""

    def __init__(self, translations: Translations) -> None:
        self.translations = translations
        self.outcome = Outcome()
        self._name, known = data.noted(translations.project)
        self._data = {file: {locale: dict(own) for locale, own in locales.items()} for file, locales in known.items()}
        self._pages: dict[tuple[str, str], Mapping[str, str]] = {}
        self._touched = False

    def noted(self, wish: Wish) -> dict[str, str]:
        """The stamps of a page or data file in a language, as they are or will be written."""
        if wish.is_data:
            return dict(self._data.get(wish.name, {}).get(wish.locale, {}))
        if (wish.locale, wish.name) in self._pages:
            return dict(self._pages[wish.locale, wish.name])
        guide = self.translations.guide(wish.locale, wish.name)
        held = guide.syntax.front.data.get(KEY) if guide else None
        return {str(key): str(value) for key, value in held.items()} if isinstance(held, dict) else {}

    def write(self, wish: Wish, noted: Mapping[str, str]) -> None:
        """Have a page or data file note these stamps."""
        if wish.is_data:
            self._data.setdefault(wish.name, {})[wish.locale] = dict(noted)
            self._touched = True
            return
        guide = self.translations.guide(wish.locale, wish.name)
        assert guide is not None
        path = self.translations.project.root / guide.path
        before = path.read_bytes()
        self._pages[wish.locale, wish.name] = noted
        try:
            after = front.with_stamps(before, noted)
        except (ValueError, UnicodeDecodeError):
            raise WishError(f"the front matter of {guide.path} cannot be read", "mend it first") from None
        self.outcome.files[path] = (before, after)

    def done(self) -> Outcome:
        """What came of it; files that stay as they are are left out."""
        if self._touched:
            path = self.translations.project.root / self._name
            before = path.read_bytes() if path.is_file() else None
            kept = {name: locales for name, locales in sorted(self._data.items()) if locales}
            self.outcome.files[path] = (before, data.written(before, kept))
        self.outcome.files = {path: both for path, both in self.outcome.files.items() if both[0] != both[1]}
        return self.outcome


def accept(translations: Translations, wishes: Iterable[Wish]) -> Outcome:
    """Have translations note that they are made from the originals as these are now, where their structure is the same.

    Raises WishError for a part that there is not.
    """
    writer = Writer(translations)
    for wish in wishes:
        original = originals.of(translations, wish)
        if wish.part:
            original.part(wish.part)
        if wish.is_data:
            _accept_data(writer, wish, original)
        else:
            _accept_page(writer, wish, original)
    return writer.done()


def _accept_page(writer: Writer, wish: Wish, original: Original) -> None:
    guide = writer.translations.guide(wish.locale, wish.name)
    if guide is None:
        raise WishError(f"there is no page '{wish.name}' in '{wish.locale}'")
    first = writer.translations.guide(writer.translations.project.default, wish.name)
    assert first is not None
    pair = Pair(sections.read(first.syntax), sections.read(guide.syntax), guide.syntax)
    asked = Asked(frozenset((wish.part,)), frozenset((wish.part,))) if wish.part else parity.all_of(pair)
    found = list(unexcused(guide, claims.problems(pair, asked, first.path)))
    differs = [problem for problem in found if problem.code != "untranslated-text"]
    if differs or claims.is_swallowed(guide.syntax):
        writer.outcome.problems += found
        writer.outcome.refused.append(f"{guide.path}{'#' if wish.part else ''}{wish.part}")
        return
    now = {section.anchor: section.stamp for section in pair.original}
    kept = writer.noted(wish) | {wish.part: now[wish.part]} if wish.part else now
    ordered = {anchor: kept[anchor] for anchor in (*now, *kept) if anchor in kept}
    writer.write(wish, ordered)
    writer.outcome.told.append(f"{guide.path}{'#' if wish.part else ''}{wish.part}")


def _accept_data(writer: Writer, wish: Wish, original: Original) -> None:
    """A text that is not there in the language cannot be up to date, and is left out."""
    source = data.files(writer.translations.project)[wish.name]
    there = {text.route for text in data.texts(source, writer.translations.project) if wish.locale in text.words}
    if wish.part and wish.part not in there:
        raise WishError(f"{original.path} has no text '{wish.part}' in '{wish.locale}'")
    asked = {route: text for route, text in original.texts.items() if route in there and wish.part in ("", route)}
    words = {text.route: text.words for text in data.texts(source, writer.translations.project)}
    differs = [
        problem
        for route, text in asked.items()
        for problem in _text_problems(source, wish, text, words[route][wish.locale])
    ]
    if differs:
        writer.outcome.problems += differs
        writer.outcome.refused.append(f"{original.path} in '{wish.locale}'")
        return
    noted = writer.noted(wish) | {route: text.section.stamp for route, text in asked.items()}
    kept = {route: noted[route] for route in original.texts if route in noted and route in there}
    writer.write(wish, kept)
    writer.outcome.told.append(f"{original.path} in '{wish.locale}'{': ' if wish.part else ''}{wish.part}")


def _text_problems(source: Document, wish: Wish, original: Text, words: str) -> Iterator[Problem]:
    """What a text of a data file has otherwise than its original: marks such as code and links."""
    page = syntax.read(source.path, words)
    pair = Pair((original.section,), (data.section(words),), page)
    place = source.at(*original.steps, wish.locale)
    for problem in claims.problems(pair, parity.all_of(pair), source.path):
        if problem.code != "untranslated-text":
            yield replace(problem, place=place, hint=f"see {source.path}:{original.line}", route=original.steps, fix=())


def carry(translations: Translations, wishes: Iterable[Wish], history: History, since: str = "") -> Outcome:
    """Have the translations that were current before a slip was mended note the text as it is now.

    Raises WishError where there is no such part, HistoryError where git cannot be asked.
    """
    writer = Writer(translations)
    for wish in wishes:
        original = originals.of(translations, wish)
        for part in [wish.part] if wish.part else list(original.texts):
            _carry(writer, wish, original, part, history, since)
    return writer.done()


def _carry(writer: Writer, wish: Wish, original: Original, part: str, history: History, since: str) -> None:
    name = f"{original.path}#{part}"
    now, found = original.part(part), original.before(part, history, since)
    if found is None:
        if wish.part:
            where = f"'{since}'" if since else "the history"
            writer.outcome.refused.append(f"{name}: {where} has no other text of it, so nobody knows what was mended")
        return
    commit, old = found
    reasons = list(carrying.weighty(old.section, now.section))
    if reasons:
        writer.outcome.refused += [f"{name}: {reason} since {commit[:10]}" for reason in reasons]
        return
    for locale in writer.translations.locales:
        mine = Wish(locale, wish.name, wish.is_data, part)
        noted = writer.noted(mine)
        stamp = stamps.parse(noted.get(part))
        if stamp is None or stamp.words == now.stamp.words:
            continue
        if stamp[:2] != old.stamp[:2]:
            writer.outcome.refused.append(f"{name}: the translation into '{locale}' was outdated before {commit[:10]}")
            continue
        writer.write(mine, noted | {part: f"{NUMBER}:{now.stamp.words}{stamp.addresses or ''}"})
        writer.outcome.told.append(f"{name} in '{locale}'")


def unexcused(guide: Guide, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that no comment of the page excuses."""
    excuses = Excuses()
    excuses.add_page(guide)
    return (problem for problem in problems if not excuses.excuse(problem))
