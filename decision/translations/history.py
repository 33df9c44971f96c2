"""What a file held before, as git tells it. This is the only place that asks git; builds never do."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MOST_VERSIONS = 1000
_RECORD = "\x01"


class HistoryError(Exception):
    """Git cannot be asked; `message` and `hint` say why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Version(NamedTuple):
    """What a file held at a commit."""

    commit: str
    content: bytes


@dataclass(frozen=True)
class History:
    """The history of the repository that a folder lies in."""

    folder: Path

    def versions(self, path: Path) -> Iterator[Version]:
        """What a file held after each commit that changed it, the newest first, under whatever name it had then."""
        listed = self._run(
            "log", "--follow", f"--max-count={MOST_VERSIONS}", f"--format={_RECORD}%H", "--name-only", "--", str(path)
        )
        for record in listed.decode("utf-8", "replace").split(_RECORD)[1:]:
            commit, _, name = record.strip().partition("\n")
            content = self._content(f"{commit}:{name.strip()}") if name.strip() else None
            if content is not None:
                yield Version(commit, content)

    def at(self, commit: str, path: Path) -> Version | None:
        """What a file held at a commit; None where the history does not know the commit, or it had no such file."""
        name = self._run("ls-files", "--full-name", "--", str(path)).decode("utf-8", "replace").strip()
        known = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
        content = self._content(f"{known.decode().strip()}:{name}") if known and name else None
        return None if known is None or content is None else Version(known.decode().strip(), content)

    def has(self, revision: str) -> bool:
        """Whether the repository knows a revision. Raises HistoryError where there is no repository."""
        self._run("rev-parse", "--git-dir")
        return self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is not None

    def file(self, revision: str, path: str) -> bytes | None:
        """What a file held at a revision that is known (empty: what is to be committed); `./` begins at the folder."""
        return self._content(f"{revision}:{path}")

    def listed(self, revision: str, folder: str) -> tuple[str, ...]:
        """The files that a folder below this one had at a revision that is known, as paths from this one."""
        names = self._try("ls-tree", "--name-only", "-z", revision, f"{folder}/") if revision else None
        return tuple(name for name in (names or b"").decode("utf-8", "replace").split("\0") if name)

    def _content(self, name: str) -> bytes | None:
        return self._try("cat-file", "blob", name)

    def _run(self, *arguments: str) -> bytes:
        done = self._git(*arguments)
        if done.returncode:
            raise HistoryError("this is no git repository, and what texts were before is looked for in git", "")
        return done.stdout

    def _try(self, *arguments: str) -> bytes | None:
        done = self._git(*arguments)
        return None if done.returncode else done.stdout

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = ["git", "--no-pager", "-c", "core.quotepath=off", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except OSError as reason:
            hint = "install git, or look at the pages yourself"
            raise HistoryError("git cannot be run, and what texts were before is looked for in git", hint) from reason
