"""Offsets to lines and columns, for the edge of the program."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from sbu_check.text.span import Span
from sbu_check.values import NamedTuple


class Position(NamedTuple):
    """A place for people: 1-based line and column, and the offset; column and offset count code points.

    `wide` counts the bytes in front of it on its line that UTF-8 has beyond one for each code point.
    """

    line: int
    column: int
    offset: int
    wide: int = 0

    @property
    def byte_column(self) -> int:
        """The 1-based column in bytes of UTF-8."""
        return self.column + self.wide


_STEP = 1024
"""Code points between two places whose bytes are counted once and kept."""


class LineIndex:
    r"""The lines of one text, found once. A line ends at `\n` only; form feeds and lone `\r` end none."""

    __slots__ = ("_counted", "_length", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)
        starts = array("Q", (0,))
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts
        self._counted = array("Q", (0,))

    def __len__(self) -> int:
        r"""The number of lines: one more than there are `\n`."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; raises ValueError when it lies outside the text."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} characters")
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        wide = 0 if self._text.isascii() else self._bytes(offset) - self._bytes(start) - (offset - start)
        return Position(line, offset - start + 1, offset, wide)

    def line_span(self, line: int) -> Span:
        r"""Return the 1-based `line` without its `\n` or `\r\n`; raise ValueError if there is no such line."""
        if not 1 <= line <= len(self._starts):
            raise ValueError(f"line {line} of a text of {len(self._starts)} lines")
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else self._length
        if end > start and line < len(self._starts) and self._text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def _bytes(self, offset: int) -> int:
        """The bytes of UTF-8 in front of an offset. Each step of the text is counted once, since a line may be long."""
        steps, counted = offset // _STEP, self._counted
        while len(counted) <= steps:
            at = (len(counted) - 1) * _STEP
            counted.append(counted[-1] + _size(self._text[at : at + _STEP]))
        return counted[steps] + _size(self._text[steps * _STEP : offset])


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
