"""`sbu-check compare`: compare a released copy with its original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, coloured, columns, tell, warn, write
from sbu_check.cli.options import FILE, LEVELS, RULES, SYSTEM, colour, day, stacked, trusted
from sbu_check.cli.runs import faults, trust_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.api import CopyReport, FileReport, Report, Run
    from sbu_check.report.terminal import Kind
    from sbu_check.text.source import SourceText

_KINDS: dict[str, Kind] = {"text": "text", "json": "json", "sarif": "json", "html": "markup"}
"""The forms of a report, each with how it escapes what a log would run as a command."""

_what = stacked(
    click.argument("original", type=FILE, metavar="ORIGINAL"),
    click.argument("released", type=FILE, metavar="RELEASED"),
    click.option(
        "--release-level",
        default="U",
        show_default=True,
        metavar="MARK",
        help="Highest mark that may be released.",
    ),
    click.option("--ocr", is_flag=True, help="Ignore differences that a scanner causes."),
    click.option("--show-withheld", is_flag=True, help="Show withheld words, for those who may see them."),
    click.option(
        "--salt",
        metavar="WORDS",
        help="Key of the hashes that replace withheld words (default: a new one for each run).",
    ),
)

_how = stacked(
    click.option(
        "--config", type=FILE, metavar="FILE", envvar="SBU_CHECK_CONFIG", help="Use this configuration."
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    trusted,
    click.option(
        "--system", type=SYSTEM, metavar="NAME", help="Marking system of the documents (default: state)."
    ),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to documents without a date."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (default: detected)."),
    click.option("--select", type=RULES, metavar="NAMES", help="Rules to run instead of all."),
    click.option("--ignore", type=RULES, metavar="NAMES", help="Rules not to run."),
    click.option(
        "--fail-level",
        type=click.Choice(LEVELS),
        help="Least severity that makes the exit code 1 (default: warning).",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1."),
    click.option(
        "--format",
        "form",
        type=click.Choice(tuple(_KINDS)),
        default="text",
        show_default=True,
        help="Form of the report.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print the report and errors only."),
)


@click.command(short_help="compare a released copy with its original")
@_what
@_how
@colour
def command(form: str, color: str, **parameters: Any) -> int:
    """Compare a released copy with its original: the withheld text, its codes, and text that was not withheld.

    - is standard input, for one of the two. Places are in the released copy, related ones in the original.
    """
    if parameters["original"] == parameters["released"] == "-":
        raise Failure("only one of the two texts can be standard input")
    with faults():
        report = _report(_run(parameters), parameters)
    parts, report = _rendered(report, form, color)
    write(parts, kind=_KINDS[form])
    if not parameters["quiet"]:
        _summary(report)
    for file in report.files:
        for one in file.internal_errors:
            warn(f"{file.path}: {one.message}")
    return report.exit_code(parameters["fail_level"], exit_zero=parameters["exit_zero"])


def _run(parameters: dict[str, Any]) -> Run:
    """The run under whose configuration the two files are read. Raises Failure."""
    from pathlib import Path

    from sbu_check import api

    if parameters["encoding"] is not None:
        try:
            api.check_encoding(parameters["encoding"])
        except api.Undecodable as error:
            raise Failure(str(error)) from None
    fixed = api.load(Path(parameters["config"]), trust_of(parameters)) if parameters["config"] else None
    changes = {
        "profile": "release",
        "ignore": parameters["ignore"],
        "system": parameters["system"],
        "on": parameters["on"],
    }
    return api.Run(
        api.DEFAULT if parameters["no_config"] else fixed,
        changes=changes,
        fail_level=parameters["fail_level"],
        run_options=api.RunOptions(encoding=parameters["encoding"]),
        trust=trust_of(parameters),
    )


def _folder(path: str) -> Any:
    from pathlib import Path

    return Path() if path == "-" else Path(path).parent


def _report(run: Run, parameters: dict[str, Any]) -> CopyReport:
    """The report on the two files, or on the one on which the program failed. Raises Failure."""
    from sbu_check import api
    from sbu_check.text.source import SourceText

    texts: list[SourceText] = []
    for side in ("original", "released"):
        found = _source(run, parameters[side])
        if not isinstance(found, SourceText):
            return api.unread_comparison(found, run.configuration(_folder(found.path)))
        texts.append(found)
    original, released = texts
    return _compared(run, original, released, parameters)


def _source(run: Run, path: str) -> SourceText | FileReport:
    """The text of one of the two files, or its report with `internal-error`. Raises Failure."""
    from pathlib import Path

    from sbu_check.text.source import SourceText

    if path != "-" and Path(path).is_dir():
        raise Failure(f"{path}: a file was expected, not a folder")
    for source, _ in run.sources([path]):
        if isinstance(source, SourceText) or source.internal_errors:
            return source
        raise Failure(f"{source.path}: {source.problem}")
    raise Failure(f"{path}: the configuration leaves this file out")


def _compared(run: Run, original: SourceText, released: SourceText, parameters: dict[str, Any]) -> CopyReport:
    """The comparison that the command line asks for. Raises Failure for a level that the system does not have."""
    from sbu_check import api

    try:
        return api.compare(
            original,
            released,
            release_level=parameters["release_level"],
            ocr=parameters["ocr"],
            select=parameters["select"] or (),
            config=run.configuration(_folder(parameters["released"])),
            salt=parameters["salt"].encode()[:64] if parameters["salt"] else None,
            show_withheld=parameters["show_withheld"],
        )
    except api.Undecodable as error:
        raise Failure(str(error)) from None
    except api.UnknownLevel as error:
        raise Failure(f"--release-level: {error}") from None


def _rendered(report: CopyReport, form: str, color: str) -> tuple[Iterable[str], CopyReport]:
    from sbu_check import api
    from sbu_check.report.terminal import Style

    return api.rendered_comparison(report, form, Style(coloured(color)), columns())


def _summary(report: Report) -> None:
    """What was found, on standard error."""
    counts = report.counts
    found = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "note"))
        if count
    ]
    made = f" ({report.identity.removeprefix('sbu-check ')})" if not found else ""
    tell(f"compared: {', '.join(found) or 'nothing found'}{made}")
    if report.masked and report.diagnostics:
        tell("withheld words are named by a hash; --show-withheld shows them")
