"""`sbu-check check --watch`: check again and again, and report when something has changed."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, left, progress, tell
from sbu_check.cli.runs import faults, run_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sbu_check.api import Output, Report

_PAUSE, _SHARE = 0.4, 9
"""Least seconds between two checks, and the pause as a multiple of a check without news: a tenth of a core."""


def watch(
    parameters: dict[str, Any],
    wanted: Sequence[Output],
    paths: Callable[[], Sequence[str]],
    show: Callable[[Report], int],
) -> int:
    """Show a report on the `paths`, and a new one whenever they change, until nobody reads it; the last exit code.

    Raises click.UsageError for options that cannot be used with it, Failure if there is no first report.
    """
    from sbu_check import api

    _refuse(parameters, paths)
    watched = api.Watch(one.path for one in wanted if one.path)
    code: int | None = None
    reported = ""
    while not left():
        start, pause = monotonic(), _PAUSE
        try:
            with faults():
                report = watched.report(
                    lambda: run_of(parameters, wanted), paths(), progress(quiet=parameters["quiet"])
                )
        except Failure as failure:
            # A configuration may be wrong for as long as somebody writes on it.
            if code is None:
                raise
            if failure.message != reported:
                click.clear()
                failure.show()
            reported = failure.message
        else:
            if report:
                reported = ""
                click.clear()
                code = show(report)
                if report.interrupted:
                    break
                if not parameters["quiet"]:
                    tell("waiting for changes; Ctrl-C stops")
            else:
                pause = max(_PAUSE, _SHARE * (monotonic() - start))
        sleep(pause)
    return code or 0


def _refuse(parameters: dict[str, Any], paths: Callable[[], Sequence[str]]) -> None:
    """Raises click.UsageError for what cannot be watched."""
    if parameters["fix"] or parameters["diff"]:
        raise click.UsageError("--watch changes no file: it cannot be used with --fix or --diff")
    if parameters["timing"]:
        raise click.UsageError("--watch does not end by itself: it cannot be used with --timing")
    if parameters["files_from"] == "-" or "-" in paths():
        raise click.UsageError("--watch is for files and folders: standard input is read once")
