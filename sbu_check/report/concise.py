"""`path:line:column: severity rule message`, one line a diagnostic. The form is fixed: other programs parse it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.report import fixes
from sbu_check.report.terminal import Style, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import FileReport, Report, Reported


def render(report: Report, style: Style | None = None) -> Iterator[str]:
    """The lines of the report, each with its line end."""
    style = style or Style()
    for file in report.files:
        for one in file.diagnostics:
            if one.state == "new":
                yield headline(one, style) + "\n"
        for line in (*dropped(file), *fixes.lines(file)):
            yield line + "\n"


def headline(one: Reported, style: Style) -> str:
    """The one line that says where and what."""
    place = f"{clean(one.path)}:{one.start.line}:{one.start.column}:"
    severity = style.paint(one.severity, one.severity)
    return f"{style.paint('place', place)} {severity} {one.rule} {clean(one.message)}"


def dropped(file: FileReport) -> Iterator[str]:
    """A line for each rule of which more was found in the file than is listed."""
    for rule, count in file.dropped.items():
        yield f"{clean(file.path)}: {rule} was found {count} times more; only the first are listed"
