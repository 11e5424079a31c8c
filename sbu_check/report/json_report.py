"""The report as JSON (one object) and as JSON Lines (one diagnostic a line, then the summary).

Lines and columns are 1-based, columns and offsets count code points, `end` is exclusive. `banner` is the highest mark
of the document text in it. The shapes are those of `sbu_check/schemas/check.schema.json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.report.model import FileReport, Fixes, Report, Reported, ShownFix
    from sbu_check.text.hidden_content import DocumentPlace
    from sbu_check.text.lines import Position

VERSION = 1


def render(report: Report) -> Iterator[str]:
    """The whole report as one JSON object, with a file or a diagnostic a line."""
    yield f'{{"version": {VERSION}, "tool": {json.dumps(_tool(report))},\n'
    yield f' "rules_digest": {json.dumps(report.rules_digest)}, "banner": {json.dumps(report.quoted_of_all)},\n'
    yield from _array("files", map(_file, report.files))
    yield from _array("diagnostics", map(diagnostic, report.diagnostics))
    yield f' "summary": {json.dumps(summary(report))}}}\n'


def _array(name: str, values: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f' "{name}": ['
    comma = ""
    for value in values:
        yield f"{comma}\n  {json.dumps(value)}"
        comma = ","
    yield "],\n"


def render_lines(report: Report) -> Iterator[str]:
    """One diagnostic a line, then one line with everything else."""
    for one in report.diagnostics:
        yield json.dumps({"type": "diagnostic", **diagnostic(one)}) + "\n"
    tail = {
        "type": "summary",
        "version": VERSION,
        "tool": _tool(report),
        "rules_digest": report.rules_digest,
        "banner": report.quoted_of_all,
        "files": [_file(file) for file in report.files],
        "summary": summary(report),
    }
    yield json.dumps(tail) + "\n"


def _tool(report: Report) -> dict[str, str]:
    return {"name": "sbu-check", "version": report.version}


def diagnostic(one: Reported) -> dict[str, Any]:
    """One diagnostic as a JSON object."""
    return {
        "path": one.path,
        "document": one.document,
        "rule": one.rule,
        "severity": one.severity,
        "confidence": one.confidence,
        "message": one.message,
        "start": _position(one.start),
        "end": _position(one.end),
        **_where(one.where),
        "paragraph": one.paragraph,
        "related": [
            {
                "message": spot.message,
                **({"path": spot.path} if spot.path is not None else {}),
                "start": _position(spot.start),
                "end": _position(spot.end),
                **_where(spot.where),
            }
            for spot in one.related
        ],
        "remedy": one.remedy,
        "sources": list(one.sources),
        "fix": _fix(one.fix) if one.fix else None,
        "fingerprint": one.fingerprint,
        "state": one.state,
    }


def _where(where: DocumentPlace | None) -> dict[str, Any]:
    """The place in a PDF or Word document, for a diagnostic in one."""
    if where is None:
        return {}
    box = list(where.box) if where.box else None
    return {
        "where": {"page": where.page, "box": box, "paragraph": where.paragraph, "part": where.part or None}
    }


def summary(report: Report) -> dict[str, int]:
    """The figures of the report."""
    counts = report.counts
    return {
        "files": counts.files,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "infos": counts.infos,
        "fixable": counts.fixable,
        "dropped": counts.dropped,
    }


def _file(file: FileReport) -> dict[str, Any]:
    first = file.documents[0] if file.documents else None
    return {
        "path": file.path,
        "layout": first.layout if first else None,
        "overlays": list(first.overlays) if first else [],
        "marking_system": first.marking_system if first else None,
        "status": file.status,
        "problem": file.problem,
        "documents": [
            {
                "line": document.line,
                "layout": document.layout,
                "overlays": list(document.overlays),
                "marking_system": document.marking_system,
            }
            for document in file.documents
        ],
        "crashes": [{"rule": crash.rule, "message": crash.message} for crash in file.crashes],
        "dropped": dict(file.dropped),
        **({"fixes": _fixes(file.fixes)} if file.fixes else {}),
    }


def _fixes(fixes: Fixes) -> dict[str, Any]:
    return {
        "fixed": dict(fixes.fixed),
        "markings": [
            {
                "rules": list(one.rules),
                "start": _position(one.start),
                "marks": one.marks,
                "before": one.before,
                "after": one.after,
            }
            for one in fixes.markings
        ],
        "unsafe": fixes.unsafe,
        "held_back": [
            {"rule": one.rule, "start": _position(one.start), "reason": one.why} for one in fixes.held_back
        ],
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _fix(fix: ShownFix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability,
        "title": fix.title,
        "edits": [
            {"start": edit.start.offset, "end": edit.end.offset, "text": edit.text} for edit in fix.edits
        ],
    }
