"""One input run: its failure, if it has one, with a signature that is the same for failures of one cause."""

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
"""A text of so many characters may take so many seconds of processor time; a shorter one its part of them."""

_START = 0.5
"""Seconds that any input may take: the first one of its kind compiles patterns."""


class TooSlow(BaseException):
    """An input took too long. No exception that the program handles: it must get out of it."""


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
        """The input, as `--replay` takes it."""
        return f"{self.target}:{self.seed}:{self.index}"


def allowed(target: str, size: int) -> float:
    """The seconds that an input of that size may take. A fix is tried up to 64 times, so a short text has them all."""
    share = 1.0 if target == "fix" and size <= CHARACTERS else size / CHARACTERS
    return _START + SECONDS * share


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds of processor time, where a signal can do so.

    The program reports whatever raises inside it as `internal-error`; TooSlow is then raised from here.
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


def run(given: Input) -> Failure | None:
    """Run an input; None when all that must hold does."""
    began = time.process_time()
    try:
        with _limited(allowed(given.target, given.size)):
            TARGETS[given.target](given)
    except (Exception, TooSlow) as error:  # noqa: BLE001 - every failure is what is looked for
        took = (
            f"{time.process_time() - began:.1f} s for {given.size:,} " if isinstance(error, TooSlow) else ""
        )
        detail = f"{took}{error}".split("\n")[0][:300]
        return Failure(given.target, given.seed, given.index, signature(error), detail)
    return None


def signature(error: BaseException) -> str:
    """The kind of a failure and where it is: the innermost function of the program."""
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
