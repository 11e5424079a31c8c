"""The code quality report of GitLab: one array, an entry for each diagnostic that is new.

Entries with the same fingerprint would be shown as one, so it holds the path and the ordinal among equal findings of a
file, and no position.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sbu_check.report.locations import from_root
from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Report, Reported

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, root: str = "") -> Iterator[str]:
    """The report as a JSON array with an entry a line."""
    engine = report.identity
    yield "["
    comma = ""
    for file in report.files:
        banner = file.quoted[1] if file.quoted else None
        for one in file.diagnostics:
            if one.state == "new":
                entry = {**_entry(one, root), "engine_name": engine, "banner": banner}
                yield f"{comma}\n {json.dumps(entry)}"
                comma = ","
    yield "\n]\n"


def _entry(one: Reported, root: str) -> dict[str, Any]:
    path = from_root(one.path, root)
    return {
        "type": "issue",
        "check_name": one.rule,
        "description": clean(one.message),
        "content": {"body": clean(one.remedy)},
        "severity": _SEVERITIES[one.severity],
        "fingerprint": _fingerprint(path, one),
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": one.start.line, "column": one.start.column},
                "end": {"line": one.end.line, "column": one.end.column},
            },
        },
    }


def _fingerprint(path: str, one: Reported) -> str:
    from hashlib import sha256

    words = f"{path}\0{one.rule}\0{one.fingerprint}"
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
