"""Standard output and standard error: colour, what cannot be printed, and pipes that nobody reads any more."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sbu_check.report.terminal import clean, inert, inert_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        # Click needs it there. Older consoles take colours only when they are told to.
        from colorama import just_fix_windows_console  # type: ignore[import-untyped]

        just_fix_windows_console()


_LEFT: list[TextIO] = []
"""The streams whose reader has gone away."""


def write(blocks: Iterable[str], stream: TextIO | None = None, kind: Kind = "plain") -> None:
    """Print the blocks of a report, in which `kind` says how to escape what a log would run as a command.

    A reader that has gone away is no fault; raises Failure for a full disk.
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
    """The columns that a report may use: those of the terminal in reason, 80 where there is none."""
    if not is_terminal():
        return 80
    import shutil

    return min(max(shutil.get_terminal_size().columns, NARROW), WIDE)
