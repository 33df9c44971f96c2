"""A process that tries mutants: it collects the tests once, and forks for each mutant.

In the fork, the code of the changed function takes the place of its own, wherever that is referred to, and those tests
run that reach the function, until one fails. What is changed outside of a function needs its module anew, and so a new
process, which imports it changed (`campaign.remade`).

Called with a file of orders; each mutant's end is a line of JSON in the file beside it.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

from campaign import mutants
from campaign.mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
KILLED, SURVIVED, HANGS, UNREACHED = "killed", "survived", "hangs", "unreached"
SETTINGS = "_hypothesis_internal_use_settings"
MOST_EXAMPLES = 40
# a test that takes longer than this is left out: it builds a site
MOST_SECONDS = 5.0
# so many seconds of tests are tried on a mutant that survives them
MOST_OF_A_MUTANT = 6.0
MEMORY = 4 << 30
# seconds of the processor's: what a process gets besides its tests, and how many of the clock's one of them may be
STARTING, SLOWEST = 12.0, 20
OPTIONS = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not browser")


class Few:
    """A plugin that has Hypothesis draw fewer examples than a test asks for: it runs a thousand times here."""

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Hypothesis keeps the settings of a test in this attribute, and has no other way to change them."""
        for item in items:
            test = getattr(item, "function", None)
            own = getattr(test, SETTINGS, None)
            if own is not None:
                setattr(test, SETTINGS, hypothesis.settings(own, max_examples=min(own.max_examples, MOST_EXAMPLES)))


class SlowError(BaseException):
    """A test takes long; no `except Exception` stops it, and Hypothesis takes it for no finding."""


class Reach(NamedTuple):
    """What a test calls, as (file, first line), and how long it takes."""

    test: str
    seconds: float
    calls: frozenset[tuple[str, int]]


def main() -> None:
    """Try all mutants that are ordered."""
    orders = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    told = Path(sys.argv[1]).with_suffix(".told").open("a", encoding="utf-8")
    steady()
    listed = [Mutant(*each) for each in orders["mutants"]]
    folder = Path(sys.argv[1]).parent
    session = Session(listed, orders["workers"], time.monotonic() + orders["seconds"], told, folder)
    pytest.main([*OPTIONS, *orders["tests"]], plugins=[Few(), session])


def steady() -> None:
    """Have Hypothesis draw the same each time, shrink nothing, and complain of no slow machine."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    checks = list(hypothesis.HealthCheck)
    hypothesis.settings.register_profile(
        "campaign", derandomize=True, database=None, deadline=None, phases=phases, suppress_health_check=checks
    )
    hypothesis.settings.load_profile("campaign")


class Session:
    """The plugin that runs the mutants in place of the tests."""

    def __init__(self, listed: Sequence[Mutant], workers: int, end: float, told: Any, folder: Path) -> None:
        self.listed, self.workers, self.end, self.told, self.folder = listed, workers, end, told, folder

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every mutant, several at once."""
        items = {item.nodeid: item for item in session.items}
        reach = self._reach(list(items.values()))
        self._say(tests=len(reach), left_out=len(items) - len(reach))
        running: dict[int, tuple[Mutant, float]] = {}
        waiting = list(self.listed)
        while waiting or running:
            while waiting and len(running) < self.workers and time.monotonic() < self.end:
                mutant = waiting.pop(0)
                tests = _tests(reach, mutant)
                if not tests:
                    self._say(mutant, UNREACHED)
                    continue
                most = int(STARTING + 5 * sum(test.seconds for test in tests))
                child = os.fork()
                if not child:
                    _quietly(partial(_try, mutant, [items[test.test] for test in tests], tests), most)
                running[child] = (mutant, time.monotonic() + SLOWEST * most)
            if not running:
                break
            self._collect(running)
        return True

    def _collect(self, running: dict[int, tuple[Mutant, float]]) -> None:
        for child, (mutant, latest) in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                del running[child]
                code = os.waitstatus_to_exitcode(status)
                self._say(mutant, SURVIVED if code == 0 else HANGS if code == -signal.SIGXCPU else KILLED)
            elif time.monotonic() > latest:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                del running[child]
                self._say(mutant, HANGS)
        time.sleep(0.005)

    def _say(self, mutant: Mutant | None = None, end: str = "", **figures: int) -> None:
        self.told.write(json.dumps([mutant, end] if mutant else figures) + "\n")
        self.told.flush()

    def _reach(self, items: Sequence[pytest.Item]) -> list[Reach]:
        """Run each test once as it is, in forks: this process stays as it was before any test."""
        files = sorted({item.path for item in items})
        paths = [self.folder / f"reach-{number}.json" for number in range(self.workers)]
        children = []
        for number, path in enumerate(paths):
            mine = [item for item in items if files.index(item.path) % self.workers == number]
            child = os.fork()
            if not child:
                _quietly(partial(_reached, mine, path))
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        found = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
        return [Reach(test, seconds, frozenset(map(tuple, calls))) for test, seconds, calls in found]


