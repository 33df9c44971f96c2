"""What changed in an original since a translation was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from decision import stamps
from decision.translations import data, freshness, originals
from decision.translations.freshness import State
from decision.translations.history import History
from decision.translations.originals import Original, Text
from decision.translations.status import Translations
from decision.translations.wishes import Wish, WishError


class Change(NamedTuple):
    """A part of an original: its place (`docs/en/page.md:12`), its id, its text before and now.

    `commit` had the text before; None where the history does not have it (`old` is then None), and for what is new.
    `new` is None for what was dropped.
    """

    place: str
    part: str
    state: State
    commit: str | None
    old: str | None
    new: str | None


def since(translations: Translations, wish: Wish, history: History) -> Iterator[Change]:
    """The parts of an original that changed since a translation was made.

    Raises WishError where the translation does not say what it was made from, HistoryError where git cannot be asked.
    """
    original = originals.of(translations, wish)
    if wish.part:
        original.part(wish.part)
    if wish.is_data:
        _, known = data.noted(translations.project)
        noted = {route: stamps.parse(stamp) for route, stamp in known.get(wish.name, {}).get(wish.locale, {}).items()}
        source = data.files(translations.project)[wish.name]
        parts = data.of_file(
            source, wish.locale, translations.project, known.get(wish.name, {}).get(wish.locale, {})
        ).outdated
    else:
        guide = translations.guide(wish.locale, wish.name)
        first = translations.guide(translations.project.default, wish.name)
        if guide is None or first is None:
            raise WishError(f"there is no page '{wish.name}' in '{wish.locale}'")
        front = guide.syntax.front.data
        own, commit = stamps.of(front), freshness.commit(front)
        if own is None:
            yield from _since_commit(original, guide.path, commit, history)
            return
        noted = dict(own)
        parts = translations.freshness(guide, first).outdated
    asked = [part for part in parts if wish.part in ("", part.id)]
    wanted = {part.was or part.id: stamp for part in asked if (stamp := noted.get(part.was or part.id)) is not None}
    found = original.with_stamps(wanted, history) if wanted else {}
    for part in asked:
        now = original.texts.get(part.id)
        commit_of, old = found.get(part.was or part.id, (None, None))
        yield _change(original, part.id, part.state, now, commit_of, old)


def _since_commit(original: Original, path: str, commit: str | None, history: History) -> Iterator[Change]:
    """A page that only names a commit: every section that differs from the version of that commit."""
    if commit is None:
        hint = "'decision translations accept' notes it, once somebody has looked at both"
        raise WishError(f"{path} does not say what it was made from", hint)
    version = history.at(commit, original.file)
    if version is None:
        raise WishError(f"{path} names the commit {commit[:10]}, which the history does not have")
    before = original.read(version.content)
    for name, now in original.texts.items():
        old = before.get(name)
        if old is None or old.stamp.words != now.stamp.words:
            state = State.NEW if old is None else State.OUTDATED
            yield _change(original, name, state, now, version.commit, old)
    for name, old in before.items():
        if name not in original.texts:
            yield _change(original, name, State.GONE, None, version.commit, old)


def _change(
    original: Original, part: str, state: State, now: Text | None, commit: str | None, old: Text | None
) -> Change:
    place = f"{original.path}:{now.line}" if now else original.path
    return Change(place, part, state, commit, old.source if old else None, now.source if now else None)
