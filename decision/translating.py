"""What the translation of the dialect finds on a page: what it cannot translate, or leaves out.

Checks ask for it code by code, so the last page is kept. A page that holds nothing of the kind is not translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from decision.guides import pages
from decision.guides.guide import Guide
from decision.guides.pages import Pages
from decision.problem import Problem
from decision.project import Project

# raw HTML, something to include, or nesting deeper than people write
_MAY_HOLD = re.compile(r"<[A-Za-z/]|\{\{|^[ \t>]{60}", re.MULTILINE)


def problems(guide: Guide, project: Project, code: str) -> tuple[Problem, ...]:
    """The problems of a code that translating a page gives."""
    if not _MAY_HOLD.search(guide.syntax.text):
        return ()
    return tuple(problem for problem in _all(guide, project) if problem.code == code)


@lru_cache(maxsize=1)
def _all(guide: Guide, project: Project) -> tuple[Problem, ...]:
    known = replace(
        _pages(project), read=lambda *name: guide if name == (guide.locale, guide.page) else project.guide(*name)
    )
    names = _names(project, guide.locale)
    shown = known.renamed.get(guide.locale, {}).get(guide.page, guide.page)
    return tuple(known.translation(guide.locale, shown, names).problems)


@lru_cache(maxsize=1)
def _pages(project: Project) -> Pages:
    files = {tree.locale: pages.listed(tree.folder) if tree.folder.is_dir() else frozenset() for tree in project.trees}
    return Pages(project.guide, files, project.default)


@lru_cache(maxsize=4)
def _names(project: Project, locale: str) -> frozenset[str]:
    """The files that a reader of a language gets."""
    files = _pages(project).files
    return frozenset(files.get(project.default, ())) | frozenset(files.get(locale, ()))
