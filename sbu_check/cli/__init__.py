"""The command line: one module a verb, each imported when it is called."""

from __future__ import annotations

import gc
import sys

ERROR = 2
INTERRUPTED = 130
YOUNG = 100_000
"""Values that may be made before the first look for garbage among them (Python's own figure is 700)."""

VERBS = {
    "check": "report what is wrong with files (also without the verb)",
    "inspect": "show what was understood of cables",
    "explain": "explain a rule or a mark",
    "rules": "list the rules",
    "rollup": "work out which banner portion marks require",
    "compare": "hold a released copy against its original",
    "baseline": "keep a list of the findings that there were before",
    "config": "explain, check or begin the configuration",
    "cache": "forget the reports that are remembered",
    "completions": "print the completions for a shell",
}
"""Each verb is a module of this package that holds `command`, and its line in the help."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    # A start makes tens of thousands of values that stay: to look at them again and again costs a tenth of it.
    gc.set_threshold(YOUNG)
    words = sys.argv[1:] if arguments is None else arguments
    try:
        from sbu_check.cli.console import prepare

        prepare()
        from sbu_check.cli import fast_path

        if fast_path.is_plain(words):
            return fast_path.run(words)
        from sbu_check.cli.program import run

        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
