"""A table written by hand that repeats a decision table and says something else.

Verdicts, other solutions, numbers of remarks and the rows themselves are compared, wherever the page puts rows and
columns. They are found by their labels in the language of the page, by those of the default language, and by
`aliases` in the data. An excerpt of less than half of the rows lacks none.

Bad:

    | Use case | AEM desktop app | Folder sharing |
    |---|---|---|
    | Share DAM assets with users who have access to DAM | ✔ | ✔ |

where the data says that the desktop app is preferred.

Good: the table is replaced by `<!-- decision-table: usecases -->`, or says what the data says:

    | Share DAM assets with users who have access to DAM | ✔✔ | ✔ |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision import handwritten
from decision.guides.guide import Guide
from decision.handwritten import Page, comparing
from decision.handwritten.comparing import (
    Difference,
    Exchanged,
    ExtraRow,
    MissingRows,
    OtherLabel,
    OtherLabels,
    OtherRemarks,
    OtherSolutions,
    OtherVerdict,
    RunTogether,
)
from decision.handwritten.matching import SURE, Match
from decision.handwritten.names import Names
from decision.handwritten.plain import Span
from decision.handwritten.reading import Table
from decision.problem import Place, Problem, error, printable, quoted, warning
from decision.project import Project
from decision.texts import words


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each difference; a warning where it is not certain that the table repeats the data."""
    page = handwritten.page(guide, project)
    by_table: dict[str, list[tuple[Table, Match]]] = {}
    for repetition in page.repetitions:
        match = repetition.match
        if match is None:
            continue
        by_table.setdefault(match.names.id, []).append((repetition.table, match))
        for difference in comparing.differences(repetition.table, match, page.found.remarks):
            yield _problem(page, difference, match)
    for tables in by_table.values():
        for missing in comparing.missing_rows(tables):
            yield _problem(page, missing, tables[0][1])


def _problem(page: Page, difference: Difference, match: Match) -> Problem:
    span, message, hint, is_minor = _worded(difference, match.names)
    place: Place = page.place(span)
    report = error if match.sure >= SURE and not is_minor else warning
    return report("table-differs", message, hint, place)


def _worded(difference: Difference, names: Names) -> tuple[Span, str, str, bool]:
    """Where it is, what is said, the hint, and whether it is a matter of words only."""
    match difference:
        case OtherVerdict(cell, usecase, integration, shown):
            data = names.table.legend[names.table.usecases[usecase].verdict(integration)]
            said = f"the verdict is '{names.table.legend[shown].symbol}'" if shown else "there is no verdict"
            message = f"{said}, in '{names.id}' it is '{data.symbol}'"
            meaning = words(data.word, names.locale, names.default).text
            hint = f"'{data.symbol}' ({meaning}) is what '{usecase}' says of '{integration}'; change one of the two"
            return cell.symbol.span if cell.symbol else cell.span, message, hint, False
        case OtherSolutions():
            return _other_solutions(difference, names)
        case RunTogether(cell, (one, other)):
            message = f"'{one}' and '{other}' run together"
            return cell.span, message, "put '<br>' between them", False
        case OtherRemarks():
            return _other_remarks(difference, names)
        case OtherLabel(cell, part, is_row):
            known = names.table.usecases[part] if is_row else names.table.integrations[part]
            message = f"'{printable(cell.label)}' is called '{names.label(known)}' in '{names.id}'"
            return cell.span, message, f"call it that, or add it to the 'aliases' of '{part}'", True
        case OtherLabels(span, count):
            message = f"{count} rows have other labels than in '{names.id}'"
            return span, message, "use those of the data, or add these to its 'aliases'", True
        case Exchanged((cell, other), ids):
            message = f"what stands at '{printable(cell.label)}' and at '{printable(other.label)}' is exchanged"
            return cell.span, message, f"exchange the labels of '{ids[0]}' and '{ids[1]}', or what they say", False
        case ExtraRow(cell, repeats, meant):
            if repeats is not None:
                called = names.label(names.table.usecases[meant]) if meant else ""
                hint = f"did you mean '{printable(called)}'?" if meant else "remove one of the two"
                return cell.span, f"the row of '{repeats}' stands here again", hint, False
            near = comparing.nearest_usecase(cell.label, names)
            called = names.label(names.table.usecases[near]) if near else ""
            hint = f"did you mean '{printable(called)}'?" if near else "add it to the data, or remove the row"
            return cell.span, f"'{names.id}' has no use case {quoted(cell.label)}", hint, False
        case MissingRows(span, usecases):
            return _missing(span, usecases, names)


def _other_solutions(difference: OtherSolutions, names: Names) -> tuple[Span, str, str, bool]:
    expected = [_label(name, names) for name in names.table.usecases[difference.usecase].alternatives]
    said = [
        *(f"{quoted(text)} is not known" for text in difference.unknown),
        *(f"'{_label(name, names)}' is too many" for name in difference.extra),
        *(f"'{_label(name, names)}' is missing" for name in difference.missing),
    ]
    named = ", ".join(f"'{label}'" for label in expected) or "none"
    message = f"other solutions: {', '.join(said)}"
    return difference.cell.span, message, f"'{names.id}' names here: {named}", False


def _other_remarks(difference: OtherRemarks, names: Names) -> tuple[Span, str, str, bool]:
    said = [f"({mark.number}) is too many" for mark in difference.marks]
    said += [f"({number}) is missing" for number in difference.missing]
    span = difference.marks[0].span if difference.marks else difference.cell.span
    numbers = [names.table.remark_number(remark) for remark in names.table.usecases[difference.usecase].remarks]
    listed = ", ".join(f"({number})" for number in numbers)
    hint = f"in '{names.id}' '{difference.usecase}' has {listed or 'none'}"
    return span, f"numbers of remarks: {', '.join(said)}", hint, False


def _missing(span: Span, usecases: Sequence[str], names: Names) -> tuple[Span, str, str, bool]:
    labels = [f"'{printable(names.label(names.table.usecases[name]))}'" for name in usecases[:3]]
    listed = ", ".join(labels) + (f" and {len(usecases) - 3} more" if len(usecases) > 3 else "")
    return span, f"behind this row is missing: {listed}", "add it, or remove it from the data", False


def _label(name: str, names: Names) -> str:
    part = names.table.linked(name)
    return names.label(part) if part else name
