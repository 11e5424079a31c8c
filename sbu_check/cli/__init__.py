"""The command line: one module for each verb, imported when the verb is called."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sbu_check.cli.verbs import ERROR, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    from sbu_check.cli.console import prepare, warn

    with _ended_in_order():
        try:
            prepare()
            return _run(words, arguments)
        except KeyboardInterrupt:
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - one line for the user, and the exit code of a failure
            from sbu_check.diagnostics.model import happened

            warn(f"internal error: {happened(error)}")
            return ERROR


def _run(words: list[str], arguments: list[str] | None) -> int:
    from sbu_check.cli import fast_path

    if fast_path.is_short(words):
        return fast_path.run(words)
    from sbu_check.cli.program import run

    return run(arguments)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM end this process as an exit does: quietly, with all processes that it started."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # only the main thread takes signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
