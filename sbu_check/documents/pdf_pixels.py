"""The picture of a page, asked for places without ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbu_check.documents.pdf_page import Rect

_SCALE = 2.0
"""Pixels a point: a letter of ten points is about twelve pixels wide."""

_PIXELS = 6_000_000
"""Pixels of one picture at most; a larger page is drawn smaller."""

_CONTRAST = 28
"""Difference of brightness, of 255, up to which two pixels are of one color: pictures are grainy."""

_DARK = 160


@dataclass(slots=True)
class Plain:
    """A place of one color."""

    dark: bool


class Pixels:
    """The picture of a page as a reader sees it, with its annotations."""

    def __init__(self, page: Any) -> None:
        width, height = max(page.rect.width, 1), max(page.rect.height, 1)
        self._scale = min(_SCALE, (_PIXELS / (width * height)) ** 0.5)
        matrix = pymupdf.Matrix(self._scale, self._scale)
        picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False, annots=True)
        self._samples = bytes(picture.samples_mv)
        self._stride, self._width, self._height = picture.stride, picture.width, picture.height

    def plain(self, rect: Rect, besides: Sequence[Rect]) -> Plain | None:
        """The color of a place if it has but one, None where there is ink. What lies in `besides` does not count.

        A place outside of the picture, or of which nothing is left, is plain.
        """
        left, top, right, bottom = (edge * self._scale for edge in rect)
        first, end = max(int(left + 0.5), 0), min(max(int(right + 0.5), int(left + 0.5) + 1), self._width)
        lows, highs = [255, 255, 255], [0, 0, 0]
        columns = self._columns(first, end, besides, rect)
        for row in range(max(int(top + 0.5), 0), min(max(int(bottom), int(top + 0.5) + 1), self._height)):
            for start, stop in columns:
                at = row * self._stride
                line = self._samples[at + 3 * start : at + 3 * stop]
                channels = line[::3], line[1::3], line[2::3]
                lows = [*map(min, lows, map(min, channels))]
                highs = [*map(max, highs, map(max, channels))]
            if any(high - low > _CONTRAST for low, high in zip(lows, highs, strict=True)):
                return None
        return Plain(dark=sum(highs) < 3 * _DARK)

    def _columns(self, first: int, end: int, besides: Sequence[Rect], rect: Rect) -> list[tuple[int, int]]:
        """The columns of pixels from `first` to `end` that no box of `besides` takes, in runs."""
        free = [(first, end)] if first < end else []
        for left, top, right, bottom in besides:
            if bottom <= rect[1] or top >= rect[3]:
                continue
            start, stop = int(left * self._scale), int(right * self._scale) + 1
            free = [
                (low, high)
                for one, other in free
                for low, high in ((one, min(other, start)), (max(one, stop), other))
                if low < high
            ]
        return free
