"""What contributors are told of each case in `tests/checks`, kept beside it: every word, and what the carets point at.

`python -m tests.told` writes it anew where checks or cases change; read the diff then. The cases say themselves where
a problem is; here stands whether its words help.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from decision import checks, project, report
from decision.problem import Problem
from decision.remembered import Found, Memory
from tests.tables_on_disk import HERE

CASES = HERE / "checks"
FROZEN = HERE / "frozen"
BETWEEN = "\n=====\n"
ANEW = "write it with 'python -m tests.told', and read it"


def yaml_cases() -> list[tuple[str, str]]:
    """Each document, by the name of its file and its number there."""
    return [
        (f"{path.stem}-{number}", text.strip() + "\n")
        for path in sorted(CASES.glob("*.yaml"))
        for number, text in enumerate(path.read_text("utf-8").split(BETWEEN), 1)
    ]


def markdown_cases() -> list[Path]:
    return sorted(CASES.glob("*.md"))


def of_document(text: str, root: Path) -> tuple[Problem, ...]:
    """The problems of a data file, in a project that has nothing else."""
    (root / "mkdocs.yml").write_text((FROZEN / "mkdocs.yml").read_text("utf-8"), "utf-8")
    (root / "data").mkdir()
    (root / "data" / "case.yaml").write_text(text, "utf-8")
    (root / "docs" / "en").mkdir(parents=True)
    (root / "docs" / "en" / "page.md").write_text("# Page {#page}\n", "utf-8")
    return _of(root, "data/case.yaml")


def of_page(path: Path, root: Path) -> tuple[Problem, ...]:
    """The problems of a page, in a copy of the frozen project, whose own pages are not looked at each time."""
    shutil.copytree(FROZEN, root, dirs_exist_ok=True)
    shutil.copy(path, root / "docs" / "en" / "case.md")
    return _of(root, "docs/en/case.md", _of_frozen())


def _of(root: Path, name: str, memory: Memory | None = None) -> tuple[Problem, ...]:
    return tuple(problem for problem in checks.run(project.load(root), memory=memory) if problem.path == name)


class Pages(Memory):
    """What the checks found of pages, as it is."""

    def recall(self, path: str) -> Found | None:
        found: Found | None = self.before.get(path)
        return found

    def note(self, path: str, found: Found) -> None:
        self.now[path] = found


@cache
def _of_frozen() -> Pages:
    memory = Pages()
    checks.run(project.load(FROZEN), memory=memory)
    return Pages(before=memory.now)


def shown(problems: tuple[Problem, ...], text: str) -> str:
    """The problems as `decision check` prints them, then the keys that lead to each, as its JSON gives them."""
    lines = text.split("\n")
    printed = report.as_text(problems, lambda path, number: lines[number - 1] if number <= len(lines) else None)
    keys = [f"{problem.line}: {' > '.join(map(str, problem.route))}" for problem in problems if problem.route]
    return "\n".join([printed, *keys]).rstrip("\n")


def kept(name: str, number: int = 1) -> str:
    """What was told of a case of a file when somebody last read it."""
    path = CASES / f"{name}.txt"
    parts = path.read_text("utf-8").removesuffix("\n").split(BETWEEN) if path.is_file() else []
    return parts[number - 1] if number <= len(parts) else f"not written yet: {ANEW}"


def anew() -> Iterator[tuple[Path, str]]:
    """Each file, and what belongs there."""
    told: dict[str, list[str]] = {}
    for name, text in yaml_cases():
        with tempfile.TemporaryDirectory() as folder:
            problems = of_document(text, Path(folder))
        told.setdefault(f"{name.rpartition('-')[0]}.yaml", []).append(shown(problems, text))
    for path in markdown_cases():
        with tempfile.TemporaryDirectory() as folder:
            problems = of_page(path, Path(folder))
        told[path.name] = [shown(problems, path.read_text("utf-8"))]
    for name, texts in told.items():
        yield CASES / f"{name}.txt", BETWEEN.join(texts) + "\n"


if __name__ == "__main__":
    for file, content in anew():
        file.write_text(content, "utf-8")
