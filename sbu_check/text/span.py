"""Span, the one position type of the program."""

from __future__ import annotations

from sbu_check.values import NamedTuple


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
