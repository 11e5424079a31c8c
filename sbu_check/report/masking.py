"""What of a document a report may show: everything is masked unless the limit allows its level, or it is harmless.

`levels` says how sensitive each stretch of the text is, `harmless` what of it no reader needs to be kept from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from sbu_check.cable.model import Memo
from sbu_check.report import harmless
from sbu_check.report.levels import UNKNOWN, Level, stretches
from sbu_check.report.model import MASK
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.message import Message
    from sbu_check.marking import Mark, MarkingSystem
    from sbu_check.report.limit import Limit

_AROUND = 80
"""Characters on each side of an insertion that tell whether it is inside something masked."""


class _Piece(NamedTuple):
    """A stretch of the text of one system. A `marked` one is of a document whose markings are understood."""

    start: int
    end: int
    mark: Mark | None
    hidden: bool
    system: MarkingSystem
    marked: bool


class _Shown:
    """The levels of what was shown: marks by their system, and whether anything of a marked document was."""

    def __init__(self) -> None:
        self.marks: dict[MarkingSystem, set[Mark]] = {}
        self.harmless: MarkingSystem | None = None
        self.unknown = False

    def banner(self, other: _Shown | None = None) -> tuple[int, str] | None:
        """Rank and banner of the highest, of this and another; None if only text without a known level was shown."""
        both = [self, other] if other else [self]
        found = []
        for system in dict.fromkeys(system for one in both for system in one.marks):
            marks = [mark for one in both for mark in one.marks.get(system, ())]
            banner = system.required(marks)
            found.append((system.rank(banner.mark.level), str(banner)))
        if found:
            return max(found)
        lowest = next((one.harmless for one in both if one.harmless), None)
        if lowest is None or any(one.unknown for one in both):
            return None
        return lowest.rank(lowest.levels[0]), lowest.levels[0]


class TextMask:
    """The masked parts of one file, and the levels of what was shown of it, in excerpts and in words."""

    def __init__(self, contexts: Sequence[Context], limit: Limit, length: int) -> None:
        self.masked = False
        self._text = contexts[0].document.text
        self._none = limit.kind == "none"
        self._seen = _Shown()
        self._quoted = _Shown()
        self._contexts = contexts
        if self._none:
            self._pieces = [_Piece(0, length, None, hidden=True, system=contexts[0].system, marked=False)]
        else:
            starts = [0, *(context.document.span.start for context in contexts[1:]), length]
            self._pieces = [
                piece
                for context, start, end in zip(contexts, starts[:-1], starts[1:], strict=True)
                for piece in _pieces_of(context, Span(start, end), limit)
            ]
        self._starts = [piece.start for piece in self._pieces]
        self._lines: dict[int, tuple[int, int] | None] = {}

    def message(self, message: Message) -> str:
        """The words of a message, with what it quotes from masked places masked."""
        return message.shown(self._show, MASK)

    def words(self, text: str, *places: Span | None) -> str:
        """`text` if all the places that it comes from may be shown, else the mask."""
        shown = [self._show(place) for place in places if place is not None]
        return text if all(shown) or not text else MASK

    def pieces(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The span in parts, each with whether it may be shown. Between two masked parts there is something to see."""
        at = span.start
        waiting: Span | None = None
        for hidden in self._hidden(span, self._seen):
            if waiting and self._text[waiting.end : hidden.start].strip():
                yield from self._parts(at, waiting)
                at, waiting = waiting.end, hidden
            else:
                waiting = Span(waiting.start, hidden.end) if waiting else hidden
        if waiting:
            yield from self._parts(at, waiting)
            at = waiting.end
        if at < span.end:
            yield Span(at, span.end), True

    def banner(self) -> tuple[int, str] | None:
        """Rank and banner of the most sensitive text that was shown; None if no text of a marked document was."""
        return self._seen.banner(self._quoted)

    def quoted(self) -> tuple[int, str] | None:
        """The same of what was quoted in words, excerpts aside."""
        return self._quoted.banner()

    @staticmethod
    def _parts(at: int, hidden: Span) -> Iterator[tuple[Span, bool]]:
        if at < hidden.start:
            yield Span(at, hidden.start), True
        yield hidden, False

    def _show(self, span: Span) -> bool:
        if span.start == span.end:
            around = Span(max(span.start - _AROUND, 0), min(span.end + _AROUND, len(self._text)))
            return not any(one.start < span.start < one.end for one in self._hidden(around, _Shown()))
        hidden = next(iter(list(self._hidden(span, shown := _Shown()))), None)
        if hidden is None:
            _add(shown, self._quoted)
        return hidden is None

    def _hidden(self, span: Span, shown: _Shown) -> Iterator[Span]:
        """The masked parts of a span; what is not masked is noted in `shown`."""
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        while index < len(self._pieces) and self._pieces[index].start < span.end:
            piece = self._pieces[index]
            index += 1
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            if start >= end:
                continue
            if not piece.hidden:
                self._note(piece, start, end, shown)
                continue
            visible = False
            for part in self._telling(piece, start, end):
                self.masked = True
                visible = visible or part.start > start or part.end < end
                yield part
            if piece.marked and (visible or self._text[start:end].strip()):
                shown.harmless = piece.system

    def _note(self, piece: _Piece, start: int, end: int, shown: _Shown) -> None:
        """Note what a piece that is not masked shows: its level, unless all of it is harmless."""
        marks = shown.marks.get(piece.system)
        if piece.mark is None:
            shown.unknown = shown.unknown or bool(self._text[start:end].strip())
        elif marks is None or piece.mark not in marks:
            if next(self._telling(piece, start, end), None):
                shown.marks.setdefault(piece.system, set()).add(piece.mark)
            elif self._text[start:end].strip():
                shown.harmless = piece.system

    def _telling(self, piece: _Piece, start: int, end: int) -> Iterator[Span]:
        """The parts of a stretch that are neither harmless nor blank."""
        if not piece.marked:
            yield from self._trimmed(start, end)
            return
        at = start
        for known_start, known_end in self._harmless(start, end):
            if known_start > at:
                yield from self._trimmed(at, known_start)
            at = max(at, known_end)
        if at < end:
            yield from self._trimmed(at, end)

    def _trimmed(self, start: int, end: int) -> Iterator[Span]:
        """A part without the blanks around it, if it has a letter or a digit."""
        words = self._text[start:end]
        if self._none and start < end:
            yield Span(start, end)
        elif any(map(str.isalnum, words)):
            first = start + len(words) - len(words.lstrip())
            yield Span(first, start + len(words.rstrip()))

    def _harmless(self, start: int, end: int) -> list[tuple[int, int]]:
        """The harmless places that meet a stretch, in order."""
        places, first = self._places, bisect_left(self._place_ends, start)
        found = []
        while first < len(places) and places[first][0] < end:
            found.append(places[first])
            first += 1
        lines = list(self._lines_of(start, end))
        return sorted(found + lines) if lines else found

    def _lines_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The harmless places that lines outside of prose have, of the lines that a stretch meets."""
        text = self._text
        at = text.rfind("\n", 0, start) + 1
        prose = self._prose
        index = bisect_right(self._prose_ends, at)
        while at < end:
            # A line is evaluated once; the lines of a paragraph are passed over together.
            stop = text.find("\n", at)
            stop = stop if stop >= 0 else len(text)
            while index < len(prose) and prose[index][1] <= at:
                index += 1
            if index < len(prose) and prose[index][0] < stop:
                stop = text.find("\n", prose[index][1] - 1)
                stop = stop if stop >= 0 else len(text)
            else:
                if at not in self._lines:
                    found = harmless.of_line(text[at:stop])
                    self._lines[at] = (at + found[0], at + found[1]) if found else None
                if place := self._lines[at]:
                    yield place
            at = stop + 1

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """The harmless places that the model knows, in order, none within another."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(place for context in self._contexts for place in harmless.places(context)):
            if not found or end > found[-1][1]:
                found.append((start, end))
        return found

    @cached_property
    def _place_ends(self) -> list[int]:
        return [end for _, end in self._places]

    @cached_property
    def _prose(self) -> list[tuple[int, int]]:
        """The prose, in which a line that looks like one of the forms is no such line."""
        found: list[tuple[int, int]] = []
        for context in self._contexts:
            cable = context.document
            found += ((run.start, run.end) for paragraph in cable.paragraphs for run in paragraph.body)
            if cable.subject:
                start = cable.text.find("\n", *cable.subject.span)
                if start >= 0:
                    found.append((start + 1, cable.subject.span.end))
        return sorted(found)

    @cached_property
    def _prose_ends(self) -> list[int]:
        return [end for _, end in self._prose]


