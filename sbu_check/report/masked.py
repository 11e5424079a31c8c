"""Diagnostics and lines as a report may show them: positions, excerpts, and masks in place of hidden text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sbu_check.report.model import MASK, Excerpt, Reported, ShownEdit, ShownFix, Spot
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.diagnostics.edits import Shift
    from sbu_check.diagnostics.model import Diagnostic, Fix
    from sbu_check.report.masking import TextMask
    from sbu_check.text.hidden_content import DocumentPlace, HiddenContent
    from sbu_check.text.lines import LineIndex


BEFORE, AFTER = 160, 240
"""Code points of a line that an excerpt keeps before and after the start of its place."""


def shown(
    diagnostics: Iterable[Diagnostic],
    text: str,
    lines: LineIndex,
    mask: TextMask,
    hidden_content: HiddenContent | None = None,
) -> tuple[Reported, ...]:
    """The diagnostics of one file with whose `text` and `lines` they agree, masked by `mask`.

    `hidden_content` is what the file has besides its text.
    """
    return tuple(_reported(one, text, lines, mask, hidden_content) for one in diagnostics)


def placed(
    message: str, span: Span, hidden_content: HiddenContent | None
) -> tuple[str, DocumentPlace | None]:
    """A message with the place of its span in a PDF or Word document, and the place."""
    where = hidden_content.where(span) if hidden_content else None
    return (f"{message} ({where})" if where else message), where


def _reported(
    one: Diagnostic, text: str, lines: LineIndex, mask: TextMask, hidden_content: HiddenContent | None
) -> Reported:
    message, where = placed(mask.message(one.message), one.span, None if one.where else hidden_content)
    return Reported(
        path=one.path,
        document=one.document,
        rule=one.rule,
        severity=one.severity,
        confidence=one.confidence,
        message=message,
        start=lines.position(one.span.start),
        end=lines.position(one.span.end),
        excerpt=excerpt(one.span, text, lines, mask),
        paragraph=one.paragraph,
        related=tuple(
            Spot(
                mask.message(place.message),
                lines.position(place.span.start),
                lines.position(place.span.end),
                excerpt(place.span, text, lines, mask),
                where=hidden_content.where(place.span) if hidden_content else None,
            )
            for place in one.related
        ),
        remedy=one.remedy,
        sources=one.sources,
        fix=_fix(one.fix, lines, mask) if one.fix else None,
        fingerprint=one.fingerprint,
        state=one.state,
        where=one.where or where,
    )


def _fix(fix: Fix, lines: LineIndex, mask: TextMask) -> ShownFix:
    edits: list[ShownEdit] = []
    applicability = fix.applicability
    for edit in fix.edits:
        words = mask.words(edit.text, edit.span, edit.source)
        if words != edit.text:
            applicability = "display"  # nobody may write the mask into a document
        start, end = lines.position(edit.span.start), lines.position(edit.span.end)
        edits.append(ShownEdit(start, end, words))
    return ShownFix(applicability, mask.message(fix.title), tuple(edits))


def excerpt(span: Span, text: str, lines: LineIndex, mask: TextMask) -> Excerpt:
    """The line on which the span starts, or as much of it as an excerpt keeps, with the caret under the span."""
    line = lines.line_span(lines.position(span.start).line)
    at = min(span.start, line.end)
    window = Span(max(line.start, at - BEFORE), min(line.end, at + AFTER))
    caret = Span(at, max(min(span.end, window.end), at))
    pieces = list(mask.pieces(window))
    text_shown, caret_shown = _masked(pieces, caret, text)
    return Excerpt(
        text_shown,
        caret_shown,
        # Whether hidden words go on outside of the window would tell their length.
        before=window.start > line.start and pieces[0][1],
        after=window.end < line.end and pieces[-1][1],
        # The line end itself is no later line.
        more=span.end > line.end and bool(text[line.end : span.end].strip()),
    )


def _masked(pieces: list[tuple[Span, bool]], caret: Span, text: str) -> tuple[str, Span]:
    """The text of the pieces, those that may not be shown masked, and where the caret is in it."""
    parts: list[str] = []
    length = 0
    start = end = -1
    for piece, visible in pieces:
        words = piece.of(text) if visible else MASK
        if piece.meets(caret) or (caret.start == caret.end and piece.start <= caret.start < piece.end):
            first = length + (max(caret.start - piece.start, 0) if visible else 0)
            start = first if start < 0 else start
            end = length + (min(caret.end, piece.end) - piece.start if visible else len(words))
        parts.append(words)
        length += len(words)
    # A place at the very end of a line is after its last character.
    return "".join(parts), Span(start, max(end, start)) if start >= 0 else Span(length, length)


class MaskedLines:
    """A text whose `hidden` places are masked. `masked` tells whether any line that was asked for had one."""

    def __init__(self, text: str, hidden: Iterable[Span]) -> None:
        self._text = text
        self._hidden = _joined(sorted(span for span in hidden if span.start < span.end))
        self._starts = [span.start for span in self._hidden]
        self.masked = False

    def words(self, line: Span) -> str:
        """The words of a line, each hidden stretch of them as one mask."""
        return "".join(self._parts(line))

    def _parts(self, line: Span) -> Iterator[str]:
        at = line.start
        index = max(bisect_right(self._starts, line.start) - 1, 0)
        while index < len(self._hidden) and self._hidden[index].start < line.end:
            start, end = self._hidden[index]
            index += 1
            start, end = max(start, at), min(end, line.end)
            # Blanks at an end of what is hidden are not words: a line end stays one.
            kept = len(self._text[start:end].rstrip())
            if start < end and kept:
                self.masked = True
                yield self._text[at:start] + MASK
                at = start + kept
        yield self._text[at : line.end]


def masked_lines(
    before: tuple[str, Iterable[Span]], after: tuple[str, Iterable[Span]], shift: Shift
) -> tuple[MaskedLines, MaskedLines]:
    """Both texts with their hidden places masked. What is hidden in the first is hidden in the second too."""
    old, new = list(before[1]), list(after[1])
    return MaskedLines(before[0], old), MaskedLines(after[0], [*new, *_became(old, shift)])


def _became(hidden: Iterable[Span], shift: Shift) -> Iterator[Span]:
    """What hidden places of the old text have become in the new one, without what was written in front of them."""
    for span in hidden:
        yield Span(shift.image(span.start).end, shift.image(span.end).start)
        yield from (after for old, after in shift.touching(span) if old.meets(span))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
