"""One page of a PDF document: its words, which of them cannot be seen, and its picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.text.hidden_content import Kind


Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

_COVERS = frozenset({"fill-path", "fill-image", "fill-imgmask", "fill-shade"})
_INVISIBLE = 3
"""The rendering mode of text that is not painted: the words that a scanner recognised, under their image."""

_TINY = 1.5
"""Points up to which nobody reads a letter."""

_PALE = 0.85
"""Share of white from which the color of a letter may be that of the paper."""

_MANY = 200
"""Number of shapes over a page above which every letter is checked."""


@dataclass(slots=True)
class Char:
    """A character. `x` and `y` are its origin, `hidden` is the reason why it cannot be seen."""

    text: str
    rect: Rect
    x: float
    y: float
    hidden: Kind | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        left, top, right, bottom = self.rect
        return (left + right) / 2, (top + bottom) / 2


@dataclass(slots=True)
class PdfWord:
    """Characters of one word in one style. `order` is that of painting, `along` the direction of its line."""

    chars: list[Char]
    size: float
    order: int
    invisible: bool
    pale: bool
    along: tuple[float, float]
    layer: bool = False

    @property
    def rect(self) -> Rect:
        """The box around it."""
        return stretch(self.chars[0].rect, self.chars[-1].rect)


@dataclass(slots=True)
class PdfPage:
    """What was read of a page. `redactions` are the boxes of redactions that were marked and not made."""

    words: list[PdfWord] = field(default_factory=list)
    redactions: list[Rect] = field(default_factory=list)
    covered: Sequence[Rect] = ()


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest box around one or more boxes."""
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def stretch(first: Rect, last: Rect) -> Rect:
    """The box around characters of one style in a line, by the first and the last."""
    return (
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[2], last[2]),
        max(first[3], last[3]),
    )


def inside(point: tuple[float, float], rect: Rect) -> bool:
    """Whether a point is in a box."""
    return rect[0] <= point[0] <= rect[2] and rect[1] <= point[1] <= rect[3]


def _holds(rect: Rect, other: Rect) -> bool:
    return rect[0] <= other[0] and rect[1] <= other[1] and other[2] <= rect[2] and other[3] <= rect[3]


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def words_of(page: Any) -> list[PdfWord]:
    """The words of a page as they are painted, seen or not; those of layers that are off are not among them."""
    words: list[PdfWord] = []
    for span in page.get_texttrace():
        word: PdfWord | None = None
        size = float(span["size"])
        for code, _, (x, y), rect in span["chars"]:
            text = chr(code)
            if text.isspace() or not text.isprintable():
                word = None
                continue
            if word is not None and not _goes_on(word, x, y, size):
                word = None
            if word is None:
                word = PdfWord(
                    [], size, span["seqno"], span["type"] == _INVISIBLE, _pale(span), _direction(span["dir"])
                )
                words.append(word)
            word.chars.append(Char(text, rect, x, y, "invisible" if span["opacity"] == 0 else None))
    return words


def _goes_on(word: PdfWord, x: float, y: float, size: float) -> bool:
    last = word.chars[-1]
    dx, dy = word.along
    step = (x - last.x) * dx + (y - last.y) * dy
    drop = (y - last.y) * dx - (x - last.x) * dy
    wide = abs((last.rect[2] - last.rect[0]) * dx) + abs((last.rect[3] - last.rect[1]) * dy)
    return abs(drop) < 0.3 * size and -0.5 * size < step < wide + 0.25 * size


def _pale(span: Any) -> bool:
    color: tuple[float, ...] = span["color"]
    if len(color) == 4:
        return max(color) <= 1 - _PALE
    return bool(color) and min(color) >= _PALE


def _direction(along: tuple[float, float]) -> tuple[float, float]:
    return round(along[0], 2), round(along[1], 2)


