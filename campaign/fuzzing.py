"""Hostile bytes for everything that reads a file: no exception, no input that takes 2 seconds, none that takes 1 GiB.

Each reader has processes of its own, with a limit of memory. Time is that of the processor, so that a busy machine
does not matter; a process that does not answer at all is ended from outside. Of what is found, the input is made small
and kept in `campaign/found/`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from campaign import damage
from campaign.plan import Outcome, Plan, say
from campaign.readers import READERS, Read, Reader
from decision import garbage

FOUND = Path(__file__).resolve().parent / "found"
MOST_SECONDS = 2.0
MOST_MEMORY = 1 << 30
# what the system gives a process at all
LIMIT = 3 << 29
# without an answer of that many seconds, a process is ended
SILENT = 240.0
SHRINKING = 5.0
# readers take turns, so that each has had some where the time does not suffice
TURNS = 4
SPAWN = multiprocessing.get_context("fork")


class SlowError(BaseException):
    """An input takes too long; no `except Exception` stops it."""


class Finding(NamedTuple):
    """What an input did: `crash`, `hang` or `memory`, where, and the input."""

    reader: str
    kind: str
    where: str
    number: int
    content: bytes


class Told(NamedTuple):
    """What a process says: how far it came, its memory in bytes, its slowest input in seconds, what it found."""

    done: int
    peak: int
    slowest: float
    finding: Finding | None
    is_over: bool


@dataclass
class Count:
    """The figures of a reader."""

    done: int = 0
    peak: int = 0
    slowest: float = 0.0


def run(plan: Plan, readers: Sequence[Reader] = READERS, found: Path = FOUND) -> Outcome:
    """Give each reader its inputs."""
    figures = {reader.name: Count() for reader in readers}
    findings: dict[tuple[str, str], Finding] = {}
    wanted = {reader.name: plan.count(reader.inputs) for reader in readers}
    end = time.monotonic() + plan.seconds
    orders = list(_orders(plan, readers, wanted))
    for finding in _all(orders, plan.workers, figures, end):
        if findings.setdefault((finding.kind, finding.where), finding) is finding:
            _keep(finding, found)
            say(f"{finding.reader}: {finding.kind} at input {finding.number}: {finding.where}")
    rows = [("reader", "inputs", "slowest input", "memory at most", "found")]
    for name, count in figures.items():
        own = sum(finding.reader == name for finding in findings.values())
        rows.append((name, f"{count.done:,}", f"{count.slowest:.2f} s", f"{count.peak >> 20} MiB", f"{own}"))
    done, asked = sum(count.done for count in figures.values()), sum(wanted.values())
    kinds = {kind: sum(f.kind == kind for f in findings.values()) for kind in ("crash", "hang", "memory")}
    of = f" of {asked:,} (the time was over)" if done < asked else ""
    summary = (
        f"{done:,} inputs{of}: {kinds['crash']} crashes, {kinds['hang']} hangs over {MOST_SECONDS:.0f} s, "
        f"{kinds['memory']} over 1 GiB of memory"
    )
    wrong = [f"{f.reader}: {f.kind}: {f.where}" for f in findings.values()]
    wrong += [summary] if done < asked else []
    return Outcome(summary, tuple(rows), tuple(wrong))


class Order(NamedTuple):
    """The inputs of a reader that a process takes: of those from `first` to `last`, every so manyth."""

    plan: Plan
    reader: Reader
    shard: int
    last: int
    first: int = 0


def _orders(plan: Plan, readers: Sequence[Reader], wanted: Mapping[str, int]) -> Iterator[Order]:
    for turn in range(TURNS):
        for reader in readers:
            last, first = ((turn + more) * wanted[reader.name] // TURNS for more in (1, 0))
            for shard in range(plan.workers):
                if any(number % plan.workers == shard for number in range(first, last)):
                    yield Order(plan, reader, shard, last, first)


def _all(orders: Sequence[Order], most: int, figures: dict[str, Count], end: float) -> Iterator[Finding]:
    """Work all orders off, as many at once as there are workers."""
    waiting = list(orders)
    running: dict[Connection, Job] = {}
    while running or (waiting and time.monotonic() < end):
        while waiting and len(running) < most and time.monotonic() < end:
            job = Job(waiting.pop(0))
            running[job.pipe] = job
        for pipe in wait(list(running), timeout=1.0):
            assert isinstance(pipe, Connection)
            job = running[pipe]
            finding, again = job.take(figures[job.order.reader.name])
            if finding is not None:
                yield finding
            if again is not None:
                waiting.insert(0, again)
            if job.is_over:
                del running[pipe]
        for pipe, job in list(running.items()):
            is_late = time.monotonic() > end
            if is_late or time.monotonic() - job.heard > SILENT:
                job.process.kill()
                del running[pipe]
                job.process.join()
                if not is_late:
                    finding, again = job.lost("hang")
                    yield finding
                    waiting.insert(0, again)


class Job:
    """A running process."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.pipe, theirs = SPAWN.Pipe(duplex=False)
        self.at = SPAWN.Value("q", order.first, lock=False)
        self.heard = time.monotonic()
        self.is_over = False
        self._before = 0
        self.process = SPAWN.Process(target=_work, args=(order, theirs, self.at), daemon=True)
        self.process.start()
        theirs.close()

    def take(self, count: Count) -> tuple[Finding | None, Order | None]:
        """What the process says; another order for the rest where it ended early."""
        self.heard = time.monotonic()
        try:
            told: Told = self.pipe.recv()
        except EOFError:
            self.is_over = True
            self.process.join()
            return self.lost("crash")
        count.done += told.done - self._before
        self._before = told.done
        count.peak, count.slowest = max(count.peak, told.peak), max(count.slowest, told.slowest)
        if told.is_over:
            self.is_over = True
            self.process.join()
            # who used too much memory would show that for every input that follows
            rest = self.order._replace(first=self.at.value + 1)
            return told.finding, rest if told.finding is not None and told.finding.kind == "memory" else None
        return told.finding, None

    def lost(self, kind: str) -> tuple[Finding, Order]:
        """The process ended or is silent, and says nothing of why."""
        number = self.at.value
        where = f"the process ended with {self.process.exitcode}" if kind == "crash" else "the process is silent"
        content = input_of(self.order, self.order.reader.pieces(), number)
        return Finding(self.order.reader.name, kind, where, number, content), self.order._replace(first=number + 1)


