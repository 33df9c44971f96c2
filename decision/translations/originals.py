"""The texts that are translated: the sections of a page, or the texts of a data file, now and in earlier versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from decision import document, stamps
from decision.guides import syntax
from decision.problem import Route, choices
from decision.stamps import Stamp
from decision.translations import data, sections
from decision.translations.history import History, Version
from decision.translations.sections import Section
from decision.translations.status import Translations
from decision.translations.wishes import Wish, WishError


@dataclass(frozen=True)
class Text:
    """A text in the default language: as a section, as it is written, the line where it begins, what leads to it."""

    section: Section
    source: str
    line: int
    steps: Route = ()

    @property
    def stamp(self) -> Stamp:
        """Its stamp, read."""
        found = stamps.parse(self.section.stamp)
        assert found is not None
        return found


@dataclass(frozen=True)
class Original:
    """A file of the default language. `path` is relative to the project's root."""

    translations: Translations
    path: str
    is_data: bool

    @property
    def file(self) -> Path:
        """Where it lies."""
        return self.translations.project.root / self.path

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """Its texts by anchor or route."""
        return self.read(self.file.read_bytes())

    def read(self, content: bytes) -> Mapping[str, Text]:
        """The texts of a version of the file; none where it cannot be read."""
        return dict(self._data(content) if self.is_data else self._page(content))

    def _page(self, content: bytes) -> Iterator[tuple[str, Text]]:
        text, problem = document.decode(self.path, content)
        page = syntax.read(self.path, text)
        for section in sections.read(page) if problem is None else ():
            source = "\n".join(page.lines[section.line - 1 : section.root.end])
            yield section.anchor, Text(section, source, section.line)

    def _data(self, content: bytes) -> Iterator[tuple[str, Text]]:
        source, _ = document.read(self.path, content)
        project = self.translations.project
        for text in data.texts(source, project) if source is not None else ():
            words = text.words[project.default]
            line = source.at(*text.steps, project.default).line if source is not None else 1
            yield text.route, Text(data.section(words), words, line, text.steps)

    def part(self, name: str) -> Text:
        """One of its texts. Raises WishError where there is no such part."""
        if name not in self.texts:
            kind = "text" if self.is_data else "section"
            raise WishError(f"{self.path} has no {kind} '{name}'", choices(name, list(self.texts)))
        return self.texts[name]

    def before(self, part: str, history: History, since: str = "") -> tuple[str, Text] | None:
        """The text of a part before it became what it is now, with its commit; None where the history has no other.

        `since`: the commit that had it. Raises HistoryError where git cannot be asked.
        """
        now = self.part(part)
        versions: Iterable[Version | None] = (history.at(since, self.file),) if since else history.versions(self.file)
        for version in versions:
            known = self.read(version.content).get(part) if version is not None else None
            if version is not None and known is not None and known.stamp.words != now.stamp.words:
                return version.commit, known
        return None

    def with_stamps(self, wanted: Mapping[str, Stamp], history: History) -> Mapping[str, tuple[str, Text]]:
        """The texts that have some stamps, by the parts that note them, each with its commit; under whatever id."""
        found: dict[str, tuple[str, Text]] = {}
        for version in history.versions(self.file):
            left = {part: stamp for part, stamp in wanted.items() if part not in found}
            if not left:
                break
            texts = self.read(version.content)
            by_words = {text.stamp.words: text for text in texts.values()}
            for part, stamp in left.items():
                same = texts.get(part)
                text = same if same is not None and same.stamp.words == stamp.words else by_words.get(stamp.words)
                if text is not None:
                    found[part] = version.commit, text
        return found


def of(translations: Translations, wish: Wish) -> Original:
    """The original of a page or data file. Raises WishError for a page that only a translation has."""
    if wish.is_data:
        return Original(translations, data.files(translations.project)[wish.name].path, True)
    guide = translations.guide(translations.project.default, wish.name)
    if guide is None:
        raise WishError(f"the page '{wish.name}' has no original in '{translations.project.default}'")
    return Original(translations, guide.path, False)
