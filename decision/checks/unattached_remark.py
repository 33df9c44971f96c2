"""A remark is marked in a label, and not attached.

The number would be shown, but neither the reader of the data nor an export would know of the remark.

Bad:

    share: {label: "Share a smaller number [^smaller-number] of assets", …}

Good:

    share: {label: "Share a smaller number [^smaller-number] of assets", remarks: smaller-number, …}
"""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.model import MARK
from decision.problem import Problem, Route, warning
from decision.project import Project
from decision.texts import DEFAULT


def check(project: Project) -> Iterator[Problem]:
    """A problem for each label that marks a remark which the use case does not attach; one where all of them do."""
    for source, table in project.tables.values():
        for name, usecase in table.usecases.items():
            marked = {locale: dict.fromkeys(MARK.findall(text)) for locale, text in usecase.label.items()}
            for remark in dict.fromkeys(remark for found in marked.values() for remark in found):
                if remark not in table.remarks or remark in usecase.remarks:
                    continue
                marking = [locale for locale in marked if remark in marked[locale]]
                for locale in marking[:1] if len(marking) == len(marked) else marking:
                    route: Route = ("usecases", name, "label", locale)[: 3 if locale == DEFAULT else 4]
                    message = f"the label marks '{remark}', which '{name}' does not attach"
                    hint = f"add it: remarks: [{', '.join((*usecase.remarks, remark))}]"
                    yield warning("unattached-remark", message, hint, source.at(*route), route)
