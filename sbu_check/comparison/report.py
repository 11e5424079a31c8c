"""A finished comparison as a report: places and messages, and no word of either text unless it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.checks.stated import stated
from sbu_check.report.masked import placed
from sbu_check.report.model import Document, Excerpt, FileReport, Report, Reported, Spot
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from sbu_check.checks.context import Context
    from sbu_check.comparison.compare import Compared
    from sbu_check.comparison.compared_text import ComparedText
    from sbu_check.comparison.comparison import Comparison
    from sbu_check.diagnostics.model import Diagnostic, Severity
    from sbu_check.text.lines import LineIndex

_NOTHING = Excerpt("", Span(0, 0))


@value
class CopyReport(Report):
    """The report on a released copy, and the comparison that it was made of. `files` are the copy and the original."""

    comparison: Comparison | None = None


def file_reports(found: Compared, *, fail_level: Severity = "warning") -> tuple[FileReport, FileReport]:
    """What is said of the released copy, with related places in the original; and the original, of which nothing is."""
    comparison = found.comparison
    original, copy = comparison.original, comparison.copy
    ours, theirs = comparison.contexts
    show = comparison.withheld_text.open
    said = FileReport(
        path=_name(copy),
        status="checked",
        documents=_documents(copy, theirs),
        diagnostics=tuple(_reported(one, original, copy, show=show) for one in found.diagnostics),
        crashes=found.checked.crashes,
        dropped=found.checked.dropped,
        banner=banner(ours) if show else None,
        masked=not show,
        fail_level=fail_level,
    )
    return said, FileReport(path=_name(original), status="checked", documents=_documents(original, ours))


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


def _name(side: ComparedText) -> str:
    return side.name or "<text>"


def _documents(side: ComparedText, contexts: tuple[Context, ...]) -> tuple[Document, ...]:
    return tuple(
        Document(
            context.cable.layout,
            context.cable.overlays,
            context.system.name,
            side.line(context.cable.span.start),
        )
        for context in contexts
    )


def _reported(one: Diagnostic, original: ComparedText, copy: ComparedText, *, show: bool) -> Reported:
    message, where = placed(one.message.plain, one.span, None if one.where else copy.paper)
    return Reported(
        path=_name(copy),
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
                _name(original),
                original.paper.where(place.span) if original.paper else None,
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
