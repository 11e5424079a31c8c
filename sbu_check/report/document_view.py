"""A document for reading: its blocks with the level of each, cut into rows and pieces, with nothing that is hidden.

What is on a line beside something hidden keeps its place; the hidden words are one mask, however many lines they
take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sbu_check.report.levels import paragraph_levels
from sbu_check.report.masking import TextMask
from sbu_check.report.model import MASK
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.model import Diagnostic
    from sbu_check.report.limit import Limit
    from sbu_check.text.lines import LineIndex

Kind = Literal["text", "number", "mark", "artifact", "hidden"]

MOST = 400_000
"""Code points of a file beyond which it has no view: nobody reads on a page what a browser cannot lay out."""


@value
class Piece:
    """Some words of one line. `found` are the places, in the file's diagnostics, of those that point at it."""

    kind: Kind
    text: str
    found: tuple[int, ...] = ()


@value
class Row:
    """A line of the document, or what a block has of it. `line` is None where the block before began the line."""

    line: int | None
    pieces: tuple[Piece, ...]


@value
class Block:
    """A part of a document: what is before the paragraphs, a paragraph, or what is between and after them.

    `level` is the short name of the paragraph's level (`SBU`), None where nothing tells it or nothing may be reported;
    `mark` is the mark as written. `found` are the places, in the file's diagnostics, of those that begin here.
    """

    kind: Literal["header", "paragraph", "between"]
    level: str | None
    mark: str
    rows: tuple[Row, ...]
    found: tuple[int, ...]


@value
class DocumentView:
    """One document. `banner` is the highest mark of what it shows, in words, with its rank; None when it shows none."""

    blocks: tuple[Block, ...]
    banner: tuple[int, str] | None


def document_views(
    contexts: Sequence[Context], diagnostics: Sequence[Diagnostic], lines: LineIndex, limit: Limit
) -> tuple[DocumentView, ...]:
    """The documents of a file as far as they may be shown; none of a file that is too long."""
    text = contexts[0].document.text
    if len(text) > MOST:
        return ()
    builder = ViewBuilder(text, contexts, diagnostics, lines)
    starts = [0, *(context.document.span.start for context in contexts[1:]), len(text)]
    made = []
    for context, whole in zip(contexts, map(Span, starts, starts[1:]), strict=True):
        # One for each document, since each shows its own banner.
        builder.mask = TextMask([context], limit, len(text))
        blocks = tuple(_blocks(context, whole, builder))
        made.append(DocumentView(blocks, builder.mask.banner()))
    return tuple(made)


def _blocks(context: Context, whole: Span, builder: ViewBuilder) -> Iterator[Block]:
    at = whole.start
    kind: Literal["header", "between"] = "header"
    for paragraph, mark in zip(context.document.paragraphs, paragraph_levels(context), strict=True):
        start = max(builder.indented(paragraph.span.start), at)
        yield from builder.block(kind, Span(at, start))
        written = paragraph.mark or paragraph.misplaced
        words = builder.mask.words(written.text, written.span) if written else ""
        level = mark.highest if mark and words != MASK else None
        yield from builder.block("paragraph", Span(start, paragraph.span.end), level, words)
        at, kind = paragraph.span.end, "between"
    yield from builder.block(kind, Span(at, whole.end))


