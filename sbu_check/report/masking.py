"""What of a document a report may show: everything is masked unless the limit allows its level, or it is harmless.

`levels` says how sensitive each stretch of the text is, `harmless` what of it no reader needs to be kept from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from sbu_check.cable.model import Memo
from sbu_check.report.harmless import harmless_text
from sbu_check.report.levels import UNKNOWN, TextLevel, banner_of, stretches
from sbu_check.report.model import MASK
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.model import Document
    from sbu_check.checks.common.context import Context
    from sbu_check.diagnostics.message import Message
    from sbu_check.marking import Mark, MarkingSystem
    from sbu_check.report.harmless import HarmlessText
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
    harmless: HarmlessText


class _Shown:
    """The levels of what was shown: marks by their system, and whether anything of a marked document was."""

    def __init__(self) -> None:
        self.marks: dict[MarkingSystem, set[Mark]] = {}
        self.pieces: set[int] = set()
        """The starts of the pieces that are noted."""
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
        self._contexts = contexts
        self._text = contexts[0].document.text
        self._none = limit.kind == "none"
        self._all = limit.kind == "all"
        self._seen = _Shown()
        self._quoted = _Shown()
        if self._none:
            first = contexts[0]
            harmless = harmless_text(first)
            self._pieces = [_Piece(0, length, None, True, first.system, marked=False, harmless=harmless)]
        else:
            starts = [0, *(context.document.span.start for context in contexts[1:]), length]
            self._pieces = [
                piece
                for context, start, end in zip(contexts, starts[:-1], starts[1:], strict=True)
                for piece in _pieces_of(context, Span(start, end), limit)
            ]
        self._starts = [piece.start for piece in self._pieces]

    def message(self, message: Message) -> str:
        """The words of a message, with what it quotes from masked places masked."""
        return message.shown(self._show, MASK)

    def words(self, text: str, *places: Span | None) -> str:
        """`text` if all the places that it comes from may be shown, else the mask."""
        shown = [self._show(place) for place in places if place is not None]
        return text if all(shown) or not text else MASK

    def pieces(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The parts of a span that is shown, each with whether it is visible; between two masked parts is text."""
        self._note(span, self._seen)
        return self.parts(span)

    def parts(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The same parts of a span that is not shown: it does not count for the banner."""
        if self._all:
            return iter([(span, True)] if span.start < span.end else [])
        return self._cut(span)

    def _cut(self, span: Span) -> Iterator[tuple[Span, bool]]:
        at = span.start
        waiting: Span | None = None
        for hidden in self._hidden(span):
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
        return self._at_least_unknown(
            self._seen.banner(self._quoted), self._seen.unknown or self._quoted.unknown
        )

    def quoted(self) -> tuple[int, str] | None:
        """The same of what was quoted in words, excerpts aside."""
        return self._at_least_unknown(self._quoted.banner(), self._quoted.unknown)

    def _at_least_unknown(self, banner: tuple[int, str] | None, unknown: bool) -> tuple[int, str] | None:
        """The banner, raised to the highest of the file if text of a document whose level is unknown was shown."""
        if not unknown or len(self._contexts) == 1:
            return banner
        highest = [banner_of(context) for context in self._contexts]
        return max((one for one in (banner, *highest) if one), default=None)

    @staticmethod
    def _parts(at: int, hidden: Span) -> Iterator[tuple[Span, bool]]:
        if at < hidden.start:
            yield Span(at, hidden.start), True
        yield hidden, False

    def _show(self, span: Span) -> bool:
        if span.start == span.end:
            around = Span(max(span.start - _AROUND, 0), min(span.end + _AROUND, len(self._text)))
            return not any(one.start < span.start < one.end for one in self._hidden(around))
        if next(self._hidden(span), None):
            return False
        self._note(span, self._quoted)
        return True

    def _meeting(self, span: Span) -> list[_Piece]:
        """The pieces that a span meets."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return self._pieces[first : bisect_left(self._starts, span.end, first)]

    def _hidden(self, span: Span) -> Iterator[Span]:
        """The masked parts of a span, in order."""
        for piece in self._meeting(span):
            if piece.hidden:
                for part in self._sensitive(piece, max(piece.start, span.start), min(piece.end, span.end)):
                    self.masked = True
                    yield part

    def _note(self, span: Span, shown: _Shown) -> None:
        """Note the level of each piece of a span that is not masked, unless all that it shows is harmless."""
        for piece in self._meeting(span):
            if piece.start in shown.pieces:
                continue
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            if (start, end) == (piece.start, piece.end):
                shown.pieces.add(piece.start)  # the whole of it is noted once
            if piece.mark is None and not piece.hidden:
                shown.unknown = shown.unknown or bool(self._text[start:end].strip())
            elif (
                piece.mark is not None and not piece.hidden and next(self._sensitive(piece, start, end), None)
            ):
                shown.marks.setdefault(piece.system, set()).add(piece.mark)
                shown.pieces.add(piece.start)
            elif piece.marked and self._text[start:end].strip():
                shown.harmless = piece.system

    def _sensitive(self, piece: _Piece, start: int, end: int) -> Iterator[Span]:
        """The parts of a stretch that are neither harmless nor blank."""
        if not piece.marked:
            yield from self._trimmed(start, end)
            return
        at = start
        for known_start, known_end in piece.harmless.within(start, end):
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


def _pieces_of(context: Context, whole: Span, limit: Limit) -> Iterator[_Piece]:
    cable, system, harmless = context.document, context.system, harmless_text(context)
    above = _Bound(system, limit)
    if cable.layout == "none" and not isinstance(cable, Memo):
        at = whole.start
        for start, end in _unprinted(cable):
            if at < start:
                yield _Piece(at, start, None, hidden=False, system=system, marked=True, harmless=harmless)
            yield _Piece(start, end, None, above(UNKNOWN), system, marked=False, harmless=harmless)
            at = end
        return
    for start, end, level in stretches(context, whole):
        yield _Piece(start, end, level.mark, above(level), system, marked=True, harmless=harmless)


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

    def __init__(self, system: MarkingSystem, limit: Limit) -> None:
        self._system = system
        self._all = limit.kind == "all"
        self._mark = system.read_portion(limit.mark).mark if limit.mark else None

    def __call__(self, level: TextLevel) -> bool:
        if self._all:
            return False
        if level.mark is None or not level.certain or self._mark is None:
            return True
        return _above(self._system, level.mark, self._mark)


@lru_cache(512)
def _above(system: MarkingSystem, mark: Mark, limit: Mark) -> bool:
    return str(system.required((mark, limit))) != str(system.required((limit,)))
