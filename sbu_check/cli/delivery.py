"""Reports written into files and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cli.console import Failure, coloured, columns, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from sbu_check.api import Output, Report


def deliver(report: Report, wanted: Sequence[Output], color: str, stream: TextIO | None) -> list[str]:
    """Write the reports into their files, and print the one for standard output; what could not be written, and why.

    A report that cannot be made or written does not keep the others from it.
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
        except Exception as error:  # noqa: BLE001 - it is told, and makes the exit code 2
            from sbu_check.diagnostics.failure import happened

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
    """A line for each file of which a report could not be made."""
    for before, after in zip(report.files, shown.files, strict=True):
        if after is not before:
            yield f"{after.path}: {after.problem} ({name})"
