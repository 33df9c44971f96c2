"""The pages for writers: what each check wants, and how to run them. Markdown, in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from decision.render import environment


def pages(groups: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """All pages, path to Markdown: one that lists the checks, and one for each.

    `groups`: what the checks look at, to code, to documentation.
    """
    documented = {f"{code}.md": page(code, text) for group in groups.values() for code, text in group.items()}
    return {"index.md": index(groups), **documented}


def index(groups: Mapping[str, Mapping[str, str]]) -> str:
    """The page that lists the checks."""
    listed = {title: {code: summary(text) for code, text in documented.items()} for title, documented in groups.items()}
    return environment().get_template("contribute.md.j2").render(groups=listed)


def page(code: str, text: str) -> str:
    """The page of a check, made of its documentation."""
    return environment().get_template("check.md.j2").render(code=code, text=as_markdown(text))


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
