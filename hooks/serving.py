"""`mkdocs serve`: a page that is saved is shown at once, and all else is built behind it; a mistake changes nothing.

MkDocs calls one function after each change, and lets readers wait until it is done. Where only the text of pages has
changed, processes that have read their languages already write these pages (`waiters.py`); what nobody looks at is
built by another process, which puts a whole site in its place. If that fails, the pages are again as they were. For all
other changes readers wait until everything is built.
"""

from __future__ import annotations

import filecmp
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import child
import languages
import made_from
import waiters
from mkdocs.plugins import event_priority

from decision import files, fingerprints, project

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.serving")

NICE = 10
running: list[Serving] = []  # here, because `on_shutdown` is given nothing


@event_priority(120)
def on_config(config: MkDocsConfig) -> None:
    """In a process that works for a served site: let that go first; build for its address, and tell warnings only."""
    served = child.served() if child.order() is None else None
    if served or child.is_waiting():
        os.nice(NICE)
    if served:
        child.end_with_parent()
        for handler in logging.getLogger("mkdocs").handlers:
            handler.setLevel(max(served["level"], logging.WARNING))
        config.update(served["config"])


@event_priority(-990)
def on_post_build(config: MkDocsConfig) -> None:
    """Before the site takes its place: tell whether it is another one than before."""
    served = child.served() if child.order() is None else None
    if served and not are_same(Path(config.site_dir), Path(served["config"]["site_dir"])):
        files.make(Path(served["news"]), b"")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> None:
    """Follow changes in a way of our own."""
    sys.dont_write_bytecode = True  # in a watched folder it would be one more change
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    serving = Serving(server.builder, config)
    running.append(serving)
    server.builder = serving.follow
    server.watch(str(serving.bell.parent))


def on_shutdown() -> None:
    """Leave nothing running, and nothing behind."""
    for serving in running:
        serving.end()
    running.clear()


class Serving:
    """A served site: what it is made from, which of its pages are ahead of the others, and who works for it."""

    def __init__(self, build: Callable[[], None], config: MkDocsConfig) -> None:
        self.build, self.config = build, config
        self.root, self.site = made_from.root(config), Path(config.site_dir)
        self.folder = tempfile.TemporaryDirectory(prefix="served_")
        self.news = Path(self.folder.name, "differs")  # here when what is built behind differs from what is shown
        self.bell = Path(self.folder.name, "watched", "bell")  # MkDocs reloads browsers when this file changes
        files.make(self.bell, b"")
        self.lock = threading.Lock()
        self.behind: subprocess.Popen[bytes] | None = None
        self.before: dict[str, bytes] = {}  # pages that are ahead, as they are in the last whole site
        self.sources = [*made_from.sources(config), *map(Path, config.watch)]
        self.states = fingerprints.states(self.sources)
        self.waiters = waiters.Waiters(Path(self.folder.name, "waiting"))
        self.wait()

    def follow(self) -> None:
        """Something that is watched has changed: have the site follow it."""
        with self.lock:
            changed = list(self.changed())
            if not changed:  # the bell has rung
                return
            self.stop()
            pages = [path for path, is_old in changed if is_old and made_from.is_guide(path, self.root / "docs")]
            made = self.made(pages) if len(pages) == len(changed) else {}
            if made:
                self.show(made, pages)
                self.build_behind()
            else:
                self.build_now(are_waiting=made is None)

    def changed(self) -> Iterator[tuple[Path, bool]]:
        """What is no longer as it was the last time, and whether it was and is there.

        What editors and systems keep beside files does not count.
        """
        before, now = self.states, fingerprints.states(self.sources)
        self.states = now
        for path in sorted({path for path, _ in before.items() ^ now.items()}):
            if not (path.name.startswith(".") or path.name.endswith("~")):
                yield path, path in before and path in now

    def made(self, pages: Collection[Path]) -> dict[str, bytes] | None:
        """What is made from some pages: see `Waiters.make`."""
        return self.waiters.make(list(map(str, pages)), {path.relative_to(self.root).parts[1] for path in pages})

    def show(self, made: Mapping[str, bytes], pages: Collection[Path]) -> None:
        """Write what was made from some pages."""
        for name, content in made.items():
            self.before.setdefault(name, made_from.content(self.site / name))
            files.keep(self.site / name, content)
        names = ", ".join(path.relative_to(self.root).as_posix() for path in pages)
        log.info("Shown already: %s; all else is being built", names)

    def build_now(self, are_waiting: bool) -> None:
        """Build everything in this process, with the code as it is now; others may have begun to read it already."""
        if not are_waiting:
            self.waiters.end()
        child.forget(self.root / "decision", self.root / "hooks")
        try:
            self.build()
        except Exception as error:  # MkDocs would answer no request any more
            self.take_back(str(error))
        else:
            self.before.clear()
            if not are_waiting or self.waiters.have_ended():
                self.wait()

    def build_behind(self) -> None:
        """Build everything in another process, which puts it in its place."""
        self.news.unlink(missing_ok=True)
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        given = {"config": self.given(), "news": str(self.news), "level": level}
        strict = ["--strict"] if self.config.strict else []
        self.behind = subprocess.Popen(
            [*languages.COMMAND, *languages.arguments(self.config), *strict],
            env={**os.environ, child.SERVED: json.dumps(given)},
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        threading.Thread(target=self.finish, args=(self.behind,), daemon=True).start()

    def finish(self, process: subprocess.Popen[bytes]) -> None:
        """When the other process has ended: have browsers show what it made, or what was there before."""
        code = process.wait()
        with self.lock:
            if process is not self.behind:
                return
            self.behind = None
            if code:
                self.take_back("the site could not be built")
                self.bell.touch()
            else:
                self.before.clear()
                log.info("All is built")
                if self.news.exists():
                    self.bell.touch()

    def take_back(self, why: str) -> None:
        """Serve the last whole site."""
        for name, content in self.before.items():
            files.keep(self.site / name, content)
        self.before.clear()
        log.error("The last good site is still served: %s", why)

    def wait(self) -> None:
        """Have processes read all languages, and wait for pages."""
        if not self.config.draft_docs:  # those are pages in what is served only
            locales = [language.locale for language in project.load(self.root).languages]
            command = [*languages.COMMAND, *languages.arguments(self.config)]
            self.waiters.start(locales, command, self.given())

    def given(self) -> dict[str, Any]:
        """What a process that works for this one cannot read in mkdocs.yml."""
        names = [name for name in languages.CHANGED_BY_COMMANDS if name != "use_directory_urls"]
        return {name: self.config[name] for name in names}

    def stop(self) -> None:
        """Build nothing behind."""
        if self.behind:
            self.behind.kill()
            self.behind.wait()
            self.behind = None

    def end(self) -> None:
        """Leave nothing running, and nothing behind."""
        self.stop()
        self.waiters.end()
        self.folder.cleanup()


def are_same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names, others = set(files.below(one)), set(files.below(other))
    return names == others and not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])
