"""Killed at any moment: what writes is ended by SIGKILL, and then every file is the old one or the new one, whole.

Moments are drawn over the whole run, and more of them over the part of it that writes. After each, the same command has
to finish the work and leave nothing behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from campaign.plan import ROOT, Outcome, Plan, say
from decision import sums

Files = Mapping[str, bytes]
SECONDS = 300
PAGES = 40
# of so many moments, all but one are drawn from when writing has begun
WRITING = 4
SITE = """INHERIT: project.yml
site_name: Killed
extra:
  languages:
    - {locale: en, name: English, site_name: Killed}
    - {locale: sv, name: Svenska, site_name: Dödad}
nav: [index.md]
"""
# two mistakes that `--fix` repairs
BROKEN = "# Page {{#page-{number}}}\n\nSome text\u200b of page {number}.\n\n## Seldom{variant}\n\nMore\u200b words.\n"
PAGE = "# Page {{#page-{number}}}\n\nSome text of page {number}.\n\n## Limits {{#limits}}\n\nNone so far.\n"


@dataclass(frozen=True)
class Scene:
    """A command and what it is run on: `prepare` makes the folder as it is before a run, in one of two ways in turn.

    `watched` are the entries of the folder whose files count. `is_one`: they are one thing, all old or all new.
    `refuses`: the command does not do again what is done.
    """

    name: str
    kills: int
    command: tuple[str, ...]
    prepare: Callable[[Path, int], None]
    watched: tuple[str, ...]
    is_one: bool = False
    refuses: bool = False


@dataclass
class Count:
    """What became of the kills of a scene."""

    kills: int = 0
    old: int = 0
    new: int = 0
    between: int = 0
    wrong: int = 0


def run(plan: Plan) -> Outcome:
    """Kill each of the commands as often as it shall be."""
    rows: list[tuple[str, ...]] = [("command", "kills", "old after it", "new after it", "some files new", "wrong")]
    wrong: list[str] = []
    total = Count()
    end = time.monotonic() + plan.seconds
    for scene, count, found in _scenes(plan, end):
        for text in found:
            wrong.append(f"{scene.name}: {text}")
            say(wrong[-1])
        figures = (count.kills, count.old, count.new, count.between, count.wrong)
        rows.append((scene.name, *(f"{figure:,}" for figure in figures)))
        total.kills, total.wrong = total.kills + count.kills, total.wrong + count.wrong
        say(f"{scene.name}: {count.kills} kills, {count.wrong} wrong")
    asked = sum(plan.count(scene.kills) for scene in SCENES)
    of = "" if total.kills == asked else f" of {asked} (the time was over)"
    summary = f"{total.kills} kills{of}: {total.wrong} lost, half-written or mixed"
    return Outcome(summary, tuple(rows), (*wrong, *([summary] if of else [])))


def _scenes(plan: Plan, end: float) -> Iterator[tuple[Scene, Count, list[str]]]:
    """What came of each scene; a few are played at once, as each needs one core only."""
    counts = [Count() for _ in SCENES]
    with ThreadPoolExecutor(plan.workers) as pool:
        done = pool.map(lambda scene, count: _scene(scene, plan, count, end), SCENES, counts)
        yield from zip(SCENES, counts, done, strict=True)


def _scene(scene: Scene, plan: Plan, count: Count, end: float) -> list[str]:
    folder = plan.folder / scene.name.replace(" ", "-")
    random, wrong = plan.random(scene.name), list[str]()
    wholes: dict[int, Whole] = {}
    scene.prepare(folder, 0)
    _finish(scene, folder)
    for attempt in range(1, plan.count(scene.kills) + 1):
        if time.monotonic() > end:
            break
        scene.prepare(folder, attempt)
        old = read(folder, scene.watched)
        if attempt % 2 not in wholes:
            wholes[attempt % 2] = _whole(scene, folder)
        new = wholes[attempt % 2].files
        count.kills += 1
        found = killed(scene, folder, random, wholes[attempt % 2]) or after(scene, folder, old, new, count)
        is_done = scene.refuses and not different(read(folder, scene.watched), new)
        if not found and not is_done:
            _finish(scene, folder)
            left = read(folder, scene.watched)
            found = [f"the next run left {name}" for name in different(left, new)][:3]
        if found:
            count.wrong += 1
            wrong += found
            shutil.rmtree(folder)
            scene.prepare(folder, 0)
            _finish(scene, folder)
    return wrong


class Whole(NamedTuple):
    """What an undisturbed run makes, after how many seconds it begins to write, and how long it takes."""

    files: Files
    writing: float
    seconds: float


def _whole(scene: Scene, folder: Path) -> Whole:
    aside = folder.with_name(f"{folder.name}-whole")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside, symlinks=True)
    began = time.monotonic()
    writing = _finish(scene, aside)
    return Whole(read(aside, scene.watched), writing, time.monotonic() - began)


def after(scene: Scene, folder: Path, old: Files, new: Files, count: Count) -> list[str]:
    """What is wrong with the files after a kill; counted is how far the command came."""
    now = {name: content for name, content in read(folder, scene.watched).items() if not is_left_over(name)}
    of_old, of_new = different(now, old), different(now, new)
    count.old += not of_old
    count.new += bool(of_old) and not of_new
    count.between += bool(of_old and of_new)
    odd = [name for name in now.keys() | old.keys() | new.keys() if now.get(name) not in (old.get(name), new.get(name))]
    found = [f"{name} is neither the old file nor the new one" for name in sorted(odd)]
    if scene.is_one and of_old and of_new and not found:
        found = ["there is a part of the old tree and a part of the new one"]
    site = folder / "site"
    if not found and site.is_dir() and (site / sums.NAME).read_text("utf-8") != sums.text(sums.of(site)):
        found = [f"the site is not what its {sums.NAME} says"]
    return found[:3]


def is_left_over(name: str) -> bool:
    """Whether a file is one that a killed process may leave, and the next run removes."""
    return any(part.startswith(".") and (part.endswith(".new") or ".building-" in part) for part in name.split("/"))


def killed(scene: Scene, folder: Path, random: Random, whole: Whole) -> list[str]:
    """Start the command, and kill it at some moment; what is wrong if something that it began does not end with it."""
    is_aimed = random.randrange(WRITING) > 0
    process = _start(scene, folder)
    try:
        if is_aimed:
            _wait_for_writing(process, scene, folder)
            process.wait(max(0.001, (whole.seconds - whole.writing) * random.random()))
        else:
            process.wait(max(0.001, whole.seconds * random.random()))
    except subprocess.TimeoutExpired:
        pass
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    try:
        process.communicate(timeout=SECONDS)  # until nobody can write to it any longer
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return ["something that it began goes on without it"]
    return []


def _wait_for_writing(process: subprocess.Popen[bytes], scene: Scene, folder: Path) -> None:
    stamps = _stamps(folder, scene.watched)
    while process.poll() is None and _stamps(folder, scene.watched) == stamps:
        time.sleep(0.002)


def _stamps(folder: Path, watched: tuple[str, ...]) -> list[tuple[str, int]]:
    """What shows that something is written, quickly: the folders and when they changed."""
    places = [folder, *(folder / name for name in watched), *(folder / "docs").glob("*")]
    return [(str(place), place.stat().st_mtime_ns) for place in places if place.is_dir()]


def _start(scene: Scene, folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *scene.command]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True
    )


def _finish(scene: Scene, folder: Path) -> float:
    """Run the command to its end; after how many seconds it began to write."""
    began = time.monotonic()
    process = _start(scene, folder)
    _wait_for_writing(process, scene, folder)
    moment = time.monotonic() - began
    said, _ = process.communicate(timeout=SECONDS)
    if process.returncode not in (0, 1) or b"Traceback" in said:
        raise RuntimeError(f"{scene.name} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}")
    return moment


def read(folder: Path, watched: tuple[str, ...]) -> dict[str, bytes]:
    """The files that count, hidden ones and what stands beside them included."""
    names = [entry for entry in folder.iterdir() if entry.name in watched or is_left_over(entry.name)]
    found = {}
    for top in names:
        for path in [top, *top.rglob("*")]:
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def different(one: Files, other: Files) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


# --- what is killed


def small_project(folder: Path) -> None:
    """A site of two languages, with the project's own code."""
    if folder.exists():
        return
    (folder / "data").mkdir(parents=True)
    for name in ("hooks", "decision", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder / "project.yml")
    (folder / "mkdocs.yml").write_text(SITE, "utf-8")
    for locale in ("en", "sv"):
        (folder / "docs" / locale).mkdir()


