"""A summary in Markdown, for a job's page or a comment: figures, a table by rule, and the diagnostics by file.

Whatever a message quotes stays text: every character that Markdown or HTML could take for its own is written as an
entity.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.report.locations import from_root
from sbu_check.report.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.report.model import Report, Reported

MOST = 500
"""Diagnostics that are listed: the summary of a step may have a megabyte."""

_OPEN = 20
"""Diagnostics up to which the list of a file needs no click."""

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_SIGNS = {"error": "❌ error", "warning": "⚠️ warning", "info": "ℹ️ note"}


def render(report: Report, root: str = "") -> Iterator[str]:
    """The blocks of the summary, under the banner of what its messages quote."""
    banner = f"**{_text(report.quoted)}**\n\n" if report.quoted else ""
    yield banner
    yield f"## sbu-check: {_outcome(report)}\n\n"
    yield from _troubles(report, root)
    yield from _rules(report)
    left = MOST
    for file in report.files:
        new = [one for one in file.diagnostics if one.state == "new"]
        if new and left:
            yield from _file(from_root(file.path, root), new, left)
        left = max(left - len(new), 0)
    hidden = max(sum(one.state == "new" for one in report.diagnostics) - MOST, 0) + report.counts.dropped
    if hidden:
        yield f"{hidden:,} more are not listed here.\n\n"
    known = Counter(one.state for one in report.diagnostics if one.state != "new")
    if known:
        yield f"Not counted: {', '.join(f'{count:,} {state}' for state, count in sorted(known.items()))}.\n\n"
    if report.masked:
        yield "Words above the limit are not shown.\n\n"
    yield f"<sub>{_text(report.identity)}</sub>\n"
    yield f"\n{banner}".rstrip("\n") + "\n" if banner else ""


def _outcome(report: Report) -> str:
    counts = report.counts
    found = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "note"))
        if count
    ]
    return f"{', '.join(found) or 'nothing found'} in {counts.files:,} file{'' if counts.files == 1 else 's'}"


def _troubles(report: Report, root: str) -> Iterator[str]:
    lines = [
        f"- {_code(from_root(file.path, root))}: {_text(words)}\n"
        for file in report.files
        for words in (*filter(None, [file.trouble]), *(one.message for one in file.internal_errors))
    ]
    if lines:
        yield "**The job could not be done in full:**\n\n"
        yield from lines
        yield "\n"


def _rules(report: Report) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for one in report.diagnostics:
        if one.state == "new":
            counts.setdefault(one.rule, Counter())[one.severity] += 1
    if not counts:
        return
    yield "| rule | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n"
    for rule in sorted(counts, key=lambda rule: (-counts[rule].total(), rule)):
        cells = [str(counts[rule][severity] or "") for severity in ("error", "warning", "info")]
        yield f"| {_code(rule)} | {' | '.join(cells)} |\n"
    yield "\n"


def _file(path: str, new: list[Reported], left: int) -> Iterator[str]:
    opened = " open" if len(new) <= _OPEN else ""
    yield f"<details{opened}><summary>{_code(path)}: {len(new):,}</summary>\n\n"
    yield "| place | | rule | what is wrong |\n| ---: | --- | --- | --- |\n"
    for one in new[:left]:
        place = f"{one.start.line}:{one.start.column}"
        guess = " (a guess)" if one.confidence == "low" else ""
        yield f"| {place} | {_SIGNS[one.severity]}{guess} | {_code(one.rule)} | {_text(one.message)} |\n"
    yield "\n</details>\n\n"


def _text(words: str) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", clean(words))


def _code(words: str) -> str:
    return f"<code>{_text(words)}</code>"
