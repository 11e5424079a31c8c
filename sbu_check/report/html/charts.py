"""The small charts: bars by rule and by file, and the strip of a file's paragraphs. Each has its meaning in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sbu_check.report.html.levels import tone
from sbu_check.report.html.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sbu_check.report.document_view import DocumentView

SEVERITIES = ("error", "warning", "info")
_UNFOLDED = 13
"""Rows of a chart that are always seen."""

WORDS = {"error": "error", "warning": "warning", "info": "note"}


def number(count: int, word: str) -> str:
    """A count with its word: `1 error`, `1,200 errors`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def counted(counts: Mapping[str, int]) -> str:
    """Counts by severity in words."""
    return ", ".join(number(counts[one], WORDS[one]) for one in SEVERITIES if counts.get(one))


def chart(caption: str, head: str, rows: Sequence[tuple[Html, Counter[str]]], more: str = "") -> Html:
    """A table of counts by severity with a bar each, which is the longer the more there are; many are folded."""
    longest = max((counts.total() for _, counts in rows), default=1)
    first, rest = rows[:_UNFOLDED], rows[_UNFOLDED:]
    parts = [_table(caption, head, first, longest)]
    if rest:
        folded = _table("", head, rest, longest)
        parts.append(element("details", element("summary", f"{len(rest):,} more"), folded))
    if more:
        parts.append(element("p", more, class_="more"))
    return element("div", *parts, class_="chart")


def _table(caption: str, head: str, rows: Iterable[tuple[Html, Counter[str]]], longest: int) -> Html:
    body = (
        element(
            "tr",
            element("th", label, scope="row"),
            element("td", _bar(counts, longest)),
            element("td", f"{counts.total():,}"),
        )
        for label, counts in rows
    )
    heads = (element("span", word, class_="sr") for word in (head, "by severity", "findings"))
    return element(
        "table",
        element("caption", caption) if caption else Html(),
        element("thead", element("tr", *(element("th", word, scope="col") for word in heads))),
        element("tbody", *body),
    )


def _bar(counts: Counter[str], longest: int) -> Html:
    width, rects, at = 1000, [element("rect", class_="ground", width=1000, height=10)], 0
    for severity in SEVERITIES:
        share = counts[severity] * width // longest
        if share:
            rects.append(element("rect", class_=severity, x=at, width=share, height=10))
        at += share
    return _svg(rects, counted(counts), width, 10, "bar")


def strip(sheets: Iterable[DocumentView]) -> Html:
    """The paragraphs of a file side by side in the colours of their levels, with a tick where something was found.

    All have one width: how long a paragraph is would tell of one that is hidden.
    """
    paragraphs = [block for sheet in sheets for block in sheet.blocks if block.kind == "paragraph"]
    if not paragraphs:
        return Html()
    rects = []
    for index, block in enumerate(paragraphs):
        rects.append(element("rect", class_=tone(block.level), x=index * 10, y=3, width=9, height=9))
        if block.found:
            rects.append(element("rect", class_="tick", x=index * 10 + 3, width=3, height=2))
    levels = Counter(block.level or "without a known mark" for block in paragraphs)
    words = ", ".join(f"{count:,} {level}" for level, count in levels.items())
    return _svg(rects, f"paragraphs: {words}", max(len(paragraphs), 12) * 10, 12, "strip")


def _svg(rects: Iterable[Html], words: str, width: int, height: int, kind: str) -> Html:
    return element(
        "svg",
        joined(rects),
        role="img",
        aria_label=words,
        class_=kind,
        viewBox=f"0 0 {width} {height}",
        preserveAspectRatio="none",
    )
