"""Lines of a text and of what fixes make of it, with what a report may not show masked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sbu_check.report.model import MASK
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sbu_check.diagnostics.edits import Shift


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
