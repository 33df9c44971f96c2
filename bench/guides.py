"""Guide pages that nobody wrote, as long and as varied as those that people did.

Measured on 154 pages of two public guides: 400, 930 and 2,300 words (a tenth, half, nine tenths have fewer), and for
each page of 1,160 words 12 headings, 25 list items (a third of them nested), 15 links, 5 images, 2 notes, a table,
every other page a code block. The languages of a page share its structure and its ids, as translations do.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from bench.words import VOCABULARIES, Speaker

AREA, SECTION = 61, 12  # pages; an area is an index page and five sections
WORDS_PER_SECTION, WORDS_PER_SENTENCE = 97, 14
IMAGES_PER_PAGE = 2

Block = list[str]


@dataclass(frozen=True)
class Heading:
    """A heading below the title of a page, and the id it is given; every tenth has none."""

    level: int
    id: str
    is_named: bool


@dataclass(frozen=True)
class Page:
    """A page before it is written. `path` is relative to the folder of a language."""

    number: int
    path: str
    headings: tuple[Heading, ...]

    @property
    def folder(self) -> str:
        """Where it lies."""
        return posixpath.dirname(self.path)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The ids that links may lead to."""
        return tuple(heading.id for heading in self.headings if heading.is_named)


def plan(count: int, seed: int) -> tuple[Page, ...]:
    """The pages of one language, the home page first: areas of five sections of twelve pages, each with an index."""
    return tuple(_page(number, seed) for number in range(count))


def _page(number: int, seed: int) -> Page:
    path = _path(number)
    source = Random(f"{seed}/{path}/plan")
    words = min(5_000.0, max(150.0, source.lognormvariate(6.83, 0.68)))
    taken: dict[str, None] = {}
    while len(taken) < max(2, round(words / WORDS_PER_SECTION)):
        name = _id(Speaker("en", source).title())
        taken[name if name not in taken else f"{name}-{len(taken)}"] = None
    headings = (Heading(source.choice((2, 2, 2, 3, 3)), name, source.random() < 0.9) for name in taken)
    first, *others = headings
    return Page(number, path, (Heading(2, first.id, True), *others))


def _path(number: int) -> str:
    if number == 0:
        return "index.md"
    area, within = divmod(number - 1, AREA)
    folder = f"{_word(area)}"
    if within == 0:
        return f"{folder}/index.md"
    section, place = divmod(within - 1, SECTION)
    folder = f"{folder}/{_word(7 * area + section + 11)}"
    return f"{folder}/index.md" if place == 0 else f"{folder}/{_word(5 * number)}-{number}.md"


def _word(number: int) -> str:
    """A word for a file name; the number stands behind it once the words are used up."""
    nouns = VOCABULARIES["en"].nouns
    word = _id(nouns[number % len(nouns)])
    return word if number < len(nouns) else f"{word}-{number // len(nouns) + 1}"


def _id(words: str) -> str:
    return "-".join(word for word in words.lower().split() if word != "the")


def images(pages: Sequence[Page]) -> tuple[str, ...]:
    """The paths of the images that pages show, relative to the folder of a language."""
    folders: dict[str, int] = {}
    for page in pages:
        folders[page.folder] = folders.get(page.folder, 0) + 1
    return tuple(_image(folder, k) for folder, size in folders.items() for k in range(IMAGES_PER_PAGE * size))


def _image(folder: str, number: int) -> str:
    return posixpath.join(folder, "images", f"{_word(number)}.png")


@cache
def title(path: str, locale: str, seed: int) -> str:
    """What a page is called in a language."""
    return Speaker(locale, Random(f"{seed}/{path}/{locale}/title")).title()


# --- two ways to write -----------------------------------------------------------------------------------------------


class Plain:
    """Markdown as Python-Markdown and pymdown-extensions read it: four blanks, one sentence per line."""

    between_sentences = "\n"
    indent = "    "
    kinds: tuple[str, ...] = ("note", "note", "note", "tip", "warning", "info")

    def heading(self, level: int, text: str, name: str | None, shape: Random) -> Block:
        return [f"{'#' * level} {text} {{#{name}}}" if name else f"{'#' * level} {text}"]

    def control(self, text: str) -> str:
        """What stands on a button."""
        return f"**{text}**"

    def image(self, alt: str, target: str, shape: Random) -> Block:
        width = '{width="300"}' if shape.random() < 0.3 else ""
        return [f"![{alt}]({target}){width}"]

    def target(self, page: Page, path: str, shape: Random) -> str:
        """The address of a file of the same language."""
        return posixpath.relpath(path, page.folder or ".")

    def note(self, shape: Random, body: Block) -> Block:
        return [f"!!! {shape.choice(self.kinds)}", "", *_indented(body, "    ")]

    def tabs(self, entries: Sequence[tuple[str, Block]]) -> Block:
        return _separated([[f'=== "{name}"', "", *_indented(body, "    ")] for name, body in entries])

    def details(self, name: str, body: Block) -> Block:
        return [f'??? note "{name}"', "", *_indented(body, "    ")]

    def aside(self, shape: Random, say: Speaker) -> Iterator[Block]:
        """What only this dialect has, once per page or less."""
        yield from ()

    def front(self, page: Page, name: str, description: str, is_translation: bool) -> Block:
        return ["---", f"title: {name}", f"description: {description}", "---"]


