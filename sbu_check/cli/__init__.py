"""The command line: one module a verb, each imported when it is called."""

from __future__ import annotations

import gc

ERROR = 2
INTERRUPTED = 130
YOUNG = 100_000
"""Values that may be made before the first look for garbage among them (Python's own figure is 700)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    # A start makes tens of thousands of values that stay: to look at them again and again costs a tenth of it.
    gc.set_threshold(YOUNG)
    try:
        from sbu_check.cli.program import run

        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
