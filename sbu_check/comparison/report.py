"""A finished comparison as a report: places and messages, and no word of either text unless it was asked for."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from sbu_check.checks.common.stated import stated
from sbu_check.comparison.lexicon import FUNCTION, PLAIN
from sbu_check.report.masked import placed
from sbu_check.report.model import DocumentSummary, Excerpt, FileReport, Report, Reported, Spot
from sbu_check.text.span import Span
from sbu_check.values import replace, value

if TYPE_CHECKING:
    from sbu_check.checks.common.context import Context
    from sbu_check.comparison.compare import Compared
    from sbu_check.comparison.compared_text import ComparedText
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.diagnostics.model import Diagnostic, Severity
    from sbu_check.text.lines import LineIndex

_LEAST = 4
"""Letters of a word that a file name may give away; shorter ones appear in any name."""

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_SEPARATOR = re.compile(r"([/\\])")

_NOTHING = Excerpt("", Span(0, 0))


@value
class CopyReport(Report):
    """The report on a released copy, and the comparison that it was made of. `files` are the copy and the original."""

    comparison: Comparison | None = None


def file_reports(found: Compared, *, fail_level: Severity = "warning") -> tuple[FileReport, FileReport]:
    """Report the copy, with related places in the original; the original's report is empty."""
    comparison = found.comparison
    original, copy = comparison.original, comparison.copy
    ours, theirs = comparison.contexts
    show = comparison.withheld_text.open
    names = shown_names(comparison)
    said = FileReport(
        path=names[1],
        status="checked",
        documents=_documents(copy, theirs),
        diagnostics=tuple(_reported(one, original, copy, names, show=show) for one in found.diagnostics),
        crashes=tuple(replace(crash, path=names[1]) for crash in found.checked.crashes),
        dropped=found.checked.dropped,
        banner=banner(ours) if show else None,
        masked=not show,
        fail_level=fail_level,
    )
    return said, FileReport(path=names[0], status="checked", documents=_documents(original, ours))


def banner(contexts: tuple[Context, ...]) -> tuple[int, str] | None:
    """Rank and words of the highest banner that the marks of an original need, or that its header states."""
    found: list[tuple[int, str]] = []
    for context in contexts:
        if context.required:
            found.append((context.system.rank(context.required.mark.level), str(context.required)))
        said = stated(context)
        if said and (rank := said.rank(context.system)) is not None:
            found.append((rank, said.level + ("; SENSITIVE" if said.sensitive else "")))
    return max(found, default=None, key=lambda one: (one[0], len(one[1])))


def shown_names(comparison: Comparison) -> tuple[str, str]:
    """Return the names of original and copy as a report may show them.

    A part of a path that holds a withheld word is a numbered placeholder, with its suffix.
    """
    original, copy = comparison.original.name or "<text>", comparison.copy.name or "<text>"
    if comparison.withheld_text.open:
        return original, copy
    withheld, numbers = _withheld_words(comparison), dict[str, int]()

    def masked(part: str) -> str:
        words = {word.casefold() for word in _WORD.findall(part)}
        if words.isdisjoint(withheld):
            return part
        suffix = PurePath(part).suffix
        if not {word.casefold() for word in _WORD.findall(suffix)}.isdisjoint(withheld):
            suffix = ""
        return f"[name not shown {numbers.setdefault(part, len(numbers) + 1)}]{suffix}"

    first, second = ("".join(map(masked, _SEPARATOR.split(name))) for name in (original, copy))
    return first, second


def _withheld_words(comparison: Comparison) -> set[str]:
    """The words of the original that the copy does not hold, and those that leak in it; without common words."""
    original, copy = comparison.original.text, comparison.copy
    words = {word.casefold() for word in _WORD.findall(original)}
    words -= {word.casefold() for word in _WORD.findall(copy.text)}
    for leak in comparison.leaks:
        if leak.outside is None:
            leaked = copy.words.span(leak.at, leak.at_end).of(copy.text)
            words |= {word.casefold() for word in _WORD.findall(leaked)}
    return {word for word in words - FUNCTION - PLAIN if len(word) >= _LEAST}


def _documents(side: ComparedText, contexts: tuple[Context, ...]) -> tuple[DocumentSummary, ...]:
    return tuple(
        DocumentSummary(
            context.document.layout,
            context.document.overlays,
            context.system.name,
            side.line(context.document.span.start),
        )
        for context in contexts
    )


def _reported(
    one: Diagnostic, original: ComparedText, copy: ComparedText, names: tuple[str, str], *, show: bool
) -> Reported:
    message, where = placed(one.message.plain, one.span, None if one.where else copy.hidden_content)
    return Reported(
        path=names[1],
        document=one.document,
        rule=one.rule,
        severity=one.severity,
        confidence=one.confidence,
        message=message,
        start=copy.lines.position(one.span.start),
        end=copy.lines.position(one.span.end),
        excerpt=_excerpt(one.span, copy.text, copy.lines) if show else _NOTHING,
        paragraph=one.paragraph,
        related=tuple(
            Spot(
                place.message.plain,
                original.lines.position(place.span.start),
                original.lines.position(place.span.end),
                _excerpt(place.span, original.text, original.lines) if show else _NOTHING,
                names[0],
                original.hidden_content.where(place.span) if original.hidden_content else None,
            )
            for place in one.related
        ),
        remedy=one.remedy,
        sources=one.sources,
        where=one.where or where,
    )


def _excerpt(span: Span, text: str, lines: LineIndex) -> Excerpt:
    """The line on which a place begins, with the caret under it."""
    line = lines.line_span(lines.position(span.start).line)
    start = min(span.start, line.end)
    caret = Span(start - line.start, max(min(span.end, line.end), start) - line.start)
    return Excerpt(line.of(text), caret, more=span.end > line.end)
