"""A link to `address:table/id` where the table has no such thing, or the thing has no address.

The vendor's addresses stand once, in the data.

Bad:

    [Brand Portal](address:usecases/brand-portl)

Good:

    [Brand Portal](address:usecases/brand-portal)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from decision.guides.guide import ADDRESS, Guide
from decision.matrix import model
from decision.problem import Place, Problem, choices, error
from decision.project import Project

_SCHEME = re.compile(r"(?P<name>[A-Za-z]+):[\w-]+/[\w-]+\Z")


def check(guide: Guide, project: Project) -> Iterator[Problem]:
    """A problem for each address that cannot be resolved; tables that cannot be read are reported elsewhere."""
    yield from _misspelt(guide)
    for found in guide.addresses:
        table_id, _, name = found.text.removeprefix(ADDRESS).partition("/")
        lack = project.lack(table_id, model.KIND)
        if lack is not None:
            hint = f"{lack.hint}; the form is {ADDRESS}table/id"
            yield error("unknown-address", lack.message, hint, guide.place(found))
        elif table_id in project.tables:
            _, table = project.tables[table_id]
            known = {**table.integrations, **table.replacements, **table.alternatives}
            part = table.linked(name)
            if part is None:
                message = f"'{table_id}' has nothing called '{name}'"
                yield error("unknown-address", message, choices(name, known), guide.place(found))
            elif not part.address:
                message = f"'{name}' in '{table_id}' has no address"
                yield error("unknown-address", message, "add 'address: https://…' there", guide.place(found))


def _misspelt(guide: Guide) -> Iterator[Problem]:
    """Links of the same form, whose first word is nearly the right one."""
    word = ADDRESS.removesuffix(":")
    for link in guide.syntax.links:
        found = None if link.target.startswith(ADDRESS) else _SCHEME.match(link.target)
        if found and get_close_matches(found["name"].lower(), [word], cutoff=0.75):
            place = Place(guide.path, link.target_line, link.target_column)
            yield error("unknown-address", f"'{found['name']}:' leads nowhere", f"did you mean '{ADDRESS}'?", place)
