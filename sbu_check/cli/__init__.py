"""The command line: one module a verb, each imported when it is called."""

from __future__ import annotations

import sys

ERROR = 2
INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        from sbu_check.cli.program import run

        return run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
