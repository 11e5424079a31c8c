"""Run one input. Failures of one cause have one signature."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .targets import PACKAGE, TARGETS, Broken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from .inputs import Input

SECONDS, CHARACTERS = 5.0, 200_000
"""A text of 200,000 characters may take 5 seconds of processor time, and a shorter text its share."""

_START = 0.5
"""Seconds that each input may take in addition, because the first of its kind compiles patterns."""


class TooSlow(BaseException):
    """An input took too long. The program must not handle it, so it is not an `Exception`."""


@dataclass(frozen=True)
class Failure:
    """A failure of one input. `signature` is the kind of failure and the innermost place in the program."""

    target: str
    seed: int
    index: int
    signature: str
    detail: str = ""

    @property
    def name(self) -> str:
        """The name of the input for `--replay`."""
        return f"{self.target}:{self.seed}:{self.index}"


def allowed(target: str, size: int) -> float:
    """The seconds that an input of that size may take. Fix tries up to 64 sets of edits, so a short text has all 5."""
    share = 1.0 if target == "fix" and size <= CHARACTERS else size / CHARACTERS
    return _START + SECONDS * share


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow after that many seconds of processor time, if a signal can do so.

    The program reports each exception inside it as `internal-error`, so TooSlow is raised again at the end.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    raised: list[TooSlow] = []

    def stop(_number: int, _frame: FrameType | None) -> None:
        raised.append(TooSlow())
        raise raised[0]

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if raised:
            raise raised[0]


def run(case: Input) -> Failure | None:
    """Run an input and return its failure, or None."""
    began = time.process_time()
    try:
        with limited(allowed(case.target, case.size)):
            TARGETS[case.target](case)
    except (Exception, TooSlow) as error:  # noqa: BLE001 - any exception is a finding
        took = f"{time.process_time() - began:.1f} s for {case.size:,} " if isinstance(error, TooSlow) else ""
        detail = f"{took}{error}".split("\n")[0][:300]
        return Failure(case.target, case.seed, case.index, signature(error), detail)
    return None


def signature(error: BaseException) -> str:
    """The kind of a failure and the innermost function of the program that raised it."""
    if isinstance(error, Broken):
        return error.key
    inside = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(str(PACKAGE))
    ]
    place = (
        f"{inside[-1].filename.removeprefix(str(PACKAGE))[1:]} {inside[-1].name}"
        if inside
        else "outside of the program"
    )
    return f"{type(error).__name__} in {place}"