def _site(folder: Path, attempt: int) -> None:
    """Another text on the page than the last time, and nothing kept of it: else there is not much left to kill."""
    small_project(folder)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    for locale in ("en", "sv"):
        (folder / "docs" / locale / "index.md").write_text(f"# Page {{#page}}\n\nText {attempt % 2}.\n", "utf-8")


def _pages(folder: Path, text: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SITE, "utf-8")
    for locale in ("en", "sv"):
        (folder / "docs" / locale).mkdir(parents=True)
        for number in range(PAGES):
            content = text.format(number=number, variant=f" {locale}")
            (folder / "docs" / locale / f"page-{number}.md").write_text(content, "utf-8")


def _broken(folder: Path, attempt: int) -> None:
    _pages(folder, BROKEN)


def _translated(folder: Path, attempt: int) -> None:
    _pages(folder, PAGE)


def _tables(folder: Path, attempt: int) -> None:
    """Pages with tables that people wrote."""
    _pages(folder, PAGE)
    shutil.rmtree(folder / "docs" / "sv")
    text = (ROOT / "tests" / "adopt" / "symbols.md").read_text("utf-8")
    for number in range(PAGES // 2):
        (folder / "docs" / "en" / f"page-{number}.md").write_text(text.replace("# ", f"# {number} ", 1), "utf-8")


def _tree(folder: Path, attempt: int) -> None:
    """A tree of pages to begin with."""
    _pages(folder, PAGE)


SCENES = (
    Scene("build", 40, ("mkdocs", "build", "--quiet"), _site, ("site",), is_one=True),
    Scene("check fix", 30, ("decision", "check", "--fix"), _broken, ("docs",)),
    Scene("accept", 30, ("decision", "translations", "accept", "--all"), _translated, ("docs", "data")),
    Scene("adopt", 30, ("decision", "adopt", "docs/en", "--replace", "--force"), _tables, ("docs", "data")),
    Scene("init", 20, ("decision", "init", "made", "--from", "docs"), _tree, ("made",), is_one=True, refuses=True),
)
