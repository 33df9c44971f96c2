"""Work that several processes share: all of it, its errors, and nobody who stays behind."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from decision import sharing
from tests.tables_on_disk import HERE


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def squares(part: int, of: int) -> Iterator[tuple[int, int]]:
    for number in range(part, 1000, of):
        yield number**2, os.getpid()


def test_all_is_done_by_several() -> None:
    found = sharing.shared(squares, 1000)
    assert sorted(square for square, _ in found) == [number**2 for number in range(1000)]
    assert len({process for _, process in found}) == 3
    assert len({process for _, process in sharing.shared(squares, 2 * sharing.LEAST - 1)}) == 1


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_what_one_of_them_raises_is_raised(wrong: int) -> None:
    def work(part: int, of: int) -> list[int]:
        return [1 // (part - wrong)]

    with pytest.raises(ZeroDivisionError):
        sharing.shared(work, 1000)


def test_one_that_is_gone_is_missed() -> None:
    def work(part: int, of: int) -> list[int]:
        if part == 1:
            os._exit(0)
        return []

    with pytest.raises(RuntimeError, match="gone"):
        sharing.shared(work, 1000)


def test_where_there_may_be_no_process_more_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert sorted(square for square, _ in sharing.shared(squares, 1000)) == [number**2 for number in range(1000)]


def test_none_stays_behind() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt
    sharing.shared(squares, 1000)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt > before  # they were waited for
    script = """
import os, time
from decision import sharing
os.cpu_count = lambda: 3
def work(part, of):
    time.sleep(0.5 if part else 60)
    return [part]
print("begun", flush=True)
sharing.shared(work, 1000)
"""
    process = subprocess.Popen([sys.executable, "-c", script], cwd=HERE.parent, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"begun\n"
    time.sleep(0.2)
    process.kill()
    assert process.communicate(timeout=30)[0] == b""  # nobody is left who could write there
