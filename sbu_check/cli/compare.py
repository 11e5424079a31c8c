"""`sbu-check compare`: hold a released copy against its original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli import ERROR
from sbu_check.cli.console import Failure, coloured, columns, tell, warn, write
from sbu_check.cli.options import LEVELS, colour, day, faults, names, stacked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbu_check.api import Configuration, Report, Run
    from sbu_check.release.compare import Compared
    from sbu_check.text.source import SourceText

_FORMS = ("text", "json", "sarif", "html")

_what = stacked(
    click.argument("original", metavar="ORIGINAL"),
    click.argument("released", metavar="RELEASED"),
    click.option(
        "--release-level",
        default="U",
        show_default=True,
        metavar="MARK",
        help="Highest mark that may be released.",
    ),
    click.option("--ocr", is_flag=True, help="Take no difference that a scanner makes for a change."),
    click.option("--show-withheld", is_flag=True, help="Show withheld words, for those who may see them."),
    click.option(
        "--salt",
        metavar="WORDS",
        help="Key of the hashes that stand for withheld words (default: a new one for each run).",
    ),
)

_how = stacked(
    click.option("--config", metavar="FILE", envvar="SBU_CHECK_CONFIG", help="Use this configuration."),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    click.option("--system", metavar="NAME", help="Marking system of the documents (default: state)."),
    click.option("--on", type=day, metavar="DATE", help="Day whose rules apply to documents without a date."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (default: by their bytes)."),
    click.option("--select", type=names, metavar="NAMES", help="Rules that look, in place of all."),
    click.option("--ignore", type=names, metavar="NAMES", help="Rules that do not look."),
    click.option(
        "--fail-level",
        type=click.Choice(LEVELS),
        help="Least severity that makes the exit code 1 (default: warning).",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 in place of 1."),
    click.option(
        "--format",
        "form",
        type=click.Choice(_FORMS),
        default="text",
        show_default=True,
        help="Form of the report.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print the report and errors only."),
)


@click.command(short_help="hold a released copy against its original")
@_what
@_how
@colour
def command(form: str, color: str, **given: Any) -> int:
    """Hold a released copy against its original: what it withholds, under which codes, and what slipped through.

    - is standard input, for one of the two. Places are in the released copy, related ones in the original.
    """
    if given["original"] == given["released"] == "-":
        raise Failure("only one of the two texts can be standard input")
    with faults():
        run = _run(given)
        original, released = (_source(run, given[side]) for side in ("original", "released"))
        configuration = run.configuration(_folder(given["released"]))
        found = _compared(original, released, configuration, given)
        report = _report(run, found, configuration)
    write(_rendered(found, report, form, color))
    if not given["quiet"]:
        _summary(report)
    for crash in report.crashes:
        warn(f"{crash.path}: the rule {crash.rule} failed: {crash.message}")
    return ERROR if report.crashes else report.exit_code(given["fail_level"], exit_zero=given["exit_zero"])


def _run(given: dict[str, Any]) -> Run:
    """The run under whose configuration the two files are read. Raises Failure."""
    from pathlib import Path

    from sbu_check import api

    if given["encoding"] is not None:
        try:
            api.check_encoding(given["encoding"])
        except api.Undecodable as error:
            raise Failure(str(error)) from None
    fixed = api.load(Path(given["config"])) if given["config"] else None
    change = api.Change(
        profile="release", ignore=given["ignore"] or (), system=given["system"], on=given["on"]
    )
    return api.Run(
        api.DEFAULT if given["no_config"] else fixed,
        change=change,
        fail_level=given["fail_level"],
        manner=api.Manner(encoding=given["encoding"]),
    )


def _folder(path: str) -> Any:
    from pathlib import Path

    return Path() if path == "-" else Path(path).parent


def _source(run: Run, path: str) -> SourceText:
    """The text of one of the two files. Raises Failure."""
    from pathlib import Path

    from sbu_check.text.source import SourceText

    if path != "-" and Path(path).is_dir():
        raise Failure(f"{path}: a file was expected, not a folder")
    for source, _ in run.sources([path]):
        if isinstance(source, SourceText):
            return source
        raise Failure(f"{source.path}: {source.problem}")
    raise Failure(f"{path}: the configuration leaves this file out")


def _compared(
    original: SourceText, released: SourceText, configuration: Configuration, given: dict[str, Any]
) -> Compared:
    """The comparison that the command line asks for. Raises Failure for a level that the system does not have."""
    from sbu_check.marking import system
    from sbu_check.release.compare import compare
    from sbu_check.rules.selection import in_force
    from sbu_check.values import replace

    options = configuration.options(released.name)
    # What a configuration selects is meant for single texts; what it leaves out is left out here too.
    selection = replace(options.selection, profile="release", select=given["select"] or ())
    level = given["release_level"].strip("()").upper()
    try:
        system(options.settings.system, options.settings.on).rank(level)
    except KeyError:
        raise Failure(
            f"--release-level: the marking system {options.settings.system} has no level {given['release_level']!r}"
        ) from None
    return compare(
        original,
        released,
        release_level=level,
        ocr=given["ocr"],
        settings=options.settings,
        rules=in_force(selection, comparison=True),
        salt=given["salt"].encode()[:64] if given["salt"] else None,
        show_withheld=given["show_withheld"],
    )


def _report(run: Run, found: Compared, configuration: Configuration) -> Report:
    from sbu_check.release.reported import file_reports

    files = file_reports(found, fail_level=configuration.fail_level)
    return run.report(files, [configuration.options(files[0].path)])


def _rendered(found: Compared, report: Report, form: str, color: str) -> Iterable[str]:
    if form == "json":
        from sbu_check.report import json_report

        return json_report.render(report)
    if form == "sarif":
        from sbu_check.report import sarif

        return sarif.render(report)
    if form == "html":
        from sbu_check.release import page

        return page.render(found.comparison, report)
    from sbu_check.release import text_report
    from sbu_check.report.style import Style

    return text_report.render(report, Style(coloured(color)), columns())


def _summary(report: Report) -> None:
    """What was found, on standard error."""
    counts = report.counts
    found = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "note"))
        if count
    ]
    tell(f"compared: {', '.join(found) or 'nothing found'}")
    if report.masked and report.diagnostics:
        tell("withheld words are named by a hash; --show-withheld shows them")
