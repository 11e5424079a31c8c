"""Options that several verbs have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.parameters import FILE, SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable

LEVELS = ("error", "warning", "info")


def day(value: str) -> date:
    """A day such as 2005-03-02."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: expected one such as 2005-03-02") from None


def stacked(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One decorator for several, which keep their order in the help."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


trusted = click.option(
    "--trust", type=FILE, multiple=True, metavar="PATH",
    help="Let a configuration name files in this folder too, outside of its repository. May be repeated.",
)  # fmt: skip
"""What a configuration may name besides what lies in its repository."""

configured = stacked(
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG", help="Use this configuration."
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    trusted,
)
"""The configuration of the verbs that check no file."""

of_marks = stacked(
    click.option(
        "--system", type=SYSTEM, metavar="NAME", default="state", show_default=True,
        help="Marking system of the marks.",
    ),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to the marks."),
)  # fmt: skip
"""By which rules the verbs that take marks read them."""

reading = stacked(
    click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]…"),
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG",
        help="Use this configuration for all files.",
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    trusted,
    click.option("--system", type=SYSTEM, metavar="NAME", help="Marking system of the documents (default: state)."),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to documents without a date."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (default: by their bytes)."),
    click.option("--stdin-filename", metavar="NAME", help="What standard input (-) is called in the report."),
    click.option("-q", "--quiet", is_flag=True, help="Print the report and errors only."),
)  # fmt: skip
"""What `check` and `inspect` read, and how."""

jobs = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that work (default: one for each core)."
)  # fmt: skip

colour = click.option(
    "--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True, help="Use colour."
)  # fmt: skip