def input_of(order: Order, pieces: Sequence[bytes], number: int) -> bytes:
    random = order.plan.random(order.reader.name, number)
    return damage.mutated(random, pieces, order.reader.shape)


def _work(order: Order, pipe: Connection, at: object) -> None:
    """In a process of its own: read input after input."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    signal.signal(signal.SIGPROF, _slow)
    garbage.collect_seldom()  # as commands and builds do
    order.plan.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=order.plan.folder))
    os.chdir(folder)
    read, pieces = order.reader.begin(folder), order.reader.pieces()
    done, slowest, told = 0, 0.0, time.monotonic()
    known: set[tuple[str, str]] = set()
    for number in range(order.first, order.last):
        if number % order.plan.workers != order.shard:
            continue
        at.value = number  # type: ignore[attr-defined]
        content = input_of(order, pieces, number)
        kind, where, seconds = _tried(read, content)
        done, slowest = done + 1, max(slowest, seconds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        if kind == "" and peak > MOST_MEMORY:
            kind, where = "memory", f"{peak >> 20} MiB"
        if kind and (kind, where) not in known:
            known.add((kind, where))
            if kind != "memory":
                content = shrunk(read, content, (kind, where))
            finding = Finding(order.reader.name, kind, where, number, content)
            pipe.send(Told(done, peak, slowest, finding, kind == "memory"))
            if kind == "memory":
                return
        elif time.monotonic() - told > 1.0:
            told = time.monotonic()
            pipe.send(Told(done, peak, slowest, None, False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    pipe.send(Told(done, peak, slowest, None, True))


def _slow(number: int, frame: FrameType | None) -> None:
    raise SlowError


def _tried(read: Read, content: bytes) -> tuple[str, str, float]:
    """What an input does (nothing: empty), where, and for how many seconds."""
    began = time.process_time()
    kind, where = _once(read, content)
    seconds = time.process_time() - began
    if kind == "hang":
        # what is loaded or compiled once is not the input's
        gc.collect()
        began = time.process_time()
        kind, where = _once(read, content)
        seconds = time.process_time() - began
    return kind, where, seconds


def _once(read: Callable[[bytes], object], content: bytes) -> tuple[str, str]:
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        read(content)
    except SlowError as reason:
        return "hang", _where(reason)
    except MemoryError as reason:
        return "memory", _where(reason)
    except Exception as reason:
        return "crash", f"{type(reason).__name__} in {_where(reason)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "", ""


def _where(reason: BaseException) -> str:
    """The innermost of our functions on the way to an exception."""
    frames = [frame for frame in traceback.extract_tb(reason.__traceback__) if "/decision/" in frame.filename]
    return f"{frames[-1].filename.rpartition('/decision/')[2]}: {frames[-1].name}" if frames else "no code of ours"


def shrunk(read: Read, content: bytes, wanted: tuple[str, str]) -> bytes:
    """A smaller input that does the same, as far as a few seconds allow."""
    end = time.process_time() + SHRINKING
    size = len(content) // 2
    while size:
        at = 0
        while at < len(content) and time.process_time() < end:
            smaller = content[:at] + content[at + size :]
            if _once(read, smaller) == wanted:
                content = smaller
            else:
                at += size
        size //= 2
    return content


def _keep(finding: Finding, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    name = f"{finding.reader.replace(' ', '-')}-{finding.kind}-{sha256(finding.content).hexdigest()[:8]}"
    (folder / name).write_bytes(finding.content)
