"""How well this project renders a tree of pages in the writers' dialect, beside MkDocs with Material as they come.

    python bench/dialect.py DIR [--lang xx]

DIR holds the pages, or a folder `help/` with them. Both sites are built; every page is read as its reader sees it, and
compared with a reading of its source that knows nothing of this project: markdown-it-py, CommonMark with tables, and a
few regular expressions for the tags. One JSON object is printed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import markdown
import yaml
from markdown.extensions.toc import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from decision.guides import pages, syntax
from decision.guides.guide import Guide

ROOT = Path(__file__).parent.parent

# --- what a reader sees of HTML


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


STRUCTURE = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "table", "tr", "th", "td", "blockquote")
KINDS = {
    "headings": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "lists": ("ul", "ol", "li"),
    "code": ("pre",),
    "tables": ("table", "tr", "th", "td"),
    "notes": ("box", "blockquote"),
}
BREAKS = frozenset(STRUCTURE) | names("p div br hr details summary section dl dt dd thead tbody label article img")
VOID = names("area base br col embed hr img input link meta source track wbr")
HTML_NAMES = names(
    "a abbr acronym address article aside audio b bdi bdo big blockquote body br button caption center cite code col "
    "colgroup dd del details dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head "
    "header hr html i iframe img input ins kbd label legend li link main map mark meta nav noscript object ol option "
    "output p path picture pre q s samp script section select small source span strike strong style sub summary sup "
    "svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr"
)


class Reading(HTMLParser):
    """The block structure, the words, the links and the ids of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.structure: list[str] = []
        self.parts: list[str] = []
        self.outside_code: list[str] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.alts: list[str] = []
        self.ids: set[str] = set()
        self._open: list[tuple[str, bool, bool, bool]] = []
        self.feed(html)
        self.close()

    @property
    def words(self) -> list[str]:
        return "".join(self.parts).replace("\u200b", "").split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if given.get("id"):
            self.ids.add(given["id"])
        if tag == "a" and given.get("name"):
            self.ids.add(given["name"])
        if tag == "a" and "href" in given and "headerlink" not in classes:
            self.links.append(given["href"])
        if tag == "img":
            self.images.append(given.get("src", ""))
            self.alts.append(given.get("alt", ""))
        if tag in BREAKS:
            self._say(" ")
        if tag not in HTML_NAMES:
            self._say(self.get_starttag_text() or "")
        if tag in VOID or tag not in HTML_NAMES:
            return
        hides = bool({"headerlink", "video", "fallback-notice", "tabbed-labels"} & set(classes)) or tag in (
            "script",
            "style",
            "template",
        )
        # a note writes its kind itself, a shaded box has a title of the writer's
        hides = hides or ("admonition-title" in classes and bool(self._open) and self._open[-1][2])
        is_box = "admonition" in classes and "shadebox" not in classes
        self._open.append((tag, hides, is_box, tag in ("code", "pre")))
        if self._hidden:
            return
        if is_box:
            self.structure.append("box")
        elif tag in STRUCTURE:
            start = given.get("start", "1") if tag == "ol" else "1"
            self.structure.append(tag if start == "1" else f"{tag} {start}")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self._say(" ")
        if tag not in HTML_NAMES:
            self._say(f"</{tag}>")
        if not any(opened[0] == tag for opened in self._open):
            return
        while self._open:
            hidden = self._hidden
            name, _, is_box, _ = self._open.pop()
            if not hidden and (is_box or name in STRUCTURE):
                self.structure.append(f"/{'box' if is_box else name}")
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self._say(data)

    @property
    def _hidden(self) -> bool:
        return any(hides for _, hides, _, _ in self._open)

    def _say(self, text: str) -> None:
        if not self._hidden:
            self.parts.append(text)
            if not any(is_code for _, _, _, is_code in self._open):
                self.outside_code.append(text)


def of_kind(structure: list[str], names: tuple[str, ...]) -> list[str]:
    return [entry for entry in structure if entry.lstrip("/").split()[0] in names]


# --- the source, as CommonMark reads it

