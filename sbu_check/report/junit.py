"""JUnit XML: a suite a file, and in it a case for each diagnostic, or one that passes.

A diagnostic below the fail level is a case that passes and tells of it, so that a report agrees with the exit code.
Names are unique: some programs keep only the first of equal ones.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from sbu_check.diagnostics.model import RANK
from sbu_check.report.model import INTERNAL_ERROR
from sbu_check.report.terminal import Style, clean
from sbu_check.report.text import WIDTH, block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import FileReport, Report, Reported

_KNOWN = {"suppressed": "suppressed by the configuration", "baselined": "in the baseline"}


def render(report: Report) -> Iterator[str]:
    """The report as one XML document."""
    suites = [_Suite(file) for file in report.files]
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    totals = {name: sum(suite.counts[name] for suite in suites) for name in _COUNTS}
    yield f"<testsuites{_attributes(name='sbu-check', **totals)}>\n"
    for suite in suites:
        yield from suite.render(report)
    yield "</testsuites>\n"


_COUNTS = ("tests", "failures", "errors", "skipped")


class _Suite:
    """The cases of one file. `counts` has the figures that the elements carry."""

    def __init__(self, file: FileReport) -> None:
        self._file = file
        self._names: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self._cases = list(self._made())

    def render(self, report: Report) -> Iterator[str]:
        counts = {name: self.counts[name] for name in _COUNTS}
        yield f" <testsuite{_attributes(name=self._file.path, **counts)}>\n"
        yield "  <properties>\n"
        for name, value in (
            ("version", report.version),
            ("rules-digest", report.rules_digest),
            ("banner", self._file.banner[1] if self._file.banner else ""),
        ):
            yield f"   <property{_attributes(name=name, value=value)}/>\n"
        yield "  </properties>\n"
        yield from self._cases
        yield " </testsuite>\n"

    def _made(self) -> Iterator[str]:
        file = self._file
        if file.trouble:
            yield self._case("read", 1, "error", file.trouble)
        if file.status == "skipped":
            yield self._case("read", 1, "skipped", file.problem or file.status)
        for one in file.diagnostics:
            yield self._diagnostic(one)
        for rule, count in file.dropped.items():
            words = f"{rule} was found {count} times more; only the first are listed"
            yield self._case(f"{rule} beyond the limit", 1, "system-out", words)
        if not self.counts["tests"]:
            yield self._case("nothing found", 1)

    def _diagnostic(self, one: Reported) -> str:
        place = f"{one.rule} at {one.start.line}:{one.start.column}"
        if one.state != "new":
            return self._case(place, one.start.line, "skipped", _KNOWN[one.state])
        kind = "failure" if RANK[one.severity] >= RANK[self._file.fail_level] else "system-out"
        if one.rule == INTERNAL_ERROR:
            kind = "error"
        headline, *lines = block(one, Style(), WIDTH)
        body = "\n".join((headline, *lines))
        return self._case(place, one.start.line, kind, one.message, body)

    def _case(self, name: str, line: int, kind: str = "", message: str = "", body: str = "") -> str:
        """A case with what it holds: `kind` is the element, "" for none."""
        self.counts["tests"] += 1
        counted = {"failure": "failures", "error": "errors", "skipped": "skipped"}.get(kind)
        if counted:
            self.counts[counted] += 1
        self._names[name] += 1
        unique = name if self._names[name] == 1 else f"{name} ({self._names[name]})"
        path = self._file.path
        opening = f"  <testcase{_attributes(name=unique, classname=path, file=path, line=line)}"
        if not kind:
            return f"{opening}/>\n"
        text = "\n".join(clean(part) for part in (body or message).split("\n"))
        if kind == "system-out":
            return f"{opening}>\n   <system-out>{escape(text)}</system-out>\n  </testcase>\n"
        attributes = _attributes(message=message, type=name.partition(" ")[0])
        return f"{opening}>\n   <{kind}{attributes}>{escape(text)}</{kind}>\n  </testcase>\n"


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{escape(clean(str(value)))}"' for name, value in values.items())
