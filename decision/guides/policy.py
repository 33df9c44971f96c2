"""What raw HTML may stand in a guide: one list of elements and attributes.

It is used twice. `admit` looks at a tag as the writer wrote it, so that what is taken away can be named with its line.
`clean` has the last word on the HTML that goes out, by nh3 (the Rust library ammonia, which parses as browsers do).
No script, no `style=`, no `on…=`, no address that runs something.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

import nh3

from decision.guides.syntax import HtmlTag, attributes
from decision.problem import printable


def names(text: str) -> frozenset[str]:
    """Names that are listed with blanks between them."""
    return frozenset(text.split())


_CELL = "align valign colspan rowspan scope headers abbr width height nowrap"
_MEDIA = "src controls loop muted poster preload width height"

# element -> the attributes that it may have besides those of every element
ELEMENTS: dict[str, frozenset[str]] = {
    name: names(attributes)
    for listed, attributes in {
        "abbr address article aside b bdi bdo big caption center cite code dd dfn dl dt em figcaption figure footer "
        "h1 h2 h3 h4 h5 h6 header i kbd main mark nav p pre rp rt ruby s samp section small span strike strong sub "
        "summary sup tt u var wbr br": "align clear",
        "a": "href target rel name download hreflang",
        "audio video": _MEDIA,
        "blockquote q": "cite",
        "col colgroup": "span width align valign",
        "data": "value",
        "del ins": "cite datetime",
        "details": "open",
        "div": "align",
        "hr": "width align size noshade",
        "img": "src alt width height align border hspace vspace loading decoding srcset sizes",
        "li": "value type",
        "ol ul": "start type reversed compact",
        "picture": "",
        "source track": "src srcset media sizes type kind srclang label default",
        "table": "align border cellpadding cellspacing width summary frame rules bgcolor",
        "tbody tfoot thead tr": "align valign",
        "td th": _CELL,
        "time": "datetime",
    }.items()
    for name in listed.split()
}
EVERYWHERE = names("class id title lang dir translate role hidden tabindex markdown")
VOID = names("area base br col embed hr img input link meta param source track wbr")
# what these hold is no text
DROPPED_WITH_CONTENT = frozenset(("script", "style", "template", "noembed", "noframes"))
# elements of HTML that may not stand in a guide; any other name is a placeholder that the writer wants to be seen
FORBIDDEN = DROPPED_WITH_CONTENT | names(
    "applet area base basefont body button canvas datalist dialog dir embed fieldset font form frame frameset head "
    "html iframe input label legend link map marquee math menu meta meter noscript object optgroup option output "
    "param progress search select slot svg textarea title acronym blink image nobr plaintext xmp bgsound isindex "
    "hgroup portal rb rtc"
)
SCHEMES = frozenset(("http", "https", "mailto", "tel", "ftp", "address"))
_ADDRESSES = frozenset(("href", "src", "cite", "poster", "srcset"))
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SHORT = re.compile(r"(?<![^\s])[#.][\w:.-]+")
_VALUES = re.compile(r"[\w:-]+[ \t]*=[ \t]*(?:[\"“”][^\"“”]*[\"“”]|'[^']*'|[^\s,]+)")
_ALIGNMENT = re.compile(r"\s*text-align\s*:\s*(left|right|center)\s*;?\s*\Z", re.IGNORECASE)

# what Material, Python-Markdown and pymdown-extensions write themselves
_OWN: dict[str, set[str]] = {
    "input": {"type", "checked", "disabled", "id", "name"},
    "label": {"for"},
    "button": {"type"},
    "fieldset": set(),
    "legend": set(),
    "svg": {"viewBox", "xmlns", "width", "height"},
    "path": {"d"},
    "math": {"xmlns"},
}


class Admitted(NamedTuple):
    """What becomes of a tag: the tag to write (empty: none), and what was taken away, in words.

    `is_text`: the writer means the characters. `hides`: what is inside goes with it.
    """

    tag: str
    removed: tuple[str, ...] = ()
    is_text: bool = False
    hides: bool = False


def admit(tag: HtmlTag, address: Callable[[str], str] = str) -> Admitted:
    """A tag with what is allowed of it; `address` turns each address in it into the one to write."""
    name = tag.name.removeprefix("/")
    if name in FORBIDDEN:
        said = () if tag.name.startswith("/") else (f"<{name}>",)
        return Admitted("", said, hides=name in DROPPED_WITH_CONTENT)
    if name not in ELEMENTS:
        return Admitted("", is_text=True)
    if tag.name.startswith("/"):
        return Admitted("" if name in VOID else f"</{name}>")
    parts = [name]
    removed: list[str] = []
    for attribute, raw, _, _ in tag.attributes:
        value = None if raw is None else unescape(raw)
        if attribute == "style" and name in ("td", "th", "p", "div") and (side := _ALIGNMENT.match(value or "")):
            attribute, value = "align", side[1].lower()
        if not _is_allowed(name, attribute):
            removed.append(f"{attribute}=" if value is not None else attribute)
        elif attribute in _ADDRESSES and value is not None and not is_harmless(value):
            removed.append(f"{attribute}={printable(value.strip(), 20)}")
        elif value is None:
            parts.append(attribute)
        else:
            value = address(value.strip()) if attribute in ("href", "src", "poster") else value
            parts.append(f'{attribute}="{quoted(value)}"')
    return Admitted(f"<{' '.join(parts)}>", tuple(removed))


def attribute_list(text: str, element: str) -> list[str]:
    """What an attribute list may say of an element, as Python-Markdown's `attr_list` reads it."""
    found = [*_SHORT.findall(_VALUES.sub(" ", text))]
    for name, value in attributes(text).items():
        if element == "a" and name == "target" and value.strip("_") == "blank":
            value = "_blank"
        if element == "img" and name == "align" and value not in ("left", "right"):
            found.append(f".align-{value}")
        elif _is_allowed(element, name) and (name not in _ADDRESSES or is_harmless(value)):
            found.append(f'{name}="{quoted(value)}"')
    return found


def is_harmless(address: str) -> bool:
    """Whether an address leads somewhere and runs nothing. Browsers ignore blanks and controls in it."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20\x7f-\xa0\u200b]", "", unescape(address)))
    return not scheme or scheme[1].lower() in SCHEMES


def clean(html: str) -> str:
    """The HTML of a page as it may go out."""
    return _cleaner().clean(html)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    everywhere = EVERYWHERE - {"markdown"}
    allowed = {name: set(own | everywhere) for name, own in ELEMENTS.items()}
    allowed |= {name: own | everywhere for name, own in _OWN.items()}
    return nh3.Cleaner(
        tags=set(allowed),
        attributes=allowed,
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=False,
    )


def _is_allowed(element: str, attribute: str) -> bool:
    allowed = ELEMENTS.get(element, frozenset())
    return attribute in allowed or attribute in EVERYWHERE or attribute.startswith("aria-")


def quoted(value: str) -> str:
    """An attribute's value, with what Python-Markdown would take for markup as references."""
    return re.sub(r"[`\\\[\]|{}\n]", lambda match: f"&#{ord(match[0])};", escape(value))
