"""The plain command line, `sbu-check [check] [FLAG…] PATH…`, without the library that reads all others.

It is what a hook runs and has to answer at once: to load the library costs a third of a start. What the library would
read from such a line is known beforehand, and a test holds the two together.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sbu_check.cli import ERROR, VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGS = {
    "-q": "quiet",
    "--quiet": "quiet",
    "--allow-empty": "allow_empty",
    "--exit-zero": "exit_zero",
    "--force-exclude": "force_exclude",
    "--no-cache": "no_cache",
    "--no-config": "no_config",
}
"""The flags that a plain line may have, by the name of their value."""

ASKING = ("SBU_CHECK_CONFIG", "_SBU_CHECK_COMPLETE")
"""What the environment may say instead of the line."""

GIVEN: dict[str, Any] = {
    "config": None, "no_config": False, "trust": (), "system": None, "on": None, "encoding": None,
    "stdin_filename": None,
    "quiet": False, "profile": None, "select": None, "ignore": None, "fail_level": None, "exit_zero": False,
    "allow_empty": False, "expect": None, "show_text": None, "max_per_rule": None, "no_suppressions": False,
    "no_baseline": False, "jobs": None, "files_from": None, "force_exclude": False, "statistics": False,
    "timing": False, "no_cache": False, "watch": False, "fix": False, "unsafe_fixes": False, "diff": False,
    "output": None, "change_log": None, "exit_non_zero_on_fix": False,
}  # fmt: skip
"""The options of `check` when none is given."""

COLOR, FORM = "auto", "text"


def is_plain(words: Sequence[str]) -> bool:
    """Whether a command line has the verb `check` or none, and besides paths only FLAGS."""
    if not words or os.name == "nt" or any(os.environ.get(name) for name in ASKING):
        return False
    named = words[0] in VERBS
    return (words[0] == "check" or not named) and all(
        word in FLAGS or word == "-" or not word.startswith("-") for word in words
    )


def read(words: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The paths and the options of a plain line."""
    rest = words[1:] if words[0] == "check" else words
    flags = {FLAGS[word]: True for word in rest if word in FLAGS}
    return tuple(word for word in rest if word not in FLAGS), GIVEN | flags


def run(words: Sequence[str]) -> int:
    """Run a plain line; the exit code."""
    from sbu_check.api import Output
    from sbu_check.cli.checking import check
    from sbu_check.cli.console import Failure

    paths, given = read(words)
    try:
        return check(paths, (Output.parse(FORM),), COLOR, given)
    except Failure as failure:
        failure.show()
        return ERROR
