"""A file beside the pages that a browser would run: a page or a script of its own, or a picture with a script in it.

Such a file is published as it is, without being cleaned, and does on the site's address whatever it likes.

Bad:

    docs/en/calculator.html
    docs/en/logo.svg, with <script> or onload= in it

Good:

    docs/en/calculator.md
    docs/en/logo.svg, with nothing but shapes

Scripts of the site itself stand in `docs/assets/`, which belongs to those who write its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from decision.guides.policy import is_harmless
from decision.linkage import Site
from decision.problem import Place, Problem, error
from decision.project import Project

RUN = frozenset(
    (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".js", ".mjs", ".cjs", ".xsl", ".xslt", ".svgz")
)
DRAWN = frozenset((".svg", ".xml", ".rss", ".atom", ".rdf", ".mathml"))
ELEMENTS = frozenset(("script", "foreignobject", "handler", "listener", "iframe", "object", "embed"))
CHANGING = frozenset(("animate", "set"))
XHTML = "{http://www.w3.org/1999/xhtml}"
STYLESHEET = re.compile(rb"<\?xml-stylesheet|<!ENTITY", re.IGNORECASE)


def check(site: Site) -> Iterator[Problem]:
    """A problem for each such file of a language."""
    project = site.project
    own, seen = (project.root / "docs" / "assets").resolve(), set[Path]()
    for tree in project.trees if project.falls_back else ():
        for path in _files(tree.folder, own, seen):
            suffix = path.suffix.lower()
            if suffix in RUN:
                hint = "write it as a page, or put a script of the site into docs/assets/"
                yield error("active-file", f"a browser would run '{path.name}'", hint, _place(path, project))
            elif suffix in DRAWN and (part := active_part(path.read_bytes())):
                hint = "save it without that; nothing but shapes and text is needed"
                yield error("active-file", f"'{path.name}' holds {part}", hint, _place(path, project))


def _files(folder: Path, own: Path, seen: set[Path]) -> Iterator[Path]:
    """The files below a folder, also through links to folders, each folder once; those of the site itself are left."""
    if not folder.is_dir() or folder.resolve() in seen or folder.resolve() == own:
        return  # a language may have no page yet
    seen.add(folder.resolve())
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from _files(path, own, seen)
        elif path.is_file():
            yield path


def active_part(content: bytes) -> str:
    """What of a drawing a browser would run, in words; empty where there is nothing."""
    if STYLESHEET.search(content):
        return "instructions for another file"
    try:
        elements = ElementTree.fromstring(content).iter()
    except (ElementTree.ParseError, ValueError, LookupError):
        return "something that is no XML"
    for element in elements:
        name = str(element.tag).rpartition("}")[2].lower()
        if name in ELEMENTS or str(element.tag).startswith(XHTML):
            return f"<{name}>"
        for attribute, value in element.attrib.items():
            own = attribute.rpartition("}")[2].lower()
            is_address = own in ("href", "src", "action", "data") and not _is_picture(value) and not is_harmless(value)
            if own.startswith("on") or is_address or (name in CHANGING and own == "attributename" and _changes(value)):
                return f"{own}="
    return ""


def _is_picture(value: str) -> bool:
    return bool(re.match(r"data:image/(?:png|jpeg|gif|webp)[;,]", value))


def _changes(value: str) -> bool:
    """Whether an animation changes an address or a handler."""
    name = value.rpartition(":")[2].strip().lower()
    return name == "href" or name.startswith("on")


def _place(path: Path, project: Project) -> Place:
    return Place(path.relative_to(project.root).as_posix())
