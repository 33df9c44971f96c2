"""An excuse that excuses nothing: what it was for is mended, its code is misspelt, or it gives no reason.

Bad:

    usecases:
      open: {allow: {never-the-answer: It was so once.}, …}

Bad:

    <!-- allow: broken-link -->
    See the [plan](plan.md).

Good: the excuse is removed, or says why:

    <!-- allow: broken-link: The plan is published next week. -->
    See the [plan](plan.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from decision.excuses import Excuses
from decision.problem import Problem, choices, error


def check(excuses: Excuses, codes: Collection[str]) -> Iterator[Problem]:
    """A problem for each excuse that was not needed, once all checks have run."""
    for excuse in excuses.unneeded():
        if excuse.code not in codes:
            message, hint = f"no check is called '{excuse.code}'", choices(excuse.code, sorted(codes))
        elif not excuse.reason:
            message, hint = f"the excuse for '{excuse.code}' gives no reason", "write it behind a second colon"
        else:
            message, hint = f"'{excuse.code}' is excused here, and nothing is found that needs it", "remove the excuse"
        yield error("unneeded-excuse", message, hint, excuse.place, excuse.route)