class Dialect(Plain):
    """The dialect of the writers' public documentation: notes as `>[!NOTE]`, tags, whole paragraphs on a line."""

    between_sentences = " "
    indent = "   "
    kinds = ("NOTE",) * 14 + ("IMPORTANT", "TIP", "CAUTION", "WARNING", "INFO")

    def heading(self, level: int, text: str, name: str | None, shape: Random) -> Block:
        text = text.replace("desktop app", "[!DNL desktop app]")
        gap = "" if shape.random() < 0.03 else " "
        return [f"{'#' * level} {text}{gap}{{#{name}}}" if name else f"{'#' * level} {text}"]

    def control(self, text: str) -> str:
        return f"**[!UICONTROL {text}]**"

    def target(self, page: Page, path: str, shape: Random) -> str:
        return f"/help/{path}" if shape.random() < 0.2 else super().target(page, path, shape)

    def note(self, shape: Random, body: Block) -> Block:
        return [f">[!{shape.choice(self.kinds)}]", ">", *(f">{line}" for line in body)]

    def tabs(self, entries: Sequence[tuple[str, Block]]) -> Block:
        parts = [[">[!BEGINTABS]"]]
        for name, body in entries:
            parts += [[f">[!TAB {name}]"], body]
        return _separated([*parts, [">[!ENDTABS]"]])

    def details(self, name: str, body: Block) -> Block:
        return [f"+++{name}", "", *body, "", "+++"]

    def aside(self, shape: Random, say: Speaker) -> Iterator[Block]:
        if shape.random() < 0.1:
            yield [f">[!VIDEO](https://video.tv.adobe.com/v/{shape.randrange(10_000, 99_999)}?quality=12&learn=on)"]
        if shape.random() < 0.2:
            yield ["<!--", say.sentence(), "", f"## {say.title()} {{#hidden}}", "-->"]
        if shape.random() < 0.4:
            address = "https://experienceleague.adobe.com/docs"
            see = [f"* [{say.title()}]({address}/{shape.randrange(1000)}.html)" for _ in range(2)]
            yield [">[!MORELIKETHIS]", ">", *(f">{line}" for line in see)]

    def front(self, page: Page, name: str, description: str, is_translation: bool) -> Block:
        lines = [f"title: {name.replace('desktop app', '[!DNL desktop app]')}", f"description: {description}"]
        number = Random(page.path).getrandbits(128)
        if is_translation:
            lines += [f"source-git-commit: {number:040x}", "workflow-type: tm+mt", "ht-degree: 0%"]
        return ["---", *lines, f"exl-id: {number >> 96:08x}-{number >> 80 & 0xFFFF:04x}", "---"]


PLAIN, DIALECT = Plain(), Dialect()


def _indented(body: Block, indent: str) -> Block:
    return [f"{indent}{line}" if line else "" for line in body]


def _separated(blocks: Sequence[Block]) -> Block:
    """Blocks with a blank line between them."""
    return [line for block in blocks for line in (*block, "")][:-1]


# --- writing a page --------------------------------------------------------------------------------------------------


class Author:
    """Writes the pages of a plan."""

    def __init__(self, pages: Sequence[Page], seed: int, style: Plain) -> None:
        self.pages, self.seed, self.style = pages, seed, style
        self.folders: dict[str, list[Page]] = {}
        for page in pages:
            self.folders.setdefault(page.folder, []).append(page)

    def write(self, page: Page, locale: str, *, extra: Block, is_translation: bool) -> str:
        """A page as text. `extra` is a block that comes after its first section."""
        return "\n".join(_separated(list(_Draft(self, page, locale).blocks(extra, is_translation)))) + "\n"


