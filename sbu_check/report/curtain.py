"""What of a document a report may show: nothing of a paragraph above the limit, nor of an unmarked one.

A paragraph's level is the join of its marks, its parts' included. One without a mark takes that of the paragraph whose
mark covers it; else it is above every limit in a cable that marks paragraphs, and of the class line's level in one that
marks none. Only prose is hidden: numbers, marks, header lines and what stands between the prose (SIPDIS, page lines)
are not.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sbu_check.report.model import MASK
from sbu_check.text.span import Span
from sbu_check.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.cable.model import Cable
    from sbu_check.checks.context import Context
    from sbu_check.diagnostics.message import Message
    from sbu_check.marking import Mark, MarkingSystem
    from sbu_check.report.limit import Limit


_POSTED = "SIPDIS"
"""The caption that narrows nothing: it says where a text may be posted, not what it holds (05 STATE 226504)."""


@value
class _Prose:
    """A stretch of prose of one paragraph. `mark` is its level, None where nothing tells it."""

    start: int
    end: int
    mark: Mark | None
    hidden: bool


class Curtain:
    """The hidden parts of one file.

    It keeps the marks of the prose that was shown through it, in excerpts and in words.
    """

    def __init__(self, contexts: Sequence[Context], limit: Limit, length: int) -> None:
        self.masked = False
        self._seen: set[Mark] = set()
        self._quoted: set[Mark] = set()
        self._system = contexts[0].system
        if limit.kind == "none":
            self._prose = [_Prose(0, length, None, hidden=True)]
        else:
            found = (prose for context in contexts for prose in _prose_of(context, limit))
            self._prose = sorted(found, key=lambda prose: prose.start)
        self._starts = [prose.start for prose in self._prose]

    def message(self, message: Message) -> str:
        """The words of a message, with what it quotes from hidden places masked."""
        return message.shown(self._show, MASK)

    def words(self, text: str, *places: Span | None) -> str:
        """`text` if all the places that it comes from may be shown, else the mask."""
        shown = [self._show(place) for place in places if place is not None]
        return text if all(shown) or not text else MASK

    def pieces(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The span in parts, each with whether it may be shown."""
        at = span.start
        for prose in self._meeting(span):
            self._note(prose, self._seen)
            if prose.hidden and prose.end > at:
                start = max(prose.start, at)
                if start > at:
                    yield Span(at, start), True
                at = min(prose.end, span.end)
                yield Span(start, at), False
        if at < span.end:
            yield Span(at, span.end), True

    def banner(self) -> tuple[int, str] | None:
        """Rank and banner of the highest prose that was shown; None when none was."""
        return self._banner(self._seen | self._quoted)

    def quoted(self) -> tuple[int, str] | None:
        """Rank and banner of the highest prose that was quoted in words, excerpts aside; None when none was."""
        return self._banner(self._quoted)

    def _banner(self, marks: set[Mark]) -> tuple[int, str] | None:
        if not marks:
            return None
        banner = self._system.required(list(marks))
        return self._system.rank(banner.mark.level), str(banner)

    def _show(self, span: Span) -> bool:
        for prose in self._meeting(span):
            self._note(prose, self._quoted)
            if prose.hidden:
                return False
        return True

    def _note(self, prose: _Prose, shown: set[Mark]) -> None:
        if prose.hidden:
            self.masked = True
        elif prose.mark:
            shown.add(prose.mark)

    def _meeting(self, span: Span) -> Iterator[_Prose]:
        """The prose that shares a character with the span, or inside of which an empty span stands."""
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        while index < len(self._prose) and self._prose[index].start < max(span.end, span.start + 1):
            prose = self._prose[index]
            if prose.start < span.end and span.start < prose.end:
                yield prose
            index += 1


def _prose_of(context: Context, limit: Limit) -> Iterator[_Prose]:
    cable = context.cable
    if cable.layout == "none" and not cable.memo:
        for span in _unprinted(cable):
            yield _Prose(span.start, span.end, None, limit.kind != "all")
        return
    above = _Bound(context.system, limit)
    if cable.subject and cable.subject.mark:
        mark = _join(context.system, (one.mark for one in context.portions if one.place == "subject"))
        yield _Prose(cable.subject.mark.span.end, cable.subject.span.end, mark, above(mark))
    for paragraph, mark in zip(cable.paragraphs, levels(context), strict=True):
        hidden = above(mark)
        for span in paragraph.body:
            yield _Prose(span.start, span.end, mark, hidden)


def _unprinted(cable: Cable) -> Iterator[Span]:
    """A text that is no cable, without the dispositions and codes that a release printed on it."""
    at = cable.span.start
    for start, end in sorted(term.span for term in (*cable.dispositions, *cable.codes)):
        if cable.text[at:start].strip():
            yield Span(at, start)
        at = max(at, end)
    if at < cable.span.end:
        yield Span(at, cable.span.end)


class _Bound:
    """Whether a mark lies above the limit. One does when the limit's own banner would not do for both."""

    def __init__(self, marking: MarkingSystem, limit: Limit) -> None:
        self._marking = marking
        self._all = limit.kind == "all"
        self._mark = marking.read_portion(limit.mark).mark if limit.mark else None
        self._known: dict[Mark, bool] = {}

    def __call__(self, mark: Mark | None) -> bool:
        if self._all:
            return False
        if mark is None or self._mark is None:
            return True
        if mark not in self._known:
            required = self._marking.required
            self._known[mark] = str(required((mark, self._mark))) != str(required((self._mark,)))
        return self._known[mark]


def levels(context: Context) -> list[Mark | None]:
    """The level of each paragraph, None where nothing tells it."""
    cable, by_paragraph = context.cable, context.portions_by_paragraph
    default = None if cable.marked else _class_level(context)
    joined: dict[tuple[Mark | None, ...], Mark | None] = {}
    found: list[Mark | None] = []
    for index, paragraph in enumerate(cable.paragraphs):
        marks = tuple([portion.mark for portion in by_paragraph.get(index, ())])
        if marks:
            if marks not in joined:
                joined[marks] = _join(context.system, marks)
            level = joined[marks]
        elif paragraph.inherits is not None and paragraph.inherits < index:
            level = found[paragraph.inherits]
        else:
            level = default
        found.append(level)
    return found


def _class_level(context: Context) -> Mark | None:
    line = context.cable.classification
    if line is None or line.level is None:
        return None
    captions = (caption.name for caption in context.cable.captions if caption.name != _POSTED)
    header = context.system.read_banner("; ".join((line.level, *captions))).mark
    return context.system.read_portion(context.system.portion(header)).mark if header else None


def _join(marking: MarkingSystem, marks: Iterable[Mark | None]) -> Mark | None:
    """The join of the marks; None when one of them is not known, since it might be the highest."""
    known: list[Mark] = []
    for mark in marks:
        if mark is None:
            return None
        known.append(mark)
    return marking.join(known) if known else None
