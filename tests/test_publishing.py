"""A site is replaced in one step, whenever the process that makes it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from decision import publishing
from tests.conftest import clean_environment

PARTS = 40


def make(folder: Path, version: str) -> None:
    """A tree of which each file says the version."""
    for number in range(PARTS):
        (folder / f"{number}.html").write_text(version, "utf-8")


def versions(site: Path) -> set[str]:
    """What the files of a site say; a missing one says nothing."""
    return {
        (site / f"{number}.html").read_text("utf-8") if (site / f"{number}.html").is_file() else ""
        for number in range(PARTS)
    }


def left_over(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name != site.name)


@pytest.fixture(params=["exchange", "link"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a site, on a system that can exchange names and on one that cannot."""
    if request.param == "link":
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    return tmp_path / "public [1]" / "site"


def test_a_tree_takes_the_place_of_the_one_before(site: Path) -> None:
    for version in ("one", "two", "three"):
        stage = publishing.begin(site)
        make(stage.folder, version)
        stage.publish()
        assert versions(site) == {version}
    assert len(left_over(site)) <= 1  # where the place is a link, the tree that it leads to


def test_a_folder_that_stood_there_is_replaced(site: Path) -> None:
    site.mkdir(parents=True)
    (site / "old.html").write_text("old", "utf-8")
    (site / ".nojekyll").write_text("", "utf-8")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref", "utf-8")
    stage = publishing.begin(site)
    make(stage.folder, "new")
    stage.publish()
    assert versions(site) == {"new"}
    assert not (site / "old.html").exists()
    assert (site / ".nojekyll").is_file()
    assert (site / ".git" / "HEAD").read_text("utf-8") == "ref"


def test_a_tree_that_is_discarded_leaves_nothing(site: Path) -> None:
    stage = publishing.begin(site)
    make(stage.folder, "one")
    stage.discard()
    assert left_over(site) == []
    assert not site.exists()


def test_two_at_once_do_not_mix(site: Path) -> None:
    first, second = publishing.begin(site), publishing.begin(site)
    make(first.folder, "first")
    make(second.folder, "second")
    first.publish()
    assert versions(site) == {"first"}
    second.publish()
    assert versions(site) == {"second"}


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to("elsewhere")
    stage = publishing.begin(tmp_path / "site")
    make(stage.folder, "new")
    stage.publish()
    assert (tmp_path / "site").is_symlink()
    assert versions(tmp_path / "elsewhere") == {"new"}


def test_a_system_without_exchange_recovers_from_an_end_between_its_two_steps(tmp_path: Path) -> None:
    aside = tmp_path / ".site.previous-abc"
    aside.mkdir()
    make(aside, "old")
    publishing.begin(tmp_path / "site").discard()
    assert versions(tmp_path / "site") == {"old"}


PUBLISH_FOR_EVER = """
import sys
from pathlib import Path
from decision import publishing
if sys.argv[2] == "link":
    publishing._exchange = lambda one, other: False
for version in range(1_000_000):
    stage = publishing.begin(Path(sys.argv[1]))
    for number in range(40):
        (stage.folder / f"{number}.html").write_text(str(version))
    stage.publish()
"""


@pytest.mark.parametrize("way", ["exchange", "link"])
def test_whenever_the_process_is_killed_the_site_is_whole(tmp_path: Path, way: str) -> None:
    site = tmp_path / "site"
    stage = publishing.begin(site)
    make(stage.folder, "before")
    stage.publish()
    if way == "link":  # a place that is a link already: there, one step is all
        site.rename(tmp_path / ".site.building-first")
        site.symlink_to(".site.building-first")
    for attempt in range(12):
        process = subprocess.Popen([sys.executable, "-c", PUBLISH_FOR_EVER, str(site), way])
        seen = set()
        until = time.monotonic() + 0.25 + attempt * 0.011
        while time.monotonic() < until:
            seen.add(frozenset(versions_of_one_tree(site)))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert all(len(found) == 1 for found in seen), seen
        assert len(versions(site)) == 1
    publishing.begin(site).discard()
    assert len(left_over(site)) == (way == "link")


def versions_of_one_tree(site: Path) -> set[str]:
    """What a reader finds who opened the folder once, as a server does that has it open.

    Between reading a link and opening what it leads to, that may be replaced and removed: then it is read once more.
    """
    for _ in range(1_000):
        try:
            folder = os.open(site, os.O_RDONLY)
        except FileNotFoundError:
            if site.is_symlink():
                continue
            raise
        try:
            return {read_at(folder, f"{number}.html") for number in (0, PARTS // 2, PARTS - 1)}
        except FileNotFoundError:
            continue  # the tree was replaced, and is being removed
        finally:
            os.close(folder)
    raise AssertionError("there is no whole tree")


def read_at(folder: int, name: str) -> str:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
        return file.read()


FULL = """
import resource
from mkdocs.__main__ import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
cli(["build"])
"""


def test_a_full_disk_leaves_the_site_as_it_was(project: Path) -> None:
    """No file may grow beyond 50 kB, which the theme's script does: what is written then fails as on a full disk."""
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("the last good site", "utf-8")
    command = [sys.executable, "-c", FULL]
    done = subprocess.run(command, cwd=project, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "File too large" in done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["old.html"]
    publishing.begin(project / "site").discard()
    assert not list(project.glob(".site.*"))


NO_MEMORY = """
import resource, sys
from pathlib import Path
from mkdocs.__main__ import cli
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[1]) * 2**20,) * 2)
cli(["build"])
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="what a process uses is read from Linux")
def test_where_memory_runs_out_the_site_stays_as_it_was(project: Path) -> None:
    """At one step of the build after another, until there is enough for all of it."""
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("the last good site", "utf-8")
    failed = 0
    for more in range(20, 400, 7):  # in MiB
        command = [sys.executable, "-c", NO_MEMORY, str(more)]
        done = subprocess.run(
            command, cwd=project, env=clean_environment(), capture_output=True, check=False, timeout=120
        )
        if done.returncode == 0:
            break
        failed += 1
        assert [path.name for path in (project / "site").iterdir()] == ["old.html"], more
    assert failed > 2
    assert (project / "site" / "en" / "index.html").is_file()
    assert not list(project.glob(".site.*"))
