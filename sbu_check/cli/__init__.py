"""The command line: one module a verb, each imported when it is called."""

from __future__ import annotations

import gc
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR = 2
INTERRUPTED = 130
YOUNG = 100_000
"""Values that may be made before the first look for garbage among them (Python's own figure is 700)."""

VERBS = {
    "check": "report what is wrong with files (also without the verb)",
    "inspect": "show how cables were read",
    "explain": "explain a rule or a mark",
    "rules": "list the rules",
    "rollup": "show the banner that portion marks require",
    "compare": "compare a released copy with its original",
    "baseline": "manage the list of accepted findings",
    "config": "show, check or create the configuration",
    "cache": "clear the cache of reports",
    "completions": "print the completions for a shell",
}
"""Each verb is a module of this package that holds `command`, and its line in the help."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    # A start makes tens of thousands of values that stay: to look at them again and again costs a tenth of it.
    gc.set_threshold(YOUNG)
    words = sys.argv[1:] if arguments is None else arguments
    from sbu_check.cli.console import prepare, warn

    with _ended_in_order():
        try:
            prepare()
            return _run(words, arguments)
        except KeyboardInterrupt:
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - in one line, and with the exit code of a job that was not done
            from sbu_check.diagnostics.model import happened

            warn(f"internal error: {happened(error)}")
            return ERROR


def _run(words: list[str], arguments: list[str] | None) -> int:
    from sbu_check.cli import fast_path

    if fast_path.is_plain(words):
        return fast_path.run(words)
    from sbu_check.cli.program import run

    return run(arguments)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end (SIGTERM) end this process as an exit does: quietly, with all processes that it started."""

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