def _add(shown: _Shown, whole: _Shown) -> None:
    for system, marks in shown.marks.items():
        whole.marks.setdefault(system, set()).update(marks)
    whole.harmless = whole.harmless or shown.harmless
    whole.unknown = whole.unknown or shown.unknown


def _pieces_of(context: Context, whole: Span, limit: Limit) -> Iterator[_Piece]:
    cable, system = context.document, context.system
    above = _Bound(system, limit)
    if cable.layout == "none" and not isinstance(cable, Memo):
        at = whole.start
        for start, end in _unprinted(cable):
            if at < start:
                yield _Piece(at, start, None, hidden=False, system=system, marked=True)
            yield _Piece(start, end, None, above(UNKNOWN), system, marked=False)
            at = end
        return
    for start, end, level in stretches(context, whole):
        yield _Piece(start, end, level.mark, above(level), system, marked=True)


def _unprinted(cable: Document) -> Iterator[Span]:
    """A text that is no cable, without the dispositions and codes that a release printed on it."""
    at = cable.span.start
    for start, end in sorted(term.span for term in (*cable.dispositions, *cable.codes)):
        if cable.text[at:start].strip():
            yield Span(at, start)
        at = max(at, end)
    if at < cable.span.end:
        yield Span(at, cable.span.end)


class _Bound:
    """Whether a level is above the limit: whether the limit's own banner is not enough for both."""

    def __init__(self, marking: MarkingSystem, limit: Limit) -> None:
        self._marking = marking
        self._all = limit.kind == "all"
        self._mark = marking.read_portion(limit.mark).mark if limit.mark else None
        self._known: dict[Mark, bool] = {}

    def __call__(self, level: Level) -> bool:
        if self._all:
            return False
        mark = level.mark
        if mark is None or not level.certain or self._mark is None:
            return True
        if mark not in self._known:
            required = self._marking.required
            self._known[mark] = str(required((mark, self._mark))) != str(required((self._mark,)))
        return self._known[mark]
