"""`sbu-check check`: report what is wrong with files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli import ERROR, INTERRUPTED
from sbu_check.cli.console import Failure, tell, warn, write
from sbu_check.cli.fix_options import Fixing, fixing
from sbu_check.cli.kinds import FILE, PROFILE, RULES
from sbu_check.cli.options import LEVELS, colour, faults, reading, run_of
from sbu_check.cli.outputs import deliver, outputs
from sbu_check.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.api import Output, Report, Run


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
@click.option(
    "--profile", type=PROFILE, metavar="NAME", help="Set of rules: archive (default), draft or release."
)
@click.option(
    "--select",
    type=RULES,
    metavar="NAMES",
    help="Rules or families that look, in place of the profile's.",
)
@click.option("--ignore", type=RULES, metavar="NAMES", help="Rules or families that do not look.")
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
@click.option(
    "--files-from",
    type=FILE,
    metavar="FILE",
    help="Check the files that this one names, a line each; - is standard input.",
)
@click.option(
    "--force-exclude", is_flag=True, help="Leave out what the configuration excludes also where it is named."
)
@click.option("--statistics", is_flag=True, help="Count by severity, rule and file in place of a list.")
@click.option("--timing", is_flag=True, help="Measure afterwards how long each stage and each rule takes.")
@click.option("--no-cache", is_flag=True, help="Check also what was checked before and has not changed.")
@click.option("--watch", is_flag=True, help="Go on, and check again what changes, until Ctrl-C.")
@fixing
@colour
def command(paths: tuple[str, ...], wanted: tuple[Output, ...], color: str, **given: Any) -> int:
    """Report what is wrong with files and folders (default: this folder), and fix it if asked to.

    A folder is walked; what .gitignore leaves out is left out. - is standard input.
    """
    if given["watch"]:
        from sbu_check.cli.watch import watch

        return watch(
            given,
            wanted,
            lambda: _paths(paths, given["files_from"]),
            lambda report: _told(report, wanted, color, given, Fixing(given, paths)),
        )
    paths = _paths(paths, given["files_from"])
    fixes = Fixing(given, paths)
    with faults():
        run = run_of(given, wanted)
        report = fixes.report(run) if fixes else run.check(paths, progress(quiet=given["quiet"]))
    code = _told(report, wanted, color, given, fixes)
    if given["timing"] and not report.interrupted:
        _timing(run, paths)
    return code


def _told(
    report: Report, wanted: tuple[Output, ...], color: str, given: dict[str, Any], fixes: Fixing
) -> int:
    """Print and write what a run has found; the exit code."""
    if report.interrupted:
        return _interrupted(report, wanted, color)
    if given["statistics"]:
        wanted = _counted(report, wanted)
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


def _paths(paths: tuple[str, ...], listed: str | None) -> tuple[str, ...]:
    """The paths that are given and listed; without any, this folder. Raises Failure for a list that cannot be read."""
    if listed is None:
        return paths or (".",)
    try:
        data = sys.stdin.buffer.read() if listed == "-" else Path(listed).read_bytes()
    except OSError as error:
        raise Failure(f"{listed}: {(error.strerror or str(error)).lower()}") from None
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    try:
        return (*paths, *(os.fsdecode(name) for name in names if name))
    except UnicodeDecodeError:  # on Windows: elsewhere any bytes are a name
        raise Failure(f"{listed}: it is not UTF-8, as a list of names is") from None


def _counted(report: Report, wanted: Sequence[Output]) -> tuple[Output, ...]:
    """Print the counts in place of a list; the outputs that are left. A report for programs keeps standard output."""
    from sbu_check.report.statistics import render

    lists = [one for one in wanted if one.path is None and one.form.styled]
    write(render(report), None if lists else sys.stderr)
    return tuple(one for one in wanted if one not in lists)


def _timing(run: Run, paths: Sequence[str]) -> None:
    """Say on standard error how long what takes."""
    from sbu_check import api

    found = api.measured(run, [path for path in paths if path != "-"])
    whole = sum(found.stages.values()) or 1
    tell(f"{_number(found.files, 'file') or 'no file'} measured: {whole:.3f} s")
    for seconds in (found.stages, found.rules):
        for name, spent in sorted(seconds.items(), key=lambda one: (-one[1], one[0])):
            tell(f"{spent * 1000:10.2f} ms  {spent / whole:6.1%}  {name}")


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
