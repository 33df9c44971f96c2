"""A remark is attached to a use case, and some languages' labels do not mark it, or none does.

In those languages the number would stand at the end of the label, wherever it belongs.

Bad:

    remarks: smaller-number
    label:
      en: Share a smaller number [^smaller-number] of assets
      sv: Dela ett mindre antal resurser

Good:

    remarks: smaller-number
    label:
      en: Share a smaller number [^smaller-number] of assets
      sv: Dela ett mindre antal [^smaller-number] resurser
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.model import MARK
from decision.problem import Problem, Route, warning
from decision.project import Project


def check(project: Project) -> Iterator[Problem]:
    """A problem for each label that lacks the mark of an attached remark; one at the remark where all of them do."""
    for source, table in project.tables.values():
        for name, usecase in table.usecases.items():
            for remark in dict.fromkeys(usecase.remarks):
                unmarked = [locale for locale, text in usecase.label.items() if remark not in MARK.findall(text)]
                hint = f"write [^{remark}] where its number belongs"
                if len(unmarked) == len(usecase.label):
                    here: Route = ("usecases", name, "remarks")
                    message = f"'{name}' attaches '{remark}', which its label does not mark"
                    yield warning("unmarked-remark", message, hint, source.at(*here), here)
                    continue
                for locale in unmarked:
                    route: Route = ("usecases", name, "label", locale)
                    message = f"'{name}' attaches '{remark}', which this label does not mark"
                    yield warning("unmarked-remark", message, hint, source.at(*route), route)
