"""Hostile bytes: files of the tests, damaged by chance, and texts that Hypothesis draws from the words of our formats.

The input of a number is the same for the same seed, whoever asks for it and whatever was asked before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any
from xml.etree import ElementTree

from decision import document

# what changes the values of a file and leaves its form whole; None where it has none
Shape = Callable[[Random, bytes], bytes | None]
MOST_BYTES = 3_000
MOST_CHANGES = 6
# what has a form loses it with the first changes
CHANGES_OF_SHAPED = (1, 1, 1, 2, 2, 3, 6)
# one input of so many is large, which shows what grows faster than its input
LARGE = 400
MOST_LARGE = 60_000
# one input of so many has its bytes changed although it has a form; in one of so many shaped ones something is large
UNSHAPED = 3
GROWN = 100
MOST_ENTRIES = 300
MOST_SHAPED = 300_000
# of a large file's lists and mappings remain so many entries
KEPT = (2, 5, 12, 40)

WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("\n", "\r", "\r\n", "\t", "\0", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\ufeff"),
        *("\u200b", "\u200f", "\u202e", "\ud800", "\udfff", "\uffff", "\U0010ffff", "İ", "ß", "ſ", "👩‍👩‍👧", "e\u0301"),
        *(
            "---\n",
            "...\n",
            "- ",
            "? ",
            ": ",
            ":",
            "#",
            "&a ",
            "*a",
            "!!str ",
            "!x ",
            "|\n",
            ">-\n",
            "[",
            "]",
            "{",
            "}",
        ),
        *("<<: ", "%YAML 1.2\n", "%TAG ! x\n", "'", '"', "\\", '"\\u0000"', '"\\ud800"', "~", "null", "yes", "1e999"),
        *(".nan", "-.inf", "0x", "0o9", "9" * 400, "9" * 5000, "2026-13-45", "2026-02-30", "0000-00-00", "-0", "1_000"),
        *(
            "{{",
            "}}",
            "{{ a.b }}",
            "{{ paths.",
            "{% if",
            "{#",
            "{ #id }",
            "{#id}",
            "{#id .c x=y}",
            "](",
            "][",
            "![",
            "<",
        ),
        *("<!--", "-->", "<!-- allow: x: y -->", "<!-- decision-table: usecases -->", "<!-- glossary: glossary -->"),
        *("<table>", "<tr><td>", "</td>", "<td colspan=99999>", "<td rowspan=-1>", "<details>", "<pre>", "<script>"),
        *(
            "<a href=",
            "<img src=x onerror=y>",
            "</",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "&#99999999999;",
            "<![CDATA[",
            "<?",
        ),
        *(">[!NOTE]\n>\n", ">[!", ">[!MORELIKETHIS]\n", ">[!TAB", ">[!BEGINTABS]\n", ">[!DNL ", "[!UICONTROL ", "[!"),
        *(
            "> ",
            ">",
            "+++",
            "+++ x\n",
            "```",
            "```mermaid\n",
            "~~~",
            "    ",
            "| a | b |\n|---|---|\n",
            "|",
            "\\|",
            "|-|\n",
        ),
        *(
            "# ",
            "###### ",
            "#######",
            "===\n",
            "* ",
            "1. ",
            "999999999999. ",
            "**",
            "__",
            "`",
            "``",
            "[^1]",
            "[a]: b\n",
        ),
        *("{{$include /x.md}}", "{{$include ../../x.md}}", "address:usecases/", "../" * 30, "%00", "%", "//", "a:b"),
        *(
            "source:\n  ^: 1:00000000\n",
            "1:",
            "✔",
            "✘",
            "❗",
            "⚠",
            "①",
            "²",
            "kind: ",
            "decision-table",
            "when: ",
            "allow:",
        ),
    )
)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, float("inf"), "", " ", "\n", "x", "\u202e", "a" * 3000, "1.0.0", "yes"),
    *(
        [],
        [[]],
        {},
        [None],
        {"": ""},
        {"en": "x"},
        {"xx": "y"},
        {"default": None},
        ["a", "a"],
        "{{ a.b }}",
        "{{",
        "2026",
    ),
    *(
        "2026-01-01",
        "data-table",
        "../x",
        "http://[",
        "//",
        "#",
        "a-b",
        "A B",
        "(" * 40,
        "(a+)+$",
        "\\",
        "[",
        "*",
        "all",
    ),
)
ODD_DRAWN = (
    *("", " ", "NaN", "inf", "1e999", "-1", "0", "9" * 5000, "a" * 3000, "1,2", "1 2 3", "0 0 0 0", "100%", "-0.0"),
    *(
        "translate(1,2)",
        "translate(1e308, 1e308)",
        "rotate(",
        "matrix(1 2)",
        "url(#x)",
        "url(javascript:x)",
        "url(//x)",
    ),
    *(
        "M0 0 L",
        "M" + "0,0 " * 900,
        "M0,0A1 1 0 01 1 1",
        "M 0 0 C 1",
        "m1e308-1e308z",
        "javascript:alert(1)",
        "<script>",
    ),
    *("\u202e", "&lt;", "]]>", "node", "edgeLabel", "cluster", "marker", "a b c", "fill:red;stroke:url(x)", "\ud7ff"),
)
ODD_ELEMENTS = (
    *(
        "script",
        "foreignObject",
        "use",
        "image",
        "a",
        "style",
        "g",
        "text",
        "tspan",
        "path",
        "rect",
        "marker",
        "animate",
    ),
    *("{http://www.w3.org/1999/xhtml}div", "{http://www.w3.org/2000/svg}g", "{http://www.w3.org/2000/svg}path"),
)
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


def mutated(random: Random, corpus: Sequence[bytes], shape: Shape | None = None) -> bytes:
    """A file of the corpus, damaged; `shape`: most inputs have what it makes of one."""
    base = random.choice(corpus)
    if shape is not None and random.randrange(UNSHAPED) and (shaped := shape(random, base)) is not None:
        return shaped if random.random() < 0.8 else _damaged(random, shaped, corpus, 1)
    if len(base) > MOST_BYTES and not (shape and random.random() < 0.2):
        base = _cut(random, base, 0.3 if shape is None else 0.8)
    changes = random.randint(1, MOST_CHANGES) if shape is None else random.choice(CHANGES_OF_SHAPED)
    made = _damaged(random, base, corpus, changes)
    if random.randrange(LARGE) == 0:
        start = random.randrange(len(made) + 1)
        piece = made[start : start + random.choice((1, 2, 7, 40, 400))] or b" "
        made = made[:start] + piece * (random.randint(1000, MOST_LARGE) // len(piece)) + made[start:]
    return made


def _cut(random: Random, base: bytes, first: float) -> bytes:
    """Whole lines from somewhere in a file; its beginning, which says what it is, in that share of the cases."""
    if random.random() < first:
        return base[: base.find(b"\n", random.randint(200, MOST_BYTES)) + 1 or MOST_BYTES]
    start = base.find(b"\n", random.randrange(len(base))) + 1
    return base[start : start + random.randint(100, MOST_BYTES)]


def _damaged(random: Random, made: bytes, corpus: Sequence[bytes], changes: int) -> bytes:
    for _ in range(changes):
        made = random.choice(_CHANGES)(random, made, corpus)
    return made


def _span(random: Random, made: bytes) -> tuple[int, int]:
    start = random.randrange(len(made) + 1)
    return start, min(len(made), start + random.choice((0, 1, 1, 2, 4, 10, 40, 200)))


def _flip(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    if not made:
        return made
    at = random.randrange(len(made))
    return made[:at] + bytes([made[at] ^ 1 << random.randrange(8)]) + made[at + 1 :]


def _random_bytes(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    start, end = _span(random, made)
    return made[:start] + random.randbytes(random.randint(1, 4)) + made[end:]


def _word(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    start, end = _span(random, made) if random.random() < 0.3 else (random.randrange(len(made) + 1),) * 2
    return made[:start] + random.choice(WORDS) * random.choice((1, 1, 1, 2, 3, 60)) + made[end:]


def _drop(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    start, end = _span(random, made)
    return made[:start] + made[end:]


def _repeat(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    start, end = _span(random, made)
    return made[:end] + made[start:end] * random.choice((1, 2, 8, 30)) + made[end:]


def _splice(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    start, end = _span(random, made)
    other = random.choice(corpus)
    from_, _ = _span(random, other)
    return made[:start] + other[from_ : from_ + random.choice((3, 20, 100, 500))] + made[end:]


def _lines(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    lines = made.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            lines[one] = random.choice((b" ", b"  ", b"    ", b"\t", b"> ", b"- ")) + lines[one]
        case _:
            lines[one] = lines[one].lstrip()
    return b"\n".join(lines)


def _end(random: Random, made: bytes, corpus: Sequence[bytes]) -> bytes:
    return made[: random.randrange(len(made) + 1)] if random.random() < 0.2 else _word(random, made, corpus)


_CHANGES: tuple[Callable[[Random, bytes, Sequence[bytes]], bytes], ...] = (
    *(_flip, _random_bytes, _word, _word, _word, _drop, _drop, _repeat, _splice, _splice, _lines, _lines, _end),
)


# --- files that keep their form


def yaml(random: Random, base: bytes) -> bytes | None:
    """A YAML file with some of its values changed, as JSON, which is YAML."""
    text = _as_json(base)
    if text is None:
        return None
    data = json.loads(text)
    if len(text) > MOST_BYTES:
        data = _thinned(random, data, random.choice(KEPT))
    for _ in range(random.randint(1, 3)):
        _change(random, data)
    made = json.dumps(data, ensure_ascii=random.random() < 0.1, indent=random.choice((None, 1))).encode()
    return made if len(made) <= MOST_SHAPED else None


@cache
def _as_json(base: bytes) -> str | None:
    """A YAML file as JSON, which cuts the values that an alias shares."""
    source, _ = document.read("", base)
    return json.dumps(source.data) if source is not None and isinstance(source.data, (dict, list)) else None


def _thinned(random: Random, data: Any, most: int) -> Any:
    """Of every mapping and list some entries, in their order; the first few, which say what it is, always."""
    if not isinstance(data, (dict, list)):
        return data
    keys = [*(data if isinstance(data, dict) else range(len(data)))]
    if len(keys) > most:
        drawn = random.sample(range(len(keys)), most)
        keys = [key for at, key in enumerate(keys) if at in drawn or (at < 5 and isinstance(data, dict))]
    if isinstance(data, dict):
        return {key: _thinned(random, data[key], most) for key in keys}
    return [_thinned(random, data[key], most) for key in keys]


def _change(random: Random, data: Any) -> None:
    """Change, remove, add or rename something somewhere in a tree; seldom, add much."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = random.choice(keys)
        inner = data[key]
        if not (isinstance(inner, (dict, list)) and inner) or random.random() < 0.25:
            break
        data = inner
    kind = random.randrange(5)
    other = data[random.choice(keys)]
    if random.randrange(GROWN) == 0:
        _grow(random, data, key)
    elif kind == 0:
        del data[key]
    elif kind == 1 and isinstance(data, dict):
        name = random.choice(("", "x", "en", "allow", "proposed", "a b", f"{random.choice(keys)}-2"))
        data[name] = data.pop(key)
    elif kind == 2 and isinstance(data, dict):
        data[key] = _copied(other)
    elif kind == 2:
        data.append(_copied(other))
    else:
        data[key] = _copied(random.choice(ODD))


