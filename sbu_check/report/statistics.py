"""How often each rule, each severity and each file is reported: a table in place of a list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Report

MOST_FILES = 20
"""Files that the table names, those with the most first."""


def render(report: Report) -> Iterator[str]:
    """The tables by severity, by rule and by file, of what is new."""
    new = [one for one in report.diagnostics if one.state == "new"]
    dropped: Counter[str] = Counter()
    for file in report.files:
        dropped.update(file.dropped)
    severities = Counter[str](one.severity for one in new)
    yield from _table("severity", [(level, severities[level]) for level in ("error", "warning", "info")])
    rules = Counter(one.rule for one in new) + dropped
    yield from _table("rule", _ordered(rules))
    files = _ordered(Counter(one.path for one in new))
    yield from _table("file", files[:MOST_FILES])
    if len(files) > MOST_FILES:
        yield f"{len(files) - MOST_FILES:>8,}  more files\n"


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _table(name: str, rows: list[tuple[str, int]]) -> Iterator[str]:
    yield f"   count  {name}\n"
    yield from (f"{count:>8,}  {clean(words)}\n" for words, count in rows)
    yield "\n"