def read_page(page: Any, boxes: Sequence[Rect]) -> PdfPage:
    """The words of a page, each character with the reason why nobody sees it.

    `boxes` are those under which x-ray found text.
    """
    words = words_of(page)
    redactions, notes = _annotations(page)
    found = PdfPage(words, redactions)
    paper = tuple(page.rect)
    covers = [(order, rect) for order, (kind, rect) in enumerate(page.get_bboxlog()) if kind in _COVERS]
    covers = [(order, rect) for order, rect in covers if rect[2] - rect[0] > 3 and rect[3] - rect[1] > 3]
    pixels: Pixels | None = None
    for word in words:
        rect = word.rect
        apart = boxes or word.size < _TINY or not _holds(paper, rect)
        for char in word.chars if apart else ():
            if any(inside(char.middle, box) for box in boxes):
                char.hidden = "covered"
            elif not inside(char.middle, paper):
                char.hidden = "outside"
            elif word.size < _TINY:
                char.hidden = "invisible"
        if all(char.hidden for char in word.chars):
            continue
        over = len(covers) > _MANY or any(
            order > word.order and _meet(cover, rect) for order, cover in covers
        )
        noted = any(_meet(note, rect) for note in notes)
        if over or noted or word.invisible or word.pale:
            pixels = pixels or Pixels(page)
            _look(word, pixels, words, over=over or noted)
    return found


def _annotations(page: Any) -> tuple[list[Rect], list[Rect]]:
    """The boxes of redactions that are not made, and of other notes that may cover something."""
    redactions: list[Rect] = []
    others: list[Rect] = []
    for note in page.annots() or ():
        (redactions if note.type[0] == pymupdf.PDF_ANNOT_REDACT else others).append(tuple(note.rect))
    return redactions, others


def _look(word: PdfWord, pixels: Pixels, words: Sequence[PdfWord], *, over: bool) -> None:
    """Mark the characters of a word that show no ink in the picture of the page."""
    if word.invisible:
        # A scanner knows the place of a word well enough, but not the place of each letter.
        ink = pixels.plain(_body(word.rect, word.chars[0].y, word), ())
        if ink is not None:
            kind: Kind = "covered" if ink.dark else "invisible"
            for char in word.chars:
                char.hidden = char.hidden or kind
        return
    labels = [other.rect for other in _above(word, words)] if over else []
    for char in word.chars:
        if char.hidden or not char.text.isalnum():
            continue
        if pixels.plain(_body(char.rect, char.y, word), labels) is not None:
            char.hidden = "covered" if over else "invisible"


def _body(rect: Rect, base: float, word: PdfWord) -> Rect:
    """Where every letter has ink: from the baseline to the x-height; the whole box if the line is not horizontal."""
    left, _, right, _ = rect
    if word.along != (1.0, 0.0):
        return rect
    edge = min(0.15 * (right - left), 1.0)
    return left + edge, base - 0.45 * word.size, right - edge, base - 0.03 * word.size


def _above(word: PdfWord, words: Sequence[PdfWord]) -> Iterator[PdfWord]:
    """Words that are painted later in the same place: the code on a box."""
    rect = word.rect
    return (other for other in words if other.order > word.order and _meet(other.rect, rect))


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

    def plain(self, rect: Rect, without: Sequence[Rect]) -> Plain | None:
        """The color of a place if it has only one, None if there is ink. The boxes `without` do not count.

        A place outside of the picture, or fully covered by those boxes, is plain.
        """
        left, top, right, bottom = (edge * self._scale for edge in rect)
        first, end = max(int(left + 0.5), 0), min(max(int(right + 0.5), int(left + 0.5) + 1), self._width)
        lows, highs = [255, 255, 255], [0, 0, 0]
        columns = self._columns(first, end, without, rect)
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

    def _columns(self, first: int, end: int, without: Sequence[Rect], rect: Rect) -> list[tuple[int, int]]:
        """The columns of pixels from `first` to `end` outside of the boxes `without`, in runs."""
        free = [(first, end)] if first < end else []
        for left, top, right, bottom in without:
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