def _grow(random: Random, data: Any, key: Any) -> None:
    count = random.randint(10, MOST_ENTRIES)
    if isinstance(data[key], str):
        data[key] = (data[key] or " ") * count
    elif isinstance(data, dict):
        data.update({f"{key}-{number}": _copied(data[key]) for number in range(count)})
    else:
        data.extend(_copied(data[key]) for _ in range(count))


def _copied(value: Any) -> Any:
    """The same, and nothing of it shared."""
    return json.loads(json.dumps(value))


def xml(random: Random, base: bytes) -> bytes | None:
    """A drawing with some of its elements changed."""
    root = ElementTree.fromstring(base)
    for _ in range(random.randint(1, 4)):
        _change_element(random, root)
    made = ElementTree.tostring(root)
    return made if len(made) <= MOST_SHAPED else None


def _change_element(random: Random, root: ElementTree.Element) -> None:
    every = list(root.iter())
    one, other = random.choice(every), random.choice(every)
    match random.randrange(6):
        case 0 if one.attrib:
            one.set(random.choice(list(one.attrib)), random.choice(ODD_DRAWN))
        case 1:
            one.set(*random.choice([*other.attrib.items(), ("style", "fill: url(x)"), ("onload", "alert(1)")]))
        case 2:
            one.tag = random.choice((other.tag, *ODD_ELEMENTS))
        case 3:
            one.text = random.choice((other.text, *ODD_DRAWN))
        case 4 if len(one):
            one.remove(random.choice(one))
        case _ if other not in one.iter() and one not in other.iter():
            one.extend([other] * (random.randint(2, 40) if random.randrange(20) == 0 else 1))
