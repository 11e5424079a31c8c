"""The difference between two texts as a unified diff, from what is known of the edits: nothing is searched for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.text.lines import LineIndex
from sbu_check.text.span import Span
from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.diagnostics.edits import Shift
    from sbu_check.report.masked import MaskedLines

CONTEXT = 3
"""Lines that are shown around a change."""

HIDDEN_WORDS = "words above the limit are hidden: this is not a patch; --show-text all shows them"
"""The first line of a diff in which words are masked."""

NOT_A_PATCH = "not a patch"
"""What the head of a hunk says then."""


class Hunk(NamedTuple):
    """Whole lines that differ, as ranges of 0-based line numbers in the old and in the new text."""

    old: range
    new: range


class _Lines:
    r"""A text by lines. A line ends at `\n` only; what is after the last one is a line if it is not empty."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._index = LineIndex(text)
        self.count = len(self._index) - (not text or text.endswith("\n"))

    def start(self, line: int) -> int:
        """The offset at which a line begins; the end of the text after the last."""
        return self._index.line_span(line + 1).start if line < self.count else len(self.text)

    def at(self, offset: int) -> int:
        """The line that holds an offset."""
        return self._index.position(offset).line - 1

    def begins(self, offset: int) -> bool:
        """Whether a line begins at an offset."""
        return offset == 0 or self.text[offset - 1] == "\n"

    def shown(self, lines: range, sign: str, mask: MaskedLines | None) -> Iterator[str]:
        """The lines with a sign in front of each, masked if there is a mask."""
        for line in lines:
            span = Span(self.start(line), self.start(line + 1))
            words = mask.words(span) if mask else span.of(self.text)
            yield (
                f"{sign}{words}" if words.endswith("\n") else f"{sign}{words}\n\\ No newline at end of file\n"
            )


class Diff:
    """The difference between two texts; `shift` leads from `before` to `after`. It is false for equal texts."""

    def __init__(self, before: str, after: str, shift: Shift) -> None:
        self._old, self._new = _Lines(before), _Lines(after)
        # Edits may undo each other.
        self._hunks = list(_hunks(list(self._blocks(shift)))) if before != after else []

    def __bool__(self) -> bool:
        return bool(self._hunks)

    @property
    def shown(self) -> tuple[list[Span], list[Span]]:
        """The places of the old and of the new text that the diff shows."""
        places: tuple[list[Span], list[Span]] = [], []
        for hunk in self._hunks:
            both = zip(places, (self._old, self._new), self._surroundings(hunk), strict=True)
            for found, text, lines in both:
                found.append(Span(text.start(lines.start), text.start(lines.stop)))
        return places

    def render(self, name: str, masks: tuple[MaskedLines, MaskedLines] | None = None) -> Iterator[str]:
        """The lines of the diff, each with its line end; none for equal texts.

        `masks` hide words of the two texts. With hidden words the diff is not a patch, so that nobody can write a mask
        into a document; its hunks say so.
        """
        if not self._hunks:
            return
        hunks = [list(self._rendered(hunk, masks)) for hunk in self._hunks]
        masked = masks is not None and any(one.masked for one in masks)
        if masked:
            yield f"{HIDDEN_WORDS}\n"
        tab = "\t" if " " in name else ""  # the end of a name that holds blanks
        yield f"--- {name}{tab}\n"
        yield f"+++ {name}{tab}\n"
        for head, *lines in hunks:
            yield head.replace("@@ ", f"@@ {NOT_A_PATCH} ", 1) if masked else head
            yield from lines

    def _blocks(self, shift: Shift) -> Iterator[Hunk]:
        """The lines that differ, in order, with at least one equal line between two blocks."""
        found: list[Hunk] = []
        for before, after in shift.regions:
            whole = self._old.begins(before.end) and self._new.begins(after.end)
            block = Hunk(_lines(self._old, before, whole), _lines(self._new, after, whole))
            if found and block.old.start <= found[-1].old.stop:
                last = found.pop()
                block = Hunk(range(last.old.start, block.old.stop), range(last.new.start, block.new.stop))
            found.append(block)
        evened = (_even(block, self._old, self._new) for block in found)
        return (block for block in evened if block.old or block.new)

    def _surroundings(self, hunk: Sequence[Hunk]) -> tuple[range, range]:
        """The lines of a hunk with those around it, in the old and in the new text."""
        first, last = hunk[0], hunk[-1]
        lead = min(CONTEXT, first.old.start)
        tail = min(CONTEXT, self._old.count - last.old.stop)
        return (
            range(first.old.start - lead, last.old.stop + tail),
            range(first.new.start - lead, last.new.stop + tail),
        )

    def _rendered(self, hunk: Sequence[Hunk], masks: tuple[MaskedLines, MaskedLines] | None) -> Iterator[str]:
        old, new = self._surroundings(hunk)
        before, after = masks or (None, None)
        yield f"@@ -{_range(old)} +{_range(new)} @@\n"
        at = old.start
        for block in hunk:
            yield from self._old.shown(range(at, block.old.start), " ", before)
            yield from self._old.shown(block.old, "-", before)
            yield from self._new.shown(block.new, "+", after)
            at = block.old.stop
        yield from self._old.shown(range(at, old.stop), " ", before)


def _lines(text: _Lines, place: Span, whole: bool) -> range:
    """The lines of a place: those that it holds, and with `whole` off the one that it ends on."""
    return range(text.at(place.start), text.at(place.end) + (not whole))


def _even(block: Hunk, old: _Lines, new: _Lines) -> Hunk:
    """The block without the lines at its ends that are the same."""
    first, last, start, end = block.old.start, block.old.stop, block.new.start, block.new.stop
    last, end = min(last, old.count), min(end, new.count)

    def same(one: int, other: int) -> bool:
        return (
            old.text[old.start(one) : old.start(one + 1)] == new.text[new.start(other) : new.start(other + 1)]
        )

    while first < last and start < end and same(first, start):
        first, start = first + 1, start + 1
    while first < last and start < end and same(last - 1, end - 1):
        last, end = last - 1, end - 1
    return Hunk(range(first, last), range(start, end))


def _hunks(found: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    """Blocks that are shown together, since their surroundings meet."""
    hunk: list[Hunk] = list(found[:1])
    for before, after in pairwise(found):
        if after.old.start - before.old.stop > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(after)
    if hunk:
        yield hunk


def _range(lines: range) -> str:
    """A range as hunks name it; an empty one is named by the line before it."""
    if len(lines) == 1:
        return f"{lines.start + 1}"
    return f"{lines.start + bool(len(lines))},{len(lines)}"
