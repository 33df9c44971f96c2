"""A process that tries mutants: it collects the tests once, and forks for each mutant.

In the fork, the code of the changed function takes the place of its own, wherever that is referred to, and those tests
run that reach the function, until one fails. What is changed outside of a function needs its module anew: the fork
forgets all modules of ours, and collects those tests once more (`campaign.remade`).

Called with a file of orders; each mutant's end is a line of JSON in the file beside it.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache, partial
from itertools import accumulate, chain, pairwise
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

from campaign import mutants, remade
from campaign.mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
KILLED, SURVIVED, HANGS, UNREACHED = "killed", "survived", "hangs", "unreached"
SETTINGS = "_hypothesis_internal_use_settings"
MOST_EXAMPLES = 40
# a test that takes longer than this is left out; what is called is noted meanwhile, which takes twice the time
MOST_SECONDS = 2.0
# so many of these seconds of tests are tried on a mutant that survives them
MOST_OF_A_MUTANT = 10.0
QUICK = 0.03
MEMORY = 4 << 30
# seconds of the processor's that a process gets besides its tests; how many times as long as before a test may take;
# how many of the clock's one of the processor's may be
STARTING, LONGEST, SLOWEST = 10.0, 3, 20
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
    """A test that calls something, and how long it takes."""

    test: str
    seconds: float


# a function as its module and first line; 0: anything of the module
Called = tuple[str, int]


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
        functions = _functions()
        texts = {name: _own_text(item) for name, item in items.items()}
        # a fork that looks for garbage copies all that there is, and it ends too soon to need that
        gc.disable()
        running: dict[int, tuple[Mutant, float]] = {}
        waiting = list(self.listed)
        while waiting or running:
            while waiting and len(running) < self.workers and time.monotonic() < self.end:
                mutant = waiting.pop(0)
                tests = _tests(reach, mutant, texts)
                made = mutant
                if not tests:
                    # it may be called while modules are imported
                    made = mutant._replace(function="")
                    tests = _tests(reach, made, texts)
                if not tests:
                    self._say(mutant, UNREACHED)
                    continue
                most = int(STARTING + LONGEST * sum(test.seconds for test in tests))
                child = os.fork()
                if not child:
                    _quietly(partial(_try, made, functions, [(items[test.test], test.seconds) for test in tests]), most)
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

    def _reach(self, items: Sequence[pytest.Item]) -> Mapping[Called, Sequence[Reach]]:
        """Run each test once as it is, in forks: this process stays as it was before any test."""
        files = sorted({item.path for item in items})
        paths = [self.folder / f"reach-{number}.json" for number in range(self.workers)]
        wanted = {place for mutant in self.listed for place in (_place(mutant), (mutant.module, 0))}
        children = []
        for number, path in enumerate(paths):
            mine = [item for item in items if files.index(item.path) % self.workers == number]
            child = os.fork()
            if not child:
                _quietly(partial(_reached, mine, wanted, path))
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        found: dict[Called, list[Reach]] = {}
        tests = 0
        for line in chain.from_iterable(path.read_text("utf-8").splitlines() for path in paths):
            test, seconds, calls = json.loads(line)
            tests += 1
            for module, start in calls:
                found.setdefault((module, start), []).append(Reach(test, seconds))
        self._say(tests=tests, left_out=len(items) - tests)
        return found


def _place(mutant: Mutant) -> Called:
    return mutant.module, mutant.start if mutant.function.endswith("()") else 0


def _reached(items: Sequence[pytest.Item], wanted: Set[Called], path: Path) -> int:
    """What of the wanted each test calls, as a line of JSON; those that fail or take long are left out."""
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
                own = {(_ours(code.co_filename), code.co_firstlineno) for code in calls.values()}
                own |= {(module, 0) for module, _ in own}
                file.write(json.dumps([item.nodeid, seconds, sorted(own & wanted)]) + "\n")
    return 0


def _slow(number: int, frame: FrameType | None) -> None:
    raise SlowError


def _pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


@cache
def _ours(path: str) -> str:
    """A path of ours below the root; empty for others'."""
    below = os.path.relpath(path, ROOT)
    return below if below.startswith("decision") else ""


def _tests(reach: Mapping[Called, Sequence[Reach]], mutant: Mutant, texts: Mapping[str, str]) -> list[Reach]:
    """The tests that call what is changed; outside of functions, those that call the module.

    First come those that are named after the module, those that name it (`texts`: their own), those that take no time,
    those whose file names it, and the others; of each the quickest of every file first, until a mutant has had its
    seconds.
    """
    name = Path(mutant.module).stem
    written = re.compile(rf"(?<![^\W_]){name.replace('_', '[_-]')}(?![^\W_])")
    before: Counter[tuple[int, str]] = Counter()
    own = []
    for test in sorted(reach.get(_place(mutant), ()), key=lambda test: test.seconds):
        file = test.test.partition("::")[0]
        signs = (
            written.search(test.test),
            written.search(texts[test.test]),
            test.seconds < QUICK,
            written.search(_read(file)),
        )
        rank = next((rank for rank, sign in enumerate(signs) if sign), len(signs))
        own.append((rank, before[rank, file], test))
        before[rank, file] += 1
    own.sort(key=lambda entry: entry[:2])
    until = accumulate(test.seconds for _, _, test in own)
    return [test for (_, _, test), seconds in zip(own, until, strict=True) if seconds - test.seconds < MOST_OF_A_MUTANT]


def _own_text(item: pytest.Item) -> str:
    return inspect.getsource(item.function) if isinstance(item, pytest.Function) else ""


@cache
def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _functions() -> Mapping[tuple[Called, str], Sequence[FunctionType]]:
    """All functions of ours that there are, by module, first line and name."""
    found: dict[tuple[Called, str], list[FunctionType]] = {}
    for each in gc.get_objects():
        if type(each) is FunctionType and (module := _ours(each.__code__.co_filename)):
            called = module, each.__code__.co_firstlineno
            found.setdefault((called, each.__code__.co_qualname), []).append(each)
    return found


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


def _try(
    mutant: Mutant,
    functions: Mapping[tuple[Called, str], Sequence[FunctionType]],
    tests: Sequence[tuple[pytest.Item, float]],
) -> int:
    """0 where all tests pass all the same, none of them in a multiple of its time."""
    name = mutant.function.removesuffix("()")
    if name == mutant.function or not _swap(mutant, functions.get((_place(mutant), name), ())):
        remade.remake(mutant, ROOT)
        return int(pytest.main(["-x", *OPTIONS, *(item.nodeid for item, _ in tests)], plugins=[Few()]))
    signal.signal(signal.SIGPROF, _slow)
    for (item, seconds), (following, _) in pairwise([*tests, (None, 0.0)]):
        signal.setitimer(signal.ITIMER_PROF, 1 + LONGEST * seconds, 1.0)
        if item is None or not all(report.passed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
    return 0


def _swap(mutant: Mutant, functions: Sequence[FunctionType]) -> bool:
    """Give a function its changed code, in each form that it is there in; whether that was possible."""
    whole = compile(mutants.tree(ROOT / mutant.module, mutant), str(ROOT / mutant.module), "exec", dont_inherit=True)
    name = mutant.function.removesuffix("()")
    found = (code for code in _codes(whole) if (code.co_qualname, code.co_firstlineno) == (name, mutant.start))
    made = next(found, None)
    if made is None:
        return False
    try:
        for each in functions:
            each.__code__ = made
    except ValueError:
        return False
    return bool(functions)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


if __name__ == "__main__":
    main()
