"""`mkdocs serve` under stress: saved thirty times a second for a minute, broken at times, with twenty readers at once.

No reader may get an error page or half a page. A rebuild has to start soon after the first save that no build has seen,
or when the running build ends. After what was broken is mended, the site follows again.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from campaign import kills
from campaign.plan import ROOT, Outcome, Plan

SAVES_A_SECOND = 30
READERS = 20
PAUSE = 0.1
MINUTE = 60.0
# in turn, for so many seconds, the data is right and broken
RIGHT, BROKEN = 4.0, 2.0
# the latest start after the first save that no build has seen
LATEST = 0.8
# MkDocs gathers saves for a quarter of a second, also when a build has just ended
GATHERED = 0.3
PATIENCE = 120.0
PATHS = ("/en/", "/sv/", "/en/other/", "/")
# what MkDocs and `hooks/serving.py` say; a page is shown at the latest moment at which its making began
DETECTED, DONE, FAILED = "Detected file changes", "Reloading browsers", "The last good site is still served"
STARTS = ("Building documentation", "Shown already", FAILED)


@dataclass
class Seen:
    """What the threads note: times are of one clock."""

    saves: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[tuple[float, bool]] = field(default_factory=list)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lines: list[str] = field(default_factory=list)
    # what the server does now: nothing, about to build, building
    state: str = ""

    def note(self, line: str, now: float) -> None:
        """What a line of the server's log says of its builds; one may also fail behind a site that is shown already."""
        if DETECTED in line:
            self.state = "about to"
        elif self.state == "about to" and any(start in line for start in STARTS):
            self.starts.append(now)
            self.state = "building"
        if FAILED in line:
            self.ends.append((now, False))
            self.state = "failed" if self.state else ""
        elif DONE in line:
            self.ends += [] if self.state == "failed" else [(now, True)]
            self.state = ""


def run(plan: Plan) -> Outcome:
    """Serve a small project, save and read."""
    folder = _project(plan.folder / "served")
    seen = Seen()
    server = Server(folder, seen)
    try:
        server.wait()
        seconds = max(3.0, min(MINUTE * plan.scale, MINUTE))
        readers = [threading.Thread(target=_read, args=(server.host, seen, number)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        last = _save(folder, seen, seconds)
        is_followed = _shows(server.host, last)
        seen.over.set()
        for reader in readers:
            reader.join()
    finally:
        server.stop()
    return _outcome(seen, seconds, is_followed)


def _outcome(seen: Seen, seconds: float, is_followed: bool) -> Outcome:
    late = list(lateness(seen.saves, seen.starts, [at for at, _ in seen.ends]))
    failed = sum(not is_good for _, is_good in seen.ends)
    recovered = sum(
        any(is_good for _, is_good in seen.ends[index:]) for index, (_, good) in enumerate(seen.ends) if not good
    )
    too_late = [seconds for seconds in late if seconds > 0]
    wrong = [*seen.wrong[:10]]
    wrong += [f"a build started {seconds:.2f} s too late" for seconds in too_late]
    wrong += [] if is_followed else ["the last save is not shown"]
    wrong += [] if recovered == failed else [f"{failed - recovered} failed builds were the last"]
    wrong += [] if failed or seconds < RIGHT + BROKEN else ["no build met what was broken"]
    summary = (
        f"{len(seen.saves):,} saves in {seconds:.0f} s, {seen.answers:,} answers to {READERS} readers: "
        f"{len(seen.wrong)} wrong; {len(seen.ends)} builds, {failed} of them broken, {recovered} recovered, "
        f"{len(too_late)} late"
    )
    return Outcome(summary, (), tuple(wrong))


def lateness(saves: list[float], starts: list[float], ends: list[float]) -> Iterator[float]:
    """How much later than promised each build started, in seconds; below 0 is in time.

    Its time is `LATEST` after the first save since the last start, or the end of the last build if that is later.
    """
    for before, start in pairwise(starts):
        unseen = next((save for save in saves if save > before), None)
        if unseen is not None and unseen < start:
            ended = max((end for end in ends if end <= start), default=before)
            yield start - max(unseen + LATEST, ended + GATHERED)


# --- the server


class Server:
    """A running `mkdocs serve`, whose log says when builds start and end."""

    def __init__(self, folder: Path, seen: Seen) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{probe.getsockname()[1]}"
        self.seen = seen
        command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", self.host]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.seen.lines.append(line)
            self.seen.note(line, time.monotonic())

    def wait(self) -> None:
        """Until it serves."""
        end = time.monotonic() + PATIENCE
        while not any("Serving on" in line for line in self.seen.lines):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("mkdocs serve does not begin: " + "".join(self.seen.lines)[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


# --- who saves, and who reads


def _project(folder: Path) -> Path:
    kills.small_project(folder)
    shutil.copy(ROOT / "tests" / "chooser" / "single.yaml", folder / "data" / "table.yaml")
    for locale in ("en", "sv"):
        _write(folder, locale, 0)
        (folder / "docs" / locale / "other.md").write_text("# Other {#other}\n\nNothing changes here.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(kills.SITE.replace("[index.md]", "[index.md, other.md]"), "utf-8")
    return folder


def _write(folder: Path, locale: str, number: int) -> None:
    (folder / "docs" / locale / "index.md").write_text(f"# Page {{#page}}\n\nText {number}.\n", "utf-8")


def _save(folder: Path, seen: Seen, seconds: float) -> int:
    """Save again and again; the number that the last save wrote into the pages."""
    table = folder / "data" / "table.yaml"
    right = table.read_bytes()
    broken = right.replace(b"kind: decision-table", b"kind: decision-tabel")
    began, number, is_broken = time.monotonic(), 0, False
    while (now := time.monotonic() - began) < seconds:
        number += 1
        wanted = now % (RIGHT + BROKEN) > RIGHT
        if wanted != is_broken:
            is_broken = wanted
            table.write_bytes(broken if is_broken else right)
        else:
            _write(folder, "en" if number % 2 else "sv", number)
        seen.saves.append(time.monotonic())
        time.sleep(max(0.0, began + number / SAVES_A_SECOND - time.monotonic()))
    table.write_bytes(right)
    _write(folder, "en", number + 1)
    seen.saves.append(time.monotonic())
    return number + 1


def _shows(host: str, number: int) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status, body = get(host, "/en/")
        if status == 200 and f"Text {number}." in body:
            return True
        time.sleep(0.2)
    return False


def _read(host: str, seen: Seen, number: int) -> None:
    """A reader: page after page; what is no whole page is noted."""
    turn = number
    while not seen.over.is_set():
        path = PATHS[turn % len(PATHS)]
        turn += 1
        try:
            status, body = get(host, path)
            seen.answers += 1
            if status != 200:
                seen.wrong.append(f"{path}: {status}")
            elif not is_whole(body):
                seen.wrong.append(f"{path}: half a page of {len(body):,} characters")
        except (OSError, http.client.HTTPException) as reason:
            seen.wrong.append(f"{path}: {type(reason).__name__}: {reason}")
        time.sleep(PAUSE)


def is_whole(body: str) -> bool:
    """Whether a page has its beginning and its end; the script of live reload comes last of all."""
    return body.lstrip().lower().startswith("<!doctype html>") and "</html>" in body[-2000:]


def get(host: str, path: str) -> tuple[int, str]:
    """A page, as a browser gets it: fewer bytes than announced raise an exception."""
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
