"""What `decision explain` and the pages for writers say of each code: the docstring of its module."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import ModuleType

from decision.checks import (
    CHECKS,
    SITE_CHECKS,
    TRANSLATION_CHECKS,
    all_checks,
    avoided_word,
    code_of,
    failing_sample,
    lost_history,
    overdue_review,
    reading,
    unneeded_excuse,
)


def documentation() -> Mapping[str, str]:
    """Each code that a problem can have to the text that explains it."""
    return {code: text for documented in groups().values() for code, text in documented.items()}


def groups() -> Mapping[str, Mapping[str, str]]:
    """The same by what is looked at: title to code to text."""
    samples, histories, excuses, terms = (failing_sample,), (lost_history,), (unneeded_excuse,), (avoided_word,)
    tables = (*(check for check in CHECKS if check not in (*samples, *histories)), overdue_review)
    elsewhere = {*tables, *samples, *histories, *TRANSLATION_CHECKS, *SITE_CHECKS, *excuses, *terms}
    return {
        "Files": _documented(reading.FILES),
        "What stands in a table": _documented(reading.TABLES),
        "What a table says": _documented(tables),
        "Glossaries": _documented(reading.GLOSSARIES),
        "Values": _documented((*reading.VALUES, *samples)),
        "Histories": _documented(histories),
        "Pages": _documented(check for check in all_checks() if check not in elsewhere),
        "Translations": _documented(TRANSLATION_CHECKS),
        "Terms": _documented(terms),
        "Links between pages and tables": _documented(SITE_CHECKS),
        "Lists of facts": _documented(reading.FACTS),
        "Tables adopted from pages": _documented(reading.ADOPTING),
        "Words of the interface": _documented(reading.CATALOGS),
        "Excuses": _documented(excuses),
    }


def _documented(modules: Iterable[ModuleType]) -> Mapping[str, str]:
    return {code_of(module): inspect.cleandoc(module.__doc__ or "") for module in modules}
