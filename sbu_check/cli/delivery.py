"""Reports written into files and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cli.console import coloured, columns, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from sbu_check.api import Output, Report


def deliver(report: Report, wanted: Sequence[Output], color: str, stream: TextIO | None) -> list[str]:
    """Write the reports into their files, and print the one for standard output; what could not be written, and why."""
    from sbu_check import api
    from sbu_check.report.style import Style

    troubles = []
    for one in wanted:
        if one.path is None:
            write(api.render_report(report, one, Style(coloured(color, stream)), columns()), stream, "raw")
            continue
        try:
            api.write_report(report, one)
        except api.Unwritten as error:
            troubles.append(f"{one.path}: {error}")
    return troubles
