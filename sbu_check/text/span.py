"""Span, the one position type of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A half-open range of code-point offsets into the decoded text of a file."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in place of the spans; line ends inside them stay."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            first = max(start, at)
            parts.append(text[at:first])
            parts.append("\n".join(" " * len(line) for line in text[first:end].split("\n")))
            at = end
    if not parts:
        return text
    parts.append(text[at:])
    return "".join(parts)
