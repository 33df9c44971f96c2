"""Patterns tried on their samples: the whole of each has to match, or has not to."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from decision.document import Document
from decision.problem import Problem, Route, error, quoted
from decision.values.reading import Value, ValuesFile
from decision.values.references import Values
from decision.values.resolving import filled

# a pattern that takes longer tries more ways than there are atoms
SECONDS = 0.5


class _TooSlowError(Exception):
    """A pattern tries too many ways to match."""


def problems(document: Document, file: str, held: ValuesFile, values: Values) -> Iterator[Problem]:
    """A problem for each pattern that is no regular expression, and for each sample that does not behave.

    `file` is the id of the file; patterns and samples whose values cannot be told are left to `resolving`.
    """
    for name, value in held.values.items():
        text = filled(value.value, file, values) if value.matches or value.excludes else None
        if text is not None:
            yield from _tried(document, ("values", name), text, value, (file, values))


def _tried(document: Document, route: Route, text: str, value: Value, where: tuple[str, Values]) -> Iterator[Problem]:
    """The problems of one pattern; the first is the last where it cannot be tried."""
    try:
        pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError) as reason:
        message = f"{quoted(text)} is no regular expression: {reason}"
        here = (*route, "value")
        yield error("failing-sample", message, "mend it, or remove its samples", document.at(*here), here)
        return
    for key, samples, wanted in (("matches", value.matches, True), ("excludes", value.excludes, False)):
        for at, sample in enumerate(samples):
            shown = filled(sample, *where)
            if shown is None:
                continue
            here = (*route, key, at)
            try:
                with _limited():
                    does_match = pattern.fullmatch(shown) is not None
            except _TooSlowError:
                message = f"{quoted(text)} tries for more than {SECONDS:g} seconds to match {quoted(shown)}"
                yield error(
                    "failing-sample", message, "repeat nothing that is repeated already", document.at(*here), here
                )
                return
            if does_match is not wanted:
                message = f"{quoted(route[-1])} {'matches' if does_match else 'does not match'} {quoted(shown)}"
                hint = f"the whole sample is matched against {text}: mend one of the two"
                yield error("failing-sample", message, hint, document.at(*here), here)


@contextmanager
def _limited() -> Iterator[None]:
    """Stop a match that does not end, where the system can (not on Windows, and in the main thread only)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
