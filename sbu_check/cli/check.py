"""`sbu-check check`: report what is wrong with files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.checking import check
from sbu_check.cli.options import FILE, LEVELS, PROFILE, RULES, colour, fixing, jobs, outputs, reading

if TYPE_CHECKING:
    from sbu_check.api import Output


class Check(click.Command):
    """The command line of `check`, in which `--show-text up-to MARK` is two words or one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the mark to the `up-to` before it."""
        if "up-to" in args[:-1]:
            at = args.index("up-to")
            if at > 0 and args[at - 1] == "--show-text":
                args = [*args[:at], " ".join(args[at : at + 2]), *args[at + 2 :]]
        return super().parse_args(ctx, args)


@click.command(cls=Check, short_help="report what is wrong with files")
@reading
@outputs
@click.option(
    "--profile", type=PROFILE, metavar="NAME", help="Set of rules: archive (default), draft or release."
)
@click.option(
    "--select",
    type=RULES,
    metavar="NAMES",
    help="Rules or families to run instead of the profile's.",
)
@click.option("--ignore", type=RULES, metavar="NAMES", help="Rules or families not to run.")
@click.option(
    "--fail-level",
    type=click.Choice(LEVELS),
    help="Least severity that makes the exit code 1 (default: warning).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1.")
@click.option("--allow-empty", is_flag=True, help="Exit with 0 instead of 3.")
@click.option(
    "--expect", type=click.Choice(("cable",)), help="Report a text that is not a cable as an error."
)
@click.option(
    "--show-text",
    metavar="LIMIT",
    help="Document text to show: all, none, or up-to MARK (default: all if the report stays on a terminal, else U).",
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(min=1),
    metavar="N",
    help="Diagnostics of one rule to list for a file (default: 200).",
)
@click.option("--no-suppressions", is_flag=True, help="Report suppressed findings too.")
@click.option("--no-baseline", is_flag=True, help="Report findings of the baseline too.")
@jobs
@click.option(
    "--files-from",
    type=FILE,
    metavar="FILE",
    help="Check the files listed in this file, one per line; - is standard input.",
)
@click.option("--force-exclude", is_flag=True, help="Skip excluded files even if they are named.")
@click.option("--statistics", is_flag=True, help="Print counts by severity, rule and file instead of a list.")
@click.option("--timing", is_flag=True, help="Measure the time of each stage and each rule after the run.")
@click.option("--no-cache", is_flag=True, help="Check unchanged files again.")
@click.option(
    "--watch", is_flag=True, help="Watch the files and check them again when they change, until Ctrl-C."
)
@fixing
@colour
def command(paths: tuple[str, ...], wanted: tuple[Output, ...], color: str, **parameters: Any) -> int:
    """Report what is wrong with files and folders (default: this folder), and fix it with --fix.

    Folders are searched for files; files that .gitignore excludes are skipped. - is standard input.
    """
    return check(paths, wanted, color, parameters)
