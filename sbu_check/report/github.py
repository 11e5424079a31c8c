"""Commands for GitHub Actions, which become annotations: errors first, then warnings, then notes.

A step shows ten annotations of each kind; what does not fit is counted in a last one, and the log below has all. Lines
of the log are kept from being read as commands, whatever a document or a file's name says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.report import concise
from sbu_check.report.locations import from_root
from sbu_check.report.terminal import clean, inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.diagnostics.model import Severity
    from sbu_check.report.model import Report, Reported

MOST = 10
"""Annotations of one kind that a step shows."""

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_WORDS: dict[Severity, str] = {"error": "errors", "warning": "warnings", "info": "notes"}


def render(report: Report, root: str = "") -> Iterator[str]:
    """The lines of the report: annotations, and the whole list for the log."""
    found: dict[Severity, list[str]] = {"error": list(_troubles(report, root)), "warning": [], "info": []}
    for one in report.diagnostics:
        if one.state == "new":
            found[one.severity].append(_annotation(one, root))
    more = []
    for severity, lines in found.items():
        # The last notice is kept for what does not fit.
        room = MOST - 1 if severity == "info" else MOST
        yield from lines[:room]
        if len(lines) > room:
            more.append(f"{len(lines) - room} {_WORDS[severity]}")
    dropped = report.counts.dropped
    if dropped:
        more.append(f"{dropped} that were found beyond the limit of a rule")
    if more:
        yield _command(
            "notice", f"not shown as annotations: {', '.join(more)}; see the log", title="sbu-check"
        )
    yield from _log(report)


def _annotation(one: Reported, root: str) -> str:
    # An end at the head of a line covers nothing of it.
    last = one.end.line - 1 if one.end.column == 1 and one.end.line > one.start.line else one.end.line
    words = f"{one.message}\n{one.remedy}" if one.remedy else one.message
    return _command(
        _COMMANDS[one.severity],
        words,
        file=from_root(one.path, root),
        line=one.start.line,
        endLine=last,
        col=one.start.column,
        title=f"sbu-check {one.rule}",
    )


def _troubles(report: Report, root: str) -> Iterator[str]:
    for file in report.files:
        path = from_root(file.path, root)
        if file.trouble:
            yield _command("error", file.trouble, file=path, title="sbu-check")


def _log(report: Report) -> Iterator[str]:
    """Everything as plain lines, under the banner of what they quote."""
    lines = inert("".join(concise.render(report)))
    if not lines:
        yield f"{report.identity}: nothing found\n"
        return
    from hashlib import sha256

    # Nothing in the list can be the word that ends the pause, since the word is a digest of the list.
    word = sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    banner = f"{report.quoted}\n" if report.quoted else ""
    yield f"::group::{report.identity}\n"
    yield f"::stop-commands::{word}\n{banner}{lines}{banner}::{word}::\n::endgroup::\n"


def _command(name: str, words: str, **properties: object) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(words)}\n"


def _data(words: str) -> str:
    lines = (inert(clean(line)) for line in words.split("\n"))
    return "%0A".join(line.replace("%", "%25").replace("\r", "%0D") for line in lines)


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
