"""What `check` does, for the fast path as for the library that reads options."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from sbu_check.cli.console import Failure, coloured, columns, progress, tell, warn, write
from sbu_check.cli.fixing import Fixing
from sbu_check.cli.runs import faults, run_of
from sbu_check.cli.verbs import ERROR, INTERRUPTED
from sbu_check.text.files import HUGE, read_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from sbu_check.api import Output, Report, Run


UNRESTRICTED = "UNCLASSIFIED"
"""The banner that a report does not have to show if it has no place for one."""


def check(paths: tuple[str, ...], wanted: tuple[Output, ...], color: str, parameters: dict[str, Any]) -> int:
    """Check the files and folders under the options of the verb, and report as they say; the exit code."""
    if parameters["watch"]:
        from sbu_check.cli.watch import watch

        return watch(
            parameters,
            wanted,
            lambda: _paths(paths, parameters["files_from"]),
            lambda report: _report(report, wanted, color, parameters, Fixing(parameters, paths)),
        )
    paths = _paths(paths, parameters["files_from"])
    fixes = Fixing(parameters, paths)
    with faults():
        run = run_of(parameters, wanted)
        shown = progress(quiet=parameters["quiet"])
        report = fixes.report(run, shown) if fixes else run.check(paths, shown)
    code = _report(report, wanted, color, parameters, fixes)
    if parameters["timing"] and not report.interrupted:
        _timing(run, paths)
    return code


def _report(
    report: Report, wanted: tuple[Output, ...], color: str, parameters: dict[str, Any], fixes: Fixing
) -> int:
    """Print and write what a run has found; the exit code."""
    if report.interrupted:
        return _interrupted(report, wanted, color, fixes)
    if parameters["statistics"]:
        wanted = _counted(report, wanted)
    unwritten = [] if fixes.dry else deliver(report, wanted, color, fixes.stream)
    if not parameters["quiet"]:
        _summary(report, wanted, fixes)
    _troubles(report)
    for trouble in unwritten:
        warn(trouble)
    code = report.exit_code(
        parameters["fail_level"], exit_zero=parameters["exit_zero"], allow_empty=parameters["allow_empty"]
    )
    code = ERROR if unwritten else fixes.exit_code(report, code)
    if code == 3 and not parameters["quiet"]:
        tell("none of the files is a cable (--allow-empty makes that a success)")
    return code


def _paths(paths: tuple[str, ...], listed: str | None) -> tuple[str, ...]:
    """The named and the listed paths; without any, this folder. Raises Failure for a list that cannot be read."""
    if listed is None:
        return paths or (".",)
    try:
        data = sys.stdin.buffer.read() if listed == "-" else read_stream(listed, most=HUGE)
    except OSError as error:
        raise Failure(f"{listed}: {(error.strerror or str(error)).lower()}") from None
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    try:
        return (*paths, *(os.fsdecode(name) for name in names if name))
    except UnicodeDecodeError:  # on Windows: elsewhere any bytes are a name
        raise Failure(f"{listed}: a list of names must be UTF-8") from None


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


def _interrupted(report: Report, wanted: Sequence[Output], color: str, fixes: Fixing) -> int:
    """Print the results so far; a file with them would look complete."""
    if fixes:
        fixes.tell(report)
    if not fixes.dry:
        deliver(report, [one for one in wanted if one.path is None], color, fixes.stream)
        _found(report, wanted)
    warn("interrupted before all files were checked; the report is incomplete")
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
    done = f"{_number(counts.files, 'file')} checked: {words}" if counts.files else "no file checked"
    # A printed report that has a place for its identity shows it itself.
    said = any(found) and any(one.path is None and not one.form.bare for one in wanted)
    tell(done if said else f"{done} ({report.identity.removeprefix('sbu-check ')})")
    if report.quoted not in {None, UNRESTRICTED} and any(one.form.bare for one in wanted):
        tell(f"the report quotes text that is {report.quoted}")
    # Of what is known, and of files without findings, only some forms show anything that could be masked.
    if report.masked and any(one.form.masks and (any(found) or one.form.sheets) for one in wanted):
        tell("text above the limit is not shown; --show-text all shows it")


def _troubles(report: Report) -> None:
    """Report on standard error why some files were not checked."""
    for file in report.files:
        for words in (*filter(None, [file.trouble]), *(one.message for one in file.internal_errors)):
            warn(f"{file.path}: {words}")


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}" if count else ""


def deliver(report: Report, wanted: Sequence[Output], color: str, stream: TextIO | None) -> list[str]:
    """Write the reports into their files, and print the one for standard output; what could not be written, and why.

    The other reports are written even if one cannot be made or written.
    """
    from sbu_check import api

    troubles: list[str] = []
    for one in wanted:
        name = one.path or one.name
        try:
            shown = api.write_report(report, one) if one.path else _printed(report, one, color, stream)
            troubles += _failed(report, shown, name)
        except Failure as failure:
            troubles.append(failure.message)
        except api.Unwritten as error:
            troubles.append(f"{name}: {error}")
        except Exception as error:  # noqa: BLE001 - it is reported, and makes the exit code 2
            from sbu_check.diagnostics.model import happened

            troubles.append(f"{name}: internal error: {happened(error)}")
    return troubles


def _printed(report: Report, one: Output, color: str, stream: TextIO | None) -> Report:
    """Print a report; the one that is printed, as `rendered` has it. Raises Failure."""
    from sbu_check import api
    from sbu_check.report.terminal import Style

    parts, shown = api.rendered(report, one, Style(coloured(color, stream)), columns())
    write(parts, stream, "raw")
    return shown


def _failed(report: Report, shown: Report, name: str) -> Iterator[str]:
    """One line for each file whose report could not be made."""
    for before, after in zip(report.files, shown.files, strict=True):
        if after is not before:
            yield f"{after.path}: {after.problem} ({name})"