def _reached(items: Sequence[pytest.Item], path: Path) -> int:
    """What each test calls, as a line of JSON; those that fail or take long are left out."""
    signal.signal(signal.SIGPROF, _slow)
    with path.open("w", encoding="utf-8") as file:
        for item, following in _pairs(items):
            # by identity: the hash of code is made of all of it, each time
            calls: dict[int, CodeType] = {}

            def called(frame: FrameType, event: str, argument: object, calls: dict[int, CodeType] = calls) -> None:
                calls[id(frame.f_code)] = frame.f_code

            began = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS, 1.0)
            sys.settrace(called)
            reports = runtestprotocol(item, log=False, nextitem=following)
            sys.settrace(None)
            signal.setitimer(signal.ITIMER_PROF, 0)
            seconds = time.process_time() - began
            if all(report.passed for report in reports):
                own = sorted({(_ours(code.co_filename), code.co_firstlineno) for code in calls.values()})
                file.write(json.dumps([item.nodeid, seconds, [each for each in own if each[0]]]) + "\n")
    return 0


def _slow(number: int, frame: FrameType | None) -> None:
    raise SlowError


def _pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _ours(path: str) -> str:
    """A path of ours below the root; empty for others'."""
    below = os.path.relpath(path, ROOT)
    return below if below.startswith("decision") else ""


def _tests(reach: Sequence[Reach], mutant: Mutant) -> list[Reach]:
    """The tests that call what is changed; outside of functions, those that call the module.

    Those that are named after the module come first, then the quickest, until a mutant has had its seconds.
    """

    def calls(test: Reach) -> bool:
        if mutant.function.endswith("()"):
            return (mutant.module, mutant.start) in test.calls
        return any(path == mutant.module for path, _ in test.calls)

    names = (f"test_{Path(mutant.module).stem}.py", f"[{Path(mutant.module).stem.replace('_', '-')}")
    own = sorted(filter(calls, reach), key=lambda test: (not any(name in test.test for name in names), test.seconds))
    until = accumulate(test.seconds for test in own)
    return [test for test, seconds in zip(own, until, strict=True) if seconds - test.seconds < MOST_OF_A_MUTANT]


# --- in a fork


def _quietly(act: Callable[[], int], seconds: int = resource.RLIM_INFINITY) -> None:
    """Do something in this process, which ends with it, or after some seconds of the processor's; it is not heard."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silence, descriptor)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        code = act()
    finally:
        os._exit(code)


def _try(mutant: Mutant, items: Sequence[pytest.Item], tests: Sequence[Reach]) -> int:
    """0 where all tests pass all the same."""
    code = compile(mutants.tree(ROOT / mutant.module, mutant), str(ROOT / mutant.module), "exec", dont_inherit=True)
    if not mutant.function.endswith("()") or not _swap(mutant, code):
        order = Path(sys.argv[1]).with_name(f"{os.getpid()}.json")
        order.write_text(json.dumps([mutant, [test.test for test in tests]]), "utf-8")
        os.execv(sys.executable, [sys.executable, "-m", "campaign.remade", str(order)])
    for item, following in _pairs(items):
        if not all(report.passed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
    return 0


def _swap(mutant: Mutant, whole: CodeType) -> bool:
    """Give the function its changed code, wherever it is; whether that was possible."""
    name, start = mutant.function.removesuffix("()"), mutant.start
    found = (code for code in _codes(whole) if (code.co_qualname, code.co_firstlineno) == (name, start))
    made = next(found, None)
    swapped = False
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_qualname == name and made is not None:
            own = each.__code__
            if own.co_firstlineno == start and _ours(own.co_filename) == mutant.module:
                try:
                    each.__code__ = made
                except ValueError:
                    return False
                swapped = True
    return swapped


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


if __name__ == "__main__":
    main()