class ViewBuilder:
    """Cuts the text of one file from its start to its end, each part once."""

    mask: TextMask

    def __init__(
        self,
        text: str,
        contexts: Sequence[Context],
        diagnostics: Sequence[Diagnostic],
        lines: LineIndex,
    ) -> None:
        self._text = text
        self._lines = lines
        self._kinds = sorted(_kinds(contexts))
        self._starts = sorted((one.span.start, index) for index, one in enumerate(diagnostics))
        self._lit = sorted((_first_line(one.span, lines), index) for index, one in enumerate(diagnostics))
        edges = {edge for span, _ in (*self._kinds, *self._lit) for edge in span}
        self._edges = sorted(edges, reverse=True)
        self._next_start = self._next_lit = self._next_kind = 0
        self._open: list[tuple[Span, int]] = []

    def indented(self, offset: int) -> int:
        """The start of the line if only blanks are between it and `offset`, else `offset`."""
        start = self._lines.line_span(self._lines.position(offset).line).start
        return start if not self._text[start:offset].strip() else offset

    def block(
        self,
        kind: Literal["header", "paragraph", "between"],
        span: Span,
        level: str | None = None,
        mark: str = "",
    ) -> Iterator[Block]:
        """The block of a span; none for blanks that nothing points at."""
        found: list[int] = []
        while self._next_start < len(self._starts):
            start, index = self._starts[self._next_start]
            # What points at the very end of the text belongs to the last block.
            if start >= span.end and not (start == span.end == len(self._text)):
                break
            found.append(index)
            self._next_start += 1
        rows = list(self._rows(span))
        worth = [number for number, row in enumerate(rows) if _worth(row)]
        if worth or found:
            kept = rows[worth[0] : worth[-1] + 1] if worth else rows[:1]
            yield Block(kind, level, mark, tuple(kept), tuple(found))

    def _rows(self, span: Span) -> Iterator[Row]:
        pieces: list[Piece] = []
        line: int | None = None
        for number, piece in self._pieces(span):
            if number is not None:
                if line is not None or pieces:
                    yield Row(line, tuple(pieces))
                line, pieces = number, []
            if piece:
                pieces.append(piece)
        if line is not None or pieces:
            yield Row(line, tuple(pieces))

    def _pieces(self, span: Span) -> Iterator[tuple[int | None, Piece | None]]:
        """Each piece, with the number of the line that it opens."""
        for part, visible in self.mask.pieces(span):
            if not visible:
                yield self._opens(part.start), Piece("hidden", MASK, self._pointing(part))
                continue
            first, last = (self._lines.position(offset).line for offset in part)
            for number in range(first, last + 1):
                line = self._lines.line_span(number)
                at, end = max(part.start, line.start), min(part.end, line.end)
                opens = number if at == line.start < part.end else None
                if opens and at >= end:
                    found = self._pointing(Span(at, at + 1))
                    yield opens, Piece("text", "", found) if found else None
                while at < end:
                    cut = Span(at, min(self._edge(at), end))
                    yield opens, Piece(self._kind(cut), cut.of(self._text), self._pointing(cut))
                    at, opens = cut.end, None

    def _opens(self, offset: int) -> int | None:
        position = self._lines.position(offset)
        return position.line if position.column == 1 else None

    def _edge(self, at: int) -> int:
        while self._edges and self._edges[-1] <= at:
            self._edges.pop()
        return self._edges[-1] if self._edges else len(self._text)

    def _kind(self, cut: Span) -> Kind:
        while self._next_kind < len(self._kinds) and self._kinds[self._next_kind][0].end <= cut.start:
            self._next_kind += 1
        if self._next_kind < len(self._kinds):
            span, kind = self._kinds[self._next_kind]
            if span.holds(cut):
                return kind
        return "text"

    def _pointing(self, cut: Span) -> tuple[int, ...]:
        """The diagnostics that point at some of `cut`."""
        while self._next_lit < len(self._lit) and self._lit[self._next_lit][0].start < cut.end:
            self._open.append(self._lit[self._next_lit])
            self._next_lit += 1
        self._open = [lit for lit in self._open if lit[0].end > cut.start]
        return tuple(sorted(index for _, index in self._open))


def _worth(row: Row) -> bool:
    """Whether there is anything to see on a row."""
    return any(piece.text.strip() or piece.found for piece in row.pieces)


def _first_line(span: Span, lines: LineIndex) -> Span:
    """What of a place is lit: its first line, at least one character of it; of an empty line its end."""
    line = lines.line_span(lines.position(span.start).line)
    lit = Span(span.start, min(span.end, line.end))
    if lit.start < lit.end:
        return lit
    if span.start < line.end:
        return Span(span.start, span.start + 1)
    return Span(line.end - 1, line.end) if line.start < line.end else Span(line.start, line.start + 1)


def _kinds(contexts: Iterable[Context]) -> Iterator[tuple[Span, Kind]]:
    """What is no prose, with its kind; no two overlap."""
    found: list[tuple[Span, Kind]] = []
    for context in contexts:
        cable = context.document
        found += ((portion.written.span, "mark") for portion in context.portions)
        found += ((paragraph.number.span, "number") for paragraph in cable.paragraphs if paragraph.number)
        found += ((artifact.span, "artifact") for artifact in cable.artifacts)
    at = 0
    for span, kind in sorted(found):
        if span.start >= at:
            yield span, kind
            at = span.end
