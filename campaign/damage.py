"""Hostile bytes: files of the tests, damaged by chance, and texts that Hypothesis draws from the words of our formats.

The input of a number is the same for the same seed, whoever asks for it and whatever was asked before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from decision import document

MOST_BYTES = 3_000
MOST_CHANGES = 6
# one input of so many is large, which shows what grows faster than its input
LARGE = 400
MOST_LARGE = 60_000
# one input of so many changes values of a YAML file instead of its bytes
SHAPED = 3

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


def mutated(random: Random, corpus: Sequence[bytes], is_data: bool) -> bytes:
    """A file of the corpus, damaged; `is_data`: the files are YAML, of which values can be changed as well."""
    base = random.choice(corpus)
    if is_data and random.randrange(SHAPED) == 0 and (shaped := _shaped(random, base)) is not None:
        return shaped if random.random() < 0.8 else _damaged(random, shaped, corpus, 1)
    if len(base) > MOST_BYTES and not (is_data and random.random() < 0.2):
        base = _cut(random, base)
    made = _damaged(random, base, corpus, random.randint(1, MOST_CHANGES))
    if random.randrange(LARGE) == 0:
        start = random.randrange(len(made) + 1)
        piece = made[start : start + random.choice((1, 2, 7, 40, 400))] or b" "
        made = made[:start] + piece * (random.randint(1000, MOST_LARGE) // len(piece)) + made[start:]
    return made


def _cut(random: Random, base: bytes) -> bytes:
    """Whole lines from somewhere in a file; its beginning often enough, as that says what it is."""
    if random.random() < 0.3:
        return base[: random.randint(200, MOST_BYTES)]
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


def _shaped(random: Random, base: bytes) -> bytes | None:
    """A YAML file with some of its values changed, as JSON, which is YAML; None where the file cannot be read."""
    source, _ = document.read("", base)
    if source is None or not isinstance(source.data, (dict, list)):
        return None
    # JSON cuts the values that an alias shares
    data = json.loads(json.dumps(source.data))
    try:
        for _ in range(random.randint(1, 3)):
            _change(random, data)
        return json.dumps(data, ensure_ascii=random.random() < 0.1, indent=random.choice((None, 1))).encode()
    except ValueError:  # something was put into itself
        return None


def _change(random: Random, data: Any) -> None:
    """Change, remove, add or rename something somewhere in a tree."""
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
    if kind == 0:
        del data[key]
    elif kind == 1 and isinstance(data, dict):
        data[random.choice(("", "x", "en", "allow", "proposed", "a b", str(random.choice(keys)) + "-2"))] = data.pop(
            key
        )
    elif kind == 2:
        value = data[random.choice(keys)]
        if isinstance(data, dict):
            data[key] = json.loads(json.dumps(value))
        else:
            data.append(json.loads(json.dumps(value)))
    else:
        data[key] = random.choice(ODD)
