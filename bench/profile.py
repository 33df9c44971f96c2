"""Where the time of a build goes, in all of its processes, as py-spy sees it a hundred times a second.

A part is the hook that is at work, or the step of MkDocs. Waiting does not count, but for a processor that is not free.
What is looked at takes longer than it does otherwise, so shares say more than seconds.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.running import BUILD, run

RATE = 100
MOST = 12
# the steps of MkDocs, the outermost first; a hook within one counts by itself
STEPS = {
    "_find_and_load": "importing",
    "load_config": "MkDocs: configuration",
    "Markdown.convert": "Python-Markdown",
    "Template.render": "templates of the theme",
    "Environment.compile": "templates: compiling",
    "Files.copy_static_files": "MkDocs: copying files",
    "_populate_page": "MkDocs: reading pages",
    "_build_page": "MkDocs: writing pages",
    "build": "MkDocs: the rest",
}
_FRAME = re.compile(r"(?P<function>[^;]+) \((?P<path>[^;()]+):\d+\)")


class Part(NamedTuple):
    """A part of a build, and the seconds of processors that it took."""

    name: str
    seconds: float


def of_build(project: Path) -> list[Part]:
    """The parts of one build of a project, the longest first; raises RuntimeError where nobody may look at it."""
    program = Path(sys.executable).with_name("py-spy")
    if not program.is_file():
        raise RuntimeError("py-spy is not installed: make bench")
    with tempfile.TemporaryDirectory(prefix="bench-profile-") as folder:
        out = Path(folder, "stacks")
        asked = ("record", "--subprocesses", "--full-filenames", "--rate", str(RATE), "--format", "raw", "--output")
        run(project, (*asked, str(out), "--", sys.executable, *BUILD), program=program)
        return parts(out.read_text("utf-8", "replace").splitlines())


def parts(stacks: Iterable[str]) -> list[Part]:
    """The parts of a build, the longest first, from stacks with how often each was seen."""
    seen: Counter[str] = Counter()
    for stack in stacks:
        frames, _, times = stack.rpartition(" ")
        seen[_part(frames)] += int(times)
    return [Part(name, times / RATE) for name, times in seen.most_common()]


def table(found: list[Part], title: str) -> str:
    """The longest parts as a table in Markdown."""
    whole = sum(part.seconds for part in found)
    rest = Part("all else", sum(part.seconds for part in found[MOST:]))
    rows = [f"| {part.name} | {part.seconds:.2f} | {part.seconds / whole:.0%} |" for part in (*found[:MOST], rest)]
    return "\n".join(
        [f"Where the time goes: {title}", "", "| part | s of processors | share |", "|---|---|---|", *rows]
    )


def _part(stack: str) -> str:
    """The outermost hook of a stack, else the innermost step of MkDocs."""
    frames = list(_frames(stack))
    hook = next((f"{path.name}, {function}" for function, path in frames if _is_hook(path, function)), None)
    if hook:
        return hook
    steps = [STEPS[function] for function, _ in frames if function in STEPS]
    return steps[-1] if steps else "Python"


def _frames(stack: str) -> Iterator[tuple[str, Path]]:
    for frame in stack.split(";"):
        if match := _FRAME.fullmatch(frame):
            yield match["function"], Path(match["path"])


def _is_hook(path: Path, function: str) -> bool:
    """Whether a frame is of a hook that does its own work: below the one that starts a language, all begins anew."""
    is_own = path.name not in ("child.py", "languages.py") and function != "<module>"
    return path.parent.name == "hooks" and is_own
