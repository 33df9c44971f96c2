"""Two builds of the same tree have the same bytes, wherever, whenever and by whomever they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision import sums
from tests import conftest

# Loaded by Python at its start: another day, and folders that give their entries in another order.
ELSEWHERE = """
import datetime, os, random, time

AHEAD = 400 * 86_400
own = random.Random(7)
listdir, scandir, now = os.listdir, os.scandir, time.time

def shuffled(entries):
    entries = sorted(entries, key=lambda entry: getattr(entry, "name", entry), reverse=True)
    own.shuffle(entries)
    return entries

class Entries:
    def __init__(self, *arguments):
        with scandir(*arguments) as found:
            self.entries = iter(shuffled(found))
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *reason): self.close()
    def close(self): pass

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(now() + AHEAD, tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(now() + AHEAD, datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls): return cls.now()

class LaterDate(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(now() + AHEAD)

os.listdir = lambda *arguments: shuffled(listdir(*arguments))
os.scandir = Entries
time.time = lambda: now() + AHEAD
datetime.datetime, datetime.date = Later, LaterDate
def loaded(): open(os.environ["ELSEWHERE_WAS_LOADED"] + str(os.getpid()), "w").close()
loaded()
os.register_at_fork(after_in_child=loaded)
"""


def copy_backwards(source: Path, target: Path) -> None:
    """The same tree, its files made in reverse order, with other times and permissions."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file() and "__pycache__" not in path.parts:
            made = target / path.relative_to(source)
            made.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, made)
            made.chmod(0o600)
            os.utime(made, (1_000_000_000, 1_000_000_000))


def as_somebody_else() -> list[str]:
    """What runs a command as another user who may write the same files; nothing where the system has no such thing."""
    way = ["unshare", "--user", "--map-user=4711"]
    return way if shutil.which(way[0]) and subprocess.run([*way, "true"], capture_output=True).returncode == 0 else []


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built under other circumstances than `plain_site`."""
    folder = tmp_path_factory.mktemp("elsewhere")
    target = folder / "a b" / "c" / "d" / "prøject"
    copy_backwards(conftest.copy_site(folder / "copy", for_writers=True), target)
    (folder / "early").mkdir()
    (folder / "early" / "sitecustomize.py").write_text(ELSEWHERE, "utf-8")
    other = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "PYTHONUTF8": "0"}
    other |= {"USER": "somebody", "LOGNAME": "somebody", "HOME": str(folder), "COLUMNS": "40", "NO_COLOR": ""}
    other |= {"PYTHONPATH": str(folder / "early"), "ELSEWHERE_WAS_LOADED": str(folder / "loaded-")}
    command = [*as_somebody_else(), sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = conftest.clean_environment() | other
    done = subprocess.run(command, cwd=target, env=environment, capture_output=True, umask=0o077, timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert len(list(folder.glob("loaded-*"))) >= 3, "each language is built by a process of its own"
    return target / "site"


def contents(site: Path) -> dict[Path, bytes]:
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_same_tree_makes_the_same_bytes(plain_site: Path, elsewhere: Path) -> None:
    here, there = contents(plain_site), contents(elsewhere)
    assert sorted(here) == sorted(there)
    assert [path for path in here if here[path] != there[path]] == []


def test_the_sums_are_those_of_all_files(plain_site: Path) -> None:
    lines = (plain_site / sums.NAME).read_text("utf-8").splitlines()
    names = [line[66:] for line in lines]
    assert {*map(Path, names), Path(sums.NAME)} == set(contents(plain_site))
    assert names == sorted(names) and "deploy/nginx.conf" in names and "en/index.html" in names


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
@pytest.mark.parametrize("name", ["a", "å b", "-n", "back\\slash", "two\nlines", "sub/SHA256SUMS", ".hidden"])
def test_sha256sum_agrees(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(name, "utf-8")
    (tmp_path / sums.NAME).write_text(sums.text(sums.of(tmp_path)), "utf-8")
    command = ["sha256sum", "--check", "--strict", "--quiet", sums.NAME]
    assert subprocess.run(command, cwd=tmp_path).returncode == 0
    file.write_text("something else", "utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1
