"""The text of a page in its layout: lines, blanks as wide as the gaps, blank lines; and the hidden words in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from sbu_check.documents.pdf_page import around, inside, stretch
from sbu_check.text.hidden_content import DocumentPlace, Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.documents.pdf_page import Char, PdfPage, PdfWord, Rect
    from sbu_check.documents.reading_result import ReadingResult
    from sbu_check.text.hidden_content import Box, Kind

_GAP, _BLANK = 0.12, 0.9
"""Share of the size of a letter from which a gap is a blank, and from which it is as many as would fit."""


@dataclass(slots=True)
class WordPiece:
    """Characters of a word that share their fate. `along` is their place in the line, `down` that of the line."""

    chars: list[Char]
    size: float
    along: float
    end: float
    down: float
    hidden: Kind | None
    text: str
    rect: Rect


@dataclass(slots=True)
class PageLine:
    """A line of a page."""

    down: float
    pieces: list[WordPiece] = field(default_factory=list)


@dataclass(slots=True)
class TextLine:
    """A line of the text: its lower edge on the page, its start in the text, and the ends of its words in both."""

    bottom: float
    start: int
    ends: list[tuple[float, int]] = field(default_factory=list)

    def at(self, rect: Rect) -> int:
        """The offset after the last word that ends left of a box."""
        return max((end for right, end in self.ends if right <= rect[0] + 1), default=self.start)


def lay_out(page: PdfPage, number: int, found: ReadingResult) -> None:
    """Add the text of a page, and what is hidden in it."""
    if number > 1:
        found.add("\f")
    start = found.length
    starts: list[TextLine] = []
    lines = list(_lines([piece for word in page.words for piece in _pieces(word)]))
    _write([line for line in lines if any(not piece.hidden for piece in line.pieces)], number, found, starts)
    found.end_page(number, starts[0].start if starts else None)
    for kind, pieces in _beneath(lines, page):
        rect = around(piece.rect for piece in pieces)
        at = next((line.at(rect) for line in starts if line.bottom >= rect[1]), max(found.length - 1, start))
        words = " ".join(piece.text for piece in pieces)
        found.hide(Hidden(kind, words, DocumentPlace(number, box(rect)), at))


def box(rect: Rect) -> Box:
    """A box in whole points."""
    left, top, right, bottom = rect
    return int(left), int(top), int(right + 0.99), int(bottom + 0.99)


def _pieces(word: PdfWord) -> Iterator[WordPiece]:
    dx, dy = word.along
    if any(char.hidden for char in word.chars):
        _settle(word.chars)
    for hidden, group in groupby(word.chars, lambda char: char.hidden):
        chars = list(group)
        first, last = chars[0], chars[-1]
        along = first.x * dx + first.y * dy
        wide = abs((last.rect[2] - last.rect[0]) * dx) + abs((last.rect[3] - last.rect[1]) * dy)
        yield WordPiece(
            chars,
            word.size,
            along,
            last.x * dx + last.y * dy + wide,
            first.y * dx - first.x * dy,
            hidden,
            "".join([char.text for char in chars]),
            stretch(first.rect, last.rect),
        )


def _settle(chars: list[Char]) -> None:
    """Punctuation has too little ink to check: it is hidden if the character before it is, or else the one after."""
    for ordered in (chars, chars[::-1]):
        for before, char in pairwise(ordered):
            if not char.text.isalnum() and char.hidden is None and before.hidden:
                after = ordered[ordered.index(char) + 1 :]
                if not after or after[0].hidden or not after[0].text.isalnum():
                    char.hidden = before.hidden


def _lines(pieces: list[WordPiece]) -> Iterator[PageLine]:
    """The pieces by line, from the top; those of a line from its start."""
    line: PageLine | None = None
    for piece in sorted(pieces, key=lambda one: (one.down, one.along)):
        if line is None or piece.down - line.down > 0.45 * piece.size:
            if line:
                yield line
            line = PageLine(piece.down)
        line.pieces.append(piece)
    if line:
        yield line


def _write(lines: list[PageLine], number: int, found: ReadingResult, starts: list[TextLine]) -> None:
    """Write the pieces that are seen."""
    shown = [[piece for piece in line.pieces if not piece.hidden] for line in lines]
    size = median([piece.size for pieces in shown for piece in pieces] or [10.0])
    steps = (after.down - line.down for line, after in pairwise(lines))
    pitch = max(min((step for step in steps if step > 0.9 * size), default=1.2 * size), 1.0)
    left = min((piece.along for pieces in shown for piece in pieces), default=0.0)
    wide = median(
        [(piece.end - piece.along) / len(piece.chars) for pieces in shown for piece in pieces] or [6.0]
    )
    wide = max(wide, 0.5)
    last: float | None = None
    for line, pieces in zip(lines, shown, strict=True):
        if last is not None:
            found.add("\n" * min(max(int((line.down - last) / pitch + 0.6) - 1, 0), 3))
        last = line.down
        pieces.sort(key=lambda piece: piece.along)
        written = TextLine(max(piece.rect[3] for piece in pieces), found.length)
        starts.append(written)
        edge = left
        for index, piece in enumerate(pieces):
            gap = piece.along - edge
            if index == 0 or gap > _BLANK * piece.size:
                found.add(" " * min(round(gap / wide), 200))
            elif gap > _GAP * piece.size:
                found.add(" ")
            begin = found.length
            found.add(piece.text)
            found.words.add(begin, found.length, number, box(piece.rect))
            written.ends.append((piece.rect[2], found.length))
            edge = piece.end
        found.show(" ".join(piece.text for piece in pieces))
        found.add("\n")


def _beneath(lines: list[PageLine], page: PdfPage) -> Iterator[tuple[Kind, list[WordPiece]]]:
    """What is hidden, each with its pieces: those of one kind in lines that follow each other are one."""
    for redaction in page.redactions:
        pieces = [piece for line in lines for piece in line.pieces if _within(piece, redaction)]
        if pieces:
            yield "redaction", pieces
    group: list[WordPiece] = []
    for line in lines:
        for piece in line.pieces:
            if not piece.hidden or any(_within(piece, one) for one in page.redactions):
                continue
            if group and (piece.hidden != group[-1].hidden or not _near(group[-1], piece)):
                if _tells(group):
                    yield group[0].hidden or "covered", group
                group = []
            group.append(piece)
    if group and _tells(group):
        yield group[0].hidden or "covered", group


def _within(piece: WordPiece, rect: Rect) -> bool:
    return any(inside(char.middle, rect) for char in piece.chars)


def _near(before: WordPiece, piece: WordPiece) -> bool:
    same = abs(piece.down - before.down) < 0.5 * piece.size
    return piece.along - before.end < 2 * piece.size if same else piece.down - before.down < 2 * piece.size


def _tells(pieces: list[WordPiece]) -> bool:
    """Whether a box covers more than half of a letter."""
    signs = [char.text for piece in pieces for char in piece.chars if char.text.isalnum()]
    return len(signs) > 1 or any(sign.isdecimal() for sign in signs)
