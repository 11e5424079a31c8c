"""Standard output and standard error: colour, unprintable characters, closed pipes, and progress."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from sbu_check.report.terminal import clean, inert, inert_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sbu_check.report.terminal import Kind


NARROW, WIDE = 60, 160


class Failure(Exception):
    """The job could not be done; `message` is one line for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def show(self) -> None:
        """Print the message on standard error."""
        warn(self.message)


def prepare() -> None:
    """Let neither a stream that is closed nor a character that an output cannot hold stop a report.

    What leaves the terminal has the same bytes on every system: UTF-8, and lines as the report has them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            empty = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - as long as the program runs
            setattr(sys, name, empty)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            leaves = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
            reconfigure(
                encoding="utf-8" if leaves else stream.encoding, errors="backslashreplace", newline="\n"
            )
    if sys.platform == "win32":
        # Click needs it there. Older consoles show colours only after a request.
        from colorama import just_fix_windows_console  # type: ignore[import-untyped]

        just_fix_windows_console()


_LEFT: list[TextIO] = []
"""The streams whose reader has closed the pipe."""


def write(blocks: Iterable[str], stream: TextIO | None = None, kind: Kind = "plain") -> None:
    """Print the blocks of a report, in which `kind` says how to escape what a log would run as a command.

    A reader that has closed the pipe is not a fault; raises Failure for a full disk.
    """
    out = stream or sys.stdout
    with _printing(out):
        for block in inert_blocks(blocks, kind):
            out.write(block)
        out.flush()


def write_bytes(data: bytes) -> None:
    """Print these bytes and nothing else, as `write` prints blocks."""
    with _printing(sys.stdout):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@contextmanager
def _printing(out: TextIO) -> Iterator[None]:
    """What a stream is written in. Raises Failure for a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            raise Failure(f"the report cannot be written: {(error.strerror or str(error)).lower()}") from None
        _LEFT.append(out)
        # The interpreter would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def left() -> bool:
    """Whether nobody reads standard output any more."""
    return sys.stdout in _LEFT


def tell(words: str) -> None:
    """A line for the user on standard error."""
    complain(f"sbu-check: {clean(words)}\n")


def warn(words: str) -> None:
    """A line on standard error about something that went wrong."""
    complain(f"sbu-check: error: {clean(words)}\n")


def complain(words: str) -> None:
    """Print words on standard error, if anybody reads it."""
    try:
        sys.stderr.write(inert(words))
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def coloured(choice: str, stream: TextIO | None = None) -> bool:
    """Whether to colour: by `--color`, else by NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether standard output is a terminal."""
    return (stream or sys.stdout).isatty()


def columns() -> int:
    """The number of columns for a report: those of the terminal within limits, 80 without a terminal."""
    if not is_terminal():
        return 80
    import shutil

    return min(max(shutil.get_terminal_size().columns, NARROW), WIDE)


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
    """The progress of a run, if a person can see it."""
    if quiet or os.environ.get("CI") or not sys.stderr.isatty():
        return None
    return Progress(sys.stderr)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
