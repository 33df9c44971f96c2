"""Markdown rendered as the site renders it, and what its reader sees of it, as lines of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import yaml

from decision.guides import translation

ROOT = Path(__file__).parent.parent
VOID = {"br", "hr", "img", "input", "col"}
BLOCKS = {"ul", "ol", "table", "blockquote", "pre", "details", "div", "dl", "section"}
LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "summary", "dt", "dd", "caption"}


class _Loader(yaml.SafeLoader):
    """mkdocs.yml names an environment variable by a tag."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


@lru_cache(maxsize=1)
def extensions() -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The extensions of mkdocs.yml with their settings, the permanent links of headings left out."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)["markdown_extensions"]
    settings: dict[str, dict[str, Any]] = {}
    for entry in listed:
        settings |= entry if isinstance(entry, dict) else {entry: {}}
    settings["toc"] = {}
    return list(settings), settings


def uncleaned(text: str) -> str:
    """A text in Markdown as Python-Markdown renders it."""
    names, settings = extensions()
    return markdown.Markdown(extensions=names, extension_configs=settings).convert(text)


def html(text: str) -> str:
    """A text in Markdown as the HTML that goes out."""
    return translation.finish(uncleaned(text))


@dataclass
class Element:
    """An element with its attributes and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("")]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].content.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.name == tag for element in self.stack):
            while self.stack.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.stack[-1].content.append(data)


def seen(text: str) -> str:
    """What a reader sees of HTML: a line for each block, indented by what is around it.

    `‹x›` is a label of an interface, `«x»` what is not to be translated, `x -> y` a link, `(x: y)` an image.
    """
    return "\n".join(_lines(_Reader(text).stack[0].content, ""))


def _lines(content: list[Element | str], indent: str) -> list[str]:
    lines: list[str] = []
    run: list[Element | str] = []
    for part in content:
        if isinstance(part, Element) and part.name in BLOCKS | LEAVES | {"hr", "tr", "thead", "tbody"}:
            lines += _text(run, indent)
            run = []
            lines += _block(part, indent)
        else:
            run.append(part)
    return lines + _text(run, indent)


def _text(run: list[Element | str], indent: str) -> list[str]:
    text = " ".join(_inline(run).split()).replace(" / ", "\n" + indent)
    return [indent + text] if text else []


def _block(element: Element, indent: str) -> list[str]:
    classes = element.attributes.get("class", "").split()
    below = indent + "  "
    if element.name in ("thead", "tbody") or "highlight" in classes or "tabbed-content" in classes:
        return _lines(element.content, indent)
    if element.name == "tr":
        cells = [part for part in element.content if isinstance(part, Element)]
        return [indent + " | ".join(" ".join(_inline([cell]).split()) for cell in cells)]
    if element.name == "pre":
        code = _plain(element).rstrip("\n")
        return [f"{indent}code", *(f"{below}{line}".rstrip() for line in code.split("\n"))]
    if "admonition" in classes or element.name == "details":
        title = next((part for part in element.content if isinstance(part, Element)), Element(""))
        is_title = title.name == "summary" or "admonition-title" in title.attributes.get("class", "")
        rest = element.content[element.content.index(title) + 1 :] if is_title else element.content
        kind = " ".join(classes).removeprefix("admonition ") or "details"
        said = f' "{" ".join(_inline(title.content).split())}"' if is_title else ""
        return [f"{indent}[{kind}]{said}", *_lines(rest, below)]
    if "tabbed-set" in classes:
        return _tabs(element, indent)
    if element.name == "p":
        return _lines(element.content, indent)
    name = element.name + "".join(
        f" {key}={element.attributes[key]}" for key in ("id", "start") if key in element.attributes
    )
    inside = _lines(element.content, below)
    if element.name in LEAVES and len(inside) == 1:
        return [f"{indent}{name}: {inside[0].strip()}"]
    return [f"{indent}{name}", *inside]


def _tabs(element: Element, indent: str) -> list[str]:
    named = [part for part in element.content if isinstance(part, Element) and part.name == "div"]
    labels = [" ".join(_inline([part]).split()) for part in named[0].content if isinstance(part, Element)]
    blocks = [part for part in named[1].content if isinstance(part, Element)]
    lines = [f"{indent}tabs"]
    for label, block in zip(labels, blocks, strict=True):
        lines += [f'{indent}  tab "{label}"', *_lines(block.content, indent + "    ")]
    return lines


def _inline(content: list[Element | str]) -> str:
    return "".join(part if isinstance(part, str) else _marked(part) for part in content)


def _marked(element: Element) -> str:
    text = _inline(element.content)
    match element.name:
        case "strong" | "b":
            return f"**{text}**"
        case "em" | "i":
            return f"*{text}*"
        case "code":
            return f"`{text}`"
        case "del":
            return f"~~{text}~~"
        case "br":
            return " / "
        case "img":
            more = "".join(
                f" {key}={element.attributes[key]}" for key in ("width", "height", "class") if key in element.attributes
            )
            return f"(image {element.attributes.get('src', '')}: {element.attributes.get('alt', '')}{more})"
        case "a":
            target = element.attributes.get("href")
            more = "".join(
                f" {key}={element.attributes[key]}" for key in ("target", "title") if key in element.attributes
            )
            return (
                f"{text} -> {target}{more}" if target is not None else f"(anchor {element.attributes.get('id')}){text}"
            )
        case "span" if "uicontrol" in element.attributes.get("class", ""):
            return f"‹{text}›"
        case "span" if "badge" in element.attributes.get("class", ""):
            return f"({element.attributes['class']}: {text})"
        case "span" if element.attributes.get("translate") == "no":
            return f"«{text}»"
        case _:
            return text


def _plain(element: Element) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in element.content)
