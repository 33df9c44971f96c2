"""The checks: one module each, written out here. Its docstring is its documentation.

`CHECKS` look at the data of a project, `PAGE_CHECKS` at one page, `TRANSLATION_CHECKS` at one
beside its original, `SITE_CHECKS` at what pages say of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

from decision import linkage, locales
from decision.checks import (
    active_file,
    avoided_word,
    bare_list_marker,
    better_when_demanding,
    blank_before_punctuation,
    blank_in_link,
    blanks_behind_legend,
    broken_anchor,
    broken_image,
    broken_link,
    broken_picture,
    confusable_symbol,
    contradicted_best_verdict,
    deprecated_best_verdict,
    drifting_term,
    empty_note,
    failing_case,
    failing_sample,
    gap,
    html_removed,
    html_unmatched,
    ignored_in_picture,
    include_cycle,
    ineffective_usecase,
    internal_page,
    large_chooser,
    large_picture,
    lazy_line,
    leads_out,
    leftover_placeholder,
    legend_differs,
    link_in_heading,
    linked_tag,
    lost_history,
    lost_link_text,
    lost_remark,
    lower_case_tag,
    malformed_id,
    malformed_stamp,
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
    taken_address,
    text_behind_id,
    text_behind_tag,
    translation_differs,
    unattached_remark,
    unbalanced_block,
    unconfirmed_proposal,
    uncovered_combination,
    undecided_analysis,
    undeclared_conflict,
    undescribed_picture,
    uneven_quote,
    unknown_address,
    unknown_glossary,
    unknown_include,
    unknown_marker,
    unknown_section,
    unknown_snippet,
    unknown_table,
    unknown_tag,
    unknown_value_name,
    unmarked_remark,
    unneeded_excuse,
    unreachable_usecase,
    unread_heading,
    unread_link,
    unreadable_graph,
    unterminated_code,
    unterminated_comment,
    unterminated_tag,
    untranslated_text,
    unused_definition,
    wrong_front_matter,
    wrong_symbol,
    zero_width_character,
)
from decision.excuses import Excuses, of_page
from decision.guides.guide import Guide
from decision.linkage import PageFacts, Site
from decision.problem import Problem, in_order
from decision.project import Project
from decision.remembered import Found, Memory, Originals
from decision.sharing import shared
from decision.translations import claims, parity, sections
from decision.translations.beside import Pages
from decision.translations.parity import Pair

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
    unconfirmed_proposal,
    failing_sample,
    lost_history,
)

PAGE_CHECKS: tuple[ModuleType, ...] = (
    unknown_table,
    unknown_glossary,
    unknown_marker,
    unknown_address,
    unknown_value_name,
    avoided_word,
    bare_list_marker,
    blank_before_punctuation,
    blank_in_link,
    blanks_behind_legend,
    empty_note,
    lazy_line,
    leftover_placeholder,
    legend_differs,
    link_in_heading,
    linked_tag,
    lost_link_text,
    lost_remark,
    lower_case_tag,
    malformed_id,
    malformed_stamp,
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
    broken_picture,
    undescribed_picture,
    ignored_in_picture,
    large_chooser,
    large_picture,
    unreadable_graph,
)

TRANSLATION_CHECKS: tuple[ModuleType, ...] = (
    translation_differs,
    untranslated_text,
)

# what translation machines do to a page, and what hides the rest of it
DAMAGE: tuple[ModuleType, ...] = (
    blank_before_punctuation,
    blank_in_link,
    leftover_placeholder,
    lost_link_text,
    missing_heading_id,
    mistranslated_head,
    zero_width_character,
    unterminated_code,
    unterminated_comment,
)

SITE_CHECKS: tuple[ModuleType, ...] = (
    unknown_section,
    broken_link,
    broken_anchor,
    broken_image,
    internal_page,
    taken_address,
    active_file,
    leads_out,
)


def all_checks() -> tuple[ModuleType, ...]:
    """Every check."""
    return (*CHECKS, overdue_review, *PAGE_CHECKS, *TRANSLATION_CHECKS, drifting_term, *SITE_CHECKS, unneeded_excuse)


def code_of(check: ModuleType) -> str:
    """The code of a check: its module's name with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def run(project: Project, reviewed_since: str | None = None, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every problem of a project in the order of path and line.

    `reviewed_since`: a date (2026-01-31); what was last reviewed before it is a problem too. `memory`: what an earlier
    run found of pages, so that those are not looked at for which nothing changed; what this one finds is noted there.

    What an `allow` excuses is left out; an excuse that excuses nothing is a problem itself. Pages are read one by one
    and forgotten: of each only what others need to know is kept.
    """
    excuses = Excuses()
    for file in project.files.values():
        if file.document is not None and file.content is not None:
            excuses.add_data(file.document)
    left = [
        problem
        for problem in _found(project, excuses, reviewed_since, memory or Memory())
        if not excuses.excuse(problem)
    ]
    left += unneeded_excuse.check(excuses, {code_of(check) for check in all_checks()})
    return in_order(left)


def run_beside(pages: Pages) -> tuple[Problem, ...]:
    """What is wrong with a page beside its original, whatever it claims: its structure, and damage by machines."""
    guide, excuses = pages.translation, Excuses()
    excuses.add_page(guide)
    found = [problem for check in DAMAGE for problem in check.check(guide, pages.project)]
    if not claims.is_swallowed(guide.syntax):
        pair = Pair(sections.read(pages.original.syntax), sections.read(guide.syntax), guide.syntax)
        found += claims.problems(pair, parity.all_of(pair), pages.original.path)
    return in_order(problem for problem in found if not excuses.excuse(problem))


def run_alone(project: Project, path: Path) -> tuple[Problem, ...]:
    """What is wrong with a page of a project by itself: what other pages say of it, and it of them, is left out."""
    tree = next((tree for tree in project.trees if path.is_relative_to(tree.folder)), None)
    guide, problems = project.read_guide(tree, path) if tree else (None, ())
    if guide is None or problems:
        return problems
    excuses = Excuses()
    excuses.add_page(guide)
    found = [problem for check in PAGE_CHECKS for problem in check.check(guide, project)]
    return in_order(problem for problem in (*guide.syntax.front.problems, *found) if not excuses.excuse(problem))


def _found(project: Project, excuses: Excuses, reviewed_since: str | None, memory: Memory) -> Iterator[Problem]:
    """Everything that reading and the checks find, before excuses."""
    yield from project.problems
    if project.falls_back:  # a project of this kind, with an interface
        for language in project.languages:
            yield from locales.problems(language.locale)
    for check in CHECKS:
        yield from check.check(project)
    yield from avoided_word.check_data(project)
    yield from drifting_term.check_data(project)
    if reviewed_since is not None:
        yield from overdue_review.check(project, reviewed_since)
    pages: dict[tuple[str, str], PageFacts] = {}
    for look in _looks(project, memory):
        yield from look.problems
        if look.found is not None:
            excuses.add_found(look.found.facts.path, look.found.excuses)
            pages[look.found.facts.locale, look.found.facts.page] = look.found.facts
            yield from look.found.problems
    site = Site(project, pages)
    for check in SITE_CHECKS:
        yield from check.check(site)


class _Look(NamedTuple):
    """A page that was looked at: its number, what is wrong with its file, and what is found of it if it can be read."""

    number: int
    problems: tuple[Problem, ...]
    found: Found | None


def _looks(project: Project, memory: Memory) -> list[_Look]:
    """All pages in their order; those of which nothing is known are shared out."""
    pages = list(project.guide_files())
    names = [path.relative_to(project.root).as_posix() for _, path in pages]
    known = [memory.recall(name) for name in names]

    def look(part: int, of: int) -> Iterator[_Look]:
        originals = Originals(project)
        for number, (tree, path) in enumerate(pages):
            page = path.relative_to(tree.folder).as_posix()
            # a translation and its original belong to one part
            if known[number] is not None or crc32(page.encode()) % of != part:
                originals.recall(tree.locale, page)
                continue
            guide, problems = project.read_guide(tree, path)
            found = _of_page(guide, project, originals, is_text=not problems) if guide is not None else None
            yield _Look(number, problems, found)

    made = {look.number: look for look in shared(look, known.count(None))}
    for look_ in made.values():
        if look_.found is not None and not look_.problems:
            memory.note(names[look_.number], look_.found)
    return [made.get(number) or _Look(number, (), found) for number, found in enumerate(known)]


def _of_page(guide: Guide, project: Project, originals: Originals, is_text: bool) -> Found:
    """What is found of a page by itself, and beside its original."""
    return Found(
        linkage.facts(guide, project), tuple(of_page(guide)), tuple(_problems(guide, project, originals, is_text))
    )


def _problems(guide: Guide, project: Project, originals: Originals, is_text: bool) -> Iterator[Problem]:
    conflicts = list(merge_conflict.check(guide, project))
    if not is_text:  # what is not text says nothing true of itself
        return
    if conflicts:  # nor do two versions in one
        yield from conflicts
        return
    yield from guide.syntax.front.problems
    for check in PAGE_CHECKS:
        yield from check.check(guide, project)
    originals.bring(guide)
    originals.add(guide)
    for check in TRANSLATION_CHECKS:
        yield from check.check(guide, originals.claims)
    yield from drifting_term.check(guide, originals.uses)
