"""`sbu-check check`: report what is wrong with files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli import ERROR, INTERRUPTED
from sbu_check.cli.console import tell, warn
from sbu_check.cli.fix_options import Fixing, fixing
from sbu_check.cli.options import LEVELS, colour, faults, names, reading, run_of
from sbu_check.cli.outputs import deliver, outputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.api import Output, Report


UNRESTRICTED = "UNCLASSIFIED"
"""The banner that need not be told where a report has no place for one."""


class Check(click.Command):
    """The command line of `check`, in which `--show-text up-to MARK` is two words or one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the mark to the `up-to` in front of it."""
        if "up-to" in args[:-1]:
            at = args.index("up-to")
            if at > 0 and args[at - 1] == "--show-text":
                args = [*args[:at], " ".join(args[at : at + 2]), *args[at + 2 :]]
        return super().parse_args(ctx, args)


@click.command(cls=Check, short_help="report what is wrong with files")
@reading
@outputs
@click.option("--profile", metavar="NAME", help="Set of rules: archive (default), draft or release.")
@click.option(
    "--select",
    type=names,
    metavar="NAMES",
    help="Rules or families that look, in place of the profile's.",
)
@click.option("--ignore", type=names, metavar="NAMES", help="Rules or families that do not look.")
@click.option(
    "--fail-level",
    type=click.Choice(LEVELS),
    help="Least severity that makes the exit code 1 (default: warning).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in place of 1.")
@click.option("--allow-empty", is_flag=True, help="Exit with 0 in place of 3.")
@click.option("--expect", type=click.Choice(("cable",)), help="Take a text that is no cable for an error.")
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
@click.option("--no-suppressions", is_flag=True, help="Report what [[suppress]] entries name, too.")
@click.option("--no-baseline", is_flag=True, help="Report what is in the baseline, too.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that check (default: one for each core).",
)
@click.option("--no-cache", is_flag=True, help="Check also what was checked before and has not changed.")
@fixing
@colour
def command(paths: tuple[str, ...], wanted: tuple[Output, ...], color: str, **given: Any) -> int:
    """Report what is wrong with files and folders (default: this folder), and fix it if asked to.

    A folder is walked; what .gitignore leaves out is left out. - is standard input.
    """
    fixes = Fixing(given, paths or (".",))
    with faults():
        run = run_of(given, wanted)
        report = fixes.report(run) if fixes else run.check(paths or (".",))
    if report.interrupted:
        return _interrupted(report, wanted, color)
    unwritten = [] if fixes.dry else deliver(report, wanted, color, fixes.stream)
    if not given["quiet"]:
        _summary(report, wanted, fixes)
    _troubles(report)
    for trouble in unwritten:
        warn(trouble)
    code = report.exit_code(
        given["fail_level"], exit_zero=given["exit_zero"], allow_empty=given["allow_empty"]
    )
    code = ERROR if unwritten else fixes.exit_code(report, code)
    if code == 3 and not given["quiet"]:
        tell("nothing that was given is a cable (--allow-empty makes that a success)")
    return code


def _interrupted(report: Report, wanted: Sequence[Output], color: str) -> int:
    """Print what there is; a file would look as if it were all."""
    deliver(report, [one for one in wanted if one.path is None], color, None)
    _found(report, wanted)
    warn("interrupted before all files were checked; this is not the whole report")
    return INTERRUPTED


def _summary(report: Report, wanted: Sequence[Output], fixes: Fixing) -> None:
    """What was done, on standard error, for people."""
    if fixes:
        fixes.tell(report)
    if not fixes.dry:
        _found(report, wanted)
    for file in report.files:
        if file.status == "skipped":
            tell(f"{file.path}: skipped: {file.problem}")


def _found(report: Report, wanted: Sequence[Output]) -> None:
    counts = report.counts
    found = [
        _number(counts.errors, "error"),
        _number(counts.warnings, "warning"),
        _number(counts.infos, "note"),
    ]
    words = ", ".join(words for words in found if words) or "nothing found"
    known = Counter[str](one.state for one in report.diagnostics)
    for state, where in (("suppressed", "suppressed"), ("baselined", "in the baseline")):
        words += f", {known[state]:,} {where}" if known[state] else ""
    tell(f"{_number(counts.files, 'file')} checked: {words}" if counts.files else "no file checked")
    if report.quoted not in {None, UNRESTRICTED} and not all(one.form.bannered for one in wanted):
        tell(f"the report quotes text that is {report.quoted}")
    if report.masked and any(one.form.masks for one in wanted):
        tell("text above the limit is not shown; --show-text all shows it")


def _troubles(report: Report) -> None:
    """What kept the job from being done, always told."""
    for file in report.files:
        if file.status == "failed":
            warn(f"{file.path}: {file.problem}")
        for crash in file.crashes:
            warn(f"{file.path}: the rule {crash.rule} failed: {crash.message}")


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}" if count else ""
