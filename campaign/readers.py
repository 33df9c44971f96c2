"""Everything that reads a file which people write: each reader takes bytes, and raises nothing whatever they are.

A reader does with a file what `decision check`, `--fix` and the build do with it, in this process. What it raises is a
mistake in the project's code.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from campaign.plan import ROOT
from decision import checks, document, facts, fixes, linkage, locales, project, render, report, stamps
from decision.exchange import adopting
from decision.excuses import Excuses
from decision.guides import contents, metadata, pages
from decision.guides import guide as guides
from decision.matrix import analysis
from decision.pictures import drawing, svg
from decision.pictures import source as pictures
from decision.problem import Problem, in_order
from decision.project import Project
from decision.starting import navigation, sources
from decision.terms.drift import Uses
from decision.translations import freshness, front, sections
from decision.translations.claims import Claims

Read = Callable[[bytes], object]
NAME = "fuzzed"
CONFIG = b"""site_name: Fuzzed
extra:
  languages:
    - {locale: en, name: English, site_name: Fuzzed}
    - {locale: sv, name: Svenska, site_name: Skadad}
nav: [index.md]
"""
# Mermaid draws for half a second; what is said of pictures is tried by readers of their own
NO_PICTURES = (b"mermaid", b"text")


@dataclass(frozen=True)
class Reader:
    """How a reader is called, where files that it reads are, how many of 300,000 inputs it gets, and how it begins."""

    name: str
    corpus: tuple[str, ...]
    inputs: int
    begin: Callable[[Path], Read]
    is_data: bool = False

    def pieces(self) -> list[bytes]:
        """The files of the corpus, in the order of their names."""
        paths = sorted({path for pattern in self.corpus for path in ROOT.glob(pattern) if path.is_file()})
        return [path.read_bytes() for path in paths]


# --- data


def data(folder: Path) -> Read:
    """A file in data/ of any kind: read, looked at by every check of data, repaired, shown where it is valid."""
    path = _project(folder) / "data" / f"{NAME}.yaml"
    path.touch()

    def read(content: bytes) -> None:
        loaded = project.load(folder, instead={path: content})
        found = [*loaded.problems, *chain.from_iterable(check.check(loaded) for check in checks.CHECKS)]
        found += [*checks.avoided_word.check_data(loaded), *checks.drifting_term.check_data(loaded)]
        _told(found, content)
        for source, table in loaded.tables.values():
            if analysis.is_decidable(table) and source.path.endswith(path.name):
                render.table_markdown(table, NAME, "sv", "en")
        render.page(
            f"<!-- decision-table: {NAME} -->\n<!-- glossary: {NAME} -->\n", loaded, "sv", lambda section: section
        )

    return read


def plain(folder: Path) -> Read:
    """YAML without a kind: data and places."""

    def read(content: bytes) -> None:
        source, problems = document.read("x.yaml", content)
        _told(problems, content)
        if source is not None:
            for route in _routes(source.data):
                source.at(*route)
                source.key(*route)

    return read


def config(folder: Path) -> Read:
    """mkdocs.yml, of a project and of another tree that a project begins with."""
    path = _project(folder) / "mkdocs.yml"
    other = folder / "other"
    (other / "docs").mkdir(parents=True)
    (other / "docs" / "index.md").write_text("# A page\n", "utf-8")

    def read(content: bytes) -> None:
        loaded = project.load(folder, instead={path: content})
        _told([*loaded.problems, *checks.broken_link.check(linkage.Site(loaded, {}))], content)
        (other / "mkdocs.yml").write_bytes(content)
        with suppress(sources.StartError):
            for source in sources.find(other, None, ()):
                navigation.from_config(source.config, frozenset(["index.md"]))

    return read


def facts_list(folder: Path) -> Read:
    """docs/facts.yaml, and the search for what it lists."""
    loaded = project.load(_project(folder))

    def read(content: bytes) -> None:
        _told(facts.look(loaded, facts.NAME, content)[1], content)

    return read


def catalog(folder: Path) -> Read:
    """The interface words of a language, beside a short English catalog."""
    english = document.read("en.yaml", (ROOT / "decision" / "locales" / "en.yaml").read_bytes())[0]
    assert english is not None
    few = [f"{key}: {json.dumps(text)}" for key, text in list(english.data.items())[:25]]
    (folder / "en.yaml").write_text("\n".join(few), "utf-8")
    locales.files = lambda package: folder  # type: ignore[attr-defined]

    def read(content: bytes) -> None:
        (folder / "xx.yaml").write_bytes(content)
        _told(locales.problems("xx"), content)
        locales.words.cache_clear()
        locales.words("xx")

    return read


# --- pages


def page(folder: Path) -> Read:
    """A page of a translation: every check, its repairs, and the page as the build translates it."""
    path = _project(folder) / "docs" / "sv" / "index.md"
    loaded = project.load(folder)
    original = loaded.guide("en", "index.md")
    assert original is not None
    files = {tree.locale: pages.listed(tree.folder) for tree in loaded.trees}
    claims = Claims(loaded)
    claims.is_noted = True
    uses = Uses(claims)
    known = sections.read(original.syntax)
    claims.add(original)
    uses.add(original)

    def read(content: bytes) -> None:
        content = content.replace(*NO_PICTURES)
        now = replace(loaded, instead={path: content})
        guide = now.guide("sv", "index.md")
        if guide is not None:
            _told(_on_page(guide, now, claims, uses), content)
            made = pages.Pages(now.guide, files, now.default).translation("sv", "index.md", files["sv"])
            render.page(render.prepared(made.text, now, "sv"), now, "sv", lambda section: section)
            headings = {heading.anchor: heading.text for heading in guide.headings}
            freshness.of_page(known, stamps.of(guide.syntax.front.data), headings)

    return read


def _on_page(guide: guides.Guide, now: Project, claims: Claims, uses: Uses) -> Iterator[Problem]:
    excuses = Excuses()
    excuses.add_page(guide)
    yield from guide.syntax.front.problems
    for check in checks.PAGE_CHECKS:
        yield from check.check(guide, now)
    for check in checks.TRANSLATION_CHECKS:
        yield from check.check(guide, claims)
    yield from checks.drifting_term.check(guide, uses)
    site = linkage.Site(now, {("sv", "index.md"): linkage.facts(guide, now)})
    for check in checks.SITE_CHECKS:
        yield from check.check(site)


def front_matter(folder: Path) -> Read:
    """What stands above a page: what it says to the site, and stamps put into it."""
    whole = page(folder)

    def read(content: bytes) -> None:
        text = b"---\n" + content + b"\n---\n\n# A page {#page}\n\nWords.\n"
        guide = guides.read("docs/sv/index.md", "sv", "index.md", document.decode("x", text)[0])
        said = metadata.of(guide.syntax.front.data, [guide.syntax.front.data])
        for key, value in said.data.items():
            metadata.is_usable(str(key), value, lambda name: False)
        freshness.machine(guide.syntax.front.data)
        freshness.commit(guide.syntax.front.data)
        # what cannot be read is told by this exception, which `accept` expects
        with suppress(ValueError, UnicodeDecodeError):
            front.with_stamps(text, {"^": "1:00000000", "a b": "1:0b51d7aa5b2c"})
        whole(text)

    return read


def toc(folder: Path) -> Read:
    """A `TOC.md` as a navigation."""
    files = frozenset(("index.md", "using/carry.md", "a.md"))

    def read(content: bytes) -> None:
        guide = guides.read("docs/en/TOC.md", "en", "TOC.md", document.decode("x", content)[0])
        entries = contents.read(guide.syntax, "TOC.md", files)
        contents.as_nav(entries)
        contents.title(guide.syntax)
        list(contents.pages(entries))

    return read


def adopt(folder: Path) -> Read:
    """Tables on a page in Markdown and HTML as data, alone and beside the same page in another language."""
    other = guides.read("a.en.md", "en", "a.en.md", (ROOT / "tests" / "adopt" / "words.md").read_text("utf-8"))

    def read(content: bytes) -> None:
        guide = guides.read("a.sv.md", "sv", "a.sv.md", document.decode("x", content)[0])
        for given in ([guide], [other, guide]):
            adoption = adopting.adopt(given, given[0].locale)
            _told(adoption.problems, content)
            for number in range(len(given)):
                adoption.replaced(number)

    return read


# --- pictures


def picture(folder: Path) -> Read:
    """What stands in a Mermaid fence, before Mermaid is asked."""

    def read(content: bytes) -> None:
        source = pictures.read(document.decode("x", content)[0])
        for line in (0, 1, 10_000):
            pictures.blamed(source, line)

    return read


def drawn(folder: Path) -> Read:
    """A Mermaid fence with what Mermaid makes of it."""

    def read(content: bytes) -> None:
        drawing.draw(document.decode("x", content)[0], None)

    return read


def kept_picture(folder: Path) -> Read:
    """A drawing that was kept, and damaged."""

    def read(content: bytes) -> None:
        with suppress(svg.UnsafeError):
            svg.clean(content.decode(errors="replace"))

    return read


# --- of all


def _project(folder: Path) -> Path:
    """A small project: two languages, a page, a table, values."""
    for name in ("en", "sv"):
        (folder / "docs" / name).mkdir(parents=True)
        shutil.copy(ROOT / "tests" / "frozen" / "docs" / name / "index.md", folder / "docs" / name)
    shutil.copytree(ROOT / "tests" / "frozen" / "data", folder / "data", ignore=shutil.ignore_patterns("usecases*"))
    shutil.copy(ROOT / "tests" / "chooser" / "single.yaml", folder / "data" / "usecases.yaml")
    (folder / "mkdocs.yml").write_bytes(CONFIG)
    return folder


def _told(problems: Sequence[Problem] | Iterator[Problem], content: bytes) -> None:
    """The problems as they are reported and repaired."""
    found = in_order(problems)
    report.as_text(found, lambda path, number: None, False)
    report.as_json(found)
    fixes.apply(content, [problem for problem in found if problem.fix])


def _routes(data: object, route: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield route
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in list(entries)[:3]:
        yield from _routes(inner, (*route, key)) if len(route) < 60 else ()


_GUIDES = ("tests/checks/*.md", "tests/dialect/*.md", "tests/frozen/docs/*/*.md", "tests/adopt/*.md", "docs/*/*.md")
_TABLES = ("tests/tables/*.yaml", "tests/chooser/*.yaml", "data/usecases.yaml", "tests/checks/*.yaml")

READERS: tuple[Reader, ...] = (
    Reader("YAML of any form", ("data/*.yaml", "tests/**/*.yaml"), 60_000, plain, is_data=True),
    Reader("decision table", _TABLES, 35_000, data, is_data=True),
    Reader("glossary", ("data/glossary.yaml", "tests/frozen/data/glossary.yaml"), 20_000, data, is_data=True),
    Reader("values", ("tests/frozen/data/paths.yaml", "tests/checks/*value*.yaml"), 20_000, data, is_data=True),
    Reader("stamps of translations", ("data/translations.yaml",), 15_000, data, is_data=True),
    Reader("history", ("data/history-*.yaml", "tests/checks/*history.yaml"), 15_000, data, is_data=True),
    Reader("catalog", ("decision/locales/*.yaml",), 20_000, catalog, is_data=True),
    Reader("facts.yaml", ("docs/facts.yaml", "tests/frozen/docs/facts.yaml"), 15_000, facts_list, is_data=True),
    Reader("mkdocs.yml", ("tests/*/mkdocs.yml", "tests/init/**/mkdocs.yml"), 15_000, config, is_data=True),
    Reader("guide", _GUIDES, 30_000, page),
    Reader("front matter", ("tests/checks/*front*.md", "tests/adopt/*.yaml", "docs/sv/*.md"), 15_000, front_matter),
    Reader("TOC.md", ("tests/init/**/TOC.md", "tests/dialect/l*.md", "docs/en/index.md"), 10_000, toc),
    Reader("tables to adopt", ("tests/adopt/*.md", "tests/checks/*table*.md"), 15_000, adopt),
    Reader("Mermaid fence", ("tests/pictures/*", "docs/en/*.md"), 10_000, picture),
    Reader("Mermaid fence, drawn", ("tests/pictures/*",), 300, drawn),
    Reader("kept drawing", ("tests/site/docs/en/guides/*.svg", "docs/assets/*.svg"), 4_700, kept_picture),
)
