"""The finding `internal-error`: something in the program failed on a file.

No check yields it. Every report gets it here, whatever failed and in whichever verb.
"""

from __future__ import annotations

from sbu_check.diagnostics.model import happened
from sbu_check.report.model import INTERNAL_ERROR, Excerpt, FileReport, Reported
from sbu_check.rules.catalogue import catalogue
from sbu_check.text.lines import Position
from sbu_check.text.span import Span
from sbu_check.values import replace

WORKER_ENDED = "the process that worked on it has ended unexpectedly"

_NOWHERE = Excerpt("", Span(0, 0))
_START = Position(1, 1, 0)


def failed(path: str, error: BaseException | str) -> FileReport:
    """Return the report of a file on which the program failed; `error` is what was raised, or what happened."""
    words = error if isinstance(error, str) else happened(error)
    found = _finding(path, words)
    return FileReport(path, "failed", problem=found.message, diagnostics=(found,))


def with_crashes(file: FileReport) -> FileReport:
    """Return the report with a finding for each rule that crashed. A report that has them already stays as it is."""
    if not file.crashes or file.internal_errors:
        return file
    # A rule that fails on every cable of a file has one cause.
    words = dict.fromkeys(f"the rule {crash.rule} failed: {crash.message}" for crash in file.crashes)
    found = tuple(_finding(file.path, one) for one in words)
    # The documents of a page name findings by their places in this list: it may only grow at its end.
    return replace(file, diagnostics=(*file.diagnostics, *found))


def _finding(path: str, words: str) -> Reported:
    from hashlib import blake2b  # loads a large library, and most runs do not fail

    rule = catalogue()[INTERNAL_ERROR]
    message = f"internal error: {words}"
    return Reported(
        path=path,
        document=0,
        rule=rule.id,
        severity=rule.severity,
        confidence="high",
        message=message,
        start=_START,
        end=_START,
        excerpt=_NOWHERE,
        remedy=rule.main.remedy,
        sources=rule.sources,
        fingerprint=blake2b(f"{rule.id}\0{message}".encode(), digest_size=12).hexdigest(),
    )
