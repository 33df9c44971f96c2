"""A link in a heading.

It cannot be followed in the table of contents, and is easily taken for the heading's own anchor.

Bad:

    ## Install [the app](install.md) {#install}

Good:

    ## Install the app {#install}

    How to do it, step by step: [installation](install.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.guides import heading_ids, prose
from decision.guides.guide import Guide
from decision.guides.syntax import shown
from decision.problem import Problem, quoted, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each link in a heading."""
    page = guide.syntax
    for found in heading_ids.read(page):
        if not any(sign in found.block.content for sign in "[<"):
            continue
        children = page.children(found.block)
        for position, child in enumerate(children):
            is_html = (
                child.type == "html_inline" and child.content.lower().startswith("<a ") and "href" in child.content
            )
            if child.type == "link_open" or is_html:
                end = next((n for n in range(position, len(children)) if children[n].type == "link_close"), position)
                text = quoted(shown(children[position:end]).strip() or child.attrs.get("href", "") or child.content)
                yield warning(
                    "link-in-heading",
                    f"the heading holds a link, {text}",
                    "keep its text, and put the link in the text below",
                    prose.place(page, found.block, *child.meta["span"]),
                )
