"""A tag of the dialect inside raw HTML.

What stands in HTML is not Markdown: the reader sees the tag as it is written.

Bad:

    <table>
      <tr><td>Select [!UICONTROL Save].</td></tr>
    </table>

Good:

    | Step |
    |---|
    | Select [!UICONTROL Save]. |

Between tags of HTML, text behind a blank line is Markdown again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.guides import block_tags, parser, prose
from decision.guides.guide import Guide
from decision.problem import Problem, quoted, warning
from decision.project import Project

_TAG = re.compile(rf"\[!(?:{'|'.join((*block_tags.INLINE, *block_tags.BLOCKS))})\b[^\]\n]*\]?")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each tag of the dialect in a block of HTML or in an attribute."""
    page = guide.syntax
    hint = "write Markdown instead, or put a blank line between the HTML and the text"
    for token in page.tokens:
        if token.type == "html_block":
            for match in _TAG.finditer(prose.masked_html(token) if _may_hold_tag(token.content) else ""):
                place = prose.place(page, token, *match.span())
                yield warning("tag-in-html", f"{quoted(match[0])} stands in HTML, where it is no tag", hint, place)
        elif token.type == "inline" and "<" in token.content and _may_hold_tag(token.content):
            for child in page.children(token):
                if child.type == "html_inline" and not child.content.startswith("<!--"):
                    start = child.meta["span"][0]
                    for match in _TAG.finditer(parser.restore(child.content)):
                        place = prose.place(page, token, start + match.start(), start + match.end())
                        message = f"{quoted(match[0])} stands in HTML, where it is no tag"
                        yield warning("tag-in-html", message, "leave the tag out, and keep its text", place)


def _may_hold_tag(content: str) -> bool:
    return prose.OPENING in content or "[!" in content
