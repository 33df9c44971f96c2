"""What a translation needs besides the page, and what it collects on its way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.token import Token

from decision.guides import addresses, escape, markers, metadata, policy, syntax
from decision.guides.syntax import HtmlTag, Syntax
from decision.guides.tree import Node
from decision.locales import words
from decision.problem import Place, Problem, quoted, warning


def _nothing(path: str) -> Syntax | None:
    return None


MOST_DEPTH = 50


@dataclass(frozen=True)
class Surroundings:
    """Where a page stands.

    `page` is its path below the root of its language, `file` that of its file, `files` all paths there. `include` reads
    a page by such a path, in the same language or else in the default one. `renamed` maps a file to the path under
    which it is published. `address` turns the address of a link in raw HTML, already made relative, into the one to
    write: MkDocs changes those of Markdown only. Comments are left out but where `keeps_comments`.
    """

    locale: str = "en"
    page: str = ""
    file: str = ""
    files: Collection[str] = frozenset()
    include: Callable[[str], Syntax | None] = _nothing
    renamed: Mapping[str, str] = field(default_factory=dict)
    address: Callable[[str], str] = str
    keeps_comments: bool = False


class Included(NamedTuple):
    """Blocks of another page: by what name they were asked for, the page, its path below the root."""

    name: str
    page: Syntax
    file: str
    nodes: list[Node]


class Work:
    """One translation: the page that is being read (an included one for a while), problems, the nearest heading."""

    def __init__(self, page: Syntax, around: Surroundings) -> None:
        self.page, self.around = page, around
        self.file = around.file
        self.words = words(around.locale)
        self.problems: list[Problem] = []
        self.heading: tuple[Syntax, Token] | None = None
        # how many lists, notes and the like are around
        self.depth = -1
        self.including: list[str] = [around.file]
        self._included: dict[str, Syntax | None] = {}

    def include(self, path: str) -> Syntax | None:
        """A page below the root of the language; never one outside."""
        if path.startswith(("/", "..")):
            return None
        if path not in self._included:
            self._included[path] = self.around.include(path)
        return self._included[path]

    def keeps(self, comment: str) -> bool:
        """Whether a comment is written: always where the build puts something in its place."""
        return self.around.keeps_comments or any(marker.is_known for marker in markers.find(comment))

    @contextmanager
    def inside(self, included: Included) -> Iterator[None]:
        """While the blocks of another page are read: problems are on that page, links relative to it."""
        before = self.page, self.file
        self.page, self.file = included.page, included.file
        self.including.append(included.name)
        yield
        self.including.pop()
        self.page, self.file = before

    def report(self, code: str, message: str, hint: str, line: int, column: int = 1) -> None:
        """A problem on the page that is being read."""
        self.problems.append(warning(code, message, hint, Place(self.page.path, line, column)))

    def removed(self, block: Token, offset: int, what: tuple[str, ...]) -> None:
        """Report what the policy takes away from raw HTML."""
        if what:
            hint = (
                "what may stand in raw HTML is listed in decision/guides/policy.py; most of it can be said in Markdown"
            )
            self.report("html-removed", f"{', '.join(what)} is left out", hint, *self.page.position(block, offset))

    def unmatched(self, block: Token, offset: int, tag: str) -> None:
        """Report a tag without its partner."""
        message = f"{quoted(tag)} has no partner, and is left out"
        hint = "close what you open in the same paragraph, list item or cell"
        self.report("html-unmatched", message, hint, *self.page.position(block, offset))

    def target(self, address: str) -> str:
        """The target of a link or image in Markdown."""
        return addresses.localized(address, self.around.page, self.file, self.around.files, self.around.renamed)

    def raw_target(self, address: str) -> str:
        """The address in a raw tag."""
        return self.around.address(self.target(address))

    def video(self) -> str:
        """The text of the link to a video: it is named by the nearest heading."""
        if self.heading:
            page, block = self.heading
            title = syntax.without_id(syntax.shown(page.children(block)), True)[0].strip()
        else:
            title = metadata.plain(str(self.page.front.data.get("title") or ""))
        return self.words["dialect-video"].format(title=title) if title else self.words["dialect-video-untitled"]

    def image(self, tag: HtmlTag, block: Token, offset: int) -> str:
        """A raw image as one of Markdown."""
        values = {attribute.name: attribute.value or "" for attribute in tag.attributes}
        said = policy.admit(tag)
        self.removed(block, offset, said.removed)
        source = syntax.unescaped(values.pop("src", ""))
        if not source or not policy.is_harmless(source):
            return syntax.unescaped(values.get("alt", ""))
        alt = escape.quoted(syntax.unescaped(values.pop("alt", "")))
        listed = " ".join(f'{name}="{value}"' for name, value in values.items() if name != "title")
        title = f' "{escape.quoted(syntax.unescaped(values["title"]))}"' if values.get("title") else ""
        kept = policy.attribute_list(listed, "img")
        behind = f"{{ {' '.join(kept)} }}" if kept else ""
        return f"![{alt}]({escape.target(self.target(source))}{title}){behind}"
