"""A number in a table of verdicts that no remark explains, or a remark whose number stands nowhere.

Bad:

    | Use case | AEM desktop app |
    |---|---|
    | Share smaller number (1) of DAM assets | ✔✔ |
    | Save larger number of assets to DAM (3) | ✔✔ |

    - (1) Smaller number of assets: for example, those of a campaign
    - (2) Use AEM desktop app upload folder feature

Good:

    | Use case | AEM desktop app |
    |---|---|
    | Share smaller number (1) of DAM assets | ✔✔ |
    | Save larger number of assets to DAM (2) | ✔✔ |

    - (1) Smaller number of assets: for example, those of a campaign
    - (2) Use AEM desktop app upload folder feature
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten import Page, Repetition, comparing
from decision.handwritten.cells import Mark
from decision.handwritten.remarks import Remark
from decision.problem import Problem, warning
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each number without its remark and each remark without a number; one where they are a pair."""
    page = handwritten.page(guide, project)
    if not page.repetitions:
        return
    numbers = {remark.number for remark in page.found.remarks}
    lost: dict[int, Mark] = {}
    for repetition in page.repetitions:
        for mark in _lost(repetition, numbers, page):
            lost.setdefault(mark.number, mark)
    unused = list(_unused(page))
    if len(lost) == 1 and len(unused) == 1:
        yield _exchanged(page, next(iter(lost.values())), unused[0])
        return
    for mark in lost.values():
        message = f"({mark.number}) is explained nowhere on this page"
        yield warning("lost-remark", message, "add the remark, or remove the number", page.place(mark.span))
    for remark in unused:
        message = f"nothing in the table leads to remark ({remark.number})"
        hint = f"write ({remark.number}) where it belongs, or remove the remark"
        yield warning("lost-remark", message, hint, page.place(remark.span))


def _lost(repetition: Repetition, numbers: set[int], page: Page) -> Iterator[Mark]:
    """The numbers of a table without a remark, where others have one or the data knows that there is one."""
    marks = repetition.table.marks
    is_explained = any(mark.number in numbers for mark in marks)
    known = _in_data(repetition)
    differing = _differing(repetition, page)
    for mark in marks:
        if mark.number not in numbers and mark.number not in differing and (is_explained or mark.number in known):
            yield mark


def _unused(page: Page) -> Iterator[Remark]:
    """The remarks that belong to a table here, and whose number stands nowhere."""
    marks = {mark.number for repetition in page.repetitions for mark in repetition.table.marks}
    differing = {number for repetition in page.repetitions for number in _differing(repetition, page)}
    if not any(remark.number in marks for remark in page.found.remarks):
        return
    for remark in page.found.remarks:
        if remark.number not in marks | differing | page.found.other_marks:
            yield remark


def _in_data(repetition: Repetition) -> set[int]:
    match = repetition.match
    return set(range(1, len(match.table.remarks) + 1)) if match else set()


def _differing(repetition: Repetition, page: Page) -> set[int]:
    """The numbers that `table-differs` speaks of."""
    match = repetition.match
    if match is None:
        return set()
    found = [
        comparing.other_remarks(repetition.table.rows[row.index], match, row, page.found.remarks)
        for row in match.rows
        if repetition.table.rows[row.index].size == repetition.table.width
    ]
    numbers = {n for other in found if other for n in (*other.missing, *(mark.number for mark in other.marks))}
    numbers |= {n for usecase in match.missing for n in comparing.numbers_of(usecase, match, page.found.remarks)}
    if match.missing or any(comparing.differences(repetition.table, match, page.found.remarks)):
        # what the data does not number belongs to a generated remark, which may have gone with the difference
        numbers |= {remark.number for remark in page.found.remarks if remark.number > len(match.table.remarks)}
    return numbers


def _exchanged(page: Page, mark: Mark, remark: Remark) -> Problem:
    """One number without a remark and one remark without a number: the one that leaves a gap in its row is wrong."""
    numbers = sorted(other.number for other in page.found.remarks)
    message = f"({mark.number}) is explained nowhere, and nothing leads to remark ({remark.number})"
    if numbers == list(range(1, len(numbers) + 1)):
        hint = f"did you mean ({remark.number})?"
        return warning("lost-remark", message, hint, page.place(mark.span))
    return warning("lost-remark", message, f"did you mean ({mark.number})?", page.place(remark.span))