NOTES = sorted(
    names(
        "NOTE TIP IMPORTANT WARNING CAUTION ERROR SUCCESS INFO ADMIN ADMINISTRATION AVAILABILITY PREREQUISITES "
        "MORELIKETHIS"
    )
)
BRACKETS = names("BEGINTABS ENDTABS TAB BEGINSHADEBOX ENDSHADEBOX")
FRONT_MATTER = re.compile(r"\A﻿?---[ \t]*\n(?:.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
INLINE_TAG = re.compile(r"\[!(UICONTROL|DNL|BADGE)[ \t]+((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]")
BLOCK_TAG = re.compile(r"\[!([A-Z]+)([^\]\n]*)\]")
VALUE = r"[#.][^\s{}#]+|[\w-]+[ \t]*=[ \t]*(?:\"[^\"]*\"|“[^”]*”|[^\s{},]+)|align-\w+"
ATTRIBUTES = re.compile(rf"[ \t]*\{{:?(?:[ \t,]*(?:{VALUE}))*[ \t]*\}}")
SNIPPET = re.compile(r"\{\{[ \t]*([\w.-]+)[ \t]*\}\}")
MARKS = {"UICONTROL": "\ue000", "DNL": "\ue001", "BADGE": "\ue002"}
END = "\ue003"


def marked(source: str) -> str:
    """The source with inline tags as single characters, as the writers' renderer takes them out before it parses."""
    count = 1
    while count:
        source, count = INLINE_TAG.subn(lambda match: f"{MARKS[match[1]]}{match[2]}{END}", source)
    return source


def unmarked(text: str, in_code: bool = False) -> str:
    for name, mark in MARKS.items():
        text = text.replace(mark, f"[!{name} " if in_code else "")
    return text.replace(END, "]" if in_code else "")


@dataclass
class Source:
    """A page of the tree: its path below the root, what its reader should see, where its links lead."""

    path: str
    text: str
    reading: Reading = field(init=False)
    headings: list[str] = field(init=False)

    @property
    def is_internal(self) -> bool:
        found = FRONT_MATTER.match(self.text)
        return bool(
            found and re.search(r"^internal:[ \t]*(?:y|yes|true)[ \t]*$", found[0], re.IGNORECASE | re.MULTILINE)
        )

    @cached_property
    def anchors(self) -> set[str]:
        """The ids that the page defines: named ones, those made of headings, those in raw HTML."""
        named = set(re.findall(r"\{#([^\s{}]+)[^{}]*\}", "\n".join(self.headings)))
        bare = [unmarked(marked(heading)) for heading in self.headings if "{#" not in heading]
        made = {slugify(re.sub(r"\]\([^)]*\)", "", heading), "-") for heading in bare}
        return named | made | self.reading.ids

    def line_of(self, text: str) -> int | None:
        """The first line that holds a text, outside of the front matter where it can."""
        return next((n for n, line in enumerate(self.text.split("\n"), 1) if text[:20] in line), None)


class Tree:
    """All pages of a folder, read as CommonMark."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._ids: dict[tuple[str, str], set[str]] = {}
        self.markdown = MarkdownIt("commonmark", {"maxNesting": 400}).enable(["table", "strikethrough"])
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        texts = {name: self.text(name) for name in sorted(self.files) if name.endswith(".md")}
        self.snippets = self._snippets(texts)
        self.pages = {
            name: Source(name, text)
            for name, text in texts.items()
            if "_includes" not in name.split("/") and posixpath.basename(name) not in ("TOC.md", "metadata.md")
        }
        for page in self.pages.values():
            html, page.headings = self.rendered(page.text)
            page.reading = Reading(html)

    def text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")

    def _snippets(self, texts: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, text in texts.items():
            if name.endswith("_includes/snippets.md"):
                text = re.sub(r"<!--(?:(?!-->).)*^## .*?-->", "", text, flags=re.DOTALL | re.MULTILINE)
                parts = re.split(r"^##[ \t]+.*?\{#([\w.-]+)\}[ \t]*$", text, flags=re.MULTILINE)
                found |= {key: body.strip() for key, body in zip(parts[1::2], parts[2::2], strict=True)}
        return found

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The pages by the folder that they are built into."""
        return {address_of(name): name for name in self.pages}

    def ids_of(self, site: Site, name: str, html: str) -> set[str]:
        """The ids of a built page."""
        key = (str(site.folder), name)
        if key not in self._ids:
            self._ids[key] = set(re.findall(r"\s(?:id|name)=\"([^\"]*)\"", html))
        return self._ids[key]

    def resolve(self, page: str, target: str) -> str | None:
        """The path in the tree that a link of a page means: `/help/` is its root."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return page
        if path.startswith("/"):
            path = posixpath.normpath(path.lstrip("/"))
            inside = path.removeprefix("help/")
            return path if path in self.files else inside
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))

    def rendered(self, text: str) -> tuple[str, list[str]]:
        """A page as CommonMark renders it, the dialect's tags taken for what they mean; its headings as written."""
        body = FRONT_MATTER.sub("", text, count=1)
        body = re.sub(
            r"^([ \t>]*)\{\{[ \t]*([\w.-]+)[ \t]*\}\}[ \t]*$",
            lambda match: "\n".join(match[1] + line for line in self.snippets.get(match[2], match[0]).split("\n")),
            body,
            flags=re.MULTILINE,
        )
        tokens = self.markdown.parse(marked(body))
        headings = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
        tokens = list(self._without_tags(tokens))
        for token in tokens:
            self._clean(token)
        return unmarked(str(self.markdown.renderer.render(tokens, self.markdown.options, {}))), headings

    def _clean(self, token: Token) -> None:
        if token.type in ("fence", "code_block", "code_inline"):
            token.content = unmarked(token.content, in_code=True)
        if token.type in ("image", "html_block"):
            token.content = unmarked(token.content)
        for child in token.children or ():
            self._clean(child)
            if child.type == "text":
                child.content = ATTRIBUTES.sub("", child.content)
                child.content = re.sub(r"^\+\+\+[ \t]*", "", child.content)

    def _without_tags(self, tokens: list[Token]) -> Iterator[Token]:
        """Blockquotes that begin with a tag as boxes; those that only bracket something, or are hidden, not at all."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type != "blockquote_open":
                yield token
                index += 1
                continue
            end = next(
                n
                for n in range(index, len(tokens))
                if tokens[n].type == "blockquote_close" and tokens[n].level == token.level
            )
            yield from self._quote(tokens[index : end + 1])
            index = end + 1

    def _quote(self, tokens: list[Token]) -> Iterator[Token]:
        first = tokens[2] if len(tokens) > 3 and tokens[1].type == "paragraph_open" else None
        tag = BLOCK_TAG.match(first.content) if first is not None else None
        inside = list(self._without_tags(tokens[1:-1]))
        if first is None or tag is None or tag[1] not in (*NOTES, *BRACKETS, "VIDEO", "CONTEXTUALHELP"):
            yield from (tokens[0], *inside, tokens[-1])
            return
        if tag[1] == "CONTEXTUALHELP":
            return
        for token in inside:
            if token.type == "inline":
                self._untagged(token)
        if tag[1] in NOTES:
            opening, closing = Token("html_block", "", 0), Token("html_block", "", 0)
            opening.content, closing.content = '<div class="admonition">', "</div>"
            inside = [opening, *inside, closing]
        yield from inside

    def _untagged(self, token: Token) -> None:
        """Take the tag out of the text of a quote, but for the titles of shaded boxes."""
        kept = []
        for line in token.content.split("\n"):
            tag = BLOCK_TAG.match(line)
            if tag and tag[1] in BRACKETS:
                # all tabs of a set are named before the first one's content
                line = tag[2].strip().strip('"') if tag[1] == "BEGINSHADEBOX" else ""
            elif tag and tag[1] == "VIDEO":
                line = re.sub(r"^\[!VIDEO\]\([^)]*\)", "", line)
            elif tag and tag[1] in NOTES:
                line = line[tag.end() :]
            kept.append(line)
        token.content = "\n".join(kept)
        token.children = []
        self.markdown.inline.parse(token.content.strip(), self.markdown, {}, token.children)
        for child in token.children:
            child.type = "text" if child.type == "text_special" else child.type


# --- the two sites

PLAIN = """\
site_name: Plain
docs_dir: docs
site_dir: site
theme: {name: material, font: false}
plugins: [search]
"""
OURS = """\
INHERIT: project.yml
site_name: Ours
extra:
  languages:
    - {locale: LOCALE, name: LOCALE, site_name: Ours}
nav: null
watch: []
"""


@dataclass
class Site:
    """A built site: the pages by the path of their source, what building cost, whether it had to be helped."""

    folder: Path
    seconds: float
    crashes: int
    message: str = ""

    def page(self, source: str) -> str | None:
        """The HTML of the page that a source became, wherever its address puts it."""
        stem = source.removesuffix(".md")
        if posixpath.basename(stem) in ("index", "README"):
            stem = posixpath.dirname(stem)
        path = self.folder / stem / "index.html"
        return path.read_text("utf-8") if path.is_file() else None


def build_ours(tree: Tree, folder: Path, locale: str) -> Site:
    """The tree as a language of a project of this kind."""
    folder.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder / "project.yml")
    (folder / "mkdocs.yml").write_text(OURS.replace("LOCALE", locale), "utf-8")
    for name in ("hooks", "decision", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(tree.root, folder / "docs" / locale)
    seconds, message = run(folder)
    if message:
        # errors that checks find in the source stop a build; as the child of another build it goes on all the same
        seconds, _ = run(folder, SITE_LANGUAGE_ORDER=json.dumps({"locale": locale, "config": {}}))
    return Site(folder / "site" / locale, seconds, 1 if message else 0, message)


def build_plain(tree: Tree, folder: Path) -> Site:
    """The tree with MkDocs and Material as they come; a page that stops the build loses the key that does."""
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    shutil.copytree(tree.root, folder / "docs")
    seconds, message = run(folder)
    if not message:
        return Site(folder / "site", seconds, 0)
    for path in (folder / "docs").rglob("*.md"):
        text = path.read_text("utf-8", errors="replace")
        path.write_text(re.sub(r"^hide:.*\n", "", text, flags=re.MULTILINE), "utf-8")
    seconds, _ = run(folder)
    return Site(folder / "site", seconds, 1, message)


def run(folder: Path, **more: str) -> tuple[float, str]:
    """Build the site in a folder: the seconds it takes, and the last lines of what went wrong."""
    environment = {name: value for name, value in os.environ.items() if name != "SITE_LANGUAGE_ORDER"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), **more}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    reading, writing = os.pipe()  # a child ends when its standard input does
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, stdin=reading, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    os.close(reading)
    os.close(writing)
    if done.returncode == 0:
        return seconds, ""
    lines = [
        line for line in done.stderr.splitlines() if line.startswith(("ERROR", "Aborted", "Nothing")) or "Error" in line
    ]
    return seconds, " / ".join(lines[-2:]) or f"exit status {done.returncode}"


# --- what is wrong with a site

TAG = (
    r"\[!?[ \t]*(?:UICONTROL|DNL|BADGE|VIDEO|CONTEXTUALHELP|(?:BEGIN|END)?TABS?|(?:BEGIN|END)SHADEBOX|"
    + "|".join(NOTES)
    + r")\b[^\]\n]*\]?|!(?:UICONTROL|DNL|VIDEO)\b"
)
RESIDUE = re.compile(
    rf"{TAG}|\{{#[\w.:-]*\}}?"
    r"|\{[ \t]*(?:width|height|align|style|target|type|transcript|zoomable|modal)[ \t]*=[^}\n]*\}?"
    r"|\{\{[ \t]*[$\w][^}\n]*\}\}|^[ \t]*\+\+\+[^\n]*|&#x?[0-9a-f]+;|<!--|-->",
    re.IGNORECASE | re.MULTILINE,
)
ARTICLE = re.compile(r"<article[^>]*md-content__inner[^>]*>(.*)</article>", re.DOTALL)
AROUND = re.compile(r"<title>(.*?)</title>|<nav\b.*?</nav>", re.DOTALL)
LIST_LIMIT = 200


def faults(tree: Tree, site: Site) -> dict[str, Any]:
    """What the readers of a site see wrong, counted and listed."""
    listed: list[dict[str, Any]] = []
    kinds: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for name, source in tree.pages.items():
        html = site.page(name)
        if html is None:
            if not source.is_internal:
                wrong["missing"] += 1
                listed.append({"page": name, "missing": True})
            continue
        found = ARTICLE.search(html)
        reading = Reading(found[1] if found else html)
        expected = source.reading
        entry: dict[str, Any] = {}
        residue = sorted({text.strip() for text in residue_of(reading, html)})
        if residue:
            wrong["residue"] += 1
            entry["residue"] = [{"text": text, "line": source.line_of(text)} for text in residue]
        structure, words = without_added_title(reading, expected)
        if structure != expected.structure:
            wrong["structure"] += 1
            differing = [
                kind for kind, names in KINDS.items() if of_kind(structure, names) != of_kind(expected.structure, names)
            ]
            kinds.update(differing or ["order"])
            entry["structure"] = differing or ["order"]
        if words != expected.words:
            wrong["text"] += 1
            entry["text"] = first_difference(expected.words, words)
        lost = broken_in(tree, site, source, reading)
        broken.update(kind for kind, _ in lost)
        if lost:
            entry["broken"] = [f"{kind} {target}" for kind, target in lost]
        if entry:
            listed.append({"page": name, **entry})
    return {
        "crashes": site.crashes,
        **({"crash": site.message} if site.message else {}),
        "seconds": round(site.seconds, 2),
        "pages_per_second": round(len(tree.pages) / site.seconds, 1),
        "pages_missing": wrong["missing"],
        "pages_with_residue": wrong["residue"],
        "tags_in_search_index": tags_in_search(site),
        "pages_with_other_structure": wrong["structure"],
        "structure": dict(sorted(kinds.items())),
        "pages_with_other_text": wrong["text"],
        "broken": {kind: broken[kind] for kind in ("links", "images", "anchors")},
        "exceptions": listed[:LIST_LIMIT],
    }


def residue_of(reading: Reading, html: str) -> Iterator[str]:
    """Dialect that a reader sees: on the page outside of code, in its image texts, its title, the navigation."""
    for text in ("".join(reading.outside_code), *reading.alts):
        yield from (match[0] for match in RESIDUE.finditer(text))
    for around in AROUND.finditer(html):
        yield from (match[0] for match in re.finditer(TAG, around[0]))


def tags_in_search(site: Site) -> int:
    """Tags of the dialect in what the search finds."""
    path = site.folder / "search" / "search_index.json"
    if not path.is_file():
        return 0
    entries = json.loads(path.read_text("utf-8"))["docs"]
    texts = (re.sub(r"<(code|pre)\b.*?</\1>", "", f"{e['title']} {e['text']}", flags=re.DOTALL) for e in entries)
    return sum(len(re.findall(TAG, text)) for text in texts)


def without_added_title(reading: Reading, expected: Reading) -> tuple[list[str], list[str]]:
    """Material writes the title above a page that has no heading of the first level."""
    structure, words = reading.structure, reading.words
    if "h1" in structure and "h1" not in expected.structure:
        count = len(words) - len(expected.words)
        return structure[structure.index("/h1") + 1 :], words[max(count, 0) :]
    return structure, words


def first_difference(expected: list[str], found: list[str]) -> str:
    at = next(
        (n for n, pair in enumerate(zip(expected, found, strict=False)) if pair[0] != pair[1]),
        min(len(expected), len(found)),
    )
    return f"{' '.join(expected[max(at - 3, 0) : at + 5])} -> {' '.join(found[max(at - 3, 0) : at + 5])}"


def broken_in(tree: Tree, site: Site, source: Source, reading: Reading) -> list[tuple[str, str]]:
    """What the source has right, and the site has not: (kind, target), links, images and anchors."""
    working = Counter(target for href in reading.links for target in reached(tree, site, source.path, href))
    pages = {path for path, _ in working}
    lost: list[tuple[str, str]] = []
    for path, anchor in right_links(tree, source):
        if working[path, anchor]:
            working[path, anchor] -= 1
        elif anchor and path in pages:
            lost.append(("anchors", f"{path}#{anchor}"))
        else:
            lost.append(("links", f"{path}#{anchor}" if anchor else path))
    base = address_of(source.path)
    shown = {posixpath.normpath(posixpath.join(base, unquote(urlsplit(image).path))) for image in reading.images}
    for image in source.reading.images:
        file = tree.resolve(source.path, image)
        if file in tree.files and file not in shown:
            lost.append(("images", str(file)))
    return lost


def right_links(tree: Tree, source: Source) -> Iterator[tuple[str, str]]:
    """The links of a page to pages of the tree that are there, with the anchor they name, which is there as well."""
    for href in source.reading.links:
        path = tree.resolve(source.path, href)
        anchor = unquote(urlsplit(href).fragment)
        if (
            path in tree.pages
            and not tree.pages[path].is_internal
            and (not anchor or anchor in tree.pages[path].anchors)
        ):
            yield path, anchor


def reached(tree: Tree, site: Site, page: str, href: str) -> Iterator[tuple[str, str | None]]:
    """The page and anchor that a link of a built page leads to; an anchor that is not there is `None`."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return
    folder = (
        posixpath.normpath(posixpath.join(address_of(page), unquote(parts.path))) if parts.path else address_of(page)
    )
    target = tree.by_address.get(folder.removesuffix("/index.html").removesuffix("index.html") or ".")
    html = site.page(target) if target else None
    anchor = unquote(parts.fragment)
    if target and html is not None:
        yield target, anchor if not anchor or anchor in tree.ids_of(site, target, html) else None


def address_of(source: str) -> str:
    stem = source.removesuffix(".md")
    if posixpath.basename(stem) in ("index", "README"):
        stem = posixpath.dirname(stem)
    return stem or "."


# --- the command


class _Loader(yaml.SafeLoader):
    """mkdocs.yml names an environment variable by a tag."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def cost(tree: Tree, locale: str) -> dict[str, float]:
    """The seconds that translating takes, and those in which Python-Markdown renders what comes out of it."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)["markdown_extensions"]
    settings: dict[str, dict[str, Any]] = {}
    for entry in listed:
        settings |= entry if isinstance(entry, dict) else {entry: {}}
    renderer = markdown.Markdown(extensions=list(settings), extension_configs=settings)

    def read(of: str, name: str) -> Guide:
        return Guide(name, of, name, syntax.read(name, tree.text(name)))

    known = pages.Pages(read, {locale: tree.files}, locale)
    best = {"translating": math.inf, "rendering": math.inf}
    for _ in range(3):
        start = time.perf_counter()
        translations = [known.translation(locale, name, tree.files).text for name in tree.pages]
        middle = time.perf_counter()
        for text in translations:
            renderer.reset().convert(text)
        best["translating"] = min(best["translating"], middle - start)
        best["rendering"] = min(best["rendering"], time.perf_counter() - middle)
    return {key: round(value, 3) for key, value in best.items()} | {
        "share": round(best["translating"] / best["rendering"], 2)
    }


def measure(folder: Path, locale: str) -> dict[str, Any]:
    """Both sites of a tree, and what is wrong with them."""
    tree = Tree(folder)
    with tempfile.TemporaryDirectory() as temporary:
        ours = faults(tree, build_ours(tree, Path(temporary, "ours"), locale))
        plain = faults(tree, build_plain(tree, Path(temporary, "plain")))
    plain.pop("exceptions")
    seconds = cost(tree, locale)
    head = {"tree": folder.name, "language": locale, "pages": len(tree.pages), "seconds": seconds}
    return {**head, "ours": ours, "material": plain}


def language_of(folder: Path) -> str:
    """The language that a tree's path names."""
    names = [part for part in reversed(folder.resolve().parts) if re.fullmatch(r"[a-z]{2}", part)]
    return names[0] if names else "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--lang", help="the language of the pages; else the one that their path names, else en")
    given = parser.parse_args()
    folder = given.folder / "help" if (given.folder / "help").is_dir() else given.folder
    print(json.dumps(measure(folder, given.lang or language_of(folder)), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
