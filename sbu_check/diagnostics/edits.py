"""Edits: choose them, apply them, and map the offsets of the old text to the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from sbu_check.text.span import Span
from sbu_check.values import NamedTuple, replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sbu_check.diagnostics.model import Edit


class Region(NamedTuple):
    """A changed part of a text: its place before and after. Either may be empty."""

    before: Span
    after: Span


@value
class Shift:
    """The changed parts from one text to another in their order; the text between them is the same in both.

    No two regions touch, so that an offset belongs to one of them at most.
    """

    regions: tuple[Region, ...] = ()

    def image(self, offset: int) -> Span:
        """The place of an offset of the old text in the new one: a single offset unless it touches a change."""
        index = bisect_right(self.regions, offset, key=_before) - 1
        return _moved(offset, *self.regions[index]) if index >= 0 else Span(offset, offset)

    def spread(self, span: Span) -> Span:
        """All that a span of the old text can have become, with what was written at its edges."""
        return Span(self.image(span.start).start, self.image(span.end).end)

    @property
    def reversed(self) -> Shift:
        """The shift from the new text back to the old one."""
        return Shift(tuple(Region(after, before) for before, after in self.regions))

    def touching(self, span: Span) -> tuple[Region, ...]:
        """The regions that a span of the old text shares a character or an edge with."""
        first = bisect_left(self.regions, span.start, key=_before_end)
        last = bisect_right(self.regions, span.end, key=_before)
        return self.regions[first:last]

    def nearest(self, span: Span) -> tuple[Region, ...]:
        """The regions that a span of the old text touches, else those before and after it, the nearer one first."""
        first = bisect_left(self.regions, span.start, key=_before_end)
        around = sorted(
            self.regions[max(first - 1, 0) : first + 1],
            key=lambda one: max(one.before.start - span.end, span.start - one.before.end),
        )
        return self.touching(span) or tuple(around)

    def widened(self, text: str) -> Shift:
        """The same with the blanks of the old text around each region, which belong to no word that stays."""
        regions: list[Region] = []
        reached = -1
        for (start, end), after in self.regions:
            left = _blanks_before(text, start, max(reached, 0))
            # Several regions may be in one run of blanks: it is walked once.
            right = _blanks_behind(text, end) if end > reached else reached - end
            reached = end + right
            before, moved = Span(start - left, reached), Span(after.start - left, after.end + right)
            if regions and regions[-1].before.end >= before.start:
                last = regions.pop()
                before, moved = Span(last.before.start, reached), Span(last.after.start, moved.end)
            regions.append(Region(before, moved))
        return Shift(tuple(regions))

    def then(self, later: Shift) -> Shift:
        """Both changes as one: `later` starts from the new text of this one."""
        middle = sorted([*(region.after for region in self.regions), *(one.before for one in later.regions)])
        clusters: list[Span] = []
        for span in middle:
            if clusters and span.start <= clusters[-1].end:
                clusters[-1] = Span(clusters[-1].start, max(clusters[-1].end, span.end))
            else:
                clusters.append(span)
        back = self.reversed
        return Shift(tuple(Region(back.spread(one), later.spread(one)) for one in clusters))


UNCHANGED = Shift()


def shift_of(edits: Iterable[Edit]) -> Shift:
    """What edits that do not overlap do to places."""
    regions: list[Region] = []
    moved = 0
    for edit in sorted(edits, key=_place):
        start, end = edit.span
        after = Span(start + moved, start + moved + len(edit.text))
        if regions and regions[-1].before.end >= start:
            last = regions.pop()
            regions.append(Region(Span(last.before.start, end), Span(last.after.start, after.end)))
        else:
            regions.append(Region(edit.span, after))
        moved += len(edit.text) - (end - start)
    return Shift(tuple(regions))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=_place):
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*parts, text[at:]))


def fitting(text: str, edits: Sequence[Edit]) -> bool:
    """Whether edits are inside the text and do not overlap, so that they can be applied together."""
    ordered = sorted(edits, key=_place)
    inside = all(0 <= one.span.start <= one.span.end <= len(text) for one in ordered)
    return inside and not any(_collide(one.span, other.span) for one, other in pairwise(ordered))


def compatible(lists: Iterable[tuple[Edit, ...]]) -> Iterator[bool]:
    """For each list of edits, whether it can be applied with the accepted ones before it; else it has to wait."""
    starts: list[Span] = []
    for edits in lists:
        free = all(_free(edit.span, starts) for edit in edits)
        if free:
            for edit in edits:
                starts.insert(bisect_right(starts, edit.span), edit.span)
        yield free


def with_line_ends(text: str, edit: Edit) -> Edit:
    r"""Return the edit with each `\n` in its text replaced by the line end used at its place."""
    if "\n" not in edit.text or "\r\n" in edit.text:
        return edit
    at = text.find("\n", edit.span.end)
    at = at if at >= 0 else text.rfind("\n", 0, edit.span.start)
    if at < 1 or text[at - 1] != "\r":
        return edit
    return replace(edit, text=edit.text.replace("\n", "\r\n"))


def _free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span collides with none of those that are taken, which are sorted and collide with no other."""
    index = bisect_right(taken, span)
    return not any(_collide(one, span) for one in taken[max(index - 1, 0) : index + 1])


def _collide(one: Span, other: Span) -> bool:
    """Whether two spans cannot both be replaced: an insertion at the edge of the other would have no certain place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.meets(other)


def _blanks_before(text: str, at: int, least: int) -> int:
    """The number of blanks and line ends before an offset, down to `least`."""
    start = at
    while start > least and text[start - 1].isspace():
        start -= 1
    return at - start


def _blanks_behind(text: str, at: int) -> int:
    """The number of blanks and line ends after an offset."""
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    return end - at


def _moved(offset: int, here: Span, there: Span) -> Span:
    """The places of an offset after the start of `here`, which became `there`."""
    return there if offset <= here.end else Span(offset - here.end + there.end, offset - here.end + there.end)


def _place(edit: Edit) -> Span:
    return edit.span


def _before(region: Region) -> int:
    return region.before.start


def _before_end(region: Region) -> int:
    return region.before.end
