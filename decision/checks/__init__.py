"""The checks: one module each, written out here. Its docstring is its documentation.

`CHECKS` look at the tables of a project, `PAGE_CHECKS` at one page, `SITE_CHECKS` at what pages say of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from decision import linkage, locales
from decision.checks import (
    bare_list_marker,
    better_when_demanding,
    blanks_behind_legend,
    broken_anchor,
    broken_image,
    broken_link,
    confusable_symbol,
    contradicted_best_verdict,
    deprecated_best_verdict,
    empty_note,
    failing_case,
    gap,
    html_removed,
    html_unmatched,
    include_cycle,
    ineffective_usecase,
    internal_page,
    lazy_line,
    legend_differs,
    link_in_heading,
    linked_tag,
    lost_remark,
    lower_case_tag,
    malformed_id,
    malformed_tag,
    merge_conflict,
    missing_alternative_text,
    missing_hash,
    missing_heading_id,
    mistranslated_head,
    mixed_symbols,
    nested_too_deep,
    never_the_answer,
    overdue_review,
    ragged_table,
    repeated_anchor,
    skipped_level,
    spaced_tag,
    stale_conflict,
    table_differs,
    tag_in_html,
    tag_without_quote,
    text_behind_id,
    text_behind_tag,
    unattached_remark,
    unbalanced_block,
    uncovered_combination,
    undecided_analysis,
    undeclared_conflict,
    uneven_quote,
    unknown_address,
    unknown_include,
    unknown_marker,
    unknown_section,
    unknown_snippet,
    unknown_table,
    unknown_tag,
    unmarked_remark,
    unneeded_excuse,
    unreachable_usecase,
    unread_heading,
    unread_link,
    unterminated_code,
    unterminated_comment,
    unterminated_tag,
    unused_definition,
    wrong_front_matter,
    wrong_symbol,
    zero_width_character,
)
from decision.excuses import Excuses
from decision.linkage import PageFacts, Site
from decision.problem import Problem, in_order
from decision.project import Project

CHECKS: tuple[ModuleType, ...] = (
    gap,
    undeclared_conflict,
    stale_conflict,
    unreachable_usecase,
    never_the_answer,
    deprecated_best_verdict,
    undecided_analysis,
    ineffective_usecase,
    contradicted_best_verdict,
    better_when_demanding,
    failing_case,
    uncovered_combination,
    unattached_remark,
    unmarked_remark,
    unused_definition,
    confusable_symbol,
)

PAGE_CHECKS: tuple[ModuleType, ...] = (
    unknown_table,
    unknown_marker,
    unknown_address,
    bare_list_marker,
    blanks_behind_legend,
    empty_note,
    lazy_line,
    legend_differs,
    link_in_heading,
    linked_tag,
    lost_remark,
    lower_case_tag,
    malformed_id,
    malformed_tag,
    merge_conflict,
    missing_alternative_text,
    missing_hash,
    missing_heading_id,
    mistranslated_head,
    mixed_symbols,
    ragged_table,
    repeated_anchor,
    skipped_level,
    spaced_tag,
    table_differs,
    tag_in_html,
    tag_without_quote,
    text_behind_id,
    text_behind_tag,
    unbalanced_block,
    uneven_quote,
    unknown_tag,
    unread_heading,
    unread_link,
    unterminated_code,
    unterminated_comment,
    unterminated_tag,
    wrong_front_matter,
    wrong_symbol,
    zero_width_character,
    html_removed,
    html_unmatched,
    include_cycle,
    nested_too_deep,
    unknown_include,
    unknown_snippet,
)

SITE_CHECKS: tuple[ModuleType, ...] = (
    unknown_section,
    broken_link,
    broken_anchor,
    broken_image,
    internal_page,
)


def all_checks() -> tuple[ModuleType, ...]:
    """Every check."""
    return (*CHECKS, overdue_review, *PAGE_CHECKS, *SITE_CHECKS, unneeded_excuse)


def code_of(check: ModuleType) -> str:
    """The code of a check: its module's name with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def run(project: Project, reviewed_since: str | None = None) -> tuple[Problem, ...]:
    """Every problem of a project in the order of path and line.

    `reviewed_since`: a date (2026-01-31); what was last reviewed before it is a problem too.

    What an `allow` excuses is left out; an excuse that excuses nothing is a problem itself. Pages are read one by one
    and forgotten: of each only what others need to know is kept.
    """
    excuses = Excuses()
    for source, _ in project.tables.values():
        excuses.add_table(source)
    left = [problem for problem in _found(project, excuses, reviewed_since) if not excuses.excuse(problem)]
    left += unneeded_excuse.check(excuses, {code_of(check) for check in all_checks()})
    return in_order(left)


def _found(project: Project, excuses: Excuses, reviewed_since: str | None) -> Iterator[Problem]:
    """Everything that reading and the checks find, before excuses."""
    yield from project.problems
    if project.falls_back:  # a project of this kind, with an interface
        for language in project.languages:
            yield from locales.problems(language.locale)
    for check in CHECKS:
        yield from check.check(project)
    if reviewed_since is not None:
        yield from overdue_review.check(project, reviewed_since)
    pages: dict[tuple[str, str], PageFacts] = {}
    for guide, problems in project.read_guides():
        yield from problems
        if guide is None:
            continue
        excuses.add_page(guide)
        pages[guide.locale, guide.page] = linkage.facts(guide)
        conflicts = list(merge_conflict.check(guide, project))
        if problems:  # what is not text says nothing true of itself
            continue
        if conflicts:  # nor do two versions in one
            yield from conflicts
            continue
        yield from guide.syntax.front.problems
        for check in PAGE_CHECKS:
            yield from check.check(guide, project)
    site = Site(project, pages)
    for check in SITE_CHECKS:
        yield from check.check(site)
