"""A picture without words for those who do not see it.

`accTitle` is its alternative text, a sentence; `accDescr` says all that the picture says, and stands below it for
everybody. One sentence a line; a blank line begins a new paragraph, `- ` an item of a list.

Bad:

    ```mermaid
    flowchart LR
        dam["AEM Assets"] --> app["Desktop app"]
    ```

Good:

    ```mermaid
    flowchart LR
        accTitle: Assets go from the DAM to the desktop
        accDescr {
            AEM Assets, the DAM, gives assets to the desktop app.
            Nothing goes back.
        }
        dam["AEM Assets"] --> app["Desktop app"]
    ```
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import picturing
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each of the two texts that a picture lacks."""
    yield from picturing.problems(guide, project, "undescribed-picture")
