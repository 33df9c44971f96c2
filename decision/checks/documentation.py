"""What `decision explain` and the pages for writers say of each code: the docstring of its module."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import ModuleType

from decision.checks import CHECKS, SITE_CHECKS, all_checks, code_of, overdue_review, reading, unneeded_excuse


def documentation() -> Mapping[str, str]:
    """Each code that a problem can have to the text that explains it."""
    return {code: text for documented in groups().values() for code, text in documented.items()}


def groups() -> Mapping[str, Mapping[str, str]]:
    """The same by what is looked at: title to code to text."""
    tables, excuses = (*CHECKS, overdue_review), (unneeded_excuse,)
    elsewhere = {*tables, *SITE_CHECKS, *excuses}
    return {
        "Files": _documented(reading.FILES),
        "What stands in a table": _documented(reading.TABLES),
        "What a table says": _documented(tables),
        "Pages": _documented(check for check in all_checks() if check not in elsewhere),
        "Links between pages and tables": _documented(SITE_CHECKS),
        "Excuses": _documented(excuses),
    }


def _documented(modules: Iterable[ModuleType]) -> Mapping[str, str]:
    return {code_of(module): inspect.cleandoc(module.__doc__ or "") for module in modules}
