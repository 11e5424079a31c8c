"""The options of `check` that fix files, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.options import stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

fixing = stacked(
    click.option("--fix", is_flag=True, help="Make the fixes that are safe. Standard input is printed fixed."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff, make the fixes that are not safe too."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    click.option(
        "--output", type=click.Path(path_type=Path), metavar="DIR",
        help="With --fix, write copies into this folder and leave the files as they are.",
    ),
    click.option(
        "--change-log", type=click.Path(path_type=Path), metavar="FILE",
        help="With --fix, add a line to this file for each fix (with --output: in its folder).",
    ),
    click.option("--exit-non-zero-on-fix", is_flag=True, help="With --fix, exit with 1 where something was fixed."),
)  # fmt: skip
"""What `check` does to files."""


def together(given: dict[str, Any], paths: Sequence[str]) -> None:
    """Raises click.UsageError for options of `fixing` that do not go together."""
    for option in ("output", "change_log", "exit_non_zero_on_fix"):
        if given[option] and (not given["fix"] or given["diff"]):
            raise click.UsageError(f"--{option.replace('_', '-')} goes with --fix, and not with --diff")
    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if given["output"] and "-" in paths:
        raise click.UsageError("--output is for files: standard input is printed")
