r"""What Python-Markdown would take for markup in a text that is none.

Backslashes where Python-Markdown knows them (`\*`), references where it does not (`&lt;`).
"""

from __future__ import annotations

import re

_ODD = "\u00a0\u2028\u2029\\x0b\\x0c\\x1c-\\x1f\\x85"
MARKUP = rf"\\`*_\[\]<&{{}}|\u200b{_ODD}"
_FIRST = re.compile(rf"[{MARKUP}]")
_MARKUP = re.compile(
    r"(?P<kept>\[\^[^\]\s]+\])"
    r"|(?P<escaped>[\\`*{}\[\]])"
    r"|(?P<low>_+)"
    r"|(?P<less><(?=[A-Za-z/!?]|[^<> ]*@|\Z))"
    # of a number, Python-Markdown reads a reference without its semicolon as well
    r"|(?P<amp>&(?=\#?[A-Za-z0-9]+;|\#[0-9xX]))"
    r"|(?P<pipe>\|)"
    rf"|(?P<odd>[{_ODD}])"
    r"|(?P<nothing>\u200b)"
)
# what begins a block when a line begins with it
_LINE_START = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<mark>#|>|[-+](?=[ \t]|$|[-+])|!!!)"
    r"|(?P<number>\d+)(?=[.)](?:[ \t]|$))"
    r"|(?P<other>:(?=[ \t])|=(?==|[ \t]*$)|~~~|\?\?\?|/{3}|\\?\|?[ \t:]*-(?=[-| \t\\:]*$)|\|(?=[-| \t\\:]*$)))",
    re.MULTILINE,
)
_LINE_FIRST = frozenset("#>-+!0123456789:=~?/|\\ \t")
_TASK = re.compile(r"^\\\[([ xX])\\\](?=[ \t])")
_LITERAL = re.compile(r"[\\`*_\[\]{}<>&|!#~^=+:$\u00a0\u2028\u2029\n]")


def text(raw: str, at_line_start: bool = False, in_cell: bool = False, in_words: bool = True) -> str:
    """A text so that Python-Markdown shows just that; whatever stands around it is markup.

    `in_words`: an underscore in a word may stay; beside one in an attribute list Python-Markdown loses its way.
    """
    if _FIRST.search(raw):

        def one(match: re.Match[str]) -> str:
            found = match[0]
            if match["escaped"]:
                return f"\\{found}"
            if match["low"]:
                start, end = match.span()
                inside = in_words and start > 0 and end < len(raw) and raw[start - 1].isalnum() and raw[end].isalnum()
                return found if inside else "\\_" * len(found)
            if match["kept"]:
                return found
            if match["less"]:
                return "&lt;"
            if match["amp"]:
                return "&amp;"
            if match["pipe"]:
                return "\\|" if in_cell else "|"
            return "" if match["nothing"] else "&nbsp;" if found == "\u00a0" else f"&#{ord(found)};"

        raw = _MARKUP.sub(one, raw)
        if at_line_start:
            raw = _TASK.sub(r"[\1]", raw)
    return line_starts(raw, at_line_start)


def line_starts(escaped: str, at_line_start: bool = True) -> str:
    """A text whose lines begin no block; `at_line_start`: its first line is the beginning of one."""
    if "\n" not in escaped and (not at_line_start or escaped[:1] not in _LINE_FIRST):
        return escaped

    def one(match: re.Match[str]) -> str:
        if match.start() == 0 and not at_line_start:
            return match[0]
        if match["number"]:
            return f"{match['indent']}{match['number']}\\"
        if match["mark"]:
            return f"{match['indent']}\\{match['mark']}"
        other = match["other"]
        return match["indent"] + (other if other[0] == "\\" else f"&#{ord(other[0])};{other[1:]}")

    return _LINE_START.sub(one, escaped)


def literal(raw: str) -> str:
    """A text in which Python-Markdown finds nothing at all, and HTML no tag."""
    return _LITERAL.sub(lambda match: f"&#{ord(match[0])};", raw)


def target(address: str) -> str:
    """An address as the target of a link in Markdown: no character in it may end it or be markup."""
    encoded = re.sub(
        r"[\s<>\"'`\\\[\](){}|^\x00-\x20\x7f]",
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()),
        address,
    )
    return re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", encoded)


def quoted(title: str) -> str:
    """A title or image text: no character in it may end it or be markup."""
    title = " ".join(title.replace("\u200b", "").split())
    return re.sub(r"[\"'()\[\]`\\|<>{}]|&(?=#?[A-Za-z0-9]+;|#[0-9xX])", lambda match: f"&#{ord(match[0])};", title)
