"""A page of the dialect as the Markdown that Python-Markdown and pymdown-extensions read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from decision.guides import blocks, policy, tree
from decision.guides.syntax import Syntax
from decision.guides.work import Surroundings, Work
from decision.problem import Problem, in_order

# a table that is only a head gets an empty row from Python-Markdown, and a separator in a list a paragraph
_ADDED = re.compile(
    r"<tbody>\s*<tr>(?:\s*<td[^>]*></td>)+\s*</tr>\s*</tbody>\s*|<p>(?:\s*<!-- -->)?\s*</p>\n?", re.IGNORECASE
)


@dataclass(frozen=True)
class Translation:
    """A page: its front matter as it stands in the file, its text, and what could not be translated."""

    front: str
    text: str
    problems: tuple[Problem, ...] = ()


def translate(page: Syntax, around: Surroundings | None = None) -> Translation:
    """The page in the Markdown that the site's renderer reads."""
    work = Work(page, around or Surroundings())
    lines = blocks.page(tree.build(page.tokens), work)
    front = "".join(f"{line}\n" for line in page.lines[: page.front.lines])
    return Translation(front, "\n".join(lines) + "\n" if lines else "", in_order(work.problems))


def finish(html: str) -> str:
    """The HTML of a page as it goes out: cleaned, and without what Python-Markdown adds where nothing is meant."""
    return _ADDED.sub("", policy.clean(html))
