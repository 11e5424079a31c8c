"""The diagnostic format of reviewdog (`rdjson`): positions count bytes of UTF-8, and ends are exclusive.

A fix that is one edit becomes a suggestion that a reviewer can take. One of several edits does not: they would be taken
one by one, and a fix is all or nothing. The schema allows no field of our own, so the banner of what a message quotes
is after `originalOutput`, the diagnostic as a line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sbu_check.report.concise import headline
from sbu_check.report.locations import from_root
from sbu_check.report.terminal import Style, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Report, Reported
    from sbu_check.text.lines import Position

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, root: str = "") -> Iterator[str]:
    """The report as one JSON object with a diagnostic a line."""
    yield '{"source": {"name": "sbu-check"},\n "diagnostics": ['
    comma = ""
    for file in report.files:
        tail = report.identity
        if file.quoted:
            tail = f"{file.quoted[1]}, {tail}"
        for one in file.diagnostics:
            if one.state == "new":
                yield f"{comma}\n  {json.dumps(_diagnostic(one, root, tail))}"
                comma = ","
    yield "]}\n"


def _diagnostic(one: Reported, root: str, tail: str) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": clean(f"{one.message}: {one.remedy}" if one.remedy else one.message),
        "location": {"path": from_root(one.path, root), "range": _range(one.start, one.end)},
        "severity": _SEVERITIES[one.severity],
        "code": {"value": one.rule},
        "originalOutput": f"{headline(one, Style())} [{tail}]",
    }
    if one.fix and one.fix.applicability != "display" and len(one.fix.edits) == 1:
        (edit,) = one.fix.edits
        diagnostic["suggestions"] = [{"range": _range(edit.start, edit.end), "text": edit.text}]
    return diagnostic


def _range(start: Position, end: Position) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": start.line, "column": start.byte_column},
        "end": {"line": end.line, "column": end.byte_column},
    }
