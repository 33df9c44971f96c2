"""Links that are broken where they are written, mended; what was meant is nearly always plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from decision.handwritten.plain import Plain, Source, Span

_SIGNS = str.maketrans("（）［］【】「」：", "()[][][]:")
_LINK = re.compile(
    # in this order: whole but with blanks or other brackets, without the last bracket, without one in between;
    # what begins with no bracket begins where a piece or a word does, and is no longer than a link is
    r"(?P<image>!\[[^\[\]]*\]\([^()]*\))"
    r"|(?<!!)(?P<open>[\[［【])(?P<text>[^\[\]［］【】<>|]+)(?P<close>[\]］】])(?P<gap>\s*)(?P<left>[(（])(?P<target>[^()（）\[\]]*)(?P<right>[)）])"
    r"|(?<!!)\[(?P<text2>[^\[\]<>|]+)\]\((?P<target2>[^()\s<]*)(?=\s*(?:\Z|<br|[,;]))"
    r"|(?<!!)\[(?P<text3>[^\[\]()<>|]+)\((?P<target3>[^()\s]+\.[^()\s]+)\)"
    r"|(?<![^\[\]()<>|,;])(?P<text4>[^\[\]()<>|,;]+)\]\((?P<target4>[^()\s]+)\)"
    r"|(?<!!)\[(?P<text6>[^\[\]<>|^][^\[\]<>|]*)\]\[(?P<name>[^\[\]]*)\]"
    r"|(?<![\[\]!\w])\[(?P<text5>[^\[\]^<>|]{2,})\](?![\[(:])(?=\s*(?:\Z|<br|[,;]))"
    r"|\((?P<text7>[^()\[\]<>|]+)\)\[(?P<target7>[^\[\]\s]*[./#][^\[\]\s]*)\]"
    r"|\\\[(?P<text8>[^\[\]<>|\\]+)\\?\]\\?\((?P<target8>[^()\s\\]+)\\?\)"
    r"|(?<![\[\]!\w\\])\[(?P<text9>[^\[\]()<>|]{2,})(?=\s*(?:\Z|<br))"
    r"|(?P<text1>\b\w[^\[\]()<>|,;]{0,300})\((?P<target1>https?://[^()\s]+|[^()\s]+\.(?:md|html?)(?:#[^()\s]*)?)\)(?=\s*(?:\Z|<br|[,;]))"
    r"|<(?P<text10>https?://[^<>\s]+)>|(?<![\w(\[\"'=/<])(?P<text11>https?://[^<>\s]*[^<>\s.,;)\]])"
    r"|<a\s[^<>]*?href\s*=\s*[\"']?(?P<target0>[^\"'<>\s]*)[\"']?[^<>]*>(?P<text0>[^<>]+)(?=\Z|<br|<a\b)",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"[\[\]］】]|<a\s|://|\([^()\s]+\.[a-z]", re.IGNORECASE)
_TITLE = re.compile(r"\S+\s+(?:\"[^\"]*\"|'[^']*')\s*\Z")
_SCHEME = re.compile(r"(?:h?t?tps?|https?|http)\s*[:;]?\s*/{1,3}\s*(?=[a-z0-9-]+\s*\.)", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


class Broken(NamedTuple):
    """A link that is broken: as written, where it stands, what is wrong, and its text."""

    written: str
    span: Span
    said: str
    text: str


def mended(source: Source, references: Mapping[str, str]) -> tuple[Source, tuple[Broken, ...]]:
    """A piece with its links as they were meant, and those that were broken.

    `references` are the addresses that the page defines, by name in capitals; links by them become whole ones.
    """
    broken: list[Broken] = []
    pieces: list[tuple[str, int]] = []
    at = 0
    for match, text, target, said in _links(source.text, references):
        link = f"[{text}]({target})" if target else text
        pieces += [(source.text[at : match.start()], at), (link, match.start())]
        at = match.end()
        if said:
            broken.append(Broken(match[0].strip(), source.span(match.start(), match.end()), said, text))
    if not pieces:
        return source, ()
    pieces.append((source.text[at:], at))
    return _joined(source, pieces), tuple(broken)


def links(shown: Plain, references: Mapping[str, str]) -> bool:
    """Whether a piece has links, those by a name that the page defines among them."""
    return bool(shown.links) or any(target and not said for _, _, target, said in _links(shown.source.text, references))


def _links(text: str, references: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str, str, str]]:
    """What has to be written otherwise: text and target as meant, and what is wrong ('' for a whole reference)."""
    for match in _LINK.finditer(text) if _MAY_BE.search(text) else ():
        if match["image"]:
            continue
        if match["open"]:
            target, said = _target(match["target"])
            is_foreign = match[0].translate(_SIGNS) != match[0] and match["text"].translate(_SIGNS) == match["text"]
            gap = "a blank stands between its text and its target" if match["gap"] else ""
            foreign = "its brackets are none of those of a link" if is_foreign else ""
            if said or gap or foreign:
                yield match, match["text"].strip(), target, said or gap or foreign
        elif match["text6"] or match["text5"]:
            name = match["name"] or match["text6"] or match["text5"]
            target = references.get(" ".join(name.split()).upper(), "")
            yield match, match["text6"] or match["text5"], target, "" if target else "it has no target"
        elif match["text10"] or match["text11"]:
            address = match["text10"] or match["text11"]
            yield match, address, address, ""
        elif match["text9"]:
            yield match, match["text9"].strip(), "", "the bracket behind its text is missing"
        else:
            number = next(n for n in _SAID if match[f"text{n}"])
            yield match, match[f"text{number}"].strip(), _target(match[f"target{number}"])[0], _SAID[number]


_SAID = {
    1: "the brackets around its text are missing",
    2: "the bracket behind its target is missing",
    3: "the bracket behind its text is missing",
    4: "the bracket in front of its text is missing",
    7: "round and square brackets are exchanged",
    8: "its brackets are escaped",
    0: "its end is missing",
}


def _target(written: str) -> tuple[str, str]:
    """A target as it was meant, and what is wrong with it ('' for nothing)."""
    bare = written.strip().strip("<>")
    if not bare:
        return "", "it has no target"
    if _TITLE.match(bare) or (written.strip().startswith("<") and written.strip().endswith(">")):
        return written, ""
    text = _INVISIBLE.sub("", bare.translate(_SIGNS))
    scheme = _SCHEME.match(text)
    if scheme and not re.match(r"https?://[^\s/]", text):
        secure = "s" if "s" in scheme[0].lower() else ""
        text = f"http{secure}://{text[scheme.end() :]}"
    text = re.sub(r"\s+", "" if "://" in text else "-", text)
    return (text, "" if text == bare else "its target is not as it was meant")


def _joined(source: Source, pieces: list[tuple[str, int]]) -> Source:
    """The mended text; what is new stands where its link began."""
    starts: list[tuple[int, int, bool]] = []
    length = 0
    original = 0
    for text, at in pieces:
        starts.append((length, at, source.text.startswith(text, at)))
        length += len(text)
        original = max(original, at)

    def where(offset: int) -> tuple[int, int]:
        begin, at, is_same = next(entry for entry in reversed(starts) if entry[0] <= offset or entry[0] == 0)
        return source.where(at + (offset - begin if is_same else 0))

    return Source("".join(text for text, _ in pieces), where)
