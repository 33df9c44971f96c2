"""Something in a picture that is not drawn: colours, classes, settings, links, scripts.

The site's stylesheet draws every picture, so that it fits the light and the dark appearance, paper and high contrast.
Links stand in the text beside the picture, where everybody reaches them.

Bad:

    ```mermaid
    flowchart LR
        accTitle: Assets go from the DAM to the desktop
        accDescr: AEM Assets gives assets to the desktop app.
        dam["AEM Assets"] --> app["Desktop app"]
        style dam fill:#f96
        click app "https://example.org"
    ```

Good:

    ```mermaid
    flowchart LR
        accTitle: Assets go from the DAM to the desktop
        accDescr: AEM Assets gives assets to the desktop app.
        dam["AEM Assets"] ==> app["Desktop app"]
    ```
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import picturing
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each statement that is left out."""
    yield from picturing.problems(guide, project, "ignored-in-picture")