class _Draft:
    """A page being written, from two random sources: one for structure, which all languages share, one for words."""

    def __init__(self, author: Author, page: Page, locale: str) -> None:
        self.page, self.pages, self.locale = page, author.pages, locale
        self.style, self.seed = author.style, author.seed
        self.neighbours = author.folders[page.folder]
        self.shape = Random(f"{self.seed}/{page.path}/shape")
        self.say = Speaker(locale, Random(f"{self.seed}/{page.path}/{locale}"))

    def blocks(self, extra: Block, is_translation: bool) -> Iterator[Block]:
        name = title(self.page.path, self.locale, self.seed)
        yield self.style.front(self.page, name, self.say.sentence(), is_translation)
        yield self.style.heading(1, name, "top", Random(self.page.path))
        yield self.paragraph(2)
        for index, heading in enumerate(self.page.headings):
            text = self.say.title()
            yield self.style.heading(heading.level, text, heading.id if heading.is_named else None, self.shape)
            yield from self.section()
            if index == 0 and extra:
                yield extra
        yield from self.style.aside(self.shape, self.say)

    def section(self) -> Iterator[Block]:
        """About a hundred words: a paragraph, and what documentation puts between paragraphs."""
        yield self.paragraph(self.shape.choice((2, 3, 3, 4)))
        if self.happens(0.32):
            yield self.listing(self.shape.choice((3, 4, 5, 6, 7)))
        if self.happens(0.38):
            yield self.image()
        if self.happens(0.15):
            yield self.style.note(self.shape, self.paragraph(self.shape.choice((1, 2, 3))))
        if self.happens(0.08):
            yield self.table(self.shape.choice((2, 3, 3, 4, 5)), self.shape.choice((2, 3, 4, 5, 8)))
        if self.happens(0.05):
            yield self.fence()
        if self.happens(0.02):
            yield self.style.tabs([(self.say.label(), self.paragraph(2)) for _ in range(2)])
        if self.happens(0.02):
            yield self.style.details(self.say.title(), self.paragraph(2))
        if self.happens(0.6):
            yield self.paragraph(self.shape.choice((1, 2, 3)))

    def happens(self, chance: float) -> bool:
        return self.shape.random() < chance

    def paragraph(self, sentences: int) -> Block:
        return self.style.between_sentences.join(self.sentence() for _ in range(sentences)).split("\n")

    def sentence(self) -> str:
        """A sentence, some with a link, the name of a button, or code."""
        kind = self.shape.random()
        words = self.say.words
        if kind < 0.17:
            return self.say.say(words.see, link=self.link())
        if kind < 0.3:
            return self.say.say(words.select, control=self.style.control(self.say.label()))
        if kind < 0.34:
            return self.say.say(words.value, code=f"`{_word(self.shape.randrange(40)).replace('-', '_')}`")
        return self.say.sentence()

    def link(self) -> str:
        """To a page near by, to any page, to a section of this one, or to another site."""
        kind = self.shape.random()
        if kind < 0.35:
            return f"[{self.say.title()}](https://experienceleague.adobe.com/docs/{self.shape.randrange(10**4)}.html)"
        if kind < 0.53:
            return f"[{self.say.title()}](#{self.shape.choice(self.page.anchors)})"
        other = self.shape.choice(self.neighbours if self.happens(0.7) else self.pages)
        anchor = f"#{self.shape.choice(other.anchors)}" if kind > 0.75 else ""
        target = self.style.target(self.page, other.path, self.shape)
        return f"[{title(other.path, self.locale, self.seed)}]({target}{anchor})"

    def listing(self, items: int) -> Block:
        """A list, a quarter of them numbered; items hold lists, images and notes of their own."""
        marker = "1. " if self.happens(0.25) else "- "
        indent = self.style.indent
        lines: Block = []
        for _ in range(items):
            lines.append(f"{marker}{self.style.control(self.say.label())}: {self.sentence()}")
            if self.happens(0.2):
                lines += _indented([f"- {self.sentence()}" for _ in range(self.shape.choice((1, 2, 3)))], indent)
            elif self.happens(0.05):
                lines += ["", *_indented(self.image(), indent), ""]
            elif self.happens(0.03):
                lines += ["", *_indented(self.style.note(self.shape, self.paragraph(1)), indent), ""]
        return lines if lines[-1] else lines[:-1]

    def image(self) -> Block:
        path = _image(self.page.folder, self.shape.randrange(IMAGES_PER_PAGE * len(self.neighbours)))
        return self.style.image(self.say.title(), self.style.target(self.page, path, self.shape), self.shape)

    def table(self, columns: int, rows: int) -> Block:
        head = [self.say.label() for _ in range(columns)]
        body = [[self.say.title(), *(self.cell() for _ in range(columns - 1))] for _ in range(rows)]
        return [_row(head), _row(["---"] * columns), *map(_row, body)]

    def cell(self) -> str:
        kind = self.shape.random()
        if kind < 0.15:
            return self.link()
        return self.style.control(self.say.label()) if kind < 0.3 else self.say.title()

    def fence(self) -> Block:
        language = self.shape.choice(("", "json", "xml", "shell"))
        names = [_word(self.shape.randrange(40)) for _ in range(self.shape.choice((2, 4, 8)))]
        code = {
            "": names,
            "json": ["{", *(f'  "{name}": {len(name)},' for name in names), '  "end": true', "}"],
            "xml": ["<settings>", *(f'  <entry name="{name}"/>' for name in names), "</settings>"],
            "shell": [f"curl --output {name}.json https://example.org/{name}" for name in names],
        }
        return [f"```{language}", *code[language], "```"]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
