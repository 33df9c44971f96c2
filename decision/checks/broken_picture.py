"""A picture that Mermaid cannot draw, or does not draw as it is written.

The reader would see its source, or a picture in which something is missing.

Bad:

    ```mermaid
    flowchart LR
        dam["AEM Assets" --> app["Desktop app"]
    ```

Good:

    ```mermaid
    flowchart LR
        accTitle: Assets go from the DAM to the desktop
        accDescr: AEM Assets gives assets to the desktop app.
        dam["AEM Assets"] --> app["Desktop app"]
    ```

These kinds are drawn: `flowchart` (or `graph`), `sequenceDiagram`, `stateDiagram-v2`, `classDiagram`, `erDiagram`. Of a
label in quotation marks each sign is drawn as it stands; others lose signs that mean something to Mermaid.
`<br>` breaks a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision import picturing
from decision.guides.guide import Guide
from decision.problem import Problem
from decision.project import Project


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each line that is to be mended."""
    yield from picturing.problems(guide, project, "broken-picture")
