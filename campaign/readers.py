"""Everything that reads a file which people write: each reader takes bytes, and raises nothing whatever they are.

A reader does with a file what `decision check`, `--fix` and the build do with it, in this process. What it raises is a
mistake in the project's code.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from campaign import damage
from campaign.plan import ROOT
from decision import checks, document, facts, fixes, linkage, locales, project, render, report, stamps
from decision.exchange import adopting
from decision.excuses import Excuses
from decision.guides import contents, metadata, pages
from decision.guides import guide as guides
from decision.matrix import analysis
from decision.pictures import drawing, mermaid, svg
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
# as many words as the English catalog has that a catalog is compared with, and what stands above them
LINES = 45
FENCE = re.compile(rb"(?ms)^(?:```mermaid|===== [^\n]*)\n(.*?)^(?:```|-----)")
# a drawing takes half a second
DRAWN = 2
# Mermaid draws for half a second; what is said of pictures is tried by readers of their own
NO_PICTURES = (b"mermaid", b"text")


def cases(content: bytes) -> Sequence[bytes]:
    """A file of the tests may hold several cases."""
    return content.split(b"\n=====\n")


def beginning(content: bytes) -> Sequence[bytes]:
    """The first lines."""
    return [b"".join(content.splitlines(keepends=True)[:LINES])]


def above(content: bytes) -> Sequence[bytes]:
    """What stands above a page."""
    return content.split(b"---\n")[1:2] if content.startswith(b"---\n") else []


def fences(content: bytes) -> Sequence[bytes]:
    """The Mermaid fences on a page, and in the cases of the tests."""
    return FENCE.findall(content)


@cache
def drawings(content: bytes) -> Sequence[bytes]:
    """What Mermaid draws of the first fences."""
    codes = [pictures.read(fence.decode()).code.strip("\n") for fence in fences(content)[:DRAWN]]
    return [mermaid.draw(code).encode() for code in codes]


@dataclass(frozen=True)
class Reader:
    """How a reader is called, where files that it reads are, how many of 300,000 inputs it gets, and how it begins.

    `parts`: what of a file of the corpus is one that the reader reads. `shape` changes what such files say.
    """

    name: str
    corpus: tuple[str, ...]
    inputs: int
    begin: Callable[[Path], Read]
    shape: damage.Shape | None = None
    parts: Callable[[bytes], Sequence[bytes]] = cases

    def pieces(self) -> list[bytes]:
        """The files of the corpus, in the order of their names."""
        paths = sorted({path for pattern in self.corpus for path in ROOT.glob(pattern) if path.is_file()})
        return [part for path in paths for part in self.parts(path.read_bytes()) if part]


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
    _project(folder)
    for locale in ("en", "sv"):
        shutil.copy(ROOT / "tests" / "facts" / f"paper.{locale}.md", folder / "docs" / locale / "paper.md")
    loaded = project.load(folder)

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
_STAMPS = ("data/translations.yaml", "tests/*/**/translations.yaml")
_DRAWN = ("tests/pictures/flowchart.md", "tests/pictures/others.md")
_FRONT = ("tests/checks/*front*.md", "docs/sv/**/*.md", "tests/frozen/docs/**/*.md")
_OF_TERMS = tuple(f"tests/checks/{name}.yaml" for name in ("*word", "glossary", "unknown-term"))
_GLOSSARIES = ("data/glossary.yaml", "tests/frozen/data/glossary.yaml", *_OF_TERMS)
_TABLES = ("tests/tables/*.yaml", "tests/chooser/*.yaml", "data/usecases.yaml", "tests/checks/*.yaml")

READERS: tuple[Reader, ...] = (
    Reader("YAML of any form", ("data/*.yaml", "tests/**/*.yaml"), 50_000, plain),
    Reader("decision table", _TABLES, 40_000, data, damage.yaml),
    Reader("glossary", _GLOSSARIES, 18_000, data, damage.yaml),
    Reader("values", ("tests/frozen/data/paths.yaml", "tests/checks/*value*.yaml"), 18_000, data, damage.yaml),
    Reader("stamps of translations", _STAMPS, 12_000, data, damage.yaml),
    Reader("history", ("data/history-*.yaml", "tests/*/*history.yaml"), 15_000, data, damage.yaml),
    Reader("catalog", ("decision/locales/*.yaml", "tests/search/de.yaml"), 15_000, catalog, damage.yaml, beginning),
    Reader("facts.yaml", ("docs/facts.yaml", "tests/facts/*.yaml"), 12_000, facts_list, damage.yaml),
    Reader("mkdocs.yml", ("tests/*/mkdocs.yml", "tests/init/**/mkdocs.yml"), 15_000, config, damage.yaml),
    Reader("guide", _GUIDES, 45_000, page),
    Reader("front matter", _FRONT, 15_000, front_matter, damage.yaml, above),
    Reader("TOC.md", ("tests/init/**/TOC.md", "tests/dialect/l*.md", "docs/en/index.md"), 10_000, toc),
    Reader("tables to adopt", ("tests/adopt/*.md", "tests/checks/*table*.md"), 20_000, adopt),
    Reader("Mermaid fence", ("tests/pictures/*", "docs/*/*.md"), 8_000, picture, parts=fences),
    Reader("Mermaid fence, drawn", ("tests/pictures/*",), 3_000, drawn, parts=fences),
    Reader("kept drawing", _DRAWN, 4_000, kept_picture, damage.xml, drawings),
)
