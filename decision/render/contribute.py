"""The pages for writers: what each check wants, and how to run them. Markdown, in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from decision.render import environment


def pages(groups: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """All pages, path to Markdown: one that lists the checks, and one for each group of them.

    `groups`: what the checks look at, to code, to documentation.
    """
    return {
        "index.md": index(groups),
        **{f"checks/{slug(title)}.md": page(title, group) for title, group in groups.items()},
    }


def slug(title: str) -> str:
    """What the page of a group of checks, and its section on the page that lists all, are called in addresses."""
    return title.lower().replace(" ", "-")


def index(groups: Mapping[str, Mapping[str, str]]) -> str:
    """The page that lists the checks."""
    listed = [
        (title, slug(title), {code: summary(text) for code, text in group.items()}) for title, group in groups.items()
    ]
    return environment().get_template("contribute.md.j2").render(groups=listed)


def page(title: str, group: Mapping[str, str]) -> str:
    """The page of a group of checks, made of their documentation."""
    texts = {code: as_markdown(text) for code, text in group.items()}
    return environment().get_template("checks.md.j2").render(title=title, texts=texts)


def api(root: str, tables: Sequence[str], most: int, files: Mapping[str, str], locale: str) -> str:
    """The page for those who build on the API, which begins at `root`; of larger tables it leaves things out.

    `files`: what each table has, by name, and what it is for. `locale`: a language of the site, for an example.
    """
    named = [(name, quote(name)) for name in tables]
    values = {"root": root, "tables": named, "most": most, "files": files, "locale": locale}
    return environment().get_template("api.md.j2").render(values)


def summary(text: str) -> str:
    """The first sentence or paragraph of a documentation, on one line."""
    return " ".join(text.strip().split("\n\n")[0].split())


def as_markdown(text: str) -> str:
    """A documentation as Markdown: its indented examples fenced, so that nothing in them is taken for markup."""
    paragraphs = re.sub(r"(?m)^((?:Bad|Good)\b[^:\n]*:)", r"**\1**", text)
    return re.sub(r"(?m)(?:^ {4}.*\n?)(?:\n*^ {4}.*\n?)*", lambda match: _fenced(match[0]), paragraphs)


def _fenced(block: str) -> str:
    lines = [line[4:] for line in block.rstrip().split("\n")]
    language = "yaml" if re.match(r"([\w-]+:(\s|$)|- |#)", lines[0]) else "markdown"
    return "\n".join((f"````{language}", *lines, "````\n"))
