"""Hand-made parts of a report for the tests of reporters."""

from __future__ import annotations

from typing import Any

from sbu_check.report.internal import with_crashes
from sbu_check.report.model import DocumentSummary, Excerpt, FileReport, Report, Reported, Spot
from sbu_check.text.lines import Position
from sbu_check.text.span import Span


def excerpt(line: str, words: str, **given: Any) -> Excerpt:
    """The excerpt of a whole line in which the caret stands under `words`."""
    at = line.index(words)
    return Excerpt(line, Span(at, at + len(words)), **given)


def one(line: str = "1. (SBV) Text.", words: str = "(SBV)", number: int = 7, **given: Any) -> Reported:
    column = line.index(words) + 1
    values: dict[str, Any] = {
        "path": "cables/draft.txt",
        "document": 0,
        "rule": "mark-unknown",
        "severity": "error",
        "confidence": "high",
        "message": 'unknown portion mark "SBV"',
        "start": Position(number, column, 100),
        "end": Position(number, column + len(words), 100 + len(words)),
        "excerpt": excerpt(line, words),
    }
    return Reported(**{**values, **given})


def spot(line: str, words: str, number: int, message: str) -> Spot:
    column = line.index(words) + 1
    return Spot(
        message,
        Position(number, column, 10),
        Position(number, column + len(words), 10 + len(words)),
        excerpt(line, words),
    )


def file(*diagnostics: Reported, **given: Any) -> FileReport:
    values: dict[str, Any] = {
        "path": "cables/draft.txt",
        "status": "checked",
        "documents": (DocumentSummary("archive", (), "state", 1),),
        "diagnostics": diagnostics,
    }
    return with_crashes(FileReport(**{**values, **given}))


def report(*files: FileReport) -> Report:
    return Report("9.9.9", "0123456789abcdef", files)
