"""What fixes did to a file, in lines for people: markings that were changed, and fixes that were not made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import FileReport, Report, ReportedMarking


def lines(file: FileReport) -> Iterator[str]:
    """A line for each marking that was changed, and for each fix that was asked for and is held back."""
    if file.fixes is None:
        return
    for change in file.fixes.markings:
        place = f"{clean(file.path)}:{change.start.line}:{change.start.column}:"
        yield f"{place} info {' '.join(change.rules) or 'fix'} fixed: {remark(change)}"
    for one in file.fixes.held_back:
        place = f"{clean(file.path)}:{one.start.line}:{one.start.column}:"
        yield f"{place} info {one.rule} fix held back: {one.why}"


def remark(change: ReportedMarking) -> str:
    """What became of a marking, in words."""
    before, after = clean(change.before or ""), clean(change.after or "")
    if change.before is None:
        return f"{change.marks}: {after} was added"
    if change.after is None:
        return f"{change.marks}: {before} was taken away"
    return f"{change.marks}: {before} became {after}"


def summary(report: Report, *, done: bool) -> Iterator[str]:
    """What was done to all files, or would be, and how much was not and how to get it."""
    found = [file.fixes for file in report.files if file.fixes]
    fixed: Counter[str] = Counter()
    for fixes in found:
        fixed.update(fixes.fixed)
    files = sum(bool(fixes.fixed) for fixes in found)
    if fixed:
        by_rule = ", ".join(f"{rule} {count:,}" for rule, count in sorted(fixed.items()))
        verb = "fixed" if done else "would fix"
        yield f"{verb} {_number(fixed.total(), 'fault')} in {_number(files, 'file')}: {by_rule}"
    else:
        yield f"nothing {'was' if done else 'would be'} fixed"
    unsafe = sum(fixes.unsafe for fixes in found)
    if unsafe:
        makes = "makes" if done else "shows"
        yield f"{_number(unsafe, 'unsafe fix')} held back: --unsafe-fixes {makes} {'it' if unsafe == 1 else 'them'}"
    refused = sum(not one.leave for fixes in found for one in fixes.held_back)
    if refused:
        yield f"{_number(refused, 'fix')} held back for what else would change: a person has to look"


def _number(count: int, word: str) -> str:
    plural = f"{word}es" if word.endswith("x") else f"{word}s"
    return f"{count:,} {word if count == 1 else plural}"
