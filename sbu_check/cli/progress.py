"""How far a run is, for people who wait for it: on standard error, where that is a terminal, after a second."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_AFTER, _EVERY = 1.0, 0.2
"""Seconds before the first line, and between two."""


class Progress:
    """One line that is written over. Callable with the files that are done and all files."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._start = clock()
        self._next = self._start + _AFTER
        self._width = 0

    def __call__(self, done: int, files: int) -> None:
        """Say how far the run is, if it is time to."""
        now = self._clock()
        if now < self._next or done >= files:
            if done >= files:
                self.close()
            return
        self._next = now + _EVERY
        rate = done / (now - self._start)
        left = f", {_span((files - done) / rate)} left" if rate else ""
        self._write(f"sbu-check: {done:,} of {files:,} files, {rate:,.0f} a second{left}")

    def close(self) -> None:
        """Take the line away."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, words: str) -> None:
        self._stream.write(f"\r{words:<{self._width}}")
        self._stream.flush()
        self._width = len(words)


def progress(*, quiet: bool) -> Progress | None:
    """The progress of a run, where there is somebody to see it."""
    if quiet or os.environ.get("CI") or not sys.stderr.isatty():
        return None
    return Progress(sys.stderr)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
