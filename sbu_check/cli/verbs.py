"""The verbs of the program, and the exit codes that a verb returns when it cannot do its work."""

from __future__ import annotations

ERROR = 2
INTERRUPTED = 130

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
"""The verbs with their lines in the help. Each verb is a module of this package that defines `command`."""
